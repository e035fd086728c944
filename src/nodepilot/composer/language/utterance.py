"""A request, read word by word: tokens, their senses, the services and the schedule in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nodepilot.composer.language.detect import detect_language
from nodepilot.composer.language.lexicon import Sense, senses_at, vocabulary
from nodepilot.composer.language.listed_fields import is_listed_field
from nodepilot.composer.language.model_names import PROVIDERS, SpokenModel, find_models, joined
from nodepilot.composer.language.no_services import (
    is_called_so,
    is_confirmed,
    is_flag,
    is_in_a_name,
    is_order,
    is_person,
    is_tail,
    says_every,
)
from nodepilot.composer.language.service_hits import service_hits
from nodepilot.composer.language.service_signs import (
    ServiceHit,
    compounds,
    feeds,
    is_data_feed,
    repositories,
    served_models,
    signs_of_services,
)
from nodepilot.composer.language.shorthand import in_full, is_short
from nodepilot.composer.language.spelling import is_slip, mend_spelling
from nodepilot.composer.language.tokens import Kind, Token, tokenise
from nodepilot.composer.language.value_lists import (
    ValueList,
    as_choices,
    as_values,
    find_choices,
    find_value_lists,
)
from nodepilot.composer.schedule import Schedule, find_schedule
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.model import How, Mention

if TYPE_CHECKING:
    from nodepilot.knowledge.services import Services

LONGEST_REQUEST = 8_000
"""Characters that are read; what follows is left out (and said so)."""


@dataclass(slots=True)
class Utterance:
    """The request with everything that can be said of its words alone.

    `senses[i]` are the readings of the phrases that begin at token `i`, longest first.
    """

    text: str
    tokens: list[Token]
    language: str
    languages: tuple[str, ...]
    senses: list[tuple[Sense, ...]]
    services: list[ServiceHit]
    schedule: Schedule | None
    models: list[SpokenModel] = field(default_factory=list)
    values: list[ValueList] = field(default_factory=list)
    _service_at: dict[int, ServiceHit] = field(default_factory=dict)
    _by_category: list[dict[str, tuple[Sense, ...]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked thousands of times for one request.
        self._by_category = [_by_category(senses) for senses in self.senses]

    def service_at(self, index: int) -> ServiceHit | None:
        """The service whose name covers this token."""
        return self._service_at.get(index)

    def has(self, index: int, category: str, *concepts: str) -> int:
        """Length of the longest phrase at `index` with one of the concepts (any, if none given); 0 if none."""
        if 0 <= index < len(self._by_category) and (senses := self._by_category[index].get(category)):
            for sense in senses:
                if not concepts or sense.concept in concepts:
                    return sense.length
        return 0

    def has_within(self, first: int, last: int, category: str, *concepts: str) -> bool:
        """Whether a phrase that begins at one of these tokens has one of the concepts (any, if none given)."""
        for known in self._by_category[max(0, first) : max(0, last)]:
            if (senses := known.get(category)) and (
                not concepts or any(sense.concept in concepts for sense in senses)
            ):
                return True
        return False

    def concept(self, index: int, category: str) -> Sense | None:
        """The longest sense of that category at `index`."""
        found = self.concepts(index, category)
        return found[0] if found else None

    def concepts(self, index: int, category: str) -> tuple[Sense, ...]:
        """All senses of that category at `index`, longest first."""
        return self._by_category[index].get(category, ()) if 0 <= index < len(self._by_category) else ()

    def is_scheduled(self, index: int) -> bool:
        """Whether the token belongs to the time phrase."""
        return self.schedule is not None and index in self.schedule.taken

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters from token `first` to token `last` (exclusive), as far as there are tokens."""
        last = min(last, len(self.tokens))
        if first >= last:
            return (
                (self.tokens[first].start, self.tokens[first].start) if first < len(self.tokens) else (0, 0)
            )
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The written text of the tokens."""
        start, end = self.span(first, last)
        return self.text[start:end]


def _by_category(senses: Iterable[Sense]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for sense in senses:
        found[sense.category] = (*found.get(sense.category, ()), sense)
    return found


def _unshouted(text: str) -> str:
    """“WEBHOOK -> IF AMOUNT > 99 -> DISCORD!” in small letters: where all are capitals, none tells a name or a value."""
    shouted = text.isupper() and sum(map(str.isalpha, text)) > _LONGEST_NAME
    lower = text.lower() if shouted else text
    return lower if len(lower) == len(text) else text


_LONGEST_NAME = 20
"""Letters that a name in capitals may have."""


@lru_cache(maxsize=128)
def read_utterance(text: str, services: Services) -> Utterance:
    """Everything that the words say, before any clause is understood. Several look at the same text: change nothing
    of it."""
    text = text[:LONGEST_REQUEST]
    tokens = tokenise(_unshouted(text))
    language = detect_language(tokens)
    languages = (language,) if language == "en" else (language, "en")
    mentions = list(services.find_mentions(text, skip=_literal_spans(tokens)))
    models = find_models(
        text, [(m.start, m.end, m.best.service) for m in mentions if m.best.how is not How.TYPO]
    )
    if models:
        tokens = joined(tokens, models)
        mentions = [
            each for each in mentions if not any(m.start < each.end and each.start < m.end for m in models)
        ]
    mentions = [each for each in mentions if not _is_shorthand(tokens, each, language)]
    tokens = in_full(tokens, language, _named(tokens, mentions))
    if language == "en":
        mentions = [each for each in mentions if not _reads_from(tokens, each)]
        mentions = [each for each in mentions if not _is_slip(tokens, each, languages)]
        # Elsewhere a letter less is another form of the word more often than a slip.
        tokens = mend_spelling(tokens, languages, _named(tokens, mentions))
    senses = [senses_at(tokens, index, languages) for index in range(len(tokens))]
    schedule = find_schedule(tokens, languages, text, senses)
    hits = list(service_hits(tokens, mentions, schedule, _known_words(languages)))
    if topics := _topics(tokens, hits):
        hits = [hit for hit in hits if hit.first not in topics]
        senses = [
            tuple(s for s in each if s.concept != "ai") if i in topics else each
            for i, each in enumerate(senses)
        ]
    hits = [hit for hit in hits if not (hit.is_generic and is_listed_field(tokens, senses, hit))]
    hits = [hit for hit in hits if not (hit.is_generic and (is_tail(hits, hit) or is_flag(senses, hit)))]
    hits = [h for h in hits if not (says_every(h, language) or is_person(tokens, hits, h))]
    hits = [h for h in hits if not (is_order(hits, h, services) or is_in_a_name(tokens, h))]
    hits = [h for h in hits if not is_called_so(tokens, hits, h) and not is_confirmed(tokens, h)]
    more = [
        *feeds(tokens, senses, hits),
        *repositories(tokens, senses, hits),
        *signs_of_services(tokens, hits),
        *(compounds(tokens, services, hits) if language == "de" else ()),
        *served_models(tokens, models),
    ]
    hits = [hit for hit in [*hits, *more] if not is_data_feed(tokens, senses, hit)]
    senses = _with_orders(tokens, senses, hits)
    values = find_value_lists(tokens, senses, lambda index: _names_model(senses, hits, index))
    if values:
        senses = as_values(senses, values)
        hits = [h for h in hits if not (h.is_generic and any(v.first <= h.first < v.last for v in values))]
    if choices := find_choices(tokens, senses):
        senses = as_choices(senses, choices)
    hits.sort(key=lambda hit: hit.first)
    utterance = Utterance(text, tokens, language, languages, senses, hits, schedule, models, values)
    for hit in hits:
        for index in range(hit.first, hit.last):
            utterance._service_at[index] = hit  # noqa: SLF001
    return utterance


_TOLD_OF = frozenset(
    "news headlines headline articles article stories story trends trend papers paper jobs topics startups newsletter newsletters "
    "events companies".split()
)


def _topics(tokens: Sequence[Token], hits: Sequence[ServiceHit]) -> set[int]:
    """“the biggest AI news”: what is told about, and no model that does anything."""
    return {
        hit.first
        for hit in hits
        if hit.is_generic
        and hit.last - hit.first == 1
        and tokens[hit.first].norm in {"ai", "ki", "ia", "llm"}
        and hit.last < len(tokens)
        and tokens[hit.last].norm in _TOLD_OF
    }


def _names_model(senses: Sequence[tuple[Sense, ...]], hits: Sequence[ServiceHit], index: int) -> bool:
    """Whether a language model is named there."""
    if any(s.category == "words" and s.concept == "ai" for s in senses[index]):
        return True
    return any(
        h.first <= index < h.last and (h.mention.need == "language_model" or h.key in PROVIDERS) for h in hits
    )


_GRAMMAR = frozenset(
    "det and or in to of from with via for not modal pronoun object_pronoun adv polite then about".split()
)
_LETS = frozenset({"let", "have", "ask", "get", "make", "tell"})


def _with_orders(
    tokens: Sequence[Token], senses: list[tuple[Sense, ...]], hits: Sequence[ServiceHit]
) -> list[tuple[Sense, ...]]:
    """“let GPT list risky clauses”, “ask Gemini to outline it”: what a model is told to do is an order, whatever the word."""
    made = senses
    for hit in hits:
        before, behind = hit.first - 1, hit.last
        while before >= 0 and any(s.category == "words" and s.concept == "det" for s in senses[before]):
            before -= 1
        if before < 0 or tokens[before].norm not in _LETS or not _names_model(senses, hits, hit.first):
            continue
        behind += behind < len(tokens) and tokens[behind].norm == "to"
        if behind >= len(tokens) or tokens[behind].kind is not Kind.WORD or not tokens[behind].norm.isalpha():
            continue
        if any(
            s.category == "verbs" or (s.category == "words" and s.concept in _GRAMMAR) for s in senses[behind]
        ):
            continue
        if any(each.first <= behind < each.last for each in hits):
            continue
        made = list(made) if made is senses else made
        made[behind] = (Sense("verbs", "compose"), *made[behind])
    return made


def _is_slip(tokens: Sequence[Token], mention: Mention, languages: tuple[str, ...]) -> bool:
    """“a new custmer is”: an everyday word with a slip is no name with several."""
    return all(each.how is How.TYPO for each in mention.candidates) and any(
        is_slip(token, languages)
        for token in tokens
        if mention.start <= token.start and token.end <= mention.end
    )


def _reads_from(tokens: Sequence[Token], mention: Mention) -> bool:
    """“the rows form my sheet”: no form is named."""
    return any(
        token.norm == "from" and (token.start, token.end) == (mention.start, mention.end) for token in tokens
    )


def _is_shorthand(tokens: Sequence[Token], mention: Mention, language: str) -> bool:
    """“every nite” is no misspelt name."""
    return all(each.how is How.TYPO for each in mention.candidates) and any(
        is_short(token.norm, language)
        for token in tokens
        if mention.start <= token.start and token.end <= mention.end
    )


def _named(tokens: Sequence[Token], mentions: Iterable[Mention]) -> frozenset[int]:
    """The tokens that name a service, a misspelt one included."""
    return frozenset(
        index
        for mention in mentions
        for index, token in enumerate(tokens)
        if token.start < mention.end and token.end > mention.start
    )


@cache
def _known_words(languages: tuple[str, ...]) -> frozenset[str]:
    """Words of everyday language: none of them is a misspelt service."""
    return frozenset().union(*(vocabulary(language) for language in languages))


_NAMES_NOTHING = frozenset(
    {
        Kind.URL,
        Kind.EMAIL,
        Kind.CHANNEL,
        Kind.HANDLE,
        Kind.QUOTED,
        Kind.PATH,
        Kind.FILE,
        Kind.REPO,
        Kind.QUERY,
    }
)


def _literal_spans(tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """Spans in which no service is named: a channel `#slack-news` is not Slack."""
    return [(t.start, t.end) for t in tokens if t.kind in _NAMES_NOTHING]
