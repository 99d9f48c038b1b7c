"""How fast a claim is judged, beside what a bare count of shared words costs on the same pairs.

    python -m benchmarks.checking JUDGEMENTS.jsonl

Every claim with its passages, each read for the first time, in one process: word recall with
ROUGE-1, ROUGE-2 and ROUGE-Lsum; the lexical features that `support` scores; all checks of a claim
against its closest sentences, one passage a pair. Times are CPU seconds; on a busy machine the
ratios hold better than the speeds.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rouge_score.rouge_scorer import RougeScorer

from briefer.models import Article, Passage
from briefer.verification import check_claim
from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.features import measure
from briefer.verification.support import word_recall
from evals.calibration.judgements import CitationRow, read_rows

Pair = tuple[str, tuple[str, ...]]


def overlap(pairs: Sequence[Pair]) -> None:
    """Word recall and three kinds of ROUGE."""
    scorer = RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)
    for claim, passages in pairs:
        word_recall(claim, passages)
        scorer.score("\n".join(passages), claim)


def features(pairs: Sequence[Pair]) -> None:
    """What `support` measures of a claim."""
    for claim, passages in pairs:
        alignment = Alignment(read_claim(claim), read_evidence(passages))
        if alignment.per_sentence:
            measure(alignment)


def checks(pairs: Sequence[Pair]) -> None:
    """Every check of a claim, against its best sentence of the first passage."""
    for claim, passages in pairs:
        alignment = Alignment(read_claim(claim), read_evidence(passages[:1]))
        if alignment.evidence.sentences:
            index = alignment.best_sentence
            _, start, end = alignment.evidence.sentences[index]
            article = Article(id="a", title="", text=passages[0], content_hash="")
            text = passages[0][start:end]
            passage = Passage(article_id="a", index=index, start=start, end=end, text=text)
            check_claim(claim, [passage], {"a": article})


def cpu_s(action: Callable[[Sequence[Pair]], None], pairs: Sequence[Pair]) -> float:
    """CPU seconds of this process."""
    before = time.process_time()
    action(pairs)
    return time.process_time() - before


def main(path: Path) -> int:
    """Print the table."""
    rows = read_rows(path, CitationRow)
    pairs = [(row.claim, row.evidence) for row in rows]
    count = sum(len(passages) for _, passages in pairs)
    shuffled = pairs[::2], pairs[1::2]  # so that no text is known from the measurement before
    baseline = cpu_s(overlap, shuffled[0]) / len(shuffled[0])
    print(f"{len(pairs)} claims, {count} pairs of claim and passage\n")
    print("| what | claims a CPU-second | of word recall and ROUGE |\n| --- | ---: | ---: |")
    print(f"| word recall and ROUGE | {1 / baseline:,.0f} | 1.00 |")
    for name, action, some in (
        ("features of support", features, shuffled[1]),
        ("all checks, one sentence", checks, shuffled[1]),
    ):
        each = cpu_s(action, some) / len(some)
        print(f"| {name} | {1 / each:,.0f} | {each / baseline:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
