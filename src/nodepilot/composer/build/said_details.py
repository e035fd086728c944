"""How something is to be written, told beside what is written: “due in 3 days”, “CC my boss”, “silently”, “in the thread”.

Each of them is a parameter of its own in the nodes that have it. Where a node has none, its words stay unused, which the
answer says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from nodepilot.catalog import Property
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.build.said_options import priorities_said
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.composer.time_words import as_number
from nodepilot.kit.packaged import packaged_json
from nodepilot.plan.model import Code, Locator, Value
from nodepilot.sentences import say

_DUE = frozenset("due deadline fallig falligkeit vence vencimiento vencimento echeance rendre".split())
_BETWEEN = frozenset(
    "in date on by of for am bis for with set to en dans em el le para pour fecha de a".split()
)
_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months"}
_DAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}
_TODAY = frozenset("today heute hoy aujourd'hui hoje".split())
_TOMORROW = frozenset("tomorrow morgen manana demain amanha".split())
_COPIES = {"cc": "cc", "cc'd": "cc", "copy": "cc", "bcc": "bcc", "bcc'd": "bcc", "blind": "bcc"}
_SILENT = frozenset(
    "silent silently quietly still lautlos silencioso silenciosa silencieux silencieuse".split()
)
_ALL_DAY = frozenset({"all-day", "full-day", "ganztagig", "ganztagigen", "ganztagiges"})
_THREADS = frozenset({"thread", "threads", "hilo"})
_REMINDERS = frozenset("reminder reminders erinnerung recordatorio rappel lembrete".split())
_IN_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
_NOTHING = frozenset({"and", ",", "&", "or"})


def set_said_details(draft: Draft, flow: Flow, act: Act, step: str) -> None:
    """Sets what the act tells of how it is done, where the step has a parameter for it."""
    u = draft.utterance
    spoken = range(act.first, min(act.last, len(u.tokens)))
    words = {u.tokens[i].norm for i in spoken}
    if words & _DUE:
        _due(draft, step, spoken)
    if words & _COPIES.keys():
        _copies(draft, step, spoken)
    if words & _SILENT:
        _silent(draft, step, spoken)
    if words & _ALL_DAY or ("all" in words and "day" in words):
        _all_day(draft, step, spoken)
    if words & _THREADS:
        _in_thread(draft, flow, step, spoken)
    elif act.verb == "reply":
        keep_to_thread(draft, flow, step)
    if words & _REMINDERS:
        _reminder(draft, step, spoken)
    if "assigned" in words or "assign" in words:
        _assigned(draft, step, spoken)
    _numbered_priority(draft, step, spoken)


def _named(draft: Draft, step: str, *parts: str) -> Iterator[tuple[tuple[str, ...], Property]]:
    """The step's parameters whose names begin so."""
    for path, prop in own_parameters(draft, step):
        if prop.name.lower().startswith(parts):
            yield path, prop


# when it is due


def _due(draft: Draft, step: str, spoken: range) -> None:
    u = draft.utterance
    for index in spoken:
        if u.tokens[index].norm not in _DUE:
            continue
        place = index + 1
        while place in spoken and (u.tokens[place].norm in _BETWEEN or u.has(place, "words", "det")):
            place += 1
        found = _moment(u, place, spoken.stop)
        if found is None:
            continue
        source, last = found
        for path, prop in _named(draft, step, "due"):
            if prop.type == "dateTime" or (prop.type == "string" and prop.name == "dueDate"):
                day = prop.type == "string" or prop.name.endswith("_on")
                value = Code(f"{source}.{'toISODate' if day else 'toISO'}()")
                put(draft, step, path, value, u.span(index, last))
                return


def _moment(u: Utterance, place: int, last: int) -> tuple[str, int] | None:
    """A time from now on, in JavaScript, and where its words end."""
    if place >= last:
        return None
    norm = u.tokens[place].norm
    if norm in _TODAY:
        return "$today", place + 1
    if norm in _TOMORROW:
        return "$today.plus({ days: 1 })", place + 1
    number = as_number(u.tokens[place])
    unit = next((s.concept for s in u.concepts(place + 1, "time") if s.concept in _UNITS), None)
    if number is not None and unit is not None:
        return f"$now.plus({{ {_UNITS[unit]}: {number} }})", place + 2
    if norm == "next" and place + 1 < last:
        unit = next((s.concept for s in u.concepts(place + 1, "time") if s.concept in _UNITS), None)
        if unit is not None:
            return f"$now.plus({{ {_UNITS[unit]}: 1 }})", place + 2
        place += 1
    day = next((_DAYS[s.concept] for s in u.concepts(place, "time") if s.concept in _DAYS), None)
    if day is not None:
        return f"$today.plus({{ days: ({day} - $today.weekday + 7) % 7 || 7 }})", place + 1
    return None


