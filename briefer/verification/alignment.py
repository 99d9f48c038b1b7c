"""Which words of a claim its evidence has, and in which sentences: the basis of every score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefer.language.names import fold, same_word
from briefer.language.negations import find_negations, may_negate
from briefer.language.sentences import split_sentences
from briefer.language.words import Word, stem, surfaces_of, tokenize
from briefer.verification.forms import NUMBER, forms_of, weight

_PREFIX = 5
_DERIVED = 0.8  # how far a word counts that only goes on after the other: "reform", "reformer"
_RELATED = 0.6  # how far it counts when they share just their beginning: "operate", "operation"
_RESPELT = 0.8  # an acronym, or a name one slip of spelling apart
_ACRONYM = range(3, 7)
_LONG_NAME = 6
_MOST_PLACES = 60  # how many occurrences of a word are looked at for the longest common run


class Sentence(NamedTuple):
    """A sentence of the evidence: `passages[passage][start:end]`."""

    passage: int
    start: int
    end: int


class Claim:
    """A claim read once, to be held against any evidence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokenize(text)
        self.stems = [word.stem for word in self.words]
        forms = forms_of([word.surface for word in self.words], text)
        if not any(forms):  # nothing but small words: then they have to do
            forms = [word.stem for word in self.words]
        self.items = [index for index, form in enumerate(forms) if form is not None]
        self.forms = [form for form in forms if form is not None]
        self.weights = [weight(form) for form in self.forms]

    @cached_property
    def negated(self) -> bool:
        """Whether a "not", "never" or "without" governs any word."""
        return bool(find_negations(self.words))

    def word(self, item: int) -> Word:
        """The word behind a content item."""
        return self.words[self.items[item]]


class Evidence:
    """Passages cut to sentences, with the sentences of every form."""

    def __init__(self, passages: Sequence[str]) -> None:
        self.passages = tuple(passages)
        self.sentences: list[Sentence] = []
        self.surfaces: list[str] = []
        self.stems: list[str] = []
        self.forms: list[str | None] = []
        self.sentence_of: list[int] = []
        self.starts: list[int] = []
        for number, text in enumerate(self.passages):
            for start, end in split_sentences(text):
                surfaces = surfaces_of(text[start:end])
                if surfaces:
                    self._add(Sentence(number, start, end), surfaces)

    def _add(self, sentence: Sentence, surfaces: Sequence[str]) -> None:
        self.starts.append(len(self.surfaces))
        self.sentence_of += [len(self.sentences)] * len(surfaces)
        self.sentences.append(sentence)
        self.surfaces += surfaces
        self.stems += map(stem, surfaces)
        self.forms += forms_of(surfaces, self.text(len(self.sentences) - 1))

    @cached_property
    def words(self) -> list[Word]:
        """Every word, with its place in its sentence."""
        return [
            word
            for sentence in range(len(self.sentences))
            for word in tokenize(self.text(sentence))
        ]

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """The sentences that have a form, small words left out, in order."""
        holders: dict[str, list[int]] = {}
        for sentence in range(len(self.sentences)):
            for form in dict.fromkeys(self.forms[slice(*self.span(sentence))]):
                if form is None:
                    continue
                if form in holders:
                    holders[form].append(sentence)
                else:
                    holders[form] = [sentence]
        return holders

    def places_of(self, stems: Iterable[str]) -> dict[str, list[int]]:
        """Where each of these stems, small words included, occurs, in order."""
        places: dict[str, list[int]] = {wanted: [] for wanted in stems}
        for place, wanted in enumerate(self.stems):
            if wanted in places:
                places[wanted].append(place)
        return places

    @cached_property
    def akin(self) -> dict[str, list[str]]:
        """The longer forms with the same beginning, by that beginning."""
        akin: dict[str, list[str]] = {}
        for form in self.holders:
            if len(form) >= _PREFIX and form[0] != NUMBER:
                akin.setdefault(form[:_PREFIX], []).append(form)
        return akin

    @cached_property
    def spellings(self) -> dict[str, list[tuple[str, int]]]:
        """The folded longer words by their first letter, each with its first sentence."""
        first: dict[str, int] = {}
        for surface, sentence in zip(self.surfaces, self.sentence_of, strict=True):
            if len(surface) >= _LONG_NAME - 1:
                first.setdefault(fold(surface), sentence)
        spellings: dict[str, list[tuple[str, int]]] = {}
        for folded, sentence in first.items():
            spellings.setdefault(folded[:1], []).append((folded, sentence))
        return spellings

    @cached_property
    def initials(self) -> list[str]:
        """The first letters of the words of every sentence, run together."""
        return [
            "".join(surface[0].lower() for surface in self.surfaces[slice(*self.span(index))])
            for index in range(len(self.sentences))
        ]

    def span(self, sentence: int) -> tuple[int, int]:
        """The half-open range of words that a sentence has."""
        after = sentence + 1
        return self.starts[sentence], (
            self.starts[after] if after < len(self.starts) else len(self.surfaces)
        )

    def text(self, sentence: int) -> str:
        """The words of a sentence as they stand in their passage."""
        passage, start, end = self.sentences[sentence]
        return self.passages[passage][start:end]

    def is_negated(self, sentence: int) -> bool:
        """Whether a sentence negates anything."""
        stems = self.stems[slice(*self.span(sentence))]
        return may_negate(stems) and bool(find_negations(tokenize(self.text(sentence))))


