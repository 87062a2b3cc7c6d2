"""Grading: the verdict and its reason, for each mode."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from history.dates import DateError, read
from history.sentences import in_words
from quizzes.grading import Verdict, Word, answer_of, grade, self_graded
from quizzes.questions import Deal, Mode, Option

pytestmark = pytest.mark.pure


def date(text: str, note: str = "", *, edtf: str = "") -> Option:
    return Option(text=text, value={"date": edtf or read(text).edtf}, note=note)


def actor(text: str) -> Option:
    return Option(text=text, value={"entity": 1})


DEAL = Deal(
    options=(
        date("6 July 1961"),
        date("11 July 1961", "11 July 1961: China and the DPRK signed a treaty of friendship."),
        date("7 July 1961"),
    ),
    right=(0,),
)
PARTIES = Deal(
    options=tuple(map(actor, ("The Soviet Union", "France", "Japan", "China", "Italy"))),
    right=(0, 2, 3),
    mode=Mode.MULTI,
)
EVENTS = Deal(
    options=tuple(map(actor, ("The truce.", "The war.", "The treaty.", "The summit."))),
    right=(1, 0, 2, 3),
    mode=Mode.ORDER,
)


class ChosenTests(SimpleTestCase):
    def test_right_choice(self) -> None:
        verdict = grade(DEAL, 0)
        assert (verdict.right, verdict.word) == (True, Word.RIGHT)
        assert str(verdict.reason) == "6 July 1961 is right."

    def test_wrong_choice_tells_what_is_right(self) -> None:
        verdict = grade(DEAL, 1)
        assert (verdict.right, verdict.word) == (False, Word.WRONG)
        assert str(verdict.reason) == "The right answer is 6 July 1961."
        assert in_words(verdict.given) == "11 July 1961"

    def test_right_answer_that_is_a_title_or_a_sentence_stands_in_quotation_marks(self) -> None:
        options = tuple(
            Option(text=text, value={"fact": number})
            for number, text in enumerate(("The truce.", "The war."))
        )
        assert str(grade(Deal(options=options, right=(1,)), 0).reason) == "The right answer is “The war”."

    def test_marks_and_articles_are_those_of_the_readers_language(self) -> None:
        def russian(one: str, _many: str, _count: int) -> str:
            return {"“{title}”": "«{title}»", "The right answer is {answer}.": "Это {answer}."}[one]

        titles = tuple(Option(text=text, value={"fact": 1}) for text in ("The truce.", "The war."))
        reason = grade(Deal(options=titles, right=(1,)), 0).reason
        assert reason.put(russian, "ru") == "Это «The war»."
        reason = grade(Deal(options=(actor("Japan"), actor("The Union")), right=(1,)), 0).reason
        assert reason.put(russian, "ru") == "Это The Union."
        assert str(reason) == "The right answer is the Union."

    def test_index_outside_the_options_is_refused(self) -> None:
        for choice in (-1, 3):
            with self.subTest(choice=choice), self.assertRaisesMessage(ValueError, "from 0 to 2"):
                grade(DEAL, choice)

    def test_answer_to_another_mode_is_refused(self) -> None:
        for deal, response in ((DEAL, "6 July 1961"), (PARTIES, 0), (EVENTS, frozenset({1}))):
            with self.subTest(response=response), self.assertRaisesMessage(ValueError, "is not answered by"):
                grade(deal, response)

    @given(st.integers(2, 6), st.data())
    def test_only_the_key_is_right(self, size: int, data: st.DataObject) -> None:
        answer = data.draw(st.integers(0, size - 1))
        deal = Deal(options=tuple(date(f"{1900 + index}") for index in range(size)), right=(answer,))
        assert [grade(deal, choice).right for choice in range(size)].index(True) == answer
        assert sum(grade(deal, choice).right for choice in range(size)) == 1


class TickedTests(SimpleTestCase):
    def test_exactly_the_right_ones(self) -> None:
        verdict = grade(PARTIES, frozenset({3, 0, 2}))
        assert (verdict.right, str(verdict.reason)) == (True, "All 3, and nothing else.")
        assert in_words(verdict.given) == "The Soviet Union; Japan; China"

    def test_what_was_missed_and_what_was_wrong(self) -> None:
        told = {
            frozenset({4}): "0 of 3. The Soviet Union, Japan and China are right, Italy is not.",
            frozenset(range(5)): "3 of 3. France and Italy are not.",
        }
        for ticked, reason in told.items():
            with self.subTest(ticked=ticked):
                verdict = grade(PARTIES, ticked)
                assert (verdict.right, verdict.word, str(verdict.reason)) == (False, Word.WRONG, reason)

    def test_single_right_one(self) -> None:
        deal = Deal(options=PARTIES.options, right=(1,), mode=Mode.MULTI)
        assert str(grade(deal, frozenset({1})).reason) == "France is right, and nothing else."

    def test_nothing_and_no_option_are_refused(self) -> None:
        for ticked in (frozenset[int](), frozenset({5}), frozenset({-1, 0})):
            with self.subTest(ticked=ticked), pytest.raises(ValueError, match="What is ticked"):
                grade(PARTIES, ticked)

    @given(st.integers(1, 8), st.data())
    def test_one_set_is_right(self, size: int, data: st.DataObject) -> None:
        sets = st.frozensets(st.integers(0, size - 1), min_size=1)
        right, ticked = data.draw(sets), data.draw(sets)
        options = tuple(actor(f"Actor {index}") for index in range(size))
        deal = Deal(options=options, right=tuple(sorted(right)), mode=Mode.MULTI)
        assert grade(deal, ticked).right is (ticked == right)


class ArrangedTests(SimpleTestCase):
    def test_right_order(self) -> None:
        verdict = grade(EVENTS, (1, 0, 2, 3))
        assert (verdict.right, str(verdict.reason)) == (True, "All 4 are in order.")
        assert in_words(verdict.given) == "The war. → The truce. → The treaty. → The summit."
        assert in_words(answer_of(EVENTS)) == in_words(verdict.given)

    def test_first_pair_that_stands_wrong_is_named(self) -> None:
        assert str(grade(EVENTS, (0, 1, 2, 3)).reason) == "“The war” comes before “The truce”."
        assert str(grade(EVENTS, (1, 2, 0, 3)).reason) == "“The truce” comes before “The treaty”."

    def test_every_other_order_is_wrong(self) -> None:
        right = [order for order in permutations(range(4)) if grade(EVENTS, order).right]
        assert right == [EVENTS.right]

    def test_item_left_out_or_put_twice_is_refused(self) -> None:
        for sequence in ((0, 1, 2), (0, 1, 2, 2), (0, 1, 2, 4), ()):
            with self.subTest(sequence=sequence), self.assertRaisesMessage(ValueError, "a place of its own"):
                grade(EVENTS, sequence)


def typed(option: Option, text: str, *accept: str, others: tuple[str, ...] = ()) -> Verdict:
    deal = Deal(options=(option,), right=(0,), mode=Mode.TYPED, accept=accept)
    return grade(deal, text, others=others)


@pytest.mark.parametrize("text", ["Kim Il Sung", "kim il-sung", "Ким Ир Сен", "Kim Il-song", "KIM ILSUNG"])
def test_typed_name_in_any_spelling(text: str) -> None:
    verdict = typed(actor("Kim Il Sung"), text, "Ким Ир Сен", "Kim Il-song")
    assert (verdict.right, verdict.forgiven, str(verdict.reason)) == (True, False, "Kim Il Sung is right.")


def test_any_of_several_names_may_be_typed() -> None:
    deal = Deal(options=(actor("Constans"), actor("Constantius II")), right=(0, 1), mode=Mode.TYPED)
    for text in ("Constans", "Constantius II"):
        assert grade(deal, text).right
    assert str(grade(deal, "Nepotian").reason) == "The right answer is Constans or Constantius II."


def test_typed_name_with_a_slip_is_right_and_told_how_it_is_written() -> None:
    verdict = typed(actor("The Soviet Union"), "soviet unoin")
    assert (verdict.right, verdict.forgiven) == (True, True)
    assert str(verdict.reason) == "Right; it is written “The Soviet Union”."


def test_typed_place_without_the_larger_one() -> None:
    tower = Option(text="Friendship Tower, Moran Hill", value={"place": 1})
    assert typed(tower, "the friendship tower").right
    assert typed(tower, "Moran Hill").word is Word.NOT_SPECIFIC
    assert typed(actor("PDRK"), "KPDR", "KPDR (in old translations)").right


def test_typed_name_of_somebody_else() -> None:
    verdict = typed(actor("Kim Jong Un"), "Kim Jong Il", others=("Kim Jong Il",))
    assert (verdict.right, verdict.word) == (False, Word.WRONG)
    assert str(verdict.reason) == "The right answer is Kim Jong Un."


@pytest.mark.parametrize("text", ["Kim", "Kim Jong", "Kim Jong In"])
def test_typed_name_that_several_share_is_asked_again(text: str) -> None:
    verdict = typed(actor("Kim Jong Un"), text, others=("Kim Jong Il",))
    assert (verdict.right, verdict.word) == (False, Word.NOT_SPECIFIC)
    assert "Un" not in str(verdict.reason)


@pytest.mark.parametrize(
    ("edtf", "text", "word"),
    [
        ("1949-03-17", "17 March 1949", Word.RIGHT),
        ("1949-03-17", "1949-03-17", Word.RIGHT),
        ("1949-03-17", "March 17, 1949", Word.RIGHT),
        ("1949-03-17", "18 March 1949", Word.WRONG),
        ("1949-03-17", "March 1949", Word.NOT_SPECIFIC),
        ("1949-03-17", "1949", Word.NOT_SPECIFIC),
        ("1949-03-17", "1950", Word.NOT_SPECIFIC),
        ("1949", "1949", Word.RIGHT),
        ("1949", "5 May 1949", Word.RIGHT),
        ("1949", "1950", Word.WRONG),
        ("1949", "194X", Word.NOT_SPECIFIC),
        ("-0043", "44 BCE", Word.RIGHT),
        ("-0043", "44 CE", Word.WRONG),
        ("2000-07-19/2000-07-20", "20 July 2000", Word.RIGHT),
        ("2000-07-19/2000-07-20", "21 July 2000", Word.WRONG),
        ("2000-07-19/2000-07-20", "2000", Word.NOT_SPECIFIC),
        ("1950~", "1950", Word.RIGHT),
        ("1950~", "1951", Word.NEAR),
        ("1950~", "1960", Word.WRONG),
    ],
)
def test_typed_date(edtf: str, text: str, word: Word) -> None:
    verdict = typed(date("what is known", edtf=edtf), text)
    assert (verdict.word, verdict.right) == (word, word in (Word.RIGHT, Word.NEAR))


def test_typed_date_as_it_is_printed_or_accepted() -> None:
    assert typed(date("spring 1949", edtf="1949-21"), "Spring 1949").right
    assert typed(date("1949"), "the year of the ox", "The Year of the Ox").right


def test_typed_date_that_is_none() -> None:
    with pytest.raises(DateError, match="“soon” is no word of a date"):
        typed(date("1949"), "soon after the war")


def test_long_text_is_not_repeated_in_full() -> None:
    verdict = typed(actor(f"Kim {'x' * 250}"), "x" * 250)
    assert verdict.word is Word.NOT_SPECIFIC
    assert len(str(verdict.reason)) < 160


def test_flashcard_is_graded_by_the_student() -> None:
    card = Deal(options=(actor("The Union"), actor("Japan")), right=(0, 1), mode=Mode.CARD)
    assert [self_graded(card, grade).right for grade in ("AGAIN", "hard", "good", "easy")] == [
        False,
        *[True] * 3,
    ]
    assert str(self_graded(card, "good").reason) == "The answer is the Union; Japan."
