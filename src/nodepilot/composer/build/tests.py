"""Conditions of the request as conditions of n8n: the value that a name stands for, operator, type."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.days import day_shapes, is_yearly
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.file_kinds import file_condition
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.comparisons import Condition, Test, whole
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.knowledge.triggers import rank_trigger_events
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.plan.shapes import condition
from nodepilot.plan.shapes.conditions import Condition as Shape
from nodepilot.sentences import say

_STRING = {
    "eq": "equals",
    "neq": "notEquals",
    "contains": "contains",
    "not_contains": "notContains",
    "starts": "startsWith",
    "ends": "endsWith",
    "empty": "empty",
    "not_empty": "notEmpty",
    "regex": "regex",
}
_NUMBER = {"eq": "equals", "neq": "notEquals", "gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte"}
_NUMERIC_ROLES = ("amount", "temperature", "score", "quantity", "age", "distance")
_FORESEEN = frozenset(
    "expected likely forecast forecasted predicted coming mentioned erwartet gemeldet angesagt attendu prevu prévu "
    "esperada esperado prevista previsto prevista".split()
)
_STATES = frozenset({"status", "state", "stage"})
_TITLED = frozenset(
    "card task file folder page board list issue product event record project deal video".split()
)
_POINTING = frozenset({"it", "this", "that", "they"})


def conditions_of(draft: Draft, flow: Flow, wanted: Condition) -> list[Shape]:
    """n8n's comparisons for a condition; `any_of` is the caller's business."""
    made: list[Shape] = []
    for test in wanted.tests:
        made += _shapes(draft, flow, test)
    return made


def _shapes(draft: Draft, flow: Flow, test: Test) -> list[Shape]:
    if test.kind == "state":
        return [_state(flow, test)]
    if test.kind == "found":
        return [_found(draft, flow, test)]
    if test.kind == "file":
        return [_came_along(flow, test)]
    if test.kind == "event":
        return [_happened(draft, flow, test)]
    is_range = test.operator == "between" and test.kind != "clock"
    if is_range and isinstance(test.right, float) and test.upper is not None:
        left = left_value(draft, flow, test)
        return [
            condition(left, "gte", whole(test.right), type="number"),
            condition(left, "lte", whole(test.upper), type="number"),
        ]
    if (of_file := file_condition(flow, test)) is not None:
        return [of_file]
    if (foreseen := _foreseen(flow, test)) is not None:
        return [foreseen]
    if (flag := _flagged(flow, test)) is not None:
        return [flag]
    left = left_value(draft, flow, test)
    if test.kind == "number" and isinstance(test.right, float):
        return [condition(left, _NUMBER.get(test.operator, "equals"), whole(test.right), type="number")]
    if test.kind == "date" and isinstance(test.right, float):
        ago = Code(f"$now.minus({{ {test.unit}: {whole(test.right)} }}).toISO()")
        operator = "before" if test.operator in {"gt", "gte"} else "after"
        return [condition(left, operator, ago, type="dateTime")]
    if test.kind == "day" and isinstance(test.right, float):
        return day_shapes(left, test.operator, int(test.right), yearly=is_yearly(test.left))
    if test.kind == "clock" and isinstance(test.right, float) and test.upper is not None:
        now = Code("$now.hour")
        return [
            condition(now, "gte", whole(test.right), type="number"),
            condition(now, "lt", whole(test.upper), type="number"),
        ]
    if test.kind == "until" and isinstance(test.right, float):
        return [_time_left(flow, test, test.right)]
    if test.operator in {"true", "false"}:
        return [condition(left, test.operator, type="boolean")]
    operator = _STRING.get(test.operator, "equals")
    right = test.right if isinstance(test.right, str) else ""
    if operator in {"empty", "notEmpty"}:
        return [condition(_or_empty(left), operator)]
    if test.operator in {"eq", "neq"} and right == "":
        draft.assume(say("Fill in the secret that requests have to carry."))
        right = "YOUR_SECRET"
    return [condition(left, operator, right)]


def _came_along(flow: Flow, test: Test) -> Shape:
    """Whether a file came with what starts the workflow."""
    source = next((o for o in flow.history if o.binary is not None), flow.history[0])
    count = Code(f"Object.keys($('{source.step}').item.binary ?? {{}}).length")
    return condition(count, "equals" if test.operator == "empty" else "gt", 0, type="number")


def _flagged(flow: Flow, test: Test) -> Shape | None:
    """“it's a draft”: what a service tells by yes or no."""
    if test.operator not in {"eq", "neq"} or not isinstance(test.right, str):
        return None
    role = f"flag:{test.right.lower()}"
    output = next((o for o in flow.history if role in o.roles), None)
    if output is None:
        return None
    return condition(
        output.value(output.roles[role]), "true" if test.operator == "eq" else "false", type="boolean"
    )


