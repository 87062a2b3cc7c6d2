"""Faults that any page could have: every page and fragment that a student or a teacher can reach is read.

The site is crawled from its first page on. Each form of study is sent without a choice, wrong and right, as
the page and as the fragment, and each answer is read like a page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from quizzes import sets
from quizzes.models import BankQuestion, Set, Student
from tests.cast import signed_in
from tests.factories.worlds import small_base

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
RESTORE = {**HTMX, "HX-History-Restore-Request": "true"}
HERE = "http://testserver"
STUDY, ANSWER = "/study/", "/study/answer/"
VOID = set("area base br col embed hr img input link meta source track wbr".split())
POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; script-src 'self'; style-src 'self'"
)


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    inside: tuple[Element, ...]
    text: str = ""

    def within(self, tag: str) -> Element | None:
        return next((element for element in self.inside if element.tag == tag), None)


@dataclass
class Reading:
    """What was read at an address, and how."""

    where: str
    html: str
    whole: bool = True
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.elements = Reader(self.html).elements

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [element.attrs["id"] for element in self.elements if "id" in element.attrs]

    @property
    def title(self) -> str:
        return next((e.text.strip() for e in self.all("title") if not e.within("svg")), "")


class Reader(HTMLParser):
    """Every element with its attributes, its text and what it stands in, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {[element.tag for element in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(set(names)) == len(names), f"an attribute twice: {self.get_starttag_text()}"
        known = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, known, tuple(reversed(self.open))))
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


# The crawl


def internal(page: Reading) -> list[str]:
    """Addresses of this site that the page leads to, without the part after #."""
    links = [e.attrs["href"] for e in page.all("a", "link") if "href" in e.attrs]
    links += [e.attrs["src"] for e in page.all("script", "img") if "src" in e.attrs]
    joined = (urldefrag(urljoin(HERE + page.where, link))[0] for link in links)
    return [link.removeprefix(HERE) for link in joined if link.startswith(f"{HERE}/")]


def crawl(client: Client, *starts: str) -> dict[str, HttpResponse]:
    """Everything that GET reaches from these addresses, outside of the admin.

    One page of each kind is read in one other citation style: the rest would only be the same again.
    """
    seen: dict[str, HttpResponse] = {}
    styled: set[str] = set()
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith("/admin/"):
            continue
        if "?style=" in address:
            kind = address.rpartition("/")[0].rstrip("0123456789")
            if kind in styled:
                continue
            styled.add(kind)
        seen[address] = response = client.get(address)
        if response.streaming:
            response.close()
        elif response["Content-Type"].startswith("text/html"):
            waiting += internal(Reading(address, response.content.decode()))
    return seen


def read(where: str, response: HttpResponse, *, whole: bool = True) -> Reading:
    assert response.status_code == 200, where
    return Reading(where, response.content.decode(), whole=whole)


def study(client: Client, *, headers: dict[str, str]) -> list[Reading]:
    """A question, no choice made, a wrong and a right answer, an old form, undo: as pages or fragments."""
    whole = not headers

    def get(address: str) -> Reading:
        return read(address, client.get(address, headers=headers), whole=whole)

    def post(address: str, data: dict[str, str]) -> Reading:
        return read(address, client.post(address, data, headers=headers, follow=True), whole=whole)

    readings = []
    for right in (False, True):
        asked = get(STUDY)
        form = form_of(asked)
        other_tab = form_of(get(STUDY))
        key = choice_of(asked, right=right)
        readings += [asked, post(ANSWER, form)]
        readings += [post(ANSWER, {**form, "choice": key})]
        readings += [post(ANSWER, {**other_tab, "choice": key})]
    undo = next(e.attrs["action"] for e in readings[-2].all("form") if "/undo/" in e.attrs["action"])
    readings.append(post(undo, {}))
    return readings


def form_of(page: Reading) -> dict[str, str]:
    token = next(e.attrs["value"] for e in page.all("input") if e.attrs.get("name") == "token")
    return {"token": token, "confidence": "sure"}


def choice_of(page: Reading, *, right: bool) -> str:
    stem = next(e.text for e in page.all("h1"))
    key = {option["text"] for option in BankQuestion.objects.get(stem=stem, state="live").key}
    texts = [e.text for e in page.all("span") if e.within("label") and "text" in e.attrs.get("class", "")]
    return str(next(index for index, text in enumerate(texts) if (text in key) is right))


@pytest.fixture
def site(student: Student) -> Client:
    """The small world with its questions, and a student who follows it, signed in."""
    base = small_base()
    call_command("make_questions", stdout=Quiet())
    whole = Set.objects.create(name=base.name, base=base, starter=True)
    sets.rebuild(whole)
    student.follows.add(whole)
    return signed_in(student.user)


class Quiet:
    """Where commands say what nobody reads."""

    def write(self, *_args: object, **_kwargs: object) -> None:
        pass

    def isatty(self) -> bool:
        return False


