"""Lists that were read side by side, made one: appended, matched by a field, or compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service, service_name
from nodepilot.composer.build.changed_rows import only_changed
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import PEOPLE
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
MISSING = frozenset(
    "missing lacking absent fehlen fehlt fehlende fehlender fehlenden faltan faltante faltantes manquante manquantes faltando ausentes falta manquent manquants faltam mancano mancanti".split()
)
_MATCHING = frozenset({"match", "matches", "join", "joins"})
_BY = frozenset(
    "by on per via using through over nach por par uber anhand selon segun mit sobre tramite con pelo pela "
    "mediante usando mittels".split()
)
_WITH = frozenset({"mit", "con", "sobre"})
_BETWEEN = frozenset(
    "the same common shared matching their its column field key spalte feld columna campo".split()
)
_SAME = frozenset(
    "same matching identical common shared gleiche gleichen gleicher mismo misma meme mesmo mesma".split()
)
_FURTHEST = 4
_ONLY_FIRST, _ONLY_SECOND = 0, 3
_DIFFERENT = (_ONLY_FIRST, 2, _ONLY_SECOND)
"""Outputs of Compare Datasets: only in A, (the same in both), different, only in B."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Lists that were read side by side: where each ends, what it gives, and which service it is of ("" for none)."""

    ends: Sequence[tuple[str, int]]
    data: Sequence[Output]
    services: Sequence[str]


def key_field(u: Utterance, first: int, last: int) -> str | None:
    """The field that tells which entries belong together: “by email”, “on customer_id”, “with the same sku”."""
    last = min(last, len(u.tokens))
    for signs in (_BY, _SAME):
        for index in range(first, last - 1):
            if u.tokens[index].norm not in signs:
                continue
            for place in range(index + 1, min(index + 1 + _FURTHEST, last)):
                if u.tokens[index].norm in _WITH and not u.has(place, "fields"):
                    # "mit den Kontakten": what it is compared with.
                    continue
                if _names_field(u, place):
                    length = max(1, u.has(place, "fields"))
                    return u.words(place, place + length).strip("\"'`“”„").replace(" ", "_")
                if not (u.has(place, "words", "det") or u.tokens[place].norm in _BETWEEN):
                    break
    return None


def _names_field(u: Utterance, place: int) -> bool:
    token = u.tokens[place]
    if token.kind in {Kind.SLUG, Kind.QUOTED}:
        return True
    hit = u.service_at(place)
    if hit is not None and not (hit.is_generic and u.has(place, "fields")):
        return False
    return token.norm not in _BETWEEN and bool(u.has(place, "fields") or u.has(place, "nouns"))


def join(draft: Draft, flow: Flow, act: Act, sides: Sides) -> None:
    """Makes one list of the sides, as the act says."""
    u = draft.utterance
    field = key_field(u, act.first, act.last)
    lacking = lacking_in(u, act.first, len(u.tokens)) if act.verb != "merge" else None
    missing = act.verb == "compare" and any(t.norm in MISSING for t in u.tokens[act.last :])
    two = len(sides.ends) == 2
    assumed = field is None and two and (act.verb != "merge" or _matches(u, act))
    if assumed:
        field = _usual_key(act)
    if act.verb == "compare" and two and lacking is None and not missing and field is not None:
        compare(draft, flow, act, sides.ends, field, _names_in_each(draft, field, sides.data))
        return
    parameters: dict[str, Value] = {"mode": "append"}
    kept = sides.data[0] if sides.data else None
    if field is not None and two:
        parameters = {
            "mode": "combine",
            **_matched(draft, field, sides.data),
            "joinMode": "keepEverything" if act.verb == "merge" else "keepNonMatches",
            "options": {},
        }
        if lacking is not None or missing:
            # "… and add those that are missing": where they are compared with.
            first = lacking is not None and resolve_service(draft, lacking) == sides.services[0]
            parameters["outputDataFrom"] = "input2" if first else "input1"
            draft.lacking = sides.services[0] if first else sides.services[1]
            kept = sides.data[1] if first and len(sides.data) > 1 else kept
            flow.history = [o for o in flow.history if o not in sides.data or o is kept]
    elif len(sides.ends) > 2:
        parameters["numberInputs"] = len(sides.ends)
    name = f"Missing in {service_name(draft, draft.lacking)}" if draft.lacking else "Merge"
    key = draft.add(_BASE + "merge", parameters, name=name, key="merge", span=u.span(act.first, act.last))
    if assumed:
        draft.assume(say("I matched both lists by their field “{field}”.", field=field), key)
    for number, (source, output) in enumerate(sides.ends):
        draft.link(source, key, output=output, index=number)
    flow.tails = [(key, 0)]
    if kept is None or (field is not None and act.verb == "merge" and len(sides.data) > 1):
        # Rows of both have the fields of both.
        flow.give(Output(key, {}, noun="row", many=True, open=True))
    else:
        flow.give(replace(kept, step=key, many=True))


