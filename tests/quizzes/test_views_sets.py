"""Pages of sets: the shelves, one set, following, joining by a code, and a teacher's own."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history.models import Fact
from quizzes import sets
from quizzes.models import Membership, Set, Student
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    BankQuestionFactory,
    BaseFactory,
    CardFactory,
    ParticipationFactory,
    SetFactory,
)

from .test_sets import dated, members

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
RESTS = "Its cards rest: they are not asked, and nothing is lost."


@pytest.fixture
def korea():
    """A base with three facts, each with a question, and its set."""
    base = BaseFactory(name="Korea")
    for year in (1950, 1955, 1961):
        BankQuestionFactory(fact=dated(year, base=base, type="visit", statement=f"Something of {year}."))
    return made(name="All of Korea", base=base)


def made(**values) -> Set:
    of = SetFactory(**{"base": None, **values})
    sets.rebuild(of)
    return of


@pytest.fixture
def own(teacher, korea) -> Set:
    return made(name="Year 10", base=korea.base, owner=teacher, code="abcdefgh")


@pytest.fixture
def by_hand(teacher, korea) -> Set:
    of = SetFactory(name="Ten documents", base=None, owner=teacher, by_hand=True)
    sets.choose(of, members(korea))
    return of


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# The shelves


def test_sets_stand_in_groups_with_their_size(as_student: Client, korea) -> None:
    made(name="1950 to 1959", base=korea.base, period="1950/1959")
    made(name="Visits", base=korea.base, type="visit")
    made(name="Nothing yet", base=korea.base, type="summit")
    shown = text(as_student.get("/sets/"))
    order = ["Whole collections", "3 facts, 3 questions", "All of Korea", "Periods", "2 facts, 2 questions"]
    order += ["1950 to 1959", "Topics", "3 facts, 3 questions", "Visits"]
    assert re.search(".*".join(map(re.escape, order)), shown)
    assert "Nothing yet" not in shown


def test_row_says_how_far_the_student_is(as_student: Client, student: Student, korea) -> None:
    known, learning, _ = Fact.objects.all()
    CardFactory(student=student, fact=known, due=True)
    CardFactory(student=student, fact=learning, phase="learning", first_day=3)
    CardFactory(student=student, fact=learning, facet="title", phase="review", first_day=3)
    CardFactory(fact=known, due=True)
    assert "2 of 3 questions met, 1 known" in text(as_student.get("/sets/"))
    assert "2 of 3 questions met, 1 known" in text(as_student.get(f"/sets/{korea.pk}/"))


def test_shelves_ask_as_often_for_three_sets_as_for_one(
    as_student: Client, korea, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(9):
        as_student.get("/sets/")
    for type_ in ("visit", "event"):
        made(name=type_, base=korea.base, type=type_)
    with django_assert_num_queries(9):
        assert len(as_student.get("/sets/").content) < 60_000


def test_one_collection_at_a_time(as_student: Client, student: Student, korea) -> None:
    other = BaseFactory(name="Antiquity")
    dated(1, base=other)
    for base, name in ((korea.base, "Modern visits"), (other, "Ancient events")):
        made(name=name, base=base, type="visit" if base == korea.base else "event")
    made(name="All of antiquity", base=other)
    made(name="Visits anywhere", type="visit")
    first = text(as_student.get("/sets/"))
    assert "Ancient events" in first
    assert "Modern visits" not in first
    assert "Visits anywhere" in first
    assert "All of Korea" in first
    assert "Modern visits" in text(as_student.get(f"/sets/?base={korea.base.pk}"))
    sets.follow(student, korea)
    assert "Modern visits" in text(as_student.get("/sets/"))


def test_sets_of_teachers_are_seen_by_their_owner_and_followers(
    as_teacher: Client, as_colleague: Client, as_student: Client, student: Student, own: Set
) -> None:
    assert "Your own" in text(as_teacher.get("/sets/"))
    for client in (as_colleague, as_student, Client()):
        assert "Year 10" not in text(client.get("/sets/"))
        assert client.get(f"/sets/{own.pk}/").status_code == 404
    sets.follow(student, own)
    assert "Your teacher’s" in text(as_student.get("/sets/"))
    assert as_student.get(f"/sets/{own.pk}/").status_code == 200
    assert "abcd-efgh" not in text(as_student.get(f"/sets/{own.pk}/"))
    assert "abcd-efgh" in text(as_teacher.get(f"/sets/{own.pk}/"))


def test_visitor_reads_sets_of_the_house_and_is_led_to_an_account_to_follow(
    visitor: Client, korea, own: Set
) -> None:
    html = visitor.get(f"/sets/{korea.pk}/").content.decode()
    assert "Something of 1950." in html
    assert f'href="/accounts/signup/?next=/sets/{korea.pk}/"' in html
    assert visitor.get("/sets/").status_code == 200
    refused = visitor.post(f"/sets/{korea.pk}/follow/", HTTP_REFERER=f"http://testserver/sets/{korea.pk}/")
    assert refused["Location"] == f"/accounts/login/?next=%2Fsets%2F{korea.pk}%2F"


@pytest.mark.parametrize(
    "address", ["/sets/?base=%00", "/sets/?base=9999999999999999999999", "/sets/?base=x"]
)
def test_nonsense_in_the_address_is_ignored(visitor: Client, korea, address: str) -> None:
    assert visitor.get(address).status_code == 200


# One set


def test_page_of_a_set(as_student: Client, korea) -> None:
    also = made(name="Visits", base=None, type="visit", period="1950/1959", description="Who went where.")
    html = as_student.get(f"/sets/{also.pk}/").content.decode()
    assert "Facts of the type “Visit” from 1950 to 1959." in html
    assert "Who went where." in html
    assert re.findall(r"Something of (\d+)", html) == ["1950", "1955"]
    assert f'name="set" value="{also.pk}"' in html
    assert f'href="/quiz/?set={also.pk}"' in html


def test_page_of_a_set_in_its_own_order_and_without_what_is_withdrawn(as_teacher: Client, by_hand) -> None:
    first, _second, third = members(by_hand)
    sets.move(by_hand, third, up=True)
    Fact.objects.filter(pk=first).update(publication="withdrawn")
    html = as_teacher.get(f"/sets/{by_hand.pk}/").content.decode()
    assert re.findall(r"Something of (\d+)", html) == ["1961", "1955"]


def test_page_of_a_set_asks_as_often_for_three_facts_as_for_one(
    as_student: Client, korea, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for of in (korea, made(name="One", base=None, type="visit", period="1950")):
        with django_assert_num_queries(10):
            as_student.get(f"/sets/{of.pk}/")


def test_facts_are_paged(as_student: Client, korea, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizzes.views.sets.PAGE", 2)
    assert "Page 1 of 2" in text(as_student.get(f"/sets/{korea.pk}/"))
    assert "Something of 1961." in text(as_student.get(f"/sets/{korea.pk}/?page=2"))
    assert as_student.get(f"/sets/{korea.pk}/?page=x").status_code == 200


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
def test_unknown_set_is_not_here(as_student: Client, number: str) -> None:
    assert as_student.get(f"/sets/{number}/").status_code == 404
    assert as_student.post(f"/sets/{number}/follow/").status_code == 404


# Following and leaving


def test_follow_and_leave_as_fragments(as_student: Client, student: Student, korea) -> None:
    html = as_student.post(f"/sets/{korea.pk}/follow/", headers=HTMX).content.decode()
    assert "<html" not in html
    assert f'action="/sets/{korea.pk}/leave/" hx-post="/sets/{korea.pk}/leave/"' in html
    assert sets.followed(student.user) == {korea.pk}
    html = as_student.post(f"/sets/{korea.pk}/leave/", headers=HTMX).content.decode()
    assert f'action="/sets/{korea.pk}/follow/"' in html
    assert RESTS in html
    assert sets.followed(student.user) == set()


def test_follow_and_leave_without_script(as_student: Client, student: Student, korea) -> None:
    answer = as_student.post(f"/sets/{korea.pk}/follow/")
    assert (answer.status_code, answer["Location"]) == (303, f"/sets/{korea.pk}/")
    assert "You follow “All of Korea” now." in text(as_student.get(answer["Location"]))
    answer = as_student.post(f"/sets/{korea.pk}/leave/", {"back": "sets"})
    assert (answer.status_code, answer["Location"]) == (303, "/sets/")
    assert RESTS in text(as_student.get("/sets/"))
    assert as_student.get(f"/sets/{korea.pk}/follow/").status_code == 405


def test_follower_who_leaves_a_class_has_no_way_back_but_the_code(
    as_student: Client, student: Student, own: Set
) -> None:
    sets.follow(student, own)
    back = "You can come back with your teacher’s code."
    assert f"nothing is lost. {back}" in text(as_student.get(f"/sets/{own.pk}/"))
    html = as_student.post(f"/sets/{own.pk}/leave/", headers=HTMX).content.decode()
    assert "<form" not in html
    assert html.count(back) == 1
    assert "If you leave this set" not in html
    assert as_student.post(f"/sets/{own.pk}/follow/").status_code == 404
    sets.follow(student, own)
    assert as_student.post(f"/sets/{own.pk}/leave/")["Location"] == "/sets/"


# Joining


@pytest.mark.parametrize("code", ["abcdefgh", "ABCD-EFGH", "abcd%20efgh"])
def test_join_page_says_what_the_teacher_will_see(visitor: Client, teacher, own: Set, code: str) -> None:
    teacher.first_name, teacher.last_name = "Ruth", "Easton"
    teacher.save()
    shown = text(visitor.get(f"/sets/join/{code}/"))
    assert "Year 10" in shown
    assert "A set by Ruth Easton: 3 facts and 3 questions." in shown
    assert "Your name, how many cards are due and known, when you were last here, and which facts" in shown
    html = visitor.get(f"/sets/join/{code}/").content.decode()
    for door in ("signup", "login"):
        assert f'href="/accounts/{door}/?next=/sets/join/abcdefgh/"' in html


def test_joining(as_student: Client, student: Student, own: Set) -> None:
    answer = as_student.post("/sets/join/ABCD-efgh/")
    assert (answer.status_code, answer["Location"]) == (303, f"/sets/{own.pk}/")
    assert sets.followed(student.user) == {own.pk}
    assert "You follow this set already." in text(as_student.get("/sets/join/abcdefgh/"))


def test_joining_leaves_the_other_sets_if_asked(
    as_student: Client, student: Student, own: Set, korea: Set
) -> None:
    sets.follow(student, korea)
    assert "Study only this set" in text(as_student.get("/sets/join/abcdefgh/"))
    as_student.post("/sets/join/abcdefgh/", {"only": "yes"})
    assert sets.followed(student.user) == {own.pk}


def test_guest_is_led_to_an_account_that_keeps_the_answers(
    as_student: Client, student: Student, own: Set
) -> None:
    student.guest = True
    student.save()
    html = as_student.get("/sets/join/abcdefgh/").content.decode()
    assert "what you have answered as a guest is kept" in html
    assert 'id="join-form"' not in html
    assert 'href="/accounts/signup/?next=/sets/join/abcdefgh/"' in html
    answer = as_student.post("/sets/join/abcdefgh/")
    assert answer["Location"] == "/accounts/signup/?next=/sets/join/abcdefgh/"
    assert sets.followed(student.user) == set()


def test_visitor_who_joins_is_led_to_an_account_and_back(visitor: Client, own: Set) -> None:
    answer = visitor.post("/sets/join/abcdefgh/")
    assert answer["Location"] == "/accounts/signup/?next=/sets/join/abcdefgh/"


@pytest.mark.parametrize("code", ["zzzzzzzz", "x", "a" * 300, "%00", "…", "abcdefg1"])
def test_unknown_code_is_404_in_plain_words(visitor: Client, own: Set, code: str) -> None:
    answer = visitor.get(f"/sets/join/{code}/")
    assert answer.status_code == 404
    assert "No set has the code" in text(answer)
    assert visitor.post(f"/sets/join/{code}/").status_code == 404


def test_code_typed_into_the_field(visitor: Client, own: Set) -> None:
    assert visitor.get("/sets/join/", {"code": " abcd EFGH"})["Location"] == "/sets/join/abcdefgh/"
    for link in ("https://school.example/sets/join/ABCDEFGH/", "/sets/join/abcdefgh?from=mail"):
        assert visitor.get("/sets/join/", {"code": link})["Location"] == "/sets/join/abcdefgh/"
    wrong = visitor.get("/sets/join/", {"code": "ab<b>c\x00"})
    assert wrong.status_code == 200
    assert "No set has the code “ab&lt;b&gt;c”." in wrong.content.decode()
    assert 'role="alert"' not in visitor.get("/sets/join/").content.decode()


# A teacher's own set by rule


def test_students_make_no_sets(as_student: Client, visitor: Client, own: Set, by_hand: Set) -> None:
    of = f"/sets/{own.pk}/"
    addresses = ["/sets/new/", "/sets/new/by-hand/", "/sets/new/preview/", f"{of}edit/", f"{of}delete/"]
    addresses += [f"{of}share/", f"{of}stop-sharing/", f"/sets/{by_hand.pk}/choose/add/"]
    for address in addresses:
        assert as_student.post(address, {"name": "x", "type": "visit"}).status_code == 403, address
        assert "/accounts/login/" in visitor.post(address)["Location"], address
    assert "/sets/new/" not in as_student.get("/sets/").content.decode()
    assert Set.objects.count() == 3


def test_colleague_changes_nothing_of_anothers_set(as_colleague: Client, own: Set, by_hand: Set) -> None:
    fact = members(by_hand)[0]
    for address in (
        *(f"/sets/{own.pk}/{verb}/" for verb in ("edit", "edit/preview", "delete", "share", "stop-sharing")),
        *(f"/sets/{by_hand.pk}/choose/{verb}" for verb in ("add/", f"{fact}/up/", f"{fact}/take-out/")),
    ):
        assert as_colleague.post(address, {"name": "Mine", "type": "visit"}).status_code == 404, address
    assert as_colleague.get(f"/sets/{by_hand.pk}/choose/").status_code == 404
    own.refresh_from_db()
    assert (own.name, own.code) == ("Year 10", "abcdefgh")


def test_set_by_rule(as_teacher: Client, teacher, korea) -> None:
    actor = ActorFactory(base=korea.base, name="Kim Il Sung")
    ActorNameFactory(actor=actor, text="金日成")
    for fact in Fact.objects.all():
        ParticipationFactory(fact=fact, actor=actor)
    rule = {"first": "44 BCE", "last": "1955", "actor": "金日成", "type": "visit", "standing": "established"}
    given = {"name": " The  visits ", "description": "For May.", "base": korea.base.pk, **rule}
    answer = as_teacher.post("/sets/new/", given)
    of = Set.objects.get(owner=teacher)
    assert (answer.status_code, answer["Location"]) == (303, f"/sets/{of.pk}/")
    assert (of.name, of.description, str(of.period), of.actor) == (
        "The visits",
        "For May.",
        "-0043/1955",
        actor,
    )
    assert (of.base, of.type, of.standing, of.by_hand, of.code) == (
        korea.base,
        "visit",
        "established",
        False,
        None,
    )
    assert len(members(of)) == 2
    form = as_teacher.get(f"/sets/{of.pk}/edit/").content.decode()
    assert 'value="44 BCE"' in form
    assert 'value="Kim Il Sung"' in form
    as_teacher.post(f"/sets/{of.pk}/edit/", {"name": "All visits", "type": "visit"})
    of.refresh_from_db()
    assert (of.name, of.period, of.actor, of.base) == ("All visits", None, None, None)
    assert len(members(of)) == 3


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Give the set a name"),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
        ({"type": "", "last": ""}, "A rule needs at least one part"),
        ({"type": "narnia"}, "narnia"),
        ({"base": "999999"}, "Select a valid choice"),
        ({"base": "9" * 40}, "Select a valid choice"),
        ({"base": "x"}, "Select a valid choice"),
        ({"first": "soon"}, "is no word of a date"),
        ({"first": "0"}, "There is no year 0"),
        ({"first": "9" * 13}, "That number alone is no date"),
        ({"first": "1960", "last": "1950"}, "1950 is before 1960: put the earlier year first."),
        ({"actor": "Nobody"}, "No published fact has somebody of the name “Nobody”"),
        ({"actor": "…"}, "No published fact has somebody"),
        ({"standing": "true"}, "Select a valid choice"),
        ({"description": "x" * 501}, "at most 500 characters"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_lost(
    as_teacher: Client, korea, wrong: dict, sentence: str
) -> None:
    answer = as_teacher.post("/sets/new/", {"name": "Kept", "type": "visit", "last": "1970", **wrong})
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert "<title>Error:" in answer.content.decode()
    assert not Set.objects.exclude(pk=korea.pk).exists()
    if "last" not in wrong:
        assert 'value="1970"' in answer.content.decode()


def test_actor_of_two_collections_asks_which(as_teacher: Client, korea) -> None:
    for base in (korea.base, BaseFactory(name="Other")):
        actor = ActorFactory(base=base, name="Kim")
        ParticipationFactory(fact=dated(1950, base=base), actor=actor)
    answer = as_teacher.post("/sets/new/", {"name": "x", "actor": "kim"})
    assert "“kim” may be Kim (Korea) or Kim (Other)" in text(answer)
    assert (
        as_teacher.post("/sets/new/", {"name": "x", "actor": "kim", "base": korea.base.pk}).status_code == 303
    )


def test_three_actors_of_one_name_are_told_as_a_sentence_tells_them(as_teacher: Client, korea) -> None:
    for base in (korea.base, BaseFactory(name="Other"), BaseFactory(name="Third")):
        ParticipationFactory(fact=dated(1950, base=base), actor=ActorFactory(base=base, name="Kim"))
    answer = as_teacher.post("/sets/new/", {"name": "x", "actor": "kim"})
    assert "“kim” may be Kim (Korea), Kim (Other) or Kim (Third): write" in text(answer)


def test_preview_needs_no_name_and_saves_nothing(as_teacher: Client, own: Set) -> None:
    for address in ("/sets/new/preview/", f"/sets/{own.pk}/edit/preview/"):
        page = as_teacher.post(address, {"type": "visit", "last": "1955"})
        assert "2 facts, 2 questions Facts of the type “Visit” until 1955." in text(page)
        assert 'value="1955"' in page.content.decode()
        fragment = as_teacher.post(address, {"type": "visit", "last": "1955"}, headers=HTMX)
        assert "<html" not in fragment.content.decode()
        assert "Something of 1955." in text(fragment)
        wrong = as_teacher.post(address, {"first": "0"}, headers=HTMX)
        assert wrong.content.decode().count("There is no year 0") == 1
        assert 'aria-invalid="true"' in wrong.content.decode()
        assert (wrong["HX-Retarget"], wrong["HX-Reselect"]) == ("#set-form", "#set-form")
        assert "HX-Retarget" not in fragment
        mended = as_teacher.post(address, {"last": "1955", "marked": "yes"}, headers=HTMX)
        assert mended["HX-Retarget"] == "#set-form"
        assert "No published fact fits." in text(as_teacher.post(address, {"last": "900"}, headers=HTMX))
    own.refresh_from_db()
    assert (own.period, len(members(own))) == (None, 3)


# By hand


def test_set_by_hand(as_teacher: Client, teacher, korea) -> None:
    answer = as_teacher.post("/sets/new/by-hand/", {"name": "Three"})
    of = Set.objects.get(owner=teacher)
    choose = f"/sets/{of.pk}/choose/"
    assert (answer.status_code, answer["Location"]) == (303, choose)
    assert "Nothing is chosen yet." in text(as_teacher.get(choose))
    found = as_teacher.get(choose, {"q": "something 1950"}).content.decode()
    assert re.findall(r'name="fact" value="(\d+)"', found) == [str(members(korea)[0])]
    one, two, three = members(korea)
    as_teacher.post(f"{choose}add/", {"fact": [three, one, "x", "9" * 40, 10**17]})
    assert members(of) == [one, three]
    assert 'name="fact"' not in as_teacher.get(choose, {"q": "something 1950"}).content.decode()
    assert "Nothing was ticked" in text(as_teacher.post(f"{choose}add/", {"fact": "x"}, follow=True))
    as_teacher.post(f"{choose}add/", {"fact": two})
    assert as_teacher.post(f"{choose}{two}/up/")["Location"] == f"{choose}?page=1#fact-{two}"
    as_teacher.post(f"{choose}{one}/down/")
    assert members(of) == [two, one, three]
    assert as_teacher.post(f"{choose}{one}/take-out/", {"page": "1"})["Location"].startswith(
        f"{choose}?page=1#"
    )
    assert members(of) == [two, three]
    assert as_teacher.post(f"{choose}{10**17}/up/")["Location"] == choose


def test_whole_phrase_is_offered_first_to_tick(as_teacher: Client, by_hand: Set) -> None:
    for year, said in (
        (1901, "Jong Un and Kim Il Sung."),
        (1990, "Kim Jong Un came."),
        (1980, "Kim Jong Un."),
    ):
        dated(year, base=by_hand.facts.all()[0].base, statement=said)
    shown = text(as_teacher.get(f"/sets/{by_hand.pk}/choose/", {"q": "kim jong un"}))
    order = ["Kim Jong Un.", "Kim Jong Un came.", "Jong Un and Kim Il Sung."]
    assert sorted(order, key=shown.index) == order


def test_set_by_hand_is_renamed_without_losing_facts(as_teacher: Client, by_hand: Set) -> None:
    as_teacher.post(f"/sets/{by_hand.pk}/edit/", {"name": "Three documents", "type": "narnia"})
    by_hand.refresh_from_db()
    assert (by_hand.name, by_hand.type, len(members(by_hand))) == ("Three documents", "", 3)


def test_facts_of_a_rule_are_not_chosen(as_teacher: Client, own: Set) -> None:
    assert as_teacher.get(f"/sets/{own.pk}/choose/").status_code == 404
    assert as_teacher.post(f"/sets/{own.pk}/choose/add/", {"fact": 1}).status_code == 404


def test_choosing_asks_as_often_for_three_facts_as_for_one(
    as_teacher: Client, by_hand: Set, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        with django_assert_num_queries(8):
            as_teacher.get(f"/sets/{by_hand.pk}/choose/")
        Membership.objects.filter(set=by_hand).exclude(fact=members(by_hand)[0]).delete()


@pytest.mark.parametrize("query", ["\x00", "x" * 5000, "%", "' OR 1=1 --", "9" * 30, "ﷺ"])
def test_odd_searches_find_nothing_and_break_nothing(as_teacher: Client, by_hand: Set, query: str) -> None:
    assert as_teacher.get(f"/sets/{by_hand.pk}/choose/", {"q": query}).status_code == 200


# Sharing and deleting


def test_new_code_stops_the_old_link(as_teacher: Client, visitor: Client, own: Set) -> None:
    answer = as_teacher.post(f"/sets/{own.pk}/share/")
    assert (answer.status_code, answer["Location"]) == (303, f"/sets/{own.pk}/")
    own.refresh_from_db()
    assert visitor.get("/sets/join/abcdefgh/").status_code == 404
    assert visitor.get(f"/sets/join/{own.code}/").status_code == 200
    assert f"http://testserver/sets/join/{own.code}/" in text(as_teacher.get(f"/sets/{own.pk}/"))
    code = own.code
    as_teacher.post(f"/sets/{own.pk}/stop-sharing/")
    assert visitor.get(f"/sets/join/{code}/").status_code == 404
    assert "Nobody but you can see this set." in text(as_teacher.get(f"/sets/{own.pk}/"))


def test_deleting_asks_first_and_leaves_memory_alone(as_teacher: Client, student: Student, own: Set) -> None:
    sets.follow(student, own)
    CardFactory(student=student, fact=Fact.objects.first(), due=True)
    asked = as_teacher.get(f"/sets/{own.pk}/delete/")
    assert "1 student follows this set." in text(asked)
    assert Set.objects.filter(pk=own.pk).exists()
    assert as_teacher.post(f"/sets/{own.pk}/delete/")["Location"] == "/sets/"
    assert not Set.objects.filter(pk=own.pk).exists()
    assert student.cards.count() == 1


# At the desk


def test_teacher_renames_sets_of_the_house_in_the_admin(
    as_teacher: Client, korea, teacher, colleague
) -> None:
    theirs = SetFactory(owner=colleague)
    given = {"name": "Our Korea", "base": korea.base.pk, "period": "1955", "description": ""}
    answer = as_teacher.post(f"/admin/quizzes/set/{korea.pk}/change/", given)
    assert answer.status_code == 302
    korea.refresh_from_db()
    assert (korea.name, korea.owner, len(members(korea))) == ("Our Korea", None, 1)
    assert as_teacher.get(f"/admin/quizzes/set/{theirs.pk}/change/").status_code == 302
    assert theirs.name not in as_teacher.get("/admin/quizzes/set/").content.decode()
    assert as_teacher.post(f"/admin/quizzes/set/{korea.pk}/delete/").status_code == 403
