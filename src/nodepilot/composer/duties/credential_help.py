"""Where credentials come from, and the least that they have to be allowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from nodepilot.catalog import Catalog
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say

_FILLED = frozenset({"string", "number", "json"})
_MOST_FIELDS = 4


@dataclass(frozen=True, slots=True)
class CredentialHelp:
    """`where` says how to get them; `scopes` what to allow for what the steps do, "" where nothing is to choose."""

    where: str
    scopes: str


def credential_help(name: str, kinds: Collection[str], catalog: Catalog) -> CredentialHelp:
    """Help for a credential type whose nodes do these kinds of things (`reads`, `writes`, `deletes`, `asks`)."""
    known = _known().get(name)
    if known is None:
        return CredentialHelp(_by_its_fields(name, catalog), "")
    scopes = [
        known[kind] for kind in ("reads", "writes", "deletes", "asks") if kind in kinds and kind in known
    ]
    each = dict.fromkeys(scope.strip() for scope in ", ".join(scopes).split(", ") if scope.strip())
    return CredentialHelp(say(known["where"]), ", ".join(map(say, each)))


def _by_its_fields(name: str, catalog: Catalog) -> str:
    """What n8n asks for, for a type that nothing more is known of."""
    found = catalog.find_credential(name)
    if found is None:
        return ""
    if name.lower().endswith("oauth2api") or "oAuth2Api" in found.extends:
        return say("Create “{name}” in n8n and sign in there.", name=found.display_name)
    fields = [each.display_name for each in catalog.credential_fields(name) if each.type in _FILLED]
    asked = ", ".join(field for field in fields[:_MOST_FIELDS] if field)
    return (
        say("n8n asks for: {asked}.", asked=asked)
        if asked
        else say("Create “{name}” in n8n.", name=found.display_name)
    )


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    known: dict[str, dict[str, str]] = packaged_json("composer", "data/credentials.json")
    return known