def compare(
    draft: Draft,
    flow: Flow,
    act: Act,
    ends: Sequence[tuple[str, int]],
    field: str,
    names: Sequence[str] = (),
    tables: Sequence[str] = (),
) -> None:
    """Two lists row by row; what differs goes on. `names` is what the field is called in each, `tables` what they are called."""
    first, second = names if len(names) == 2 else (field, field)
    parameters: dict[str, Value] = {
        "mergeByFields": {"values": [{"field1": first, "field2": second}]},
        "resolve": "includeBoth",
        "options": {},
    }
    span = draft.utterance.span(act.first, act.last)
    key = draft.add(_BASE + "compareDatasets", parameters, name="Compare", key="compare", span=span)
    for number, (source, output) in enumerate(ends):
        draft.link(source, key, output=output, index=number)
    draft.assume(say("Rows are compared by their field “{field}”.", field=field), key)
    if only_changed(draft, flow, act, key, first):
        return
    only = _only_there(draft.utterance, act, tables)
    flow.tails = [(key, output) for output in (_DIFFERENT if only is None else (only,))]
    flow.give(Output(key, {}, noun="difference", many=True, open=True))


_LACKING = r"(?:missing (?:in|from)|not in|lacking in)"


def _only_there(u: Utterance, act: Act, tables: Sequence[str]) -> int | None:
    """“the rows that are only in New”, “missing in Old”: the output with those of one table; None where neither is said."""
    said = u.text[u.tokens[act.first].start :]
    for place, name in enumerate(tables):
        table = rf"(?:the )?(?:tab |table |sheet )?{re.escape(name)}\b"
        if re.search(rf"\b(?:only|just) in {table}", said, re.IGNORECASE):
            return (_ONLY_FIRST, _ONLY_SECOND)[place]
        if re.search(rf"\b{_LACKING} {table}", said, re.IGNORECASE):
            return (_ONLY_SECOND, _ONLY_FIRST)[place]
    return None


def _plain_path(side: Output, role: str) -> str | None:
    """The path of the value in that role; None where it takes more than a path."""
    known = side.roles.get(role)
    if known is None or not known.is_code:
        return known.path if known is not None else None
    simple = re.fullmatch(r"\$json\.([\w.?\[\]]+)", known.path)
    return simple.group(1).replace("?.", ".") if simple is not None else None


def _names_in_each(draft: Draft, field: str, sides: Sequence[Output]) -> list[str]:
    """What each list calls the field."""
    if "_" in field:
        # "customer_id" is a column's own name, whatever each service calls its ids.
        return [field for _ in sides]
    role = role_of_words(field, draft.utterance.languages)
    return [
        (_plain_path(side, role) if role is not None else None)
        # What the rows are read by later on is called so, too.
        or (side.path_of(field) if side.open and side.style == "Title" else field)
        for side in sides
    ]


def _matched(draft: Draft, field: str, sides: Sequence[Output]) -> dict[str, Value]:
    """The field by which both lists are matched, where each of them has it."""
    names = _names_in_each(draft, field, sides)
    if len(names) == 2 and set(names) != {field}:
        return {"advanced": True, "mergeByFields": {"values": [{"field1": names[0], "field2": names[1]}]}}
    return {"fieldsToMatchString": field}


def lacking_in(u: Utterance, first: int, last: int, *, missing_only: bool = False) -> ServiceHit | None:
    """The place that lacks something: “missing in HubSpot”, “not in the sheet yet”, “nicht in Brevo sind”.

    With `missing_only` “without” tells nothing of the kind: “without duplicates to Airtable”.
    """
    last = min(last, len(u.tokens))
    for index in range(first, last):
        if missing_only and u.has(index, "words", "without"):
            continue
        if not (u.has(index, "words", "not", "without") or u.tokens[index].norm in MISSING):
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
    if nouns & (PEOPLE | {"email"}):
        return "email"
    return "sku" if nouns & {"product", "stock"} else "id"
