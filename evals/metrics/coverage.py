"""Fact coverage: how many of the golden facts a brief tells.

After the nugget recall of TREC RAG 2024 (Pradeep and others, "Initial Nugget Evaluation Results
for the TREC 2024 RAG Track with the AutoNuggetizer Framework", 2024): vital or all facts, strict
(only facts told in full count) or partial (those that the text merely adds up to count half).
"""

from evals.metrics.metric import Metric, amount, share
from evals.metrics.subject import Subject, Telling
from evals.results import Decision, GoldenFact, Measurement, MetricInfo, Outcome


def coverage_metric(name: str, title: str, *, vital: bool, partial: bool) -> Metric:
    """The share of the vital facts, or of all, strict or partial."""
    which = "vital golden facts" if vital else "golden facts"
    credit = "half credit for those spread over a story" if partial else "in a single claim"
    info = MetricInfo(title=title, about=f"{which} that the brief tells, {credit}")

    def measure(subject: Subject) -> Measurement:
        told = zip(subject.case.record.facts, subject.told_facts, strict=True)
        chosen = [one for one in told if one[0].importance == "vital" or not vital]
        return share((_decide(*one) for one in chosen), f"there are no {which}", partial=partial)

    return Metric(name, info, measure, lasting=name == "fact_coverage")


def _decide(fact: GoldenFact, telling: Telling) -> Decision:
    outcome: Outcome = "pass" if telling.told else "partial" if telling.hinted else "fail"
    note = None
    if telling.hinted:
        note = "only the headline or several claims of the story together state it"
    elif telling.wrong and not telling.told:
        note = f"the nearest claim differs in {', '.join(telling.wrong)}"
    return Decision(
        item=fact.id,
        outcome=outcome,
        text=fact.text,
        score=round(telling.score, 3),
        evidence=telling.evidence,
        note=note,
        claim_ids=(telling.claim_id,) if telling.claim_id is not None else (),
    )


def _measure_length(subject: Subject) -> Measurement:
    words = [len(claim.text.split()) for claim in subject.claims]
    return amount(sum(words), n=len(words))


COVERAGE = (
    coverage_metric("vital_coverage", "Vital facts, strict", vital=True, partial=False),
    coverage_metric("fact_coverage", "All facts, strict", vital=False, partial=False),
    coverage_metric("vital_coverage_partial", "Vital facts, partial", vital=True, partial=True),
    coverage_metric("fact_coverage_partial", "All facts, partial", vital=False, partial=True),
    Metric(
        "length",
        MetricInfo(
            title="Length", about="words in all claims of the brief", unit="words", better=None
        ),
        _measure_length,
    ),
)
