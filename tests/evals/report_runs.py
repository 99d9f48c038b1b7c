"""Runs to test the reports with: a real brief of the sample day, a large suite, hostile text."""

from datetime import date
from functools import cache
from random import Random
from statistics import fmean

import yaml

from briefer.language.words import tokenize
from briefer.models import Article, Brief, BriefRequest
from briefer.pipeline import make_brief
from briefer.resources import sample_articles
from briefer.sources.reading import read_articles
from briefer.store import open_store
from briefer.writing import make_writer
from evals.results import (
    CaseRecord,
    Decision,
    Difference,
    Estimate,
    Flip,
    GateResult,
    GoldenFact,
    Measurement,
    MetricInfo,
    Outcome,
    Rule,
    StaleFact,
    SuiteResult,
    Trial,
)
from tests.rendering.briefs import HOSTILE, hostile_brief

DAY = date(2024, 3, 14)
METRICS = {
    "fact_coverage": MetricInfo(
        title="fact coverage", about="Share of the golden facts that the brief states."
    ),
    "vital_fact_coverage": MetricInfo(
        title="fact coverage, vital", about="Share of the vital golden facts that it states."
    ),
    "fact_coverage_partial": MetricInfo(
        title="fact coverage, partial", about="The same, where half a fact counts half."
    ),
    "citation_recall": MetricInfo(
        title="citation recall", about="Share of claims that their passages support together."
    ),
    "citation_precision": MetricInfo(
        title="citation precision", about="Share of citations that bear on their claim."
    ),
    "span_accuracy": MetricInfo(
        title="span accuracy", about="Share of quotes that hold the support themselves."
    ),
    "numbers": MetricInfo(title="numbers", about="Share of numbers found in the cited passages."),
    "names": MetricInfo(title="names", about="Share of names found in the cited passages."),
    "quotations": MetricInfo(title="quotations", about="Share of quotations that are verbatim."),
    "staleness": MetricInfo(
        title="stale facts", about="Share of the stale facts that it states.", better="lower"
    ),
    "selection_recall": MetricInfo(
        title="selection recall", about="Share of the relevant articles that it uses."
    ),
    "rouge1": MetricInfo(title="ROUGE-1", about="F1 of single words with the reference."),
    "words": MetricInfo(
        title="length", about="Words in the brief.", unit="words", better=None
    ),
    "seconds": MetricInfo(
        title="seconds", about="Time for a brief.", unit="seconds", better="lower"
    ),
    "tokens": MetricInfo(
        title="tokens", about="Prompts and replies together.", unit="tokens", better="lower"
    ),
    "cost_usd": MetricInfo(title="cost", about="US dollars.", unit="usd", better="lower"),
}  # fmt: skip


@cache
def sample_case() -> CaseRecord:
    given = yaml.safe_load((sample_articles().parent / "case.yaml").read_text(encoding="utf-8"))
    return CaseRecord(
        id="2024-03-14",
        date=DAY,
        topic=None,
        reference=given["reference"],
        facts=tuple(
            GoldenFact(**{**fact, "sources": tuple(fact["sources"])}) for fact in given["facts"]
        ),
        stale=tuple(StaleFact(**fact) for fact in given["stale"]),
        relevant=tuple(given["relevant"]),
        sha256="5" * 64,
    )


@cache
def sample_brief() -> Brief:
    with open_store(":memory:", create=True) as store:
        found = read_articles([str(sample_articles())])
        store.add([item for item in found if isinstance(item, Article)], seen=DAY)
        request = BriefRequest(date=DAY)
        return make_brief(request, store, make_writer("extractive"), clock=lambda: 0.0)


