"""Fields that are said with their values, and so tell which things are meant.

“with the status Waiting”, “in the Books category”, “on the Pro plan”, “of type bug”, “tagged vip”, “marked as done”, “assigned to Anna”.
"""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test

_OF_DEGREE = frozenset(
    "status state stage priority severity urgency category type source plan tier label tag topic genre level".split()
)
"""Fields whose values are plain words; what others hold begins with a capital letter or stands in quotation marks."""
_OF_PLACE = frozenset("department region country city team segment division".split())
_OF_OTHERS = frozenset("vendor supplier brand customer client campaign".split())
_OWN = frozenset(
    "role owner assignee language currency size color colour industry subject phase rating grade channel format".split()
)
_STATES = frozenset({"status", "state", "stage"})
_FIELDS = {
    "with": _OF_DEGREE | _OF_PLACE | _OF_OTHERS | _OWN,
    "in": _OF_PLACE | frozenset("status state stage category phase tier segment genre".split()),
    "of": frozenset("status type category priority severity size genre".split()),
    "on": frozenset("plan tier".split()),
    "from": _OF_PLACE | _OF_OTHERS | frozenset("category source".split()),
    "for": _OF_PLACE | _OF_OTHERS | frozenset("status state stage category type".split()),
}
"""What a word before a field's name tells things by."""
_AS_WITH = frozenset({"having", "has", "have"})
_BETWEEN = frozenset({"=", ":", "of", "is", "called", "named"})
_LABELLED = frozenset({"labelled", "labeled", "tagged"})
_MADE_BY = frozenset("created opened reported written submitted posted authored filed raised".split())
_NO_VALUES = frozenset(
    "same new other right following given corresponding respective matching different certain specific own one name field "
    "column value update updates change changes changed high low me you us them it him her everyone".split()
)
_LONGEST = 3
_SAID = frozenset({Kind.QUOTED, Kind.SLUG, Kind.EMAIL, Kind.HANDLE, Kind.DOTTED, Kind.CHANNEL})
_QUOTES = "'\"“”„«»‘’`"


def told_field(u: Utterance, place: int, last: int) -> tuple[Test, int] | None:
    """The field and its value that begin at token `place`, and where they end."""
    if u.language != "en" or place + 1 >= last:
        return None
    return (
        _valued(u, place, last)
        or _labelled(u, place, last)
        or _marked(u, place, last)
        or _by_person(u, place, last)
    )


def _valued(u: Utterance, place: int, last: int) -> tuple[Test, int] | None:
    """“with (the) status Waiting”, “in the Books category”."""
    norm = u.tokens[place].norm
    fields = _FIELDS.get("with" if norm in _AS_WITH else norm)
    if fields is None or u.is_scheduled(place):
        return None
    first = place + 1
    while first < last and u.has(first, "words", "det"):
        first += 1
    if first >= last - 1:
        return None
    if (field := u.tokens[first].norm) in fields:
        value = first + 1
        while value < last - 1 and (between := _joint(u, value)):
            value += between
        end = _value_end(u, value, last, plain=field in _OF_DEGREE)
        if end == value and u.tokens[value].norm == "new" and field in _STATES:
            end = value + 1
    else:
        value, end = first, _value_end(u, first, last, plain=True)
        field = u.tokens[end].norm if end < last else ""
        if field not in fields or (value == place + 1 and not _is_proper(u, value)):
            return None
        return _test(u, field, value, end, (place, end + 1)), end + 1
    return (_test(u, field, value, end, (place, end)), end) if end > value else None


def _joint(u: Utterance, index: int) -> int:
    """How many tokens join a field and its value there: “status | set to | open”."""
    joined = max((s.length for s in u.concepts(index, "conditions") if s.concept == "eq"), default=0)
    return joined if joined > 1 else int(u.tokens[index].norm in _BETWEEN)


def _labelled(u: Utterance, place: int, last: int) -> tuple[Test, int] | None:
    """“tagged vip”, “labelled 'help wanted'”."""
    if u.tokens[place].norm not in _LABELLED or u.has(place + 1, "words", "in", "to", "with"):
        return None
    end = _value_end(u, place + 1, last, plain=True)
    field = "tag" if u.tokens[place].norm == "tagged" else "label"
    return (_test(u, field, place + 1, end, (place, end)), end) if end > place + 1 else None


def _marked(u: Utterance, place: int, last: int) -> tuple[Test, int] | None:
    """“marked as done”."""
    if (u.tokens[place].norm, u.tokens[place + 1].norm) != ("marked", "as"):
        return None
    end = _value_end(u, place + 2, last, plain=True)
    return (_test(u, "status", place + 2, end, (place, end)), end) if end > place + 2 else None


def _by_person(u: Utterance, place: int, last: int) -> tuple[Test, int] | None:
    """“assigned to Anna”, “created by Anna”."""
    said = u.tokens[place].norm, u.tokens[place + 1].norm
    if said == ("assigned", "to"):
        field = "assignee"
    elif said[0] in _MADE_BY and said[1] == "by":
        field = "author"
    else:
        return None
    end = _value_end(u, place + 2, last, plain=False)
    return (_test(u, field, place + 2, end, (place, end)), end) if end > place + 2 else None


def _value_end(u: Utterance, value: int, last: int, *, plain: bool) -> int:
    """Where a value ends that begins there; `value` itself where none does. `plain`: any word may be one."""
    if value >= last or u.is_scheduled(value) or u.service_at(value) is not None:
        return value
    token = u.tokens[value]
    if token.kind in _SAID:
        return value + 1
    if _is_proper(u, value):
        end = value + 1
        while end < min(last, value + _LONGEST) and (
            _is_proper(u, end) or (u.tokens[end].kind is Kind.NUMBER and not u.is_scheduled(end))
        ):
            end += 1
        return end
    if not plain or token.kind is not Kind.WORD or token.norm in _NO_VALUES:
        return value
    known = u.has(value, "words") and not u.has(value, "words", "adj")
    return value if known or u.has(value, "fields") else value + 1


def _is_proper(u: Utterance, index: int) -> bool:
    token = u.tokens[index]
    return token.kind is Kind.WORD and token.text[:1].isupper() and u.service_at(index) is None


def _test(u: Utterance, field: str, value: int, end: int, whole: tuple[int, int]) -> Test:
    said = u.words(value, end).strip(_QUOTES)
    if field in {"label", "tag"}:
        return Test(f"{field}s", "contains", said.lstrip("#"), "string", u.span(*whole))
    return Test(field, "eq", said, "string", u.span(*whole))
