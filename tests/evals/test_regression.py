import numpy as np
import pytest

from evals.training.regression import fit


def test_one_feature_alone_is_fitted_to_the_log_odds() -> None:
    # 1 of 4 positive where the feature is 0, 3 of 4 where it is 1
    rows = np.array([[0.0]] * 4 + [[1.0]] * 4)
    labels = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    model = fit(rows, labels, penalty=0.0, signs=[0])
    assert model.intercept == pytest.approx(-np.log(3))
    assert model.weights[0] == pytest.approx(2 * np.log(3))
    assert model.scores(rows)[[0, 7]] == pytest.approx([0.25, 0.75])


def test_a_weight_of_the_wrong_sign_is_left_out() -> None:
    rows = np.array([[0.0, 1.0], [0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    labels = np.array([0.0, 0, 1, 1, 1, 0])
    assert fit(rows, labels, penalty=1.0, signs=[-1, 0]).weights[0] == 0
    assert fit(rows, labels, penalty=1.0, signs=[1, 0]).weights[0] > 0


def test_a_feature_that_never_varies_has_no_weight() -> None:
    rows = np.array([[0.0, 5.0], [1.0, 5.0], [0.5, 5.0]])
    assert fit(rows, np.array([0.0, 1, 1]), penalty=1.0, signs=[0, 0]).weights[1] == 0
