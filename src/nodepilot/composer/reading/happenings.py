"""Whether a clause tells that something happens, and to what: no order, no list that is there already."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.periods import find_period
from nodepilot.composer.reading.start_view import StartView
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.superlatives import superlative_at
from nodepilot.composer.time_words import as_number

_SENT = frozenset(
    {"sent", "received", "incoming", "posted", "gesendet", "geschickt", "enviados", "enviadas", "envoyes"}
)
_MESSENGERS = frozenset({"telegram", "whatsApp", "slack", "discord", "microsoftTeams", "line"})
_ABOUT_LISTS = frozenset(
    {"search", "merge", "compare", "dedupe", "sort", "count", "sum", "average", "aggregate", "rename"}
)

_FETCHING = frozenset({"get", "fetch", "read", "pull", "load", "retrieve", "export"})
_HELD = frozenset({"sheet", "table", "row", "record", "database"})

_RANKS = frozenset(
    "latest last first top newest letzten neuesten neusten ersten ultimos primeros derniers premiers".split()
)
_DEFINITE = frozenset("the these those die los las les os as".split())


def told_new(act: Act) -> bool:
    """“new rows of the sheet”; what is put into a new page, or into a new one, is none of it."""
    made = {"to", "in"} if act.source is not None else set[str]()
    return any(
        "new" in argument.quantifiers
        and not (argument.role in made and (not argument.services or act.target in argument.services))
        for argument in act.arguments
    )


class Happenings(StartView):
    """Questions about one clause and its act."""

    def _told_short(self, clause: Clause, act: Act) -> bool:
        """“hubspot contact created”, “pull request opened in github”: what happened, with nothing ordered."""
        u = self._u
        place = act.verb_at
        if not act.passive or place <= clause.first or not u.has(place, "events"):
            return False
        if any(u.has(i, "words", "modal") or u.has(i, "verbs", "be") for i in range(clause.first, place)):
            return False
        return place + 1 >= clause.last or bool(u.has(place + 1, "words", "in", "from", "via", "for", "to"))

    def _compares(self, clause: Clause) -> bool:
        """“when value > 80”: a comparison of numbers, nothing that happens in a service."""
        u = self._u
        if any(token.kind is Kind.URL for token in u.tokens) and self._any(
            clause, "conditions", "failing", "working"
        ):
            # "when https://… is down", "check https://… and tell me when it's down": the state of an address.
            return not any(
                not h.is_generic and self._services.get(h.key).trigger_types for h in self._in(clause)
            )
        return any(
            (bound := u.has(i, "conditions", "gt", "gte", "lt", "lte"))
            and i + bound < clause.last
            and u.tokens[i + bound].kind in {Kind.NUMBER, Kind.MONEY}
            for i in range(clause.first, clause.last)
        ) and not any(u.has(i, "events", "created", "received") for i in range(clause.first, clause.last))

    def _about_it(self, clause: Clause) -> bool:
        """“… when it is down”: the state of what was spoken of, no event."""
        u = self._u
        timed = u.schedule is not None and not u.schedule.weak
        return timed and any(
            u.has(i, "words", "pronoun") or u.tokens[i].norm.startswith(("it's", "its"))
            for i in range(clause.first, min(clause.first + 2, clause.last))
        )

    def _asks_for_list(self, clause: Clause, act: Act | None) -> bool:
        """“find the rows where …”, “read the sheet Orders”: an order about things that are there already."""
        if act is None or act.verb_at != clause.first or act.passive:
            return False
        objects = act.argument("object")
        places = [argument for argument in (objects, act.argument("from")) if argument is not None]
        held = act.verb == "get" and any(_HELD & set(place.nouns) for place in places)
        fetched = (
            self._u.tokens[act.verb_at].norm in _FETCHING
            and objects is not None
            and bool(objects.nouns)
            and self._u.tokens[objects.first].norm in {"the", "all"}
            and any(self._u.tokens[i].norm.endswith("s") for i in range(objects.first, objects.last))
        )
        return act.verb in _ABOUT_LISTS or held or fetched

    def _looks_back(self, act: Act | None) -> bool:
        """“send me yesterday's sales from Stripe”: those of a time that is over."""
        return act is not None and find_period(self._u, act) is not None

    def _sent_there(self, clause: Clause, hit: ServiceHit) -> bool:
        """“photos sent via Telegram”: a participle right before the messenger, with what is sent before it."""
        u = self._u
        place = hit.first - 1
        while place > clause.first and u.has(place, "words", "det", "in", "to", "via", "from"):
            place -= 1
        return (
            place > clause.first
            and hit.first - place > 1
            and u.tokens[place].norm in _SENT
            and hit.key in _MESSENGERS
            and not self._verbs.is_verb(place)
        )

    def _counted(self, clause: Clause) -> bool:
        """“the latest 20 emails”, “the 5 newest articles”: a list that is there already."""
        u = self._u
        for i in range(clause.first, clause.last - 1):
            pair = u.tokens[i : i + 2]
            counted = [as_number(token) is not None for token in pair]
            which = any(token.norm in _RANKS for token in pair) or any(
                superlative_at(u, i + at) is not None for at in (0, 1)
            )
            if which and any(counted) and not u.has(i + 2, "time"):
                return True
        return False

    def _is_one_file(self, act: Act | None, hit: ServiceHit) -> bool:
        """“the rows of orders.csv in Dropbox”: a file that is there, none that comes."""
        if act is None or act.source is not hit or told_new(act):
            return False
        return any(token.kind is Kind.FILE for token in act.literals)

    def _found_before(self, clause: Clause, hit: ServiceHit, before: list[Clause]) -> bool:
        """“call https://… for each domain and save the emails”: what an address gave, no mail that comes in."""
        u = self._u
        called = any(
            u.tokens[i].kind is Kind.URL
            for each in before
            for i in range(each.first, min(each.last, len(u.tokens)))
        )
        at = hit.first - 1
        return called and hit.is_generic and at >= clause.first and u.tokens[at].norm in _DEFINITE

    def _modal_subject(self, act: Act | None) -> bool:
        """“A message in the queue should open a ticket”: the subject is one of many to come."""
        if act is None or act.verb_at < 0:
            return False
        modal = any(self._u.has(i, "words", "modal") for i in range(act.first, act.verb_at))
        return modal and self._u.tokens[act.first].norm in {
            "a",
            "an",
            "any",
            "each",
            "every",
            "new",
            "jede",
            "jeder",
            "cada",
            "chaque",
        }

    def _has_event(self, clause: Clause, act: Act | None) -> bool:
        """Whether something happens here, apart from the command itself."""
        u = self._u
        for index in range(clause.first, clause.last):
            if (
                act is not None
                and act.verb_at <= index < act.verb_at + 1
                and not act.passive
                and clause.lead == ""
            ):
                continue
            if (
                self._verbs.is_verb(index)
                and not u.tokens[index].norm.endswith("ed")
                and u.tokens[index - 1 if index else 0].norm in {"and", ",", "then", "y", "und", "et", "e"}
            ):
                continue
            if (
                u.has(index, "events")
                and not u.is_scheduled(index)
                and not u.has(index - 1, "fields", "status", "priority")
                and not (u.has(index, "words", "adj") and not u.has(index, "events", "created"))
            ):
                return True
        return False

    def _somebody_does(self, clause: Clause, act: Act | None) -> bool:
        """“Someone fills in our survey”: a person does it, it is no order."""
        u = self._u
        if act is None or clause.lead or act.passive or (act.source is not None and act.target is not None):
            return False
        subject = act.argument("subject")
        if subject is None or any(
            u.has(i, "words", "modal") for i in range(act.first, max(act.first, act.verb_at))
        ):
            return False
        return (
            bool(
                set(subject.nouns)
                & {"person", "customer", "user", "member", "candidate", "subscriber", "lead"}
            )
            and u.has(act.verb_at, "events") > 0
        )
