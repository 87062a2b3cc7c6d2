"""The study fragments, each with a literal context: their markup is the contract with the views."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

COUNTS = {"due": 12, "new": 3, "done_today": 5}
HOSTILE = "<img src=x onerror=alert(1)>"
QUESTION: dict[str, Any] = {
    "question": {
        "stem": "According to TASS, quoting Vladimir Putin, the monument stands on …. Where is that?",
        "standing": "claimed",
        "kind_label": "Where",
        "options": [
            {"index": 0, "text": "Mansu Hill"},
            {"index": 1, "text": "Moranbong Hill"},
            {"index": 2, "text": HOSTILE},
        ],
    },
    "token": "the-token",
    "counts": COUNTS,
    "answer_url": "/study/answer/",
    "error": "",
}


def asked(mode: str, **values: Any) -> dict[str, Any]:
    """The same question in another mode."""
    return {**QUESTION, "question": {**QUESTION["question"], "mode": mode, "language": "en", **values}}


CITATION = {
    "runs": [
        {"text": "TASS. ", "italic": False, "href": None},
        {"text": "Full text.", "italic": True, "href": None},
        {"text": "https://tass.com/1", "italic": False, "href": "https://tass.com/1"},
    ],
    "locator": "para. 3",
    "quotation": "erected in 1946",
    "stance": "disputes",
    "kind": "state media of Russia",
    "speaker": "",
    "address": "https://tass.com/1",
}
VERDICT: dict[str, Any] = {
    "verdict": {
        "right": False,
        "heading": "Not quite",
        "sentence": "It is 1946, according to TASS.",
        "stem": "Which year?",
        "options": [
            {"text": "1945", "state": "chosen-wrong", "note": "In 1945 Korea was liberated."},
            {"text": "1946", "state": "key", "note": ""},
            {"text": HOSTILE, "state": "other", "note": HOSTILE},
        ],
        "standing": "contested",
        "standing_reason": "The sources disagree.",
        "claim": "This is a claim of Vladimir Putin.",
        "date_note": "Year only.",
        "citations": [CITATION],
        "positions": [{"holds": "built in 1947", "held_by": ["Encyclopaedias"], "sources": ["1 Wikipedia"]}],
        "due": "in 10 minutes",
        "fact_url": "/facts/1/",
    },
    "next_url": "/study/",
    "undo_url": "/study/undo/1/",
}
RIGHT = {
    **VERDICT,
    "verdict": {
        **VERDICT["verdict"],
        "right": True,
        "heading": "Right",
        "options": [{"text": "1946", "state": "chosen-key", "note": ""}],
    },
    "undo_url": "",
}
PLACE = {"given": "The war", "right": "The truce", "note": "1951", "stands": False}
ORDER = {**VERDICT, "verdict": {**VERDICT["verdict"], "options": [], "order": [PLACE, PLACE]}}
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "question": ("quizzes/_question.html", QUESTION),
    "multi": ("quizzes/_question.html", asked("multi")),
    "typed": ("quizzes/_question.html", asked("typed", wanted="a year", text=HOSTILE)),
    "typed error": (
        "quizzes/_question.html",
        {**asked("typed", wanted="a year", text="Kim"), "error": "“Kim” is not specific enough."},
    ),
    "order": ("quizzes/_question.html", asked("order", places=["1", "2", "3"])),
    "error": ("quizzes/_question.html", {**QUESTION, "error": "Choose an answer first."}),
    "wrong": ("quizzes/_verdict.html", VERDICT),
    "right": ("quizzes/_verdict.html", RIGHT),
    "wrong order": ("quizzes/_verdict.html", ORDER),
    "done": ("quizzes/_done.html", {"counts": COUNTS, "next_due": "tomorrow", "followed": True}),
    "no set": ("quizzes/_done.html", {"counts": COUNTS, "next_due": "", "followed": False}),
    "moved": ("quizzes/_moved.html", {"next_url": "/study/"}),
}


class Page(HTMLParser):
    """Every element with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def render(name: str, *, whole: bool = False) -> str:
    fragment, context = STATES[name]
    request = RequestFactory().get("/study/")
    template = "quizzes/study.html" if whole else fragment
    return render_to_string(template, {**context, "fragment": fragment}, request=request)


