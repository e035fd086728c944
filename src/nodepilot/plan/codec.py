"""Plans as JSON, in and out.

    {"name": "Mail to Slack",
     "steps": [{"key": "mail", "node_type": "n8n-nodes-base.gmailTrigger"},
               {"key": "post", "node_type": "n8n-nodes-base.slack",
                "parameters": {"channelId": {"$locator": {"mode": "name", "value": "#inbox"}},
                               "text": {"$text": ["New mail: ", {"$ref": {"step": "mail", "path": "Subject"}}]}}}],
     "links": [{"source": "mail", "target": "post"}]}

Values that are no plain JSON are objects with one key: `$ref`, `$text`, `$code`, `$locator`; a plain object
that happens to look like one of them is wrapped in `$plain`. Keys with their default value are left out.
`load_plan` is strict: an unknown key or a wrong type is an `InvalidPlan` that says where.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import (
    Assumption,
    Code,
    Link,
    Locator,
    Origin,
    OriginKind,
    Placeholder,
    Plan,
    Question,
    Ref,
    Step,
    Text,
    Value,
)
from nodepilot.plan.reading import (
    expect_list,
    expect_object,
    read_number,
    read_optional_text,
    read_scalars,
    read_span,
    read_text,
    read_texts,
    read_whole_number,
    refuse_unknown_keys,
)

_MARKS = frozenset({"$ref", "$text", "$code", "$locator", "$plain"})


def load_plan(document: str | bytes | Mapping[str, Any]) -> Plan:
    """A plan from JSON text or an object that was read already. Raises `InvalidPlan`."""
    raw: Any = document
    if not isinstance(document, Mapping):
        try:
            raw = json.loads(document)
        except (ValueError, RecursionError) as error:
            raise InvalidPlan("The plan is not JSON.", next_step="Write one JSON object.") from error
    value = expect_object(raw, "the plan")
    refuse_unknown_keys(value, [each.name for each in fields(Plan)], "the plan")
    return Plan(
        name=read_text(value, "name", "the plan"),
        steps=tuple(
            _step(each, f"steps[{i}]") for i, each in enumerate(expect_list(value, "steps", "the plan"))
        ),
        links=tuple(
            _link(each, f"links[{i}]") for i, each in enumerate(expect_list(value, "links", "the plan"))
        ),
        assumptions=tuple(
            _assumption(each, f"assumptions[{i}]")
            for i, each in enumerate(expect_list(value, "assumptions", "the plan"))
        ),
        questions=tuple(
            _question(each, f"questions[{i}]")
            for i, each in enumerate(expect_list(value, "questions", "the plan"))
        ),
        placeholders=tuple(
            _placeholder(each, f"placeholders[{i}]")
            for i, each in enumerate(expect_list(value, "placeholders", "the plan"))
        ),
        timezone=read_optional_text(value, "timezone", "the plan"),
    )


def dump_plan(plan: Plan) -> dict[str, Any]:
    """The plan as a JSON object that `load_plan` reads back to an equal plan."""
    return _plain_record(plan)


def load_value(raw: Any, where: str) -> Value:
    """One parameter value from JSON. `where` is for the error."""
    if isinstance(raw, Mapping):
        mark = next(iter(raw)) if len(raw) == 1 else None
        if mark in _MARKS:
            return _marked(str(mark), raw[mark], where)
        return {str(key): load_value(each, f"{where}.{key}") for key, each in raw.items()}
    if isinstance(raw, list | tuple):
        return [load_value(each, f"{where}[{i}]") for i, each in enumerate(raw)]
    if raw is None or isinstance(raw, str | int | float):
        return raw
    raise InvalidPlan(f"{where} holds a {type(raw).__name__}, which is no JSON value.")


def dump_value(value: Value) -> Any:
    """One parameter value as JSON."""
    match value:
        case Ref():
            return {"$ref": {"step": value.step, "path": value.path}}
        case Text():
            return {"$text": [dump_value(part) for part in value.parts]}
        case Code():
            return {"$code": value.source}
        case Locator():
            return {"$locator": {"mode": value.mode, "value": dump_value(value.value)}}
        case Mapping():
            plain = {key: dump_value(each) for key, each in value.items()}
            return {"$plain": plain} if len(plain) == 1 and next(iter(plain)) in _MARKS else plain
        case str() | int() | float() | None:
            return value
        case _:
            return [dump_value(each) for each in value]


def _marked(mark: str, raw: Any, where: str) -> Value:
    where = f"{where}.{mark}"
    match mark:
        case "$ref":
            parts = expect_object(raw, where)
            refuse_unknown_keys(parts, ["step", "path"], where)
            return Ref(read_optional_text(parts, "step", where), read_text(parts, "path", where))
        case "$code":
            if not isinstance(raw, str):
                raise InvalidPlan(f"{where} has to be a text of JavaScript.")
            return Code(raw)
        case "$text":
            return Text(tuple(_text_part(each, where) for each in expect_list({"": raw}, "", where)))
        case "$locator":
            parts = expect_object(raw, where)
            refuse_unknown_keys(parts, ["mode", "value"], where)
            value = load_value(parts.get("value"), f"{where}.value")
            if not isinstance(value, str | Ref | Text | Code):
                raise InvalidPlan(f"{where}.value has to be a text, `$ref`, `$text` or `$code`.")
            return Locator(read_text(parts, "mode", where), value)
        case _:
            plain = expect_object(raw, where)
            return {str(key): load_value(each, f"{where}.{key}") for key, each in plain.items()}


def _text_part(raw: Any, where: str) -> str | Ref | Code:
    part = load_value(raw, where)
    if not isinstance(part, str | Ref | Code):
        raise InvalidPlan(f"{where} is made of texts, `$ref` and `$code` only.")
    return part


def _step(raw: Any, where: str) -> Step:
    value = expect_object(raw, where)
    refuse_unknown_keys(value, [each.name for each in fields(Step)], where)
    parameters = expect_object(value.get("parameters", {}), f"{where}.parameters")
    origins = expect_object(value.get("origins", {}), f"{where}.origins")
    return Step(
        key=read_text(value, "key", where),
        node_type=read_text(value, "node_type", where),
        name=read_text(value, "name", where, default=""),
        parameters={
            str(key): load_value(each, f"{where}.parameters.{key}") for key, each in parameters.items()
        },
        type_version=read_number(value, "type_version", where),
        credential_type=read_optional_text(value, "credential_type", where),
        notes=read_text(value, "notes", where, default=""),
        on_error=read_optional_text(value, "on_error", where),
        settings=read_scalars(value, "settings", where),
        origins={str(path): _origin(each, f"{where}.origins.{path}") for path, each in origins.items()},
    )


def _link(raw: Any, where: str) -> Link:
    value = expect_object(raw, where)
    refuse_unknown_keys(value, [each.name for each in fields(Link)], where)
    return Link(
        source=read_text(value, "source", where),
        target=read_text(value, "target", where),
        output=read_whole_number(value, "output", where),
        input=read_whole_number(value, "input", where),
        connection_type=read_text(value, "connection_type", where, default="main"),
    )


def _origin(raw: Any, where: str) -> Origin:
    value = expect_object(raw, where)
    refuse_unknown_keys(value, [each.name for each in fields(Origin)], where)
    kind = read_text(value, "kind", where)
    if kind not in list(OriginKind):
        allowed = ", ".join(f"`{each}`" for each in OriginKind)
        raise InvalidPlan(f"{where}.kind can't be `{kind}`.", next_step=f"Allowed: {allowed}.")
    return Origin(OriginKind(kind), read_span(value, where), read_text(value, "note", where, default=""))


def _assumption(raw: Any, where: str) -> Assumption:
    value = expect_object(raw, where)
    refuse_unknown_keys(value, [each.name for each in fields(Assumption)], where)
    return Assumption(
        read_text(value, "text", where), read_optional_text(value, "step", where), read_span(value, where)
    )


def _question(raw: Any, where: str) -> Question:
    value = expect_object(raw, where)
    refuse_unknown_keys(value, [each.name for each in fields(Question)], where)
    choices = read_texts(value, "choices", where)
    chosen = read_whole_number(value, "chosen", where)
    if chosen >= len(choices):
        raise InvalidPlan(f"{where}.chosen is {chosen}, but there are {len(choices)} choices.")
    return Question(
        read_text(value, "text", where), choices, chosen, read_optional_text(value, "step", where)
    )


def _placeholder(raw: Any, where: str) -> Placeholder:
    value = expect_object(raw, where)
    refuse_unknown_keys(value, [each.name for each in fields(Placeholder)], where)
    return Placeholder(
        read_text(value, "step", where), read_text(value, "parameter", where), read_text(value, "what", where)
    )


def _plain_record(record: Any) -> dict[str, Any]:
    """A dataclass as JSON, without the fields that hold their default."""
    plain: dict[str, Any] = {}
    for name, default in _defaults(record.__class__):
        value = getattr(record, name)
        if value == default:
            continue
        if name == "parameters":
            plain[name] = {key: dump_value(part) for key, part in value.items()}
        elif name == "origins":
            plain[name] = {path: _plain_record(origin) for path, origin in value.items()}
        elif isinstance(value, tuple):
            plain[name] = [part if isinstance(part, str | int) else _plain_record(part) for part in value]
        else:
            plain[name] = dict(value) if isinstance(value, Mapping) else value
    return plain


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """Names of a dataclass's fields with their defaults, to be compared with only."""
    return tuple((each.name, _default(each)) for each in fields(kind))


def _default(each: Field[Any]) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING
