"""Checks that an act makes: "check the x-api-key header against my secret", "those not answering with 200"."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.idle_times import read_idle
from nodepilot.composer.reading.moments import read_expiry, read_yearly
from nodepilot.composer.reading.states import find_state
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.value_kinds import role_of_value

_ONES = frozenset(
    "those ones one them diejenigen welche aquellos aquellas ceux celles aqueles aquelas".split()
)
_AGAINST = frozenset({"against", "equals", "matches", "with", "gegen", "contra", "contre", "is"})


def find_check(utterance: Utterance, act: Act) -> Condition | None:
    """What a checking act compares: a header or field with a value, its presence otherwise."""
    if act.verb not in {"check", "validate", "search", "compare", "get"}:
        return None
    u = utterance
    name = ""
    for index in range(act.verb_at + 1, act.last):
        norm = u.tokens[index].norm
        if norm in {"header", "token", "key", "secret", "signature", "password", "field"} and not name:
            start = index
            while (
                start - 1 > act.verb_at
                and not u.has(start - 1, "words", "det", "in", "from", "that")
                and u.tokens[start - 1].norm not in {",", "for"}
            ):
                start -= 1
            name = u.words(start, index + 1) if norm != "header" or start == index else u.words(start, index)
            if norm == "header":
                name = f"header {name}"
            elif any(token.norm in _QUERY for token in u.tokens[index + 1 : min(index + 4, act.last)]):
                name = f"query {name}"
            break
    if not name:
        return None
    secret = next((t.text[1:-1] for t in act.literals if t.kind is Kind.QUOTED), None)
    value = secret if secret is not None else ""
    return Condition((Test(name, "eq", value, "string", u.span(act.first, act.last)),))


_QUERY = frozenset({"query", "querystring", "url"})


def condition_within(utterance: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """A condition on what the act is about: "about those not answering with 200", "only items above 100"."""
    u = utterance
    for index in range(max(act.first, act.verb_at + 1), act.last):
        if u.tokens[index].norm in {"those", "ones", "sites", "items"} and index + 1 < act.last:
            sense = u.concept(index + 1, "conditions")
            if sense is not None and sense.concept in {
                "failing",
                "working",
                "gt",
                "lt",
                "gte",
                "lte",
                "contains",
                "not_contains",
            }:
                found = reader.read(index + 1, act.last)
                if found is not None:
                    return of_what_goes_on(u, act, found[0])
    return None


_LONGEST = 18
"""Tokens in which the conditions behind "where" are looked for."""
_BOUNDING = frozenset(
    {
        "gt",
        "gte",
        "lt",
        "lte",
        "contains",
        "not_contains",
        "starts",
        "ends",
        "neq",
        "before",
        "after",
        "overdue",
    }
)


def condition_on_things(utterance: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """Which things are meant: "payments above 50 dollars", "rows where status is paid", "users older than 30"."""
    u = utterance
    if (left_out := _excepted(u, reader, act)) is not None:
        return left_out
    if act.verb in {"post", "call", "send"} and any(t.kind is Kind.URL for t in act.literals):
        # "POST to https://… with status=hold": what is sent, nothing that is chosen by.
        return None
    if _leaves_rest(u, act):
        act.verb, act.target = "filter", None
    lacking, drops = _lacking(u, act), _drops_some(u, act)
    if lacking is not None and act.verb != "filter" and not drops and _adds_some(u, act):
        return lacking
    if lacking is not None and (act.verb == "filter" or drops):
        # "Remove the ones without email": they are left out, nothing is deleted anywhere.
        out = act.verb == "delete" or _leaves_out(u, act)
        act.verb = "filter"
        return lacking.inverted() if out else lacking
    if (empty := _left_empty(u, act)) is not None:
        return of_what_goes_on(u, act, empty)
    for argument in act.arguments:
        if argument.role not in {"object", "from", "for", "subject", "in", "with"}:
            continue
        begins = argument.first - _is_late(u, argument)
        for index in range(begins, argument.last):
            if u.is_scheduled(index) or u.service_at(index) is not None:
                continue
            condition = (
                _where(u, reader, index, argument.last)
                or _on_day(u, index, act.last)
                or _tagged(u, index, argument.last, act)
                or _bound(u, reader, index, min(index, argument.first), act)
            )
            if condition is not None:
                return of_what_goes_on(u, act, condition)
    if act.verb == "filter" and (kind := _of_value(u, act)) is not None:
        return of_what_goes_on(u, act, kind)
    if act.verb == "filter" and (state := find_state(u, act)) is not None:
        # "keep only active ones"
        kept = Condition((Test("status", "eq", state.values[0], "string", state.span),))
        return of_what_goes_on(u, act, kept)
    topic = _topic(u, act) or _of_kind(u, act) if act.verb == "filter" else None
    return of_what_goes_on(u, act, topic) if topic is not None else None


def _is_late(u: Utterance, argument: Argument) -> bool:
    """“en retard”, “em atraso”, unlike “in the past 7 days”: the preposition belongs to what is said."""
    before = argument.first - 1
    length = u.has(before, "conditions", "overdue") if before >= 0 else 0
    return length > 1 and before + length == argument.last


def _excepted(u: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """“…, except those that mention 'x'”, “… but not the starred ones”: which of them are left out."""
    for place in range(act.verb_at + 1, act.last - 1):
        length = u.has(place, "words", "except")
        if not length:
            continue
        first = place + length
        while first < act.last and (
            u.has(first, "words", "det", "that", "when", "if", "from") or u.tokens[first].norm in _ONES
        ):
            if u.has(first, "words", "from"):
                break
            first += 1
        read = reader.read(first, act.last)
        if read is not None:
            return read[0].inverted()
        word = first + u.has(first, "words", "from")
        if word < act.last:
            text = u.words(word, min(word + 2, act.last)).split(" ones")[0].strip(" .'\"")
            field = "sender" if word > first else ""
            return Condition((Test(field, "not_contains", text, "string", u.span(place, act.last)),))
    return None


def _of_kind(u: Utterance, act: Act) -> Condition | None:
    """“filter out test orders”: the kind is told by the word before the noun."""
    argument = act.argument("object")
    if argument is None:
        return None
    first = argument.first
    while first < argument.last and (u.has(first, "words", "det", "every")):
        first += 1
    if first + 1 >= argument.last or not u.has(argument.last - 1, "nouns") or argument.last - first > 3:
        return None
    if u.has(first, "nouns") and u.has(first, "nouns") >= argument.last - first:
        return None
    if u.has(first, "words") or u.service_at(first) is not None or u.has(first, "words", "duplicate"):
        return None
    kind = u.words(first, argument.last - 1).strip("'\"")
    return Condition((Test("", "contains", kind, "string", u.span(first, argument.last)),))


def _topic(u: Utterance, act: Act) -> Condition | None:
    """“only articles about climate”."""
    about = next((i for i in range(act.first, act.last) if u.has(i, "words", "about")), None)
    if about is None or about + 1 >= act.last:
        return None
    words = u.words(about + 1, act.last).strip(" .!?\"'“”")
    return (
        Condition((Test("title", "contains", words, "string", u.span(about, act.last)),)) if words else None
    )


def _lacking(u: Utterance, act: Act) -> Condition | None:
    """“those without email”."""
    for argument in act.arguments:
        if argument.role != "without" or argument.first >= argument.last:
            continue
        if not any(u.has(i, "fields") for i in range(argument.first, argument.last)):
            continue
        first = argument.first
        while first < argument.last - 1 and u.has(first, "words", "det"):
            first += 1
        span = u.span(argument.first - 1, argument.last)
        return Condition((Test(u.words(first, argument.last), "empty", None, "string", span),))
    return None


def _adds_some(u: Utterance, act: Act) -> bool:
    """“add those without an email to …”: some of the list at hand, when they are passed on."""
    objects = act.argument("object")
    return (
        objects is not None
        and (act.target is not None or act.verb in {"delete", "update", "archive", "close", "label"})
        and any(u.tokens[i].norm in {"ones", "those"} for i in range(objects.first, objects.last))
    )


def _of_value(u: Utterance, act: Act) -> Condition | None:
    """“keep only those in Germany”: the value tells the field."""
    for argument in act.arguments:
        if argument.role not in {"in", "from", "with"} or argument.services:
            continue
        first = argument.first
        while first < argument.last and u.has(first, "words", "det"):
            first += 1
        words = u.words(first, argument.last).strip(" .,") if first < argument.last else ""
        if words and (role := role_of_value(words)) is not None:
            return Condition((Test(role, "eq", words, "string", u.span(first, argument.last)),))
    return None


def _left_empty(u: Utterance, act: Act) -> Condition | None:
    """“records with an empty phone”, “contacts with no email”, “rows with a missing date”."""
    for argument in act.arguments:
        if argument.role != "with":
            continue
        place = argument.first
        while place < argument.last and u.has(place, "words", "det"):
            place += 1
        said = place < argument.last and (
            u.tokens[place].norm in _EMPTY or u.has(place, "conditions", "empty")
        )
        field = place + 1
        if said and field < argument.last and (length := u.has(field, "fields")):
            span = u.span(argument.first - 1, field + length)
            return Condition((Test(u.words(field, field + length), "empty", None, "string", span),))
    return None


_EMPTY = frozenset("empty blank missing no leerer leerem leeren vacio vacia vide vazio vazia".split())


def _drops_some(u: Utterance, act: Act) -> bool:
    """“remove the ones …”, “drop all rows …”: some of the list at hand, of no place that is named."""
    return (
        act.verb == "delete"
        and not u.tokens[act.verb_at].norm.startswith("delet")
        and act.target is None
        and act.source is None
        and _speaks_of_rows(u, act)
    )


def _speaks_of_rows(u: Utterance, act: Act) -> bool:
    """“those”, “all rows”: entries of the list at hand."""
    objects = act.argument("object")
    return objects is not None and any(
        u.tokens[i].norm in _SOME or u.has(i, "nouns", "row", "record", "item")
        for i in range(objects.first, objects.last)
    )


def _leaves_rest(u: Utterance, act: Act) -> bool:
    """“(get the rows,) remove those where status is done and save the rest”: they are left out, nothing is deleted.

    An “email” behind “where” is a field, no place.
    """
    if act.verb != "delete" or act.first == 0 or not _speaks_of_rows(u, act):
        return False
    place = act.target or act.source
    told = next((i for i in range(act.first, act.last) if u.tokens[i].norm in _TELLING_WHICH), act.last)
    if told == act.last or (place is not None and not (place.is_generic and place.first > told)):
        return False
    rest = any(u.tokens[i].norm in _REST for i in range(act.last, len(u.tokens)))
    kept = any(u.has(i, "verbs") for i in range(act.last, len(u.tokens)))
    return rest or (kept and not u.tokens[act.verb_at].norm.startswith("delet"))


_TELLING_WHICH = frozenset(
    "where whose with that which having containing without older newer below above under over".split()
)
_SOME = frozenset({"ones", "those", "all", "everyone", "everything", "any", "entries"})
_REST = frozenset({"rest", "others", "remaining", "other"})


def _where(u: Utterance, reader: ConditionReader, index: int, last: int) -> Condition | None:
    if u.tokens[index].norm not in {"where", "whose", "donde", "deren", "dont", "onde"}:
        return None
    end = max(last, min(index + _LONGEST, len(u.tokens)))
    for place in range(last, end - 1):
        ordered = u.has(place, "words", "and", "then") and u.has(place + 1, "verbs")
        if u.tokens[place].norm in {",", ".", ";"} or (ordered and not u.has(place + 1, "fields")):
            end = place
            break
    found = reader.read(index + 1, end)
    return found[0] if found is not None else None


def _on_day(u: Utterance, index: int, last: int) -> Condition | None:
    """“people with birthday today”, “licences that expire in 30 days”, “customers who haven't ordered for 90 days”."""
    told = index and u.has(index - 1, "words", "that")
    found = read_yearly(u, index, last) or (
        read_expiry(u, index, last) or read_idle(u, index, last) if told else None
    )
    return Condition((found[0],)) if found is not None else None


