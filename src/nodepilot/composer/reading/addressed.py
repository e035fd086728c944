"""Services that are named beside an address: the address says where it goes."""

from __future__ import annotations

import re

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

_REACHED = frozenset(
    "api endpoint proxy service server gateway backend at under on via through : ( url".split()
)
"""What may stand between a service's name and the address under which it is called."""
_API = re.compile(r"//api\.|/api(?:/|$)|\.json(?:$|\?)|/v\d+(?:/|$)", re.IGNORECASE)


def is_api(url: str) -> bool:
    """Whether programs read what stands there, as far as the address tells."""
    return _API.search(url) is not None


def by_address(u: Utterance, act: Act) -> None:
    """“to our DHL API at https://…”: the address says where it goes, the name whose it is."""
    for hit in (act.target, act.source):
        if hit is None or hit.key == "httpRequest":
            continue
        place = hit.last
        while place < act.last and (
            u.has(place, "nouns", "site", "webhook")
            or u.tokens[place].norm in _REACHED
            or ((other := u.service_at(place)) is not None and other.key == "httpRequest")
        ):
            place += 1
        if hit.last < place < act.last and u.tokens[place].kind is Kind.URL:
            act.target = None if act.target is hit else act.target
            act.source = None if act.source is hit else act.source
