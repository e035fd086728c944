"""No test reaches out: whoever tries to connect to another machine gets an error at once."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

LOCAL_NAMES = frozenset({"localhost", "ip6-localhost", "", None})


class ReachedOut(OSError):
    """A test wanted to talk to another machine."""


def is_local(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES or not isinstance(host, str):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def keep_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of other machines are not looked up, and connections to their addresses not made."""
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def guarded_look_up(host: Any, *arguments: Any, **more: Any) -> Any:
        if not is_local(host):
            raise ReachedOut(f"a test wanted to reach {host}")
        return look_up(host, *arguments, **more)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_local(address[0]):
            raise ReachedOut(f"a test wanted to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
