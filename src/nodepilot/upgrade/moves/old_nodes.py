"""Node types that others took over from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nodepilot.upgrade.draft import Draft, Unknown, is_expression
from nodepilot.upgrade.moves.conditions import entries_of
from nodepilot.workflow.edits.paths import MISSING

_NOT_IN_CODE = re.compile(
    r"getWorkflowStaticData|getNodeParameter|getBinaryDataAsync|setBinaryDataAsync|\bhelpers\b|\$item\b"
    r"|\$evaluateExpression|\bthis\b|\brequire\s*\("
)
"""Names that a Function node has and a Code node has not, or has under another name."""

_FILE_FORMATS = frozenset({"csv", "html", "ods", "rtf", "xls", "xlsx"})


def function_code(draft: Draft) -> None:
    """Function to Code: the same program, which finds its items under `items` there too."""
    draft.replace({"jsCode": _code(draft)})


def function_item_code(draft: Draft) -> None:
    """Function Item to Code: `item` is the data of one item, not the item."""
    code = _code(draft)
    if re.search(r"\bitem\b", code) is None:
        raise Unknown("its program does not use `item`.")
    wrapped = f"const item = $json;\n{code}"
    draft.replace({"mode": "runOnceForEachItem", "jsCode": wrapped})


def _code(draft: Draft) -> str:
    code = draft.value("functionCode")
    if not isinstance(code, str) or not code.strip() or is_expression(code):
        raise Unknown("its program is no fixed text.")
    foreign = _NOT_IN_CODE.search(code)
    if foreign is not None:
        raise Unknown(
            f"its program uses `{foreign.group().strip(' (')}`, which is another thing in a Code node."
        )
    return code


def item_lists(draft: Draft) -> None:
    """Lists of field names became texts; the operation became the node type."""
    made: dict[str, Any] = {}
    for name, value in draft.parameters.items():
        if name in ("resource", "operation") or name not in draft.filled:
            continue
        if name in ("fieldsToInclude", "fieldsToExclude", "fieldsToCompare") and isinstance(value, Mapping):
            names = [entry.get("fieldName", "") for entry in entries_of(draft, f"{name}.fields")]
            if any(not isinstance(each, str) or is_expression(each) or "," in each for each in names):
                raise Unknown(f"`{name}` holds something else than plain names.")
            made[name] = ", ".join(names)
        else:
            made[name] = value
    draft.replace(made)


def html_extract(draft: Draft) -> None:
    """The same under one operation of HTML."""
    draft.replace({"operation": "extractHtmlContent", **draft.parameters})


def extract_from_file(draft: Draft) -> None:
    """Spreadsheet File that reads, with its format named."""
    form = draft.value("fileFormat")
    if form not in _FILE_FORMATS:
        raise Unknown("which format it reads is found out when it runs.")
    made: dict[str, Any] = {} if form == "csv" else {"operation": form}
    for name in ("binaryPropertyName", "options"):
        value = draft.given(name)
        if value is not MISSING:
            made[name] = value
    draft.replace(made)


def convert_to_file(draft: Draft) -> None:
    """Spreadsheet File that writes: its format is the operation."""
    form = draft.value("fileFormat")
    if form not in _FILE_FORMATS:
        raise Unknown("the format that it writes is no fixed choice.")
    made: dict[str, Any] = {} if form == "csv" else {"operation": form}
    for name in ("binaryPropertyName", "options"):
        value = draft.given(name)
        if value is not MISSING:
            made[name] = value
    draft.replace(made)


def read_file(draft: Draft) -> None:
    """Read Binary File and Read Binary Files, whose paths may be patterns from here on."""
    path = draft.value("filePath")
    if path is not MISSING and (
        not isinstance(path, str) or (set(path) & set("*?{}!") and not is_expression(path))
    ):
        raise Unknown("its path would be read as a pattern.")
    made: dict[str, Any] = {"fileSelector": draft.value("fileSelector") if path is MISSING else path}
    name = draft.given("dataPropertyName")
    if name is not MISSING:
        made["options"] = {"dataPropertyName": name}
    draft.replace(made)


def write_file(draft: Draft) -> None:
    """Write Binary File."""
    draft.replace({"operation": "write", **draft.parameters})
