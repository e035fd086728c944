"""Comparisons with the moment of the run: “today is a Monday”, “it's the weekend”, “after 6pm”, “outside business hours”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test
from nodepilot.kit.patterns import Pattern

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_IS = r"(?:(?:today|it|now|the day|the time|that day)(?: is| ' s| 's)?|it's|today's) "
_BEGINS = (
    r"(?P<begins>(?:the |an? )?(?:new )?(?:\w+ ){0,2}?(?:date|start|event|meeting|appointment|booking|call|session|slot|deadline|delivery|due date)"
    r"(?: date| time)? (?:is|falls|starts|begins|takes place|lies) )"
)
"""What begins, or is due, at a time of its own."""
_COMES = r"(?:(?:it|this|that|they|the \w+) )?(?:arrives?|comes? in|came in|comes|is (?:received|sent|submitted|created)|was (?:received|sent|submitted)) "
"""When what starts the workflow comes is the moment of the run."""
_NOT = r"(?P<no>not )?"
_AWAY = r"(?P<no>outside(?: of)?|not (?:in|within|during)) "
_HOUR = r"(?P<{0}>\d{{1,2}})(?: ?: ?00)?(?: ?(?P<{0}m>am|pm|a\.m\.?|p\.m\.?))?(?: o'clock| uhr| h)?"
_RULES = tuple(
    (meaning, Pattern(pattern))
    for meaning, pattern in (
        ("day", rf"(?:{_IS}|{_BEGINS}){_NOT}(?:a |on a |on )?(?P<day>{'|'.join(_DAYS)})s?\b"),
        ("weekend", rf"(?:{_IS}|{_COMES}|{_BEGINS}){_NOT}(?:a |the |on the |on a |on |at the )?weekends?\b"),
        (
            "weekday_hours",
            rf"(?:{_IS})(?:a |on a )?(?:weekday|working day|workday|business day) (?:between|from) {_HOUR.format('a')} (?:and|to|until|-) {_HOUR.format('b')}",
        ),
        ("weekday", rf"(?:{_IS}|{_BEGINS}){_NOT}(?:a |on a )?(?:weekday|working day|workday|business day)\b"),
        (
            "office",
            rf"(?:{_IS}|{_COMES})?(?:{_AWAY}|(?:during|within|in) )(?:our |the |normal )?(?:business|office|working|work) hours\b",
        ),
        (
            "after",
            rf"(?:{_IS}|{_COMES}|{_BEGINS})(?:is )?(?:later than|after|past) {_HOUR.format('a')}(?! ?[\d./-])",
        ),
        (
            "before",
            rf"(?:{_IS}|{_COMES}|{_BEGINS})(?:is )?(?:earlier than|before) {_HOUR.format('a')}(?! ?[\d./-])",
        ),
        (
            "hours",
            rf"(?P<comes>{_COMES})?(?:{_IS})?(?:is )?(?:between|from) {_HOUR.format('a')} (?:and|to|until|-) {_HOUR.format('b')}",
        ),
    )
)
_OFFICE = "$now.weekday < 6 && $now.hour >= 9 && $now.hour < 17"
_CLOCKED = Pattern(r"am|pm|uhr|: 00|clock")


def read_now(u: Utterance, first: int, last: int) -> tuple[Test, int] | None:
    """The test that begins at `first`, and where it ends. Its `right` is JavaScript that n8n evaluates when it runs.

    Of kind `begins` are those of when the thing itself begins: `$now` stands for that.
    """
    norms, starts = [], []
    place = 0
    for token in u.tokens[first:last]:
        starts.append(place)
        norms.append(token.norm)
        place += len(token.norm) + 1
    text = " ".join(norms)
    for meaning, pattern in _RULES:
        found = pattern.match(text)
        if found is None or (meaning == "hours" and not (found["comes"] or _CLOCKED.search(found.group()))):
            continue
        end = first + sum(start < found.end() for start in starts)
        groups = found.groupdict()
        source = _source(meaning, groups)
        turned = "false" if groups.get("no") else "true"
        if groups.get("begins"):
            return Test("start", turned, source, "begins", u.span(first, end)), end
        return Test("now", turned, source, "now", u.span(first, end)), end
    return None


def _source(meaning: str, groups: dict[str, str | None]) -> str:
    match meaning:
        case "day":
            return f"$now.weekday === {_DAYS.index(groups['day'] or 'monday') + 1}"
        case "weekend":
            return "$now.weekday > 5"
        case "weekday":
            return "$now.weekday < 6"
        case "weekday_hours":
            return f"$now.weekday < 6 && {_source('hours', groups)}"
        case "after":
            return f"$now.hour >= {_hour(groups, 'a')}"
        case "before":
            return f"$now.hour < {_hour(groups, 'a')}"
        case "hours":
            return f"$now.hour >= {_hour(groups, 'a')} && $now.hour < {_hour(groups, 'b')}"
    return _OFFICE


def _hour(groups: dict[str, str | None], name: str) -> int:
    hour, half = int(groups[name] or 0), groups[f"{name}m"] or ""
    return hour + 12 if half.startswith("p") and hour < 12 else hour % 24
