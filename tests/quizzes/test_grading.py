"""Grading: the verdict and its reason."""

from __future__ import annotations

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import Word, grade
from quizzes.questions import Deal, Option


def date(text: str, note: str = "") -> Option:
    return Option(text=text, value={"date": text}, note=note)


DEAL = Deal(
    options=(
        date("6 July 1961"),
        date("11 July 1961", "11 July 1961: China and the DPRK signed a treaty of friendship."),
        date("7 July 1961"),
    ),
    right=(0,),
)


class GradeTests(SimpleTestCase):
    def test_grade_right_choice(self) -> None:
        verdict = grade(DEAL, 0)
        assert (verdict.right, verdict.word) == (True, Word.RIGHT)
        assert verdict.reason == "6 July 1961 is right."

    def test_grade_wrong_choice_tells_what_is_right(self) -> None:
        verdict = grade(DEAL, 1)
        assert (verdict.right, verdict.word) == (False, Word.WRONG)
        assert verdict.reason == "The right answer is 6 July 1961."
        assert verdict.chosen == DEAL.options[1]

    def test_grade_refuses_an_index_outside_the_options(self) -> None:
        for choice in (-1, 3):
            with self.subTest(choice=choice), self.assertRaisesMessage(ValueError, "from 0 to 2"):
                grade(DEAL, choice)

    @given(st.integers(2, 6), st.data())
    def test_grade_only_the_key_is_right(self, size: int, data: st.DataObject) -> None:
        answer = data.draw(st.integers(0, size - 1))
        deal = Deal(options=tuple(date(f"{1900 + index}") for index in range(size)), right=(answer,))
        assert [grade(deal, choice).right for choice in range(size)].index(True) == answer
        assert sum(grade(deal, choice).right for choice in range(size)) == 1
