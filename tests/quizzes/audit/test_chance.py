"""The chi-square test, against values from the tables of any textbook."""

from __future__ import annotations

import pytest

from quizzes.audit.chance import uniform_p, upper_gamma

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("freedom", "statistic", "p"),
    [
        *((1, 3.841459, 0.05), (1, 10.827566, 0.001), (3, 7.814728, 0.05), (3, 16.266236, 0.001)),
        *((10, 18.307038, 0.05), (30, 43.772972, 0.05), (100, 124.342113, 0.05), (5, 1.145476, 0.95)),
    ],
)
def test_the_gamma_function_gives_the_tabled_values(freedom, statistic, p):
    assert upper_gamma(freedom / 2, statistic / 2) == pytest.approx(p, rel=1e-5)


def test_even_counts_are_no_surprise_and_uneven_ones_are():
    assert uniform_p([[50, 50, 50, 50]]) == 1
    assert uniform_p([[400, 0, 0, 0]]) < 1e-100
    assert uniform_p([[90, 110], [105, 95, 100]]) == pytest.approx(upper_gamma(1.5, 1.25))


def test_nothing_counted_is_no_test():
    assert uniform_p([]) is None
    assert uniform_p([[0, 0], [7]]) is None
