"""Which words are used as verbs.

Many words of this trade are both (`post`, `record`, `email`, `order`): the neighbours decide. A score
is built from what stands before and after; `is_verb` draws the line.
"""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.verb_like import are_things_of_service, begins_object, only_looks_like_verb
from nodepilot.composer.time_words import as_number

_LINE = 2.0
_USING = frozenset({"use", "using"})
_RARELY_LISTED = frozenset(
    {
        "reply",
        "post",
        "answer",
        "forward",
        "archive",
        "log",
        "save",
        "store",
        "tweet",
        "drop",
        "ping",
        "call",
        "email",
        "text",
    }
)
_ADDRESSES = frozenset({Kind.EMAIL, Kind.CHANNEL, Kind.HANDLE})
_ADDRESSING = ("email", "message", "text", "notify", "send", "post", "phone")
_IN_ED = frozenset({"embed", "feed", "need", "proceed", "seed", "shed", "speed"})
"""Verbs whose plain form looks like a participle."""
_BRINGING = (
    "post",
    "send",
    "add",
    "copy",
    "forward",
    "publish",
    "upload",
    "move",
    "go",
    "email",
    "create",
    "convert",
)
"""“Get it posted to a channel” is an order, unlike “the tasks assigned to me”."""
_NAMED_WORDS = frozenset({"word", "words", "keyword", "phrase", "term", "tag", "label", "status"})
"""What an unquoted value stands behind."""
_JOINING = frozenset({"and", "or", "y", "o", "und", "oder", "et", "ou", "e"})
_OPENERS = frozenset({",", ":", ";", ".", "!", "?", "(", ")", "-", "–", "\n"})


