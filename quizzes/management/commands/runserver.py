"""The development server, made fit for a classroom.

Small packets are sent at once: without TCP_NODELAY every answer on a kept connection waits some
40 ms for an acknowledgement (Nagle's algorithm against delayed acknowledgement).
"""

from __future__ import annotations

import os
import socket
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import WSGIServer
from django.utils import autoreload
from whitenoise.runserver_nostatic.management.commands.runserver import Command as RunServer

from history import checks
from quizzes.management import addresses


class PromptServer(WSGIServer):
    """Django's server, which does not hold small packets back."""

    def get_request(self) -> Any:
        connection, client = super().get_request()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection, client


class Command(RunServer):
    server_cls = PromptServer

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer to this machine's own names, before Django asks for any; without DEBUG, do not reload."""
        self.host = (options["addrport"] or "").rpartition(":")[0]
        own = addresses.names(self.host)
        settings.ALLOWED_HOSTS += [name for name in own if name not in settings.ALLOWED_HOSTS]
        options["use_reloader"] = options["use_reloader"] and settings.DEBUG
        remark = checks.plainly()
        if (
            remark and os.environ.get(autoreload.DJANGO_AUTORELOAD_ENV) != "true"
        ):  # at the start, not at reloads
            self.stdout.write(remark)
        super().handle(*args, **options)

    def run(self, **options: Any) -> None:
        addresses.refuse_taken_port(self.addr, int(self.port), ipv6=self.use_ipv6)
        super().run(**options)

    def on_bind(self, server_port: int) -> None:
        """Say the address to open, in place of Django's remarks: a class's in a frame."""
        here = f"Open http://{self.host or self.addr}:{server_port}/ in a browser. Ctrl-C stops it."
        self.stdout.write(addresses.notice(self.host, server_port) or here)
