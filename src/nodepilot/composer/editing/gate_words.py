"""Conditions as follow-ups tell them: "only above 100", "with status paid", "without an email", "from dependabot"."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.gate_actions import action
from nodepilot.composer.editing.gate_names import NONE, called, inside
from nodepilot.composer.editing.gate_times import hours, recent, weekdays
from nodepilot.composer.editing.kinds_of_things import in_currency, kind_of_thing
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.implied import implied_condition


def read_gate(scene: Scene) -> tuple[Condition, Span, bool] | None:
    """The condition under which items go on, and where it stands."""
    for name, denied in (
        ("unless", True),
        ("not_for", True),
        ("skip", True),
        ("only", False),
        ("ensure", False),
        ("stop_doing", True),
        ("idle", True),
    ):
        match = scene.says(name)
        if name == "only" and scene.says("only_content") is not None:
            continue
        if name == "only" and match is not None and _NOT_ALONE.search(scene.flat[: match.start()]):
            # "…, not only the small ones": all of them.
            continue
        if (
            match is not None
            and name in {"stop_doing", "idle"}
            and cue("when").search(scene.flat[: match.start()]) is not None
            and (before := domain_said(scene, 0) or _condition(scene, 0, match.start())) is not None
        ):
            return before[0].inverted(), before[1], True
        if match is None or (
            name in {"stop_doing", "idle"}
            and not any(cue(each).search(scene.flat, match.end()) for each in ("when", "for", "where"))
            and hours(scene, match.end()) is None
            and (name != "stop_doing" or domain_said(scene, match.end()) is None)
        ):
            continue
        found = (
            action(scene, match.end())
            or weekdays(scene)
            or _sender(scene, match.end())
            or domain_said(scene, match.end())
            or recent(scene, match.end())
            or hours(scene, match.end())
            or called(scene, match.end())
            or inside(scene, match.end())
            or in_currency(scene, match.end())
            or _fielded(scene, match.end())
            or _from_whom(scene, match.end())
            or _condition(scene, match.end())
            or (_narrowed(scene, match.end()) if name == "only" else None)
        )
        if found is None and name == "skip":
            found = _ahead(scene, match.start())
        if found is None and name in _KINDS_OF_THINGS:
            told = cue("for").search(scene.flat, match.end()) if name == "stop_doing" else match
            found = kind_of_thing(scene, told.end()) if told is not None else None
        if found is None:
            continue
        condition, span = _of_year(found[0]), found[1]
        return (condition.inverted() if denied else condition), span, denied
    return None


_NOT_ALONE = re.compile(r"(?:not|nicht|pas|no|nao)\s+$")


def _ahead(scene: Scene, stop: int) -> tuple[Condition, Span] | None:
    """“when someone from gmail.com signs up, ignore it”: what is skipped is told first."""
    if (domain := domain_said(scene, 0)) is not None and domain[1][1] <= stop:
        return domain
    return _condition(scene, 0, stop)


def _of_year(condition: Condition) -> Condition:
    """“rows from 2024”: a year stands in a date."""
    return replace(
        condition,
        tests=tuple(
            replace(test, left="date")
            if test.left in {"", "author"} and re.fullmatch(r"(?:19|20)\d\d", str(test.right))
            else test
            for test in condition.tests
        ),
    )


_KINDS_OF_THINGS = frozenset({"unless", "not_for", "skip", "only", "stop_doing"})


def _condition(scene: Scene, start: int, stop: int | None = None) -> tuple[Condition, Span] | None:
    """The condition behind "when", "if", "where", or a bare one ("above 100 euros")."""
    u = scene.u
    first, last = scene.tokens_in(start, len(scene.text) if stop is None else stop)
    places = [
        index + 1
        for index in range(first, last)
        if cue("when").fullmatch(u.tokens[index].norm)
        or cue("where").fullmatch(u.tokens[index].norm)
        or cue("for").fullmatch(u.tokens[index].norm)
        or u.has(index, "words", "that", "with", "without")
        or u.tokens[index].norm == ":"
    ]
    for place in [*places, first, *range(first + 1, last if stop is not None else first + 1)]:
        found = scene.conditions.read(place, last)
        if found is not None:
            condition, end = found
            return condition, u.span(place, max(end, place + 1))
    for place in places:
        if (about := _about(scene, place, last)) is not None:
            return about
    return None


def _beside(scene: Scene, first: int, last: int) -> str:
    """“with "invoice" in the subject”: the field that is named beside the quotation."""
    u = scene.u
    places = [i for i in range(first, last) if u.has(i, "fields") and u.tokens[i].kind is Kind.WORD]
    return u.words(places[0], places[0] + u.has(places[0], "fields")) if len(places) == 1 else ""


def _about(scene: Scene, first: int, last: int) -> tuple[Condition, Span] | None:
    """“for messages about invoices”, “with attachments”: a word that the text contains."""
    u = scene.u
    quoted = [t for t in u.tokens[first:last] if t.kind is Kind.QUOTED]
    if len(quoted) == 1:
        span = (quoted[0].start, quoted[0].end)
        left = _beside(scene, first, last)
        return Condition((Test(left, "contains", quoted[0].text[1:-1], "string", span),)), span
    for index in range(first, last):
        if u.has(index, "words", "about") and index + 1 < last:
            words = u.words(index + 1, last).strip(" .!?")
            return Condition((Test("subject", "contains", words, "string", u.span(index, last)),)), u.span(
                index, last
            )
    return None


def _fielded(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“orders with status paid”, “messages from user id 4711”: a field, and its value right behind."""
    u = scene.u
    first, last = scene.tokens_in(start, len(scene.text))
    for index in range(first, last):
        norm = u.tokens[index].norm
        of_kind = norm == "of" and index + 1 < last and u.tokens[index + 1].norm in _SORTS
        if not (
            cue("where").fullmatch(norm) or norm in HAVING or u.has(index, "words", "with", "from") or of_kind
        ):
            continue
        place = index + 1
        lacks = u.has(index, "words", "without") > 0 or norm in _LACKING
        if place < last and u.tokens[place].norm in NONE:
            lacks, place = True, place + 1
        while place < last and u.has(place, "words", "det"):
            place += 1
        name = place
        if of_kind:
            place += 1
        while place < last and u.has(place, "fields"):
            place += u.has(place, "fields")
        if place == name and place + 1 < last and _is_plain_word(scene, place) and u.has(place + 1, "fields"):
            # "with high priority": the value stands before its field.
            end = place + 1 + u.has(place + 1, "fields")
            value = u.tokens[place].text
            return Condition(
                (Test(u.words(place + 1, end), "eq", value, "string", u.span(index, end)),)
            ), u.span(index, end)
        if (
            place > name
            and (lacks or norm in HAVING or u.has(index, "words", "with"))
            and (place >= last or u.tokens[place].norm in ",.;")
        ):
            # "without an email address", "with a phone number": whether there is one.
            operator = "empty" if lacks else "not_empty"
            span = u.span(index, place)
            return Condition((Test(u.words(name, place), operator, None, "string", span),)), span
        is_joining = place < last and u.has(place, "words", *_JOINING) and not u.has(place, "words", "adj")
        if place == name or place >= last or u.has(place, "conditions") or is_joining:
            continue
        if place + 1 < last and u.has(place + 1, "conditions"):
            # "when the status code is 500": what follows compares it.
            continue
        token = u.tokens[place]
        if token.kind in {Kind.EMAIL, Kind.URL} or token.norm in {",", ".", ":"}:
            continue
        value = token.text[1:-1] if token.kind is Kind.QUOTED else token.text
        number = parse_number(token)
        test = Test(
            u.words(name, place),
            "eq",
            value if number is None else number,
            "string" if number is None else "number",
            u.span(index, place + 1),
        )
        return Condition((test,)), u.span(index, place + 1)
    return None


