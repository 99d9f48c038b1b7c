"""A judge among the scorers: its verdicts on a file's rows as scores, and what asking it took."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Generic, NamedTuple, TypeVar

from briefer.errors import BadReply
from briefer.progress import Progress
from evals.calibration.reports import Report
from evals.calibration.scorers import Scorer
from evals.judging import Answer, Judge, Material, Question, Unanswered
from evals.judging.questions import FULL_FROM, Kind, Outcome

MOST_UNANSWERED = 0.1
"""The share of rows without a verdict from which on there is nothing to print."""

Item = TypeVar("Item")
Statements = tuple[Sequence[str], Sequence[str]]


class Panel(NamedTuple, Generic[Item]):
    """The documents to score, the judge as a scorer of them if there is one, and its report."""

    documents: list[list[Item]]
    scorers: tuple[Scorer, ...]
    report: Report


class Scope(NamedTuple):
    """How many documents of a file are scored, None for all, and by which judge beside us."""

    limit: int | None = None
    judge: Judge | None = None

    def draw(self, documents: Sequence[list[Item]], random: Random) -> list[list[Item]]:
        """So many of the documents, by chance, in their order."""
        if self.limit is None or self.limit >= len(documents):
            return list(documents)
        return [documents[at] for at in sorted(random.sample(range(len(documents)), self.limit))]

    def seat(
        self,
        kind: Kind,
        documents: list[list[Item]],
        read: Callable[[Item], Statements],
        progress: Progress,
    ) -> Panel[Item]:
        """Ask the judge about every row of the documents; `read` gives its statements and passages.

        Rows on which it gave no verdict are left out, for every scorer.

        Raises:
            BadReply: those are more than a tenth.
            ModelError: the judge is out.
        """
        if self.judge is None:
            return Panel(documents, (), {})
        rows = [row for document in documents for row in document]
        read_rows = [read(row) for row in rows]
        questions = [
            Question(kind, tuple(statements), tuple(map(Material, passages)))
            for statements, passages in read_rows
            if statements
        ]
        asked = iter(self.judge.answer(questions, progress))
        outcomes = [next(asked) if statements else () for statements, _ in read_rows]
        lost = {id(row) for row, found in zip(rows, outcomes, strict=True) if _failure(found)}
        if len(lost) > MOST_UNANSWERED * len(rows):
            first = next(filter(None, map(_failure, outcomes)))
            raise BadReply(f"{len(lost)} of {len(rows)} rows have no verdict; first: {first}")
        kept = [[row for row in document if id(row) not in lost] for document in documents]
        scorer = Scorer("judge", _look_up(read_rows, outcomes), FULL_FROM)
        misquoted = sum(_is_misquoted(one) for found in outcomes for one in found)
        use = self.judge.use().model_dump(mode="json")
        report: Report = {"judge": use | {"unanswered": len(lost), "misquoted": misquoted}}
        return Panel([document for document in kept if document], (scorer,), report)


def _failure(outcomes: Sequence[Outcome]) -> str | None:
    return next((one.reason for one in outcomes if isinstance(one, Unanswered)), None)


def _is_misquoted(outcome: Outcome) -> bool:
    return isinstance(outcome, Answer) and outcome.misquoted


def _look_up(
    rows: Sequence[Statements], outcomes: Sequence[Sequence[Outcome]]
) -> Callable[[str, Sequence[str]], float]:
    scores = {
        (statement, tuple(passages)): outcome.score
        for (statements, passages), found in zip(rows, outcomes, strict=True)
        for statement, outcome in zip(statements, found, strict=True)
        if isinstance(outcome, Answer)
    }
    return lambda statement, passages: scores[statement, tuple(passages)]