def _time_left(flow: Flow, test: Test, bound: float) -> Shape:
    """How long it is until something begins."""
    outputs = ([flow.data] if flow.data is not None else []) + list(reversed(flow.history))
    begins = next((found for o in outputs if (found := o.find("start") or o.find("date")) is not None), None)
    left = _or_empty(begins) if begins is not None else Code("$json.start ?? ''")
    source = left.source if isinstance(left, Code) else "$json.start ?? ''"
    unit = test.unit or "hours"
    until = Code(f"DateTime.fromISO({source}).diffNow('{unit}').{unit}")
    return condition(until, _NUMBER.get(test.operator, "lt"), whole(bound), type="number")


def _foreseen(flow: Flow, test: Test) -> Shape | None:
    """“rain is expected”: the text at hand speaks of it."""
    if test.operator not in {"eq", "neq"} or str(test.right).lower() not in _FORESEEN or not test.left:
        return None
    output = next(
        (o for o in reversed(flow.history) if not o.receipt and {"sentence", "text"} & set(o.roles)), None
    )
    if output is None:
        return None
    known = output.roles.get("sentence") or output.roles["text"]
    return condition(output.value(known), "contains" if test.operator == "eq" else "notContains", test.left)


def _or_empty(left: Value) -> Value:
    if isinstance(left, Ref):
        path = left.path if left.path.startswith("[") else f".{left.path}"
        root = f"$('{left.step}').item.json" if left.step is not None else "$json"
        return Code(f"{root}{path} ?? ''")
    if isinstance(left, Code):
        return Code(f"({left.source}) ?? ''")
    return left


def _state(flow: Flow, test: Test) -> Shape:
    output = next((o for o in reversed(flow.history) if "http_status" in o.roles), None)
    step = output.step if output is not None else None
    left = Code(f"$('{step}').item.json.statusCode ?? 0" if step is not None else "$json.statusCode ?? 0")
    return condition(left, "notEquals" if test.operator == "failing" else "equals", 200, type="number")


def _happened(draft: Draft, flow: Flow, test: Test) -> Shape:
    """Which of the events that the trigger waits for it was; the status of the thing where it does not tell."""
    words = str(test.right).split()
    for output in flow.history:
        if "event" not in output.roles or not _starts(draft, output):
            continue
        ranked = rank_trigger_events(draft.steps[output.step].node_type, words, draft.catalog, limit=1)
        if ranked and ranked[0].takes_many and ranked[0].values:
            return condition(output.value(output.roles["event"]), "equals", ranked[0].values[-1])
    said = replace(test, kind="string", right=words[-1] if words else "")
    return condition(left_value(draft, flow, said), "equals", said.right or "")


def _found(draft: Draft, flow: Flow, test: Test) -> Shape:
    """Whether a look-up found something: its step gives an empty item when it did not."""
    output = lookup_of(draft, flow)
    item = Code(f"$('{output.step}').item.json" if output is not None else "$json")
    if output is not None and fails_when_missing(draft, output):
        failed = Code(f"{item.source}.error")
        return condition(failed, "notExists" if test.operator == "found" else "exists")
    return condition(item, "notEmpty" if test.operator == "found" else "empty", type="object")


def fails_when_missing(draft: Draft, output: Output) -> bool:
    """Whether the step gets one thing, and errs where it is not there."""
    return str(draft.steps[output.step].parameters.get("operation", "")).lower() == "get"


