from __future__ import annotations

from pathlib import Path

from nodepilot.server.addresses import own_addresses
from nodepilot.settings import Settings


def settings(**changed: object) -> Settings:
    return Settings(data_dir=Path("unused"), **changed)  # type: ignore[arg-type]


def test_loopback() -> None:
    own = own_addresses(settings(port=8000))
    assert own.hosts == {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
    assert own.origins == {"http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"}
    assert own.on_loopback
    assert not own.is_secure


def test_the_usual_port_need_not_be_named() -> None:
    own = own_addresses(settings(port=80))
    assert {"localhost", "localhost:80"} <= own.hosts
    assert {"http://localhost", "http://localhost:80"} <= own.origins


def test_a_public_address_alone() -> None:
    own = own_addresses(settings(host="0.0.0.0", public_url="https://Nodes.Example.com"))  # noqa: S104
    assert own.hosts == {"nodes.example.com", "nodes.example.com:443"}
    assert own.origins == {"https://nodes.example.com"}
    assert own.is_secure
    assert not own.on_loopback


def test_behind_a_proxy_on_the_same_machine() -> None:
    own = own_addresses(settings(port=8000, public_url="https://nodes.example.com"))
    assert {"localhost:8000", "nodes.example.com"} <= own.hosts