# who gets a copy


def _copies(draft: Draft, step: str, spoken: range) -> None:
    u = draft.utterance
    for index in spoken:
        kind = _COPIES.get(u.tokens[index].norm)
        if kind is None or (u.tokens[index].norm == "copy" and u.tokens[index - 1].norm != "in"):
            continue
        path = next((p for p, prop in _named(draft, step, kind) if prop.type == "string"), None)
        if path is None:
            continue
        addresses = _addresses_behind(u, index + 1, spoken.stop) or _address_before(u, index, spoken.start)
        if addresses:
            said = [u.tokens[i].text for i in addresses]
            span = u.span(min(index, *addresses), max(index, *addresses) + 1)
            as_list = draft.steps[step].node_type.endswith(".awsSes")
            put(draft, step, path, said if as_list else ", ".join(said), span)
            _take_away(draft, step, path, said)
            continue
        first = index + 1
        while first < spoken.stop and u.tokens[first].norm in {":", "to"}:
            first += 1
        last = first
        while (
            last < spoken.stop
            and u.tokens[last].norm not in _NOTHING | {"."}
            and not u.has(last, "words", "in", "via")
        ):
            last += 1
        if last > first and u.service_at(first) is None:
            put(draft, step, path, "you@example.com", u.span(index, last))
            draft.placeholder(
                step, ".".join(path), say("the address of “{person}”", person=u.words(first, last))
            )


def _addresses_behind(u: Utterance, place: int, last: int) -> list[int]:
    found: list[int] = []
    while place < last:
        if u.tokens[place].kind is Kind.EMAIL:
            found.append(place)
        elif u.tokens[place].norm not in _NOTHING | {":", "to"}:
            break
        place += 1
    return found


def _address_before(u: Utterance, index: int, first: int) -> list[int]:
    """“with ana@b.c | in CC”."""
    place = index - 1
    while place > first and u.tokens[place].norm in {"in", "on", "as"}:
        place -= 1
    return [place] if u.tokens[place].kind is Kind.EMAIL else []


def _take_away(draft: Draft, step: str, path: tuple[str, ...], addresses: list[str]) -> None:
    """Who gets a copy is none of those that it is sent to."""
    for name, value in draft.steps[step].parameters.items():
        if name != path[0] and isinstance(value, str) and any(each in value for each in addresses):
            kept = [each.strip() for each in value.split(",") if each.strip() not in addresses]
            if kept:
                draft.set(step, name, ", ".join(kept))
                continue
            draft.set(step, name, "you@example.com")
            draft.placeholder(step, name, say("the address that the mail goes to"))


# how it is sent


def _silent(draft: Draft, step: str, spoken: range) -> None:
    u = draft.utterance
    at = next(i for i in spoken if u.tokens[i].norm in _SILENT)
    for path, prop in _named(draft, step, "disable_notification"):
        if prop.type == "boolean":
            put(draft, step, path, value=True, span=u.span(at, at + 1))


def _all_day(draft: Draft, step: str, spoken: range) -> None:
    u = draft.utterance
    at = next((i for i in spoken if u.tokens[i].norm in _ALL_DAY | {"all"}), None)
    for path, prop in _named(draft, step, "allday", "isallday"):
        if at is not None:
            value = True if prop.type == "boolean" else "yes"
            put(draft, step, path, value, u.span(at, at + (1 if "day" in u.tokens[at].norm else 2)))


def keep_to_thread(draft: Draft, flow: Flow, step: str) -> None:
    """“…, it looks things up and answers in the thread”: said of the bot, not of its message."""
    told = [i for i, token in enumerate(draft.utterance.tokens) if token.norm in _THREADS]
    if told:
        _in_thread(draft, flow, step, range(told[0], told[0] + 1))


