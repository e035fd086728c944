"""Steps that shape the item itself: the thing alone, or a few fields of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known
from nodepilot.plan.model import Code, OriginKind, Value
from nodepilot.plan.shapes import assignment, assignments

PASS_THROUGH = frozenset(
    {"if", "switch", "filter", "wait", "sort", "limit", "removeDuplicates", "noOp", "splitInBatches"}
)
"""Node types that hand their input items on unchanged."""


def is_item_here(draft: Draft, flow: Flow) -> bool:
    """Whether the next node's input items are those of the current data."""
    if flow.data is None or not flow.tails:
        return True
    return all(_leads_to(draft, source, flow.data.step, set()) for source, _ in flow.tails)


def _leads_to(draft: Draft, source: str, wanted: str, seen: set[str]) -> bool:
    if source == wanted:
        return True
    if source in seen or draft.steps[source].node_type.rpartition(".")[2] not in PASS_THROUGH:
        return False
    seen.add(source)
    feeding = [
        link.source for link in draft.links if link.target == source and link.connection_type == "main"
    ]
    return bool(feeding) and all(_leads_to(draft, each, wanted, seen) for each in feeding)


def bring_item(draft: Draft, flow: Flow) -> None:
    """Puts a step in front that hands on the current data alone, where the input would be something else."""
    data = flow.data
    if data is None:
        return
    if data.prefix and data.open:
        source = (
            f"$('{data.step}').item.json.{data.prefix}"
            if not is_item_here(draft, flow)
            else f"$json.{data.prefix}"
        )
        key = draft.add(
            "n8n-nodes-base.set",
            {"mode": "raw", "jsonOutput": Code(source), "options": {}},
            name=f"Keep the {data.prefix}",
            kind=OriginKind.REQUIRED,
        )
        draft.hook(flow, key)
        flow.data = replace(
            data,
            step=key,
            prefix="",
            roles={role: _without(known, data.prefix) for role, known in data.roles.items()},
        )
        flow.history.append(flow.data)
        return
    if not is_item_here(draft, flow):
        key = draft.add(
            "n8n-nodes-base.set",
            {"mode": "raw", "jsonOutput": Code(f"$('{data.step}').item.json"), "options": {}},
            name=f"Back to the {data.noun or 'item'}",
            kind=OriginKind.REQUIRED,
        )
        draft.hook(flow, key)
        flow.data = replace(data, step=key)
        flow.history.append(flow.data)


def _without(known: Known, prefix: str) -> Known:
    return known if known.is_code else Known(known.path.removeprefix(f"{prefix}."))


def set_fields(
    draft: Draft, flow: Flow, fields: Mapping[str, Value], *, name: str = "Pick the fields"
) -> None:
    """A step that makes an item of these fields alone."""
    key = draft.add(
        "n8n-nodes-base.set",
        {"assignments": assignments(*(assignment(n, v) for n, v in fields.items())), "options": {}},
        name=name,
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    if flow.data is not None:
        flow.data = replace(
            flow.data, step=key, fields={n: Known(n) for n in fields}, roles={}, prefix="", open=False
        )
        flow.history.append(flow.data)
