"""What the compiler makes of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Assumption, Origin, Placeholder, Question
from nodepilot.workflow.edits import Edit


@dataclass(frozen=True, slots=True)
class CredentialNeeded:
    """A person has to choose credentials of this type at this node before it can run.

    `required` is False where n8n runs the node without them too.
    """

    node: str
    credential_type: str
    display_name: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Setup:
    """What a person still has to do, in n8n's words; `step` and `node` fields hold node names."""

    credentials: tuple[CredentialNeeded, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledPlan:
    """A finished workflow document with the reasons for its parts beside it.

    `document` is n8n's JSON, fresh and free to change. `provenance` maps a node's name to its origins
    by dotted parameter path ("" is the node itself). `node_names` maps a step's key to its node's name.
    """

    document: dict[str, Any]
    provenance: Mapping[str, Mapping[str, Origin]]
    setup: Setup
    node_names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """Edits that add a plan to a workflow, with the same things beside them as a `CompiledPlan`.

    Apply them with `nodepilot.workflow.edits.apply`; the new nodes have no positions yet (`place_new`
    gives them some).
    """

    edits: tuple[Edit, ...]
    provenance: Mapping[str, Mapping[str, Origin]]
    setup: Setup
    node_names: Mapping[str, str]
