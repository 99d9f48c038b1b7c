"""How every report says the same thing: numbers with their unit, intervals, verdicts."""

from briefer.rendering.cleaning import plain
from evals.results import CaseRecord, Difference, Estimate, GateResult, SuiteResult, Unit

NOTHING = "–"
_MINUS = "−"
_HEADLINES = {"pass": "Passed", "regressed": "Regressed", "unmeasured": "Unmeasured"}


def number(value: float | None, unit: Unit | None) -> str:
    """A value as people read it: 0.873, 14.5, 1,204, 3.2 s, $0.0041; a dash for none."""
    if value is None:
        return NOTHING
    digits = _digits(abs(value), unit)
    return f"{_MINUS}{digits}" if value < 0 and _is_not_zero(digits) else digits


def signed(value: float | None, unit: Unit | None) -> str:
    """A difference, with its sign: +0.021, −3.0."""
    shown = number(value, unit)
    return f"+{shown}" if value is not None and value > 0 and _is_not_zero(shown) else shown


def interval(found: Estimate, unit: Unit | None) -> str:
    """The 95 % interval of a value; a dash where it has none."""
    return _bracketed(number(found.low, unit), number(found.high, unit))


def signed_interval(found: Difference, unit: Unit | None) -> str:
    """The 95 % interval of a difference; a dash where it has none."""
    return _bracketed(signed(found.low, unit), signed(found.high, unit))


def visible(found: Difference | None, unit: Unit | None) -> str:
    """The smallest difference that could have been seen, in words for beside a verdict."""
    if found is None or found.smallest_visible is None:
        return "smallest visible difference unknown"
    return f"smallest visible difference {number(found.smallest_visible, unit)}"


def count(amount: int, noun: str) -> str:
    """A number and its noun: 1 case, 13 cases."""
    return f"{amount:,} {noun if amount == 1 else noun + 's'}"


def headline(gate: GateResult | None) -> str:
    """The verdict in a word or two."""
    return "Measured, not judged" if gate is None else _HEADLINES[gate.status]


def writer(result: SuiteResult) -> str:
    """Who wrote the briefs, with the model where there is one."""
    return plain(f"{result.writer}, {result.model}" if result.model else result.writer)


def extent(result: SuiteResult) -> str:
    """How much was run: 13 cases × 3 trials."""
    trials = count(result.trials_per_case, "trial")
    return f"{count(len(result.cases), 'case')} × {trials}"


def provenance(result: SuiteResult) -> str:
    """What the run rests on: the program, the prompts and the writer."""
    return (
        f"Writer {writer(result)}; {extent(result)}; briefer {plain(result.briefer_version)}; "
        f"prompts {plain(result.prompts_sha256)[:12]}"
    )


def case_line(case: CaseRecord) -> str:
    """The day of a case unless its name says it already, and its topic where it has one."""
    day = case.date.isoformat()
    return ", ".join(filter(None, ["" if day in case.id else day, plain(case.topic or "")]))


def _digits(size: float, unit: Unit | None) -> str:
    if unit in {"words", "tokens"} or (unit is None and size >= 100):
        return f"{size:,.0f}"
    if unit == "count":
        return f"{size:,.0f}" if size == int(size) else f"{size:,.1f}"
    if unit == "seconds":
        return f"{size:,.2f} s" if size < 10 else f"{size:,.1f} s"
    if unit == "usd":
        return f"${size:,.4f}" if size < 1 else f"${size:,.2f}"
    return f"{size:.3f}"


def _is_not_zero(digits: str) -> bool:
    return any(digit in digits for digit in "123456789")


def _bracketed(low: str, high: str) -> str:
    return NOTHING if NOTHING in {low, high} else f"[{low}, {high}]"
