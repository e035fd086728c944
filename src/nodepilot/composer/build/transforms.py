"""Steps that change the list of items: without doubles, in order, fewer, summed up, one by one."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.composer.time_words import NUMBER_WORDS
from nodepilot.plan.model import Code, OriginKind, Ref, Value

_BASE = "n8n-nodes-base."
_UNITS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}
_NEWEST = frozenset(
    "newest latest best top biggest highest cheapest neuesten neusten besten derniers dernieres ultimos ultimas mejores".split()
)
_BEST = frozenset(
    {"top", "best", "highest", "biggest", "besten", "hochsten", "mejores", "meilleurs", "melhores"}
)
_FIRST = frozenset(
    "top first latest last newest only up ersten letzten primeros ultimos premiers derniers primeiros neuesten neusten".split()
)
_LAST = ("last", "letzte", "ultim", "últim", "dernier")
_LINE_ROLES = ("title", "name", "start", "due_date", "amount", "status", "author", "url")


def field_path(flow: Flow, words: str, role: str | None) -> str:
    """The path of a field in the items at hand, for parameters that take a plain name."""
    data = flow.data
    if data is None:
        return re.sub(r"\W+", "_", words.lower()).strip("_")
    for label, known in data.fields.items():
        if words.lower() in label.lower() or label.lower() in words.lower():
            return plain_name(known.path)
    if role is not None and role in data.roles and not data.roles[role].is_code:
        return plain_name(data.roles[role].path)
    if data.open:
        return (
            words.strip()
            if data.style in {"Title", "Question"}
            else re.sub(r"\W+", "_", words.lower()).strip("_")
        )
    return re.sub(r"\W+", "_", singular(words.lower())).strip("_")


def plain_name(path: str) -> str:
    return path[2:-2] if path.startswith('["') else path


def _field_in(draft: Draft, act: Act) -> tuple[str, str | None] | None:
    """The field behind "by", "on" or "per", else the first field's name in the act."""
    u = draft.utterance
    for index in range(act.first, act.last):
        if u.tokens[index].norm in {
            "by",
            "per",
            "on",
            "nach",
            "por",
            "par",
            "selon",
            "anhand",
            "based",
            "same",
            "identical",
            "pro",
            "each",
            "every",
        }:
            for place in range(index + 1, min(index + 4, act.last)):
                if u.service_at(place) is None or u.has(place, "fields"):
                    sense = u.concept(place, "fields")
                    if sense is not None:
                        return u.words(place, place + sense.length), sense.concept
    for index in range(act.verb_at + 1, act.last):
        sense = u.concept(index, "fields")
        hit = u.service_at(index)
        if sense is not None and (hit is None or (act.verb == "dedupe" and hit.is_generic)):
            return u.words(index, index + sense.length), sense.concept
    return None


def dedupe(draft: Draft, flow: Flow, act: Act, told_by: str | None = None) -> None:
    """Without doubles: by the field named, else by `told_by`, else by all of them."""
    found = _field_in(draft, act) or ((told_by, None) if told_by is not None else None)
    span = draft.utterance.span(act.first, act.last)
    parameters: dict[str, Value] = {"options": {}}
    if found is not None:
        parameters |= {"compare": "selectedFields", "fieldsToCompare": field_path(flow, *found)}
    key = draft.add(_BASE + "removeDuplicates", parameters, name="Remove duplicates", span=span)
    draft.hook(flow, key)
    _same(flow, key)


def drop_seen(draft: Draft, flow: Flow, span: tuple[int, int] | None) -> None:
    """Only items that no run before has seen."""
    data = flow.data
    value: Value = Code("$json.id ?? $json.link ?? $json.url ?? JSON.stringify($json)")
    if data is not None:
        for role in ("id", "url", "title"):
            if (known := data.roles.get(role)) is not None:
                value = Code(known.path) if known.is_code else Ref(None, known.path)
                break
    key = draft.add(
        _BASE + "removeDuplicates",
        {"operation": "removeItemsSeenInPreviousExecutions", "dedupeValue": value, "options": {}},
        name="Only new ones",
        span=span,
    )
    draft.hook(flow, key)
    _same(flow, key)


def _same(flow: Flow, key: str) -> None:
    """The items stay what they are."""
    if flow.data is not None:
        flow.data = replace(flow.data, step=key)
        flow.history.append(flow.data)


