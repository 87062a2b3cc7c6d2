"""Names in the language of whoever reads: all options of a question or none, and the verdict alike."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from history.models import Actor, ActorName
from history.models.labels import labels
from history.names import fold
from quizzes import study
from quizzes.models import BankQuestion, Review, Student
from quizzes.questions import Option
from quizzes.study.dealing import deal
from tests.cast import signed_in
from tests.factories import (
    ActorFactory,
    AgreementFactory,
    AgreementNameFactory,
    FactFactory,
    FactPlaceFactory,
    PlaceFactory,
    PlaceNameFactory,
)

from .small_bank import EVIDENCE, NOON, base, question_in, student

pytestmark = pytest.mark.django_db
COOKIE = "django_language"
PEOPLE = {
    "Kim Il Sung": ("Ким Ир Сен", "김일성"),
    "Kim Jong Il": ("Ким Чен Ир", "김정일"),
    "Nikita Khrushchev": ("Никита Хрущёв", "니키타 흐루쇼프"),
    "Mao Zedong": ("Мао Цзэдун", "마오쩌둥"),
}


@pytest.fixture
def people() -> dict[str, Actor]:
    return {
        name: ActorFactory(base=base(), name=name, labels__ru=ru, labels__ko=ko)
        for name, (ru, ko) in PEOPLE.items()
    }


def options(people: dict[str, Actor]) -> list[dict[str, Any]]:
    return [Option(text=name, value={"entity": row.pk}).to_json() for name, row in people.items()]


@pytest.fixture
def row(people: dict[str, Actor]) -> BankQuestion:
    """Kim Il Sung is right, and all four are offered."""
    made = options(people)
    return question_in("single", key=made[:1], pool=made[1:])


@pytest.fixture
def pupil() -> Student:
    base()
    return student()


def page(pupil: Student, language: str, address: str = "/study/") -> str:
    return reader(pupil, language).get(address).text


def reader(pupil: Student, language: str) -> Client:
    client = signed_in(pupil.user)
    client.cookies[COOKIE] = language
    return client


def texts(html: str) -> list[str]:
    return re.findall(r'<span class="text">([^<]+)</span>', html)


def form(html: str, text: str) -> dict[str, str]:
    token = re.search(r'name="token" value="([^"]+)"', html)
    assert token
    return {"token": token[1], "choice": str(texts(html).index(text)), "confidence": "sure"}


def shown_texts(review: Review) -> set[str]:
    return {option["text"] for option in review.shown["options"]}


# Options


@pytest.mark.parametrize(("language", "which"), [("ru", 0), ("ko", 1)])
def test_options_with_labels_are_read_in_the_readers_language(
    row: BankQuestion, pupil: Student, language: str, which: int
) -> None:
    html = page(pupil, language)
    assert set(texts(html)) == {names[which] for names in PEOPLE.values()}
    assert f'<span lang="en">{row.stem}</span>' in html


def test_they_stand_in_the_same_places_as_in_the_language_of_the_base(
    row: BankQuestion, pupil: Student
) -> None:
    dealt = [option.text for option in deal(row, student=pupil.pk, number=1).options]
    assert texts(page(pupil, "ru")) == [PEOPLE[name][0] for name in dealt]


@pytest.mark.parametrize("without", range(4))
def test_one_option_without_a_label_leaves_all_in_the_language_of_the_base(
    row: BankQuestion, people: dict[str, Actor], pupil: Student, without: int
) -> None:
    ActorName.objects.filter(actor=[*people.values()][without], language="ru").delete()
    html = page(pupil, "ru")
    assert texts(html) == []
    assert set(re.findall(r'<span class="text" lang="en">([^<]+)</span>', html)) == set(PEOPLE)


def test_an_alias_is_not_printed(row: BankQuestion, people: dict[str, Actor], pupil: Student) -> None:
    ActorName.objects.filter(actor=people["Mao Zedong"], language="ru").update(label=False)
    assert texts(page(pupil, "ru")) == []


def test_two_that_would_read_alike_are_told_by_the_names_of_the_base(
    row: BankQuestion, people: dict[str, Actor], pupil: Student
) -> None:
    Actor.objects.filter(pk=people["Kim Jong Il"].pk).update(base=base("elsewhere"))
    rows = ActorName.objects.filter(language="ru", actor__in=[people["Kim Il Sung"], people["Kim Jong Il"]])
    rows.update(text="Ким", folded=fold("Ким"))
    assert texts(page(pupil, "ru")) == []


def test_a_label_that_somebody_else_bears_too_is_not_printed(row: BankQuestion, pupil: Student) -> None:
    ActorFactory(base=base(), name="Kim Il-sung the footballer", labels__ru="Ким Ир Сен")
    assert texts(page(pupil, "ru")) == []
    assert len(texts(page(pupil, "ko"))) == 4


def test_a_label_that_tells_a_year_more_than_the_name_is_not_printed(
    row: BankQuestion, people: dict[str, Actor], pupil: Student
) -> None:
    ActorName.objects.filter(actor=people["Mao Zedong"], language="ru").update(text="Мао (1949)")
    assert texts(page(pupil, "ru")) == []


def test_several_together_are_joined_as_the_reader_joins_them(
    people: dict[str, Actor], pupil: Student
) -> None:
    pairs = [("Kim Il Sung", "Mao Zedong"), ("Kim Jong Il", "Mao Zedong"), ("Kim Il Sung", "Kim Jong Il")]
    made = [
        Option(text=f"{one} and {other}", value={"entities": [people[one].pk, people[other].pk]}).to_json()
        for one, other in pairs
    ]
    question_in("single", key=made[:1], pool=made[1:])
    assert "Ким Ир Сен и Мао Цзэдун" in texts(page(pupil, "ru"))


def test_places_and_titles_have_labels_too(pupil: Student) -> None:
    places = [PlaceFactory(base=base(), name=f"Town {sign}") for sign in "ABC"]
    for place, name in zip(places, ("Город А", "Город Б", "Город В"), strict=True):
        PlaceNameFactory(place=place, text=name, language="ru", label=True)
    made = [Option(text=each.name, value={"place": each.pk}).to_json() for each in places]
    question_in("single", kind="place", facet="place", key=made[:1], pool=made[1:])
    assert set(texts(page(pupil, "ru"))) == {"Город А", "Город Б", "Город В"}


@pytest.mark.parametrize(
    ("printed", "third", "expected"),
    [
        ("Treaty", "Договор", {"Пакт", "Акт", "Договор"}),
        ("Treaty of …", "Договор", set()),  # what the label would have to leave out, nobody knows
        ("Treaty", "Договор 1961 года", set()),
    ],
)
def test_a_title_is_translated_only_where_it_is_printed_whole(
    pupil: Student, printed: str, third: str, expected: set[str]
) -> None:
    made = []
    for title, name, text in (("Pact", "Пакт", "Pact"), ("Act", "Акт", "Act"), ("Treaty", third, printed)):
        agreement = AgreementFactory(base=base(), title=title)
        AgreementNameFactory(agreement=agreement, text=name, language="ru", label=True)
        fact = FactFactory(base=base(), key=title, kind="agreement", agreement=agreement, statement=title)
        made.append(Option(text=text, value={"fact": fact.pk}, fact=fact.pk).to_json())
    question_in("single", kind="agreement", facet="agreement", key=made[:1], pool=made[1:])
    assert set(texts(page(pupil, "ru"))) == expected


@pytest.mark.parametrize(
    ("title", "label", "shown"),
    [
        ("Agreed Framework", "Женевское соглашение", False),
        ("Geneva Framework", "Женевское соглашение", True),
        ("Agreed Framework", "Рамочное соглашение", True),
    ],
)
def test_a_title_that_tells_where_it_was_made_more_than_the_base_is_not_translated(
    pupil: Student, title: str, label: str, shown: bool
) -> None:
    place = PlaceFactory(base=base(), name="Geneva")
    PlaceNameFactory(place=place, text="Женева", language="ru", label=True)
    made = []
    for name, text in ((title, label), ("Act", "Акт"), ("Pact", "Пакт")):
        agreement = AgreementFactory(base=base(), title=name)
        AgreementNameFactory(agreement=agreement, text=text, language="ru", label=True)
        fact = FactFactory(base=base(), key=name, kind="agreement", agreement=agreement, statement=name)
        FactPlaceFactory(fact=fact, place=place)
        made.append(Option(text=name, value={"fact": fact.pk}, fact=fact.pk).to_json())
    question_in("single", kind="agreement", facet="agreement", key=made[:1], pool=made[1:])
    assert (label in texts(page(pupil, "ru"))) == shown


# Answers


@pytest.mark.parametrize(("asked", "answered", "at"), [("ru", "ko", (0, 1)), ("ko", "ru", (1, 0))])
def test_a_question_may_be_answered_in_another_language_than_it_was_asked_in(
    row: BankQuestion, pupil: Student, asked: str, answered: str, at: tuple[int, int]
) -> None:
    sent = form(page(pupil, asked), PEOPLE["Kim Il Sung"][at[0]])
    html = reader(pupil, answered).post("/study/answer/", sent, follow=True).text
    review = Review.objects.get()
    key = PEOPLE["Kim Il Sung"][at[1]]
    assert (review.question, review.right, review.verdict["answer"]) == (row, True, key)
    assert review.response["text"] == key
    assert shown_texts(review) == {names[at[1]] for names in PEOPLE.values()}
    assert set(texts(html)) == shown_texts(review)


def test_a_wrong_choice_is_told_the_right_one_in_the_same_words(row: BankQuestion, pupil: Student) -> None:
    sent = form(page(pupil, "ru"), "Мао Цзэдун")
    reader(pupil, "ru").post("/study/answer/", sent)
    review = Review.objects.get()
    assert (review.right, review.verdict["sentence"]) == (False, "Правильный ответ: Ким Ир Сен.")
    assert review.verdict["spoken_in"] == "ru"


def test_english_question_is_what_it_was(row: BankQuestion, pupil: Student) -> None:
    html = page(pupil, "en")
    assert set(texts(html)) == set(PEOPLE)
    reader(pupil, "en").post("/study/answer/", form(html, "Kim Il Sung"))
    assert Review.objects.get().verdict["answer"] == "Kim Il Sung"


def test_missed_answers_are_looked_back_at_in_the_words_that_were_read(
    row: BankQuestion, pupil: Student
) -> None:
    client = reader(pupil, "ru")
    sitting = client.post("/sittings/", follow=True)
    address = sitting.redirect_chain[-1][0]
    client.post("/study/answer/", form(sitting.text, "Мао Цзэдун"))
    client.post(f"{address}finish/")
    html = client.get(address).text
    assert "<b>Ким Ир Сен</b>" in html
    assert "Мао Цзэдун" in html
    assert "Kim Il Sung" not in html


# True or false


def proposed_to(row: BankQuestion, right: bool) -> tuple[Student, str]:
    """A student to whom the right answer is proposed, or a wrong one, and that answer."""
    for number in range(60):
        each = student(f"pupil-{number}")
        dealt = deal(row, student=each.pk, number=1, mode="truefalse")
        if dealt.proposed and (dealt.instead is None) == right:
            return each, dealt.proposed.text
    raise AssertionError


@pytest.mark.parametrize("right", [True, False])
def test_proposed_answer_has_its_label_whether_it_is_true_or_not(row: BankQuestion, right: bool) -> None:
    """Even where the right one has none: else its language would tell."""
    pupil, name = proposed_to(row, right)
    others = ActorName.objects.filter(language="ru").exclude(actor__name=name)
    others.delete()
    client = reader(pupil, "ru")
    begun = client.post("/quiz/", {"mode": "truefalse", "size": "5", "feedback": "at_once"}, follow=True)
    assert f"<b>{PEOPLE[name][0]}</b>" in begun.text
    token = re.search(r'name="token" value="([^"]+)"', begun.text)
    assert token
    html = client.post("/study/answer/", {"token": token[1], "choice": "0"}, follow=True).text
    review = Review.objects.get()
    assert (review.right, review.shown["proposed"]) == (right, PEOPLE[name][0])
    assert f"<b>{PEOPLE[name][0]}</b>" in html
    assert '<span class="text">Верно</span>' in html
    assert ("Kim Il Sung" in review.verdict["sentence"]) is not right


# Typed


@pytest.fixture
def typed(people: dict[str, Actor]) -> BankQuestion:
    made = options(people)
    row = question_in("typed", key=made[:1], pool=made[1:], accept=["Kim Il-sung"])
    row.evidence = {**EVIDENCE, "sentence": ""}
    row.save()
    return row


def type_in(pupil: Student, row: BankQuestion, text: str, language: str) -> Review:
    with translation.override(language):
        asked = study.next_question(pupil, now=NOON)
        assert isinstance(asked, study.Asked)
        given = study.Given(text=text)
        answered = study.answer(pupil, token=asked.token, given=given, guessed=False, now=NOON)
        assert isinstance(answered, study.Answered)
    return Review.objects.get(pk=answered.review)


@pytest.mark.parametrize(
    ("text", "language", "right", "sentence"),
    [
        ("Oscar Marigold", "ko", False, "정답은 김일성입니다."),
        ("김정일", "ko", False, "답한 것은 김정일입니다. 정답은 김일성입니다."),
        ("Kim Jong Il", "ko", False, "그것은 김정일입니다. 정답은 김일성입니다."),
        ("김일성", "ko", True, "정답: 김일성."),
        ("Ким Чен Ир", "ru", False, "Правильный ответ — Ким Ир Сен, а не Ким Чен Ир."),
        ("Kim Jong Il", "ru", False, "Это Ким Чен Ир; правильный ответ — Ким Ир Сен."),
        ("Kim Il Sunng", "ru", True, "Правильно; пишется так: «Kim Il Sung»."),
        ("Ким Ир Сенн", "ru", True, "Правильно; пишется так: «Ким Ир Сен»."),
        ("Oscar Marigold", "en", False, "The right answer is Kim Il Sung."),
    ],
)
def test_verdict_on_a_typed_name_calls_everybody_as_the_reader_does(
    typed: BankQuestion, pupil: Student, text: str, language: str, right: bool, sentence: str
) -> None:
    review = type_in(pupil, typed, text, language)
    assert (review.right, review.verdict["sentence"]) == (right, sentence)


# Evidence


def test_evidence_names_claimant_and_sides_as_the_reader_does(
    people: dict[str, Actor], pupil: Student
) -> None:
    sides = [
        {"holds": "It was a gift.", "held_by": ["Mao Zedong", "The Editors"], "sources": []},
        {"holds": "It was a loan.", "held_by": ["Nikita Khrushchev"], "sources": []},
    ]
    whose = [
        "According to {voice}, quoting {claimant}",
        "",
        1,
        {"voice": "TASS", "claimant": "Mao Zedong"},
    ]
    reason = ["This is a claim of {who}.", "", 1, {"who": "Mao Zedong"}]
    claim = "According to TASS, quoting Mao Zedong"
    made = options(people)
    row = question_in("single", key=made[:1], pool=made[1:])
    row.evidence = {
        **EVIDENCE,
        **{"positions": sides, "whose": whose, "claim": claim, "standing_reason": reason},
    }
    row.save()
    html = reader(pupil, "ru").post("/study/answer/", form(page(pupil, "ru"), "Ким Ир Сен"), follow=True).text
    assert "<p>Сообщает TASS со слов: Мао Цзэдун.</p>" in html
    assert "Мао Цзэдун, The Editors" in html
    assert "Никита Хрущёв" in html
    verdict = Review.objects.get().verdict
    assert (verdict["claim"], verdict["claimed_in"]) == ("Сообщает TASS со слов: Мао Цзэдун", "ru")
    assert "Мао Цзэдун" in verdict["standing_reason"]
    with translation.override("en"):
        english = study.showing.shown_evidence(row, "chicago")
    assert (english["claim"], english["claimed_in"]) == (claim, "en")
    assert english["positions"] == sides


def test_a_source_is_told_whose_it_is_as_the_reader_calls_it(row: BankQuestion, pupil: Student) -> None:
    kind = ["{kind} of {state}", "", 1, {"kind": ["state media", "", 1, {}], "state": "Mao Zedong"}]
    cited = {"styles": {"chicago": []}, "kind": kind, "locator": "para. 3"}
    sides = [{"holds": "It was a gift.", "held_by": ["Mao Zedong"], "sources": []}]
    row.evidence = {**EVIDENCE, "citations": [cited], "positions": sides}
    row.save()
    client = reader(pupil, "ru")
    client.post("/study/answer/", form(page(pupil, "ru"), "Ким Ир Сен"))
    address = f"/study/verdict/{Review.objects.get().pk}/"
    russian, english = client.get(address).text, reader(pupil, "en").get(address).text
    assert "Мао Цзэдун)" in russian
    assert '<span lang="en">para. 3</span>' in russian
    assert '<span lang="ru">Мао Цзэдун</span>' in english


def test_older_evidence_has_its_claim_in_the_language_of_the_base(row: BankQuestion) -> None:
    row.evidence = {**EVIDENCE, "claim": "According to TASS"}
    with translation.override("ru"):
        shown = study.showing.shown_evidence(row, "chicago")
    assert (shown["claim"], shown["claimed_in"]) == ("According to TASS", "en")


# Costs


@pytest.mark.parametrize(("language", "more"), [("en", 0), ("ru", 1), ("ko", 1)])
def test_labels_cost_one_query_in_another_language_and_none_in_that_of_the_base(
    row: BankQuestion, pupil: Student, language: str, more: int, django_assert_num_queries
) -> None:
    client = reader(pupil, language)
    with django_assert_num_queries(4 + more):
        html = client.get("/study/").text
    with django_assert_num_queries(8 + more):
        client.post("/study/answer/", {**form(html, texts(html)[0])}, headers={"HX-Request": "true"})


def test_nothing_is_looked_up_for_dates_or_where_nothing_is_named(
    row: BankQuestion, pupil: Student, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        assert labels("ru", home=["en"]) == {}
        assert labels("en", home=["en", "en-GB"], actors=[1]) == {}
