"""A trial as the HTML report shows it: every item that metrics decided on, once, with their say."""

from collections.abc import Mapping
from typing import NamedTuple

from briefer.rendering.cleaning import plain
from briefer.verification.briefs import claims_and_positions
from evals.reports.anchors import Addresses, anchor
from evals.results import CaseRecord, Decision, Flip, Outcome, Trial

_WORST_FIRST: dict[Outcome, int] = {"fail": 0, "partial": 1, "pass": 2}
_UNJUDGED = 3


class Vote(NamedTuple):
    """A metric beside an outcome, the address of that decision, and what it was before."""

    metric: str
    title: str
    anchor: str
    was: str


class Judgement(NamedTuple):
    """One outcome for an item with what decided it, and the metrics that agree on it."""

    outcome: Outcome
    score: str
    evidence: str
    note: str
    claims: tuple[str, ...]
    votes: list[Vote]


class Row(NamedTuple):
    """An item and its judgements, worst first."""

    item: str
    text: str
    tags: tuple[str, ...]
    judgements: list[Judgement]

    @property
    def outcomes(self) -> str:
        """The outcomes it has, for the filter."""
        return " ".join(dict.fromkeys(one.outcome for one in self.judgements)) or "none"

    @property
    def metrics(self) -> str:
        """The metrics that speak of it, for the filter."""
        votes = (vote for one in self.judgements for vote in one.votes)
        return " ".join(dict.fromkeys(anchor(vote.metric) for vote in votes))

    @property
    def flipped(self) -> bool:
        """Whether any decision on it changed since the baseline."""
        return any(vote.was for one in self.judgements for vote in one.votes)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of the brief that it is about."""
        return tuple(dict.fromkeys(key for one in self.judgements for key in one.claims))

    @property
    def worst(self) -> int:
        """0 where something failed, 1 where something is partial, 2 where all passed, else 3."""
        return min((_WORST_FIRST[one.outcome] for one in self.judgements), default=_UNJUDGED)


class Desk(NamedTuple):
    """The rows of a trial, each where a reader looks for it."""

    facts: list[Row]
    stale: list[Row]
    sources: list[Row]
    claims: list[Row]
    others: list[Row]


class Labels(NamedTuple):
    """What rows need to know of the run: metric titles, and flips by case, metric and item."""

    titles: Mapping[str, str]
    flips: Mapping[tuple[str, str, str], Flip]


class _Place(NamedTuple):
    """Whose decisions these are: the case, the trial's address, what its brief claims."""

    case: str
    base: str
    claims: frozenset[str]


class _Said(NamedTuple):
    metric: str
    decision: Decision


_Groups = dict[tuple[str, str], list[_Said]]


def lay_out(
    case: CaseRecord, trial: Trial, *, base: str, labels: Labels, addresses: Addresses
) -> Desk:
    """Every decision on a trial in its place.

    Facts keep the case's order, and one that nothing decided on is there without a judgement;
    the rest comes with what failed first.
    """
    groups = _by_item(trial)
    told = claims_and_positions(trial.brief) if trial.brief else ()
    place = _Place(case.id, base, frozenset(name for name, _ in told))

    def row(item: str, text: str, tags: tuple[str, ...], said: list[_Said]) -> Row:
        judgements = _judgements(said, place, labels, addresses)
        return Row(plain(item), plain(text), tuple(map(plain, tags)), judgements)

    facts = [
        row(
            fact.id, fact.text, (fact.importance, *fact.sources), _taken(groups, fact.id, fact.text)
        )
        for fact in case.facts
    ]
    stale = [row(fact.id, fact.text, (), _taken(groups, fact.id, fact.text)) for fact in case.stale]
    about_sources = _source_metrics(case, trial)
    sources: list[Row] = []
    claims: list[Row] = []
    others: list[Row] = []
    for (item, text), said in groups.items():
        found = row(item, text, (), said)
        if said[0].metric in about_sources:
            sources.append(found)
        else:
            (claims if found.claims else others).append(found)
    return Desk(facts, stale, *(sorted(rows, key=_worst) for rows in (sources, claims, others)))


def _by_item(trial: Trial) -> _Groups:
    groups: _Groups = {}
    for metric, measurement in trial.measurements.items():
        for decision in measurement.decisions:
            groups.setdefault((decision.item, decision.text), []).append(_Said(metric, decision))
    return groups


def _taken(groups: _Groups, item: str, text: str) -> list[_Said]:
    return groups.pop((item, text), [])


def _source_metrics(case: CaseRecord, trial: Trial) -> set[str]:
    """The metrics that decide on articles: they name one of the case's or of the brief's."""
    known = {*case.relevant}
    if trial.brief is not None:
        known |= {source.id for source in trial.brief.sources}
    return {
        metric
        for metric, measurement in trial.measurements.items()
        if any(decision.item in known for decision in measurement.decisions)
    }


def _judgements(
    said: list[_Said], place: _Place, labels: Labels, addresses: Addresses
) -> list[Judgement]:
    alike: dict[Decision, Judgement] = {}
    for metric, decision in said:
        flip = labels.flips.get((place.case, metric, decision.item))
        vote = Vote(
            metric=metric,
            title=labels.titles.get(metric, metric),
            anchor=addresses.take(f"{place.base}/{anchor(metric, decision.item)}"),
            was=(flip.before or "absent") if flip and flip.after == decision.outcome else "",
        )
        alike.setdefault(decision, _judgement(decision, place.claims)).votes.append(vote)
    return sorted(alike.values(), key=lambda one: _WORST_FIRST[one.outcome])


def _judgement(decision: Decision, claims_made: frozenset[str]) -> Judgement:
    return Judgement(
        outcome=decision.outcome,
        score="" if decision.score is None else f"{decision.score:.2f}",
        evidence=plain(decision.evidence or ""),
        note=plain(decision.note or ""),
        claims=tuple(key for key in decision.claim_ids if key in claims_made),
        votes=[],
    )


def _worst(row: Row) -> int:
    return row.worst
