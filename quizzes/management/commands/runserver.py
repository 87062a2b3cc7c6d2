"""The development server, made fit for a classroom.

Small packets are sent at once: without TCP_NODELAY every answer on a kept connection waits some
40 ms for an acknowledgement (Nagle's algorithm against delayed acknowledgement).
"""

from __future__ import annotations

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.servers.basehttp import WSGIServer
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from whitenoise.runserver_nostatic.management.commands.runserver import Command as RunServer

EVERYWHERE = ("0", "0.0.0.0", "[::]")  # noqa: S104 - asked for by the person who typed HOST=0.0.0.0


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
        self.address = address_for_others(options["addrport"] or "")
        own = ["127.0.0.1", "localhost", *([self.address] if self.address else [])]
        settings.ALLOWED_HOSTS += [name for name in own if name not in settings.ALLOWED_HOSTS]
        options["use_reloader"] = options["use_reloader"] and settings.DEBUG
        super().handle(*args, **options)

    def run(self, **options: Any) -> None:
        self.refuse_taken_port()
        if self.address and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":  # the reloader's child is silent
            self.stdout.write(f"Your class opens http://{self.address}:{self.port}/")
        super().run(**options)

    def refuse_taken_port(self) -> None:
        """Say in one sentence that the port is taken, before the reloader says it in twenty lines."""
        family = socket.AF_INET6 if self.use_ipv6 else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.addr.strip("[]"), int(self.port)))
            except OSError as error:
                raise CommandError(
                    f"Port {self.port} of {self.addr} cannot be used ({error.strerror}). "
                    f"Stop what uses it, or choose another: make run PORT={int(self.port) + 1}"
                ) from error


def address_for_others(typed: str) -> str | None:
    """Where the network opens what was typed as HOST:PORT; None where only this machine can."""
    host = typed.rpartition(":")[0]
    if host in EVERYWHERE:
        return lan_address()
    return None if host in ("", "localhost", "[::1]") or host.startswith("127.") else host


def lan_address() -> str:
    """This machine's address on the local network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
