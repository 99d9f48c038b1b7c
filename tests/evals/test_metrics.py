from collections.abc import Sequence

import pytest

from briefer.models import Brief, BriefStory, Citation, Conflict, Position
from evals.metrics import METRICS, Metric, Subject, measure_all
from evals.metrics.metric import amount, failures, share
from evals.metrics.rouge import by_line, rouge_f1
from evals.results import Decision, Measurement, MetricInfo, Outcome
from tests.evals.cases import DANGLING, STORM_2030, Cited, make_brief, make_case
from tests.verification.newsroom import FERRY, HARBOUR

RESCUED = "More than 340 sailors had been rescued by the coast guard."
REOPENS = "The ferry line between Sarn and Osk will reopen on 20 May."
SAILORS = Cited(HARBOUR, "340 sailors")
FUEL = Cited(HARBOUR, "Fuel prices")
LINE = Cited(FERRY, "will reopen on 20 May")


def measure(brief: Brief, *, timed: bool = True) -> dict[str, Measurement]:
    return measure_all(METRICS, Subject(brief, make_case(), timed=timed))


def value(brief: Brief, name: str) -> float | None:
    found = measure(brief)[name]
    assert found.status != "error", found.message
    return found.value


def outcomes(brief: Brief, name: str) -> dict[str, Outcome]:
    return {one.item: one.outcome for one in measure(brief)[name].decisions}


def test_every_metric_says_what_it_is() -> None:
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)
    for metric in METRICS:
        assert metric.info.title, metric.name
        assert metric.info.about, metric.name


# --- citations: claims with citations, and what Gao and others define, worked out by hand --------

TABLE: list[tuple[str, list[tuple[str, Sequence[Cited | Citation]]], float, float, dict[str, int]]]
TABLE = [
    ("one that supports", [(RESCUED, [SAILORS])], 1.0, 1.0, {}),
    ("two that support alone", [(RESCUED, [SAILORS, SAILORS])], 1.0, 1.0, {}),
    ("one redundant", [(RESCUED, [SAILORS, FUEL])], 1.0, 1 / 2, {"redundant": 1}),
    ("one dangling beside one good", [(RESCUED, [SAILORS, DANGLING])], 1.0, 1 / 2, {"dangling": 1}),
    ("only dangling", [(RESCUED, [DANGLING])], 0.0, 0.0, {"dangling": 1, "missing": 1}),
    ("of another passage", [(RESCUED, [FUEL])], 0.0, 0.0, {"misattributed": 1}),
    ("of another article", [(REOPENS, [SAILORS, FUEL])], 0.0, 0.0, {"misattributed": 2}),
    ("supported nowhere", [("The mayor of Sarn resigned.", [FUEL])], 0.0, 0.0, {}),
    ("two claims", [(RESCUED, [SAILORS]), (REOPENS, [FUEL])], 1 / 2, 1 / 2, {"misattributed": 1}),
    (
        "three claims",
        [(RESCUED, [SAILORS, FUEL]), (REOPENS, [LINE]), (RESCUED, [DANGLING])],
        2 / 3,
        2 / 4,
        {"redundant": 1, "dangling": 1, "missing": 1},
    ),
    (
        "two that support only together",
        [
            (
                f"{REOPENS[:-1]}, and fuel prices rose 4.5 per cent in April.",
                [LINE, FUEL],
            )
        ],
        1.0,
        1.0,
        {},
    ),
]


