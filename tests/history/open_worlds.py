"""Random facts that leave much open, and random stems over them with gaps: for the laws of finding."""

from __future__ import annotations

from hypothesis import strategies as st

from history.facts import Fact, FactDate, FactKind, Given, Position, Role
from history.names import GAP
from tests.quizzes import worldlet as w

WORDS = "Treaty of Alder and Borg the Alder War on Salt 1951 Ardenia".split()
HARBOUR = w.place(34, "Harbour", within=(31,))
PLACES = (*w.PLACES, HARBOUR)

some_actors = st.lists(
    st.sampled_from([*w.STATES, *w.PEOPLE, w.state(16, "ARDENIA")]), max_size=2, unique=True
)
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@st.composite
def facts(draw: st.DrawFn, pk: int) -> Fact:
    kind = draw(st.sampled_from([FactKind.AGREEMENT, FactKind.EVENT, FactKind.TERM]))
    role = Role.PARTY if kind == FactKind.AGREEMENT else Role.HOLDER
    roles = st.sampled_from(["signed", "when", "ended"])
    dates = draw(st.lists(st.tuples(roles, w.dates), max_size=2, unique=True))
    held = draw(st.lists(w.dates, max_size=1))
    where = draw(st.lists(st.sampled_from(PLACES), max_size=1))
    return Fact(
        pk=pk,
        key=f"f{pk}",
        base="open",
        kind=kind,
        type=draw(st.sampled_from(["treaty", "war"])),
        title=draw(titles),
        dates=tuple(FactDate(role=role, date=date) for role, date in dates),
        participations=w.parts(**{role: draw(some_actors)}),
        complete_roles=frozenset(draw(st.sampled_from([[], [Role.PARTY], [Role.HOLDER]]))),
        places=tuple(where),
        about=tuple(draw(st.lists(st.sampled_from(w.STATES), max_size=1))),
        positions=tuple(Position(facet="date", holds="", value=date.edtf, date=date) for date in held),
    )


@st.composite
def bases(draw: st.DrawFn, most: int = 10) -> list[Fact]:
    return [draw(facts(pk)) for pk in range(1, draw(st.integers(1, most)) + 1)]


@st.composite
def givens(draw: st.DrawFn, known: list[Fact]) -> Given:
    """What a stem about one of the facts could print, or about none of them."""
    own = draw(st.sampled_from(known))
    title = draw(st.sampled_from([own.title, own.title, "", draw(titles)]))
    masked = [GAP if draw(st.integers(0, 2)) == 0 else word for word in title.split()]
    dates = [dated.date for dated in own.dates] + [draw(w.dates)]
    return Given(
        title=" ".join(masked),
        actors=tuple(draw(st.sampled_from([(), own.actors(), draw(some_actors)]))),
        place=draw(st.sampled_from([None, None, *own.places, *PLACES])),
        about=draw(st.sampled_from([None, None, *own.about, *w.STATES])),
        kind=draw(st.sampled_from(["", own.kind])),
        type=own.type,
        date=draw(st.sampled_from([None, *dates])),
        date_role=draw(st.sampled_from(["signed", "when"])),
        bare=draw(st.booleans()),
    )