class Alignment:
    """A claim's content items against the words of its evidence.

    `best[i]` is how well item i is matched anywhere, 0 to 1; `per_sentence[s][i]` the same within
    sentence s, without the items that it lacks; `found[i]` the places that match.
    """

    def __init__(self, claim: Claim, evidence: Evidence) -> None:
        self.claim = claim
        self.evidence = evidence
        known: dict[tuple[str, str], dict[int, float]] = {}
        self.best: list[float] = []
        self.per_sentence: dict[int, dict[int, float]] = {}
        for item, form in enumerate(claim.forms):
            key = (form, claim.word(item).surface)
            if key not in known:
                known[key] = _matches(*key, evidence)
            self.best.append(max(known[key].values(), default=0.0))
            for sentence, quality in known[key].items():
                self.per_sentence.setdefault(sentence, {})[item] = quality

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where the evidence has each stem of the claim, small words included."""
        return self.evidence.places_of(self.claim.stems)

    @cached_property
    def total(self) -> float:
        """The weight of the whole claim."""
        return sum(self.claim.weights)

    @cached_property
    def best_sentence(self) -> int:
        """The sentence with most of the claim, the first of equals."""
        return max(
            sorted(self.per_sentence),
            key=lambda sentence: self.held(self.per_sentence[sentence]),
            default=0,
        )

    def held(self, matched: Mapping[int, float]) -> float:
        """The weight of the claim's items that are matched, by how well they are."""
        return sum(self.claim.weights[item] * quality for item, quality in matched.items())

    def joined(self, sentences: Sequence[int]) -> dict[int, float]:
        """What several sentences match together."""
        together: dict[int, float] = {}
        for sentence in sentences:
            for item, quality in self.per_sentence.get(sentence, {}).items():
                together[item] = max(quality, together.get(item, 0.0))
        return together

    def fewest_holders(self, most: int) -> list[int]:
        """Up to `most` sentences that together have what can be had of the claim, best first."""
        chosen: list[int] = []
        covered: dict[int, float] = {}
        remaining = dict(self.per_sentence)
        while remaining and len(chosen) < most:
            gains = {
                sentence: sum(
                    self.claim.weights[item] * max(0.0, quality - covered.get(item, 0.0))
                    for item, quality in matched.items()
                )
                for sentence, matched in remaining.items()
            }
            gain, sentence = max((gain, -sentence) for sentence, gain in gains.items())
            if gain <= 0:
                break
            chosen.append(-sentence)
            for item, quality in remaining.pop(-sentence).items():
                covered[item] = max(quality, covered.get(item, 0.0))
        return chosen

    def runs(self) -> Iterator[int]:
        """The lengths of the claim's longest runs of words that the evidence has, left to right.

        Grusky and others, Newsroom (NAACL 2018), section 4: extractive fragments.
        """
        mine, theirs = self.claim.stems, self.evidence.stems
        position = 0
        while position < len(mine):
            longest = max(
                (
                    _run(mine, position, theirs, place)
                    for place in self.places[mine[position]][:_MOST_PLACES]
                ),
                default=0,
            )
            if longest:
                yield longest
            position += max(1, longest)

    def copying_sentences(self) -> list[int]:
        """The sentences in which the claim's words run from first to last without a gap."""
        mine, evidence = self.claim.stems, self.evidence
        return [
            evidence.sentence_of[place]
            for place in self.places[mine[0]][:_MOST_PLACES]
            if _run(mine, 0, evidence.stems, place) == len(mine)
            and evidence.sentence_of[place] == evidence.sentence_of[place + len(mine) - 1]
        ]

    def bigrams_held(self, sentence: int | None = None) -> float | None:
        """The share of the claim's pairs of neighbouring words in the evidence or one sentence.

        None for a claim of one word. Every word counts, small ones included.
        """
        mine = list(pairwise(self.claim.stems))
        if not mine:
            return None
        whole = (0, len(self.evidence.stems))
        first, last = whole if sentence is None else self.evidence.span(sentence)
        stems = self.evidence.stems
        held = {
            (before, after)
            for before, after in set(mine)
            if any(
                first <= place < last - 1 and stems[place + 1] == after
                for place in self.places[before]
            )
        }
        return sum(bigram in held for bigram in mine) / len(mine)