@pytest.fixture
def readings(site: Client, visitor: Client, student: Student, publisher: User) -> list[Reading]:
    """All pages and fragments of the site, once."""
    found: list[Reading] = []
    for who, client in (("visitor", visitor), ("student", site), ("publisher", signed_in(publisher))):
        for address, response in crawl(client, "/", STUDY, "/facts/?q=timber", "/facts/?q=narnia").items():
            assert response.status_code in (200, 302), f"{who}: {address} is {response.status_code}"
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                found.append(Reading(address, response.content.decode()))
    found += study(site, headers={})
    found += study(site, headers=HTMX)
    Student.objects.filter(pk=student.pk).update(new_a_day=0)
    student.cards.update(due_at=None, due_day=10**6)
    found += [read(STUDY, site.get(STUDY)), read(STUDY, site.get(STUDY, headers=HTMX), whole=False)]
    student.follows.clear()
    found += [read(STUDY, site.get(STUDY)), read(STUDY, site.get(STUDY, headers=HTMX), whole=False)]
    failed = visitor.post(reverse("login"), {"username": "nobody", "password": "wrong"})
    found.append(read("/accounts/login/", failed))
    missing = site.get("/facts/999999/")
    assert missing.status_code == 404
    found.append(Reading("/facts/999999/", missing.content.decode()))
    return found


# What is checked of each: every function yields a sentence for each fault


def faults_of_ids(page: Reading):
    yield from (f"id twice: {name}" for name, uses in Counter(page.ids).items() if uses > 1)
    yield from (f"id with a space: {name}" for name in page.ids if " " in name)
    for element in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
            for target in element.attrs.get(name, "").split():
                if target not in page.ids:
                    yield f"{name} to no id: {target}"
        href = element.attrs.get("href", "")
        if href.startswith("#") and href[1:] not in page.ids:
            yield f"link to no id: {href}"


def faults_of_structure(page: Reading):
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} h1"
    levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if page.where.startswith(STUDY) and not page.whole and page.all("html", "body", "head"):
        yield "a fragment with a page around it"
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield f"a heading level is skipped: {levels}"
    if page.whole:
        if [e.attrs.get("lang") for e in page.all("html")] != ["en"]:
            yield "no lang"
        if len(page.all("main")) != 1 or len(page.all("title")) != 1 or not page.title.endswith("· Attest"):
            yield f"main or title: {page.title!r}"


def faults_of_forms(page: Reading):
    labels = {e.attrs["for"] for e in page.all("label") if "for" in e.attrs}
    yield from (f"label for no id: {name}" for name in labels if name not in page.ids)
    for control in page.all("input", "select", "textarea"):
        if control.attrs.get("type") in ("hidden", "submit"):
            continue
        if control.attrs.get("id") not in labels and control.within("label") is None:
            yield f"a control without a label: {control.attrs}"
    for button in page.all("button"):
        if "hidden" in button.attrs:
            continue  # only script shows it, so nobody meets it without
        if button.within("form") is None or button.attrs.get("type") != "submit":
            yield f"a button that needs script: {button.attrs}"
    for form in page.all("form"):
        if form.attrs.get("method") == "dialog":
            continue  # closes what only script opens
        if form.attrs.get("method") == "post":
            tokens = [e for e in page.all("input") if e.attrs.get("name") == "csrfmiddlewaretoken"]
            if not any(token.within("form") is form for token in tokens):
                yield f"a form without its token: {form.attrs}"
        if not form.attrs.get("action", "").startswith("/"):
            yield f"a form to no address: {form.attrs}"


def faults_of_htmx(page: Reading):
    ids = {*page.ids, *([] if page.whole else ["card"])}
    for element in page.elements:
        own = {name: value for name, value in element.attrs.items() if name.startswith("hx-")}
        if not own:
            continue
        action = element.attrs.get("formaction", element.attrs.get("action"))
        if own.get("hx-post", action) != action:
            yield f"hx-post is not action: {element.attrs}"
        # a field asks the address to which a link beside it leads
        hrefs = [a.attrs.get("href") for a in page.all("a")] if element.tag == "input" else []
        if own.get("hx-get", element.attrs.get("href")) not in (element.attrs.get("href"), *hrefs):
            yield f"hx-get is not href: {element.attrs}"
        if own.get("hx-target", "").removeprefix("#") not in ids:
            yield f"hx-target to no id: {own}"
        if not {"hx-target", "hx-swap"} <= own.keys() or not {"hx-get", "hx-post"} & own.keys():
            yield f"a request that does not say where it goes: {own}"


