"""Where a predicate stands: a verb with its subject, an order, or what a condition says."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.verbs import Verbs

_SURE = 2.5  # the score of a verb that has its object behind it
_FINITE = 1.5  # the score of a verb that may be somebody's deed
_ORDER = 2.0  # the score of a verb that orders something
_TOLD = frozenset("tu vous voce vc usted".split())
_IT = frozenset("lo la los las le les".split())
_PASSIVE = frozenset("wird werden wurde wurden worden ist sind hat haben war waren".split())
_REACH = 7  # tokens in which a subject's verb is looked for


class Predicates:
    """Finds predicates in one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs

    def subject_verb(self, index: int) -> bool:
        """A subject and its finite verb begin at `index` ("row goes in the sheet", "they get an email")."""
        u = self._u
        if index >= len(u.tokens) or u.has(
            index, "words", "in", "to", "from", "with", "via", "for", "as", "of", "about"
        ):
            return False
        relative = False
        for place in range(index + 1, min(index + _REACH, len(u.tokens))):
            token = u.tokens[place]
            if u.has(place, "words", "that") and (not u.has(place + 1, "nouns") or self._finite(place + 1)):
                # "tickets that fail go to …", "… that posts to …": the first verb belongs to the subject.
                relative = True
                continue
            if relative and self._verbs.score(place) >= _FINITE:
                relative = False
                continue
            if (
                token.norm in {",", ".", ";", ":"}
                or token.kind in {Kind.ARROW, Kind.NEWLINE}
                or u.has(place, "words", "and", "or")
            ):
                return False
            if u.has(place, "words", "modal") or u.has(place, "verbs", "be", "go"):
                return not u.has(place, "words", "in", "to")
            if u.language == "en" and token.norm.endswith("ed") and not u.has(place - 1, "words", "pronoun"):
                return False
            if self._verbs.score(place) >= _FINITE and (
                token.norm.endswith("s")
                or u.has(place - 1, "words", "pronoun")
                or u.language != "en"
                or self._plural_subject(place)
            ):
                return True
        return False

    def _finite(self, place: int) -> bool:
        """“(a form that) posts to …”: a verb, though it is the plural of a noun, too."""
        return self._u.tokens[place].norm.endswith("s") and self._verbs.score(place) >= _FINITE

    def _plural_subject(self, place: int) -> bool:
        before = self._u.tokens[place - 1].norm
        return before.endswith("s") and not self._u.has(place - 1, "words", "adj", "det")

    def main_clause(self, index: int, start: int) -> bool:
        """An imperative begins inside a when-clause that is complete ("… is created look up …")."""
        u = self._u
        told = start - 1 if start and u.has(start - 1, "events") else start
        if index <= start + 1 or not (
            self.stands_between(told, index) or self._placed(start, index) or self._named_first(start, index)
        ):
            return False
        if (
            u.has(index, "words", "pronoun")
            and (u.has(index + 1, "words", "modal") or u.has(index + 1, "verbs", "want"))
            and not u.has(index - 1, "words", "and", "that")
        ):
            return True
        if self._is_treated(index) or self._behind_value(index):
            return True
        if u.language == "es" and u.tokens[index].norm == "se" and self._verbs.score(index + 1) >= _FINITE:
            # "llegue un pedido se cree una factura"
            return True
        if self._asked_of_me(index):
            return True
        if not self._verbs.is_verb(index) and not self._ordered_next(index):
            return False
        if u.has(index, "verbs", "be"):
            # "wenn die nicht erreichbar ist …": the verb that ends the subordinate clause.
            return False
        if (
            u.language == "en"
            and u.tokens[index].norm.endswith(("ing", "ed"))
            and u.tokens[index].norm not in {"ping", "bring", "ring", "feed", "embed"}
        ):
            return False
        before = index - 1
        if self._told_in_passive(before):
            return self._verbs.score(index) >= _ORDER
        if u.has(
            before, "words", "modal", "pronoun", "and", "that", "or", "not", "adv", "det", "me"
        ) or u.tokens[before].norm in {"to", "who", "i"}:
            return False
        told = u.has(before, "events") and u.has(before - 1, "verbs", "be")
        helping = {"de": ("go", "let", "want"), "en": ("be", "go", "let", "want")}.get(
            u.language, ("be", "let", "want") if u.has(before, "events") else ("be", "go", "let", "want")
        )
        if (not told and u.has(before, "verbs", *helping)) or (
            u.language == "en"
            and u.tokens[index].norm.endswith("s")
            and not u.tokens[index].norm.endswith("ss")
        ):
            return False
        return (
            (self._verbs.score(index) >= 2.0 or self._ordered_next(index))
            and index + 1 < len(u.tokens)
            and not u.has(index + 1, "words", "and", "or")
        )

    def _is_treated(self, index: int) -> bool:
        """“… lands in the folder | it gets copied to …”: the thing told of, and what shall be done with it."""
        u = self._u
        return (
            u.tokens[index].norm in {"it", "they"}
            and u.has(index + 1, "verbs", "be", "go", "get") > 0
            and index + 2 < len(u.tokens)
            and u.has(index + 2, "verbs") > 0
            and u.tokens[index + 2].norm.endswith(("ed", "nt", "en", "ut"))
        )

    def _behind_value(self, index: int) -> bool:
        """“… is created with priority urgent | send a …”: a field and its value end what happens."""
        u = self._u
        valued = u.has(index - 1, "words", "adj") and u.has(index - 2, "fields") and index > 2
        # "… has a company email | send them …".
        valued = valued or (
            u.has(index - 1, "fields")
            and any(u.tokens[i].norm in {"has", "have"} for i in range(max(0, index - 5), index))
        )
        bare = u.has(index, "verbs") and not u.tokens[index].norm.endswith(("s", "ed", "ing"))
        return bool(valued and bare and u.has(index + 1, "words", "det", "me", "object_pronoun"))

    def _named_first(self, start: int, index: int) -> bool:
        """“After a form submission | create …”: a noun says what happened, the order stands right behind it."""
        u = self._u
        return (
            start > 0
            and (u.has(start - 1, "words", "after") > 0 or u.tokens[start - 1].norm in {"on", "upon"})
            and u.has(index - 1, "nouns") > 0
            and self._verbs.score(index) >= _ORDER
        )

    def _placed(self, start: int, index: int) -> bool:
        """“a candidate applies in Workable | send …”: where it happens ends what happens."""
        u = self._u
        hit = u.service_at(index - 1)
        return (
            hit is not None
            and not hit.is_generic
            and hit.first - start > 1
            and bool(u.has(hit.first - 1, "words", "in", "from", "via"))
            and self._verbs.score(index) >= _SURE
        )

    def _ordered_next(self, index: int) -> bool:
        """“se for aprovado | manda o comprovante”: an order right behind what happens."""
        u = self._u
        return (
            u.language in {"es", "pt", "fr"}
            and self._verbs.score(index) >= _FINITE
            and bool(u.has(index - 1, "events"))
            and bool(u.has(index + 1, "words", "det"))
        )

    def _asked_of_me(self, index: int) -> bool:
        """“… est créé | tu me préviens”, “… for criado | me manda um e-mail”: a pronoun stands before the order's verb."""
        u = self._u
        if u.language not in {"es", "pt", "fr"} or u.has(index - 1, "words", "that", "and", "or", "not"):
            return False
        place = index
        while place - index < 2 and (
            u.has(place, "words", "me")
            or u.tokens[place].norm in _TOLD
            or (place == index and u.tokens[place].norm in _IT and not u.has(place + 1, "nouns"))
        ):
            place += 1
            if place >= len(u.tokens):
                return False
        return (
            place > index
            and bool(u.has(place - 1, "words", "me") or u.tokens[place - 1].norm in _IT)
            and bool(u.has(place, "verbs"))
            and self._verbs.score(place) >= _FINITE
        )

    def _told_in_passive(self, index: int) -> bool:
        """“wenn ein Deal gewonnen wird | schreib …”: German ends what happens with its helper."""
        u = self._u
        return (
            u.language == "de"
            and u.tokens[index].norm in _PASSIVE
            and bool(u.has(index - 1, "events") or u.has(index - 1, "conditions"))
        )

    def checks(self, start: int, index: int) -> bool:
        """“check in our table if …”: the condition is what is looked for, no case yet."""
        u = self._u
        if u.tokens[index - 1].norm == ",":
            return False
        verb = next((i for i in range(start, index) if self._verbs.is_verb(i)), None)
        return (
            verb is not None
            and bool(u.has(verb, "verbs", "check", "search", "validate"))
            and index - verb <= 8
        )

    def stands_before(self, end: int) -> bool:
        return self.stands_between(max(0, end - 12), end)

    def stands_between(self, start: int, end: int) -> bool:
        u = self._u
        return any(
            (u.has(place, "events") and (not u.has(place, "words", "adj") or u.tokens[place].norm == "new"))
            or u.has(place, "verbs", "be", "go")
            or self._verbs.is_verb(place)
            or (u.has(place, "conditions") and place > start)
            for place in range(start, end)
        )

    def is_list(self, index: int) -> bool:
        """Whether a comma only continues a list: a noun, then a comma or "and"."""
        u = self._u
        for place in range(index, min(index + 4, len(u.tokens))):
            hit = u.service_at(place)
            named = hit is not None and not hit.is_generic and place > index
            if named and u.has(place - 1, "words", "via", "in", "to"):
                # "Alarm per Telegram, ansonsten …": an order without its verb.
                return False
            if u.tokens[place].norm == "," or u.has(place, "words", "and", "or"):
                return True
            if self._verbs.is_verb(place):
                return False
        return False
