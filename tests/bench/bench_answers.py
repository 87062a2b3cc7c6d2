"""An answer and the next question beside the floor, and 150 answers in one instant, in one run:
python -m tests.bench.bench_answers.

Requests go straight into the WSGI application, so what is counted is the work of the product alone: no
server, no client, no network. The last table is the development server over real connections.
"""

from __future__ import annotations

import io
import re
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from tests.bench import stage, world

SIZES = 100, 10_000
BATCH = 36  # answers in a round: five rounds stay below a day's limit of reviews
CLASS = 150
TIMES_FLOOR, QUERIES = 5, {"answer": 10, "next": 7}
INSTANT_MS = 250


class Browser:
    """What a browser sends, as WSGI environments; it keeps its cookies."""

    def __init__(self, application: Callable, cookies: dict[str, str]) -> None:
        self.application = application
        self.cookies = cookies
        self.spent = 0.0

    def send(self, method: str, path: str, fields: dict[str, str] | None = None) -> str:
        body = urlencode(fields or {}).encode()
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_HX_REQUEST": "true",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            "wsgi.multithread": False,
        }
        if method == "POST":
            environ |= {
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
            }
        seen: list = []
        start = time.process_time()
        response = self.application(
            environ, lambda status, headers, exc_info=None: seen.append((status, headers))
        )
        page = b"".join(response)
        response.close()
        self.spent = (time.process_time() - start) * 1000
        (status, headers) = seen[0]
        if status != "200 OK":
            raise SystemExit(f"{method} {path} was answered with {status}.")
        for name, value in headers:
            if name == "Set-Cookie" and value.strip().startswith("csrftoken="):
                self.cookies["csrftoken"] = value.split(";")[0].partition("=")[2]
        return page.decode()


def form(page: str) -> dict[str, str]:
    """The fields of a question's form with its first option chosen."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    if "token" not in hidden:
        raise SystemExit("No question was asked: " + re.sub(r"\s+", " ", page)[:200])
    return {**hidden, "choice": "0", "confidence": "sure"}


def pupils(count: int, *, cards: int) -> list[str]:
    """Students with a deck that is due, and the keys of their sessions."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from quizzes.memory.state import Phase, State
    from quizzes.models import BankQuestion, Card, Set, Student
    from quizzes.study import folding

    keys, now = [], timezone.now()
    rows = list(BankQuestion.objects.live().order_by("fact").values_list("fact", "facet")[:cards])
    for number in range(count):
        user = User.objects.create(username=f"pupil-{number}", password="!")
        student = Student.objects.create(user=user)
        student.follows.set(Set.objects.all())
        today = folding.study_day(student, now)
        state = State(
            number=1,
            phase=Phase.REVIEW,
            met=True,
            stability=5.0,
            difficulty=5.0,
            due_day=today,
            last_day=today - 5,
            last_at=now - timedelta(days=5),
            reps=1,
        )
        columns = folding.columns(state, retention=student.retention, first_day=today - 5)
        Card.objects.bulk_create(
            (Card(student=student, fact_id=fact, facet=facet, **columns) for fact, facet in rows),
            batch_size=1000,
        )
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "quizzes.views.backends.StudentBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        keys.append(session.session_key)
    return keys


class Product:
    """One student in a house of one size."""

    def __init__(self, application: Callable, size: int, file: Path) -> None:
        self.file = file
        stage.move_to(file)
        world.furnish(size)
        world.bank(facets=1)
        self.sessions = pupils(stage.ROUNDS + 1, cards=size)
        self.application = application

    def round(self, number: int) -> tuple[dict[str, float], dict[str, int]]:
        """Milliseconds of CPU for an answer and a next of one student, and the queries of each."""
        stage.move_to(self.file)
        browser = Browser(self.application, {"sessionid": self.sessions[number]})
        page = browser.send("GET", "/study/")
        spent: dict[str, list[float]] = {"answer": [], "next": []}
        for _ in range(BATCH):
            browser.send("POST", "/study/answer/", form(page))
            spent["answer"].append(browser.spent)
            page = browser.send("GET", "/study/")
            spent["next"].append(browser.spent)
        queries = {}
        with stage.counted() as seen:
            browser.send("POST", "/study/answer/", form(page))
            queries["answer"] = len(seen)
            page = browser.send("GET", "/study/")
            queries["next"] = len(seen) - queries["answer"]
        return {name: median(times) for name, times in spent.items()}, queries


class Floor:
    def __init__(self, application: Callable, size: int, file: Path) -> None:
        from tests.bench import floor

        self.browser = Browser(application, {})
        self.file = file
        stage.move_to(file)
        floor.furnish(size)

    def round(self) -> float:
        stage.move_to(self.file)
        card, spent = "1", []
        for _ in range(BATCH):
            page = self.browser.send("POST", "/floor/", {"card": card, "choice": "0"})
            card = page.rpartition("value=")[2].partition(">")[0]
            spent.append(self.browser.spent)
        return median(spent)


