"""“PDFs go to …, images to …”: the kind of a file, told by its type or its name."""

from __future__ import annotations

from nodepilot.composer.build.draft import Flow
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.value_kinds import file_kind
from nodepilot.plan.model import Code, Ref
from nodepilot.plan.shapes import condition
from nodepilot.plan.shapes.conditions import Condition as Shape

_NAMES = (
    "",
    "file",
    "attachment",
    "document",
    "type",
    "kind",
    "datei",
    "anhang",
    "archivo",
    "fichier",
    "arquivo",
    "it",
    "message",
    "upload",
    "media",
)

"""Services that keep files."""


_STORES = frozenset(
    {"dropbox", "box", "nextCloud", "googleDrive", "microsoftOneDrive", "microsoftSharePoint", "ftp"}
)


def file_condition(flow: Flow, test: Test) -> Shape | None:
    """The comparison for a kind of file; None where the test is about something else."""
    kind = file_kind(test.right) if isinstance(test.right, str) else None
    if kind is None or test.operator not in {"eq", "neq", "contains", "not_contains"}:
        return None
    if test.left and not any(word in _NAMES for word in fold(test.left).split()):
        return None
    left = _type_or_name(flow)
    if left is None:
        return None
    return condition(left, "regex" if test.operator in {"eq", "contains"} else "notRegex", f"/{kind}/i")


def _type_or_name(flow: Flow) -> Ref | Code | None:
    sent = next((o for o in flow.history if "media_type" in o.roles), None)
    if sent is not None:
        return sent.value(sent.roles["media_type"])
    if flow.binary is not None:
        step, name = flow.binary
        held = f"$('{step}').item.binary?.{name}"
        return Code(f"({held}?.mimeType ?? '') + ' ' + ({held}?.fileName ?? '')")
    output = next(
        (
            o
            for o in reversed(flow.history)
            if not o.receipt and (o.noun in {"file", "attachment", "image"} or o.service in _STORES)
        ),
        None,
    )
    if output is None:
        return None
    item = f"$('{output.step}').item.json"
    return Code(f"({item}.mimeType ?? '') + ' ' + ({item}.name ?? '')")
