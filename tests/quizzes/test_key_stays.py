"""Law 7: until the answer is in, nothing that leaves the server marks the key."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from django.core import signing
from django.core.signing import b64_decode
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from history.models import Fact
from quizzes import questions, study
from quizzes.models import BankQuestion, Student
from quizzes.study import dealing, tokens

from .small_bank import NOON, base, furnish, review_cards, student
from .test_views_study import HTMX, STUDY, token_in

pytestmark = pytest.mark.django_db
FACT = 770_000_001
"""Row numbers that cannot stand in a page by accident; small_bank has others for entities and options."""


@pytest.fixture
def pupil(client: Client) -> Student:
    """A student before one question of each kind: who, and when."""
    home = base()
    values = {"base": home, "kind": "event", "type": "visit", "publication": "published"}
    people = Fact.objects.create(pk=FACT, key="a", statement="The first visit.", earliest=1, **values)
    dated = Fact.objects.create(pk=FACT + 1, key="b", statement="The second visit.", earliest=2, **values)
    from . import small_bank

    small_bank.questions([people])
    years = [
        questions.Option(
            text=str(year), value={"date": str(year)}, note=f"{year}: a note.", sort=year
        ).to_json()
        for year in range(1945, 1954)
    ]
    BankQuestion.objects.create(
        fact=dated,
        facet="date:when",
        kind="date",
        state="live",
        stem="When was the second visit?",
        key=years[4:5],
        pool=years[:4] + years[5:],
        evidence=small_bank.EVIDENCE,
        fact_version=1,
    )
    small_bank.rebuild_sets()
    made = student()
    client.force_login(made.user)
    return made


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing differs from one request to the next but what the question makes differ."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    monkeypatch.setattr(tokens, "nonce", lambda: "0" * 32)


def everything(response: HttpResponse) -> str:
    """Headers and body, without the CSRF token, which is masked anew for every response."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return f"{sorted(response.headers.items())}{body}"


def both(client: Client) -> list[str]:
    return [everything(client.get(STUDY)), everything(client.get(STUDY, headers=HTMX))]


def of_each_row(client: Client, pupil: Student):
    """Each live question in turn, as the only one."""
    rows = list(BankQuestion.objects.order_by("pk"))
    assert len(rows) == 2
    for row in rows:
        BankQuestion.objects.update(state="stale")
        BankQuestion.objects.filter(pk=row.pk).update(state="live")
        yield row


@pytest.mark.parametrize("met", [False, True])
def test_responses_are_the_same_whichever_option_is_right(
    client: Client, pupil: Student, frozen: None, monkeypatch: pytest.MonkeyPatch, met: bool
) -> None:
    if met:
        review_cards(pupil, list(BankQuestion.objects.all()))
    genuine = questions.deal
    for row in of_each_row(client, pupil):
        seen = set()
        for answer in range(4):
            monkeypatch.setattr(
                questions,
                "deal",
                lambda *args, answer=answer, **named: replace(genuine(*args, **named), right=(answer,)),
            )
            assert dealing.deal(row, student=pupil.pk, number=1 + met).answer == answer
            seen.add(tuple(both(client)))
        assert len(seen) == 1, row.kind


def test_responses_hold_no_note_no_evidence_and_no_row_number(client: Client, pupil: Student) -> None:
    for row in of_each_row(client, pupil):
        for text in both(client):
            assert row.stem in text
            for secret in (
                *(option["note"] for option in row.key + row.pool),
                row.evidence["sentence"],
                row.evidence["standing_reason"],
                "Treaty Series",
                "javascript",
                str(FACT)[:6],
                "990000",
                "880000",
            ):
                assert secret not in text


def test_form_has_the_same_shape_for_every_option(client: Client, pupil: Student) -> None:
    for row in of_each_row(client, pupil):
        html = client.get(STUDY, headers=HTMX).content.decode()
        labels = re.findall(r'<label class="option">.*?</label>', html, flags=re.S)
        texts = sorted((option["text"] for option in row.key + row.pool), key=len, reverse=True)
        shapes = set()
        for index, label in enumerate(labels):
            text = next(text for text in texts if text in label)
            shape = label.replace(text, "TEXT").replace(f'value="{index}"', "VALUE")
            shapes.add(shape.replace(f'<kbd aria-hidden="true">{index + 1}</kbd>', "KEY"))
        assert (len(labels), len(shapes)) == (4, 1)


def test_token_holds_only_what_it_lists(client: Client, pupil: Student) -> None:
    for row in of_each_row(client, pupil):
        token = token_in(client.get(STUDY).content.decode())
        payload = json.loads(b64_decode(token.split(":")[0].encode()))
        question, version, card, number, shown, _dealt, nonce, sitting, mode = payload
        assert (sitting, mode) == (0, "single")
        dealt = dealing.deal(row, student=pupil.pk, number=1)
        assert (question, version, card, number) == (row.pk, 1, 0, 1)
        assert shown == tokens.fingerprint(row.stem, [option.text for option in dealt.options])
        assert re.fullmatch("[0-9a-f]{32}", nonce)
        seed = tokens.seed(student=pupil.pk, fact=row.fact_id, facet=row.facet, number=1)
        assert seed not in json.dumps(payload)
        assert str(FACT)[:6] not in json.dumps(payload)


def test_token_of_one_student_is_no_token_of_another(client: Client, pupil: Student) -> None:
    token = token_in(client.get(STUDY).content.decode())
    with pytest.raises(signing.BadSignature):
        signing.Signer().unsign_object(token)
    with pytest.raises(study.BadToken):
        tokens.read(token, student=pupil.pk + 1)


def test_key_stands_in_every_place_equally_often() -> None:
    (row,) = furnish(1)
    places = Counter(dealing.deal(row, student=pk, number=1).answer for pk in range(1, 401))
    assert sorted(places) == [0, 1, 2, 3]
    assert min(places.values()) > 60


def test_deal_follows_from_identity_but_not_from_the_identity_alone(settings) -> None:
    (row,) = furnish(1)
    with_secret = [dealing.deal(row, student=pk, number=1).answer for pk in range(1, 101)]
    assert with_secret == [dealing.deal(row, student=pk, number=1).answer for pk in range(1, 101)]
    settings.SECRET_KEY = "another server" * 5
    elsewhere = [dealing.deal(row, student=pk, number=1).answer for pk in range(1, 101)]
    assert sum(one == other for one, other in zip(with_secret, elsewhere, strict=True)) < 50
