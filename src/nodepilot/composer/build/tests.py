"""Conditions of the request as conditions of n8n: the value that a name stands for, operator, type."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from nodepilot.composer.build.compared import choices_of, left_value
from nodepilot.composer.build.days import day_shapes, is_yearly
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.file_kinds import file_condition
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.kinds_of_issues import of_kind
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.well_formed import form_condition
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.reading.comparisons import Condition, Test, whole
from nodepilot.composer.reading.written_values import FORESEEN
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
    "not_starts": "notStartsWith",
    "not_ends": "notEndsWith",
    "empty": "empty",
    "not_empty": "notEmpty",
    "regex": "regex",
    "not_regex": "notRegex",
}
_NUMBER = {"eq": "equals", "neq": "notEquals", "gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte"}
_DATE = {"eq": "equals", "neq": "notEquals", "before": "before", "after": "after"}


def conditions_of(draft: Draft, flow: Flow, wanted: Condition) -> list[Shape]:
    """n8n's comparisons for a condition; `any_of` is the caller's business."""
    made: list[Shape] = []
    for test in wanted.tests:
        made += _shapes(draft, flow, test)
    return made


_MAIL_DOMAIN = re.compile(
    r"\b(?:e-?mail|mail)(?: address)?(?:'s)? domain\b|\bdomain of (?:the|their) e-?mail", re.IGNORECASE
)


def _shapes(draft: Draft, flow: Flow, test: Test) -> list[Shape]:
    if test.kind == "state":
        word = _state_said(draft, flow, test)
        if word is None:
            return [_state(flow, test)]
        test = replace(test, kind="string", operator="eq", left=test.left or "status", right=word)
    if test.kind == "found":
        return [_found(draft, flow, test)]
    if test.kind == "file":
        return [_came_along(flow, test)]
    if test.kind == "event":
        return [_happened(draft, flow, test)]
    if test.kind == "weekdays":
        return [condition(Code(f"[{test.right}].includes($now.weekday)"), test.operator, type="boolean")]
    is_range = test.operator == "between" and test.kind != "clock"
    if is_range and isinstance(test.right, float) and test.upper is not None:
        left = left_value(draft, flow, test)
        return [
            condition(left, "gte", whole(test.right), type="number"),
            condition(left, "lte", whole(test.upper), type="number"),
        ]
    test = _as_offered(draft, flow, _of_domain(flow, of_kind(flow, _of_time(flow, test))))
    if (of_file := file_condition(flow, test)) is not None:
        return [of_file]
    if (of_form := form_condition(draft, flow, test)) is not None:
        return [of_form]
    if (foreseen := _foreseen(flow, test)) is not None:
        return [foreseen]
    if (flag := _flagged(flow, test)) is not None:
        return [flag]
    if _MAIL_DOMAIN.search(test.left) and test.operator in {"eq", "neq"} and isinstance(test.right, str):
        # "the email domain is acme.com"
        address = left_value(draft, flow, replace(test, left="email"))
        ending = f"@{test.right.removeprefix('@')}"
        return [condition(address, "endsWith" if test.operator == "eq" else "notEndsWith", ending)]
    if test.kind == "now":
        return [condition(Code(str(test.right)), test.operator, type="boolean")]
    left = _labels(left_value(draft, flow, test), test)
    if test.kind == "length" and isinstance(test.right, float):
        length = Code(f"String({_source(_or_empty(left))}).length")
        return [condition(length, _NUMBER.get(test.operator, "gt"), whole(test.right), type="number")]
    if test.kind == "field":
        other = left_value(draft, flow, replace(test, left=str(test.right), kind="string"))
        if test.operator in {"eq", "neq"}:
            return [condition(left, _STRING[test.operator], other)]
        return [condition(left, _NUMBER.get(test.operator, "equals"), other, type="number")]
    if test.kind == "calendar":
        return [
            condition(left, _DATE.get(test.operator, "equals"), f"{test.right}T00:00:00", type="dateTime")
        ]
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
        if test.right > test.upper:
            over_midnight = Code(f"$now.hour >= {whole(test.right)} || $now.hour < {whole(test.upper)}")
            return [condition(over_midnight, "true", type="boolean")]
        return [
            condition(now, "gte", whole(test.right), type="number"),
            condition(now, "lt", whole(test.upper), type="number"),
        ]
    if test.kind == "begins":
        begins = Code(str(test.right).replace("$now", f"DateTime.fromISO({_begin(flow)})"))
        return [condition(begins, test.operator, type="boolean")]
    if test.kind == "until" and isinstance(test.right, float):
        return [_time_left(flow, test, test.right)]
    if test.operator in {"true", "false"}:
        said = _YES_OR_NO.search(draft.utterance.text, *test.span)
        if said is None or flow.history[0].noun not in _ANSWERED:
            return [condition(left, test.operator, type="boolean")]
        # A form gives the words of what was chosen.
        test = replace(test, operator=_CHOSEN[test.operator == "true", said[0].lower()], right=said[0])
    test = _of_link(draft, test)
    operator = _STRING.get(_among_labels(flow, test), "equals")
    right = test.right if isinstance(test.right, str) else ""
    if operator in {"empty", "notEmpty"}:
        return [condition(_or_empty(left), operator)]
    if operator == "equals" and _COMMAND.fullmatch(right):
        # "/todo buy milk": what a command is about stands behind it.
        operator = "startsWith"
    if test.operator in {"eq", "neq"} and right == "":
        draft.assume(say("Fill in the secret that requests have to carry."))
        right = "YOUR_SECRET"
    return [condition(left, operator, right)]


_YES_OR_NO = re.compile(r"\b(?:yes|no)\b", re.IGNORECASE)
_ANSWERED = frozenset({"answer", "row", "record", "response", "submission"})
_CHOSEN = {(True, "yes"): "eq", (False, "yes"): "neq", (False, "no"): "eq", (True, "no"): "neq"}
_COMMAND = re.compile(r"/[a-z]\w*", re.IGNORECASE)
_LABELS = frozenset("label labels tag tags".split())


def _labels(left: Value, test: Test) -> Value:
    """The labels as one text, where they stand in a list that nobody has joined."""
    several = test.left.lower().removeprefix("the ") in _LABELS and test.operator in {
        "contains",
        "not_contains",
    }
    return Code(f"JSON.stringify({javascript_of(left)} ?? '')") if several and isinstance(left, Ref) else left


def _among_labels(flow: Flow, test: Test) -> str:
    """The operator; “the label is bug” where a thing has several: it is among them."""
    several = test.left.lower().removeprefix("the ") in _LABELS and any(
        "labels" in o.roles for o in flow.history
    )
    return (
        {"eq": "contains", "neq": "not_contains"}.get(test.operator, test.operator)
        if several
        else test.operator
    )


_LINKS = frozenset({"link", "links", "url", "urls", "web address"})


def _of_link(draft: Draft, test: Test) -> Test:
    """“contains a link”: something that begins like one; in quotation marks it is the word."""
    plain = isinstance(test.right, str) and test.right.lower() in _LINKS
    said = draft.utterance.text[slice(*test.span)]
    if not plain or test.operator not in {"contains", "not_contains"} or re.search(r"[\"'“”]", said):
        return test
    return replace(test, right="http")


_DOMAIN = re.compile(r"@?(?P<name>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})", re.IGNORECASE)


def _of_domain(flow: Flow, test: Test) -> Test:
    """“the domain of the email is gmail.com”: the address has it behind its @."""
    about = re.search(r"\bdomain\b", test.left, re.IGNORECASE)
    domain = _DOMAIN.fullmatch(test.right) if isinstance(test.right, str) and about is not None else None
    first = flow.history[0] if flow.history else None
    if domain is None or first is None or test.operator not in {"eq", "neq", "contains", "not_contains"}:
        return test
    if first.open and not re.search(r"mail|sender|address", test.left, re.IGNORECASE):
        return test
    left = "sender" if first.noun == "email" else "email"
    operator = "not_contains" if test.operator in {"neq", "not_contains"} else "contains"
    return replace(test, left=left, operator=operator, right=f"@{domain['name']}")


def _as_offered(draft: Draft, flow: Flow, test: Test) -> Test:
    """“New patients”, of a form that offers “new”: the choice. “Anonymous reports”, of one that asks “anonymous” by yes and no: yes."""
    if test.operator not in {"eq", "neq"} or not isinstance(test.right, str):
        return test
    said = test.right.lower()
    asked = [label for o in flow.history for label in o.fields if label.lower() in {said, said.split(" ")[0]}]
    for label in asked:
        yes = next((c for o in flow.history for c in choices_of(draft, o, label) if c.lower() == "yes"), None)
        if yes is not None:
            return replace(test, left=label, right=yes)
    choices = [c for o in flow.history for label in o.fields for c in choices_of(draft, o, label)]
    meant = [c for c in choices if said.startswith(f"{c.lower()} ")]
    return test if said in {c.lower() for c in choices} or len(meant) != 1 else replace(test, right=meant[0])


_TIMES = frozenset({"days", "weeks", "months", "years"})


def _of_time(flow: Flow, test: Test) -> Test:
    """“those over 30 days”, of invoices: how long ago they were due, no sum of money."""
    if test.kind != "number" or test.left or test.unit not in _TIMES:
        return test
    data = flow.data
    if data is None or data.open or test.unit in {label.lower() for label in data.fields}:
        return test
    return replace(test, kind="date", left="due date") if "due_date" in data.roles else test


def _came_along(flow: Flow, test: Test) -> Shape:
    """Whether a file came with what starts the workflow."""
    source = next((o for o in flow.history if o.binary is not None), flow.history[0])
    count = Code(f"Object.keys($('{source.step}').item.binary ?? {{}}).length")
    return condition(count, "equals" if test.operator == "empty" else "gt", 0, type="number")


def _flagged(flow: Flow, test: Test) -> Shape | None:
    """“it's a draft”: what a service tells by yes or no."""
    if test.operator not in {"eq", "neq", "contains"} or not isinstance(test.right, str):
        return None
    if test.left in {"name", "title"}:
        # "the name contains stable": the word, not what it says of the thing.
        return None
    roles = _flags(test.right.lower())
    output, role = next(((o, role) for o in flow.history for role in roles if role in o.roles), (None, ""))
    if output is None:
        return None
    return condition(
        output.value(output.roles[role]), "false" if test.operator == "neq" else "true", type="boolean"
    )


