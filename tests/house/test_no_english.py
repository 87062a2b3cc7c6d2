"""No word of a page is English by oversight: each is marked for translation, or is content and says so.

Pages are read in a language whose catalogue puts ⟦ ⟧ around whatever it is asked for. What stands outside of
these signs was never handed to a catalogue; it may only be content in an element with its own `lang`, or a
name.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from history.models import Actor, ActorName, Agreement, AgreementName, Base, Fact, Place, PlaceName, Source
from quizzes.models import BankQuestion, Set, Student
from quizzes.views import languages
from tests.cast import signed_in
from tests.house import test_pages
from tests.house.test_pages import Reading, crawl, readings, site  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
WORD = re.compile(r"(?![IVXLC]+\b)[A-Za-z]{2,}")
"""Centuries are numbered in Roman."""
SAID = ("aria-label", "title", "placeholder", "alt", "data-said", "label", "content")
UNREAD = frozenset({"script", "style", "kbd"})
ADDRESS = re.compile(r"http://\S+|\b\w{4}-\w{4}\b")
"""Of a set that is shared: its link and its code."""
CONTENT = frozenset({"id_zone", "id_type"})
"""Choices that are data: time zones, and the types of the facts."""
NAMES = "Attest APA Chicago MLA CSV English timber narnia".split()
"""What is called the same everywhere, and words that are typed here."""


class Bracketed(gettext.NullTranslations):
    """Says of every message that it was asked for, as the Russian catalogue would translate it."""

    def gettext(self, message: str) -> str:
        return f"⟦{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}⟧"

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)

    def to_language(self) -> str:
        return "ru"


@pytest.fixture
def _bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(trans_real._translations, "ru", Bracketed())
    monkeypatch.setattr(languages, "_of", lambda _request: "ru")


class Reader(HTMLParser):
    """What is read out in the language of the page: texts of elements that say no other, and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    @property
    def ours(self) -> bool:
        return all(own for _tag, own in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        own = known.get("lang", "ru") == "ru" and tag not in UNREAD and known.get("id") not in CONTENT
        if own and self.ours and (tag != "meta" or known.get("name") == "description"):
            self.texts += [known[name] for name in SAID if name in known]
        if tag not in test_pages.VOID:
            self.open.append((tag, own))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in test_pages.VOID:
            self.open.pop()

    def handle_endtag(self, _tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.ours:
            self.texts.append(data)


def unmarked(html: str, names: re.Pattern[str]) -> Iterator[str]:
    """What stands in no brackets and is no name."""
    depth = 0
    text = ""
    for character in "\n".join(Reader(html).texts):
        depth += (character == "⟦") - (character == "⟧")
        text += character if depth == 0 else " "
    assert depth == 0
    for line in ADDRESS.sub(" ", names.sub(" ", text)).splitlines():
        if WORD.search(line):
            yield " ".join(line.split())


def proper_names() -> re.Pattern[str]:
    """The names in the base and those of people, which no catalogue knows."""
    columns = {
        Actor: ("name",),
        ActorName: ("text",),
        Agreement: ("title",),
        AgreementName: ("text",),
        Place: ("name",),
        PlaceName: ("text",),
        Source: ("title", "publisher", "container", "origin"),
        Base: ("name", "licence"),
        Set: ("name", "description"),
        Student: ("user__username",),
    }
    found = {
        text
        for model, names in columns.items()
        for name in names
        for text in model.objects.values_list(name, flat=True)
        if text
    }
    longest = sorted({*found, *NAMES, "publisher", "teacher"}, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest))


def faults(pages: list[Reading]) -> list[str]:
    names = proper_names()
    return sorted({f"{page.where}: {text}" for page in pages for text in unmarked(page.html, names)})


@pytest.mark.usefixtures("_bracketed")
def test_every_word_is_marked_or_content(request: pytest.FixtureRequest) -> None:
    found = faults(request.getfixturevalue("readings"))
    assert "\n".join(found) == ""


class Walk:
    """Somebody who goes through pages and keeps what she read."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.pages: list[Reading] = []

    def get(self, address: str) -> Reading:
        return self._read(address, self.client.get(address, follow=True))

    def post(self, address: str, **data: object) -> Reading:
        return self._read(address, self.client.post(address, data, follow=True))

    def _read(self, address: str, response: HttpResponse) -> Reading:
        self.pages.append(Reading(address, response.content.decode()))
        return self.pages[-1]

    def sit(self, start: str = "/sittings/", **wanted: object) -> None:
        """A sitting to its end: each question is answered by what its form offers first."""
        page = self.post(start, **wanted)
        for _step in range(12):
            form = next((e for e in page.all("form") if e.attrs.get("id") == "question-form"), None)
            if form is None:
                break
            fields = {
                e.attrs["name"]: e.attrs.get("value", "")
                for e in page.all("input")
                if e.within("form") is form and "name" in e.attrs
            }
            given = {"choice": "0", "text": "1949-03-17", "place-0": "1", "place-1": "2", "place-2": "3"}
            page = self.post(form.attrs["action"], **{**fields, **given, "confidence": "sure"})
            grades = next(
                (e.attrs["action"] for e in page.all("form") if "grades" in e.attrs.get("class", "")), ""
            )
            if grades:
                token = next(e.attrs["value"] for e in page.all("input") if e.attrs.get("name") == "token")
                page = self.post(grades, token=token, grade="again")
            on = next((e.attrs["href"] for e in page.all("a") if e.attrs.get("data-key") == "space"), "")
            page = self.get(on) if on else page


@pytest.mark.usefixtures("_bracketed")
def test_every_word_of_a_sitting_is_marked_or_content(site: Client, student: Student) -> None:  # noqa: F811
    walk = Walk(site)
    walk.sit(size="3", mode="single")
    walk.sit(size="3", mode="card")
    walk.sit(size="3", mode="typed")
    for mode in ("single", "truefalse"):
        for feedback in ("at_once", "at_end"):
            quiz = {"mode": mode, "size": "5", "feedback": feedback}
            walk.post("/quiz/count/", **quiz, first="soon")
            walk.sit("/quiz/", **quiz)
    for fact in Fact.objects.all()[:3]:
        walk.get(f"/study/fact/{fact.pk}/")
    assert len(walk.pages) > 60
    assert "\n".join(faults(walk.pages)) == ""


@pytest.mark.usefixtures("_bracketed")
def test_every_word_of_forms_and_classes_is_marked(site: Client, student: Student, publisher: User) -> None:  # noqa: F811
    pupil, teacher = Walk(site), Walk(signed_in(publisher))
    whole = Set.objects.get()
    teacher.post("/sets/new/", name="", first="soon", last="nonsense", actor="Narnia")
    teacher.post(
        "/sets/new/", name="Own", base=str(whole.base_id), first="1951", last="1955", standing="established"
    )
    teacher.post("/sets/new/by-hand/", name="timber")
    own = Set.objects.get(name="timber")
    facts = list(Fact.objects.values_list("pk", flat=True)[:3])
    teacher.get(f"/sets/{own.pk}/choose/?q=timber")
    teacher.post(f"/sets/{own.pk}/choose/add/")
    teacher.post(f"/sets/{own.pk}/choose/add/", fact=facts)
    teacher.post(f"/sets/{own.pk}/choose/{facts[0]}/take-out/")
    teacher.get(f"/sets/{own.pk}/delete/")
    teacher.get(f"/sets/{own.pk}/class/")
    teacher.post(f"/sets/{own.pk}/share/")
    own.refresh_from_db()
    pupil.get(f"/sets/join/{own.code}/")
    pupil.get("/sets/join/?code=nothing")
    pupil.post(f"/sets/join/{own.code}/")
    pupil.post(f"/sets/{own.pk}/leave/")
    pupil.post(f"/sets/{own.pk}/follow/")
    question = BankQuestion.objects.live().first()
    pupil.post(f"/reports/{question.pk}/")
    pupil.post(f"/reports/{question.pk}/", reason="other", text="\u2026")
    pupil.get("/reports/")
    teacher.get(f"/sets/{whole.pk}/class/")
    teacher.get(f"/sets/{own.pk}/class/")
    teacher.get(f"/sets/{own.pk}/class/{student.pk}/remove/")
    teacher.post(f"/sets/{own.pk}/class/{student.pk}/remove/")
    teacher.post(f"/sets/{own.pk}/stop-sharing/")
    teacher.post(f"/sets/{own.pk}/delete/")
    teacher.post("/accounts/data/erase/", password="wrong")
    pupil.post("/accounts/settings/", retention="3", zone="Nowhere", interface="de", rollover_hour="77")
    pupil.post("/accounts/password/", old="wrong", new="short")
    pupil.post("/accounts/data/erase/", password="wrong")
    pupil.get("/accounts/logout/")
    stranger = Walk(Client())
    for name, password in (
        ("", ""),
        ("x", "short"),
        ("guest-1", "12345678"),
        ("student", "long enough, is it"),
        ("!", ""),
    ):
        stranger.post("/accounts/signup/", username=name, password=password)
    stranger.post("/accounts/signup/", username="Mina", password="long enough, is it")
    pages = [*pupil.pages, *teacher.pages, *stranger.pages]
    assert "\n".join(faults(pages)) == ""


@pytest.mark.usefixtures("_bracketed")
def test_error_pages_are_marked() -> None:
    with translation.override("ru"):
        for name in ("400", "403", "403_csrf", "404", "411", "413", "500", "503"):
            assert list(unmarked(render_to_string(f"{name}.html"), proper_names())) == [], name


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>⟦Marked⟧ 3, ⟦with ⟦another⟧ in it⟧</p>", []),
        ("<p>Forgotten</p>", ["Forgotten"]),
        ('<p lang="en">Content <b>in bold</b></p><p>Forgotten</p>', ["Forgotten"]),
        ('<p lang="ru">Forgotten</p>', ["Forgotten"]),
        ('<input aria-label="Forgotten"><kbd>Esc</kbd>', ["Forgotten"]),
        ("<p>Attest</p>", []),
    ],
)
def test_what_was_forgotten_is_found(html: str, found: list[str]) -> None:
    assert list(unmarked(html, proper_names())) == found
