"""Every role has words for those who choose it and for those who read what is asked."""

from __future__ import annotations

import pytest

from history import roles
from history.facts import UNASKED_ROLES, DateRole, Role

pytestmark = pytest.mark.pure


def test_every_role_of_a_date_stands_in_one_group():
    told = [role for group in roles.DATE_ROLES.values() for role in group]
    assert sorted(told) == sorted(DateRole)
    assert set(roles.DATE_ROLES["Never asked"]) == UNASKED_ROLES


def test_every_role_that_is_asked_has_words():
    assert {roles.date_asked(role) for role in set(DateRole) - UNASKED_ROLES}.isdisjoint({"When it was"})
    actors = {role: roles.actor_asked(role) for role in Role if role != Role.OTHER}
    assert len(set(actors.values())) == len(actors)


def test_a_role_that_nobody_knows_is_asked_plainly():
    assert (roles.date_asked("other"), roles.actor_asked("")) == ("When it was", "Who took part")
