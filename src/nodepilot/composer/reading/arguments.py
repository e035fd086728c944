"""The parts of a clause around its verb: object, and what stands after each preposition."""

from __future__ import annotations

from dataclasses import field

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_PREPOSITIONS = {
    concept: place
    for place, concept in enumerate(
        ("without", "from", "to", "in", "via", "with", "about", "for", "as", "called")
    )
}
"""Where two of them can be meant by one phrase, the first one is."""
_SPLITTERS = frozenset({",", "(", ")", ";"})
PER = frozenset({"per", "pro", "par"})
"""“orders per customer”: behind it stands what they are told apart by, no second thing."""


@dataclass(slots=True)
class Argument:
    """A stretch of a clause: `role` is a preposition's concept, `subject` or `object`.

    Tokens `first` to `last` (exclusive), the preposition left out. `nouns` are the concepts of its
    nouns in order; the last one before any "of" is what it is about (`head`).
    """

    role: str
    first: int
    last: int
    services: list[ServiceHit] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    literals: list[Token] = field(default_factory=list)
    quantifiers: set[str] = field(default_factory=set)
    pronoun: bool = False
    me: bool = False
    preposition: str = ""
    before: bool = False
    """Stands before the verb."""

    @property
    def head(self) -> str | None:
        """The concept of its main noun."""
        return self.nouns[-1] if self.nouns else None

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it."""
        return self.first >= self.last


def parse_arguments(
    utterance: Utterance, verbs: Verbs, first: int, last: int, *, role: str = "object"
) -> list[Argument]:
    """The arguments in tokens `first` to `last`, which follow a verb (`role` object) or precede it."""
    found: list[Argument] = []
    start, current, preposition = first, role, ""
    index = first
    while index < last:
        hit = utterance.service_at(index)
        inside = hit is not None and hit.first < index
        concept = None if inside else _preposition(utterance, index)
        if (
            concept == "from"
            and current in {"to", "in"}
            and utterance.language != "en"
            and index > start
            and _is_container(utterance, index - 1)
        ):
            index += 1
            continue
        if current == "to" and index > start and concept is None and _is_sent(utterance, index):
            # "envía a ana@acme.com las facturas …": what is sent stands behind who gets it.
            found.append(_argument(utterance, current, start, index, preposition))
            current, start, preposition = "object", index, ""
        if current in {"with", "via"} and index > start and concept is None and _is_done_to(utterance, index):
            # "extrae con IA el total …", "mit KI den Namen … auslesen": what is read stands behind who reads it.
            found.append(_argument(utterance, current, start, index, preposition))
            current, start, preposition = "object", index, ""
        if concept in {"to", "in"} and current == "from" and _each_message(utterance, start, index):
            index += 1
            continue
        if concept == "to" and _is_content(utterance, verbs, first, start, index):
            found.append(_argument(utterance, current, start, index, preposition))
            found[-1].last = last
            return [argument for argument in found if not argument.is_empty]
        if concept is not None and not verbs.is_verb(index):
            found.append(_argument(utterance, current, start, index, preposition))
            length = utterance.has(index, "words", concept) or 1
            preposition = utterance.words(index, index + length).lower()
            origin = (
                concept in {"to", "in", "for"}
                and current in _HOLDERS
                and _is_participle(utterance, index - 1, start)
            )
            current, start = "from" if origin else concept, index + length
            index = start
            continue
        index += 1
    found.append(_argument(utterance, current, start, last, preposition))
    return [argument for argument in found if not argument.is_empty]


def _is_done_to(utterance: Utterance, index: int) -> bool:
    """An article right behind a language model, where the article begins what it works on."""
    model = bool(utterance.has(index - 1, "words", "ai"))
    return model and utterance.language != "en" and bool(utterance.has(index, "words", "det"))


def _is_sent(utterance: Utterance, index: int) -> bool:
    """An article right behind an address."""
    addressed = utterance.tokens[index - 1].kind in {Kind.EMAIL, Kind.CHANNEL, Kind.HANDLE}
    return addressed and bool(utterance.has(index, "words", "det"))


def _each_message(utterance: Utterance, start: int, index: int) -> bool:
    """“a ticket from every message to our bot”: where the message went is where it comes from."""
    u = utterance
    behind = index - 2 if u.tokens[index - 1].norm in _SENT else index - 1
    return (
        index > start + 1
        and u.has(behind, "nouns", "message", "email", "sms") > 0
        and any(u.has(i, "words", "every") or u.tokens[i].norm == "new" for i in range(start, index))
    )


_SENT = frozenset({"sent", "posted", "written"})
_HOLDERS = frozenset({"object", "subject", "for"})


_REMINDING = frozenset({"remind", "reminds", "ask", "tell", "nudge", "ping", "urge", "invite"})
_CARRIERS = ("message", "email", "sms", "task", "event", "note", "draft", "post", "comment", "tweet")


def _is_content(utterance: Utterance, verbs: Verbs, first: int, start: int, index: int) -> bool:
    """“a reminder to fill in the timesheets”: what the message says, no place that it goes to."""
    u = utterance
    following = index + 1
    if u.language != "en" or u.tokens[index].norm != "to" or following >= len(u.tokens) or start >= index:
        return False
    if u.has(following, "words", "det", "me", "pronoun"):
        return False
    if any(u.tokens[i].norm in _REMINDING for i in range(max(0, first - 2), first)):
        # "remind #finance to close the books": whatever service is called so, this is what is said.
        return bool(u.has(following, "verbs")) and u.tokens[following].text.islower()
    if any(u.tokens[i].norm.startswith("reminder") for i in range(first, index)):
        # "send a reminder in Slack to fill in their timesheets"
        return u.tokens[following].kind is Kind.WORD and u.service_at(following) is None
    return (
        u.service_at(following) is None
        and bool(u.has(index - 1, "nouns", *_CARRIERS))
        and verbs.is_verb(following)
    )


def _is_participle(utterance: Utterance, index: int, start: int) -> bool:
    """“Pictures added to a folder”, “people who register for an event”: the folder is where they come from."""
    return (
        index > start
        and utterance.has(index, "events") > 0
        and not utterance.has(index, "nouns")
        and any(
            utterance.has(place, "nouns")
            or utterance.tokens[place].norm in {"whatever", "what", "everything"}
            for place in range(start, index)
        )
    )


def _is_container(utterance: Utterance, index: int) -> bool:
    """“al canal #equipo de Slack”, “na planilha do Google”: the service belongs to the place before it."""
    token = utterance.tokens[index]
    if token.is_literal:
        return True
    return (
        utterance.has(
            index,
            "nouns",
            "channel",
            "sheet",
            "table",
            "folder",
            "board",
            "list",
            "database",
            "bucket",
            "collection",
            "document",
            "page",
            "project",
        )
        > 0
    )


