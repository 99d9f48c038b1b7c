"""How many claim-passage pairs are judged a second, by words and with the comparison.

    python -m benchmarks.judging

Bars, on two cores: 2,000 pairs by words, 150 with the comparison. The claims are sentences of the
golden cases told another way, lied about, or held against the sentence after; none stands in its
passage as it is. A passage is one sentence, which is what a brief cites. Every pair is new to the
process that judges it. By words each core has a process of its own; the comparison uses both cores
in one.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random

from briefer.language.sentences import split_sentences
from briefer.verification.judgement import support, support_all
from evals.cases import load_cases
from evals.corruptions import CORRUPTIONS, corrupt
from evals.retelling import retell

CORES = 2
PAIRS = 6_000
COMPARED = 1_200
MIN_BY_WORDS = 2_000.0
MIN_COMPARED = 150.0

Pair = tuple[str, tuple[str]]


def make_pairs(count: int, random: Random) -> list[Pair]:
    """So many pairs of the golden cases, in a random order, always the same."""
    found: list[Pair] = []
    for case in load_cases(Path("golden")):
        for article in case.articles.values():
            found += _pairs(article.text, random)
    return random.sample(found, min(count, len(found)))


def _pairs(text: str, random: Random) -> Iterator[Pair]:
    sentences = [text[start:end] for start, end in split_sentences(text)]
    kinds = list(CORRUPTIONS.values())
    for place, sentence in enumerate(sentences):
        told = retell(sentence, random)
        lie = corrupt(random.choice(kinds), sentence, sentences, random)
        if told != sentence:
            yield told, (sentence,)
        if lie is not None:
            yield lie, (sentence,)
        if place + 1 < len(sentences):
            yield told, (sentences[place + 1],)


def judge(pairs: Sequence[Pair], way: str) -> float:
    """Seconds to judge them in a process that has judged one before."""
    os.environ["BRIEFER_JUDGEMENT"] = way
    support("A mayor of the town opened a bridge.", ("The mayor opened the old bridge.",))
    started = time.perf_counter()
    for _ in support_all(pairs):
        pass
    return time.perf_counter() - started


def measure(pairs: Sequence[Pair], way: str, processes: int) -> float:
    """Pairs a second, all processes together, as long as the slowest takes."""
    parts = [pairs[start::processes] for start in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        seconds = list(pool.map(judge, parts, [way] * processes))
    return len(pairs) / max(seconds)


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    pairs = make_pairs(PAIRS, Random(1))
    by_words = measure(pairs, "lexical", CORES)
    compared = measure(pairs[:COMPARED], "compared", 1)
    print("| way | pairs a second | bar |")
    print("| --- | --- | --- |")
    print(f"| by words | {by_words:,.0f} | {MIN_BY_WORDS:,.0f} |")
    print(f"| with the comparison | {compared:,.0f} | {MIN_COMPARED:,.0f} |")
    return int(by_words < MIN_BY_WORDS or compared < MIN_COMPARED)


if __name__ == "__main__":
    sys.exit(main())
