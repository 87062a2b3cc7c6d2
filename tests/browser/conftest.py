"""Debian's Chromium, a site of its own for it, and the pupils who visit.

The fixtures last as long as the tests of this folder and no longer: while Playwright runs, Django refuses
the database to every other test of the process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from .people import PUPILS
from .site import Site
from .study_page import Pupil
from .watching import Watch

FLAGS = """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync
""".split()
ABSENT = "There is no chromium on this machine (apt-get install chromium), so no browser test ran."
PATIENCE = 15_000
LOOKS = {
    "wide light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "narrow dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}

Sender = Callable[..., Pupil]


def chromium_here() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium one skipped test stands for all of this folder, so that the summary has one line."""
    own = [item for item in items if Path(__file__).parent in item.path.parents]
    if not own or chromium_here() or os.environ.get("REQUIRE_BROWSER") == "1":
        return
    own[0].add_marker(pytest.mark.skip(reason=ABSENT))
    config.hook.pytest_deselected(items=own[1:])
    items[:] = [item for item in items if item not in own[1:]]


@pytest.fixture(scope="package")
def program() -> str:
    found = chromium_here()
    if found is None:
        pytest.fail(ABSENT)
    return found


@pytest.fixture(scope="package")
def chromium(program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(folder=tmp_path_factory.mktemp("site"))
    made.furnish()
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="package")
def queue() -> dict[str, Iterator[str]]:
    """Pupils of each kind, in the order in which tests call for them."""
    return {
        kind: iter([f"{kind.replace(' ', '-')}-{index}" for index in range(number)])
        for kind, number in PUPILS.items()
    }


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> str:
    """Wide and light, then narrow and dark: a test that names this is told both ways."""
    return str(request.param)


@pytest.fixture
def watch() -> Iterator[Watch]:
    made = Watch()
    yield made
    assert made.faults == []


@pytest.fixture
def visitor(
    chromium: Browser, site: Site, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[Callable]:
    """Opens a page for somebody: `visitor(name)` for who is signed in already, else for a stranger."""
    chosen = request.getfixturevalue("look") if "look" in request.fixturenames else "wide light"
    with ExitStack() as stack:

        def come(name: str = "", *, script: bool = True) -> Page:
            context: BrowserContext = chromium.new_context(
                base_url=site.address, java_script_enabled=script, reduced_motion="reduce", **LOOKS[chosen]
            )
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE)
            watch.on(context)
            if name:
                context.add_cookies(
                    [{"name": "sessionid", "value": site.sessions[name], "url": site.address}]
                )
            return context.new_page()

        yield come


@pytest.fixture
def send(visitor: Callable[..., Page], site: Site, queue: dict[str, Iterator[str]]) -> Sender:
    """Sends a pupil of this kind to her page."""

    def send(kind: str = "small", *, script: bool = True) -> Pupil:
        name = next(queue[kind], None)
        assert name, f"Every pupil of the kind {kind} has been sent: people.PUPILS wants more."
        return Pupil(name=name, page=visitor(name, script=script), site=site)

    return send


@pytest.fixture
def pupil(send: Sender) -> Pupil:
    """A pupil who follows the small world and has answered nothing yet."""
    return send()
