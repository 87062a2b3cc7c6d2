"""Under which addresses other machines find a server that runs here. Nothing is sent to find them."""

from __future__ import annotations

import contextlib
import re
import socket
from ipaddress import IPv6Address, ip_address

from django.core.management.base import CommandError

EVERYWHERE = ("0", "0.0.0.0", "::", "[::]")  # noqa: S104 - asked for by the person who typed HOST=0.0.0.0
HERE = ("127.0.0.1", "localhost", "[::1]")
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
WIDTH = 72


def names(host: str) -> list[str]:
    """What may stand in the Host header of a request to this server: this machine, by all it is called."""
    if host in EVERYWHERE:
        return [*HERE, *_shown(host), *_host_names()]
    return [*HERE, *([] if is_here(host) else [host])]


def is_here(host: str) -> bool:
    """Whether only this machine itself can open a server on this host."""
    return host in ("", "::1", *HERE) or host.startswith("127.")


def pages(host: str, port: int) -> list[str]:
    """The addresses that a class can type, the likeliest first; none where only this machine can."""
    if is_here(host):
        return []
    return [f"http://{name}:{port}/" for name in (_shown(host) if host in EVERYWHERE else [host])]


def notice(host: str, port: int) -> str:
    """What to tell a class, in a frame; empty where only this machine can open the site."""
    found = pages(host, port)
    if is_here(host):
        return ""
    if found:
        one = len(found) == 1
        lines = [
            f"Your class types {'this' if one else 'one of these'} into a browser:",
            "",
            *(f"    {page}" for page in found),
            "",
            "If it does not open: everybody must be on the same network (not a guest",
            f"network), and this machine's firewall must let port {port} in. On Ubuntu:",
            f"    sudo ufw allow {port}/tcp",
            "",
            "Ctrl-C stops the site.",
        ]
    else:
        lines = [
            "This machine is on no network, so a class cannot open the site. Here it is",
            f"    http://127.0.0.1:{port}/",
        ]
    frame = "-" * max(WIDTH, *(len(line) for line in lines))
    return "\n".join([frame, *lines, frame])


def refuse_taken_port(host: str, port: int, *, ipv6: bool = False) -> None:
    """Say in one sentence that a port cannot be had, before a server says it in twenty lines."""
    family = socket.AF_INET6 if ipv6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({error.strerror}). "
                f"Stop what uses it, or choose another: make run PORT={port + 1}"
            ) from error


def own_addresses(family: socket.AddressFamily) -> list[str]:
    """This machine's addresses on its networks; the one that leads to the others stands first."""
    towards = "192.0.2.1" if family == socket.AF_INET else "2001:db8::1"  # kept for documentation
    found = []
    # no way may lead out; a datagram socket only looks it up
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((towards, 9))
        found.append(probe.getsockname()[0])
    with contextlib.suppress(OSError):  # a name that nobody knows
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, family)]
    return [address for address in dict.fromkeys(found) if _reaches(address)]


def _reaches(address: str) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return not (known.is_loopback or known.is_unspecified or known.is_link_local)


def _shown(host: str) -> list[str]:
    """The addresses under which a server on every interface is found; IPv4 first, being shorter to type."""
    found = own_addresses(socket.AF_INET)
    if ":" in host and socket.has_ipv6:
        found += own_addresses(socket.AF_INET6)
    return [f"[{address}]" if isinstance(ip_address(address), IPv6Address) else address for address in found]


def _host_names() -> list[str]:
    name = socket.gethostname().partition(".")[0].casefold()
    return [name, f"{name}.local"] if NAME.fullmatch(name) and name != "localhost" else []
