"""What an order does to dates: added to, told apart, moved to another time zone, written in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.build.field_names import FIELD, key_of, names_in, value_source
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_PATTERN = re.compile(r"^[YyMDdHhms]{1,4}(?:[-./ :][YyMDdHhms]{1,4})+$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_ZONE = re.compile(r"^[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+$|^UTC$|^GMT$")
_UNITS = {
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "quarter": "quarters",
    "year": "years",
}
_AWAY = frozenset("subtract subtracts minus subtrahiere ziehe resta soustrais subtrai before".split())
_TIMES = frozenset({"date", "due_date", "start", "end", "time"})
_SAID_AS_DATE = re.compile(
    r"date|time|day|stamp|_at$|_on$|datum|fecha|birth|start|end|due|expir", re.IGNORECASE
)
_ASKING = frozenset("between left until since ago apart passed zwischen entre bis hasta jusqu".split())
_WORKING = frozenset(
    "calculate compute reply get add create count decide convert update format shape compose send check".split()
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A field, its new value as JavaScript."""

    name: str
    source: str


def date_change(u: Utterance, act: Act, data: Output) -> Iterator[Dated]:
    """The fields that an act about dates makes; none where it is about something else."""
    for reader in (_stamped, _shifted, _between, _in_zone, _formatted):
        found = list(reader(u, act, data))
        if found:
            yield from found
            return


def is_about_dates(u: Utterance, act: Act) -> bool:
    """“add 14 days to the column start”, “the number of days between from and to”."""
    return (
        stamp_of(u, act) is not None
        or _amount(u, act) is not None
        or _unit_between(u, act) is not None
        or len(_zones(u, act)) > 0
        or (act.verb in _REWRITING and _asks_shape(u, act))
    )


_NOW = Pattern(
    r"\b(?:today[’']?s? date|(?:the )?current (?:date and time|date|time(?:stamp)?)|date of (?:today|import)|(?:a |the )?time ?stamp"
    r"|(?:das )?(?:heutige|aktuelle) datum|la fecha (?:de hoy|actual)|la date (?:du jour|actuelle|d[’']aujourd[’']hui)|a data (?:de hoje|atual))\b",
    re.IGNORECASE,
)
"""The moment at which the workflow runs."""
_ADDING = frozenset({"add", "update", "create", "write", "compose"})


def stamp_of(u: Utterance, act: Act) -> re.Match[str] | None:
    """Where an act adds the day or the time of the run: “add today's date as field imported_at”."""
    if act.verb not in _ADDING:
        return None
    start, end = u.span(act.first, act.last)
    found = _NOW.search(u.text, start, end)
    said = act.argument("object")
    named = said is not None and any(u.tokens[i].norm in FIELD for i in range(act.first, act.last))
    begins = said is not None and found is not None and found.start() <= u.tokens[said.first].end
    return found if named or begins else None


def _stamped(u: Utterance, act: Act, data: Output) -> Iterator[Dated]:
    """“add today's date as field imported_at”, “add a column synced_at with the current time”."""
    found = stamp_of(u, act)
    if found is None:
        return
    exact = re.search(r"time|zeit|stamp", found.group(), re.IGNORECASE) is not None
    taken = {i for i in range(act.first, act.last) if found.start() <= u.tokens[i].start < found.end()}
    name = next(
        (
            u.tokens[i + 1].text.strip("'\"`“”")
            for i in range(act.first, act.last - 1)
            if (u.tokens[i].norm in FIELD or u.has(i, "words", "called"))
            and i + 1 not in taken
            and not u.has(i + 1, "words")
        ),
        "timestamp" if exact else "date",
    )
    yield Dated(key_of(data, name), "$now.toISO()" if exact else "$now.toISODate()")


def _moment(value: str) -> str:
    return f"String({value}).toDateTime()"


def _amount(u: Utterance, act: Act) -> tuple[int, float, str] | None:
    """Where "14 days" stands in an act that adds them to something or takes them away."""
    if u.tokens[act.verb_at].norm not in {"add", "adds", "adding"} | _AWAY and act.verb not in {
        "calculate",
        "add",
    }:
        return None
    behind = act.argument("to", "from")
    if behind is None:
        return None
    for index in range(act.verb_at + 1, min(behind.first, act.last) - 1):
        number = parse_number(u.tokens[index])
        unit = next((s.concept for s in u.concepts(index + 1, "time") if s.concept in _UNITS), None)
        if number is not None and unit is not None:
            return index, number, _UNITS[unit]
    return None