def sample_trial(case: CaseRecord, index: int = 0, chance: Random | None = None) -> Trial:
    """A trial measured by shared words; with `chance`, one decision in ten comes out otherwise."""
    brief = sample_brief()
    claims = [claim for story in brief.stories for claim in story.claims]
    facts = [_stated(fact.id, fact.text, brief, chance) for fact in case.facts]
    vital = [
        decision
        for fact, decision in zip(case.facts, facts, strict=True)
        if fact.importance == "vital"
    ]
    cited = [
        Decision(
            item=f"{claim.id}.{place}",
            outcome=_chosen("pass", chance),
            text=claim.text,
            score=claim.support.score,
            evidence=citation.quote,
            note=None,
            claim_ids=(claim.id,),
        )
        for claim in claims
        for place, citation in enumerate(claim.citations, start=1)
    ]
    used = {source.path.rpartition("/")[2][:3] for source in brief.sources if source.path}
    chosen = [
        Decision(
            item=key,
            outcome="pass" if key in used else "fail",
            text=f"Article {key}",
            note="used" if key in used else "relevant, but not used",
        )
        for key in case.relevant
    ]
    stale = [
        _stated(fact.id, fact.text, brief, None).model_copy(update={"outcome": "pass"})
        for fact in case.stale
    ]
    found = {
        "fact_coverage": _share(facts),
        "vital_fact_coverage": _share(vital),
        "fact_coverage_partial": _share(facts),
        "citation_recall": _share(cited),
        "citation_precision": _share(cited),
        "span_accuracy": _share(cited),
        "numbers": _share(cited[::2]),
        "names": _share(cited[1::2]),
        "quotations": Measurement(status="skipped", message="the brief quotes nobody"),
        "staleness": _share(stale).model_copy(update={"value": 0.0}),
        "selection_recall": _share(chosen),
        "rouge1": Measurement(status="measured", value=0.41, n=1),
        "words": Measurement(status="measured", value=812.0, n=1),
        "seconds": Measurement(status="measured", value=1.48, n=1),
        "tokens": Measurement(status="measured", value=0.0, n=1),
        "cost_usd": Measurement(status="measured", value=0.0, n=1),
    }  # fmt: skip
    return Trial(case=case.id, index=index, brief=brief, error=None, measurements=found)


def broken_trial(case: str, index: int = 0) -> Trial:
    reason = "the model did not answer within 120 s"
    failed = Measurement(status="error", message=reason)
    return Trial(
        case=case,
        index=index,
        brief=None,
        error=reason,
        measurements=dict.fromkeys(METRICS, failed),
    )


def suite(
    cases: tuple[CaseRecord, ...],
    trials: tuple[Trial, ...],
    *,
    per_case: int = 1,
    writer: str = "extractive",
    model: str | None = None,
) -> SuiteResult:
    names = dict.fromkeys(name for trial in trials for name in trial.measurements)
    return SuiteResult(
        briefer_version="0.1.0",
        writer=writer,
        model=model,
        prompts_sha256="a" * 64,
        trials_per_case=per_case,
        cases=cases,
        trials=trials,
        estimates={
            name: _estimate([trial.measurements[name] for trial in trials]) for name in names
        },
        metrics={name: METRICS[name] for name in names if name in METRICS},
    )


def sample_suite() -> SuiteResult:
    return suite((sample_case(),), (sample_trial(sample_case()),))


def large_suite(cases: int = 13, trials: int = 3) -> SuiteResult:
    """Many cases and trials with chance in them, and one trial that broke."""
    chance = Random(7)
    records = tuple(
        sample_case().model_copy(update={"id": f"case-{number:02}", "topic": "drones"})
        for number in range(1, cases + 1)
    )
    measured = [
        sample_trial(record, index, chance) for record in records for index in range(trials)
    ]
    measured[-1] = broken_trial(records[-1].id, trials - 1)
    return suite(records, tuple(measured), per_case=trials)


def gate_of(result: SuiteResult) -> GateResult:
    """A gate with a rule of each status, differences of each direction and flips both ways."""
    last = result.cases[-1].id
    rules = (
        Rule(metric="fact_coverage", rule="no worse than the baseline", status="fail",
             message="0.857 against 0.905, 95 % interval [−0.081, −0.012]", cases=(last,)),
        Rule(metric="citation_recall", rule="at least 0.9", status="pass", message="0.960"),
        Rule(metric="staleness", rule="at most 0", status="error",
             message="1 of 39 trials could not be measured"),
        Rule(metric="quotations", rule="at least 0.95", status="skip",
             message="no brief quotes anybody"),
    )  # fmt: skip
    return GateResult(
        status="unmeasured",
        rules=rules,
        differences={
            name: _difference(result, change, name)
            for name, change in {
                "fact_coverage": -0.048, "vital_fact_coverage": 0.0, "citation_recall": 0.021,
                "staleness": 0.0, "seconds": 0.31, "words": 12.0,
            }.items()
        },
        flips=(
            Flip(case=last, metric="fact_coverage", item="chairs", before="pass", after="fail",
                 text="The chairs of the foreign affairs committees of 23 parliaments rejected"),
            Flip(case=result.cases[0].id, metric="fact_coverage", item="void", before="partial",
                 after="pass", text="Ukraine's foreign ministry called the election void."),
            Flip(case=last, metric="citation_recall", item="gone.1", before="fail", after=None,
                 text="A claim that is no longer made."),
        ),
    )  # fmt: skip


