"""The joining check: two halves of different sentences are not made into one that nobody wrote.

It sees a claim whose second part, from a joint such as "and", "which" or "because" on, stands in
the middle of another sentence than its first, of another subject, or whose "because" or "after"
no passage has. It does not see halves that are reworded freely, nor two whole sentences joined by
"and", "but" or "while", which joins two truths to a third.
"""

import re
from collections.abc import Sequence
from itertools import islice

from briefer.language.words import Word, tokenize
from briefer.verification.analysis import Analysis, CitedPassage, analyse

_JOINT = re.compile(
    r",? (?P<link>and|but|while|which|who|that|after|before|when|because|where) (?=\w)"
)
_HELD = 0.8  # the share of a half's pairs of words that one sentence has
_ELSEWHERE = 0.5  # and that the other half's sentence has not
_FEWEST = 2  # words of a half
_SUBJECT = 3  # words with content in which a sentence names what it is about
_OPENING = 3  # words by which the second half is found in its sentence
_RELATIONS = frozenset("after before when because".split())
_ADDING = frozenset("and but while".split())
_STARTS = frozenset({"the", "a", "an"})
_SHOWN = 8


def check_joining(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """At most one problem: the halves of the claim, and that they are of two sentences."""
    joints = list(_JOINT.finditer(claim.text))
    if not joints:
        return []
    sentences = [sentence for passage in cited for sentence in passage.sentences]
    if len(sentences) < 2:
        return []
    for joint in joints:
        first, second = claim.text[: joint.start()], claim.text[joint.end() :]
        mine, theirs = _holder(first, sentences), _holder(second, sentences)
        if mine is None or theirs is None or mine == theirs:
            continue
        if _share(second, mine) > _ELSEWHERE or _share(first, theirs) > _ELSEWHERE:
            continue
        if _is_false(first, joint["link"], second, theirs):
            halves = f"“{_start(first)}” and “{_start(second)}”"
            return [f"{halves} are of different sentences, and no cited passage joins them"]
    return []


def _holder(half: str, sentences: Sequence[str]) -> str | None:
    """The sentence that has nearly all of a half, word after word."""
    if len(tokenize(half)) < _FEWEST:
        return None
    best = max(sentences, key=lambda sentence: _share(half, sentence), default=None)
    return best if best is not None and _share(half, best) >= _HELD else None


def _share(half: str, sentence: str) -> float:
    mine, theirs = (analyse(text).pairs for text in (half, sentence))
    return sum(two in theirs for two in mine) / len(mine) if mine else 0.0


def _is_false(first: str, link: str, second: str, theirs: str) -> bool:
    """Whether the second half says of the first one what its sentence says of something else."""
    words = tokenize(theirs)
    place = _find(tokenize(second), words)
    if place is None:
        return False
    before = words[place - 1].surface.lower() if place else ""
    if link in _RELATIONS and before != link:
        return True
    if link not in _RELATIONS and all(word.surface.lower() in _STARTS for word in words[:place]):
        return link not in _ADDING  # a whole sentence may be added, but is about no "who"
    return _subject(words[:place]).isdisjoint(_subject(tokenize(first)))


def _find(half: Sequence[Word], words: Sequence[Word]) -> int | None:
    """Where a sentence has the first words of a half."""
    wanted = [word.stem for word in half[:_OPENING]]
    stems = [word.stem for word in words]
    return next(
        (place for place in range(len(stems)) if stems[place : place + len(wanted)] == wanted), None
    )


def _subject(words: Sequence[Word]) -> frozenset[str]:
    """What the first few words of a sentence are about."""
    return frozenset(islice((word.stem for word in words if word.is_content), _SUBJECT))


def _start(half: str) -> str:
    words = half.split()
    return " ".join(words) if len(words) <= _SHOWN else f"{' '.join(words[:_SHOWN])} …"
