"""How a typed date is read: said while it is typed, and on a page of its own where it can be tried.

No question is known here, so nothing can be told about its answer, and no row is read.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from history.dates import read, say
from history.translating import spoken, told
from quizzes import hinting
from quizzes.study.responding import LONGEST, printable

from .fragments import render_fragment

EXAMPLES = {
    "en": (
        "March 17th, 1949",
        "17.3.49",
        "1949-03-17",
        "in the spring of 1916",
        "about 1500",
        "44 BC",
        "20th century",
    ),
    "ru": ("17 марта 1949 г.", "17.03.49", "1949-03-17", "весной 1916", "ок. 1500", "44 до н.э.", "XX век"),
    "ko": ("1949년 3월 17일", "1949.3.17", "1949-03-17", "1916년 봄", "1500년경", "기원전 44년", "20세기"),
}
"""What the page shows in each language; each is read (tests/quizzes/test_typed_views.py)."""


@login_not_required
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """One text, as it would be read if it were typed as an answer."""
    text = printable(request.GET.get("text", "")[:LONGEST])
    examples = EXAMPLES.get(spoken(), EXAMPLES["en"])
    context = {
        "text": text,
        "reading": _read(text),
        "examples": (
            {"text": example, "date": say(read(example, spoken()), spoken())} for example in examples
        ),
    }
    return render_fragment(
        request, page="quizzes/reading.html", fragment="quizzes/_reading.html", context=context
    )


def _read(text: str) -> str:
    found = hinting.reading(text, spoken())
    return told(found) if found else ""
