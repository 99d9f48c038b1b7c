"""What a run of the harness found: the records that run, compare, gate and report share.

A trial is one brief of one case. Every metric measures every trial, and a measurement carries the
decisions behind its value, so that a reader of a report can disagree with one. Pass, fail, error
and skip never merge: what could not be measured has no value, here and in every mean.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from briefer.models import Brief, Frozen

Status = Literal["measured", "error", "skipped"]
Outcome = Literal["pass", "partial", "fail"]
Importance = Literal["vital", "okay"]
ScoreMaker = Literal["words", "compared"]
Unit = Literal["share", "count", "words", "tokens", "seconds", "usd"]


class GoldenFact(Frozen):
    """A statement the brief should make, and the articles of the case that state it."""

    id: str
    text: str
    importance: Importance
    sources: tuple[str, ...]


class StaleFact(Frozen):
    """A statement that was true or reported on another day and must not appear."""

    id: str
    text: str


class CaseRecord(Frozen):
    """A golden case as reports show it; `sha256` is over its case file and all its articles."""

    id: str
    date: date
    timezone: str = "UTC"
    topic: str | None
    reference: str
    facts: tuple[GoldenFact, ...]
    stale: tuple[StaleFact, ...]
    relevant: tuple[str, ...]
    sha256: str


class Decision(Frozen):
    """What a metric decided about one item: a fact, a claim, a citation or a source.

    `text` is the item in words, `evidence` the passage or claim that decided, verbatim, and
    `note` the reason; `claim_ids` are the claims of the brief that it is about.
    """

    item: str
    outcome: Outcome
    text: str
    score: float | None = None
    evidence: str | None = None
    note: str | None = None
    claim_ids: tuple[str, ...] = ()


class Measurement(Frozen):
    """One metric of one trial: its value over `n` items, or why there is none.

    `value` is None exactly when `status` is not "measured"; `message` then says why. A metric
    with nothing to measure (no quotation in the brief, say) is skipped, not 0 or 1.
    """

    status: Status
    value: float | None = None
    n: int = Field(default=0, ge=0)
    decisions: tuple[Decision, ...] = ()
    message: str | None = None


class Trial(Frozen):
    """One brief of one case by one writer, and everything measured on it; `index` counts from 0.

    `brief` is None when it could not be made, and `error` then says why.
    """

    case: str
    index: int = Field(ge=0)
    brief: Brief | None
    error: str | None
    measurements: dict[str, Measurement]


class Estimate(Frozen):
    """A metric over a suite: the mean over cases of the mean over trials, with its 95 % interval.

    `n` counts items, `cases` the cases with a value; `errors` and `skipped` count trials.
    `low` and `high` are None where fewer than two cases have a value.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    cases: int
    errors: int
    skipped: int


class MetricInfo(Frozen):
    """What a reader must know of a metric: its name in words, what it counts, which way is better.

    `better` is None where neither way is, as for the length of a brief.
    """

    title: str
    about: str
    unit: Unit = "share"
    better: Literal["higher", "lower"] | None = "higher"


class CanaryCount(Frozen):
    """How many canaries a judge was asked, and the ids of those it failed."""

    asked: int
    failed: tuple[str, ...]


class JudgeUse(Frozen):
    """The judge behind a run: its model, its templates, and what asking it took.

    `calls` were made to the model, `cached` replies were kept ones; `tokens` and `cost_usd` (None:
    price unknown) are of the calls.
    """

    model: str
    prompt_sha256: str
    calls: int
    cached: int
    tokens: int
    cost_usd: float | None
    canaries: CanaryCount


class SuiteResult(Frozen):
    """Everything about one run of the golden cases with one writer: what the JSON report holds.

    `prompts_sha256` is over all templates. `judgement` says whether scores were made of words alone
    or also of a comparison in context, which needs an extra. `estimates`, measurements and
    `metrics` are keyed by metric name; a metric that `metrics` does not describe is reported by its
    bare name. `judge` is None where no model was asked to judge.
    """

    schema_version: Literal[1] = 1
    briefer_version: str
    writer: str
    model: str | None
    prompts_sha256: str
    trials_per_case: int
    judgement: ScoreMaker = "words"
    cases: tuple[CaseRecord, ...]
    trials: tuple[Trial, ...]
    estimates: dict[str, Estimate]
    metrics: dict[str, MetricInfo] = Field(default_factory=dict)
    judge: JudgeUse | None = None


class Difference(Frozen):
    """A metric against the baseline, paired by case: the mean difference and its 95 % interval.

    `per_case` holds the difference of every case that both have. `smallest_visible` is the
    smallest true difference that a run of this size would see four times in five (80 % power,
    two-sided 5 % test). All are None where fewer than two cases can be paired.
    """

    mean: float | None
    low: float | None
    high: float | None
    smallest_visible: float | None
    per_case: dict[str, float]


class Rule(Frozen):
    """One rule of the gate, applied: a floor, a ceiling or "no worse than the baseline".

    `cases` are those that break the rule on their own, whether or not the suite does.
    """

    metric: str
    rule: str
    status: Literal["pass", "fail", "error", "skip"]
    message: str
    cases: tuple[str, ...] = ()


class Flip(Frozen):
    """A decision that changed since the baseline."""

    case: str
    metric: str
    item: str
    text: str
    before: Outcome | None
    after: Outcome | None


class GateResult(Frozen):
    """The gate's verdict over all rules: the worst of them, where an error outranks a failure.

    `notes` say what could not be compared with the baseline, and why.
    """

    status: Literal["pass", "regressed", "unmeasured"]
    rules: tuple[Rule, ...]
    differences: dict[str, Difference]
    flips: tuple[Flip, ...]
    notes: tuple[str, ...] = ()
