"""Deleting rows of a database: only those that are meant, never the table's other rows."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.names import name_after
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.slot_tables import match_column_name
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Locator, Text, Value
from nodepilot.sentences import say

_AGO = {
    "postgres": "NOW() - INTERVAL '{number} {unit}'",
    "mySql": "NOW() - INTERVAL {number} {single}",
    "microsoftSql": "DATEADD({single}, -{number}, GETDATE())",
}
_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "eq": "=", "neq": "<>"}
_OLDER = {"gt": "<", "gte": "<=", "lt": ">", "lte": ">="}


def delete_by_query(draft: Draft, flow: Flow, act: Act) -> bool:
    """“delete rows older than 90 days”: one query. False when the condition can't be told in SQL."""
    if (read := _filed_before(draft, flow, act)) is not None:
        return _delete_filed(draft, flow, act, *read)
    hit = act.target or act.source
    if act.verb == "delete" and hit is not None and _empties(draft, act, hit.key):
        return _truncate(draft, flow, act, hit.key)
    if act.verb != "delete" or hit is None or act.condition is None or hit.key not in {*_AGO, "mongoDb"}:
        return False
    key = hit.key
    if any(output.service == key and not output.empty for output in flow.history):
        return False
    if key == "mongoDb":
        return _from_collection(draft, flow, act, act.condition)
    tests = [_test(draft, key, test) for test in act.condition.tests]
    if not all(tests):
        return False
    span = draft.utterance.span(act.first, act.last)
    step = draft.add(
        draft.services.get(key).action_types[0],
        {"operation": "executeQuery", "query": _query(draft, act, tests, act.condition), "options": {}},
        name=f"Delete rows in {draft.services.get(key).name}",
        key=key,
        span=span,
    )
    draft.hook(flow, step)
    flow.give(Output(step, {}, noun="row", service=key, receipt=True), is_subject=False)
    return True


def _filed_before(draft: Draft, flow: Flow, act: Act) -> tuple[Output, Condition] | None:
    """“save the old rows as CSV, then delete them”: the rows that are in the file by now, and what they fulfil."""
    said = act.argument("object")
    if act.verb != "delete" or said is None or not said.pronoun or act.condition is not None:
        return None
    if draft.filtered is None or flow.binary is None:
        return None
    service, condition = draft.filtered
    rows = next((o for o in flow.history if o.service == service and o.many), None)
    return (rows, condition) if rows is not None and service in _AGO else None


def _delete_filed(draft: Draft, flow: Flow, act: Act, rows: Output, condition: Condition) -> bool:
    """One query with the same condition: of the rows themselves, nothing is at hand any more."""
    tests = [_test(draft, rows.service, test) for test in condition.tests]
    table = draft.steps[rows.step].parameters.get("table")
    name = table.value if isinstance(table, Locator) else table
    if not all(tests) or not isinstance(name, str):
        return False
    joint = " OR " if condition.any_of else " AND "
    step = draft.add(
        draft.services.get(rows.service).action_types[0],
        {
            "operation": "executeQuery",
            "query": f"DELETE FROM {name} WHERE {joint.join(tests)}",  # noqa: S608  (shown to its owner, run by n8n)
            "options": {},
        },
        name=f"Delete rows in {draft.services.get(rows.service).name}",
        key=rows.service,
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, step)
    flow.give(Output(step, {}, noun="row", service=rows.service, receipt=True), is_subject=False)
    return True


_WITH_TRUNCATE = frozenset({"postgres", "mySql"})
_EMPTYING = frozenset({"truncate", "empty", "clear", "wipe", "purge"})


def _empties(draft: Draft, act: Act, service: str) -> bool:
    """“truncate the table sessions”: all of its rows, and no condition that keeps any."""
    said = act.argument("object")
    verb = draft.utterance.tokens[act.verb_at].norm if act.verb_at >= 0 else ""
    return (
        service in _WITH_TRUNCATE
        and verb in _EMPTYING
        and act.condition is None
        and said is not None
        and said.nouns[:1] == ["table"]
    )


def _truncate(draft: Draft, flow: Flow, act: Act, service: str) -> bool:
    node_type = draft.services.get(service).action_types[0]
    named = name_after(draft.utterance, act.first, act.last, ("table",))
    parameters: dict[str, Value] = {
        "operation": "deleteTable",
        "table": Locator("name", named[0] if named is not None else "YOUR_TABLE"),
        "deleteCommand": "truncate",
        "options": {},
    }
    if service == "postgres":
        parameters["schema"] = Locator("list", "public")
    step = draft.add(
        node_type,
        parameters,
        name=f"Empty the table in {draft.services.get(service).name}",
        key=service,
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, step)
    flow.give(Output(step, {}, noun="row", service=service, receipt=True), is_subject=False)
    return True


def _from_collection(draft: Draft, flow: Flow, act: Act, condition: Condition) -> bool:
    """Documents of MongoDB that are older than what is said; False for any other condition."""
    test = condition.tests[0]
    if len(condition.tests) > 1 or test.kind != "date" or not isinstance(test.right, float) or not test.unit:
        return False
    draft.assume(say("The age of a document is read from its field `createdAt`."), span=test.span)
    named = name_after(draft.utterance, act.first, act.last, ("collection",))
    sign = "$lt" if test.operator in {"gt", "gte"} else "$gt"
    before = Code(f"$now.minus({{ {test.unit}: {int(test.right)} }}).toISO()")
    step = draft.add(
        "n8n-nodes-base.mongoDb",
        {
            "operation": "delete",
            "collection": named[0] if named is not None else "items",
            "query": Text((f'{{"createdAt": {{"{sign}": {{"$date": "', before, '"}}}')),
        },
        name="Delete documents in MongoDB",
        key="mongoDb",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, step)
    flow.give(Output(step, {}, noun="document", service="mongoDb", receipt=True), is_subject=False)
    return True


def _query(draft: Draft, act: Act, tests: list[str], condition: Condition) -> str:
    named = name_after(draft.utterance, act.first, act.last, ("table",))
    if named is None:
        draft.assume(say("The table is called `records`; change the query to fit your database."))
    table = re.sub(r"[^\w.]", "_", named[0]) if named is not None else "records"
    joint = " OR " if condition.any_of else " AND "
    return f"DELETE FROM {table} WHERE {joint.join(tests)}"  # noqa: S608  (shown to its owner, run by n8n)


def _test(draft: Draft, key: str, test: Test) -> str:
    """One comparison in SQL; "" when there is none for it."""
    column = re.sub(r"\W+", "_", test.left.strip().lower()).strip("_")
    if test.kind == "date" and isinstance(test.right, float) and test.unit and test.operator in _OLDER:
        draft.assume(say("The age of a row is read from its column `created_at`."), span=test.span)
        single = test.unit.rstrip("s").upper()
        ago = _AGO[key].format(number=int(test.right), unit=test.unit, single=single)
        return f"created_at {_OLDER[test.operator]} {ago}"
    if not column or test.operator not in _SIGNS or test.right is None:
        return ""
    value = (
        f"{test.right:g}" if isinstance(test.right, float) else "'" + str(test.right).replace("'", "''") + "'"
    )
    return f"{column} {_SIGNS[test.operator]} {value}"


def where_key(slot: Slot) -> Value:
    """The row with the same key as the data at hand: without it the whole table would be emptied."""
    column = match_column_name(slot)
    return {"values": [{"column": column, "value": slot.role(column) or slot.role("id") or ""}]}


SLOTS: dict[str, SlotFunction] = {"where_key": where_key}
