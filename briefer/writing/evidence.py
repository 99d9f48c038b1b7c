"""Evidence as a model may see it: aliased, defused, and fenced off from the instructions.

The fence is derived from the evidence itself: the same request always renders to the same bytes,
so a recorded reply is found again, and still no article can contain its fence, because the fence
is a digest of that very article. Should one occur after all, the next counter gives another.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from briefer.models import Article, Passage, Story
from briefer.writing.lines import one_line

MAX_PASSAGE_CHARS = 1_500
MAX_LABEL_CHARS = 200

_FENCE_DIGITS = 24
_BRACKETED_TOKEN = re.compile(r"\[(/?[A-Z_]{2,}(?: [A-Z_]+)?)\]")
_ANGLES = str.maketrans({"<": "‹", ">": "›"})


class PassageLine(NamedTuple):
    """One citable sentence; `after_gap` where sentences before it are not shown."""

    alias: str
    text: str
    after_gap: bool


class SourceBlock(NamedTuple):
    """The shown sentences of one article, in reading order. `day` is its day of publication."""

    title: str
    publisher: str | None
    day: str | None
    passages: tuple[PassageLine, ...]


class EvidenceSheet(NamedTuple):
    """What one prompt shows of one story; `passage_ids` maps each alias to its passage."""

    fence: str
    sources: tuple[SourceBlock, ...]
    passage_ids: dict[str, str]

    @property
    def aliases(self) -> dict[str, str]:
        """From passage id to alias."""
        return {passage_id: alias for alias, passage_id in self.passage_ids.items()}


def lay_out(story: Story, passages: Sequence[Passage]) -> EvidenceSheet:
    """Group `passages` by article, most central first, in reading order, named p1 and so on."""
    chosen: dict[str, dict[int, Passage]] = {}
    for passage in passages:
        chosen.setdefault(passage.article_id, {})[passage.index] = passage
    passage_ids: dict[str, str] = {}
    blocks = [
        _source_block(article, chosen[article.id], passage_ids)
        for article in {article.id: article for article in story.articles}.values()
        if article.id in chosen
    ]
    return EvidenceSheet(fence_for(_texts(blocks)), tuple(blocks), passage_ids)


def defuse(text: str, limit: int = MAX_PASSAGE_CHARS) -> str:
    """`text` as one line without the marks that chat templates read as their own.

    White space is folded, control and format characters go, `<|im_start|>` and `[INST]` lose
    their brackets, and what exceeds `limit` characters is cut. The quote in the brief is not
    touched by this.
    """
    visible = one_line(text).translate(_ANGLES)
    plain = _BRACKETED_TOKEN.sub(r"(\1)", visible)
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def spell_day(day: date) -> str:
    """`day` in words, "Thursday, 14 March 2024"."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def fence_for(texts: Sequence[str]) -> str:
    """A line of hexadecimal digits that stands in none of `texts`, the same for the same texts."""
    whole = "\n".join(texts)
    counter = 0
    while True:
        material = f"{counter}\n{whole}".encode("utf-8", "surrogatepass")
        fence = hashlib.sha256(material).hexdigest()[:_FENCE_DIGITS]
        if fence not in whole:
            return fence
        counter += 1


def _source_block(
    article: Article, chosen: dict[int, Passage], passage_ids: dict[str, str]
) -> SourceBlock:
    lines: list[PassageLine] = []
    previous = -1
    for index in sorted(chosen):
        alias = f"p{len(passage_ids) + 1}"
        passage_ids[alias] = chosen[index].id
        lines.append(PassageLine(alias, defuse(chosen[index].text), index > previous + 1))
        previous = index
    publisher = defuse(article.publisher, MAX_LABEL_CHARS) if article.publisher else None
    title = defuse(article.title, MAX_LABEL_CHARS)
    day = spell_day(article.published.date) if article.published is not None else None
    return SourceBlock(title, publisher, day, tuple(lines))


def _texts(blocks: Iterable[SourceBlock]) -> list[str]:
    return [
        text
        for block in blocks
        for text in (block.title, block.publisher or "", *(line.text for line in block.passages))
    ]
