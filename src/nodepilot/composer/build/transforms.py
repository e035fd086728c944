"""Steps that change the list of items: without doubles, only new ones, all in one, with a pause."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import speaks_of
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, OriginKind, Ref, Value

_BASE = "n8n-nodes-base."
_UNITS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}
_LINE_ROLES = ("title", "name", "start", "due_date", "amount", "status", "author", "url")


def field_path(flow: Flow, words: str, role: str | None) -> str:
    """The path of a field in the items at hand, for parameters that take a plain name."""
    data = flow.data
    if data is None:
        return _column(words)
    for label, known in data.fields.items():
        if speaks_of(words, label):
            return plain_name(known.path)
    if role is not None and (value := data.roles.get(role)) is not None:
        if not value.is_code:
            return plain_name(value.path)
        if (cents := CENTS.fullmatch(value.path)) is not None:
            return cents["field"]
    if data.open:
        return words.strip() if data.style in {"Title", "Question"} else _column(words)
    return _column(words if _IN_CAPITALS.search(words) else singular(words.lower()))


CENTS = re.compile(r"\$json\.(?P<field>[\w.]+) / 100")
"""An amount that a service counts in cents."""
_IN_CAPITALS = re.compile(r"^\w*[a-z][A-Z]\w*$")
"""“marketCap”: a name as programs write it."""


def _column(words: str) -> str:
    """A name for a column; one that is written as programs write it stays so."""
    return words if _IN_CAPITALS.search(words) else re.sub(r"\W+", "_", words.lower()).strip("_")


def plain_name(path: str) -> str:
    return path[2:-2] if path.startswith('["') else path


_RANKING = re.compile(r"\w+est|most|least|total|same|each|every|highest|most_recent", re.IGNORECASE)


def _begin_of_name(u: Utterance, first: int, place: int) -> int:
    """Where a field's name begins whose last word is at `place`: “(sort by the) hire | date”."""
    start = place
    while start > first and _goes_with_field(u, start - 1):
        start -= 1
    return start


def _goes_with_field(u: Utterance, index: int) -> bool:
    token = u.tokens[index]
    plain = token.kind is Kind.WORD and not u.has(index, "words") and u.service_at(index) is None
    return plain and not u.has(index, "fields") and _RANKING.fullmatch(token.text) is None


def field_in(draft: Draft, act: Act) -> tuple[str, str | None] | None:
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
                        first = _begin_of_name(u, index + 1, place)
                        role = sense.concept if first == place else None
                        return u.words(first, place + sense.length), role
                    if u.tokens[place].kind in {Kind.SLUG, Kind.QUOTED}:
                        return u.tokens[place].text.strip("\"'`“”"), None
    for index in range(act.verb_at + 1, act.last):
        sense = u.concept(index, "fields")
        hit = u.service_at(index)
        if sense is not None and (hit is None or (act.verb == "dedupe" and hit.is_generic)):
            return u.words(index, index + sense.length), sense.concept
    return None


def dedupe(draft: Draft, flow: Flow, act: Act, told_by: str | None = None) -> None:
    """Without doubles: by the field named, else by `told_by`, else by all of them."""
    found = field_in(draft, act) or ((told_by, None) if told_by is not None else None)
    span = draft.utterance.span(act.first, act.last)
    parameters: dict[str, Value] = {"options": {}}
    if found is not None:
        parameters |= {"compare": "selectedFields", "fieldsToCompare": field_path(flow, *found)}
    key = draft.add(_BASE + "removeDuplicates", parameters, name="Remove duplicates", span=span)
    draft.hook(flow, key)
    stays_same(flow, key)


def drop_seen(draft: Draft, flow: Flow, span: tuple[int, int] | None, *, by: str = "") -> None:
    """Only items that no run before has seen; `by`: a role that tells them apart, where they have it."""
    data = flow.data
    value: Value = Code("$json.id ?? $json.link ?? $json.url ?? JSON.stringify($json)")
    if data is not None:
        for role in (by, "id", "url", "title"):
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
    stays_same(flow, key)


def stays_same(flow: Flow, key: str) -> None:
    """The items stay what they are."""
    if flow.data is not None:
        flow.data = replace(flow.data, step=key)
        flow.history.append(flow.data)


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
    """A pause, for a while or until an hour of the day."""
    span = draft.utterance.span(act.first, act.last)
    until = _UNTIL.search(draft.utterance.text[slice(*span)])
    if until is not None:
        _pause_until(draft, flow, until, span)
        return
    pause(draft, flow, *duration(draft, act))


_UNTIL = Pattern(
    r"(?i)\b(?:until|till|bis|jusqu'[àa]|hasta las?|até as)\s+(?:at )?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>am|pm|a\.m\.|p\.m\.|o'clock|uhr|h)?(?![\w:])"
)
_NOON = 12


def _pause_until(draft: Draft, flow: Flow, until: re.Match[str], span: tuple[int, int]) -> None:
    """“wait until 9am”: today where that is still to come, else tomorrow."""
    hour, minute = int(until["hour"]) % 24, int(until["minute"] or 0)
    half = (until["half"] or "").lower()[:1]
    if half == "p" and hour < _NOON:
        hour += _NOON
    elif half == "a" and hour == _NOON:
        hour = 0
    then = f"$now.startOf('day').set({{ hour: {hour}, minute: {minute} }})"
    key = draft.add(
        _BASE + "wait",
        {
            "resume": "specificTime",
            "dateTime": Code(f"({then} > $now ? {then} : {then}.plus({{ days: 1 }})).toISO()"),
        },
        name=f"Wait until {hour}:{minute:02}",
        span=span,
    )
    draft.hook(flow, key)


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
