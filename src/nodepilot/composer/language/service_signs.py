"""Services that are told without their names: an address of a feed, a repository, `r/name`, a model, half of a German word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nodepilot.composer.language.lexicon import Sense, compound_end
from nodepilot.composer.language.model_names import SpokenModel
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.model import Candidate, How, Mention

if TYPE_CHECKING:
    from nodepilot.knowledge.services import Services


@dataclass(frozen=True, slots=True)
class ServiceHit:
    """A service named by the tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    mention: Mention

    @property
    def key(self) -> str:
        """The likeliest service."""
        return self.mention.best.service

    @property
    def is_generic(self) -> bool:
        """Only a need is named ("email"), no service."""
        return self.mention.need is not None


_FEED_URL = re.compile(
    r"(?:[/.](?:rss|feed|feeds|atom)(?:\.xml)?(?:/index(?:\.xml)?)?/?$)|/index\.xml$|//[^ ]*/rss/[\w.-]+$|//(?:rss|feeds?)\.|[?&](?:format|type)=rss",
    re.IGNORECASE,
)


_DATA = frozenset({"xml", "json", "csv", "excel"})
_NEAR = 4


def is_data_feed(tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], hit: ServiceHit) -> bool:
    """“The XML feed https://…/stock.xml”: data in a format, no feed of articles."""
    if hit.key != "rssFeedRead" or re.search("rss|atom", hit.mention.text, re.IGNORECASE):
        return False
    near = range(max(0, hit.first - _NEAR), min(hit.last + 2, len(tokens)))
    return any(
        s.category == "nouns" and s.concept in _DATA for place in near for s in senses[place]
    ) and not any(tokens[place].norm in {"rss", "atom"} for place in near)


def feeds(
    tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], hits: Sequence[ServiceHit]
) -> Iterable[ServiceHit]:
    """“The feed https://…” is an RSS feed, though nobody says so."""
    taken = {index for hit in hits for index in range(hit.first, hit.last)}
    for index, token in enumerate(tokens):
        if (
            token.kind is Kind.URL
            and _FEED_URL.search(token.text)
            and not any(hit.key == "rssFeedRead" for hit in hits)
        ):
            candidate = Candidate("rssFeedRead", 0.9, How.ALIAS)
            before = index - 1
            if (
                before not in taken
                and before >= 0
                and any(s.category == "nouns" and s.concept == "feed" for s in senses[before])
            ):
                continue
            yield ServiceHit(index, index + 1, Mention(token.start, token.end, token.text, (candidate,)))
            continue
        if any(
            s.category == "nouns" and s.concept in {"xml", "json", "csv"}
            for place in range(max(0, index - 3), index)
            for s in senses[place]
        ):
            continue
        if index in taken or not any(s.category == "nouns" and s.concept == "feed" for s in senses[index]):
            continue
        if any(t.kind is Kind.URL for t in tokens[index + 1 : index + 4]):
            candidate = Candidate("rssFeedRead", 0.9, How.ALIAS)
            yield ServiceHit(index, index + 1, Mention(token.start, token.end, token.text, (candidate,)))


_FORGES = frozenset({"github", "gitlab", "bitbucket"})
_IN_REPOSITORIES = frozenset({"pull_request", "issue", "release", "commit", "repository", "branch"})


def repositories(
    tokens: Sequence[Token], senses: Sequence[tuple[Sense, ...]], hits: Sequence[ServiceHit]
) -> Iterable[ServiceHit]:
    """“The pull requests in octo/hello”: a repository is GitHub's, where no other home of code is named."""
    if any(hit.key in _FORGES for hit in hits):
        return
    if not any(s.category == "nouns" and s.concept in _IN_REPOSITORIES for each in senses for s in each):
        return
    for index, token in enumerate(tokens):
        merged = any(s.category == "nouns" and s.concept == "pull_request" for s in senses[index])
        if token.kind is Kind.REPO or merged:
            candidate = Candidate("github", 0.9, How.ALIAS)
            yield ServiceHit(index, index + 1, Mention(token.start, token.end, token.text, (candidate,)))
            return