def _flags(said: str) -> tuple[str, ...]:
    """The roles that “draft”, “pre-releases” or “stable releases” may name: the words, and without the thing."""
    word, _, thing = said.partition(" ")
    named = (said, singular(said).replace("-", ""), word if thing else said)
    return tuple(f"flag:{each}" for each in named)


def _time_left(flow: Flow, test: Test, bound: float) -> Shape:
    """How long it is until something begins."""
    unit = test.unit or "hours"
    until = Code(f"DateTime.fromISO({_begin(flow)}).diffNow('{unit}').{unit}")
    return condition(until, _NUMBER.get(test.operator, "lt"), whole(bound), type="number")


def _begin(flow: Flow) -> str:
    """When the thing at hand begins, as JavaScript."""
    outputs = ([flow.data] if flow.data is not None else []) + list(reversed(flow.history))
    begins = next((found for o in outputs if (found := o.find("start") or o.find("date")) is not None), None)
    left = _or_empty(begins) if begins is not None else None
    return left.source if isinstance(left, Code) else "$json.start ?? ''"


def _foreseen(flow: Flow, test: Test) -> Shape | None:
    """“rain is expected”: the text at hand speaks of it."""
    if test.operator not in {"eq", "neq"} or str(test.right).lower() not in FORESEEN or not test.left:
        return None
    output = next(
        (o for o in reversed(flow.history) if not o.receipt and {"sentence", "text"} & set(o.roles)), None
    )
    if output is None:
        return None
    known = output.roles.get("sentence") or output.roles["text"]
    return condition(output.value(known), "contains" if test.operator == "eq" else "notContains", test.left)


