"""What stands before what is done in a case: “level error | …”, “mails from \ue001 | …”, “over 100 | …”, “the rest | …”."""

from __future__ import annotations

import re
from collections.abc import Callable

from nodepilot.composer.reading.plain.case_orders import case_order, goes_on
from nodepilot.composer.reading.plain.rest_heads import REST
from nodepilot.composer.reading.plain.verbs import participle_of, third_person_of
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.composer.reading.value_kinds import country_code
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

_FIELDS = (
    r"(?:(?:event|order|ticket|payment|deal|task|account|customer|user|shipping|delivery|lead|product|membership|job|issue|request|message) )?"
    r"(?:priority|urgency|importance|severity|status|level|label|tag|type|category|kind|country|region|language|plan|tier|package"
    r"|department|team|project|location|platform|industry|stage|topic|subject|source|currency|role|position|channel|branch|environment|method|grade|segment|payment method)"
)
NAMED_FIELDS = (
    rf"(?:{_FIELDS}|pipeline|queue|group|class|course|city|location|office|project|size|colou?r|carrier|warehouse|industry"
    r"|platform|section|option|answer|choice|service|format|reason|result|action|event|mode|operation)"
)
"""Those, and words that are fields only where their value stands behind them: a “wrong size” may be a reason."""
_NO_VALUE = (
    r"(?!(?:an?|the|this|that|these|those|it|its|is|are|my|our|your|their|his|her|new|all|any|every|each|no|not|by|of|in|on|to|into|for|from|with|and|or|if|when"
    r"|fields?|columns?|dropdown|value|property|choice|should|must|has|have|was|were|changes?|changed|updated|goes|go|gets|get|becomes?|other|then|also|just|only"
    r"|please|now|there|they|them|he|she|we|you|i|me|us|who|which|what|neither|either|above|below|over|under|more|less|fewer|greater|higher|lower|between|one|none|empty|missing|set|blank|contains?|starts?|ends?|mentions?|includes?|says?)\b)"
)
_VALUE = rf"(?:\ue001+|(?-i:[A-Z])(?![\w'])|{_NO_VALUE}\w(?:[\w&+./-]*\w)?)"
_KINDS = (
    r"(?:ones?|those|tickets?|issues?|tasks?|orders?|customers?|users?|leads?|requests?|messages?|e?mails?|deals?|events?|alerts?|errors?|bugs?|contacts?|members?"
    r"|people|items?|records?|rows?|payments?|incidents?|bookings?|applications?|applicants?|submissions?|entries|companies|cards?|invoices?|subscribers?|signups?"
    r"|reports?|calls?|speakers?|answers?|responses?|registrations?|products?|posts?|pages?|files?|conversations?|cases?|clients?|candidates?|meetings?|guests?|students?|patients?|drivers?|adults?|children|kids|detractors|passives|promoters|donations?|donors?|patrons|employees|subscriptions?|parcels?|packages?|sales|purchases)"
)
_HEAD = Pattern(
    rf"(?P<thing>(?:all |any |the |new |those )*{_KINDS}(?<=[se]) )?(?:(?:marked (?:as|with)|with|where|for|in|at|of) )?(?:(?:an?|the) )?(?:"
    rf"(?P<f1>{NAMED_FIELDS})(?: is| =| ==)? (?P<v1>{_VALUE})"
    rf"|(?P<v2>{_VALUE})[ -](?P<f2>{_FIELDS})"
    rf"|(?P<l>labell?ed|tagged)(?: as| with)? (?P<v3>{_VALUE})"
    rf"|(?:coming |sent )?from (?P<v4>\ue001+)"
    rf"|(?:(?:that|which) (?:are|get) )?(?:moved|changed|switched|set) (?:in)?to (?:the )?(?:(?:list|column|section|stage|status|state) )?(?P<v5>{_VALUE})(?! (?:on|in) \ue000)"
    rf")(?P<kind> {_KINDS})?(?=,? )",
    re.IGNORECASE,
)
_COUNTRY = Pattern(
    rf"(?i:(?:all |any |the |new |those )*{_KINDS}) (?:(?:shipped|shipping|sent|going|coming|delivered) )?(?:from|to|in) (?P<v>[A-Z][\w.]*(?: [A-Z][a-z]+)?)(?= )"
)
_ALSO_FROM = Pattern(r"(?:from|to|in) (?P<v>[A-Z][\w.]*(?: [A-Z][a-z]+)?)(?= )")
_UP, _DOWN = (
    "more|up|above|higher|over|older|longer|bigger|larger|greater",
    "less|fewer|below|lower|under|smaller|younger|shorter",
)
_FIGURES = r"(?:experience|(?:(?:order|deal|invoice|company|team|file|cart|stock|total) )?(?:amount|total|price|value|sum|budget|revenue|score|rating|age|size|weight|length|quantity|qty|stock|inventory|temperature|humidity|count|balance|salary|discount|distance|duration))"
_NUMBER = r"[€$£]? ?\d[\d.,]*(?: ?[k€$£%])?"
_BOUND = Pattern(
    rf"(?:(?:anything|everything|all|those|ones|amounts?|sums?|{_KINDS}) )?(?:(?:with|of|for) )?(?:(?:an? |the )?(?P<field>{_FIGURES}) )?(?:"
    rf"(?P<op>more than|over|above|at least|less than|fewer than|under|below|up to|at most|(?:{_UP}|{_DOWN}) than) (?P<n1>{_NUMBER})s?(?P<u1> {_NO_VALUE}[a-z]+(?: left| remaining)?)?"
    rf"|(?P<n2>{_NUMBER})(?:(?P<plus>\+)|(?P<u2> {_NO_VALUE}[a-z]+)? (?:or|and) (?P<way>{_UP}|{_DOWN}))"
    rf"|(?:between |from )?(?P<n4>{_NUMBER})(?: to | and | ?[-–] ?)(?P<n5>{_NUMBER})(?P<u4> {_NO_VALUE}[a-z]+)?"
    rf"|(?P<n3>{_NUMBER}(?:(?:,| or|, or) {_NUMBER})*)(?P<u3> stars?| points?)?"
    r")(?=[,:]? )",
    re.IGNORECASE,
)
_DUE = Pattern(
    rf"(?:all |the |those )*(?:(?P<late>overdue) {_KINDS}|{_KINDS} (?:that are |which are )?(?P<due>overdue|due (?:today|tomorrow|this week|in \d+ days|within \d+ days)))(?= )",
    re.IGNORECASE,
)
_OF_AGE = re.compile(
    r"(?:the )?(?:minors|adults|kids|children|teens|teenagers|seniors|grown-?ups)(?= )", re.IGNORECASE
)
"""All others, where ages are told apart."""
_CONTAINING = Pattern(
    rf"(?:all |any |the |new |those )*{_KINDS} (?:with|containing|mentioning|that (?:contain|mention|have|say)) (?P<v>{_VALUE}) in (?:the |their |its )?(?P<field>subject|title|body|text|message|description|name|comment)(?: line)?(?=,? )",
    re.IGNORECASE,
)
_OLD = re.compile(r"older|younger", re.IGNORECASE)
_FIGURE = Pattern(rf"(?<![\w-]){_FIGURES}(?![\w-])", re.IGNORECASE)
_NO_KIND = Pattern(
    rf"(?:anything|everything|all|those|uploads|attachments|{_KINDS}) (?:that |which )?(?:isn't|is not|aren't|are not|is no) (?P<v>(?:an? )?[\w.]+(?: or (?:an? )?[\w.]+)?)(?= )",
    re.IGNORECASE,
)
_ATTACHED = Pattern(
    rf"(?:(?:with|where|marked|labell?ed|tagged|from|coming|sent)\b|(?:moved|changed|switched|set) (?:in)?to\b|(?:in|of|at) {_FIELDS}\b)",
    re.IGNORECASE,
)
_ANSWERED = Pattern(
    rf"(?:for |those |ones |the )*(?P<v>approved|accepted|rejected|declined|denied|refused|yes|no)(?: {_KINDS})?(?= )",
    re.IGNORECASE,
)
_ANSWERS = {"yes": "approved", "no": "rejected"}
_ASKED = re.compile(r"\bapprov(?:al|e)\b", re.IGNORECASE)
_SECOND = r"(?: (?:number|address|name|field|code|id|date|file|page|profile))?"
_HAVING = Pattern(
    rf"(?P<who>{_KINDS}) (?P<with>with|that have|who have|having) (?P<what>an? [a-z]+{_SECOND})(?= )",
    re.IGNORECASE,
)
_LACKING = Pattern(
    rf"(?:the )?(?:{_KINDS}) (?:without|with no|that have no|that don't have)(?: one| (?:an? )?[a-z]+{_SECOND})?(?= )",
    re.IGNORECASE,
)
_BARE = Pattern(rf"(?P<v>(?-i:IT)|{_VALUE})(?= )", re.IGNORECASE)
SENDER, BOUND, HAVING, ANSWER, CONTAINED = "sender", "bound", "having", "answer", "contained"


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What tells one case, between `start` and `end`: `kind` is what is compared, `says` the condition; None for all else."""

    start: int
    end: int
    kind: str = ""
    says: tuple[Words | str, ...] | None = None


def head_at(whole: Words, place: int, *, cut: bool) -> CaseHead | None:
    """The head at this place; only a `cut` lets all kinds begin there."""
    head = _valued(whole, place, cut=cut)
    if head is None and cut:
        head = (
            _bound(whole, place)
            or _from_country(whole, place)
            or _containing(whole, place)
            or _due(whole, place)
            or _having(whole, place)
            or _no_kind(whole, place)
            or _answered(whole, place)
        )
    return head


def other_head(whole: Words, place: int, before: CaseHead) -> CaseHead | None:
    """All else, or another value of the same field: “country DE goes to …, FR to …”."""
    found = REST.match(whole.masked, place) or (
        _LACKING.match(whole.masked, place) if before.kind == HAVING else None
    )
    if found is not None and _acts(whole, found.end(), further=True):
        return CaseHead(place, found.end())
    if before.kind == BOUND and "age" in _said(before) and (of_age := _OF_AGE.match(whole.masked, place)):
        return CaseHead(place, of_age.end()) if _acts(whole, of_age.end()) else None
    if before.kind == "country" and (country := _from_country(whole, place, further=True)) is not None:
        return country
    if before.kind == BOUND and (bound := _bound(whole, place, further=True)) is not None:
        return bound
    found = _BARE.match(whole.masked, place)
    if (
        found is None
        or before.says is None
        or before.kind in {SENDER, BOUND, HAVING, ANSWER, CONTAINED, "no"}
    ):
        return None
    if participle_of(found["v"]) is not None or not goes_on(whole[found.end() :]):
        # "… should be kept and appended to a sheet": what else is done.
        return None
    return CaseHead(place, found.end(), before.kind, _is(before.kind, whole.group(found, "v")))


def _said(head: CaseHead) -> str:
    return " ".join(str(getattr(part, "text", part)) for part in head.says or ())


def _valued(whole: Words, place: int, *, cut: bool) -> CaseHead | None:
    found = _HEAD.match(whole.masked, place)
    if found is None or not (cut or _ATTACHED.match(whole.masked, place)):
        # "New Zendesk tickets | tagged vip go to …": what comes in belongs to the event.
        return None
    ends = (found.end(), found.start("kind")) if found["kind"] else (found.end(),)
    end = next((end for end in ends if _acts(whole, end)), None)
    if end is None:
        return None
    value = next(whole.group(found, key) for key in ("v1", "v2", "v3", "v4", "v5") if found[key])
    if found["v4"]:
        return CaseHead(place, end, SENDER, ("If it is from", value))
    name = "f1" if found["f1"] else "f2" if found["f2"] else ""
    field = whole.group(found, name) if name else "status" if found["v5"] else "label"
    if isinstance(field, Words) and whole.text[:place].rstrip()[-1:] in {".", "!", "?"}:
        field = field.lowered()
    kind = field if isinstance(field, str) else field.text
    return CaseHead(place, end, kind.lower(), _is(field, value))


def _bound(whole: Words, place: int, *, further: bool = False) -> CaseHead | None:
    """“over 100”, “score 9 or 10”, “11 to 50”; a number alone only where it is a `further` case."""
    found = _BOUND.match(whole.masked, place)
    if found is None:
        return None
    # "above 30 send an email": what is done stands where a unit could.
    unit = next((name for name in ("u1", "u3", "u4") if found[name]), None)
    ends = (found.end(),) if unit is None else (found.end(), found.start(unit))
    if unit not in {None, "u3"} and third_person_of(found[unit].strip()) is not None:
        ends = ends[::-1]
    end = next((end for end in ends if _acts(whole, end, further=further)), None)
    if end is None:
        return None
    if _is_choice(whole, place, end):
        return None
    figure = found.span("field") if found["field"] else _told_before(whole, place)
    it = ("the", whole[slice(*figure)], "is") if figure is not None else ("it is",)
    if found["op"]:
        said = whole.group(found, "op").lowered()
        said = said.said_as(_plain_bound(said.text))
        if figure is None and _OLD.match(found["op"]):
            it = ("the age is",)
        number, counted = whole.group(found, "n1"), whole[found.end("n1") : end]
        # "under 18s": people of that age.
        counted = counted[counted.text.startswith("s") :]
        return CaseHead(place, end, BOUND, ("If", *it, said, number, counted.trimmed(" ")))
    if found["n3"]:
        told = further or found["field"] or found["u3"] or " or " in found["n3"]
        return CaseHead(place, end, BOUND, ("If", *it, whole.group(found, "n3"))) if told else None
    if found["n4"]:
        least, rest = whole.group(found, "n4"), whole[found.start("n5") : end]
        return CaseHead(place, end, BOUND, ("If", *it, "between", least, "and", rest))
    up = found["plus"] or re.fullmatch(_UP, found["way"], re.IGNORECASE) is not None
    number, counted = whole.group(found, "n2"), whole.group(found, "u2")
    return CaseHead(place, end, BOUND, ("If", *it, "at least" if up else "at most", number, counted))


def _plain_bound(said: str) -> str:
    """“older than” is above, “up to” at most."""
    if said == "up to":
        return "at most"
    compared = re.fullmatch(rf"(?:(?P<up>{_UP})|{_DOWN}) than", said)
    return said if compared is None else "over" if compared["up"] else "under"


def _is_choice(whole: Words, place: int, end: int) -> bool:
    """“A size dropdown (1-10, 11-50, 50+). | 50+ goes to …”: one of the values that can be chosen."""
    said = re.escape(whole.text[place:end].strip())
    return re.search(rf"\([^()]*(?<!\w){said}(?![\w+])[^()]*\)", whole.text[:place]) is not None


def _told_before(whole: Words, place: int) -> tuple[int, int] | None:
    """“Sensor sends humidity to a webhook: | above 60 …”: the only figure that was named stands for “it”."""
    named = list(_FIGURE.finditer(whole.masked, 0, place))
    return named[0].span() if len(named) == 1 else None


def _from_country(whole: Words, place: int, *, further: bool = False) -> CaseHead | None:
    """“orders from Germany | …”; a `further` case may leave out what comes from there."""
    found = _COUNTRY.match(whole.text, place) or (_ALSO_FROM.match(whole.text, place) if further else None)
    if found is None or country_code(found["v"]) is None or not _acts(whole, found.end()):
        return None
    return CaseHead(place, found.end(), "country", ("If it is from", whole.group(found, "v")))


def _due(whole: Words, place: int) -> CaseHead | None:
    """“overdue ones | …”, “ones due today | …”."""
    found = _DUE.match(whole.masked, place)
    if found is None or not _acts(whole, found.end()):
        return None
    said = whole.group(found, "late" if found["late"] else "due")
    return CaseHead(place, found.end(), "due", ("If it is", said.lowered()))


def _containing(whole: Words, place: int) -> CaseHead | None:
    """“mails with refund in the subject”."""
    found = _CONTAINING.match(whole.masked, place)
    if found is None or not _acts(whole, found.end()):
        return None
    value, field = whole.group(found, "v"), whole.group(found, "field")
    said = value if value.text[:1] in "'\"“‘" else _quoted(value)
    return CaseHead(place, found.end(), CONTAINED, ("If the", field, "contains", said))


def _having(whole: Words, place: int) -> CaseHead | None:
    found = _HAVING.match(whole.masked, place)
    if found is None or not _acts(whole, found.end()):
        return None
    return CaseHead(place, found.end(), HAVING, ("If there is", whole.group(found, "what")))


def _no_kind(whole: Words, place: int) -> CaseHead | None:
    """“anything that isn't a png or jpeg”."""
    found = _NO_KIND.match(whole.masked, place)
    if found is None or not _acts(whole, found.end()):
        return None
    return CaseHead(place, found.end(), "no", ("If it is not", whole.group(found, "v")))


