"""Who opens every page."""

from __future__ import annotations

import pytest


@pytest.fixture
def as_superuser(admin_client):
    return admin_client
