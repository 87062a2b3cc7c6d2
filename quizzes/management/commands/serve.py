"""Serve a school: granian with a process for each core, which the `serve` extra brings (`make serve`).

Each process answers one request at a time. Threads would wait for each other's locks on the database, so
more of them make the slowest answers slower.
"""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.module_loading import import_string

from history import checks
from quizzes.management import addresses

SECONDS_TO_FINISH = 20


class Command(BaseCommand):
    help = "Serve the site with granian, one process for each core. “make serve” installs it and runs this."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1; 0.0.0.0 is the whole network")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=0, help="processes; 0 means one for each core")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        try:
            from granian import Granian
            from granian.constants import Interfaces
            from granian.log import LogLevels
        except ImportError as error:
            raise CommandError("granian is not installed here: “make serve” installs and runs it.") from error
        if settings.DEBUG:
            raise CommandError("A school is served with DEBUG=0, as “make serve” does.")
        addresses.refuse_taken_port(host, port, ipv6=":" in host, command="make serve")
        settings.ALLOWED_HOSTS = list(dict.fromkeys([*settings.ALLOWED_HOSTS, *addresses.names(host)]))
        os.environ["ALLOWED_HOSTS"] = ",".join(settings.ALLOWED_HOSTS)  # for processes that are not forked
        connection.close()
        remark = checks.plainly()
        if remark:
            self.stdout.write(remark)
        here = f"Open http://{host}:{port}/ in a browser. Ctrl-C stops it."
        self.stdout.write(addresses.notice(host, port) or here)
        self.stdout.flush()
        Granian(
            "config.wsgi:application",
            address=host.strip("[]"),
            port=port,
            interface=Interfaces.WSGI,
            workers=workers or cores(),
            blocking_threads=1,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=SECONDS_TO_FINISH,
            log_level=LogLevels(settings.LOG_LEVEL.lower()),
            log_dictconfig=settings.LOGGING,
        ).serve(target_loader=application, wrap_loader=False)


def application() -> Any:
    """What a process serves. Ctrl-C reaches it as well as granian, which alone shall end it.

    Ended twice over, it would not finish, and the stop would wait for its whole time.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    return import_string(settings.WSGI_APPLICATION)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
