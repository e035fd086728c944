"""Things that a service tells by its API and n8n's node does not read: commits, recordings, tracked hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.plan.model import Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_OPEN_PARTS = {"{owner}": "YOUR_OWNER", "{repository}": "YOUR_REPOSITORY"}


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = packaged_json("composer", "data/api_reads.json")
    return found


def reads_by_api(draft: Draft, act: Act, key: str) -> Mapping[str, Any] | None:
    """What is known of the thing that the act asks the service for; None where the node reads it, or nothing does."""
    if key not in _table():
        return None
    u = draft.utterance
    first, last = act.stretch_of(key)
    said = f" {' '.join(u.tokens[i].norm for i in range(first, min(last, len(u.tokens))))} "
    return next(
        (
            facts
            for facts in _table()[key].values()
            if any(f" {each} " in said for each in facts["words"].split(", "))
        ),
        None,
    )


def read_by_api(draft: Draft, flow: Flow, act: Act, key: str) -> str | None:
    """Calls the API for it, with the service's own credential, and takes the list out of the answer."""
    facts = reads_by_api(draft, act, key)
    if facts is None:
        return None
    u = draft.utterance
    span = u.span(act.first, act.last)
    name = draft.services.get(key).name
    parameters: dict[str, Value] = {
        "url": _address(draft, facts["url"]),
        "authentication": "predefinedCredentialType",
        "nodeCredentialType": facts["credential"],
        "options": {},
    }
    if "method" in facts:
        body = facts["body"]
        parameters |= {"method": facts["method"], "sendBody": True, "specifyBody": "json"}
        parameters["jsonBody"] = f"={body}" if "{{" in body else body
    step = draft.add(
        _BASE + "httpRequest",
        parameters,
        name=f"Get the {facts['noun']} list of {name}",
        key="api",
        span=span,
    )
    draft.hook(flow, step)
    draft.assume(
        say(
            "n8n's node for {name} does not read this: an HTTP Request asks its API, with the same credential.",
            name=name,
        ),
        step,
        span,
    )
    if "YOUR_" in str(parameters["url"]):
        draft.placeholder(step, "url", say("the address of {name}'s API", name=name))
    if "list" in facts:
        step = draft.add(
            _BASE + "splitOut",
            {"fieldToSplitOut": facts["list"], "options": {}},
            name=f"Each {facts['noun']}",
            key="each",
            span=span,
        )
        draft.hook(flow, step)
    roles, fields = dict(_known(facts["roles"])), dict(_known(facts.get("fields", {})))
    flow.give(Output(step, roles, fields, noun=facts["noun"], many=True, service=key))
    return step


def _address(draft: Draft, address: str) -> str:
    repository = next((t.text for t in draft.utterance.tokens if t.kind is Kind.REPO), "")
    owner, _, name = repository.partition("/")
    for part, said in zip(_OPEN_PARTS, (owner, name), strict=True):
        address = address.replace(part, said or _OPEN_PARTS[part])
    return address


def _known(paths: Mapping[str, str]) -> Iterator[tuple[str, Known]]:
    for name, path in paths.items():
        yield name, Known(path[1:], is_code=True) if path.startswith("=") else Known(path)
