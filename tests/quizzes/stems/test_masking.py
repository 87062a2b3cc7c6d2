"""Masking names in titles that nobody here wrote, and what masks could not hide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.facts import ActorKind
from history.names import GAP, fold
from quizzes import stems
from quizzes.stems import leftovers, masking
from quizzes.stems.lexicon import LONG_WORD, lexicon
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

UK, USA, FRANCE, GERMANY, JORDAN = (
    "United Kingdom",
    "United States of America",
    "France",
    "Germany Federal Republic",
    "Jordan",
)


def masked(text: str, *hidden: str, kept: tuple[str, ...] = (), kind: str = ActorKind.STATE) -> str:
    return masking.mask(
        text, [lexicon((name,), kind) for name in hidden], [lexicon((k,), kind) for k in kept]
    )


@pytest.mark.parametrize(
    ("title", "hidden", "left"),
    [
        # what belongs to the name goes with it
        (
            "Agreement between the Government of the United Kingdom of Great Britain and Northern Ireland "
            "and the Government of the Hashemite Kingdom of Jordan concerning air services",
            (UK, JORDAN),
            "Agreement between … and … concerning air services",
        ),
        (
            "Exchange of Notes between His Majesty's Government in New Zealand and the Greek Government",
            (UK, "New Zealand", "Greece"),
            "Exchange of Notes between … and …",
        ),
        (
            "Exchange of Notes between Her Majesty's Government in the United Kingdom and the Royal "
            "Netherlands Government amending the Monetary Agreement",
            (UK, "Netherlands"),
            "Exchange of Notes between … and … amending the Monetary Agreement",
        ),
        (
            "Convention between the Government of the French Republic and the Swiss Federal Council",
            (FRANCE, "Switzerland"),
            "Convention between … and …",
        ),
        (
            "Agreement with the Government of the Hungarian People's Republic for Co-operation",
            ("Hungary",),
            "Agreement with … for Co-operation",
        ),
        ("Kingdom of the Serbs, Croats and Slovenes. Loan", ("Yugoslavia",), "…. Loan"),
        ("Treaty with the Republic of the Union of Burma", ("Burma",), "Treaty with …"),
        ("Treaty with the Federal Republic of Germany", (GERMANY,), "Treaty with …"),
        ("Agreement with the German Federal Republic", (GERMANY,), "Agreement with …"),
        ("Agreement with Germany (Federal Republic of) on coal", (GERMANY,), "Agreement with … on coal"),
        ("Agreement with Korea, Republic of, on trade", ("Korea Republic of",), "Agreement with …, on trade"),
        (
            "Agreement with the Republic of Korea on trade",
            ("Korea Republic of",),
            "Agreement with … on trade",
        ),
        ("Treaty with Ireland", ("Ireland, Republic of",), "Treaty with …"),
        ("Japan-Korea Annexation Treaty", ("Japan", "Korean Empire"), "… Annexation Treaty"),
        # in any case, with a possessive, and in any inflection
        ("Trade with the UNITED STATES OF AMERICA", (USA,), "Trade with …"),
        ("a loan from the united states", (USA,), "a loan from …"),
        ("Suspension of Egypt's debts and Egypts bonds", ("Egypt",), "Suspension of … debts and … bonds"),
        ("Tunisian wine and Bavarian beer", ("Tunis", "Bavaria"), "… wine and … beer"),
        ("Pensions of Luxembourgers and Zambians", ("Luxembourg", "Zambia"), "Pensions of … and …"),
        ("The U.S. and Ivoirian fleets", (USA, "Ivory Coast"), "… and … fleets"),
        # under another name
        ("Convention of Commerce with Great Britain", (UK,), "Convention of Commerce with …"),
        ("Trade with Persia and Holland", ("Iran", "Netherlands"), "Trade with … and …"),
        ("Supply to the Sublime Porte", ("Turkey",), "Supply to …"),
        # articles tell nothing
        ("An Egyptian loan to a British bank", ("Egypt", UK), "… loan to … bank"),
        ("The Japanese emperor spoke", ("Japan",), "The … emperor spoke"),
        ("The Soviet Union agreed", ("Soviet Union",), "… agreed"),
        # one gap for one name, the "and" for two
        ("Agreement between the British and French Governments", (UK, FRANCE), "Agreement between … and …"),
        ("Trade with Trinidad and Tobago", ("Trinidad And Tobago",), "Trade with …"),
        ("Anglo-French Financial Agreement", (UK, FRANCE), "… Financial Agreement"),
        ("Between the Governments of France and of Spain", (FRANCE, "Spain"), "Between … and …"),
        # a state that nobody listed goes with the one it is joined to
        ("The Austria-Hungary frontier", ("Austria",), "… frontier"),
        # what is no name stays
        (
            "They told us of the polish on the china",
            ("Poland", "China", "US"),
            "They told us of the polish on …",
        ),
        ("Peaceful Uses of Atomic Energy", ("International Atomic Energy Agency",), None),
        ("Treaty of Paris", (FRANCE,), None),
        ("Convention on Trade", (UK,), None),
    ],
)
def test_names_are_masked_with_what_belongs_to_them(title, hidden, left):
    assert masked(title, *hidden) == (title if left is None else left)


def test_names_of_others_stay_even_where_they_hold_the_hidden_one():
    text = "Papua New Guinea and Guinea, Nigeria and Niger"
    assert masked(text, "Guinea", kept=("Papua New Guinea",)) == "Papua New Guinea and …, Nigeria and Niger"
    assert masked("Nigerian oil, Niger rice", "Niger", kept=("Nigeria",)) == "Nigerian oil, … rice"
    assert masked("Sino-Soviet Treaty", "China", kept=("Soviet Union",)) == "…-Soviet Treaty"


def test_body_keeps_the_state_in_its_name_visible_and_tells_that_it_is_left():
    party = lexicon(("Workers' Party of Korea",), ActorKind.ORGANISATION)
    text = "He led the Workers' Party in the Korean capital"
    left = masking.mask(text, [party])
    assert left == "He led … in the Korean capital"
    assert leftovers.leftover(left, [party]) == "korean"
    assert leftovers.leftover(left, [party], others=[lexicon(("Korean Army",), ActorKind.ORGANISATION)]) == ""


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Louis II visits Hungary", "Louis II, King of Hungary", "… visits Hungary"),
        ("Æscwine of Wessex becomes King of Wessex", "Æscwine of Wessex", "… becomes King of Wessex"),
        ("Kim's son and Jong met", "Kim Jong Un", "…'s son and … met"),
        ("It may jong un", "Kim Jong Un", "It may jong un"),
        ("King James spoke", "King James", "… spoke"),
    ],
)
def test_people_are_masked_by_their_own_names_and_not_by_their_country(text, name, left):
    assert masked(text, name, kind=ActorKind.PERSON) == left


def test_people_of_one_family_name_are_told_apart():
    hidden = [lexicon(("Kim Jong Un",), ActorKind.PERSON)]
    kept = [lexicon(("Kim Jong Il",), ActorKind.PERSON)]
    assert masking.mask("Kim Jong Un and Kim Jong Il met", hidden, kept) == "… and Kim Jong Il met"


@pytest.mark.parametrize(
    ("text", "names", "others", "word"),
    [
        ("Kingdom of Jordon", ["Jordan"], [], "Jordon"),
        ("Kingdom of Loas", ["Laos"], [], "Loas"),
        ("Claims against Venezeula", ["Venezuela"], [], "Venezeula"),
        ("The Anhalt-Bernbourg treaty", ["Anhalt-Bernburg"], [], "Anhalt"),
        ("The Bernbourg treaty", ["Anhalt-Bernburg"], [], "Bernbourg"),
        ("Coast of Ivory", ["Ivory Coast"], [], "coast ivory"),
        ("Rights of the Child", ["Chile"], [], ""),
        ("Trade with Australia", ["Austria"], [], ""),
        ("Trade in steel", ["European Coal and Steel Community"], [], ""),
    ],
)
def test_leftover_finds_what_a_mask_cannot_foresee(text, names, others, word):
    bearers = [lexicon((name,), ActorKind.PARTY) for name in names]
    assert leftovers.leftover(text, bearers, others=others) == word


def test_territory_of_a_person_tells_unless_others_bear_it_too():
    own, other = (lexicon((name,), ActorKind.PERSON) for name in ("Æscwine of Wessex", "Centwine of Wessex"))
    text = "… becomes King of Wessex"
    assert leftovers.leftover(text, [own]) == "Wessex"
    assert leftovers.leftover(text, [own], others=[other]) == ""
    assert leftovers.leftover(text, [own], kept=[lexicon(("Wessex",), ActorKind.STATE)]) == ""


@pytest.mark.parametrize(
    ("title", "speaks"),
    [
        ("Treaty between … and …", False),
        ("Exchange of Notes between …, … and ….", False),
        ("…", False),
        ("", False),
        ("Treaty of … concerning fish", True),
        ("Cultural Convention between … and …", True),
    ],
)
def test_title_without_words_says_nothing(title, speaks):
    assert leftovers.says_something(title) is speaks


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Trade Agreement between Canada and …", "Canada"),
        ("Agreement between … and the Government of South Africa on wool", "the Government of South Africa"),
        ("Agreement between … and … concerning trade between India and Burma", ""),
        ("Convention between Her Majesty and the King of …", ""),
        ("Treaty of Peace", ""),
    ],
)  # fmt: skip
def test_makers_that_are_not_listed_are_found(title, who):
    assert leftovers.unlisted(title) == who


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Treaty of Versailles", "Versailles", "Treaty of …"),
        ("The Parisian commune", "Paris", "The … commune"),
        ("Signed at WASHINGTON", "Washington D.C.", "Signed at …"),
        ("Sent from Suva", "Wellington/Suva", "Sent from …"),
        ("Built in Constantinople", "Istanbul", "Built in …"),
        ("City of Mexico and Mexican rail", "Mexico City", "City of … and … rail"),
    ],
)
def test_places_are_masked_with_what_english_calls_them(text, name, left):
    fact = w.event(1, text, "1950", places=(w.place(1, name),))
    assert stems.mask_places(fact, text, fact.places) == left
    assert stems.leftover(left, fact.places) == ""


def test_leftover_takes_actors_and_places_together():
    assert stems.leftover("Arden and Belmark", [w.place(1, "Arden"), w.BELMARK]) == "Arden"


@pytest.mark.parametrize(
    ("actor", "text", "question"),
    [
        (w.ALDER, "Mara Alder spoke", "Whose name belongs in the gap?"),
        (w.state(1, "Japan"), "Japan spoke", "Which state belongs in the gap?"),
        (w.state(1, "Japan"), "The Japanese delegation spoke", "Which state does the gap stand for?"),
        (w.state(1, "Japan", kind="party"), "A Japanese ship sank", "Which party does the gap stand for?"),
        (w.state(1, "Japan", kind="tribe"), "Japan sank", "Which name belongs in the gap?"),
    ],
)
def test_gap_is_asked_for_by_name_only_where_it_hides_the_name(actor, text, question):
    assert stems.gap_question(actor, text) == question


NAMES = [
    *("United Kingdom", "Netherlands", "Ireland, Republic of", "Serb-Croat-Slovene State", "Cote D'Ivoire"),
    *(
        "Congo, Democratic Republic of",
        "St Vincent and the Grenadines",
        "Germany Federal Republic",
        "China P R",
    ),
    *(
        "Macedonia the Fyr of",
        "Korea Democratic People'S Republic of",
        "Trinidad And Tobago",
        "Chad",
        "Turkey",
    ),
    *(
        "European Coal and Steel Community",
        "Palestine (Incl. Plo)",
        "Holy See",
        "Isle Of Man",
        "Guinea-Bissau",
    ),
    *("Côte d’Ivoire", "Byelorussia S S R", "Syria & Grand Lebanon", "Sao Tome and Principe", "Ardenia"),
]
FILLERS = [
    "Agreement between",
    "and",
    "the Government of",
    "Her Majesty's Government in",
    "on the",
    "of",
    "-",
    ",",
]
FILLERS += [
    "a",
    "an",
    "Royal",
    "(",
    ")",
    "Federal Republic of",
    "signed in 1951",
    "'s",
    "Peace of",
    "; and",
    "…",
]
CASES = [str, str.upper, str.lower, str.title, str.swapcase]
spelled = st.tuples(st.sampled_from(NAMES), st.sampled_from(CASES))
pieces = st.one_of(st.sampled_from(FILLERS), spelled.map(lambda pair: pair[1](pair[0])))


@settings(max_examples=300)
@given(
    st.lists(pieces, min_size=1, max_size=10).map(" ".join),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    st.sampled_from([ActorKind.STATE, ActorKind.PARTY, ActorKind.ORGANISATION, ActorKind.PERSON, "tribe"]),
)
def test_no_spelling_of_a_hidden_actor_is_left_in_any_case(text, hidden, kind):
    left = f" {fold(masked(text, *hidden, kind=kind))} "
    for name in hidden:
        assert len(fold(name)) < LONG_WORD or f" {fold(name)} " not in left


@given(
    st.lists(pieces, min_size=1, max_size=10).map(" ".join),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
)
def test_printed_title_stands_behind_the_masked_one(text, hidden):
    """Words are taken out and none put in: every piece between gaps stands in the text, in its order."""
    place, room = 0, f" {fold(text)} "
    for piece in masked(text, *hidden).split(GAP):
        found = room.find(fold(piece), place)
        assert found >= 0
        place = found + len(fold(piece))


@pytest.mark.parametrize(
    ("title", "hidden", "reason"),
    [
        (
            "Treaty between Ardenia and Belmark",
            [w.ARDENIA, w.BELMARK],
            "Without the answer the title says nothing.",
        ),
        (
            "Trade Agreement between Ardenia, Belmark and Canada",
            [w.ARDENIA, w.BELMARK],
            "The title names “Canada”",
        ),
        ("Trade with Ardenja and Belmark", [w.ARDENIA, w.BELMARK], "The title would still tell the answer"),
        ("Trade between Ardenia and Belmark", [w.ARDENIA, w.BELMARK], ""),
        ("Trade with Belmark", [w.ARDENIA], ""),
    ],
)
def test_masked_title_that_betrays_the_answer_is_not_asked(title, hidden, reason):
    fact = w.agreement(1, title, "1950", [w.ARDENIA, w.BELMARK])
    found = stems.betrayed(fact, stems.mask_actors(fact, title, hidden), hidden)
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_rank_tells_only_at_the_end_of_a_name():
    text = "… becomes Emperor of China"
    names = ("Zhengde Emperor", "Emperor Huan of Han")
    assert [leftovers.leftover(text, [lexicon((name,), ActorKind.PERSON)]) for name in names] == [
        "Emperor",
        "",
    ]


def test_place_that_is_left_under_a_slip_is_not_asked():
    fact = w.event(1, "They met at Reykjavil.", "1950", places=(w.place(1, "Reykjavik"),))
    assert "Reykjavil" in stems.place_betrayed(fact, stems.mask_places(fact, fact.statement, fact.places))
    assert stems.place_betrayed(fact, "They met at ….") == ""