def _shifted(u: Utterance, act: Act, data: Output) -> Iterator[Dated]:
    """“add 14 days to the column start”."""
    found = _amount(u, act)
    behind = act.argument("to", "from")
    if found is None or behind is None:
        return
    _, number, unit = found
    end = next((i for i in range(behind.first, behind.last) if u.has(i, "words", "of", "in")), behind.last)
    names = [name for name in names_in(u, behind.first, end) if name.lower() not in FIELD]
    if len(names) != 1:
        return
    step = "minus" if u.tokens[act.verb_at].norm in _AWAY else "plus"
    value = f"{_moment(value_source(u, data, names[0]))}.{step}({{ {unit}: {number:g} }}).toISODate()"
    yield Dated(key_of(data, result_field(u, act) or names[0]), value)


def result_field(u: Utterance, act: Act) -> str:
    """Where the result of an act is kept: "… and write the result into the column due"; "" where that is not said."""
    for index in range(act.first, len(u.tokens) - 1):
        if (
            u.tokens[index].norm in FIELD
            and u.has(index - 1, "words", "det", "in", "to", "as")
            and any(u.has(i, "words", "to", "in", "as") for i in range(max(index - 3, 0), index))
            and index >= act.last
        ):
            place = index + 1
            if u.has(place, "words", "called"):
                place += 1
            if place < len(u.tokens) and not u.has(place, "words", "of", "in"):
                return u.tokens[place].text.strip("'\"`“”")
    return ""


def _unit_between(u: Utterance, act: Act) -> str | None:
    """“days between”, “how many weeks are left until”."""
    if act.verb not in _WORKING and act.verb != "be":
        return None
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    if not words & _ASKING:
        return None
    for index in range(act.first, act.last):
        unit = next((s.concept for s in u.concepts(index, "time") if s.concept in _UNITS), None)
        behind = {u.tokens[i].norm for i in range(index + 1, min(index + 6, act.last))}
        if unit is not None and behind & _ASKING and parse_number(u.tokens[index - 1]) is None:
            return _UNITS[unit]
    return None


def _between(u: Utterance, act: Act, data: Output) -> Iterator[Dated]:
    """“the number of days between from and to”, “how many days are left until 2027-06-01”."""
    unit = _unit_between(u, act)
    if unit is None:
        return
    day = next((u.tokens[i].text for i in range(act.first, act.last) if _DAY.match(u.tokens[i].text)), None)
    at = next(i for i in range(act.first, act.last) if u.tokens[i].norm in _ASKING)
    names = _pair(u, at + 1, act.last) or _pair_before(u, act.first)
    said = u.tokens[at].norm
    since = said in {"since", "ago", "passed"}
    if day is not None and said != "between":
        first, last = "$now", f"DateTime.fromISO('{day}')"
        if since:
            first, last = last, first
    elif len(names) == 2:
        first, last = (_moment(value_source(u, data, name)) for name in names)
    elif len(names) == 1:
        first, last = "$now", _moment(value_source(u, data, names[0]))
        if since:
            first, last = last, first
    else:
        return
    name = f"{unit}_{'between' if len(names) == 2 else 'since' if since else 'left'}"
    yield Dated(
        key_of(data, result_field(u, act) or name), f"Math.floor({last}.diff({first}, '{unit}').{unit})"
    )


def _pair(u: Utterance, first: int, last: int) -> list[str]:
    names = [
        name
        for name in names_in(u, first, last)
        if name.lower() not in {"them", "both", "it", "today", "now"}
    ]
    return names if 0 < len(names) <= 2 else []


def _pair_before(u: Utterance, first: int) -> list[str]:
    """“gets two dates from and to, return the days between them”."""
    for index in range(first):
        if u.tokens[index].norm in {"dates", "fields", "timestamps", "times", "days"}:
            words = [u.tokens[i] for i in range(index + 1, first)]
            if len(words) >= 3 and u.has(index + 2, "words", "and"):
                return [words[0].text, words[2].text]
    return []


