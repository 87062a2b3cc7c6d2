"""A browser context that notes every fault of its pages, and what must hold in every state they reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Dialog, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320
UNREACHABLE = r"net::ERR_|^htmx:"
"""What Chromium and htmx log when the server is gone."""

FOCUS_IS_VISIBLE = """() => {
    const place = document.activeElement;
    if (!place || place === document.body) return false;
    return [place, place.closest(".option")].some((element) => {
        if (!element) return false;
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
}"""

TOO_SMALL = """() => {
    const inline = (element) =>
        getComputedStyle(element).display === "inline" && element.matches(":is(p, li, dt, dd, th, td) a");
    const least = (element) => (element.matches("#card .button, #card label.option") ? 44 : 24);
    return [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")]
        .filter((element) => element.checkVisibility() && !inline(element) && !element.closest("svg, .skip"))
        .map((element) => element.closest("label") ?? element)
        .filter((element) => !element.matches(".skip"))
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(([element, box]) => box.height < least(element) || box.width < least(element))
        .map(([element, box]) => `${box.width} x ${box.height}: ${element.outerHTML.slice(0, 160)}`);
}"""
"""What can be pressed and is under 24 pixels, or 44 where answers are given; words in a text are exempt."""

UNFORCED = """() => [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest("svg") && element.checkVisibility())
    .filter((element) => getComputedStyle(element).forcedColorAdjust !== "auto")
    .map((element) => element.outerHTML.slice(0, 160))"""
"""What would keep colours of our own where the reader has forced hers. (axe takes the colour of text from a
property that browsers do not force, so it cannot measure contrast there.)"""

UNSEEN = """() => {
    const places = document.querySelectorAll(
        "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']"
    );
    const ringed = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const before = document.activeElement;
    const found = [...places]
        .filter((element) => element.checkVisibility() && !element.disabled)
        .filter((element) => {
            element.focus();
            return ![element, element.closest(".option")].some((place) => place && ringed(place));
        })
        .map((element) => element.outerHTML.slice(0, 160));
    before.focus();
    return found;
}"""
"""What takes the focus without showing it. Ask after a key was pressed, so that the browser shows it."""

AXE = Axe().axe_script


@dataclass
class Watch:
    """Console errors (a breach of the policy is one) and uncaught exceptions of all pages of a context."""

    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def on(self, context: BrowserContext) -> None:
        context.on("console", lambda said: self.note(f"{said.text} {said.location['url']}", said.type))
        context.on("weberror", lambda fault: self.note(str(fault.error), "error"))
        context.on("dialog", self.refuse)

    def refuse(self, dialog: Dialog) -> None:
        self.note(f"dialog: {dialog.message}", "error")
        dialog.dismiss()

    def note(self, text: str, kind: str) -> None:
        if kind == "error" and not any(re.search(pattern, text) for pattern in self.expected):
            self.faults.append(text)

    @contextmanager
    def expecting(self, pattern: str) -> Iterator[None]:
        """Errors that belong to the story, for as long as it is told."""
        self.expected.append(pattern)
        yield
        self.expected.remove(pattern)


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, one line for each rule and element. Names of rules, or all tags of `RULES`."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


def scrolls_sideways(page: Page) -> str:
    """The widest element that does not fit the narrowest screen; empty where all do."""
    size = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    widest: str = page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return "";
            const all = [...document.querySelectorAll("body *")];
            const right = (element) => element.getBoundingClientRect().right;
            const widest = all.reduce((one, other) => (right(other) > right(one) ? other : one));
            return widest.outerHTML.slice(0, 200);
        }"""
    )
    page.set_viewport_size(size)
    return widest


def assert_sound(page: Page) -> None:
    """What must hold in every state of the students' pages, in light, dark and forced colours."""
    assert_accessible(page)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if dark else "dark")
    assert_accessible(page, "color-contrast")
    page.emulate_media(color_scheme="dark" if dark else "light", forced_colors="active")
    assert page.evaluate(UNFORCED) == []
    page.emulate_media(forced_colors="none")
    small = page.evaluate(TOO_SMALL)
    assert not small, "\n".join(small)
    widest = scrolls_sideways(page)
    assert not widest, f"Wider than {NARROWEST} px: {widest}"


def assert_accessible(page: Page, *rules: str) -> None:
    found = violations(page, *rules)
    assert not found, "\n".join(found)


def assert_every_focus_is_visible(page: Page) -> None:
    page.keyboard.press("Tab")
    unseen = page.evaluate(UNSEEN)
    assert not unseen, "\n".join(unseen)


def assert_focus_is_visible(page: Page) -> None:
    assert page.evaluate(FOCUS_IS_VISIBLE), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
