"""How long it takes to measure briefs: a thousand of ten claims each, every metric, no model.

    python -m benchmarks.scoring

Bars: 1,000 briefs of ten claims within 60 s on two cores; one run of all golden cases within 30 s.
Time is that of the processor, which is wall time where two cores are free and fair where not.
The briefs are of the sample case: sentences of its articles with a word left out, so that hardly
any two are alike, each citing one passage or two.
"""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from random import Random

from briefer.language.sentences import split_sentences
from briefer.models import (
    Brief,
    BriefStory,
    Checks,
    Citation,
    Claim,
    PublishedDate,
    Run,
    Source,
    Support,
)
from briefer.resources import sample_articles
from briefer.writing import WriterSettings
from evals.cases import Case, load_case, load_cases
from evals.metrics import METRICS, Subject, measure_all
from evals.run import contender, run_suite

BRIEFS = 1_000
CLAIMS = 10
STORIES = 3
CORES = 2
GOLDEN = Path("golden")

MAX_SCORING_S = 60.0
MAX_GOLDEN_S = 30.0


@lru_cache(maxsize=1)
def sample_case() -> Case:
    return load_case(sample_articles().parent)


def make_briefs(case: Case, count: int, random: Random) -> Iterator[Brief]:
    """Briefs of ten claims in three stories, all sources listed."""
    spans = [
        (article, start, end)
        for article in case.articles.values()
        for start, end in split_sentences(article.text)
    ]
    published = PublishedDate(
        date=case.record.date, basis="declared", confidence=1.0, evidence=str(case.record.date)
    )
    sources = tuple(
        Source(
            id=article.id,
            title=article.title,
            publisher=article.publisher,
            url=article.url,
            path=article.path,
            published=published,
            text_sha256=article.content_hash,
        )
        for article in case.articles.values()
    )
    for _ in range(count):
        claims = []
        for number, cited in enumerate(random.sample(spans, CLAIMS)):
            words = cited[0].text[cited[1] : cited[2]].split()
            del words[random.randrange(len(words))]
            also = [random.choice(spans)] if random.random() < 0.3 else []
            claims.append(
                Claim(
                    id=f"s{number % STORIES}.c{number}",
                    text=" ".join(words),
                    citations=tuple(
                        Citation(
                            source_id=article.id,
                            quote=article.text[start:end],
                            start=start,
                            end=end,
                        )
                        for article, start, end in [cited, *also]
                    ),
                    support=Support(verdict="supported", score=1.0),
                )
            )
        yield Brief(
            date=case.record.date,
            timezone="UTC",
            topic=None,
            title="Benchmark",
            writer="benchmark",
            degraded=False,
            stories=tuple(
                BriefStory(
                    id=f"s{place}",
                    headline=random.choice(spans)[0].title,
                    voices=1,
                    source_ids=tuple(one.id for one in sources[:2]),
                    claims=tuple(claims[place::STORIES]),
                )
                for place in range(STORIES)
            ),
            sources=sources,
            excluded=(),
            checks=Checks(claims=CLAIMS, supported=CLAIMS),
            run=Run(
                model=None,
                prompt_sha256=None,
                prompt_tokens=0,
                completion_tokens=0,
                cost_usd=0.0,
                seconds=0.0,
                considered=len(sources),
                excluded=0,
                fallback_reason=None,
            ),
        )


def score(seed: int, count: int) -> float:
    """Processor seconds to measure `count` briefs, which are made before the clock runs."""
    case = sample_case()
    briefs = list(make_briefs(case, count, Random(seed)))
    started = time.process_time()
    for brief in briefs:
        measure_all(METRICS, Subject(brief, case))
    return time.process_time() - started


def measure_scoring(count: int = BRIEFS) -> float:
    """Processor seconds of the slower of two processes that share `count` briefs."""
    with ProcessPoolExecutor(CORES) as pool:
        return max(pool.map(score, range(CORES), [count // CORES] * CORES))


def measure_golden() -> float:
    """Processor seconds for one run of all golden cases, from reading to estimates."""
    started = time.process_time()
    run_suite(
        load_cases(GOLDEN), contender("extractive", WriterSettings()), clock=time.perf_counter
    )
    return time.process_time() - started


def main() -> int:
    scoring, golden = measure_scoring(), measure_golden()
    print("| what | measured | bar |\n| --- | --- | --- |")
    print(
        f"| {BRIEFS:,} briefs of {CLAIMS} claims, every metric, {CORES} cores | {scoring:.1f} s "
        f"| at most {MAX_SCORING_S:.0f} s |"
    )
    print(f"| one run of all golden cases | {golden:.1f} s | at most {MAX_GOLDEN_S:.0f} s |")
    return 0 if scoring <= MAX_SCORING_S and golden <= MAX_GOLDEN_S else 1


if __name__ == "__main__":
    sys.exit(main())
