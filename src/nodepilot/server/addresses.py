"""Which names and origins are the server's own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from nodepilot.settings import Settings

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """`hosts` are values of the Host header, `origins` of the Origin header, in lower case."""

    hosts: frozenset[str]
    origins: frozenset[str]
    is_secure: bool
    on_loopback: bool


def own_addresses(settings: Settings) -> OwnAddresses:
    """The loopback names with the port, and the public address.

    A web page of somebody else can make a browser connect here under a name of its own (DNS rebinding);
    it cannot make the browser lie about that name.
    """
    origins = set()
    if settings.listens_on_loopback:
        origins |= {f"http://{name}:{settings.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    if settings.public_url is not None:
        origins.add(settings.public_url.lower())
    hosts = set()
    for origin in origins:
        parts = urlsplit(origin)
        hosts.add(parts.netloc)
        if parts.port is None:
            hosts.add(f"{parts.netloc}:{DEFAULT_PORTS[parts.scheme]}")
        elif parts.port == DEFAULT_PORTS[parts.scheme]:
            hosts.add(parts.netloc.removesuffix(f":{parts.port}"))
            origins = origins | {origin.removesuffix(f":{parts.port}")}
    return OwnAddresses(
        hosts=frozenset(hosts),
        origins=frozenset(origins),
        is_secure=settings.public_url is not None and settings.public_url.startswith("https:"),
        on_loopback=settings.listens_on_loopback,
    )