def lookup_of(draft: Draft, flow: Flow) -> Output | None:
    """What the last look-up gave."""
    return next((o for o in reversed(flow.history) if not o.receipt and not _starts(draft, o)), None)


def _starts(draft: Draft, output: Output) -> bool:
    step = draft.steps.get(output.step)
    found = draft.catalog.find(step.node_type) if step is not None else None
    return found is not None and found.latest.is_trigger


def left_value(draft: Draft, flow: Flow, test: Test) -> Value:
    """What is compared: the field that the request names, else the one that the value fits."""
    words = re.sub(r"(?i)\b(field|column|value|property|header)\b", "", test.left).strip()
    if test.left.startswith("header "):
        step = next((o for o in flow.history if o.noun == "request"), flow.data)
        name = test.left.removeprefix("header ").lower()
        return Ref(step.step if step is not None else None, f'headers["{name}"]')
    if words.lower() in _STATES and (role := role_of_value(str(test.right or ""))) is not None:
        # "urgent ones": a state by its form, a priority by what it means, where the data has one.
        told = next((o for o in reversed(flow.history) if role in o.roles), None)
        if told is not None:
            return told.value(told.roles[role])
    if words.lower() in _POINTING:
        words = ""
    if _is_thing(draft, flow, words):
        words = ""
    words = re.sub(r"^(?:\$json|json|body|payload|data)\.(?=\w)", "", words)
    if words:
        found = _named(draft, flow, words)
        if found is not None:
            return found
    if test.kind == "number":
        counted = _counted(flow, test.unit) if test.unit and not words else None
        return counted if counted is not None else _numeric(draft, flow, words)
    if test.kind == "day" and words:
        name = re.sub(r"\W+", "_", words.lower()).strip("_")
        draft.assume(say("I took “{name}” as the field that holds the date.", name=name), span=test.span)
        return Ref(None, name)
    if test.kind in {"date", "day"} and (moment := _moment(flow)) is not None:
        return moment
    value = str(test.right or "")
    return _fitting(draft, flow, value, words)


def _is_thing(draft: Draft, flow: Flow, words: str) -> bool:
    """“if the order is refunded”: the thing itself is named, none of its fields."""
    told = flow.history[0].noun if flow.history else ""
    return bool(told) and any(
        (category, told) in load_lexicon(language).senses(fold(words))
        for language in draft.utterance.languages
        for category in ("nouns",)
    )


def _moment(flow: Flow) -> Ref | Code | None:
    """When the thing at hand was made ("older than 30 days")."""
    for output in ([flow.data] if flow.data is not None else []) + list(reversed(flow.history)):
        if not output.empty and "date" in output.roles:
            return output.value(output.roles["date"])
    return None


def _counted(flow: Flow, unit: str) -> Ref | Code | None:
    """The field that bears the name of what a number counts ("at most 3 days" of the field “days”)."""
    for output in [*([flow.data] if flow.data is not None else []), *reversed(flow.history)]:
        for label, known in output.fields.items():
            if unit.lower() in label.lower().split():
                return output.value(known)
    return None


def _named(draft: Draft, flow: Flow, words: str) -> Ref | Code | None:
    role = "from" if words.lower() == "sender" else role_of_words(words, draft.utterance.languages)
    outputs = ([flow.data] if flow.data is not None else []) + [
        o for o in reversed(flow.history) if o is not flow.data
    ]
    for output in outputs:
        for label, known in output.fields.items():
            if words.lower() in label.lower() or label.lower() in words.lower():
                return output.value(known)
    if role is not None:
        for output in outputs:
            if role == "name" and output.noun in _TITLED and "title" in output.roles:
                # A card's name is what it is called; who made it is another.
                return output.value(output.roles["title"])
            if not output.empty and role in output.roles:
                return output.value(output.roles[role])
            if (
                not output.empty
                and role in {"customer", "author", "title", "url", "status", "text"}
                and (found := output.find(role)) is not None
            ):
                return found
    own = words.lower().replace(" ", "_")
    for output in outputs:
        if not output.empty and own in output.roles:
            return output.value(output.roles[own])
    for output in outputs:
        if output.open and not output.empty and not _is_service(draft, words):
            return output.named(words, None)
    return None


