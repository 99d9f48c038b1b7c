"""What stands where: a claim laid beside a passage, word by word, names held apart from the rest.

The two are aligned by their longest common subsequence. A name is a blank there, so that "A sued
B" and "B sued A" lie exactly upon each other and show A where B should be.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from briefer.language.names import TITLES
from briefer.verification.analysis import Analysis, CitedPassage
from briefer.verification.forms import forms_of

CLOSE = 0.6  # the share of its plain words that a claim has in common with a passage it retells
BLANK = "@"
_DATE = "%"
_RUNNING_ON = frozenset({" ", "'s ", "’s "})
_LONGEST_EDIT = 4  # words: what is longer is another way to say it, not another word
_SHARED = 0.4  # below, so few are in common that not even synonyms make it close
_NEXT_BEST = 0.1


class Token(NamedTuple):
    """A word, or a whole name: `key` is what is compared, `name` the key of the name."""

    key: str
    text: str
    stem: str
    is_content: bool
    name: str | None


class Edit(NamedTuple):
    """Words of a claim and what the passage has in their place; either may be empty.

    `follows` is the word right after them, which both have; None at the end. `governed` is the
    next word with content, where every word up to it is one that both have.
    """

    claimed: Sequence[Token]
    stated: Sequence[Token]
    follows: Token | None
    governed: Token | None

    @property
    def is_small(self) -> bool:
        """Whether it is a few words, not another way to say it."""
        return max(len(self.claimed), len(self.stated)) <= _LONGEST_EDIT


class Pairing:
    """A claim beside one passage; `place[i]` is where the passage has token i of the claim."""

    def __init__(self, claim: Analysis, passage: Analysis) -> None:
        self.mine = read_tokens(claim)
        self.theirs = read_tokens(passage)
        self.passage = passage
        self.place: dict[int, int] = {}
        spans: list[tuple[int, int, int, int]] = []
        codes = LCSseq.opcodes([one.key for one in self.mine], [one.key for one in self.theirs])
        for code in codes:
            first, last, start, end = code.src_start, code.src_end, code.dest_start, code.dest_end
            if code.tag == "equal":
                self.place.update(zip(range(first, last), range(start, end), strict=True))
            elif spans and spans[-1][1] == first and spans[-1][3] == start:
                spans[-1] = (spans[-1][0], last, spans[-1][2], end)
            else:
                spans.append((first, last, start, end))
        self.edits = [
            Edit(
                self.mine[first:last],
                self.theirs[start:end],
                self.mine[last] if last < len(self.mine) else None,
                self._governed(last),
            )
            for first, last, start, end in spans
        ]

    def _governed(self, start: int) -> Token | None:
        for index in range(start, len(self.mine)):
            if index not in self.place or self.place[index] - self.place[start] != index - start:
                return None
            if self.mine[index].is_content:
                return self.mine[index]
        return None

    @cached_property
    def closeness(self) -> float:
        """The share of the claim's content words, names aside, that the passage has in place."""
        return self.share_of(self.mine)

    def share_of(self, beginning: Sequence[Token]) -> float:
        """The same of the first tokens of the claim alone."""
        plain = [i for i, token in enumerate(beginning) if token.is_content and token.name is None]
        return sum(i in self.place for i in plain) / len(plain) if plain else 0.0

    @property
    def small_edits(self) -> list[Edit]:
        """The edits of a few words."""
        return [edit for edit in self.edits if edit.is_small]

    def is_held(self, index: int) -> bool:
        """Whether the words on both sides of a token, or two before it, are the passage's, too."""
        if not self._neighbour(index, -1):
            return False
        return self._neighbour(index, 1) or self._follows_content(index)

    def _follows_content(self, index: int) -> bool:
        """Whether what a token belongs to stands right before it in both: "fell in"."""
        place = self.place[index]
        two = range(1, 3)
        same = all(self.place.get(index - step) == place - step for step in two)
        return same and any(self.mine[index - step].is_content for step in two)

    def _neighbour(self, index: int, step: int) -> bool:
        """Whether the next word that is no name is the same, just as near, in the passage."""
        here, there = index + step, self.place[index] + step
        if not 0 <= here < len(self.mine) or not 0 <= there < len(self.theirs):
            return True
        return self.mine[here].key == self.theirs[there].key


def pair(claim: Analysis, cited: Sequence[CitedPassage]) -> list[Pairing]:
    """The claim beside each passage that it retells closely, the closest first."""
    plain = [word.stem for word in claim.content if word.surface.islower()]
    pairings = [
        Pairing(claim, passage.here) for passage in cited if _may_be_close(plain, passage.here)
    ]
    best = max((pairing.closeness for pairing in pairings), default=0.0)
    floor = max(CLOSE, best - _NEXT_BEST)
    near = [pairing for pairing in pairings if pairing.closeness >= floor]
    return sorted(near, key=lambda pairing: -pairing.closeness)


def _may_be_close(stems: Sequence[str], passage: Analysis) -> bool:
    """Whether a passage shares enough words, in any order, to be worth laying beside a claim."""
    return sum(stem in passage.stems for stem in stems) >= _SHARED * len(stems)


@lru_cache(maxsize=2048)
def read_tokens(text: Analysis) -> list[Token]:
    """The words of a text in order, each of its names as one token.

    A date is one token, too, whatever it says: `check_dates` knows which days are the same. Names
    with nothing but a space or a possessive between them are one ("Liverpool's Emre Can"),
    and a title before a name is left out, as a retelling may.
    """
    names = {name.start: name for name in text.names}
    dates = {mention.start: mention for mention in text.dates}
    surfaces = [word.surface for word in text.words]
    tokens: list[Token] = []
    end = -1
    for word, form in zip(text.words, forms_of(surfaces, text.text), strict=True):
        if word.start < end:
            continue
        if word.start in dates:
            mention = dates[word.start]
            end = mention.end
            tokens.append(Token(_DATE, text.text[mention.start : end], _DATE, False, None))
            continue
        name = names.get(word.start)
        if name is None:
            key = form or word.surface.lower()
            tokens.append(Token(key, word.surface, word.stem, word.is_content, None))
            continue
        while tokens and tokens[-1].name is None and tokens[-1].text.lower() in TITLES:
            tokens.pop()
        before = text.text[end : name.start] if end >= 0 else "-"
        known = tokens[-1] if tokens else None
        if known is not None and known.name is not None and before in _RUNNING_ON:
            tokens[-1] = Token(
                BLANK,
                f"{known.text}{before}{name.text}",
                name.key,
                True,
                f"{known.name} {name.key}",
            )
        else:
            tokens.append(Token(BLANK, name.text, name.key, True, name.key))
        end = name.end
    return tokens
