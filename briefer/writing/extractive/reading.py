"""An article read for its context: its sentences in order, and what is quotation in them."""

import re
from bisect import bisect_left
from functools import cached_property, lru_cache

from briefer.language.sentences import split_sentences
from briefer.models import Article, Passage

QUOTED = "\x1f"

_MARK = re.compile(r"[“”\"„«»]|``|''")
_MARKS = frozenset("“”\"„«»`'‘")
_SINGLE = re.compile(
    r"(?<![\w'’])['‘](?=\w)[^'‘’\n]{0,400}(?:['’]\w[^'‘’\n]{0,400}){0,4}[,.!?\w)]['’](?!\w)"
)
_BEFORE_OPENING = frozenset(" \t\n([—–-:/\xa0")


class Reading:
    """One article, its sentences in order; `sentences[i]` is the text, `paragraphs[i]` its number.

    The passages of the evidence are found by their offsets, so any passage has its neighbours.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        spans = list(split_sentences(article.text))
        self.starts = tuple(start for start, _ in spans)
        self.ends = tuple(end for _, end in spans)
        self.sentences = tuple(article.text[start:end] for start, end in spans)
        breaks = [match.start() for match in re.finditer(r"\n\s*\n|\n", article.text)]
        self.paragraphs = tuple(bisect_left(breaks, start) for start in self.starts)

    def is_quoted(self, index: int) -> bool:
        """Whether a sentence lies inside a quotation whose marks it does not show itself."""
        start = self.starts[index]
        begin = self.article.text.rfind("\n", 0, start) + 1
        end = self.article.text.find("\n", start)
        paragraph = self.article.text[begin : end if end >= 0 else None]
        opening = self.sentences[index][:1]
        if opening in _MARKS or not has_whole_quotations(paragraph):
            return False
        return mask_quotations(paragraph)[start - begin] == QUOTED

    def place(self, passage: Passage) -> int:
        """The index of the sentence that holds the passage's first character."""
        return max(bisect_left(self.starts, passage.start + 1) - 1, 0)

    @cached_property
    def length(self) -> int:
        """How many sentences the article has (at least one)."""
        return max(len(self.sentences), 1)


@lru_cache(maxsize=4_096)
def mask_quotations(text: str) -> str:
    """`text` at the same length with everything inside quotation marks, and the marks, blotted out.

    An unclosed quotation runs to the end.
    """
    characters = list(text)
    marks = list(_MARK.finditer(text))
    for opening, closing in zip(marks[::2], [*marks[1::2], None], strict=False):
        end = closing.end() if closing is not None else len(text)
        for index in range(opening.start(), end):
            characters[index] = QUOTED
    masked = "".join(characters)
    return _SINGLE.sub(lambda match: QUOTED * len(match.group()), masked)


def has_whole_quotations(text: str) -> bool:
    """Whether every quotation mark of `text` has its partner and faces the right way."""
    marks = list(_MARK.finditer(text))
    if len(marks) % 2:
        return False
    return all(_opens(text, mark) for mark in marks[::2]) and all(
        _closes(text, mark) for mark in marks[1::2]
    )


def opens_quotation(text: str) -> bool:
    """Whether the last quotation mark of `text` opens a quotation that it does not close."""
    marks = list(_MARK.finditer(text))
    return len(marks) % 2 == 1 and _opens(text, marks[-1])


def _opens(text: str, mark: re.Match[str]) -> bool:
    free_before = mark.start() == 0 or text[mark.start() - 1] in _BEFORE_OPENING
    return free_before and mark.end() < len(text) and mark.group() not in {"”", "»"}


def _closes(text: str, mark: re.Match[str]) -> bool:
    return not text[mark.start() - 1].isspace() and mark.group() not in {"“", "«", "``"}
