"""What a claim rests on, in a window: each passage in its context, its source, the verdict."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefer.models import Article, Brief, Claim
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    MOST_VIEW_BLOCKS,
    SECTION_LIMIT,
    Block,
    divider,
    modal,
    quotation,
    rich_text,
    section,
    small,
    words,
)
from briefer.rendering.slack.claims import LONGEST_CLAIM, report_buttons
from briefer.rendering.slack.packing import measure
from briefer.rendering.slack.phrases import Page, open_page
from briefer.rendering.slack.sources import quote_pieces, source_lines
from briefer.rendering.slack.stories import conflict_blocks
from briefer.rendering.slack.text import cut, isolate, split
from briefer.rendering.slack.wording import Language

if TYPE_CHECKING:
    from briefer.verification.explanation import Quoted

_VIEW_BUDGET = 60_000  # Slack refuses views of more than 250 kB
_CONTEXT_LIMIT = 600
_LAST_BLOCKS = 2  # how many passages are not shown, and the buttons


def evidence_modal(
    brief: Brief,
    claim_id: str,
    *,
    key: str,
    articles: Mapping[str, Article] | None = None,
    language: Language = "en",
) -> Block:
    """The window that shows what the claim rests on, and takes reports about it.

    Where `articles` (by source id) holds a source and the quote still stands in it, the sentences
    before and after are shown around the passage, which is bold.

    Raises:
        InputError: the brief has no such claim.
    """
    # Only a window needs the checks, which take a while to import; messages do without.
    from briefer.verification.explanation import find_claim, quote_in_context  # noqa: PLC0415

    page = open_page(brief, language)
    story, claim = find_claim(brief, claim_id)
    quotes = [quote_in_context(citation, brief, articles or {}) for citation in claim.citations]
    parts = [
        [*_claim(claim, page), _legend(quotes, page)],
        *(list(_passage(quote, page)) for quote in quotes),
        *(list(conflict_blocks(conflict, page)) for conflict in story.conflicts),
    ]
    buttons = report_buttons(key, claim_id, page.says)
    return modal(page.says.evidence_title, page.says.close, [*_within(parts, page), *buttons])


def _within(parts: Sequence[Sequence[Block]], page: Page) -> list[Block]:
    """The blocks of as many parts as a window may hold, and how many it does not."""
    blocks: list[Block] = []
    room = _VIEW_BUDGET
    for index, part in enumerate(parts):
        room -= sum(map(measure, part))
        if room < 0 or len(blocks) + len(part) > MOST_VIEW_BLOCKS - _LAST_BLOCKS:
            return [*blocks, small(page.counted(page.says.more_in_thread, len(parts) - index))]
        blocks += part
    return blocks


def _claim(claim: Claim, page: Page) -> Iterator[Block]:
    """The sentence, the verdict on it, and how many passages follow."""
    for piece in split(cut(claim.text, LONGEST_CLAIM), SECTION_LIMIT - 2):
        yield section(isolate(piece))
    doubt = phrases.doubt(claim, page.says)
    verdict = f"⚠ {doubt}" if doubt else f"✓ {page.says.supported}"
    passages = page.counted(page.says.passages, len(claim.citations))
    yield small(f"{verdict} · {claim.support.score:.2f} · {passages}")


def _legend(quotes: Sequence["Quoted"], page: Page) -> Block:
    """How to read the passages below."""
    surrounded = any(quote.before or quote.after for quote in quotes)
    return small(page.says.in_context if surrounded else page.says.without_context)


def _passage(quote: "Quoted", page: Page) -> Iterator[Block]:
    """The source, and the passage in bold between the sentences around it."""
    yield divider()
    yield rich_text(source_lines(page.sources[quote.source_id], page))
    before = [words(f"{split(quote.before, _CONTEXT_LIMIT)[-1]} ")] if quote.before else []
    after = [words(f" {cut(quote.after, _CONTEXT_LIMIT)}")] if quote.after else []
    *most, last = quote_pieces(quote.quote, page)
    for piece in most:
        yield rich_text(quotation(*before, words(piece, bold=True)))
        before = []
    yield rich_text(quotation(*before, words(last, bold=True), *after))
