"""Which of the cited passages a claim needs."""

from collections.abc import Mapping, Sequence

from briefer.models import Article, Passage
from briefer.verification.claims import check_claim
from briefer.verification.support import word_recall


def needed_passages(
    text: str, passages: Sequence[Passage], articles: Mapping[str, Article]
) -> list[Passage]:
    """The passages, in order, without those that add nothing to the claim `text`.

    A passage stays when it supports the claim alone (it corroborates) or when the others say
    less of the claim without it. What goes is ALCE's irrelevant citation (Gao et al., "Enabling
    Large Language Models to Generate Text with Citations", EMNLP 2023, section 4.3), which costs
    a reader's time and a brief's citation precision. At least one passage stays.
    """
    kept = list(passages)
    for passage in reversed(passages):
        others = [other for other in kept if other.id != passage.id]
        if not others or _stands_alone(text, passage, articles):
            continue
        whole, without = (check_claim(text, some, articles).support for some in (kept, others))
        as_much = _recall(text, others) >= _recall(text, kept)
        if as_much and without.verdict == whole.verdict:
            kept = others
    return kept


def _stands_alone(text: str, passage: Passage, articles: Mapping[str, Article]) -> bool:
    return check_claim(text, [passage], articles).support.verdict == "supported"


def _recall(text: str, passages: Sequence[Passage]) -> float:
    return word_recall(text, [passage.text for passage in passages])
