"""Several sources at once: read side by side and merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value

_BASE = "n8n-nodes-base."


def several_sources(draft: Draft, act: Act, roles: Roles) -> list[str]:
    """Services that a merging act reads from; two at least."""
    if act.verb not in {"merge", "compare"}:
        return []
    keys: list[str] = []
    for argument in act.arguments:
        if argument.role == "to" and act.verb == "merge":
            continue
        for hit in argument.services:
            if (
                roles.is_app(hit)
                and hit.key not in keys
                and draft.services.get(hit.key).action_types
                and hit.key != "rssFeedRead"
                and not hit.is_generic
            ):
                keys.append(hit.key)
    return keys if len(keys) > 1 else []


def merged(draft: Draft, flow: Flow, act: Act, keys: list[str], read: Callable[..., str | None]) -> None:
    """Each source read by itself, then joined by the field that is named."""
    u = draft.utterance
    start = flow.copy()
    ends: list[tuple[str, int]] = []
    data: Output | None = None
    for key in keys:
        branch = start.copy()
        if read(draft, branch, replace(act, verb="get"), key) is not None:
            ends.append(branch.tails[0])
            data = data or branch.data
            flow.history += [o for o in branch.history if o not in flow.history]
    field = next(
        (
            u.tokens[i + 1].text
            for i in range(act.first, min(act.last, len(u.tokens)) - 1)
            if u.tokens[i].norm in {"by", "on", "per", "via", "por", "nach", "par", "uber"}
            and u.service_at(i + 1) is None
            and (
                u.has(i + 1, "fields")
                or u.has(i + 1, "nouns")
                or u.tokens[i + 1].kind in {Kind.SLUG, Kind.QUOTED}
            )
        ),
        None,
    )
    parameters: dict[str, Value] = {"mode": "append"}
    if field is not None:
        parameters = {
            "mode": "combine",
            "fieldsToMatchString": field,
            "joinMode": "keepEverything" if act.verb == "merge" else "keepNonMatches",
            "options": {},
        }
    elif len(ends) > 2:
        parameters["numberInputs"] = len(ends)
    key = draft.add(_BASE + "merge", parameters, name="Merge", key="merge", span=u.span(act.first, act.last))
    for number, (source, output) in enumerate(ends):
        draft.link(source, key, output=output, index=number)
    flow.tails = [(key, 0)]
    if data is not None:
        flow.give(replace(data, step=key, many=True))


def several_addresses(draft: Draft, flow: Flow, act: Act, urls: list[Token]) -> None:
    """Several addresses called, their answers joined."""
    from nodepilot.composer.build import http

    start = flow.copy()
    ends: list[tuple[str, int]] = []
    for token in urls:
        branch = start.copy()
        arguments = [
            replace(a, literals=[t for t in a.literals if t.kind is not Kind.URL or t is token])
            for a in act.arguments
        ]
        http.call(draft, branch, replace(act, arguments=arguments))
        ends.append(branch.tails[0])
        flow.history += [o for o in branch.history if o not in flow.history]
    u = draft.utterance
    field = next(
        (
            u.tokens[i + 1].text
            for i in range(act.first, len(u.tokens) - 1)
            if (u.tokens[i].norm in {"on", "by", "nach", "por"} and u.has(i + 1, "fields"))
            or (u.tokens[i].norm in {"on", "by"} and u.tokens[i + 1].kind is Kind.SLUG)
        ),
        None,
    )
    parameters: dict[str, Value] = {"mode": "append"}
    if field is not None:
        parameters = {
            "mode": "combine",
            "fieldsToMatchString": field,
            "joinMode": "keepEverything",
            "options": {},
        }
    elif len(ends) > 2:
        parameters["numberInputs"] = len(ends)
    key = draft.add(_BASE + "merge", parameters, name="Merge", key="merge", span=u.span(act.first, act.last))
    for number, (source, output) in enumerate(ends):
        draft.link(source, key, output=output, index=number)
    flow.tails = [(key, 0)]
    flow.give(Output(key, {}, noun="response", many=True, open=True))