@lru_cache(maxsize=4096)
def read_claim(text: str) -> Claim:
    """The reading of a claim; facts are asked about many times."""
    return Claim(text)


@lru_cache(maxsize=256)
def read_evidence(passages: tuple[str, ...]) -> Evidence:
    """The reading of passages; each is asked about many times."""
    return Evidence(passages)


def _has_prefix(form: str) -> bool:
    return len(form) >= _PREFIX and not form.startswith(NUMBER)


def _matches(form: str, surface: str, evidence: Evidence) -> dict[int, float]:
    """The sentences of the evidence that match a word, with how well they do."""
    exact = evidence.holders.get(form)
    if exact is not None:
        return dict.fromkeys(exact, 1.0)
    matches: dict[int, float] = {}
    for other in evidence.akin.get(form[:_PREFIX], ()) if _has_prefix(form) else ():
        quality = _kinship(form, other)
        for sentence in evidence.holders[other]:
            matches[sentence] = max(quality, matches.get(sentence, 0.0))
    return matches or (_respelt(surface, evidence) if surface[0].isupper() else {})


def _kinship(form: str, other: str) -> float:
    return _DERIVED if form.startswith(other) or other.startswith(form) else _RELATED


def _respelt(name: str, evidence: Evidence) -> dict[int, float]:
    """Where a name stands spelt out, or with a slip of spelling."""
    folded = fold(name)
    if name.isupper() and len(name) in _ACRONYM:
        found = {
            sentence: _RESPELT
            for sentence, letters in enumerate(evidence.initials)
            if folded in letters
        }
        if found:
            return found
    if len(name) < _LONG_NAME:
        return {}
    return {
        sentence: _RESPELT
        for other, sentence in evidence.spellings.get(folded[:1], ())
        if abs(len(other) - len(folded)) <= 2 and same_word(folded, other)
    }


def _run(mine: Sequence[str], start: int, theirs: Sequence[str], place: int) -> int:
    length = 1
    longest = min(len(mine) - start, len(theirs) - place)
    while length < longest and mine[start + length] == theirs[place + length]:
        length += 1
    return length
