"""The shape of a submitted plan: other words for its keys, objects where lists belong, JSON inside of texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import Any

from nodepilot.plan.model import Assumption, Link, Placeholder, Plan, Question, Step
from nodepilot.workflow.edits.paths import MISSING

_PLAN_WORDS = {"title": "name", "nodes": "steps", "connections": "links", "edges": "links"}
_STEP_WORDS = {
    "id": "key",
    "type": "node_type",
    "nodeType": "node_type",
    "node": "node_type",
    "label": "name",
    "title": "name",
    "params": "parameters",
    "config": "parameters",
    "arguments": "parameters",
    "onError": "on_error",
    "credentialType": "credential_type",
}
_LINK_WORDS = {
    "from": "source",
    "to": "target",
    "source_key": "source",
    "target_key": "target",
    "sourceOutput": "output",
    "source_output": "output",
    "sourceIndex": "output",
    "targetInput": "input",
    "target_input": "input",
    "targetIndex": "input",
    "type": "connection_type",
    "connectionType": "connection_type",
}
_SETTINGS = ("retryOnFail", "maxTries", "waitBetweenTries", "alwaysOutputData", "executeOnce", "disabled")
_COMPILERS = frozenset({"position", "typeVersion", "type_version", "webhookId", "credentials", "origins"})
"""Keys of a step that are the compiler's business."""
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
LONGEST_NAME = 120


def mended_shape(value: Mapping[str, Any], mends: list[str]) -> dict[str, Any]:
    """An object that has a plan's keys only, each of the type that the codec reads where that can be told."""
    value = _unwrapped(value, mends)
    raw = _renamed(value, _PLAN_WORDS, {each.name for each in fields(Plan)}, "the plan", mends)
    if "steps" not in raw:
        raw |= _recognised(value, mends)
    steps = [_step(each, number, mends) for number, each in enumerate(_list(raw.get("steps"), "key"))]
    steps = _each_once(steps, mends)
    links = [_by_key(_link(each, mends), steps) for each in _links(raw.get("links"), mends)]
    made: dict[str, Any] = {
        "name": _name(raw.get("name")) or "Workflow",
        "steps": steps if isinstance(raw.get("steps", []), list | Mapping | str) else raw["steps"],
        "links": [link for link in links if link],
        "assumptions": list(_rows(raw.get("assumptions"), Assumption, "text", mends)),
        "questions": list(_questions(raw.get("questions"), mends)),
        "placeholders": list(_rows(raw.get("placeholders"), Placeholder, None, mends)),
    }
    if isinstance(raw.get("timezone"), str) and raw["timezone"]:
        made["timezone"] = raw["timezone"]
    return made


def _unwrapped(value: Mapping[str, Any], mends: list[str]) -> Mapping[str, Any]:
    """The plan inside of an object with another name for it, as far as there is just one."""
    if value.keys() & {"steps", "nodes"}:
        return value
    inner = [_parsed(each) for each in value.values()]
    plans = [each for each in inner if isinstance(each, Mapping) and each.keys() & {"steps", "nodes"}]
    if len(plans) != 1:
        return value
    mends.append("The plan stood inside of another object.")
    return plans[0]


def _recognised(value: Mapping[str, Any], mends: list[str]) -> dict[str, Any]:
    """Steps and links under words of another language: by what their entries have."""
    made: dict[str, Any] = {}
    for name, marks in (
        ("steps", ({"node_type"}, {"nodeType"})),
        ("links", ({"source", "target"}, {"from", "to"})),
    ):
        found = [
            key
            for key, each in value.items()
            if isinstance(each, list)
            and each
            and all(isinstance(one, Mapping) and any(mark <= one.keys() for mark in marks) for one in each)
        ]
        if len(found) == 1:
            made[name] = value[found[0]]
            mends.append(f"`{found[0]}` of the plan are its {name}.")
    return made


def _each_once(steps: list[Any], mends: list[str]) -> list[Any]:
    """Without steps that stand there twice, word by word."""
    once = [step for number, step in enumerate(steps) if step not in steps[:number]]
    if len(once) < len(steps):
        mends.append("A step stood there twice.")
    return once


def _step(raw: Any, number: int, mends: list[str]) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    step = _renamed(
        raw, _STEP_WORDS, {each.name for each in fields(Step)} | set(_SETTINGS) | _COMPILERS, "a step", mends
    )
    for key in _COMPILERS & step.keys():
        del step[key]
    given = step.get("settings")
    settings = given if isinstance(given, Mapping) else {}
    beside = {key: step.pop(key) for key in _SETTINGS if key in step}
    step["settings"] = {
        key: each
        for key, each in {**settings, **beside}.items()
        if each is None or isinstance(each, str | int | float)
    }
    parameters = _parsed(step.get("parameters"))
    step["parameters"] = parameters if parameters is not None else {}
    if "name" in step:
        step["name"] = _name(step["name"])
    if not isinstance(step.get("notes", ""), str):
        del step["notes"]
    if not step.get("key"):
        step["key"] = _slug(str(step.get("name") or step.get("node_type") or "step")) + f"_{number + 1}"
        mends.append(f"Step {number + 1} had no key.")
    return {key: each for key, each in step.items() if each is not None}


