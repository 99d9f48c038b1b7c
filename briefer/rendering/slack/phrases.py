"""What is said of a brief, its stories, claims and sources, in the reader's language."""

from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import (
    Brief,
    BriefStory,
    Citation,
    Claim,
    Exclusion,
    PublishedDate,
    Source,
)
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain
from briefer.rendering.slack.text import cut, is_blank, isolate
from briefer.rendering.slack.wording import Counted, Language, Wording, wording

_EVIDENCE_LIMIT = 90
_REASON_LIMIT = 300
_NAME_LIMIT = 60
_DOUBT_LIMIT = 300
_MOST_MARKS = 60


class Page(NamedTuple):
    """What every part of a message needs to look up."""

    brief: Brief
    language: Language
    says: Wording
    numbers: dict[str, int]
    sources: dict[str, Source]

    def counted(self, phrase: Counted, number: int) -> str:
        """A counted phrase of the page's language."""
        return phrase.of(number, self.language)

    def marks(self, citations: Sequence[Citation]) -> str:
        """The numbers of the sources cited: [1][4]."""
        found = presentation.cited_numbers(citations, self.numbers)
        more = "…" if len(found) > _MOST_MARKS else ""
        return "".join(f"[{number}]" for number in found[:_MOST_MARKS]) + more

    def marked(self, text: str, citations: Sequence[Citation]) -> str:
        """`text` with the numbers of its sources, which stay on its last line."""
        return f"{isolate(text)}\N{NO-BREAK SPACE}{self.marks(citations)}"


def open_page(brief: Brief, language: Language) -> Page:
    """The page that shows `brief` in `language`."""
    return Page(
        brief,
        language,
        wording(language),
        presentation.number_sources(brief),
        {source.id: source for source in brief.sources},
    )


def title(page: Page) -> str:
    """The brief's title on one line; its day where nothing of the title can be seen."""
    given = plain(page.brief.title)
    return page.says.day(page.brief.date) if is_blank(given) else given


def extent(page: Page) -> str:
    """How much there is to read, and the zone the day was counted in."""
    brief = page.brief
    return page.says.extent.format(
        stories=page.counted(page.says.stories, len(brief.stories)),
        articles=page.counted(page.says.articles, len(brief.sources)),
        zone=cut(brief.timezone, _NAME_LIMIT),
    )


def warning(page: Page) -> str:
    """That a brief is degraded, and why; empty for any other."""
    brief, says = page.brief, page.says
    if not brief.degraded:
        return ""
    reason = cut(brief.run.fallback_reason or says.no_reason, _REASON_LIMIT).rstrip(".")
    told = says.degraded_extractive if brief.writer == "extractive" else says.degraded_other
    return f"{says.degraded} {told.format(reason=isolate(reason))}".replace("….", "…")


def doubt(claim: Claim, says: Wording) -> str:
    """What a reader must know of a claim that is not wholly supported; empty for one that is."""
    if claim.support.verdict == "supported":
        return ""
    degree = says.partial if claim.support.verdict == "partial" else says.unsupported
    if not claim.support.failed:
        return degree
    failed = ", ".join(says.checks.get(name, name) for name in claim.support.failed)
    return says.to_check.format(degree=degree, checks=cut(failed, _DOUBT_LIMIT))


def checks_line(page: Page) -> str:
    """How the claims fared."""
    checks, says = page.brief.checks, page.says
    claims = page.counted(says.claims, checks.claims)
    if not checks.claims:
        told = says.no_claims
    elif checks.supported == checks.claims:
        told = says.all_supported.format(claims=claims)
    else:
        told = says.some_supported.format(claims=claims, supported=checks.supported)
    mended = (
        (says.repaired, checks.repaired),
        (says.replaced, checks.replaced),
        (says.dropped, checks.dropped),
    )
    return "; ".join([told, *(page.counted(what, number) for what, number in mended if number)])


def writer_line(page: Page) -> str:
    """Who wrote it, with the model's name, tokens and cost where there are any."""
    brief, run, says = page.brief, page.brief.run, page.says
    known = {"extractive": says.extractive_writer, "replay": says.replay_writer}
    other = says.other_writer.format(name=cut(brief.writer, _NAME_LIMIT))
    details = [known.get(brief.writer, other)]
    if run.model and not brief.degraded:
        details.append(cut(run.model, _NAME_LIMIT))
    if tokens := run.prompt_tokens + run.completion_tokens:
        details.append(page.counted(says.tokens, tokens))
        details.append(says.cost_unknown if run.cost_usd is None else f"${run.cost_usd:.4f}")
    return ", ".join(details)


def considered_line(page: Page) -> str:
    """How much was looked at, and how much of it left out."""
    run, says = page.brief.run, page.says
    left = page.counted(says.left_out, run.excluded) if run.excluded else says.none_left_out
    return f"{page.counted(says.considered, run.considered)}, {left}"


def date_and_basis(published: PublishedDate, says: Wording) -> str:
    """The day and what it rests on: 2024-03-14, corroborated by “…”."""
    day = published.date.isoformat()
    evidence = cut(published.evidence, _EVIDENCE_LIMIT).strip("“”„«»\"'")
    if not evidence or (published.basis == "declared" and day in evidence):
        return f"{day}, {says.basis[published.basis]}"
    return f"{day}, {says.based_on[published.basis].format(evidence=isolate(evidence))}"


def source_name(source: Source) -> str:
    """A short name for a source, on one line."""
    return isolate(cut(presentation.publisher_name(source), _NAME_LIMIT))


def headline(story: BriefStory, limit: int) -> str:
    """The headline, cut to weigh at most `limit`."""
    return isolate(cut(story.headline, limit))


def exclusion(item: Exclusion, limit: int) -> str:
    """What was left out, and why; either part weighs at most `limit`."""
    name = isolate(cut(presentation.exclusion_name(item), limit))
    return f"{name} — {isolate(cut(item.reason, limit))}"
