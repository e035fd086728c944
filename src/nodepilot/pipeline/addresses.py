"""Addresses in a workflow that nobody named."""

from __future__ import annotations

import re
from typing import Any

_HOST = re.compile(r"https?://([A-Za-z0-9.-]+\.[A-Za-z]{2,})")


def unnamed_hosts(document: Any, named: str) -> tuple[str, ...]:
    """Hosts of addresses in the document that do not stand in the text, each once, in their order."""
    known = named.lower()
    found = dict.fromkeys(host.lower() for host in _HOST.findall(str(document)))
    return tuple(host for host in found if host not in known)
