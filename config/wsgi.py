"""The WSGI application that a server loads. Each process that serves says so, for `restore` to see."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from quizzes.backups.occupied import hold_while_serving  # noqa: E402 - needs Django to be set up

hold_while_serving()