def faults_of_policy(page: Reading):
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and not element.attrs.get("src")):
            yield f"inline {element.tag}"
        for name, value in element.attrs.items():
            if name == "style" or name.startswith(("on", "hx-on", "hx-vals", "hx-vars")):
                yield f"inline {name}: {value}"
            if name in ("href", "src", "action") and urlsplit(value).scheme not in ("", "http", "https"):
                yield f"an address that a browser would run: {value}"
        outward = element.tag == "a" and urlsplit(element.attrs.get("href", "")).netloc
        if outward and element.attrs.get("rel") != "noreferrer noopener":
            yield f"an outward link that tells where it comes from: {element.attrs}"
        if urlsplit(element.attrs.get("src", "")).netloc:
            yield f"something from another host: {element.attrs}"


CHECKS = [faults_of_ids, faults_of_structure, faults_of_forms, faults_of_htmx, faults_of_policy]


def faults(page: Reading) -> list[str]:
    return [f"{page.where}: {fault}" for check in CHECKS for fault in check(page)]


def titles_twice(pages: list[Reading]) -> dict[str, set[str]]:
    """Titles of more than one kind of page. A fact and a search carry their own words."""
    kinds: dict[str, set[str]] = {}
    for page in pages:
        if page.whole:
            kinds.setdefault(page.title, set()).add(kind_of(page.where))
    return {title: where for title, where in kinds.items() if len(where) > 1}


def test_no_page_or_fragment_has_a_fault(readings: list[Reading]) -> None:
    assert len(readings) > 60
    assert {page.whole for page in readings} == {True, False}
    assert "\n".join(sorted({fault for page in readings for fault in faults(page)})) == ""
    assert titles_twice(readings) == {}


def kind_of(where: str) -> str:
    path = urlsplit(where).path
    if path.startswith(STUDY):
        return STUDY
    return path


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<h1 id="a">x</h1><p id="a"></p>', "id twice: a"),
        ("<h1>x</h1><h1>y</h1>", "2 h1"),
        ("<h1>x</h1><h3>y</h3>", "a heading level is skipped: [1, 3]"),
        ('<h1>x</h1><input name="q">', "a control without a label: {'name': 'q'}"),
        ('<h1>x</h1><label for="q">q</label>', "label for no id: q"),
        ("<h1>x</h1><button>x</button>", "a button that needs script: {}"),
        ('<h1>x</h1><p style="color: red"></p>', "inline style: color: red"),
        ('<h1>x</h1><p onclick="x()"></p>', "inline onclick: x()"),
        ('<h1>x</h1><a href="javascript:x()">x</a>', "an address that a browser would run: javascript:x()"),
        (
            '<h1>x</h1><a href="/a/" hx-get="/b/" hx-target="#card" hx-swap="innerHTML">x</a>',
            "hx-get is not href: "
            "{'href': '/a/', 'hx-get': '/b/', 'hx-target': '#card', 'hx-swap': 'innerHTML'}",
        ),
        (
            '<h1>x</h1><label for="q">q</label><a href="/a/">x</a>'
            '<input id="q" hx-get="/b/" hx-target="#card" hx-swap="innerHTML">',
            "hx-get is not href: {'id': 'q', 'hx-get': '/b/', 'hx-target': '#card', 'hx-swap': 'innerHTML'}",
        ),
        (
            '<h1>x</h1><a href="/a/" hx-get="/a/" hx-target="#no" hx-swap="innerHTML">x</a>',
            "hx-target to no id: {'hx-get': '/a/', 'hx-target': '#no', 'hx-swap': 'innerHTML'}",
        ),
    ],
)
@pytest.mark.pure
def test_a_fault_is_found(html: str, fault: str) -> None:
    """The control: what the crawl does not find, it would have found."""
    assert faults(Reading("/x/", html, whole=False)) == [f"/x/: {fault}"]


# What stands around a page


def test_fragment_only_for_htmx(site: Client) -> None:
    for headers, whole in (({}, True), (HTMX, False), (RESTORE, True)):
        response = site.get(STUDY, headers=headers)
        assert ("<html" in response.content.decode()) is whole
        assert {"HX-Request", "HX-History-Restore-Request"} <= set(response["Vary"].split(", "))
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/", "/study/", "/facts/", "/accounts/login/", "/facts/999999/", "/nowhere/"]
)
def test_policy_is_exactly_this(site: Client, visitor: Client, address: str) -> None:
    for client in (site, visitor):
        response = client.get(address)
        assert "; ".join(sorted(response["Content-Security-Policy"].split("; "))) == POLICY
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"


def test_cookies_are_kept_from_scripts_and_other_sites(visitor: Client, student: Student) -> None:
    student.user.set_password("a long enough one")
    student.user.save(update_fields=["password"])
    visitor.get(reverse("login"))
    answer = visitor.post(reverse("login"), {"username": "student", "password": "a long enough one"})
    assert {name: cookie["samesite"] for name, cookie in answer.cookies.items()} == {
        "sessionid": "Lax",
        "csrftoken": "Lax",
    }
    assert answer.cookies["sessionid"]["httponly"]
