"""A template as it stands in the data files."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import load_entries


class Complexity(StrEnum):
    """How much there is to set up and to understand."""

    SIMPLE = "simple"
    MEDIUM = "medium"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A node to be: its name, its type (written short, `@` for n8n's AI package) and what is set on it.

    `given` holds parameters and the short forms that `shorthand.py` spells out.
    """

    name: str
    type: str
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TemplateLink:
    """`source` feeds `target` over a connection type, from an output to an input."""

    source: str
    target: str
    connection_type: str
    output: int = 0
    input: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """A ready workflow. `use_cases` say in short phrases when one wants it."""

    key: str
    name: str
    description: str
    category: str
    use_cases: tuple[str, ...]
    steps: tuple[TemplateStep, ...]
    links: tuple[TemplateLink, ...]

    @property
    def node_count(self) -> int:
        """Nodes of the workflow."""
        return len(self.steps)

    @property
    def complexity(self) -> Complexity:
        """By the number of nodes, and whether there are sub-nodes."""
        if self.node_count <= 4:
            return Complexity.SIMPLE
        return Complexity.MEDIUM if self.node_count <= 8 else Complexity.ADVANCED

    @property
    def node_types(self) -> tuple[str, ...]:
        """Full names of the node types, each once, in the order of the steps."""
        from nodepilot.knowledge.templates.assemble import full_type

        return tuple(dict.fromkeys(full_type(step.type) for step in self.steps))

    def integrations(self, catalog: Catalog) -> tuple[str, ...]:
        """Names of the services that it talks to, n8n's own building blocks left out."""
        from nodepilot.knowledge.service_index import CORE
        from nodepilot.knowledge.services import load_services

        services = load_services(catalog)
        found = [services.of_type(name) for name in self.node_types]
        return tuple(dict.fromkeys(each.name for each in found if each and each.category not in (CORE, "AI")))

    def document(self, catalog: Catalog) -> dict[str, Any]:
        """The workflow as n8n JSON, with the newest typeVersions of the catalog's release."""
        from nodepilot.knowledge.templates.assemble import assemble

        return assemble(self, catalog)


@cache
def load_templates() -> tuple[Template, ...]:
    """All templates, by category and then in the order of their file."""
    return tuple(_template(name.replace("-", " "), fact) for name, fact in load_entries("templates"))


def _template(category: str, fact: Mapping[str, Any]) -> Template:
    return Template(
        key=fact["key"],
        name=fact["name"],
        description=fact["description"],
        category=category,
        use_cases=tuple(fact["use_cases"]),
        steps=tuple(_step(step) for step in fact["steps"]),
        links=tuple(_link(link) for link in fact["links"]),
    )


def _step(fact: Mapping[str, Any]) -> TemplateStep:
    given = {key: value for key, value in fact.items() if key not in ("name", "type")}
    return TemplateStep(fact["name"], fact["type"], given)


def _link(written: str) -> TemplateLink:
    """`A > B`, `If #1 > B` (second output), `A > Merge #1` (second input), `Model > Agent : ai_languageModel`."""
    ends, _, kind = written.partition(" : ")
    source, _, target = ends.partition(" > ")
    source, _, output = source.partition(" #")
    target, _, place = target.partition(" #")
    return TemplateLink(
        source.strip(), target.strip(), kind.strip() or "main", int(output or 0), int(place or 0)
    )