@pytest.mark.parametrize("name", STATES)
class TestEveryState:
    def test_has_one_heading_that_takes_the_focus(self, name: str) -> None:
        headings = Page(render(name)).all("h1")
        assert [(h["id"], h["tabindex"]) for h in headings] == [("card-title", "-1")]

    def test_page_includes_the_fragment_once(self, name: str) -> None:
        page = Page(render(name, whole=True))
        assert len(page.all("h1")) == 1
        assert len(page.all("main")) == 1
        assert [attrs.get("id") for attrs in page.all("div")].count("card") == 1

    def test_no_id_is_used_twice(self, name: str) -> None:
        ids = Counter(attrs["id"] for _, attrs in Page(render(name, whole=True)).elements if "id" in attrs)
        assert {key for key, uses in ids.items() if uses > 1} == set()

    def test_headings_skip_no_level(self, name: str) -> None:
        levels = [int(tag[1]) for tag, _ in Page(render(name)).elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_htmx_goes_where_the_browser_would(self, name: str) -> None:
        for _, attrs in Page(render(name)).elements:
            if "hx-post" in attrs:
                assert attrs["hx-post"] == attrs["action"]
            if "hx-get" in attrs:
                assert attrs["hx-get"] == attrs["href"]
            if "hx-post" in attrs or "hx-get" in attrs:
                assert (attrs["hx-target"], attrs["hx-swap"]) == ("#card", "innerHTML")
            assert sum(key.startswith("hx-") for key in attrs) <= 4

    def test_nothing_is_inline(self, name: str) -> None:
        page = Page(render(name, whole=True))
        assert page.all("style") == []
        assert all("src" in script for script in page.all("script"))
        assert not any(key == "style" or key.startswith("on") for _, attrs in page.elements for key in attrs)

    def test_text_never_becomes_markup(self, name: str) -> None:
        assert Page(render(name)).all("img") == []


def test_question_has_no_key() -> None:
    options = [attrs for attrs in Page(render("question")).all("input") if attrs.get("type") == "radio"]
    assert options == [{"type": "radio", "name": "choice", "value": str(index)} for index in range(3)]
    assert render("question").count("the-token") == 1


def test_question_has_one_csrf_token() -> None:
    assert render("question").count("csrfmiddlewaretoken") == 1


def test_question_offers_both_confidences() -> None:
    buttons = Page(render("question")).all("button")
    assert [(b["name"], b["value"], b["type"]) for b in buttons] == [
        ("confidence", "sure", "submit"),
        ("confidence", "guess", "submit"),
    ]


def test_error_describes_the_answers() -> None:
    page = Page(render("error"))
    assert page.all("fieldset") == [{"aria-describedby": "card-error"}]
    assert "Choose an answer first." in render("error")
    assert Page(render("question")).all("fieldset") == [{}]


def test_verdict_says_in_words_which_option_was_which() -> None:
    assert "Your answer, wrong" in render("wrong")
    assert "The answer" in render("wrong")
    assert "Your answer, right" in render("right")


def test_verdict_shows_all_of_the_evidence() -> None:
    html = render("wrong")
    for text in (
        "The sources disagree.",
        "This is a claim of Vladimir Putin.",
        "Year only.",
        "<i>Full text.</i>",
        "para. 3",
        "erected in 1946",
        "Disputes it",
        "State media of Russia",
        "built in 1947",
        "Held by Encyclopaedias",
        "in 10 minutes",
    ):
        assert text in html, text
    assert '<a href="https://tass.com/1" rel="noreferrer noopener">' in html


def test_undo_is_a_form_of_its_own_and_only_where_it_can_be_done() -> None:
    assert [form["action"] for form in Page(render("wrong")).all("form")] == ["/study/undo/1/"]
    assert Page(render("right")).all("form") == []


def test_done_says_when_to_come_back() -> None:
    assert "due tomorrow" in render("done")
    assert "Choose a set" in render("no set")


@pytest.mark.parametrize(("name", "limit"), [("attest.css", 30_000), ("attest.js", 10_000)])
def test_own_files_stay_small(name: str, limit: int) -> None:
    assert (settings.ROOT / "quizzes/static/quizzes" / name).stat().st_size < limit


def test_every_standing_has_a_word_and_a_sign() -> None:
    standings = ["established", "reported", "claimed", "contested", "characterisation"]
    badges = [render_to_string("history/_standing.html", {"standing": standing}) for standing in standings]
    assert len({re.search(r' d="([^"]+)"', badge)[1] for badge in badges}) == len(standings)  # type: ignore[index]
    words = [" ".join(re.sub("<[^>]+>", " ", badge).split()) for badge in badges]
    assert words == ["Established", "Reported", "Claimed", "Contested", "Praise or opinion"]
