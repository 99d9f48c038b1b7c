"""The few sentences of the evidence that a claim is compared with."""

from collections.abc import Iterator

from briefer.language.sentences import split_sentences
from briefer.verification.alignment import Alignment, read_claim
from briefer.verification.comparison import ComparedPair

EXCERPT_WORDS = 80  # short evidence is compared better, and faster
_HOLDERS = 4


def cut_excerpt(alignment: Alignment, words: int = EXCERPT_WORDS) -> tuple[str, ...]:
    """The sentences with most of the claim, in their order, `words` words long at most.

    First come those that together have what can be had of the claim, then the rest by how much of
    it they have. Of a sentence longer than that, the stretch that matches best is taken.
    """
    evidence = alignment.evidence
    chosen: list[int] = []
    room = words
    for sentence in _by_worth(alignment):
        start, end = evidence.span(sentence)
        if not chosen and end - start > words:
            return (_best_stretch(alignment, sentence, words),)
        if end - start <= room:
            chosen.append(sentence)
            room -= end - start
        if room < 4:
            break
    return tuple(evidence.text(sentence) for sentence in sorted(chosen))


def pairs_to_compare(alignment: Alignment) -> list[tuple[int, ComparedPair]]:
    """Every sentence of a claim, one at least, with the sentences it is to be compared with.

    Each comes with the place in the claim at which it begins.
    """
    text, evidence = alignment.claim.text, alignment.evidence
    spans = list(split_sentences(text))
    if len(spans) < 2:
        return [(0, (text, cut_excerpt(alignment)))]
    pairs = []
    for start, end in spans:
        sentence = text[start:end]
        excerpt = cut_excerpt(Alignment(read_claim(sentence), evidence))
        pairs.append((start, (sentence, excerpt)))
    return pairs


def _by_worth(alignment: Alignment) -> Iterator[int]:
    first = alignment.fewest_holders(_HOLDERS)
    yield from first
    matched = [sentence for sentence in alignment.per_sentence if sentence not in first]
    held = {sentence: alignment.held(alignment.per_sentence[sentence]) for sentence in matched}
    yield from sorted(matched, key=lambda sentence: (-held[sentence], sentence))
    for sentence in range(len(alignment.evidence.sentences)):
        if sentence not in alignment.per_sentence:
            yield sentence


def _best_stretch(alignment: Alignment, sentence: int, words: int) -> str:
    evidence = alignment.evidence
    begin, end = evidence.span(sentence)
    wanted = set(alignment.claim.forms)
    hits = [form in wanted for form in evidence.forms[begin:end]]
    starts = range(0, end - begin - words // 2, max(1, words // 2))
    best = max(starts, key=lambda start: (sum(hits[start : start + words]), -start))
    stretch = evidence.words[begin + best : min(end, begin + best + words)]
    return evidence.text(sentence)[stretch[0].start : stretch[-1].end]