def _in_thread(draft: Draft, flow: Flow, step: str, spoken: range) -> None:
    """In Slack an answer goes to the thread of the message that came in."""
    u = draft.utterance
    made = draft.steps[step]
    told = next(
        (o for o in flow.history if "thread" in o.roles and o.service == "slack" and not o.receipt), None
    )
    if not made.node_type.endswith(".slack") or told is None:
        return
    at = next(i for i in spoken if u.tokens[i].norm in _THREADS)
    held = made.parameters.get("otherOptions")
    options: dict[str, Value] = dict(held) if isinstance(held, Mapping) else {}
    options["thread_ts"] = {"replyValues": {"thread_ts": told.value(told.roles["thread"])}}
    put(draft, step, ("otherOptions",), options, u.span(at, at + 1))


def _reminder(draft: Draft, step: str, spoken: range) -> None:
    """“with a 15 minute reminder”, “a reminder 2 hours before”: how long before an event of a calendar it is told."""
    u = draft.utterance
    at = next(i for i in spoken if u.tokens[i].norm in _REMINDERS)
    if not any(True for _ in _named(draft, step, "usedefaultreminders")):
        return
    for index in spoken:
        number = as_number(u.tokens[index])
        unit = next((s.concept for s in u.concepts(index + 1, "time") if s.concept in _IN_MINUTES), None)
        if number is None or unit is None or abs(index - at) > len(_IN_MINUTES):
            continue
        span = u.span(min(index, at), max(index + 2, at + 1))
        put(draft, step, ("useDefaultReminders",), value=False, span=span)
        minutes = number * _IN_MINUTES[unit]
        shown: Value = {"remindersValues": [{"method": "popup", "minutes": minutes}]}
        put(draft, step, ("remindersUi",), shown, span)
        return


# who does it, and how urgent it is


def _assigned(draft: Draft, step: str, spoken: range) -> None:
    """“assigned to Anna”: by the address or the name where the service takes it, else somebody fills the id in."""
    u = draft.utterance
    at = next((i for i in spoken if u.tokens[i].norm in {"assigned", "assign"}), None)
    if at is None or at + 2 not in spoken or not u.has(at + 1, "words", "to"):
        return
    first = at + 2
    while first in spoken and u.has(first, "words", "det"):
        first += 1
    if first not in spoken or u.service_at(first) is not None or u.has(first, "words", "object_pronoun"):
        return
    last = first + 1
    while last in spoken and u.tokens[last].kind is Kind.WORD and u.tokens[last].text[:1].isupper():
        last += 1
    name, span = u.words(first, last).lstrip("@"), u.span(at, last)
    for path, prop in _named(draft, step, "assignee"):
        if prop.name.lower().endswith("status") or prop.type in {"collection", "fixedCollection"}:
            continue
        if len(path) > 1 and prop.type == "string" and path[0] == "assignees":
            put(draft, step, path, name, span)
            return
        if prop.type == "string" and ("email" in prop.name.lower()) == ("@" in name) and "@" in name:
            put(draft, step, path, name, span)
            return
        value: Value = "YOUR_ASSIGNEE_ID"
        if prop.type == "resourceLocator":
            value = Locator("id", "YOUR_ASSIGNEE_ID")
        elif prop.type == "multiOptions":
            value = ["YOUR_ASSIGNEE_ID"]
        put(draft, step, path, value, span)
        draft.placeholder(step, ".".join(path), say("the id of “{person}”", person=name))
        return


def _numbered_priority(draft: Draft, step: str, spoken: range) -> None:
    """“high priority” where the service counts its priorities."""
    u = draft.utterance
    key = draft.steps[step].node_type.rpartition(".")[2]
    numbers = _priorities().get(key)
    if numbers is None:
        return
    said = next(priorities_said(u, spoken), None)
    if said is None or said[0] not in numbers:
        return
    for path, prop in _named(draft, step, "priority"):
        number = numbers[said[0]]
        if prop.type == "number":
            put(draft, step, path, int(number), said[1])
            return
        if prop.type == "resourceLocator":
            put(draft, step, path, Locator("id", number), said[1])
            draft.assume(
                say(
                    "“{word}” is priority {number}, as in a new project of the service.",
                    word=said[0],
                    number=number,
                ),
                step,
                said[1],
            )
            return


@cache
def _priorities() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = packaged_json("composer", "data/numbered_priorities.json")
    return found
