"""Faults are put into claims that pass, and what refuses them is counted by name."""

from datetime import date

from briefer.resources import sample_articles
from evals.faults import lies_of, read_case, retold, table

TOLD = read_case(sample_articles(), date(2024, 3, 14))


def test_every_claim_of_the_sample_passes_as_it_is_written() -> None:
    outcomes = retold(TOLD, len(TOLD))["as written"]
    assert len(outcomes) > 50
    assert [one.text for one in outcomes if not one.passed] == []


def test_changed_numbers_dates_and_negations_are_refused() -> None:
    outcomes = lies_of(TOLD, 30)
    refused = {kind: (count, caught) for kind, count, caught, _ in table(outcomes)}
    for kind in ("number", "date", "negation"):
        count, caught = refused[kind]
        assert count >= 10
        assert caught >= 0.9 * count


def test_a_merged_sentence_cites_both_of_its_sentences() -> None:
    merged = lies_of(TOLD, 20)["merge"]
    assert any("joining" in one.failed for one in merged)


def test_the_same_lies_are_told_every_time() -> None:
    first, second = (lies_of(TOLD, 5)["roles"] for _ in range(2))
    assert [one.text for one in first] == [one.text for one in second]
