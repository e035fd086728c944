"""Who feeds whom in a plan, and what follows from it for references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nodepilot.plan.compiler.steps import CompiledStep
from nodepilot.plan.model import Link
from nodepilot.workflow.graph import Graph
from nodepilot.workflow.model import Connection

_UNPAIRED = frozenset(
    {
        "n8n-nodes-base.aggregate",
        "n8n-nodes-base.summarize",
        "n8n-nodes-base.aiTransform",
        "n8n-nodes-base.executeWorkflow",
    }
)
"""Node types whose items come from no single earlier item, so that `.item` finds none or several."""


class Flow:
    """Step keys are the vertices."""

    def __init__(self, steps: Mapping[str, CompiledStep], links: Iterable[Link]) -> None:
        self._steps = steps
        self.graph = Graph(
            steps,
            [
                Connection(
                    each.source,
                    each.target,
                    each.connection_type,
                    each.output,
                    each.connection_type,
                    each.input,
                )
                for each in links
            ],
        )

    def feeds_alone(self, source: str, holder: str) -> bool:
        """Every item that arrives at `holder` (for a sub-node: at its root node) comes from `source`."""
        return self.graph.predecessors(self.graph.root_of(holder)) == (source,)

    def runs_before(self, source: str, holder: str) -> bool:
        """Items of `source` get to `holder`, or to the root node that it is attached to."""
        return any(self.graph.reaches(source, root) for root in self.graph.roots_of(holder))

    def pairs(self, source: str, holder: str) -> bool:
        """n8n can trace an item at `holder` back to the one item of `source` that it came from."""
        root = self.graph.root_of(holder)
        between = (self.graph.reachable(source) & self.graph.ancestors(root)) - {source, root}
        return not any(_loses_pairing(self._steps[key]) for key in between)


def _loses_pairing(step: CompiledStep) -> bool:
    parameters = step.step.parameters
    if step.version.type_name == "n8n-nodes-base.code":
        return parameters.get("mode") != "runOnceForEachItem"
    if step.version.type_name == "n8n-nodes-base.merge":
        return parameters.get("mode") == "combineBySql"
    return step.version.type_name in _UNPAIRED
