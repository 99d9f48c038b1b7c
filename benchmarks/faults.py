"""Which faults in true claims the checks catch, and which true claims they refuse.

    python -m benchmarks.faults [FOLDER]
    python -m benchmarks.faults --only sample FOLDER
    python -m benchmarks.faults --only model-drafts

FOLDER holds real articles and human judgements (`wikinews_dev/`, `human/`, `seeds/`) that are no
part of the repository; without it only the golden days are lied about. Up to 100 lies a kind, of
the half of the documents on which no rule was made; pairs of words that no model has learned from
stand apart. Human claims are those that people found supported or present. The second form lies
about the sample corpus and the seeds alone, the third about the claims of the recorded model's
drafts of all golden cases, each as the model worded it and the checks let it through; of neither is
a part held back.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from evals.cases import load_cases
from evals.faults import (
    Outcome,
    Told,
    as_drafted,
    check_human,
    held_out_lies_of,
    lies_of,
    read_case,
    read_recorded,
    read_stories,
    retold,
    table,
)

COUNT = 100
GOLDEN = Path("golden")
RECORDINGS = Path("evals/recordings")
SAMPLE = GOLDEN / "2024-03-14" / "articles"
SAMPLE_DAY = date(2024, 3, 14)
ANY_DAY = date(2005, 1, 12)  # the stories of wikinews_dev are of these weeks


def measure(folder: Path | None, *, held_back: bool = True) -> dict[str, list[Outcome]]:
    """Every row of the table, of one half of the documents."""
    told = [one for one in read_told(folder) if one.is_held_back == held_back]
    rows = retold(told, COUNT) | lies_of(told, COUNT)
    rows |= {
        f"{kind}, words held out": found for kind, found in held_out_lies_of(told, COUNT).items()
    }
    if folder is not None:
        rows |= check_human(folder / "human", held_back=held_back)
    return rows


def read_told(folder: Path | None) -> Iterator[Told]:
    """True claims of the golden days, the seeds and the other real articles, drafts first."""
    for case in sorted(GOLDEN.iterdir()):
        if (case / "articles").is_dir():
            yield from read_case(case / "articles", date.fromisoformat(case.name[:10]))
    if folder is not None:
        yield from read_case(folder / "seeds", SAMPLE_DAY)
        wikinews = folder / "wikinews_dev"
        stories = read_stories(
            _rows(wikinews / "articles.jsonl"), _rows(wikinews / "stories.jsonl"), ANY_DAY
        )
        for told in stories:
            yield from told


def measure_sample(folder: Path) -> dict[str, list[Outcome]]:
    """Every row of the table, of the sample corpus and the seeds."""
    told = read_case(SAMPLE, SAMPLE_DAY) + read_case(folder / "seeds", SAMPLE_DAY)
    return retold(told, COUNT) | lies_of(told, COUNT)


def measure_model_drafts() -> dict[str, list[Outcome]]:
    """Every row of the table, of the recorded drafts."""
    told = [one for case in load_cases(GOLDEN) for one in read_recorded(case, RECORDINGS)]
    drafted = as_drafted(told)
    kept = [one.told for one in drafted if one.passed]
    return {"as drafted": drafted} | lies_of(kept, COUNT)


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Lie about true claims, and see who notices.")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--only", choices=("sample", "model-drafts"))
    given = parser.parse_args(arguments)
    if given.only == "model-drafts":
        found = measure_model_drafts()
    elif given.only != "sample":
        found = measure(given.folder)
    elif given.folder is not None:
        found = measure_sample(given.folder)
    else:
        parser.error("--only sample needs the folder that holds seeds/")
    print("| claims | n | refused | by |\n| --- | ---: | ---: | --- |")
    for kind, count, refused, by in table(found):
        share = f"{refused / count:.0%}" if count else "–"
        print(f"| {kind} | {count} | {share} | {by} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