def sort_items(draft: Draft, flow: Flow, act: Act) -> None:
    """In the order asked for."""
    u = draft.utterance
    words = [u.tokens[i].norm for i in range(act.first, act.last)]
    newest = bool({"newest", "latest", "recent", "neueste", "neuste"} & set(words))
    oldest = "oldest" in words
    data = flow.data
    if newest or oldest:
        known = data.roles.get("date") if data is not None else None
        name = plain_name(known.path) if known is not None and not known.is_code else "date"
        order = "descending" if newest else "ascending"
    else:
        found = _field_in(draft, act)
        figure = (
            data.roles.get("amount")
            if found is None and data is not None and draft.steps[data.step].node_type.endswith("summarize")
            else None
        )
        name = (
            field_path(flow, *found)
            if found is not None
            else plain_name(figure.path)
            if figure is not None
            else (
                "title" if data is None or "title" not in data.roles else plain_name(data.roles["title"].path)
            )
        )
        order = (
            "descending"
            if {"descending", "desc", "highest", "biggest", "largest", "most", "absteigend", "descendente"}
            & set(words)
            or ("high" in words and "low" in words[words.index("high") :])
            or ("ascending" not in words and _best_are_taken(draft, act))
            else "ascending"
        )
    parameters: dict[str, Value] = {
        "sortFieldsUi": {"sortField": [{"fieldName": name, "order": order}]},
        "options": {},
    }
    key = draft.add(_BASE + "sort", parameters, name="Sort", span=u.span(act.first, act.last))
    draft.hook(flow, key)
    _same(flow, key)
    if flow.data is not None and flow.data.open and not flow.data.many:
        # What is put in order is a list, whatever is known of the answer.
        flow.data = replace(flow.data, many=True)
        flow.history[-1] = flow.data


def _best_are_taken(draft: Draft, act: Act) -> bool:
    """“sort by amount and send me the top 10”: the highest come first."""
    u = draft.utterance
    found = limit_of(draft, act.first, len(u.tokens))
    return found is not None and any(
        u.tokens[i].norm in _BEST for i in range(act.first, len(u.tokens)) if u.tokens[i].start < found[1][1]
    )


def limit_of(draft: Draft, first: int, last: int) -> tuple[int, tuple[int, int]] | None:
    """“top 10”, “first 5”, “latest 3”."""
    u = draft.utterance
    for index in range(first, last - 1):
        here, following = _count(u, index), _count(u, index + 1)
        if u.tokens[index].norm in _FIRST and following is not None:
            unit = u.concept(index + 2, "time") if index + 2 < last else None
            if unit is not None and unit.concept in {"day", "week", "hour", "month", "minute"}:
                continue
            return following, u.span(index, index + 2)
        if here is not None and u.tokens[index + 1].norm in _NEWEST:
            return here, u.span(index, index + 2)
    return None


def _count(u: Utterance, index: int) -> int | None:
    """The whole number there, in digits or as a word."""
    token = u.tokens[index] if index < len(u.tokens) else None
    if token is None or u.is_scheduled(index):
        return None
    if token.kind is Kind.NUMBER and token.norm.isdigit():
        return int(token.norm)
    found = NUMBER_WORDS.get(token.norm, 0)
    return found if found > 1 else None


def limit_to(draft: Draft, act: Act) -> tuple[int, tuple[int, int]] | None:
    """“limit to 10”, “limit the list to 25 entries”: the number that an act of limiting names."""
    tokens = draft.utterance.tokens
    for index in range(act.first, min(act.last, len(tokens))) if act.verb == "limit" else ():
        if tokens[index].kind is Kind.NUMBER and tokens[index].norm.isdigit():
            return int(tokens[index].norm), draft.utterance.span(index, index + 1)
    return None


def limit(draft: Draft, flow: Flow, count: int, span: tuple[int, int]) -> None:
    """Only the first few; the last ones of a list whose order is its own (services give the newest first)."""
    said = draft.utterance.text[slice(*span)].lower()
    data = flow.data
    last = said.startswith(_LAST) and data is not None and data.open
    parameters: dict[str, Value] = {"maxItems": count, "keep": "lastItems"} if last else {"maxItems": count}
    key = draft.add(_BASE + "limit", parameters, name=f"{'Last' if last else 'First'} {count}", span=span)
    draft.hook(flow, key)
    _same(flow, key)


