"""What the local writer makes of the extractive writer's brief, on the same articles.

    python -m benchmarks.tightening FILE.gguf [FOLDER ...]

FOLDER holds golden cases, or articles of 14 March 2024; without one it is the sample case. Facts
are counted where a case has them. Flesch's reading ease (Journal of Applied Psychology 32, 1948)
counts syllables as runs of vowels. Every sentence that came back shorter is printed with what the
gate made of it, for a person to read.
"""

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from briefer.language.words import surfaces_of
from briefer.models import Article, Brief, BriefRequest
from briefer.pipeline import make_brief
from briefer.resources import sample_articles
from briefer.sources.reading import read_articles
from briefer.store import open_store
from briefer.verification.condensing import check_condensed
from briefer.writing import WriterSettings, make_writer
from briefer.writing.prompts import Prompts
from briefer.writing.tightening import LocalWriter, is_tighter
from evals.cases import Case, load_case
from evals.metrics.subject import find_tellings

DAY = date(2024, 3, 14)
_VOWELS = re.compile(r"[aeiouy]+")


class Wording(NamedTuple):
    """A sentence, what the model made of it, and what was wrong with that."""

    sentence: str
    wording: str
    problems: tuple[str, ...]


class WatchedWriter(LocalWriter):
    """The local writer, which also writes down what it asked and got."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # the arguments of LocalWriter
        self.asked: list[Wording] = []

    def _ask(self, template, **values):  # type: ignore[no-untyped-def]  # that of LocalWriter
        wording, usage = super()._ask(template, **values)
        sentence = values.get("sentence")
        if isinstance(sentence, str):
            problems: tuple[str, ...] = ("not one shorter sentence",)
            if is_tighter(wording, sentence):
                problems = check_condensed(wording, sentence)
            self.asked.append(Wording(sentence, wording, problems))
        return wording, usage


def reading_ease(texts: Iterable[str]) -> float:
    """Flesch's 206.835 - 1.015 words/sentences - 84.6 syllables/words, a claim as a sentence."""
    sentences = [surfaces_of(text) for text in texts]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(max(1, len(_VOWELS.findall(word.lower()))) for word in words)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)


def told(brief: Brief) -> list[str]:
    return [claim.text for story in brief.stories for claim in story.claims]


def kept(brief: Brief, case: Case | None) -> str:
    if case is None:
        return "–"
    tellings = find_tellings([fact.text for fact in case.record.facts], brief.stories)
    return f"{sum(one.told for one in tellings)} of {len(tellings)}"


def measure(weights: str, folder: Path) -> tuple[list[str], Sequence[Wording]]:
    """The lines of the table for one folder, and every wording."""
    case = load_case(folder) if (folder / "case.yaml").is_file() else None
    source = folder / "articles" if case is not None else folder
    articles = [one for one in read_articles([str(source)]) if isinstance(one, Article)]
    request = case.request if case is not None else BriefRequest(date=DAY)
    made = make_writer("local", WriterSettings(model=weights))
    assert isinstance(made, LocalWriter)
    watched = WatchedWriter(made._client, made.model, Prompts())
    lines = []
    for writer in (make_writer("extractive"), watched):
        started = time.perf_counter()
        with open_store(":memory:", create=True) as store:
            store.add(articles, seen=request.date)
            brief = make_brief(request, store, writer)
        seconds = time.perf_counter() - started
        texts = told(brief)
        counts = ["–"] * 3
        if writer is watched:
            refused = sum(bool(one.problems) for one in watched.asked)
            printed = sum(one.wording in texts for one in watched.asked if not one.problems)
            counts = [str(len(watched.asked)), str(refused), str(printed)]
        cells = [
            folder.name, writer.name, *counts, str(len(texts)),
            str(sum(len(text.split()) for text in texts)), f"{reading_ease(texts):.0f}",
            kept(brief, case), f"{seconds:.0f}",
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return lines, watched.asked


def main(arguments: Sequence[str]) -> int:
    """Print the table, then every wording."""
    weights, *folders = arguments
    print(
        "| articles | writer | sentences asked | refused by the gate | printed shorter | claims | "
        "words | reading ease | golden facts told | seconds |"
    )
    print(f"|{' --- |' * 10}")
    wordings: list[Wording] = []
    for folder in map(Path, folders or [str(sample_articles().parent)]):
        lines, asked = measure(weights, folder)
        print("\n".join(lines), flush=True)
        wordings += asked
    print("\n".join(["", *_told_wordings(wordings)]))
    return 0


def _told_wordings(wordings: Iterable[Wording]) -> Iterator[str]:
    for one in wordings:
        if one.wording and one.wording != one.sentence:
            yield f"- {one.sentence}\n  {'; '.join(one.problems) or 'kept'}: {one.wording}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
