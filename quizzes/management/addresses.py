"""Under which addresses other machines find a server that runs here. Nothing is sent to find them.

Run with a command, a host and a port (as make does), this says whether they can be served.
"""

from __future__ import annotations

import contextlib
import errno
import re
import socket
import sys
from ipaddress import IPv6Address, ip_address

from django.core.management.base import CommandError

EVERYWHERE = ("0", "0.0.0.0", "::", "[::]")  # noqa: S104 - asked for by the person who typed HOST=0.0.0.0
HERE = ("127.0.0.1", "localhost", "[::1]")
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
WIDTH = 72
HIGHEST = 65_535  # of the ports


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


def port_of(text: str) -> int:
    """The number of a port. Raises CommandError for anything else."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= HIGHEST:
        raise CommandError(f"PORT must be a whole number from 1 to {HIGHEST}, and is “{text}”.")
    return int(text)


def refuse_taken_port(host: str, port: int, *, ipv6: bool = False, command: str = "make run") -> None:
    """Say in one sentence that a port cannot be had, before a server says it in twenty lines.

    `command` is what was typed, without HOST and PORT: the advice repeats it.
    """
    family = socket.AF_INET6 if ipv6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise CommandError(_why_not(error, host, port, command)) from error


def _why_not(error: OSError, host: str, port: int, command: str) -> str:
    again = command if host == HERE[0] else f"{command} HOST={host}"
    other = f"{again} PORT={port + 1 if port < HIGHEST else 8000}"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. HOST=0.0.0.0 serves every network that it is on."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is used by another program, perhaps by Attest in another window. "
            f"Stop that, or choose another port: {other}"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is closed to you (most are below 1024). Choose another: {again} PORT=8000"
    return f"Port {port} of {host} cannot be used ({error.strerror}). Choose another: {other}"


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


if __name__ == "__main__":
    _command, _host, _port = sys.argv[1:]
    try:
        refuse_taken_port(_host, port_of(_port), ipv6=":" in _host, command=_command)
    except CommandError as fault:
        sys.exit(str(fault))
