"""`brief explain`: why a claim is in a saved brief."""

import json
from collections.abc import Iterator

from briefer.commands.console import write_stdout
from briefer.commands.meter import Meter
from briefer.commands.saved import SavedTask, find_articles, load_brief
from briefer.models import Brief, Source
from briefer.rendering.cleaning import plain, shorten
from briefer.rendering.presentation import (
    count_voices,
    date_and_basis,
    exclusion_name,
    left_out_heading,
)
from briefer.verification.explanation import Check, Explanation, Quoted, explain_claim, find_claim

_MOST_LEFT_OUT = 10
_TITLE_LIMIT = 80


def run_explain(task: SavedTask, claim_id: str, *, as_json: bool) -> None:
    """Print why the claim of that id is in the brief.

    Raises:
        InputError: there is no such brief or claim, or an article that the brief cites is missing.
        StoreError: the store cannot be opened.
    """
    brief = load_brief(task.path)
    story, claim = find_claim(brief, claim_id)
    with Meter() as meter:
        articles = find_articles(brief, task, meter)
        meter("checking the claim", 0, None)
        explanation = explain_claim(brief, story, claim, articles)
    write_stdout((explain_as_json if as_json else explain_as_text)(brief, explanation))


def explain_as_json(brief: Brief, explanation: Explanation) -> str:
    """The explanation as an object, with what the brief left out."""
    told = {
        "claim": explanation.claim.model_dump(mode="json"),
        "story": explanation.story.model_dump(mode="json", include={"id", "headline", "voices"}),
        "support": explanation.support.model_dump(mode="json"),
        "problems": list(explanation.problems),
        "quotes": [quote._asdict() for quote in explanation.quotes],
        "checks": [
            {**check._asdict(), "passed": not check.problems} for check in explanation.checks
        ],
        "considered": [one._asdict() for one in explanation.considered],
        "excluded": [item.model_dump(mode="json") for item in brief.excluded],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def explain_as_text(brief: Brief, explanation: Explanation) -> str:
    """The explanation for a person."""
    return "\n".join(_lines(brief, explanation)) + "\n"


def _lines(brief: Brief, explanation: Explanation) -> Iterator[str]:
    sources = {source.id: source for source in brief.sources}
    support = explanation.support
    yield f"{plain(explanation.claim.id)}  {plain(explanation.claim.text)}"
    yield f"{support.verdict}, support {support.score:.2f}"
    yield from (f"✗ {plain(problem)}" for problem in explanation.problems)
    yield ""
    yield "Quoted from"
    for quote in explanation.quotes:
        yield from _quote_lines(quote, sources)
    yield ""
    yield "Checks"
    yield from (line for check in explanation.checks for line in _check_lines(check))
    yield ""
    yield "Other sentences of the story’s sources, by how much of the claim they say"
    for one in explanation.considered:
        yield f"  {one.score:.2f}  {_name(one.source_id, sources)}: {plain(one.text)}"
    if not explanation.considered:
        yield "  none says any of it"
    yield ""
    yield f"Story: {plain(explanation.story.headline)} ({count_voices(explanation.story)})"
    cited = {quote.source_id for quote in explanation.quotes}
    for source_id in explanation.story.source_ids:
        yield f"  {'cited' if source_id in cited else 'not cited'}: {_name(source_id, sources)}"
    yield ""
    yield from _left_out_lines(brief)


def _quote_lines(quote: Quoted, sources: dict[str, Source]) -> Iterator[str]:
    yield f"  {_name(quote.source_id, sources)}"
    if quote.before:
        yield f"      {plain(quote.before)}"
    yield f"    » {plain(quote.quote)} «"
    if quote.after:
        yield f"      {plain(quote.after)}"


def _check_lines(check: Check) -> Iterator[str]:
    words = ", ".join(map(plain, check.words))
    if check.name == "support":
        words = f"not in the quotes: {words}" if words else "every word is in the quotes"
    elif check.name == "presence":
        words = (
            "not every quote is in its source" if check.problems else "every quote is in its source"
        )
    yield f"  {'✗' if check.problems else '✓'} {check.name}: {words or 'none in the claim'}"
    yield from (f"      {plain(problem)}" for problem in check.problems)


def _left_out_lines(brief: Brief) -> Iterator[str]:
    if not brief.excluded:
        yield "Nothing was left out of the brief."
        return
    yield left_out_heading(brief)
    for item in brief.excluded[:_MOST_LEFT_OUT]:
        yield f"  {exclusion_name(item)} — {plain(item.reason)}"
    if len(brief.excluded) > _MOST_LEFT_OUT:
        yield f"  … and {len(brief.excluded) - _MOST_LEFT_OUT} more, listed in the brief"


def _name(source_id: str, sources: dict[str, Source]) -> str:
    source = sources.get(source_id)
    if source is None:
        return f"{plain(source_id)} (not among the brief’s sources)"
    publisher = f"{plain(source.publisher)}, " if source.publisher else ""
    return (
        f"{publisher}“{shorten(source.title, _TITLE_LIMIT)}” ({date_and_basis(source.published)})"
    )