def _tagged(u: Utterance, index: int, last: int, act: Act) -> Condition | None:
    """“those labelled 'critical'”; what a service is asked for, it may be asked for by its labels (`find_marks`)."""
    if (
        u.tokens[index].norm not in {"labelled", "labeled", "tagged"}
        or act.verb == "label"
        or act.source is not None
        or index + 1 >= last
    ):
        return None
    word = u.tokens[index + 1]
    if not word.is_literal and u.has(index + 1, "words"):
        return None
    value = word.text.strip("\"'“”‘’#")
    return Condition((Test("labels", "contains", value, "string", u.span(index, index + 2)),))


def _bound(u: Utterance, reader: ConditionReader, index: int, first: int, act: Act) -> Condition | None:
    sense = u.concept(index, "conditions")
    if (
        sense is None
        or (sense.concept not in _BOUNDING and u.tokens[index].norm != "=")
        or (sense.concept == "neq" and sense.length == 1)
        or (
            sense.length == 1
            and u.tokens[index].norm
            in {"over", "under", "after", "before", "has", "have", "longer", "including", "with"}
            and not _number_behind(u, index + 1)
        )
    ):
        return None
    if (
        sense.concept in {"contains", "starts", "ends"}
        and act.verb in {"search", "get", "check"}
        and act.source is not None
    ):
        return None
    if sense.concept in {"before", "after"}:
        return None
    found = reader.read(max(first, index - 1), act.last)
    if found is None or (found[0].tests[0].right is None and found[0].tests[0].operator not in _TRUTHS):
        return None
    return found[0]


_TRUTHS = frozenset({"true", "false"})


def _number_behind(u: Utterance, index: int) -> bool:
    return index < len(u.tokens) and u.tokens[index].kind in {Kind.NUMBER, Kind.MONEY}


def of_what_goes_on(u: Utterance, act: Act, condition: Condition) -> Condition:
    """The condition as it holds of what goes on: turned round where the act leaves out what fulfils it."""
    return condition.inverted() if act.verb == "filter" and _leaves_out(u, act) else condition


_LEAVING_OUT = frozenset("ignore skip exclude discard drop leave weed throw remove delete".split())


def _leaves_out(u: Utterance, act: Act) -> bool:
    """“ignore …”, “filter out …”: what fulfils the condition is what does not go on."""
    return any(
        u.tokens[i].norm in _LEAVING_OUT
        or (u.tokens[i].norm in {"filter", "screen"} and i + 1 < act.last and u.tokens[i + 1].norm == "out")
        for i in range(act.first, act.last)
    ) and not any(u.tokens[i].norm in {"keep", "only"} for i in range(act.first, act.last))