@pytest.mark.parametrize(
    ("claims", "recall", "precision", "counts"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_citations_are_scored_as_defined(
    claims: list[tuple[str, Sequence[Cited | Citation]]],
    recall: float,
    precision: float,
    counts: dict[str, int],
) -> None:
    found = measure(make_brief(*claims))
    assert found["citation_recall"].value == pytest.approx(recall)
    assert found["citation_precision"].value == pytest.approx(precision)
    assert found["citation_precision"].n == sum(len(citations) for _, citations in claims)
    for kind in ("dangling", "missing", "redundant", "misattributed"):
        assert found[f"{kind}_citations"].value == counts.get(kind, 0), kind


def test_a_citation_of_an_article_that_is_not_listed_dangles() -> None:
    brief = make_brief((RESCUED, [SAILORS]), sources=(FERRY,))
    assert value(brief, "dangling_citations") == 1


def test_positions_of_a_conflict_cite_too() -> None:
    brief = make_brief((RESCUED, [SAILORS]))
    position = Position(text="Fuel prices rose 9 per cent in April.", citations=(FUEL.citation,))
    other = Position(text="Fuel prices rose 4.5 per cent in April.", citations=(FUEL.citation,))
    conflict = Conflict(about="fuel", positions=(position, other))
    story = brief.stories[0].model_copy(update={"conflicts": (conflict,)})
    found = outcomes(brief.model_copy(update={"stories": (story,)}), "citation_recall")
    assert found == {"s1.c1": "pass", "s1.x1.1": "fail", "s1.x1.2": "pass"}


def test_a_decision_names_the_words_that_decided_it() -> None:
    (decision,) = measure(make_brief((RESCUED, [FUEL])))["misattributed_citations"].decisions
    assert decision.item == "s1.c1[1]"
    assert decision.claim_ids == ("s1.c1",)
    assert decision.evidence == FUEL.citation.quote
    assert "340 sailors" in (decision.note or "")


# --- spans --------------------------------------------------------------------------------------


def test_a_span_is_wrong_where_the_article_supports_the_claim_elsewhere() -> None:
    assert outcomes(make_brief((RESCUED, [SAILORS])), "span_accuracy") == {"s1.c1[1]": "pass"}
    assert outcomes(make_brief((RESCUED, [FUEL])), "span_accuracy") == {"s1.c1[1]": "fail"}


def test_a_span_is_wrong_where_its_words_stand_elsewhere() -> None:
    moved = Cited(HARBOUR, "340 sailors", shift=7)
    found = measure(make_brief((RESCUED, [moved])))
    assert found["span_accuracy"].value == 0.0
    assert found["citation_recall"].value == 1.0
    assert found["dangling_citations"].value == 0


def test_a_span_of_the_wrong_article_is_not_counted() -> None:
    found = measure(make_brief((REOPENS, [FUEL])))["span_accuracy"]
    assert (found.status, found.n) == ("skipped", 0)


# --- hallucination ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("More than 430 sailors had been rescued by the coast guard.", "numbers"),
        ("More than 340 sailors had been rescued by Mara Quist.", "names"),
        ("More than 340 sailors were rescued by the coast guard in 2019.", "dates"),
        ("The rescue “was a miracle”, the coast guard said of 340 sailors.", "quotations"),
    ],
)
def test_what_no_cited_passage_has_is_counted_by_kind(claim: str, kind: str) -> None:
    found = measure(make_brief((claim, [SAILORS]), (RESCUED, [SAILORS])))
    assert found[f"invented_{kind}"].value == 1
    assert found["hallucination"].value == pytest.approx(1 / 3)  # of two claims and a headline


def test_a_headline_may_say_what_its_articles_say_and_no_more() -> None:
    told = (RESCUED, [SAILORS])
    true = make_brief(told, headline="Coast guard rescues 340 sailors")
    false = make_brief(told, headline="Coast guard rescues 430 sailors")
    assert outcomes(true, "hallucination")["s1.headline"] == "pass"
    assert outcomes(false, "hallucination")["s1.headline"] == "fail"


# --- coverage and staleness ---------------------------------------------------------------------


def test_coverage_is_of_vital_and_of_all_facts() -> None:
    brief = make_brief((RESCUED, [SAILORS]))
    assert value(brief, "vital_coverage") == pytest.approx(1 / 2)
    assert value(brief, "fact_coverage") == pytest.approx(1 / 3)
    assert outcomes(brief, "fact_coverage") == {
        "rescued": "pass",
        "reopens": "fail",
        "hiring": "fail",
    }


def test_what_only_the_headline_says_counts_half_where_halves_count() -> None:
    brief = make_brief((RESCUED, [SAILORS]), headline="Ferry line between Sarn and Osk will reopen")
    assert outcomes(brief, "fact_coverage")["reopens"] == "partial"
    assert value(brief, "vital_coverage") == pytest.approx(1 / 2)
    assert value(brief, "vital_coverage_partial") == pytest.approx(3 / 4)


def test_a_claim_is_read_under_its_headline() -> None:
    told = ("The company would hire 25 more, she said.", [Cited(FERRY, "hire 25 more")])
    under = make_brief(told, headline="Mara Quist on Norrvik's plans")
    assert outcomes(under, "fact_coverage")["hiring"] == "pass"
    assert outcomes(make_brief(told), "fact_coverage")["hiring"] == "fail"


def test_a_fact_with_another_number_is_not_told() -> None:
    hiring = "Chief executive Mara Quist said the company would hire {} more."
    right, wrong = (make_brief((hiring.format(n), [LINE])) for n in (25, 35))
    assert outcomes(right, "fact_coverage")["hiring"] == "pass"
    assert outcomes(wrong, "fact_coverage_partial")["hiring"] == "fail"


def test_length_stands_beside_coverage() -> None:
    brief = make_brief((RESCUED, [SAILORS]), (REOPENS, [LINE]))
    assert value(brief, "length") == 11 + 12


def test_stale_facts_and_sources_are_counted() -> None:
    herring = Cited(STORM_2030, "40 tonnes")
    stale = make_brief(
        ("The market lost 40 tonnes of herring.", [herring]), sources=(HARBOUR, STORM_2030)
    )
    assert value(stale, "stale_facts") == 1
    assert outcomes(stale, "stale_sources") == {"001": "pass", "003": "fail"}
    fresh = make_brief((RESCUED, [SAILORS]))
    assert value(fresh, "stale_facts") == value(fresh, "stale_sources") == 0


