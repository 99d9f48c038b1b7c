from random import Random

import pytest

from evals.agreement import (
    auc,
    balanced_accuracy,
    bootstrap,
    kendall_tau,
    macro_f1,
    partial_pearson,
    pearson,
)


def test_auc_is_the_share_of_pairs_in_the_right_order() -> None:
    # positives .9 and .4 against negatives .5 and .4: 2 + (0 + half a tie) of 4 pairs
    assert auc([True, True, False, False], [0.9, 0.4, 0.5, 0.4]) == pytest.approx(2.5 / 4)


def test_balanced_accuracy_is_the_mean_of_both_recalls() -> None:
    labels = [True, True, True, False]
    assert balanced_accuracy(labels, [True, True, False, False]) == pytest.approx((2 / 3 + 1) / 2)


def test_macro_f1_is_the_mean_of_both_sides() -> None:
    labels, answers = [True, True, True, False], [True, True, False, False]
    assert macro_f1(labels, answers) == pytest.approx((4 / 5 + 2 / 3) / 2)


def test_pearson_of_points_on_a_line_and_of_a_known_set() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    # deviations (-1, 0, 1) and (-1, 1, 0): 1 / 2
    assert pearson([1, 2, 3], [1, 3, 2]) == pytest.approx(0.5)


def test_kendall_counts_ties_on_either_side() -> None:
    # pairs: 1-2 tied in x, 1-3 and 2-3 concordant: 2 / sqrt(2 * 3)
    assert kendall_tau([1, 1, 2], [1, 2, 3]) == pytest.approx(2 / 6**0.5)
    assert kendall_tau([1, 2, 3], [3, 2, 1]) == -1.0


def test_a_partial_correlation_forgets_what_the_groups_explain() -> None:
    groups = ["a", "a", "b", "b"]
    # within both groups x and y go opposite ways, though b is higher in both
    assert pearson([1, 2, 11, 12], [2, 1, 12, 11]) == pytest.approx(0.9802, abs=1e-4)
    assert partial_pearson([1, 2, 11, 12], [2, 1, 12, 11], groups) == pytest.approx(-1.0)


def test_what_is_undefined_is_none_and_never_zero() -> None:
    assert auc([True, True], [0.1, 0.2]) is None
    assert auc([], []) is None
    assert balanced_accuracy([False], [True]) is None
    assert macro_f1([True], [True]) is None
    assert pearson([1.0], [1.0]) is None
    assert pearson([1, 1], [1, 2]) is None
    assert kendall_tau([1, 1], [1, 2]) is None


def test_intervals_are_of_whole_documents_and_repeat_with_the_seed() -> None:
    documents = [[1.0, 1.0], [3.0], [5.0, 5.0, 5.0]]

    def mean(drawn: object) -> dict[str, float | None]:
        assert isinstance(drawn, list)
        values = [value for document in drawn for value in document]
        return {"mean": sum(values) / len(values), "never": None}

    first, again = (bootstrap(documents, mean, random=Random(7), rounds=200) for _ in range(2))
    assert first == again
    assert first["never"] is None
    assert first["mean"] is not None
    assert 1.0 <= first["mean"].low < 3.7 < first["mean"].high <= 5.0
