"""What every rendering says in the same words: numbers of sources, dates, checks, cost."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from briefer.language.words import tokenize
from briefer.models import (
    Brief,
    BriefStory,
    Citation,
    Claim,
    DateBasis,
    Exclusion,
    PublishedDate,
    Source,
)
from briefer.rendering.cleaning import plain, shorten, web_address

_EVIDENCE_LIMIT = 90
_TITLE_LIMIT = 40
_BASIS: dict[DateBasis, str] = {
    "declared": "declared",
    "url": "from the address",
    "dateline": "from the dateline",
    "corroborated": "corroborated by",
    "inferred": "inferred from",
}
_WRITERS = {
    "extractive": "Extractive writer: sentences chosen from the sources, no model",
    "replay": "Replayed from recorded replies",
}


def number_sources(brief: Brief) -> dict[str, int]:
    """Source id → number from 1: in the order they are first cited, uncited ones last."""
    cited = [citation.source_id for citation in all_citations(brief)]
    known = [source.id for source in brief.sources]
    order = dict.fromkeys([*cited, *known])
    return {source_id: number for number, source_id in enumerate(order, start=1)}


def numbered_sources(brief: Brief) -> list[tuple[int, Source]]:
    """The sources with their numbers, in that order."""
    numbers = number_sources(brief)
    return sorted(((numbers[source.id], source) for source in brief.sources), key=lambda s: s[0])


def all_citations(brief: Brief) -> list[Citation]:
    """Every citation of claims and conflicts, in reading order."""
    return [citation for story in brief.stories for citation in story_citations(story)]


def story_citations(story: BriefStory) -> Iterator[Citation]:
    """Every citation of a story’s claims and conflicts, in reading order."""
    for claim in story.claims:
        yield from claim.citations
    for conflict in story.conflicts:
        for position in conflict.positions:
            yield from position.citations


def cited_numbers(citations: Iterable[Citation], numbers: dict[str, int]) -> list[int]:
    """The numbers of the sources cited, ascending, each once."""
    return sorted({numbers[citation.source_id] for citation in citations})


def telling_quotes(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """The citations whose quote says it in other words than `text`, which a reader may compare."""
    words = _words(text)
    return [citation for citation in citations if _words(citation.quote) != words]


def long_date(day: date) -> str:
    """A day as people write it: Thursday 14 March 2024."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def masthead(brief: Brief) -> tuple[str, str]:
    """A small line and the large one below it; the day is always one of them."""
    day, title = long_date(brief.date), plain(brief.title)
    if title.endswith(f", {day}"):
        return title.removesuffix(f", {day}"), day
    return day, title


def dek(brief: Brief) -> str:
    """How much there is to read and the zone the day was counted in."""
    count = len(brief.stories)
    stories = "1 story" if count == 1 else f"{count} stories"
    articles = "1 article" if len(brief.sources) == 1 else f"{len(brief.sources)} articles"
    return f"{stories} from {articles} · {plain(brief.timezone)}"


def publisher_name(source: Source) -> str:
    """Who published it, or else the site, or else the beginning of the title in quotation marks."""
    if name := _named_publisher(source):
        return name
    title = shorten(source.title, _TITLE_LIMIT)
    return f"“{title}”" if title else file_name(source.path) or source.id


def file_name(path: str | None) -> str:
    """The last part of a path; empty without one."""
    return plain(path).replace("\\", "/").rstrip("/").rpartition("/")[2] if path else ""


def date_and_basis(published: PublishedDate) -> str:
    """The day and what it rests on: 2024-03-14, corroborated by “…”."""
    day = published.date.isoformat()
    basis = f"{day}, {_BASIS[published.basis]}"
    evidence = shorten(published.evidence, _EVIDENCE_LIMIT).strip("“”\"'")
    if published.basis == "declared" and day in evidence:
        return basis
    return f"{basis} “{evidence}”" if evidence else basis.removesuffix(" by").removesuffix(" from")