def test_a_stale_source_is_known_even_where_the_brief_dates_it_to_the_day() -> None:
    brief = make_brief((RESCUED, [SAILORS]), sources=(HARBOUR, STORM_2030))
    redated = brief.sources[1].model_copy(update={"published": brief.sources[0].published})
    brief = brief.model_copy(update={"sources": (brief.sources[0], redated)})
    assert outcomes(brief, "stale_sources")["003"] == "fail"


# --- selection, ROUGE, spending -----------------------------------------------------------------


def test_selection_is_of_articles() -> None:
    brief = make_brief((RESCUED, [SAILORS]), sources=(HARBOUR, STORM_2030))
    assert outcomes(brief, "selection_recall") == {"001": "pass", "002": "fail"}
    assert outcomes(brief, "selection_precision") == {"001": "pass", "003": "fail"}


def test_a_source_stands_for_the_copies_of_its_text() -> None:
    case = make_case()
    copy = HARBOUR.model_copy(update={"id": "c" * 16, "title": "Storm warning at Sarn"})
    record = case.record.model_copy(update={"relevant": ("001", "004")})
    case = case._replace(record=record, articles={**case.articles, "004": copy})
    found = measure_all(METRICS, Subject(make_brief((RESCUED, [SAILORS])), case))
    assert found["selection_recall"].value == 1.0


def test_rouge_gives_the_numbers_of_rouge_score() -> None:
    from rouge_score.rouge_scorer import RougeScorer

    reference = make_case().record.reference
    brief = make_brief((RESCUED, [SAILORS]), (REOPENS, [LINE]))
    theirs = RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True).score(
        by_line([reference]), f"{RESCUED}\n{REOPENS}"
    )
    found = measure(brief)
    for kind, score in theirs.items():
        assert found[kind.lower()].value == score.fmeasure
    # rouge1 by hand: "fire truck came" and "fire came late" share 2 of 3 words each way
    assert rouge_f1("fire truck came", "fire came late")["rouge1"] == pytest.approx(2 / 3)


def test_time_and_price_that_nobody_knows_are_skipped() -> None:
    brief = make_brief((RESCUED, [SAILORS]))
    run = brief.run.model_copy(update={"cost_usd": None, "seconds": 2.5, "prompt_tokens": 7})
    brief = brief.model_copy(update={"run": run})
    assert measure(brief)["cost"].status == "skipped"
    assert measure(brief)["latency"].value == 2.5
    assert measure(brief, timed=False)["latency"].status == "skipped"
    assert measure(brief)["tokens"].value == 7


# --- what is no number --------------------------------------------------------------------------


def test_an_empty_brief_has_nothing_to_cite_and_tells_no_fact() -> None:
    found = measure(make_brief())
    for name in ("citation_recall", "citation_precision", "span_accuracy", "hallucination"):
        assert (found[name].status, found[name].value) == ("skipped", None), name
    assert found["fact_coverage"].value == 0.0
    assert found["length"].value == 0.0


def test_a_metric_that_crashes_is_an_error_of_that_metric_alone() -> None:
    def crash(subject: Subject) -> Measurement:
        raise ZeroDivisionError("nothing to divide by")

    broken = Metric("broken", MetricInfo(title="Broken", about="nothing"), crash)
    sound = Metric("sound", MetricInfo(title="Sound", about="one"), lambda _: amount(1))
    found = measure_all((broken, sound), Subject(make_brief(), make_case()))
    assert found["broken"] == Measurement(
        status="error", message="ZeroDivisionError: nothing to divide by"
    )
    assert found["sound"].value == 1.0


def test_shares_and_counts_of_nothing_are_skipped() -> None:
    assert share([], "none").status == failures([], "none").status == "skipped"
    decisions = [Decision(item=str(n), outcome=o, text="") for n, o in enumerate(OUTCOMES)]
    assert share(decisions, "none").value == pytest.approx(1 / 4)
    assert share(decisions, "none", partial=True).value == pytest.approx(2 / 4)
    assert failures(decisions, "none").value == 1


OUTCOMES: tuple[Outcome, ...] = ("pass", "partial", "partial", "fail")


def test_a_brief_of_strangers_articles_is_measured_all_the_same() -> None:
    stranger = HARBOUR.model_copy(update={"id": "e" * 16, "content_hash": "0" * 64, "title": "?"})
    brief = make_brief((RESCUED, [Cited(stranger, "340 sailors")]), sources=(stranger,))
    found = measure(brief)
    assert not [name for name, one in found.items() if one.status == "error"]
    assert found["dangling_citations"].value == 1
    assert found["selection_precision"].value == 0.0


def test_stories_are_judged_apart() -> None:
    brief = make_brief((RESCUED, [SAILORS]))
    second = BriefStory(
        id="s2",
        headline="Ferries",
        voices=1,
        source_ids=(FERRY.id,),
        claims=(brief.stories[0].claims[0].model_copy(update={"id": "s2.c1", "text": REOPENS}),),
    )
    both = brief.model_copy(update={"stories": (*brief.stories, second)})
    assert outcomes(both, "fact_coverage")["reopens"] == "pass"
