"""Whether a shortened sentence is the sentence with words left out, and nothing that matters lost.

The checks of a claim ask whether its evidence supports it. Of a sentence that is to be the same
one, only shorter, more can be asked: it says nothing new, in no other order, keeps who, when, how
many and how certain, and leaves out no subject of what it keeps (compression by deletion: Knight
and Marcu, Artificial Intelligence 139, 2002). What fails may be true all the same; then the longer
sentence stands, which costs nothing but words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from briefer.language.names import same_name
from briefer.language.quotations import SAYING_WORD
from briefer.language.words import Word, tokenize
from briefer.verification.analysis import analyse
from briefer.verification.modality import CAREFUL_WORDS

_SUBJECTS = frozenset("i we you he she they it this that these those who which what there".split())
_MAY_BE_NEW = frozenset(  # words that change nobody's part in it
    "a an the is are was were be been being has have had that".split()
)
_EXACT = frozenset(  # words that say how many, how much, who is meant, or that it is not so
    """not no never without nor neither none nobody nothing hardly only least most up about around
    nearly almost over under more less fewer former acting deputy interim fake false unless if
    than""".split()
)
_REPORTING = frozenset(
    """claim claims claimed claiming allege alleges alleged alleging deny denies denied denying
    accuse accuses accused accusing suggest suggests suggested suggesting report reports reported
    reporting believe believes believed according""".split()
)
_CLAUSE_ENDS = frozenset(".!?;:")


def check_condensed(short: str, sentence: str) -> tuple[str, ...]:
    """What `short` says that `sentence` does not, or leaves out that it must keep; both in words.

    Empty when `short` is the sentence, its order kept, with words left out that neither name,
    count, date, hedge, deny nor attribute anything. One move is allowed: a clause cut off by
    commas, or whoever says it, may come first or last.
    """
    return tuple(dict.fromkeys([*_lost(short, sentence), *_changed(short, sentence)]))


def _lost(short: str, sentence: str) -> Iterator[str]:
    mine, theirs = analyse(short), analyse(sentence)
    for name in theirs.names:
        if not any(same_name(name.text, other.text) for other in mine.names):
            yield f"it leaves out {name.text}"
    told = short.casefold()
    spans = [(one.start, one.end) for one in theirs.quantities]
    spans += [(one.start, one.end) for one in theirs.dates]
    for start, end in spans:
        text = sentence[start:end]
        if text.casefold() not in told:
            yield f"it leaves out {text}"
    kept = Counter(map(_key, mine.words))
    for place, word in enumerate(theirs.words):
        key = _key(word)
        if not key or kept[key]:
            kept[key] -= 1
        elif _is_saying(word) or _governed(theirs.words[place + 1 :]) in mine.stems:
            yield f"it leaves out “{word.surface}”"
    known = {_key(word) for word in theirs.words}
    for word in mine.words:
        if _key(word) not in known:
            yield f"it adds “{word.surface}”"


def _key(word: Word) -> str:
    """What a word that says how certain, how much, or by whom counts as; empty for others."""
    lower = word.surface.lower()
    if lower.endswith(("n't", "n’t")):
        return "not"
    careful = lower in _EXACT or lower in CAREFUL_WORDS or _is_saying(word)
    return word.stem if careful else ""


def _is_saying(word: Word) -> bool:
    return word.surface in _REPORTING or SAYING_WORD.fullmatch(word.surface) is not None


def _governed(words: Sequence[Word]) -> str:
    """The next word that says something."""
    return next((word.stem for word in words if word.is_content and not _key(word)), "")


def _changed(short: str, sentence: str) -> Iterator[str]:
    mine, theirs = tokenize(short), tokenize(sentence)
    known = {word.stem for word in theirs}
    for word in mine:
        if word.stem not in known and not _is_joint(word):
            yield f"it adds “{word.surface}”"
    ranges: list[tuple[int, int]] = []
    for piece in _pieces(short, mine):
        places = _places(piece, theirs)
        if any(places[i] is None and not _is_joint(word) for i, word in enumerate(piece)):
            yield "it tells it in another order"
            return
        kept = [place for place in places if place is not None]
        if kept:
            ranges.append((kept[0], kept[-1]))
        for before, after in pairwise(kept):
            yield from _gap(theirs[before + 1 : after], sentence, theirs[before], theirs[after])
    if any(one[1] >= other[0] for one, other in pairwise(sorted(ranges))):
        yield "it tells it in another order"


def _is_joint(word: Word) -> bool:
    return word.surface.lower() in _MAY_BE_NEW


def _pieces(short: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of each stretch between commas, and of who says it at the end."""
    piece: list[Word] = []
    end = 0
    for word in words:
        if piece and ("," in short[end : word.start] or _opens_speech(piece)):
            yield piece
            piece = []
        piece.append(word)
        end = word.end
    if piece:
        yield piece


def _opens_speech(piece: Sequence[Word]) -> bool:
    """Whether a piece ends in a verb of saying, after which what is said begins."""
    return _is_saying(piece[-1])


def _places(piece: Sequence[Word], theirs: Sequence[Word]) -> list[int | None]:
    """Where the sentence has each word of a piece, in order; None where it does not."""
    places: list[int | None] = [None] * len(piece)
    for code in LCSseq.opcodes([word.stem for word in piece], [word.stem for word in theirs]):
        if code.tag == "equal":
            places[code.src_start : code.src_end] = range(code.dest_start, code.dest_end)
    return places


def _gap(left_out: Sequence[Word], sentence: str, before: Word, after: Word) -> Iterator[str]:
    """Problems of leaving these words out between two that are kept."""
    subject = next((w for w in left_out if w.surface.lower() in _SUBJECTS), None)
    if subject is not None and left_out[-1] == subject:
        yield f"it leaves out “{subject.surface}” before “{after.surface}”"
    if _CLAUSE_ENDS & set(sentence[before.end : after.start]):
        yield "it joins what two clauses say"