def _answered(whole: Words, place: int) -> CaseHead | None:
    """“approved ones | are published”, behind a request for approval."""
    found = _ANSWERED.match(whole.masked, place)
    if found is None or _ASKED.search(whole.masked, 0, place) is None or not _acts(whole, found.end()):
        return None
    answer = whole.group(found, "v").lowered()
    if (told := _ANSWERS.get(answer.text.lower())) is not None:
        answer = answer.said_as(told)
    return CaseHead(place, found.end(), ANSWER, ("If", answer))


_JUST_A = Pattern(r": (?:(?:only|just|simply) )?an? ", re.IGNORECASE)
"""“7 or 8: only a row in …”: what is made, with no verb."""


_A_THING = re.compile(r",? (?:(?:only|just|simply) )?an? ", re.IGNORECASE)
"""“promoters 9 to 10 | a referral email”: what is made or sent, behind a case that says how."""


def _acts(whole: Words, end: int, *, further: bool = False) -> bool:
    if _JUST_A.match(whole.masked, end) is not None or (further and _A_THING.match(whole.masked, end)):
        return True
    return case_order(whole[end:], first=True) is not None


def _is(field: Words | str, value: Words) -> tuple[Words | str, ...]:
    plain = value.text[:1] in "'\"“‘" or value.text.isdigit()
    return ("If the", field, "is", value if plain else _quoted(value))


