"""Settings of the site that the browser visits: as a school runs it, but static files stay where they lie,
and a test may put the clock forward."""

from django.utils import timezone

from config.settings import *  # noqa: F403  everything else is as it is
from config.settings import STORAGES

from .clock import put_forward

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

timezone.now = put_forward(timezone.now)