def handlers() -> tuple[Callable, Callable]:
    """The product's WSGI application, and one without middleware for the floor."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    settings.ROOT_URLCONF = "tests.bench.floor"
    product, middleware = WSGIHandler(), settings.MIDDLEWARE
    settings.MIDDLEWARE = []
    floor = WSGIHandler()
    settings.MIDDLEWARE = middleware
    return product, floor


def one_after_another(folder: Path) -> None:
    application, bare = handlers()
    products = {size: Product(application, size, folder / f"{size}.sqlite3") for size in SIZES}
    floor = Floor(bare, SIZES[-1], folder / "floor.sqlite3")
    for number in range(-1, 0):  # warm
        floor.round()
        for product in products.values():
            product.round(number)
    floors: list[float] = []
    times: dict[tuple[str, int], list[float]] = {(what, size): [] for what in QUERIES for size in SIZES}
    queries = {}
    for number in range(stage.ROUNDS):
        floors.append(floor.round())
        for size, product in products.items():
            spent, counts = product.round(number)
            for what in QUERIES:
                times[what, size].append(spent[what])
                queries[what, size] = counts[what]
    rows: list[list[object]] = [["floor", f"{median(floors):.2f}", "1.00", "", 4, ""]]
    for (what, size), spent in times.items():
        flat = stage.ratio(spent, times[what, SIZES[0]])
        row = [f"{what}, {size:,} facts and cards", f"{median(spent):.2f}", stage.ratio(spent, floors), flat]
        rows.append([*row, queries[what, size], f"{TIMES_FLOOR}, {QUERIES[what]}"])
    head = ["SQLite, a file", "ms CPU", "of the floor", f"of {SIZES[0]}", "queries", "budget"]
    stage.table(head, rows)


# 150 answers in one instant


@contextmanager
def serving(file: Path) -> Iterator[int]:
    """The development server on this file; gives its port."""
    import os

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # our own interpreter and arguments
        [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}", "DEBUG": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.kill()
        server.wait()


class Pupil:
    """A student on a kept connection."""

    def __init__(self, port: int, session: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookies = {"sessionid": session}
        self.received = b""

    def write(self, method: str, path: str, fields: dict[str, str] | None = None) -> bytes:
        body = urlencode(fields or {}).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nHX-Request: true\r\nCookie: {cookies}\r\n"
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return f"{head}\r\n".encode() + body

    def complete(self) -> bool:
        """Whether the whole answer is here."""
        head, found, body = self.received.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        return bool(found and length and len(body) >= int(length[1]))

    def ask(self) -> bytes:
        """The request that answers the next question; the connection has asked for it before."""
        self.socket.sendall(self.write("GET", "/study/"))
        while not self.complete():
            self.received += self.socket.recv(65_536)
        page = self.received.decode()
        self.cookies["csrftoken"] = re.search(r"csrftoken=(\w+)", page)[1]  # type: ignore[index]
        self.received = b""
        return self.write("POST", "/study/answer/", form(page))


def instant(port: int, sessions: list[str]) -> tuple[list[float], int]:
    """Milliseconds until each answer was confirmed, and how many were."""
    class_ = [Pupil(port, session) for session in sessions]
    requests = [pupil.ask() for pupil in class_]
    waiting = selectors.DefaultSelector()
    for pupil in class_:
        waiting.register(pupil.socket, selectors.EVENT_READ, pupil)
    times, right, start = [], 0, time.perf_counter()
    for pupil, request in zip(class_, requests, strict=True):
        pupil.socket.sendall(request)
    while len(times) < len(class_):
        ready = waiting.select(timeout=60)
        if not ready:
            break
        for key, _ in ready:
            pupil = key.data
            received = pupil.socket.recv(65_536)
            pupil.received += received
            if pupil.complete() or not received:
                times.append((time.perf_counter() - start) * 1000)
                right += pupil.received.startswith(b"HTTP/1.1 200")
                waiting.unregister(pupil.socket)
                pupil.socket.close()
    return times, right


def in_one_instant(folder: Path) -> None:
    from django.db import connection

    from quizzes.models import Review

    file = folder / "class.sqlite3"
    stage.move_to(file)
    world.furnish(SIZES[0])
    world.bank(facets=1)
    sessions = pupils(CLASS, cards=SIZES[0])
    connection.close()
    rows: list[list[object]] = []
    with serving(file) as port:
        for number in range(stage.ROUNDS):
            before = Review.objects.count()
            times, confirmed = instant(port, sessions)
            cuts = quantiles(times, n=100)
            stored = Review.objects.count() - before
            rows.append([f"round {number + 1}", confirmed, stored, *(f"{cuts[n]:.0f}" for n in (49, 98))])
            rows[-1].append(f"{max(times):.0f}")
            connection.close()
    middle = ["median", "", "", *(f"{median(float(row[n]) for row in rows):.0f}" for n in (3, 4, 5))]
    head = [f"{CLASS} answers at once, runserver", "confirmed", "stored", "p50 ms", "p99 ms", "all ms"]
    stage.table(head, [*rows, middle])
    print(f"Wall time of a busy machine. Budget: all stored within {INSTANT_MS} ms.")


def main() -> None:
    with stage.house() as folder:
        one_after_another(folder)
        print()
        in_one_instant(folder)


if __name__ == "__main__":
    main()