class Verbs:
    """Verb positions of an utterance."""

    def __init__(self, utterance: Utterance) -> None:
        self._u = utterance
        self._scores: dict[int, float] = {}

    def is_verb(self, index: int) -> bool:
        """Whether the token at `index` is used as a verb."""
        return self.score(index) >= _LINE

    def begins_at(self, place: int) -> bool:
        """Whether a verb begins at this character."""
        index = next((i for i, token in enumerate(self._u.tokens) if token.start >= place), None)
        return index is not None and self.is_verb(index)

    def score(self, index: int) -> float:
        """How much speaks for a verb here; a high score is sure, 0 means that it can't be one."""
        if index not in self._scores:
            self._scores[index] = self._score(index)
        return self._scores[index]

    def _score(self, index: int) -> float:
        u = self._u
        length = u.has(index, "verbs")
        if (
            not length
            or u.tokens[index].is_literal
            or u.is_scheduled(index)
            or u.has(index, "words", "polite")
        ):
            return 0.0
        if only_looks_like_verb(u, index, length):
            return 0.0
        noun = max(u.has(index, "nouns"), u.has(index, "fields"))
        # "reply with" can only be a verb, though "reply" alone can be a noun.
        also_noun = (
            bool(noun)
            and noun >= length
            and not (
                index + length < len(u.tokens)
                and u.tokens[index + length].norm in {"it", "them", "him", "her", "me", "us"}
            )
        )
        if noun > length or (also_noun and self._is_compound(index) and not self._answers_with(index)):
            return 0.0
        if also_noun and are_things_of_service(u, index, length):
            return 0.0
        if also_noun and self._ends_list(index, length):
            # "save name and email in the CRM": two fields.
            return 0.0
        total = 0.5 if also_noun else 1.5
        if also_noun and u.tokens[index].norm in _RARELY_LISTED:
            total += 0.7
        if length > 1:
            total += 0.5
        if also_noun and (self._answers_last(index, length) or self._answers_with(index)):
            total += 1.5
        return (
            total
            + self._before(index, also_noun=also_noun)
            + self._after(index + length, also_noun=also_noun)
        )

    def _answers_with(self, index: int) -> bool:
        """“(there is no email in the body) | answer | with status 422”: no answer of a body."""
        u = self._u
        length = u.has(index, "verbs", "reply")
        behind = index + length
        numbered = behind < len(u.tokens) and u.tokens[behind].kind is Kind.NUMBER
        return length > 1 or (length == 1 and numbered)

    def _ends_list(self, index: int, length: int) -> bool:
        """“name and | email | in …”: the last of several fields, where no object of a verb follows."""
        u = self._u
        joined = index > 1 and bool(u.has(index - 1, "words", "and")) and bool(u.has(index - 2, "fields"))
        if not joined or not u.has(index, "fields"):
            return False
        behind = index + length
        return behind >= len(u.tokens) or bool(u.has(behind, "words", "in", "to", "from", "of"))

    def _before(self, index: int, *, also_noun: bool) -> float:
        u = self._u
        place = index - 1
        while place >= 0 and u.has(place, "words", "adv") and not u.has(place, "words", "det", "me", "then"):
            place -= 1
        if place < 0 or u.tokens[place].kind in {Kind.ARROW, Kind.NEWLINE}:
            return 1.5
        if u.is_scheduled(place):
            return 1.0
        norm = u.tokens[place].norm
        if norm == "," and also_noun and u.has(index, "fields") and self._is_listed(index):
            return 0.0
        if norm in _OPENERS:
            return 1.0
        if u.has(place, "answers"):
            # "if yes update, if not insert"
            return 3.0
        if (
            u.has(place, "words", "and", "or")
            and also_noun
            and place > 0
            and (u.has(place - 1, "fields") or u.tokens[place - 1].norm == ",")
        ):
            return 1.2 if u.has(index + 1, "words", "det") and not u.has(index, "fields") else 0.2
        if u.has(place, "words", "modal", "polite") or norm in {"to", "zu", "let", "lets", "let's"}:
            if norm == "to" and any(u.tokens[i].norm in _USING for i in range(max(0, place - 4), place)):
                # "use Claude to draft replies": what it is used for is done.
                return 3.0
            return 1.5 if norm == "to" else 1.2
        if u.has(place, "words", "then", "otherwise", "and", "but"):
            return 1.2
        if norm in {"not", "don't", "dont", "never", "nicht", "no", "nao", "ne"}:
            return 1.0
        if (
            u.has(place, "words", "that")
            and place > 0
            and (
                u.has(place - 1, "nouns") or u.service_at(place - 1) or u.tokens[place - 1].kind is Kind.WORD
            )
        ):
            return 1.5 if not u.has(place - 1, "verbs") else 0.3
        if u.has(place, "words", "pronoun") and not u.has(place, "words", "det"):
            return 1.5
        if u.has(place, "words", "adj") and (
            u.has(place - 1, "verbs", "be")
            or u.has(place - 1, "conditions", "contains")
            or u.tokens[place - 1].norm in _NAMED_WORDS
        ):
            # "… is urgent post …", "… contains the word urgent create …": a value, no adjective of what follows.
            return 0.5 if not self._inflected(index) or begins_object(u, index + 1) else 0.0
        if (
            place > 0
            and u.tokens[place - 1].norm == "to"
            and (u.tokens[place].text.istitle() or u.has(place, "words", "adj"))
            and u.service_at(place) is None
        ):
            # "… is moved to Done post …", "changes to paid send …": a status, no adjective of what follows.
            return 0.5 if not u.has(place, "words", "adj") or begins_object(u, index + 1) else 0.0
        if self._is_case_before(place, index):
            return 1.2
        if u.has(place - 1, "conditions", "contains") and self._is_addressed(index + 1):
            # "… contains security | post to #security": the value, and what is done.
            return 1.0
        if u.language == "en" and u.has(place, "words", "det", "adj", "of", "via", "for", "from", "about"):
            return -3.0
        if u.language == "de" and also_noun and u.has(place, "words", "adj"):
            # "Neue Mail": an adjective stands before a noun.
            return -3.0
        if self._ends_event(place):
            return 0.6
        if u.language == "en" and u.has(place, "words", "in", "to", "with", "as", "every"):
            return -2.5
        if u.has(place, "words", "det"):
            return -0.5 if u.has(place, "words", "object_pronoun") else -1.5
        if u.has(place, "words", "pronoun", "object_pronoun", "me"):
            return 1.2
        if u.has(place, "verbs", "let", "want", "be", "go"):
            return 0.8
        if (
            u.service_at(place) is not None
            or u.has(place, "nouns")
            or u.has(place, "fields")
            or u.tokens[place].is_literal
        ):
            hit = u.service_at(place)
            if self._is_participle(index):
                return -1.5
            if begins_object(u, index + 1):
                return 0.5 if hit is not None and not hit.is_generic else 0.3
            if also_noun and not self._inflected(index):
                return 0.5 if self._ends_place(place) and self._is_addressed(index + 1) else -1.0
            return 1.5 if u.tokens[place].is_literal and u.tokens[place].kind is not Kind.CHANNEL else 0.5
        return 0.0

    def _ends_place(self, place: int) -> bool:
        """“(is opened) in acme/api | post …”, “(is added) to the folder | post …”: where it happens."""
        u = self._u
        if u.service_at(place) is not None or u.tokens[place].kind is Kind.CHANNEL:
            return False
        before = place - 1 - u.has(place - 1, "words", "det")
        return before > 0 and bool(u.has(before, "words", "in", "to"))

    def _is_addressed(self, place: int) -> bool:
        """“| to Slack”, “| in #dev”: where an order without an object sends it."""
        u = self._u
        if place + 1 >= len(u.tokens) or not u.has(place, "words", "in", "to", "via"):
            return False
        return u.service_at(place + 1) is not None or u.tokens[place + 1].kind in _ADDRESSES

    def _is_case_before(self, place: int, index: int) -> bool:
        """“: paid | updates the order, failed | emails the customer”: a state alone, and what it does."""
        u = self._u
        opens = place > 0 and u.tokens[place - 1].norm in {",", ":", ";", "."}
        state = u.has(place, "words", "adj") or u.has(place, "events")
        told = begins_object(u, index + 1) or (
            index + 2 < len(u.tokens)
            and u.has(index + 1, "words", "in", "to")
            and u.tokens[index + 2].is_literal
        )
        return opens and bool(state) and self._inflected(index) and bool(told)

    def _is_listed(self, index: int) -> bool:
        """“first name, phone and budget”: fields on both sides."""
        u = self._u
        behind = index + 1
        joined = behind < len(u.tokens) and (u.tokens[behind].norm == "," or u.has(behind, "words", "and"))
        return bool(u.has(index - 2, "fields") and joined and u.has(behind + 1, "fields"))

    def _answers_last(self, index: int, length: int) -> bool:
        """“look the order up and reply, otherwise …”: the last word of an order, no second thing looked for."""
        u = self._u
        after = index + length
        ends = after >= len(u.tokens) or u.tokens[after].norm in _OPENERS
        joined = index > 0 and u.has(index - 1, "words", "and", "then")
        return (
            ends and bool(joined) and bool(u.has(index, "verbs", "reply")) and not u.has(index - 2, "nouns")
        )

    def _is_compound(self, index: int) -> bool:
        """“Order webhook”, “order form”: things, where “order the rows” sorts them."""
        u = self._u
        return bool(u.has(index, "verbs", "sort")) and (
            u.service_at(index + 1) is not None or u.has(index + 1, "nouns") > 0
        )

    def _is_participle(self, index: int) -> bool:
        """“deals created in May”, “issues closed last week”: it tells which ones, and orders nothing."""
        u = self._u
        norm = u.tokens[index].norm
        if (
            norm == "sent"
            and u.has(index - 1, "nouns")
            and u.has(index + 1, "words", "to", "via", "in", "from")
        ):
            # "photos sent via Telegram", but "I want the report sent to Slack".
            return not any(u.has(i, "verbs", "want", "let") for i in range(max(0, index - 6), index))
        return (
            u.language == "en"
            and norm.endswith("ed")
            and norm not in _IN_ED
            and not begins_object(u, index + 1)
            and any(u.has(index + 1, category) for category in ("words", "time"))
            and not (u.has(index + 1, "words", "to") and u.has(index, "verbs", *_BRINGING))
        )

    def _ends_event(self, place: int) -> bool:
        """What happens is told to its end here (“… is opened”, “… comes in”), and something is ordered next."""
        u = self._u
        return any(
            first + sense.length == place + 1
            and not (first == place and u.has(place - 1, "words", "det", "adj", "every"))
            for first in range(max(0, place - 3), place + 1)
            for sense in u.concepts(first, "events")
        )

    def _inflected(self, index: int) -> bool:
        """Third person (`posts`, `goes`): a noun before it is then its subject."""
        return self._u.tokens[index].norm.endswith("s")

    def _after(self, place: int, *, also_noun: bool) -> float:
        u = self._u
        if place >= len(u.tokens) or u.tokens[place].norm in _OPENERS:
            return -1.5 if also_noun else 0.0
        if (
            u.tokens[place].norm == "+"
            and place + 1 < len(u.tokens)
            and u.tokens[place + 1].kind is Kind.NUMBER
        ):
            return 2.5
        if u.tokens[place].is_literal:
            addressed = u.tokens[place].kind in _ADDRESSES and bool(u.has(place - 1, "verbs", *_ADDRESSING))
            return 2.5 if addressed else 1.0
        norm = u.tokens[place].norm
        if norm in _JOINING and u.has(place, "words", "and", "or"):
            return -1.5 if also_noun else -0.2
        if u.has(place, "words", "det", "object_pronoun", "me", "every", "adj", "rest"):
            return 1.2
        if (number := as_number(u.tokens[place])) is not None:
            # "wait 2 days" orders a pause, "wait 5" may still count something.
            return 2.5 if also_noun and number and u.has(place + 1, "time") else 0.5
        if also_noun and (
            u.has(place, "words", "modal")
            or u.has(place, "verbs", "be", "go")
            or (u.has(place, "events") and not u.has(place, "nouns"))
        ):
            return -1.5
        if (
            u.has(place, "words", "in", "to", "via")
            and place + 1 < len(u.tokens)
            and (u.service_at(place + 1) is not None or u.tokens[place + 1].is_literal)
        ):
            return 0.8
        if also_noun and u.has(place, "words", "with", "via") and u.has(place - 1, "verbs", "reply"):
            # "…, answer with an agent": what an order says, where "the answer with the most votes" has an article.
            return 0.3
        if u.has(
            place, "words", "in", "to", "from", "with", "via", "as", "for", "about", "when", "if", "that"
        ):
            # "Supplier mails with attachments": a plural, and what it has.
            plural = also_noun and self._inflected(place - 1)
            return -0.6 if plural else -0.3 if also_noun else 0.3
        if u.service_at(place) is not None or u.has(place, "nouns") or u.has(place, "fields"):
            return 0.5
        return 0.0