def _is_service(draft: Draft, words: str) -> bool:
    return any(
        hit.mention.text.lower() in words.lower() for hit in draft.utterance.services if not hit.is_generic
    )


def _numeric(draft: Draft, flow: Flow, words: str) -> Value:
    """The number in the data that a bare bound ("over 500") must mean."""
    outputs = ([flow.data] if flow.data is not None else []) + [
        o for o in reversed(flow.history) if o is not flow.data
    ]
    for output in outputs:
        for label, known in output.fields.items():
            if role_of_words(label, draft.utterance.languages) in _NUMERIC_ROLES:
                return output.value(known)
    for output in outputs:
        for role in _NUMERIC_ROLES:
            if role in output.roles:
                return output.value(output.roles[role])
    declared = _declared(draft)
    for output in outputs:
        if output.open and not output.empty:
            return output.value(Known(output.path_of(words or declared or "amount")))
    return Ref(None, words or declared or "amount")


def _declared(draft: Draft) -> str:
    """A quantity that the request speaks of ("Sensor posts temperature")."""
    u = draft.utterance
    for index in range(len(u.tokens)):
        for sense in u.concepts(index, "fields"):
            if sense.concept in _NUMERIC_ROLES:
                return u.words(index, index + sense.length)
    return ""


def _fitting(draft: Draft, flow: Flow, value: str, words: str) -> Value:
    """The field whose values look like this one: a dropdown with that choice, an event's type, a message's text."""
    outputs = ([flow.data] if flow.data is not None else []) + [
        o for o in reversed(flow.history) if o is not flow.data
    ]
    for output in outputs:
        for label, known in output.fields.items():
            if value.lower() in {c.lower() for c in choices_of(draft, output, label)}:
                return output.value(known)
    if not words and (role := role_of_value(value)) is not None:
        found = _named(draft, flow, role)
        if found is not None:
            return found
        told = next((o for o in outputs if not o.empty and not o.receipt), None)
        if told is not None:
            return _supposed(draft, told, role)
    if value.startswith("/"):
        for output in outputs:
            if "text" in output.roles:
                return output.value(output.roles["text"])
    if re.fullmatch(r"\w+(?:\.\w+)+", value):
        for output in outputs:
            if "event" in output.roles:
                return output.value(output.roles["event"])
            if output.open and not output.empty:
                return output.value(Known(output.path_of("type")))
    for output in outputs:
        if words and output.open and not output.empty:
            return output.named(words, None) or Ref(output.step, words)
    if (asked := role_of_words(words, draft.utterance.languages) if words else None) is not None:
        told = next((o for o in outputs if not o.empty and not o.receipt), None)
        if told is not None and asked not in {"status", "category", "title", "text", "name"}:
            return _supposed(draft, told, asked)
    for output in outputs:
        for role in ("status", "type", "category"):
            if role in output.roles and not output.empty:
                return output.value(output.roles[role])
    for output in outputs:
        if output.open and not output.empty:
            return output.value(Known(output.path_of("status")))
    for output in outputs:
        if "text" in output.roles:
            return output.value(output.roles["text"])
    return Ref(None, "status")


def _supposed(draft: Draft, output: Output, field: str) -> Ref:
    """A field that the step is not known to give, by its plainest name."""
    draft.assume(
        say("I compared the field `{field}`; put the right one there if it is called otherwise.", field=field)
    )
    return Ref(output.step, field)


def choices_of(draft: Draft, output: Output, label: str) -> list[str]:
    """The choices of a form's dropdown."""
    step = draft.steps.get(output.step)
    fields = step.parameters.get("formFields") if step is not None else None
    values = fields.get("values", []) if isinstance(fields, dict) else []
    for field in values:
        if isinstance(field, dict) and field.get("fieldLabel") == label:
            options = field.get("fieldOptions")
            return [str(o["option"]) for o in options["values"]] if isinstance(options, dict) else []
    return []
