"""Clauses to acts: the verb that counts, its arguments, and which service plays which part."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.abilities import is_ability
from nodepilot.composer.reading.arguments import Argument, parse_arguments
from nodepilot.composer.reading.ellipsis import sheet_named
from nodepilot.composer.reading.happening import ordered_last
from nodepilot.composer.reading.hosts import with_host
from nodepilot.composer.reading.meaning import refine
from nodepilot.composer.reading.model_work import work_named_alone
from nodepilot.composer.reading.places import at_each_place
from nodepilot.composer.reading.receiving import is_received
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.sent_links import with_link
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.verb_choice import prefer
from nodepilot.composer.reading.verbs import Verbs

_HANDED_ON = frozenset({"send", "post", "message", "email", "text", "forward", "notify", "tweet", "publish"})
_OPENINGS = frozenset({",", ":", "and", "then", "please", "to", "."})
_WRAPPERS = frozenset({"want", "let", "create", "be", "run", "ask"})
_THINGS = frozenset(
    {
        "smth",
        "something",
        "sth",
        "thing",
        "thingy",
        "workflow",
        "automation",
        "bot",
        "flow",
        "script",
        "job",
        "process",
        "integration",
        "algo",
        "etwas",
        "quelque",
        "flujo",
        "fluxo",
        "system",
        "setup",
        "scenario",
        "cron",
    }
)
_HAVING = frozenset({"have", "got", "has", "keep", "store"})
_SEVERAL = 2
_OF_THINGS = frozenset({"of", "with", "von", "der", "de", "des", "about", "on"})
_ADDRESSES = frozenset({Kind.EMAIL, Kind.CHANNEL, Kind.HANDLE})


class ActReader:
    """Reads the acts of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs, roles: Roles) -> None:
        self._u = utterance
        self._verbs = verbs
        self._roles = roles

    def read(self, first: int, last: int, lead: str = "") -> list[Act]:
        """The acts in tokens `first` to `last`; usually one, none for mere politeness."""
        u = self._u
        while (
            first < last
            and (
                u.has(first, "words", "polite", "then", "and", "but", "or") and not self._verbs.is_verb(first)
            )
            and u.service_at(first) is None
        ):
            first += 1
        while first < last and u.tokens[first].norm in {",", "-", ":", "–"}:
            first += 1
        if first >= last:
            return []
        verb_at = self._main_verb(first, last)
        if verb_at is None:
            return self._without_verb(first, last, lead)
        act = self._with_verb(first, last, verb_at, lead)
        return at_each_place(u, self._roles, with_host(u, with_link(u, act))) if act is not None else []

    def _main_verb(self, first: int, last: int) -> int | None:
        """The verb that says what is done: wrappers such as "I want … to" or "let AI" give way to the next one."""
        u = self._u
        places = [i for i in range(first, last) if self._verbs.is_verb(i)]
        if not places:
            weak = [
                i for i in range(first, last) if self._verbs.score(i) >= 0.7 and not u.has(i + 1, "events")
            ]
            places = [max(weak, key=self._verbs.score)] if weak else []
        hit = u.service_at(first)
        named = hit is not None and not hit.is_generic
        if u.has(first, "verbs", "sort") and u.service_at(first + 1) is not None:
            # "Order webhook: …": what it is for.
            named = True
        verbal = u.has(first, "verbs") and self._verbs.score(first) > 0
        if not places and verbal and not u.has(first + 1, "events") and not named:
            places = [first] if first + 1 < last or not u.has(first, "nouns") else []
        if not places:
            return None
        ordered = [p for p in places[1:] if self._ordered(p, first) and not is_ability(u, places[0], p)]
        if ordered and not self._ordered(places[0], first):
            return ordered[0]
        for number, place in enumerate(places):
            following = places[number + 1] if number + 1 < len(places) else None
            if following is None or not self._wraps(place, following):
                if (
                    u.has(place, "verbs", "be")
                    and following is not None
                    and u.tokens[place].norm not in {"gets", "get"}
                ):
                    continue
                return place
        return None if u.has(places[-1], "verbs", "want") else places[-1]

    def _ordered(self, place: int, first: int) -> bool:
        """“should be resized”: a modal stands right before the verb; and the verb is no auxiliary."""
        u = self._u
        if u.has(place, "verbs", "be", "let", "want"):
            return False
        before = place - 1
        while (
            before > first
            and (u.has(before, "words", "adv") or u.has(before, "verbs", "be"))
            and not u.has(before, "words", "modal")
        ):
            before -= 1
        return before > first and bool(u.has(before, "words", "modal"))

    def _wraps(self, place: int, following: int) -> bool:
        u = self._u
        concepts = {s.concept for s in u.concepts(place, "verbs")}
        between = range(place + 1, following)
        if concepts & {"want"}:
            return True
        if (
            "let" in concepts
            and (self._roles.ai_between(place, following) or following - place <= 3)
            and not any(u.tokens[i].norm == "," for i in between)
        ):
            return self._roles.ai_between(place, following) or u.tokens[following - 1].norm != "to" or True
        if concepts & {"create", "build", "run"} or u.tokens[place].norm in {"build", "set", "make"}:
            named = any(u.tokens[i].norm in _THINGS for i in between)
            return named and any(
                u.has(i, "words", "that") or u.tokens[i].norm in {"to", "which", "qui", "que", "der", "die"}
                for i in between
            )
        if self._reads(place, following):
            return False
        if concepts & {"be", "go"}:
            return all(u.has(i, "words", "adv", "not", "then") for i in between) or u.tokens[
                following
            ].norm.endswith(("ed", "en", "t"))
        if "check" in concepts or "get" in concepts:
            return False
        return False

    def _reads(self, place: int, following: int) -> bool:
        """“get | the tasks completed today in Todoist”: which ones are read; none of them is completed."""
        u = self._u
        if {s.concept for s in u.concepts(following, "verbs")} & _HANDED_ON:
            # "get the picture of the day posted in Discord".
            return False
        opens = place == 0 or u.tokens[place - 1].norm in _OPENINGS or u.is_scheduled(place - 1)
        things = any(u.has(i, "nouns") for i in range(place + 1, following))
        return u.tokens[place].norm == "get" and opens and things

    def _with_verb(self, first: int, last: int, verb_at: int, lead: str) -> Act | None:
        u = self._u
        senses = u.concepts(verb_at, "verbs")
        if not senses:
            return None
        longest = senses[0].length
        concepts = [s.concept for s in senses if s.length == longest]
        wrapped = self._wrapper_before(first, verb_at)
        after = parse_arguments(u, self._verbs, verb_at + longest, last)
        before = self._before(first, verb_at)
        passive = self._is_passive(verb_at, before)
        verb = self._pick(concepts, after, before)
        sent = any(a.role == "via" and any(map(self._roles.takes_messages, a.services)) for a in after)
        to_me = bool(after) and u.has(after[0].first, "words", "me") > 0
        if sent and (verb == "want" or (verb == "get" and to_me)):
            # "I want the open tickets by mail", "show me my slots by email": they are to be sent.
            verb = "send"
        ordered = ordered_last(u, before, last) if verb_at + longest == last else False
        arguments = self._arrange(before, after, verb, passive=passive or ordered)
        if verb == "let" and any(
            u.tokens[i].norm in {"know", "saber", "wissen", "savoir"}
            for i in range(verb_at + 1, min(verb_at + 6, last))
        ):
            verb = "notify"
        if (
            verb == "let"
            and u.tokens[verb_at].norm in _HAVING
            and before
            and u.has(before[0].first, "words", "pronoun")
        ):
            verb = "get"
        act = Act(verb, first, last, arguments, lead=lead, verb_at=verb_at, passive=passive, wrapped=wrapped)
        if verb == "create" and (kind := self._report_of(after)) is not None:
            # "generate a report of closed Jira issues": they are read, the report is what is told.
            act.verb = verb = kind
        self._roles.assign(act)
        if is_received(u, act, before):
            act.verb = "text" if _is_text(u, act) else "send"
            self._roles.assign(act)
        if act.verb == "ask" and act.target is not None and self._roles.is_app(act.target):
            # "ask for a review by mail": somebody is sent a question.
            act.verb = "send"
        if act.verb == "ask" and act.source is not None and self._roles.takes_messages(act.source):
            # "ask the manager in Slack": there somebody is written to.
            act.verb, act.target, act.source = "send", act.source, None
        answering = self._answering(act)
        if answering is not None:
            act.verb, act.verb_at = "reply", answering
        refine(u, act)
        return act

    def _answering(self, act: Act) -> int | None:
        """“let the AI | answer”, “let Claude | reply in the thread”: where a model is told to."""
        if act.verb != "let" or not act.ai:
            return None
        for place in range(act.verb_at + 1, act.last):
            if self._u.has(place, "verbs", "reply") and self._roles.ai_between(place - 1, place):
                return place
        return None

    def _report_of(self, after: list[Argument]) -> str | None:
        """`get` where a report or a list is to be made of things that a service has."""
        objects = next((a for a in after if a.role == "object"), None)
        if objects is None or objects.nouns[:1] not in (["report"], ["list"], ["summary"]):
            return None
        u = self._u
        first = next(
            (i for i in range(objects.first, objects.last) if u.has(i, "nouns", *objects.nouns[:1])), -1
        )
        behind = first + 1
        if first < 0 or behind == len(u.tokens) or u.tokens[behind].norm not in _OF_THINGS:
            return None
        return "get" if any(map(self._roles.is_app, objects.services)) else None

    def _before(self, first: int, verb_at: int) -> list[Argument]:
        """What stands before the verb: "For new tickets" and "AI" of "For new tickets let AI decide"."""
        u = self._u
        start = self._subject_start(first, verb_at)
        found: list[Argument] = []
        if start > first:
            wrapper = next((i for i in range(first, verb_at) if self._verbs.is_verb(i)), first)
            opening = (
                parse_arguments(u, self._verbs, first, wrapper, role="subject") if wrapper > first else []
            )
            found += [a for a in opening if not u.has(a.first, "words", "pronoun", "modal", "polite")]
        if start < verb_at:
            found += parse_arguments(u, self._verbs, start, verb_at, role="subject")
        for argument in found:
            argument.before = True
        return found

    def _wrapper_before(self, first: int, verb_at: int) -> str:
        for place in range(first, verb_at):
            if self._verbs.is_verb(place):
                sense = self._u.concept(place, "verbs")
                if sense is not None and sense.concept in _WRAPPERS:
                    return sense.concept
        return ""

    def _subject_start(self, first: int, verb_at: int) -> int:
        """Behind a wrapper ("I want …") only what follows it belongs to the act."""
        start = first
        for place in range(first, verb_at):
            if (
                self._verbs.is_verb(place)
                and (sense := self._u.concept(place, "verbs")) is not None
                and sense.concept in _WRAPPERS - {"be"}
            ):
                start = place + sense.length
        while start < verb_at and (
            self._u.has(start, "words", "that", "modal") and not self._u.has(start, "words", "det")
        ):
            start += 1
        return start

    def _is_passive(self, verb_at: int, before: list[Argument]) -> bool:
        u = self._u
        place = verb_at - 1
        while place >= 0 and u.has(place, "words", "adv"):
            place -= 1
        if place >= 0 and (
            u.has(place, "verbs", "be")
            or u.tokens[place].norm in {"be", "get", "gets", "got", "wird", "werden", "ser", "etre"}
        ):
            return True
        return (
            bool(before)
            and u.tokens[verb_at].norm.endswith("ed")
            and not u.has(verb_at - 1, "words", "pronoun")
        )

    def _pick(self, concepts: list[str], after: list[Argument], before: list[Argument]) -> str:
        """Which of a word's verb concepts is meant, by what stands around it."""
        if len(concepts) == 1:
            return concepts[0]
        nouns = {noun for argument in after for noun in argument.nouns}
        ai = any(self._roles.has_ai(argument) for argument in (*after, *before))
        return prefer(self._roles, self._u, concepts, nouns, after, ai=ai)

    def _arrange(
        self, before: list[Argument], after: list[Argument], verb: str, *, passive: bool
    ) -> list[Argument]:
        """In a passive clause the subject is what is acted on; so it is where the subject "goes" somewhere."""
        arranged: list[Argument] = []
        if passive:
            after = [each for each in after if not _tells_how(self._u, each)]
        for argument in before:
            if (
                argument.role == "subject"
                and (passive or verb in {"go", "be", "create"})
                and not any(a.role == "object" for a in after if verb != "create")
            ):
                arranged.append(
                    replace(argument, role="object")
                    if not any(a.role == "object" for a in after)
                    else argument
                )
            elif argument.role == "subject" and verb == "create" and any(a.role == "object" for a in after):
                arranged.append(replace(argument, role="material"))
            else:
                arranged.append(argument)
        return [*arranged, *after]

    def _without_verb(self, first: int, last: int, lead: str) -> list[Act]:
        """`slack #sales`, `a Notion page`, `row in the sheet`: the service says enough."""
        u = self._u
        arguments = parse_arguments(u, self._verbs, first, last)
        hits: list[ServiceHit] = [hit for argument in arguments for hit in argument.services]
        urls = [t for a in arguments for t in a.literals if t.kind is Kind.URL]
        addressed = bool(arguments) and arguments[0].role == "to"
        if not hits and not urls and lead != "arrow" and not addressed:
            return []
        if (joint := self._joint_behind_message(hits)) is not None:
            return [*self._without_verb(first, joint, lead), *self._without_verb(joint + 1, last, "and")]
        act = Act("", first, last, arguments, lead=lead)
        self._roles.assign(act)
        if act.ai and act.target is None and act.source is None:
            act.verb = work_named_alone(u, act)
        sheet = sheet_named(u, act, "to", "in", "object")
        if sheet is not None and not hits:
            # "US → tab US": a tab of the sheet that is named elsewhere.
            return [replace(act, verb="add", target=sheet)]
        if act.target is None and act.source is None and not act.ai and not urls:
            addressed = (lead == "arrow" or arguments[0].role == "to") and any(
                t.kind in _ADDRESSES for a in arguments for t in a.literals
            )
            sent = lead == "arrow" and u.has(last - 1, "nouns", "email", "sms")
            return [act.doing("send")] if addressed or sent else []
        return at_each_place(u, self._roles, act)

    def _joint_behind_message(self, hits: list[ServiceHit]) -> int | None:
        """“a Slack message | and | a row in Google Sheets”: a message is a place of its own."""
        if len(hits) < _SEVERAL or not (
            hits[0].is_generic or self._u.has(hits[0].last, "nouns", "message", "email", "sms")
        ):
            return None
        between = range(hits[0].last + 1, hits[1].first)
        return next((i for i in between if self._u.has(i, "words", "and")), None)


def _tells_how(u: Utterance, argument: Argument) -> bool:
    """“(an event is created) straight away”: how, and nothing that is acted on."""
    place = argument.first
    while place < argument.last and (length := u.has(place, "words", "adv")):
        place += length
    return argument.role == "object" and place >= argument.last


def _is_text(u: Utterance, act: Act) -> bool:
    """“I get a text”: a text message to the phone, where “a help text” is what the message says."""
    received = act.argument("object")
    if received is None or received.nouns[-1:] != ["text"] or received.services:
        return False
    said = [i for i in range(received.first, received.last) if not u.has(i, "words", "det")]
    return u.has(said[0], "nouns", "text") > 0
