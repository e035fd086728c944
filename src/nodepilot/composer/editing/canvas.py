"""The workflow that is talked about: what its nodes are called, which services they use, what they give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.ports import outputs
from nodepilot.composer.build.outputs import Column, Known, Output, event_of, output_of
from nodepilot.composer.build.translators import TRANSLATED
from nodepilot.composer.editing.giving import given
from nodepilot.composer.editing.recent import Recent, recent_of
from nodepilot.composer.editing.spelling_of_fields import spelt_as_used
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.model import Service
from nodepilot.knowledge.services import Services
from nodepilot.workflow.model import MAIN, Connection, Node, Workflow

BASE = "n8n-nodes-base."
LANGCHAIN = "@n8n/n8n-nodes-langchain."

PASSING = frozenset(
    BASE + each for each in ("if", "filter", "switch", "wait", "noOp", "merge", "splitInBatches")
) | {LANGCHAIN + "textClassifier", LANGCHAIN + "sentimentAnalysis"}
"""Node types whose items leave as they came."""

FORKS = frozenset(
    {BASE + "if", BASE + "switch", LANGCHAIN + "textClassifier", LANGCHAIN + "sentimentAnalysis"}
)
"""Node types that send some items another way than others."""

LISTING = frozenset(
    BASE + each for each in ("removeDuplicates", "limit", "sort", "splitOut", "aggregate", "summarize")
)
_JOINING = frozenset(
    {
        BASE + "aggregate",
        BASE + "summarize",
        BASE + "limit",
        BASE + "sort",
        LANGCHAIN + "chainLlm",
        LANGCHAIN + "agent",
    }
)
_AI_TEXT = {
    LANGCHAIN + "chainLlm": "text",
    LANGCHAIN + "agent": "output",
    LANGCHAIN + "chainSummarization": "output.text",
    LANGCHAIN + "openAi": "output[0].content[0].text",
    LANGCHAIN + "anthropic": "content[0].text",
    LANGCHAIN + "googleGemini": "content.parts[0].text",
}
_READS = re.compile(
    r"(?i)^(get|read|list|search|fetch|download|select|execute|find|\dday|current|translate|analy|transcri|summar|classif)"
)
"""Operations that bring something or turn it into something else, and change nothing outside."""
_OWN_WRITERS = frozenset(
    BASE + each
    for each in ("respondToWebhook", "readWriteFile", "writeBinaryFile", "dataTable", "executeWorkflow")
)
"""Node types that write without an account."""


@dataclass(frozen=True, slots=True)
class Way:
    """An output of a node: the way on which its items go on, where a next step can hook on."""

    node: str
    output: int = 0


class Canvas:
    """Questions about the open workflow."""

    def __init__(
        self,
        workflow: Workflow,
        catalog: Catalog,
        services: Services,
        columns: Sequence[Column] = (),
        earlier: Workflow | None = None,
    ) -> None:
        """`columns` are fields of data that came with what was said, `earlier` is the workflow before its last change."""
        self.workflow = workflow
        self.catalog = catalog
        self.services = services
        self.columns = tuple(columns)
        self.earlier = earlier

    def with_workflow(self, workflow: Workflow) -> Canvas:
        """The same with another state of the workflow."""
        return Canvas(workflow, self.catalog, self.services, self.columns, self.earlier)

    @cached_property
    def recent(self) -> Recent:
        """What the last change made."""
        return recent_of(self.earlier, self.workflow)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes but notes, in the document's order."""
        return tuple(node for node in self.workflow.nodes if not node.is_sticky_note and node.name)

    def version(self, node: Node) -> NodeTypeVersion | None:
        """The node type at the node's version; None for an unknown one."""
        found = self.catalog.find(node.type)
        return found.at(node.type_version) if found is not None else None

    def service(self, node: Node) -> Service | None:
        """The service that the node talks to, or the building block that it is."""
        plain = node.type.removesuffix("Tool")
        return self.services.of_type(node.type) or self.services.of_type(plain)

    def is_trigger(self, node: Node) -> bool:
        """It starts the workflow."""
        version = self.version(node)
        return version is not None and version.is_trigger

    def is_sub_node(self, node: Node) -> bool:
        """It hangs under a root node."""
        return self.workflow.graph.is_sub_node(node.name)

    def gives_items(self, node: Node) -> bool:
        """A next step can hook on to it; so can one to a node whose type is unknown."""
        version = self.version(node)
        if version is None:
            return True
        given = outputs(version, node.parameters, on_error=node.on_error, type_version=node.type_version)
        return any(port.type == MAIN for port in given)

    def is_writing(self, node: Node) -> bool:
        """It changes something outside: sends, creates, updates, deletes."""
        if self.is_trigger(node) or self.is_sub_node(node) or node.type in PASSING | LISTING | set(_AI_TEXT):
            return False
        service, version = self.service(node), self.version(node)
        if service is None or version is None or node.type == BASE + "httpRequest":
            return False
        if node.type.startswith(LANGCHAIN):
            return node.type == LANGCHAIN + "chat" or node.parameters.get("mode") == "insert"
        if node.type in _OWN_WRITERS:
            return True
        if not service.action_types or not version.credentials:
            # Nothing outside is changed by what needs no account.
            return False
        return not _READS.match(str(self.parameter(node, "operation") or ""))

    def parameter(self, node: Node, name: str) -> Any:
        """A parameter's value: what is set, else the default of the first property of that name that fits."""
        if name in node.parameters:
            return node.parameters[name]
        version = self.version(node)
        if version is None:
            return None
        resource = None if name == "resource" else self.parameter(node, "resource")
        for prop in version.properties_named(name):
            wanted = prop.display_options.show.get("resource") if prop.display_options is not None else None
            if wanted is None or resource is None or resource in wanted:
                return prop.default
        return None

    def links(self, name: str) -> tuple[Connection, ...]:
        """The connections on which items arrive at the node."""
        return self.workflow.graph.incoming(name, MAIN)

    def leaving(self, way: Way) -> tuple[Connection, ...]:
        """The connections on which items leave by that output."""
        return tuple(
            each for each in self.workflow.graph.outgoing(way.node, MAIN) if each.source_index == way.output
        )

    def before_joining(self, node: Node) -> Sequence[Connection]:
        """In front of the node; where its items were put together or written about before, in front of that."""
        links: Sequence[Connection] = self.links(node.name)
        while len(links) == 1:
            above = self.workflow.get(links[0].source)
            if above.type not in _JOINING or not self.links(above.name):
                break
            links = self.links(above.name)
        return links

    def above_forks(self, links: Sequence[Connection]) -> Sequence[Connection]:
        """These connections; where they leave branching nodes, those that lead there."""
        while links and all(self.workflow.get(link.source).type in FORKS for link in links):
            links = [above for link in links for above in self.links(link.source)]
        return links

    @cached_property
    def triggers(self) -> tuple[Node, ...]:
        """What starts the workflow."""
        return tuple(node for node in self.nodes if self.is_trigger(node))

    @cached_property
    def forks(self) -> tuple[Node, ...]:
        """The steps that send some items another way than others."""
        return tuple(node for node in self.nodes if node.type in FORKS)

    @cached_property
    def ends(self) -> tuple[Node, ...]:
        """Nodes in the flow that nothing follows but could, in the document's order."""
        return tuple(
            node
            for node in self.nodes
            if not self.is_sub_node(node)
            and not self.workflow.graph.outgoing(node.name, MAIN)
            and self.gives_items(node)
        )

    def above(self, names: Sequence[str]) -> list[Node]:
        """These nodes and all before them, from the trigger on."""
        wanted = set(names)
        for name in names:
            wanted |= self.workflow.graph.ancestors(name)
        return [self.workflow.nodes_by_name[name] for name in self._in_order() if name in wanted]

    @cached_property
    def steps(self) -> tuple[Node, ...]:
        """The nodes of the flow from the trigger on, without those that hang under others."""
        by_name = self.workflow.nodes_by_name
        named = (by_name[name] for name in self._in_order() if name in by_name)
        return tuple(node for node in named if not self.is_sub_node(node) and not node.is_sticky_note)

    def _in_order(self) -> Iterator[str]:
        graph = self.workflow.graph
        waiting = [node.name for node in self.triggers] or list(graph.starts)
        seen: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            if name in seen:
                continue
            seen.add(name)
            yield name
            waiting += graph.successors(name)
        yield from (node.name for node in self.nodes if node.name not in seen)

    def output(self, node: Node) -> Output:
        """What the node's items hold, as far as that can be known."""
        resource, operation = self.parameter(node, "resource"), self.parameter(node, "operation")
        if (path := _AI_TEXT.get(node.type)) is not None:
            if resource == "audio":
                path = "text"
            return Output(node.name, {"ai_text": Known(path), "text": Known(path)}, noun="answer")
        if (field := TRANSLATED.get(node.type)) is not None:
            return Output(node.name, {"text": Known(field)}, noun="translation")
        service = self.service(node)
        made = output_of(
            self.catalog,
            node.name,
            node.type,
            resource if isinstance(resource, str) else None,
            operation if isinstance(operation, str) else None,
            service=service.key if service is not None else "",
            event=event_of({name: self.parameter(node, name) for name in ("event", "topic")}),
        )
        return spelt_as_used(given(node, made), node, self.workflow, PASSING)