def pick_random(draft: Draft, flow: Flow, act: Act) -> None:
    """One of the list by chance, or as many as are asked for."""
    if flow.data is not None and not flow.data.many:
        # "a random joke": whoever was asked has chosen one.
        return
    u = draft.utterance
    span = u.span(act.first, act.last)
    count = next(
        (int(t.norm) for t in u.tokens[act.first : act.last] if t.kind is Kind.NUMBER and t.norm.isdigit()), 1
    )
    draft.hook(flow, draft.add(_BASE + "sort", {"type": "random"}, name="In random order", span=span))
    draft.hook(flow, draft.add(_BASE + "limit", {"maxItems": count}, name=f"First {count}", span=span))
    if flow.data is not None:
        flow.give(replace(flow.data, step=flow.tails[0][0], many=count > 1))


def duration(draft: Draft, act: Act) -> tuple[int, str, tuple[int, int]]:
    """How long an act waits: a number, its unit, and where that stands; a minute when it does not say."""
    u = draft.utterance
    amount, unit, span = 1, "minutes", u.span(act.first, act.last)
    for index in range(act.first, act.last):
        from nodepilot.composer.time_words import as_number

        number = as_number(u.tokens[index])
        if number is None and u.tokens[index].norm in {
            "a",
            "an",
            "ein",
            "eine",
            "einen",
            "un",
            "une",
            "una",
            "um",
            "uma",
        }:
            number = 1
        found = (
            next((s.concept for s in u.concepts(index + 1, "time") if s.concept in {*_UNITS, "week"}), None)
            if index + 1 < act.last
            else None
        )
        if number is not None and found is not None:
            amount, unit = number, _UNITS.get(found, "days")
            if found == "week":
                amount *= 7
            span = u.span(index, index + 2)
            break
    return amount, unit, span


def wait(draft: Draft, flow: Flow, act: Act) -> None:
    """A pause."""
    pause(draft, flow, *duration(draft, act))


def pause(draft: Draft, flow: Flow, amount: int, unit: str, span: tuple[int, int]) -> None:
    """A pause of that length."""
    key = draft.add(
        _BASE + "wait",
        {"amount": amount, "unit": unit},
        name=f"Wait {amount} {unit if amount != 1 else unit[:-1]}",
        span=span,
    )
    draft.hook(flow, key)


def digest(draft: Draft, flow: Flow, span: tuple[int, int] | None = None) -> None:
    """All items in one: their list is one text from here on."""
    data = flow.data
    if data is None:
        return
    key = draft.add(
        _BASE + "aggregate",
        {"aggregate": "aggregateAllItemData", "options": {}},
        name="All in one",
        span=span,
        kind=OriginKind.REQUEST if span else OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    line = _line(data)
    source = (
        f"$json.data.map(i => `• ${{{line}}}`).join('\\n')"
        if "${" not in line
        else f"$json.data.map(i => {line}).join('\\n')"
    )
    flow.give(Output(key, {"digest": Known(source, is_code=True)}, noun=data.noun, service=data.service))


def _line(data: Output) -> str:
    """One item as a line of text, as JavaScript over `i`."""
    parts: list[str] = []
    if data.fields:
        for label, known in list(data.fields.items())[:5]:
            parts.append(f"{label}: ${{{of_item(known)}}}")
        return "`• " + ", ".join(parts) + "`"
    seen: set[str] = set()
    for role in _LINE_ROLES:
        line = data.roles.get(role)
        if line is None or line.path in seen:
            continue
        seen.add(line.path)
        parts.append(f"${{{of_item(line)} ?? ''}}")
        if len(parts) >= 4:
            break
    if parts:
        return "`• " + " – ".join(parts) + "`"
    return "Object.entries(i).filter(([k, v]) => k !== 'row_number' && v !== null && typeof v !== 'object').map(([k, v]) => k + ': ' + v).join(', ')"


def of_item(known: Known) -> str:
    """A value of the item `i` of a list, as JavaScript."""
    if known.is_code:
        return re.sub(r"\$json\b", "i", known.path)
    path = known.path
    if path.startswith("["):
        return f"i{path}"
    return "i." + path.replace(".", "?.")