def _is_plain_word(scene: Scene, place: int) -> bool:
    u = scene.u
    return (
        u.tokens[place].kind is Kind.WORD
        and not u.has(place, "nouns")
        and not u.has(place, "fields")
        and not u.has(place, "words", *_JOINING)
        and u.service_at(place) is None
    )


_SORTS = frozenset("type kind category priority status".split())
HAVING = frozenset(
    "left gave given provided entered have has having hat haben ont tienen tiene tem lack lacks lacking miss missing".split()
)
_LACKING = frozenset("lack lacks lacking miss missing".split())
_JOINING = ("and", "or", "that", "with", "from", "in", "to", "modal", "pronoun", "not", "det", "when", "if")
"""Words that are no value."""


_NOBODY = frozenset(
    "today yesterday tomorrow now here there everyone anyone everybody anybody scratch work home heute gestern jetzt hoy ayer "
    "ahora hier maintenant hoje ontem agora".split()
)
"""Words behind "from" that are no sender."""
_FROM = re.compile(r"(?<!\w)(?:from|by|von|de|par|por) (?P<who>@?[a-z][\w.-]*)\W*$")


def _from_whom(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“issues from dependabot”: who they come from, by a name in small letters."""
    match = _FROM.search(scene.flat, start)
    if match is None or not scene.text[match.start("who")].islower():
        return None
    place = next(i for i, token in enumerate(scene.u.tokens) if token.end >= match.end("who"))
    u = scene.u
    if match["who"] in _NOBODY:
        return None
    if (
        place == 0
        or u.has(place, "time")
        or u.has(place, "words")
        or u.service_at(place) is not None
        or u.is_scheduled(place)
    ):
        return None
    span = (match.start(), match.end("who"))
    return Condition((Test("author", "contains", match["who"].lstrip("@"), "string", span),)), span


def _sender(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“mails from boss@corp.io”: who sent it."""
    address = next((t for t in scene.u.tokens if t.kind is Kind.EMAIL and t.start >= start), None)
    if address is not None:
        between, span = scene.flat[start : address.start], (address.start, address.end)
        if not between.strip(" :"):
            # "filter out test@x.de": whoever it is.
            return Condition((Test("email", "eq", address.text, "string", span),)), span
        if _ADDRESSED.search(between):
            return Condition((Test("to", "contains", address.text, "string", span),)), span
    if address is None or not re.search(
        r"(?:from|von|de|d[aeo]|by)\s+(?:[\w-]+\s+){0,3}$", scene.flat[: address.start]
    ):
        return None
    span = (address.start, address.end)
    outputs = [scene.canvas.output(node) for node in scene.canvas.triggers]
    if any("email" in each.roles and each.noun != "email" for each in outputs):
        # Tickets and orders keep the address of whom they are from.
        return Condition((Test("email", "eq", address.text, "string", span),)), span
    return Condition((Test("sender", "contains", address.text, "string", span),)), span


_ADDRESSED = re.compile(
    r"(?:mails?|messages?|nachrichten|correos|mensajes|courriels)\s+(?:that (?:are |were )?)?(?:sent |addressed |an? |going )?(?:to|an|a|para)\s+(?:the )?$"
)
"""“only mails to support@x.de”: to whom it was sent."""
_DOMAIN = re.compile(
    r"(?:from|at|with|by|to|of|von|mit|an|de|d'|avec|con|com)\s+(?:an? |the |einer? |une? |una? |uma? )?"
    r"@?(?P<domain>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?!\w)|(?<!\w)(?P<name>gmail|hotmail|yahoo|outlook|gmx|icloud)\s+(?:e-?mail|mail|address|account|adresse)|"
    r"(?:mail|address|adresse)\s+(?:is|ist|est|es|e|comes|kommt)?\s*(?:from|at|with|an?|von|bei|de)?\s*(?P<provider>gmail|hotmail|yahoo|outlook|gmx|icloud)(?!\w)"
)


_COMPARED = re.compile(
    r"(?<!\w)(?:ends?|ending|starts?|starting|begins?|contains?|includes?|equals?|is(?! from)|endet|beginnt|enthalt|ist|finit|commence|contient|est|termina|empieza|contiene|es|comeca|contem|e)\s"
)


def domain_said(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“signups from mailinator.com addresses”, “people with a gmail address”: where an address is at home."""
    match = _DOMAIN.search(scene.flat, start)
    if match is None or _COMPARED.search(scene.flat[start : match.start() + 5]):
        return None
    kind = next(each for each in ("domain", "name", "provider") if match[each])
    name = match["domain"] or f"{match[kind]}."
    span = match.span(kind)
    return Condition((Test("email", "contains", f"@{name}", "string", span),)), span


def _narrowed(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“only for orders from Austria”: what the things are narrowed down to."""
    first, last = scene.tokens_in(start, len(scene.text))
    if last - first < _FEWEST:
        return None
    found = implied_condition(scene.u, Clause(first, last, "if", 0))
    return (found, found.tests[0].span) if found is not None else None


_FEWEST = 3
