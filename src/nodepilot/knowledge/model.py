"""Services and mentions of them, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from nodepilot.kit.records import dataclass


class How(StrEnum):
    """How sure a mention is, best first."""

    EXACT = "exact"  # the service's own name, in any spelling of spaces and capitals
    ALIAS = "alias"  # another name that people use for it
    TYPO = "typo"  # one or two letters away from a name
    GENERIC = "generic"  # no service is named, only what it is for ("email", "spreadsheet")


@dataclass(frozen=True, slots=True)
class Service:
    """Something a workflow talks to, or a core building block.

    `key` is the name of its main node type without package ("googleSheets"). The type tuples hold
    full node type names, the one to prefer first; any may be empty. `roles` maps a connection type
    (`ai_languageModel`, `ai_embedding`, `ai_vectorStore`, `ai_memory`, `ai_document`, `ai_tool`…) to
    the sub-node types that offer it. `needs` are the generic needs that it serves ("email").
    `has_node` is False for a service that n8n has no node for (`data/others.toml`): its types are
    borrowed, HTTP Request and Webhook mostly, and `api` is the base address of its HTTP API if there
    is one for everybody.
    """

    key: str
    name: str
    action_types: tuple[str, ...] = ()
    trigger_types: tuple[str, ...] = ()
    tool_types: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    category: str = ""
    needs: frozenset[str] = frozenset()
    api: str | None = None
    has_node: bool = True

    @property
    def all_types(self) -> tuple[str, ...]:
        """Every node type of the service, preferred ones first."""
        of_roles = [name for names in self.roles.values() for name in names]
        return tuple(dict.fromkeys((*self.action_types, *self.trigger_types, *of_roles, *self.tool_types)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that a mention may mean. `score` is between 0 and 1."""

    service: str
    score: float
    how: How


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name a service: `text[start:end]`, candidates best first.

    `need` is set when the words name a need ("email") and not a service.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    need: str | None = None

    @property
    def best(self) -> Candidate:
        """The likeliest candidate."""
        return self.candidates[0]