def _zones(u: Utterance, act: Act) -> list[str]:
    return [u.tokens[i].text for i in range(act.first, act.last) if _ZONE.match(u.tokens[i].text)]


def _in_zone(u: Utterance, act: Act, data: Output) -> Iterator[Dated]:
    """“convert the timestamp from UTC to Europe/Berlin”."""
    zones = _zones(u, act)
    if act.verb not in {"convert", "format", "update", "move", "shape"} or not zones:
        return
    for name in _dates_named(u, act):
        opened = f"DateTime.fromISO(String({value_source(u, data, name)}), {{ zone: '{zones[0]}' }})"
        moment = opened if len(zones) > 1 else _moment(value_source(u, data, name))
        yield Dated(key_of(data, name), f"{moment}.setZone('{zones[-1]}').toISO()")


def _formatted(u: Utterance, act: Act, data: Output) -> Iterator[Dated]:
    """“format the date as dd.MM.yyyy”."""
    if act.verb not in _REWRITING:
        return
    shapes = _shapes(u, act.first, act.last) if _asks_shape(u, act) else []
    iso = _iso_said(u, act)
    if not shapes and iso is None:
        return
    before = _shapes(u, 0, act.first)
    # "dates like 31.12.2025 …, change them to 2025-12-31": as they come, and as they shall be.
    came = shapes[0] if len(shapes) > 1 else before[-1] if before else ""
    if shapes and iso is not None and _shapes(u, act.first, iso):
        # "from MM/DD/YYYY to ISO"
        came, shapes = shapes[0], []
    for name in _dates_named(u, act):
        value = value_source(u, data, name)
        moment = f"DateTime.fromFormat(String({value}), '{came}')" if came else _moment(value)
        yield Dated(
            key_of(data, name), f"{moment}.toFormat('{shapes[-1]}')" if shapes else f"{moment}.toISO()"
        )


def _iso_said(u: Utterance, act: Act) -> int | None:
    """Where the act speaks of ISO dates."""
    return next((i for i in range(act.first, act.last) if u.tokens[i].norm.startswith("iso")), None)


_REWRITING = frozenset({"format", "convert", "update", "create", "shape"})
_EXAMPLE = re.compile(r"^(\d{1,4})([-./])(\d{1,2})\2\d{1,4}$")
_LAST_MONTH = 12


def _shapes(u: Utterance, first: int, last: int) -> list[str]:
    """How dates are written, as far as the tokens say it by a pattern or an example."""
    return [shape for i in range(first, last) if (shape := _shape(u.tokens[i].text))]


def _asks_shape(u: Utterance, act: Act) -> bool:
    """Whether it is said how dates shall be written: by a pattern, or by an example where it is said to be one."""
    told = any(_PATTERN.match(u.tokens[i].text.strip("'\"")) for i in range(act.first, act.last))
    named = any(u.tokens[i].norm.startswith("format") for i in range(act.first, act.last))
    examples = bool(_shapes(u, act.first, act.last))
    told = told or _iso_said(u, act) is not None
    return told or (examples and (named or bool(_shapes(u, 0, act.first))))


def _shape(said: str) -> str:
    """“DD/MM/YYYY” or “31.12.2025” as Luxon writes it; "" for another word."""
    said = said.strip("'\"“”")
    if _PATTERN.match(said):
        shape = said.replace("YYYY", "yyyy").replace("DD", "dd")
        return shape if "h" in shape.lower() else shape.replace("m", "M")
    if (found := _EXAMPLE.match(said)) is None:
        return ""
    first, sign, second = found.groups()
    if len(first) > len("31"):
        return f"yyyy{sign}MM{sign}dd"
    day_behind = int(first) <= _LAST_MONTH < int(second)
    return f"MM{sign}dd{sign}yyyy" if day_behind else f"dd{sign}MM{sign}yyyy"


def _dates_named(u: Utterance, act: Act) -> list[str]:
    return [
        name
        for argument in act.arguments
        if argument.role == "object"
        for name in names_in(u, argument.first, argument.last)
        if role_of_words(name, u.languages) in _TIMES or "_" in name or _SAID_AS_DATE.search(name)
    ]
