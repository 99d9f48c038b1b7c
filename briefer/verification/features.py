"""What is measured of a claim and its evidence before a score is made of it."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import Article, Passage
from briefer.verification.alignment import Alignment
from briefer.verification.analysis import CitedPassage, analyse
from briefer.verification.attribution import check_attribution
from briefer.verification.counterparts import pair
from briefer.verification.dates import check_dates
from briefer.verification.direction import check_direction
from briefer.verification.forms import NUMBER, weight
from briefer.verification.joining import check_joining
from briefer.verification.modality import check_modality
from briefer.verification.names import check_names
from briefer.verification.negation import check_negation
from briefer.verification.numbers import check_numbers
from briefer.verification.polarity import check_polarity
from briefer.verification.quotations import check_quotations
from briefer.verification.roles import check_roles
from briefer.verification.wording import check_wording

_MOST_HOLDERS = 4  # sentences that the hard checks look at
_COUNTED = 2  # a second problem of one kind still counts, a third does not
_CLOSE = 0.5
_HEAVIEST = weight("\0")  # of a word nobody knows


class Features(NamedTuple):
    """Numbers in which supported and unsupported claims differ; shares are of the claim.

    Recall is the share of content words matched (`alignment`), "weighted" by how rare a word is.
    """

    recall: float  # content words matched at all
    exact_recall: float  # content words matched by a form of their own
    weighted_recall: float
    sentence_recall: float  # weighted, in the best single sentence
    window_recall: float  # weighted, in three sentences in a row
    opening_recall: float  # weighted, in the best sentence and the first one, often a title
    bigram_recall: float  # pairs of neighbouring words
    sentence_bigram_recall: float  # the same, in the best sentence
    bigrams_elsewhere: float  # the same, only in other sentences
    nearby_pairs: float  # content words two apart that one sentence has together
    scattered_pairs: float  # neighbouring content words that are there, in no sentence together
    head_pair: float  # whether a sentence has the first two content words together
    density: float  # logarithm of one plus the mean length of the copied run a word stands in
    pieces: float  # copied runs a word
    precision: float  # content words of the best sentence that the claim has
    rarest_missing: float  # weight of the rarest word not matched, 0 to 1
    rarest_missing_in_sentence: float  # the same, in the best sentence
    last_missing: float  # how badly the last content word is matched
    prose_missing: float  # weighted share, among words that are neither names nor numbers
    numbers_missing: float  # numbers without a match, two at most
    names_missing: float  # capitalised words without one, three at most
    last_name_missing: float
    length: float  # logarithm of the number of content words
    negation_differs: float  # only one of claim and best sentence negates something
    wrong_numbers: float  # problems that the check of that name finds, two at most
    wrong_dates: float
    wrong_names: float
    wrong_quotations: float
    wrong_polarity: float
    wrong_negation: float
    wrong_modality: float
    wrong_direction: float
    wrong_wording: float
    wrong_roles: float
    wrong_attribution: float
    wrong_joining: float


def say_all(features: Features) -> bool:
    """Whether words settle a claim: a hard check failed."""
    return any(value for name, value in features._asdict().items() if name.startswith("wrong_"))


def is_close(features: Features) -> bool:
    """Whether a claim is mostly in the words of one sentence of its evidence, in their order."""
    return features.sentence_bigram_recall >= _CLOSE


class Measured(NamedTuple):
    """The features of a claim, the checks that failed, and the sentences they looked at."""

    features: Features
    failed: tuple[str, ...]
    holders: tuple[int, ...]


def measure(alignment: Alignment) -> Measured:
    """Measure a claim of one word or more that its evidence matches in one word at least."""
    holders = sorted(alignment.fewest_holders(_MOST_HOLDERS))
    problems = find_problems(alignment, holders)
    features = Features(
        **_recalls(alignment),
        **_order(alignment),
        **_losses(alignment),
        **{f"wrong_{name}": float(min(count, _COUNTED)) for name, count in problems.items()},
    )
    failed = tuple(name for name, count in problems.items() if count)
    return Measured(features, failed, tuple(holders))


def find_problems(alignment: Alignment, holders: Sequence[int]) -> dict[str, int]:
    """How many problems every hard check finds in the claim, held against these sentences."""
    cited = [_cite(alignment, sentence) for sentence in holders]
    text = alignment.claim.text
    claim = analyse(text)
    beside = pair(claim, cited)
    return {
        "numbers": len(check_numbers(claim, cited)),
        "dates": len(check_dates(text, cited)),
        "names": len(check_names(claim, cited)),
        "quotations": len(check_quotations(claim, cited)),
        "polarity": len(check_polarity(claim, cited)),
        "negation": len(check_negation(beside)),
        "modality": len(check_modality(beside)),
        "direction": len(check_direction(beside)),
        "wording": len(check_wording(beside, cited)),
        "roles": len(check_roles(beside)),
        "attribution": len(check_attribution(claim, cited)),
        "joining": len(check_joining(claim, cited)),
    }


def _cite(alignment: Alignment, sentence: int) -> CitedPassage:
    number, start, end = alignment.evidence.sentences[sentence]
    text = alignment.evidence.passages[number]
    name = str(number)
    return CitedPassage(
        Passage(article_id=name, index=sentence, start=start, end=end, text=text[start:end]),
        Article(id=name, title="", text=text, content_hash=""),
    )


def _recalls(alignment: Alignment) -> dict[str, float]:
    claim, evidence, total = alignment.claim, alignment.evidence, alignment.total
    best = alignment.best_sentence
    count = len(claim.items)
    matched = alignment.per_sentence.get(best, {})
    theirs = sum(form is not None for form in evidence.forms[slice(*evidence.span(best))])
    windows = (
        alignment.joined((sentence - 1, sentence, sentence + 1))
        for sentence in alignment.per_sentence
    )
    return {
        "recall": sum(quality > 0 for quality in alignment.best) / count,
        "exact_recall": sum(form in evidence.holders for form in claim.forms) / count,
        "weighted_recall": sum(map(float.__mul__, claim.weights, alignment.best)) / total,
        "sentence_recall": alignment.held(matched) / total,
        "window_recall": max(map(alignment.held, windows)) / total,
        "opening_recall": alignment.held(alignment.joined((0, best))) / total,
        "precision": min(1.0, len(matched) / max(1, theirs)),
        "length": math.log(count),
    }


def _order(alignment: Alignment) -> dict[str, float]:
    matches = alignment.per_sentence.values()
    best, count = alignment.best, len(alignment.best)
    bigrams = alignment.bigrams_held()
    in_sentence = alignment.bigrams_held(alignment.best_sentence)
    matched = alignment.held(alignment.per_sentence[alignment.best_sentence]) / alignment.total
    runs = list(alignment.runs())
    words = len(alignment.claim.stems)
    nearby = [any(i in held and i + 2 in held for held in matches) for i in range(count - 2)]
    scattered = [
        best[i] > 0 < best[i + 1] and not any(i in held and i + 1 in held for held in matches)
        for i in range(count - 1)
    ]
    anywhere = matched if bigrams is None else bigrams
    there = matched if in_sentence is None else in_sentence
    return {
        "bigram_recall": anywhere,
        "sentence_bigram_recall": there,
        "bigrams_elsewhere": anywhere - there,
        "nearby_pairs": sum(nearby) / len(nearby) if nearby else float(best[0] > 0),
        "scattered_pairs": sum(scattered) / len(scattered) if scattered else 0.0,
        "head_pair": float(any(0 in held and min(1, count - 1) in held for held in matches)),
        "density": math.log1p(sum(run * run for run in runs) / words),
        "pieces": len(runs) / words,
    }


def _losses(alignment: Alignment) -> dict[str, float]:
    claim, best = alignment.claim, alignment.best
    items = range(len(best))
    held = alignment.per_sentence[alignment.best_sentence]
    numbers = [i for i in items if claim.forms[i].startswith(NUMBER)]
    names = [i for i in items if claim.items[i] and claim.word(i).surface[0].isupper()]
    plain = [i for i in items if i not in numbers and not claim.word(i).surface[0].isupper()]
    prose = sum(claim.weights[i] for i in plain)
    negated = alignment.evidence.is_negated(alignment.best_sentence)
    return {
        "rarest_missing": max(claim.weights[i] * (1 - best[i]) for i in items) / _HEAVIEST,
        "rarest_missing_in_sentence": max(claim.weights[i] * (1 - held.get(i, 0.0)) for i in items)
        / _HEAVIEST,
        "last_missing": 1 - best[-1],
        "prose_missing": sum(claim.weights[i] * (1 - best[i]) for i in plain) / prose
        if prose
        else 0.0,
        "numbers_missing": float(min(2, sum(best[i] == 0 for i in numbers))),
        "names_missing": min(3.0, sum(1 - best[i] for i in names)),
        "last_name_missing": float(bool(names) and best[names[-1]] == 0),
        "negation_differs": float(claim.negated != negated),
    }
