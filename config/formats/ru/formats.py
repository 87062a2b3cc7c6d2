"""A day of a month in the case in which Russian says it: Django's own has the month by itself."""

from __future__ import annotations

MONTH_DAY_FORMAT = "j E"
