"""The brief as Markdown (CommonMark and GitHub's footnotes): a citation leads to its passage."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefer.models import Brief, BriefStory, Citation, Claim, Conflict, Exclusion, Source
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain, web_address

_AUTOLINK = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{0,31}://|www\.|mailto:|xmpp:)[^\s<>`]*[^\s<>`.,;:!?'\"”’)\]]"
    r"|[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+"
    r"|(?<![\w`])[@#]\w[\w\-]*",
    re.IGNORECASE,
)
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(?:[#>+\-=:]|(?P<number>\d+)(?=[.)]))")


def render_markdown(brief: Brief) -> str:
    """The brief as one Markdown document; what strangers wrote cannot become markup or a link.

    Footnotes are numbered by passage, in the order cited.
    """
    footnotes = {
        citation: number
        for number, citation in enumerate(dict.fromkeys(presentation.all_citations(brief)), start=1)
    }
    sources = {source.id: source for source in brief.sources}
    blocks = [
        *_masthead(brief),
        *(block for story in brief.stories for block in _story(story, sources, footnotes)),
        "## Sources",
        _bullets(_source(source) for _, source in presentation.numbered_sources(brief)),
        *_left_out(brief),
        "---",
        escape(presentation.colophon(brief)),
        *(_footnote(number, citation, sources) for citation, number in footnotes.items()),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it is: no markup, no automatic links.

    Addresses, mentions and hash-tags become code, the one form that every dialect leaves alone.
    """
    line = plain(text)
    pieces: list[str] = []
    position = 0
    for match in _AUTOLINK.finditer(line):
        pieces += [_backslashed(line[position : match.start()]), f"`{match.group()}`"]
        position = match.end()
    pieces.append(_backslashed(line[position:]))
    return _BLOCK_START.sub(_guarded, "".join(pieces))


def _guarded(start: re.Match[str]) -> str:
    return f"{start['number']}\\" if start["number"] else f"\\{start.group()}"


def _backslashed(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _masthead(brief: Brief) -> Iterator[str]:
    yield f"# {escape(brief.title)}"
    yield f"*{escape(presentation.dek(brief))}*"
    if warning := presentation.warning(brief):
        yield f"> **Degraded brief.** {escape(warning)}"


def _story(
    story: BriefStory, sources: dict[str, Source], footnotes: dict[Citation, int]
) -> Iterator[str]:
    told_by = filter(
        None, [presentation.count_voices(story), presentation.carriers(story, sources)]
    )
    yield f"## {escape(story.headline)}"
    yield f"*{escape(' · '.join(told_by))}*"
    yield _bullets(_claim(claim, footnotes) for claim in story.claims)
    for conflict in story.conflicts:
        yield _conflict(conflict, footnotes)


def _claim(claim: Claim, footnotes: dict[Citation, int]) -> str:
    note = presentation.doubt(claim)
    doubt = f" *({escape(note)})*" if note else ""
    return f"{escape(claim.text)}{_marks(claim.citations, footnotes)}{doubt}"


def _conflict(conflict: Conflict, footnotes: dict[Citation, int]) -> str:
    positions = _bullets(
        f"{escape(position.text)}{_marks(position.citations, footnotes)}"
        for position in conflict.positions
    )
    lines = [f"**Sources disagree:** {escape(conflict.about)}", "", *positions.split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _marks(citations: Sequence[Citation], footnotes: dict[Citation, int]) -> str:
    numbers = sorted({footnotes[citation] for citation in citations})
    return "".join(f"[^{number}]" for number in numbers)


def _source(source: Source) -> str:
    publisher = f"**{escape(source.publisher)}**, " if source.publisher else ""
    place = "" if web_address(source.url) or not source.path else f" — {escape(source.path)}"
    basis = escape(presentation.date_and_basis(source.published))
    return f"{publisher}{_linked(source.title, source)} ({basis}){place}"


def _linked(text: str, source: Source) -> str:
    address = web_address(source.url)
    return f"[{escape(text)}](<{address}>)" if address else escape(text)


def _left_out(brief: Brief) -> Iterator[str]:
    if brief.excluded:
        yield f"## {presentation.left_out_heading(brief)}"
        yield _bullets(_exclusion(exclusion) for exclusion in brief.excluded)


def _exclusion(exclusion: Exclusion) -> str:
    return f"{escape(presentation.exclusion_name(exclusion))} — {escape(exclusion.reason)}"


def _footnote(number: int, citation: Citation, sources: dict[str, Source]) -> str:
    source = sources[citation.source_id]
    publisher = _linked(presentation.publisher_name(source), source)
    day = source.published.date.isoformat()
    return f"[^{number}]: {publisher}, {day}: {escape(citation.quote)}"


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
