"""From a step to a node with its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nodepilot.catalog import Catalog
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.plan.compiler.credentials import switch_to_credential
from nodepilot.plan.compiler.expressions import ExpressionWriter
from nodepilot.plan.compiler.flow import Flow
from nodepilot.plan.compiler.identity import Identity
from nodepilot.plan.compiler.needed_switches import needed_switches
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.compiler.parameters import complete
from nodepilot.plan.compiler.rendering import Renderer
from nodepilot.plan.compiler.steps import CompiledStep
from nodepilot.plan.compiler.webhooks import own_path
from nodepilot.plan.model import Link
from nodepilot.sentences import say


class NodeMaker:
    """Makes the nodes of one plan."""

    def __init__(
        self,
        names: Mapping[str, str],
        flow: Flow,
        links: Sequence[Link],
        identity: Identity,
        catalog: Catalog,
    ) -> None:
        """`names` maps everything that a reference may name (see `Flow`) to node names."""
        self._names = names
        self._flow = flow
        self._links = links
        self._identity = identity
        self._catalog = catalog

    def make(self, compiled: CompiledStep) -> CompiledNode:
        """The node of a step: rendered, with what its links and credentials call for, defaults filled in."""
        step, version = compiled.step, compiled.version
        writer = ExpressionWriter(step.key, self._names, self._flow)
        renderer = Renderer(step.key, version, writer, lambda path: self._identity.of("part", step.key, path))
        rendered = renderer.parameters(step.parameters)
        added: dict[str, str] = {}

        if step.credential_type:
            as_written = complete(step.key, version, rendered)
            for_credentials = switch_to_credential(step, version, as_written, self._catalog)
            added |= dict.fromkeys(
                for_credentials, say("asks for credentials of the type {type}", type=step.credential_type)
            )
            rendered |= for_credentials

        arriving = [link for link in self._links if link.target == step.key]
        for_links = needed_switches(version, step.parameters, rendered, arriving)
        added |= dict.fromkeys(for_links, say("opens the input that a connection needs"))
        filled = complete(step.key, version, rendered | for_links)

        path = own_path(version, filled, self._identity.of("webhook", step.key))
        if path:
            added |= dict.fromkeys(path, say("n8n gives a new webhook a path of its own"))
            filled = fill_defaults(version, {**filled, **path})
        return CompiledNode(step, version, compiled.name, filled, added)
