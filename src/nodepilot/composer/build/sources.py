"""Several sources at once: read side by side and merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.build import http
from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.joining import Sides, join, key_field, lacking_in
from nodepilot.composer.build.narrowing import narrow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.side_by_side import place_of, weaves
from nodepilot.composer.reading.story import Act, Item
from nodepilot.plan.model import Value

_BASE = "n8n-nodes-base."


def several_sources(draft: Draft, act: Act, roles: Roles) -> list[str]:
    """Services that a merging act reads from, or one that looks for what the other lacks; two at least."""
    if (
        act.verb not in {"merge", "compare"}
        and not adds_lacking(draft, act)
        and not (
            act.verb in {"search", "get", "check", "filter"}
            and act.target is None
            and not draft.lacking
            and lacking_in(draft.utterance, act.first, act.last) is not None
        )
    ):
        return []
    keys: list[str] = []
    for argument in act.arguments:
        if argument.role == "to" and act.verb == "merge":
            continue
        if argument.role == "about":
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
        if act.verb in {"merge", "compare"}:
            keys += [t.text for t in argument.literals if t.kind is Kind.URL and t.text not in keys]
    services = [key for key in keys if "://" not in key]
    return keys if len(keys) > 1 and services else []


def adds_lacking(draft: Draft, act: Act) -> bool:
    """“put the Airtable records that aren't in MySQL yet into MySQL”: those alone that are not there."""
    if act.verb not in {"add", "copy", "create", "upload"} or act.source is None or act.target is None:
        return False
    lacking = lacking_in(draft.utterance, act.first, act.last, missing_only=True)
    return lacking is not None and lacking.key == act.target.key and not draft.lacking


def merged(draft: Draft, flow: Flow, act: Act, keys: list[str], read: Callable[..., str | None]) -> None:
    """Each source read by itself, then joined by the field that is named."""
    start = flow.copy()
    ends: list[tuple[str, int]] = []
    sides: list[Output] = []
    for key in keys:
        branch = start.copy()
        if "://" in key:
            http.call(draft, branch, _asking(act, key))
            if branch.data is not None:
                ends.append(branch.tails[0])
                sides.append(replace(branch.data, many=True))
                flow.history += [o for o in branch.history if o not in flow.history]
            continue
        if read(draft, branch, _part_of(draft, act, key), key) is not None:
            narrow(draft, branch, _part_of(draft, act, key))
            ends.append(branch.tails[0])
            sides += [branch.data] if branch.data is not None else []
            flow.history += [o for o in branch.history if o not in flow.history]
    join(draft, flow, act, Sides(ends, sides, ["" if "://" in key else key for key in keys]))


def _asking(act: Act, url: str) -> Act:
    """The act as a call of that address alone."""
    arguments = [
        replace(a, services=[], literals=[t for t in a.literals if t.text == url])
        for a in act.arguments
        if any(t.text == url for t in a.literals)
    ]
    return replace(act, verb="get", source=None, target=None, condition=None, arguments=arguments)


def beside(u: Utterance, items: Sequence[Item], index: int) -> int:
    """Where the act stands that joins what the acts from `index` on read, each its own place; `index` if none does."""
    places: list[str] = []
    for place in range(index, len(items)):
        item = items[place]
        if not isinstance(item, Act):
            return index
        if len(places) > 1 and weaves(u, item) and item.verb in {"merge", "compare"}:
            return place
        name = place_of(item)
        if name is None or name in places:
            return index
        places.append(name)
    return index


def side_by_side(
    draft: Draft, flow: Flow, acts: Sequence[Act], joint: Act, do: Callable[[Flow, Act], None]
) -> None:
    """Each act done from where the flow is now, and what they give joined."""
    start = flow.copy()
    ends: list[tuple[str, int]] = []
    sides: list[Output] = []
    for act in acts:
        branch = start.copy()
        do(branch, act)
        if branch.tails == start.tails or branch.data is None:
            continue
        ends.append(branch.tails[0])
        sides.append(branch.data)
        flow.history += [o for o in branch.history if o not in flow.history]
    if len(ends) > 1:
        join(draft, flow, joint, Sides(ends, sides, [side.service for side in sides]))
    elif ends:
        flow.tails = [ends[0]]
        flow.give(sides[0])


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


def several_addresses(draft: Draft, flow: Flow, act: Act, urls: list[Token]) -> None:
    """Several addresses called, their answers joined."""
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
    field = key_field(u, act.first, len(u.tokens))
    parameters: dict[str, Value] = {"mode": "append"}
    if field is not None and len(ends) == 2:
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