def _links(raw: Any, mends: list[str]) -> Iterator[Any]:
    """Links one by one; n8n's own form of connections is one of those that are read."""
    raw = _parsed(raw)
    if isinstance(raw, Mapping):
        mends.append("The links were n8n's connections.")
        for source, by_type in raw.items():
            yield from _connections(source, by_type)
        return
    if raw is not None and not isinstance(raw, list):
        yield raw
        return
    for each in raw or []:
        if isinstance(each, str) and _ARROW.search(each):
            ends = _ARROW.split(each.strip())
            yield from ({"source": a, "target": b} for a, b in pairwise(ends))
        elif isinstance(each, list) and len(each) == 2:
            yield {"source": each[0], "target": each[1]}
        else:
            yield each


def _connections(source: str, by_type: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(by_type, Mapping):
        return
    for kind, outputs in by_type.items():
        for output, ends in enumerate(outputs if isinstance(outputs, list) else []):
            for end in ends if isinstance(ends, list) else []:
                if isinstance(end, Mapping):
                    yield {
                        "source": source,
                        "target": end.get("node"),
                        "output": output,
                        "input": end.get("index", 0),
                        "connection_type": kind,
                    }


def _by_key(link: Any, steps: list[Any]) -> Any:
    """With keys where steps were given by their place in the list, from 0."""
    if not isinstance(link, dict):
        return link
    for end in ("source", "target"):
        place = link.get(end)
        if type(place) is int and 0 <= place < len(steps) and isinstance(steps[place], dict):
            link[end] = steps[place]["key"]
    return link


def _link(raw: Any, mends: list[str]) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    link = _renamed(raw, _LINK_WORDS, {each.name for each in fields(Link)}, "a link", mends)
    for key in ("output", "input"):
        number = link.get(key)
        if isinstance(number, str) and number.strip().isdecimal():
            link[key] = int(number)
        elif isinstance(number, bool) and key == "output":
            # Of an IF: its true output is the first.
            link[key] = 0 if number else 1
        elif isinstance(number, float) and number.is_integer():
            link[key] = int(number)
        elif isinstance(number, str) and number.lower() in {"true", "false", "main"}:
            link[key] = 1 if number.lower() == "false" else 0
        elif number is None:
            link.pop(key, None)
    return {key: each for key, each in link.items() if each is not None}


def _rows(raw: Any, made: type[Any], main: str | None, mends: list[str]) -> Iterator[dict[str, Any]]:
    """What is only told to people: entries that cannot be read are left out."""
    known = {each.name for each in fields(made)} - {"span"}
    for each in _list(raw, None):
        if isinstance(each, str) and main is not None:
            yield {main: each}
        elif isinstance(each, Mapping):
            row = {key: text for key, text in each.items() if key in known and isinstance(text, str)}
            if all(row.get(name) for name in ([main] if main else known)):
                yield row
            else:
                mends.append(f"An entry of the {made.__name__.lower()}s could not be read.")


def _questions(raw: Any, mends: list[str]) -> Iterator[dict[str, Any]]:
    for each in _list(raw, None):
        choices = each.get("choices") if isinstance(each, Mapping) else None
        text = each.get("text") if isinstance(each, Mapping) else None
        if not isinstance(choices, list) or len(choices) < 2 or not isinstance(text, str):
            mends.append("A question could not be read.")
            continue
        known = {field.name for field in fields(Question)}
        row = {key: value for key, value in each.items() if key in known and value is not None}
        chosen = row.get("chosen", 0)
        row["chosen"] = chosen if type(chosen) is int and 0 <= chosen < len(choices) else 0
        yield row


def _renamed(
    raw: Mapping[str, Any], words: Mapping[str, str], known: set[str], where: str, mends: list[str]
) -> dict[str, Any]:
    """With the keys that there are; an unknown one is left out, and told."""
    made: dict[str, Any] = {key: each for key, each in raw.items() if key in known}
    for key, each in raw.items():
        meant = words.get(key)
        if key in known:
            continue
        if meant is not None and made.get(meant, MISSING) is MISSING:
            made[meant] = each
            mends.append(f"`{key}` of {where} is `{meant}`.")
        elif key not in words:
            mends.append(f"{where.capitalize()} has no `{key}`.")
    return made


def _list(raw: Any, key: str | None) -> list[Any]:
    """A list, also of an object whose keys are the entries' own."""
    raw = _parsed(raw)
    if isinstance(raw, Mapping):
        return [
            {**({key: name} if key else {}), **each} if isinstance(each, Mapping) else each
            for name, each in raw.items()
        ]
    return list(raw) if isinstance(raw, list) else []


def _parsed(value: Any) -> Any:
    """JSON that was put into a text."""
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _name(value: Any) -> str:
    return " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) else ""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.rpartition(".")[2].lower()).strip("_") or "step"
