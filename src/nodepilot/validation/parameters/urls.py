"""Does n8n take a text as a URL? It asks the platform's URL parser (the WHATWG standard)."""

from __future__ import annotations

import re

_URL = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f]")
_SCHEMES = frozenset({"http", "https", "ftp", "file"})
_EDGES = "".join(map(chr, range(0x21)))


def is_url(text: str) -> bool:
    """True for http, https, ftp and file URLs; without `://` n8n puts `https://` in front."""
    if "://" not in text:
        text = f"https://{text}"
    text = re.sub(r"[\t\n\r]", "", text.strip(_EDGES))
    match = _URL.match(text)
    if match is None or match["scheme"].lower() not in _SCHEMES:
        return False
    if match["scheme"].lower() == "file":
        return True
    rest = match["rest"].replace("\\", "/").lstrip("/")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    host_and_port = authority.rpartition("@")[2]
    return _is_host(host_and_port)


def _is_host(host_and_port: str) -> bool:
    if host_and_port.startswith("["):
        end = host_and_port.find("]")
        return end > 0 and re.fullmatch(r"\[[0-9a-fA-F:.]+\](:\d*)?", host_and_port) is not None
    host, _, port = host_and_port.partition(":")
    if port and (not port.isascii() or not port.isdigit() or int(port) > 65535):
        return False
    host = re.sub(r"%[0-9a-fA-F]{2}", "x", host)
    if not host or _FORBIDDEN_IN_HOST.search(host):
        return False
    last = host.rstrip(".").rpartition(".")[2]
    if last.isascii() and last.isdigit():
        return _is_ipv4(host.rstrip("."))
    return True


def _is_ipv4(host: str) -> bool:
    parts = host.split(".")
    if len(parts) > 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return False
    numbers = [int(part) for part in parts]
    return all(number < 256 for number in numbers[:-1]) and numbers[-1] < 256 ** (5 - len(numbers))