def _source(value: Value) -> str:
    return value.source if isinstance(value, Code) else json.dumps(value, default=str)


def _or_empty(left: Value) -> Value:
    if isinstance(left, Ref):
        path = left.path if left.path.startswith("[") else f".{left.path}"
        root = f"$('{left.step}').item.json" if left.step is not None else "$json"
        return Code(f"{root}{path} ?? ''")
    if isinstance(left, Code):
        return Code(f"({left.source}) ?? ''")
    return left


_STATED = re.compile(r"\b(?:is|=|==|equals|says|to)\b (?:back )?[\"'“”]?(?P<word>[A-Za-z]+)")


def _state_said(draft: Draft, flow: Flow, test: Test) -> str | None:
    """“the status is down”, of what a webhook or a trigger tells: the word for it. None where an address answered."""
    if any("http_status" in output.roles for output in flow.history) or flow.data is None:
        return None
    if test.left.lower().removeprefix("the ") not in {"status", "state"} and not flow.data.open:
        return None
    said = draft.utterance.text[slice(*test.span)]
    found = _STATED.search(said.replace("'s ", " is "))
    return found["word"] if found is not None else None


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
        ranked = rank_trigger_events(draft.steps[output.step].node_type, words, draft.catalog, limit=_EVENTS)
        if ranked and ranked[0].takes_many and ranked[0].values:
            waited = _waited_for(draft, output.step)
            values = [match.values[-1] for match in ranked if match.values]
            value = next((each for each in values if each in waited), values[0])
            return condition(output.value(output.roles["event"]), "equals", value)
    said = as_state(flow, test)
    return _flagged(flow, said) or condition(left_value(draft, flow, said), "contains", said.right or "")


_ENDS = {
    **dict.fromkeys(("fails", "failed", "failing", "breaks", "broke"), "fail"),
    **dict.fromkeys(("succeeds", "succeeded", "successful", "passes", "passed"), "success"),
}
"""What is common to the words that services have for how something ended (`failed`, `failure`)."""
_EVENTS = 50
"""Events that are weighed."""


def _waited_for(draft: Draft, step: str) -> set[str]:
    """The events that the trigger is set to."""
    return set(re.findall(r'"([^"]+)"', json.dumps(plain(dict(draft.steps[step].parameters)), default=str)))


def as_state(flow: Flow, test: Test) -> Test:
    """What happened, as the state that the thing is in then; a state that is told by yes or no is not looked for in words."""
    words = str(test.right).split()
    last = words[-1] if words else ""
    state = replace(test, kind="string", operator="eq", right=_ENDS.get(last.lower(), last))
    return state if _flagged(flow, state) is not None else replace(state, operator="contains")


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
