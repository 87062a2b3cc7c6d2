"""Who visits the site in the browser tests, and what the hostile world is full of."""

from __future__ import annotations

PASSWORD = "correct horse battery staple"
STAFF = ("teacher", "publisher")
"""They and “pupil” sign in with the password; the pupils below are signed in already."""

PUPILS = {"small": 200, "korea": 16, "hostile": 8, "one a day": 6, "idle": 12, "modes": 40, "speeches": 8}
"""How many of each kind, so that every test takes one whom nobody knows. They follow the base of that name;
“one a day” follows the small world, “idle” nothing, “modes” a question in every mode and “speeches” facts
about which everything is typed."""

GAZETTE = "Harbour Gazette"
"""An independent source of the small world."""

MARKUP = "<img src=x onerror=alert(1)>"
HTMX = '<b hx-get="/x" hx-trigger="load">bold</b>'
TEMPLATE = "{{ 7*7 }}{% now %}"
HOSTILE = f"{MARKUP} {HTMX} {TEMPLATE} javascript:alert(2)"
ADDRESS = "https://example.org/?javascript:alert(3)&hx-get=/x"
