"""Several sources at once: read side by side and merged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service, service_name
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.narrowing import narrow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import ServiceHit, Utterance
from nodepilot.composer.reading.role_words import PEOPLE
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_MISSING = frozenset(
    {
        "missing",
        "lacking",
        "absent",
        "fehlen",
        "fehlt",
        "fehlenden",
        "faltan",
        "falta",
        "manquent",
        "manquants",
        "faltam",
    }
)
_MATCHING = frozenset({"match", "matches", "join", "joins"})


def several_sources(draft: Draft, act: Act, roles: Roles) -> list[str]:
    """Services that a merging act reads from, or one that looks for what the other lacks; two at least."""
    if act.verb not in {"merge", "compare"} and not (
        act.verb in {"search", "get", "check", "filter"}
        and act.target is None
        and not draft.lacking
        and _lacking(draft.utterance, act.first, act.last) is not None
    ):
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
                and not (hit.is_generic and hit.mention.need != "spreadsheet")
            ):
                keys.append(hit.key)
    return keys if len(keys) > 1 else []


def merged(draft: Draft, flow: Flow, act: Act, keys: list[str], read: Callable[..., str | None]) -> None:
    """Each source read by itself, then joined by the field that is named."""
    u = draft.utterance
    start = flow.copy()
    ends: list[tuple[str, int]] = []
    sides: list[Output] = []
    for key in keys:
        branch = start.copy()
        if read(draft, branch, _part_of(draft, act, key), key) is not None:
            narrow(draft, branch, _part_of(draft, act, key))
            ends.append(branch.tails[0])
            sides += [branch.data] if branch.data is not None else []
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
    assumed = field is None and len(ends) == 2 and (act.verb != "merge" or _matches(u, act))
    if assumed:
        field = _usual_key(act)
    kept = sides[0] if sides else None
    if field is not None:
        parameters = {
            "mode": "combine",
            **_matched(draft, field, sides),
            "joinMode": "keepEverything" if act.verb == "merge" else "keepNonMatches",
            "options": {},
        }
        lacking = _lacking(u, act.first, len(u.tokens)) if act.verb != "merge" else None
        missing = act.verb == "compare" and any(t.norm in _MISSING for t in u.tokens[act.last :])
        if lacking is not None or (missing and len(keys) > 1):
            # "… and add those that are missing": where they are compared with.
            first = lacking is not None and resolve_service(draft, lacking) == keys[0]
            parameters["outputDataFrom"] = "input2" if first else "input1"
            draft.lacking = keys[0] if first else keys[1]
            kept = sides[1] if first and len(sides) > 1 else kept
            flow.history = [o for o in flow.history if o not in sides or o is kept]
    elif len(ends) > 2:
        parameters["numberInputs"] = len(ends)
    name = f"Missing in {service_name(draft, draft.lacking)}" if draft.lacking else "Merge"
    key = draft.add(_BASE + "merge", parameters, name=name, key="merge", span=u.span(act.first, act.last))
    if assumed:
        draft.assume(say("I matched both lists by their field “{field}”.", field=field), key)
    for number, (source, output) in enumerate(ends):
        draft.link(source, key, output=output, index=number)
    flow.tails = [(key, 0)]
    if kept is not None:
        flow.give(replace(kept, step=key, many=True))


def _part_of(draft: Draft, act: Act, key: str) -> Act:
    """What the act says of one of the services: “… table users and MySQL table orders”."""
    u = draft.utterance
    hits = [h for a in act.arguments for h in a.services]
    hit = next((h for h in hits if resolve_service(draft, h) == key), None)
    reading = replace(act, verb="get", condition=None)
    if hit is None:
        return reading
    before = max((h.last for h in hits if h.last <= hit.first), default=act.first)
    after = min((h.first for h in hits if h.first > hit.first), default=act.last)

    def joint(first: int, last: int) -> int | None:
        places = [
            i for i in range(first, last) if u.has(i, "words", "and", "with") or u.tokens[i].norm == ","
        ]
        return places[-1] if places else None

    end = joint(hit.last, after) if after < act.last else None
    return replace(reading, first=joint(before, hit.first) or before, last=end or after)


def _plain_path(side: Output, role: str) -> str | None:
    """The path of the value in that role; None where it takes more than a path."""
    known = side.roles.get(role)
    if known is None or not known.is_code:
        return known.path if known is not None else None
    simple = re.fullmatch(r"\$json\.([\w.?\[\]]+)", known.path)
    return simple.group(1).replace("?.", ".") if simple is not None else None


def _matched(draft: Draft, field: str, sides: list[Output]) -> dict[str, Value]:
    """The field by which both lists are matched, where each of them has it."""
    role = role_of_words(field.replace("_", " "), draft.utterance.languages)
    names = [(_plain_path(side, role) if role is not None else None) or field for side in sides]
    if len(names) == 2 and set(names) != {field}:
        return {"advanced": True, "mergeByFields": {"values": [{"field1": names[0], "field2": names[1]}]}}
    return {"fieldsToMatchString": field}


def _lacking(u: Utterance, first: int, last: int) -> ServiceHit | None:
    """The place that lacks something: “missing in HubSpot”, “not in the sheet yet”, “nicht in Brevo sind”."""
    last = min(last, len(u.tokens))
    for index in range(first, last):
        if not (u.has(index, "words", "not", "without") or u.tokens[index].norm in _MISSING):
            continue
        for place in range(index + 1, min(index + 6, last)):
            if (hit := u.service_at(place)) is not None:
                return hit
    return None


def _matches(u: Utterance, act: Act) -> bool:
    """“match the payments with the invoices”: pairs are looked for, no longer list."""
    return u.tokens[act.verb_at].norm in _MATCHING


def _usual_key(act: Act) -> str:
    """The field that two lists of such things usually share."""
    nouns = set(act.nouns)
    if nouns & PEOPLE:
        return "email"
    return "sku" if nouns & {"product", "stock"} else "id"


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