def _preposition(utterance: Utterance, index: int) -> str | None:
    token = utterance.tokens[index]
    if token.is_literal or token.kind is Kind.NUMBER:
        return None
    if utterance.has(index, "conditions", *_BOUNDS) and _is_number(utterance, index + 1):
        # "stock under 10": no place.
        return None
    meant = [sense for sense in utterance.concepts(index, "words") if sense.concept in _PREPOSITIONS]
    said = min(meant, key=lambda sense: (-sense.length, _PREPOSITIONS[sense.concept])) if meant else None
    best = said.concept if said is not None else None
    if best is None and token.norm == "called":
        return "called"
    if said is not None and best == "called" and _lists_name(utterance, index, said.length):
        return "with"
    if best in {"to", "in"} and utterance.has(index, "verbs") and not utterance.has(index, "words", best):
        return None
    return best


def _lists_name(utterance: Utterance, index: int, length: int) -> bool:
    """“with | name and distance”: the name is one of the fields, and nothing is called so."""
    after = index + length
    return utterance.has(index, "words", "with") > 0 and (
        after >= len(utterance.tokens)
        or utterance.tokens[after].norm in {",", ".", ";", "/", "+", "&"}
        or utterance.has(after, "words", "and", "or", "to", "in") > 0
    )


_BOUNDS = ("gt", "gte", "lt", "lte")


def _is_number(utterance: Utterance, index: int) -> bool:
    return index < len(utterance.tokens) and utterance.tokens[index].kind in {Kind.NUMBER, Kind.MONEY}


def _argument(utterance: Utterance, role: str, first: int, last: int, preposition: str) -> Argument:
    u = utterance
    while first < last and (u.tokens[first].norm in _SPLITTERS or u.is_scheduled(first)):
        first += 1
    while last > first and (
        u.tokens[last - 1].norm in _SPLITTERS
        or u.is_scheduled(last - 1)
        or u.has(last - 1, "words", "polite")
    ):
        last -= 1
    argument = Argument(role, first, last, preposition=preposition)
    index = first
    while index < last:
        token = u.tokens[index]
        if u.is_scheduled(index):
            index += 1
            continue
        if token.is_literal:
            argument.literals.append(token)
        hit = u.service_at(index)
        if hit is not None and hit.first == index:
            argument.services.append(hit)
        _note_quantifier(u, index, argument)
        length = u.has(index, "nouns")
        if length:
            sense = u.concept(index, "nouns")
            grouped = bool(argument.nouns) and u.tokens[index - 1].norm in PER
            if (
                sense is not None
                and not grouped
                and (not argument.nouns or argument.nouns[-1] != sense.concept)
            ):
                argument.nouns.append(sense.concept)
        index += max(1, length)
    if first < last:
        argument.pronoun = u.has(first, "words", "object_pronoun") == last - first or (
            last - first <= 2 and bool(u.has(first, "words", "object_pronoun"))
        )
        argument.me = bool(u.has(first, "words", "me"))
    return argument


def _note_quantifier(utterance: Utterance, index: int, argument: Argument) -> None:
    if utterance.has(index, "words", "every"):
        argument.quantifiers.add("every")
    if utterance.has(index, "events", "created") and utterance.has(index, "words", "adj"):
        argument.quantifiers.add("new")
    if utterance.tokens[index].norm in {"one", "single", "un", "uma", "einer", "einem", "einzigen", "une"}:
        argument.quantifiers.add("one")
    if utterance.tokens[index].norm in {
        "incoming",
        "inbound",
        "entrante",
        "entrantes",
        "eingehende",
        "eingehenden",
        "entrants",
    }:
        argument.quantifiers.add("new")