def count_voices(story: BriefStory) -> str:
    """How many independent voices tell the story."""
    return f"{story.voices} independent voices" if story.voices > 1 else "One voice"


def carriers(story: BriefStory, sources: dict[str, Source]) -> str:
    """Who carries the story: Evening Ferry, The Quay Gazette and 2 others; empty without names.

    There are more names than voices where several outlets carry the same text.
    """
    names = [_named_publisher(sources[key]) for key in story.source_ids]
    named = list(dict.fromkeys(filter(None, names)))
    others = names.count(None)
    if not named or not others:
        return ", ".join(named)
    return f"{', '.join(named)} and {others} other{'s' if others > 1 else ''}"


def doubt(claim: Claim) -> str:
    """What a reader must know of a claim that is not wholly supported; empty for one that is."""
    if claim.support.verdict == "supported":
        return ""
    degree = "partly supported" if claim.support.verdict == "partial" else "not supported"
    failed = ", ".join(claim.support.failed)
    return f"{degree}; check its {failed}" if failed else degree


def warning(brief: Brief) -> str:
    """Why a brief is degraded, to stand after those words; empty for any other."""
    if not brief.degraded:
        return ""
    reason = plain(brief.run.fallback_reason or "the model gave no usable draft").rstrip(".")
    if brief.writer != "extractive":
        return f"{reason}."
    return f"Its sentences were chosen from the sources, not written by the model: {reason}."


def checks_line(brief: Brief) -> str:
    """How the claims fared: 14 claims, all supported by their quotes; 1 repaired."""
    checks = brief.checks
    if not checks.claims:
        return "No claims" + (f"; {checks.dropped} dropped" if checks.dropped else "")
    share = "all" if checks.supported == checks.claims else f"{checks.supported}"
    noun = "claim" if checks.claims == 1 else "claims"
    parts = [f"{checks.claims} {noun}, {share} supported by the passages cited"]
    mended = {
        "repaired": checks.repaired,
        "replaced by the source’s own sentence": checks.replaced,
        "dropped": checks.dropped,
    }
    parts += [f"{count} {what}" for what, count in mended.items() if count]
    return "; ".join(parts)


def writer_line(brief: Brief) -> str:
    """Who wrote it, with the model's name, tokens and cost where there are any."""
    writer = _WRITERS.get(brief.writer, f"Writer: {plain(brief.writer)}")
    run = brief.run
    details = [plain(run.model)] if run.model and not brief.degraded else []
    tokens = run.prompt_tokens + run.completion_tokens
    if tokens:
        details.append(f"{tokens:,} tokens")
        details.append("cost unknown" if run.cost_usd is None else f"${run.cost_usd:.4f}")
    return ", ".join([writer, *details])


def considered_line(brief: Brief) -> str:
    """How much was looked at: 15 articles considered, 4 left out."""
    run = brief.run
    noun = "article" if run.considered == 1 else "articles"
    left = f"{run.excluded:,} left out" if run.excluded else "none left out"
    return f"{run.considered:,} {noun} considered, {left}"


def colophon(brief: Brief) -> str:
    """The checks, the writer and its cost, and how much was looked at, in one line."""
    return f"{checks_line(brief)}. {writer_line(brief)}. {considered_line(brief)}."


def left_out_heading(brief: Brief) -> str:
    """The heading over the exclusions, with how many there are and how many are listed."""
    listed, total = len(brief.excluded), max(brief.run.excluded, len(brief.excluded))
    return f"Left out ({listed})" if listed == total else f"Left out ({listed} of {total:,})"


def exclusion_name(exclusion: Exclusion) -> str:
    """What to call something left out: its title, or else its file."""
    return plain(exclusion.title or "") or file_name(exclusion.path) or (exclusion.source_id or "?")


def _named_publisher(source: Source) -> str | None:
    if name := plain(source.publisher or ""):
        return name
    address = web_address(source.url)
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None


def _words(text: str) -> list[str]:
    return [word.surface.casefold() for word in tokenize(plain(text).replace("’", "'"))]