def signs_of_services(tokens: Sequence[Token], hits: Sequence[ServiceHit]) -> Iterable[ServiceHit]:
    """“The posts of r/selfhosted”: only Reddit writes names so. “pgvector”: only Postgres has it. “The temperature in Oslo”."""
    named = {hit.key for hit in hits}
    measured = any(token.norm.startswith("sensor") for token in tokens)
    for index, token in enumerate(tokens):
        subreddit = token.kind is Kind.HANDLE and token.norm.lstrip("/").startswith("r/")
        key = "reddit" if subreddit else "postgres" if token.norm == "pgvector" else ""
        if not key and not measured and token.norm in _TEMPERATURES and _names_town(tokens, index):
            key = _WEATHER
        if key and (key not in named or _is_apart(hits, key, index)):
            named.add(key)
            candidate = Candidate(key, 0.9, How.ALIAS)
            yield ServiceHit(index, index + 1, Mention(token.start, token.end, token.text, (candidate,)))


def _is_apart(hits: Sequence[ServiceHit], key: str, index: int) -> bool:
    """“a Postgres table … into | pgvector”: a second place, where “Postgres with pgvector” is one."""
    return key == "postgres" and not any(
        hit.key == key and (abs(hit.first - index) <= _BESIDE or abs(index - hit.last) <= _BESIDE)
        for hit in hits
    )


_BESIDE = 4
_WEATHER = "openWeatherMap"
_TEMPERATURES = frozenset({"temperature", "temperatur", "temperatura"})
_IN_TOWN = frozenset({"in", "at", "for", "of", "a", "en", "em"})


_LOOKED_UP = frozenset(
    "get check fetch read take look pull hol prüf prufe hole consulta obten récupère recupere".split()
)


def _names_town(tokens: Sequence[Token], index: int) -> bool:
    """“get the temperature in Oslo”: it is looked up, and a name stands behind a preposition."""
    asked = any(token.norm in _LOOKED_UP for token in tokens[max(0, index - 4) : index])
    if not asked or index + 2 >= len(tokens) or tokens[index + 1].norm not in _IN_TOWN:
        return False
    town = tokens[index + 2]
    return town.kind is Kind.WORD and town.text[:1].isupper()


def served_models(tokens: Sequence[Token], models: Sequence[SpokenModel]) -> Iterable[ServiceHit]:
    """A model that is named stands for the service that has it."""
    for model in models:
        index = next((i for i, t in enumerate(tokens) if t.start < model.end and model.start < t.end), None)
        if index is not None:
            candidate = Candidate(model.service, 0.95, How.ALIAS)
            text = tokens[index].text
            yield ServiceHit(index, index + 1, Mention(model.start, model.end, text, (candidate,)))


_PLAIN_ENDS = frozenset({"daten", "bericht", "infos", "informationen", "vorhersage", "meldung", "ubersicht"})
"""Second halves of compounds that say nothing of the kind of thing."""


def compounds(
    tokens: Sequence[Token], services: Services, hits: Sequence[ServiceHit]
) -> Iterable[ServiceHit]:
    """“Eine Willkommensmail” is a mail, though written as one word."""
    taken = {index for hit in hits for index in range(hit.first, hit.last)}
    for index, token in enumerate(tokens):
        end = compound_end(token.norm) if index not in taken and token.kind is Kind.WORD else ""
        # "Wetterdaten" are about the weather: what it begins with tells the need, too.
        start = token.norm.removesuffix(end) if end in _PLAIN_ENDS else ""
        for mention in services.find_mentions(start or end) if end else ():
            if mention.need is not None:
                yield ServiceHit(index, index + 1, replace(mention, start=token.start, end=token.end))