def hostile_suite() -> tuple[SuiteResult, GateResult]:
    """Every string that a stranger, a case or a metric may bring is an attack."""
    case = CaseRecord(
        id=f"case {HOSTILE}",
        date=DAY,
        topic=HOSTILE,
        reference=HOSTILE,
        facts=(GoldenFact(id=HOSTILE, text=HOSTILE, importance="vital", sources=(HOSTILE,)),),
        stale=(StaleFact(id=f"old {HOSTILE}", text=HOSTILE),),
        relevant=(HOSTILE,),
        sha256=HOSTILE,
    )
    decision = Decision(
        item=HOSTILE, outcome="fail", text=HOSTILE, evidence=HOSTILE, note=HOSTILE,
        claim_ids=("s1.c1", HOSTILE),
    )  # fmt: skip
    twice = Measurement(status="measured", value=0.5, n=2, decisions=(decision, decision))
    name = f"metric | {HOSTILE}"
    trial = Trial(
        case=case.id,
        index=0,
        brief=hostile_brief(),
        error=None,
        measurements={name: twice, "odd": Measurement(status="error", message=f"@all {HOSTILE}")},
    )
    lost = Trial(case=case.id, index=1, brief=None, error=HOSTILE, measurements={})
    estimate = Estimate(value=0.5, low=None, high=None, n=2, cases=1, errors=1, skipped=0)
    result = SuiteResult(
        briefer_version=HOSTILE,
        writer=HOSTILE,
        model=HOSTILE,
        prompts_sha256=HOSTILE,
        trials_per_case=2,
        cases=(case,),
        trials=(trial, lost),
        estimates={name: estimate},
        metrics={name: MetricInfo(title=HOSTILE, about=HOSTILE)},
    )
    gate = GateResult(
        status="regressed",
        rules=(Rule(metric=name, rule=HOSTILE, status="fail", message=HOSTILE, cases=(case.id,)),),
        differences={},
        flips=(
            Flip(case=case.id, metric=name, item=HOSTILE, text=HOSTILE, before=None, after="fail"),
        ),
    )
    return result, gate


def _stated(item: str, text: str, brief: Brief, chance: Random | None) -> Decision:
    claims = [claim for story in brief.stories for claim in story.claims]
    wanted = _words(text)
    best = max(claims, key=lambda claim: len(wanted & _words(claim.text)))
    score = len(wanted & _words(best.text)) / len(wanted)
    outcome: Outcome = "pass" if score > 0.55 else "partial" if score > 0.45 else "fail"
    return Decision(
        item=item,
        outcome=_chosen(outcome, chance),
        text=text,
        score=round(score, 3),
        evidence=best.text,
        note=None if outcome == "pass" else "the closest claim lacks some of its words",
        claim_ids=(best.id,),
    )


def _words(text: str) -> set[str]:
    return {word.surface.casefold() for word in tokenize(text)}


def _chosen(outcome: Outcome, chance: Random | None) -> Outcome:
    if chance is None or chance.random() > 0.1:
        return outcome
    return chance.choice(("pass", "partial", "fail"))


def _share(decisions: list[Decision]) -> Measurement:
    held = sum(decision.outcome == "pass" for decision in decisions)
    return Measurement(
        status="measured", value=held / len(decisions), n=len(decisions), decisions=tuple(decisions)
    )


def _estimate(found: list[Measurement]) -> Estimate:
    values = [one.value for one in found if one.value is not None]
    mean = fmean(values) if values else None
    wide = mean is not None and len(values) > 1
    return Estimate(
        value=mean,
        low=mean * 0.94 if wide and mean is not None else None,
        high=mean * 1.05 if wide and mean is not None else None,
        n=sum(one.n for one in found),
        cases=len(values),
        errors=sum(one.status == "error" for one in found),
        skipped=sum(one.status == "skipped" for one in found),
    )


def _difference(result: SuiteResult, change: float, name: str) -> Difference:
    return Difference(
        mean=change,
        low=change - 0.02,
        high=change + 0.03,
        smallest_visible=0.036,
        per_case={case.id: change for case in result.cases},
    )
