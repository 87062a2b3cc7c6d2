"""What is logged: one line an event, without names, addresses, search words or answers.

What people send can stand in a path, a query, a message of Django's about a request, the message of an
exception and the local variables of a traceback. So in a log that is kept, a request appears as the route of
its address, Django's messages about it as the meaning of their status, and an exception as its type and the
lines of code that it went through. Only the development server's own console shows paths.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.utils.log import ServerFormatter

ROOT = Path(__file__).resolve().parent.parent
REFUSALS = ("django.security.DisallowedHost", "django.security.csrf")
OF_REQUESTS = ("method", "route", "status", "milliseconds")


def configuration(form: str, level: str, *, developing: bool) -> dict[str, Any]:
    """The LOGGING of Django: `form` is text or json, `level` the name of one."""
    quiet = not developing and level not in ("DEBUG", "INFO")  # what was refused is no fault to look at
    kept = form == "json" or not developing
    server = "none" if kept else "server"  # its lines show paths and queries
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "kept": {"()": f"config.logs.{'Json' if form == 'json' else 'Text'}"},
            "server": {"()": ServerFormatter, "format": "[{server_time}] {message}", "style": "{"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", **({"formatter": "kept"} if kept else {})},
            "server": {"class": "logging.StreamHandler", "formatter": "server"},
            "none": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level},
            "django.server": {"handlers": [server], "level": "INFO", "propagate": False},
            "django.db.backends": {"level": _at_least("INFO", level) if kept else level},  # SQL with values
            **({name: {"level": "CRITICAL"} for name in REFUSALS} if quiet else {}),
            **({"django.request": {"level": _at_least("ERROR", level)}} if quiet else {}),
            "axes": {"level": _at_least("WARNING", level)},  # it greets at each start
        },
    }


def _at_least(floor: str, level: str) -> str:
    return max(floor, level, key=logging.getLevelNamesMapping().__getitem__)


class Json(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(entry(record), ensure_ascii=False)


class Text(logging.Formatter):
    """The same, for reading: an exception's lines of code follow below."""

    def format(self, record: logging.LogRecord) -> str:
        found = entry(record)
        words = [found.pop(name) for name in ("time", "level", "logger", "message")]
        code = found.pop("traceback", [])
        words += [f"{name}={value}" for name, value in found.items()]
        return "\n    ".join([" ".join(words), *code])


def entry(record: logging.LogRecord) -> dict[str, Any]:
    """What a log may keep of a record, in the order in which it is read."""
    request = getattr(record, "request", None)
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage() if request is None else _meaning(record),
    }
    if request is not None:
        match = getattr(request, "resolver_match", None)
        found |= {"method": getattr(request, "method", None), "route": match.route if match else None}
    found |= {name: getattr(record, name) for name in OF_REQUESTS if hasattr(record, name)}
    if "status_code" in record.__dict__:
        found["status"] = record.__dict__["status_code"]
    if "status" in found:
        found["status"] = int(found["status"])
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and found.get("status", 500) >= 500:  # what was refused is no fault of ours
        found |= _told(error)
    return found


def _meaning(record: logging.LogRecord) -> str:
    """Instead of a message that Django made from a request, which can hold anything that was sent."""
    try:
        return HTTPStatus(record.__dict__["status_code"]).phrase
    except (KeyError, ValueError):
        return "About a request"


def _told(error: BaseException) -> dict[str, Any]:
    """The types of an exception and of those that led to it, and where the code went. Never its words."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    types = [f"{type(one).__module__}.{type(one).__qualname__}".removeprefix("builtins.") for one in chain]
    lines = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for one in reversed(chain)
        for frame in traceback.extract_tb(one.__traceback__)
    ]
    return {"exception": types, "traceback": lines}


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else file