def _quoted(value: Words) -> Words:
    return put_together(value.quoted())


_PLACED = re.compile(r"\S+(?: \S+)? (?:to|into) ", re.IGNORECASE)
_ONLY = re.compile(r" (?:only|just|simply|also)(?= )", re.IGNORECASE)
_DECLARED = Pattern(
    rf"[^.:;]*?\b(?:with|has|have|gets?|receives?|asks for|asking for|containing|by|on|check|look at) (?:(?:an?|the|its|their) )?(?:[a-z]+ )??(?P<field>{NAMED_FIELDS})(?: (?:field|column|property|dropdown|value))?[.:;] ",
    re.IGNORECASE,
)


def declared_heads(whole: Words, is_cut: Callable[[int], bool]) -> list[CaseHead]:
    """“Webhook with a language field. en sends …, de …”: values alone, of the field that was named last; none where the first is not told so."""
    named = _DECLARED.match(whole.masked)
    if named is None:
        return []
    field = whole.group(named, "field")
    heads: list[CaseHead] = []
    start = named.end()
    for place in (start, *(start + space.end() for space in re.finditer(" ", whole.masked[start:]))):
        if heads and (place < heads[-1].end or not is_cut(place)):
            continue
        if (
            heads
            and (rest := REST.match(whole.masked, place)) is not None
            and _acts(whole, rest.end(), further=True)
        ):
            heads.append(CaseHead(place, rest.end()))
            continue
        found = _BARE.match(whole.masked, place)
        if found is None or participle_of(found["v"]) is not None:
            if _PLACED.match(whole.masked, place) is not None:
                # A case whose name is not understood.
                return []
            continue
        behind = whole[found.end() :]
        if (only := _ONLY.match(behind.masked)) is not None:
            behind = behind[only.end() :]
        if goes_on(behind) or (heads and _A_THING.match(behind.masked)):
            heads.append(
                CaseHead(place, found.end(), field.text.lower(), _is(field, whole.group(found, "v")))
            )
        elif not heads:
            return []
    return heads
