"""Plain-language search over node types.

    results = search_node_types("send a message to a slack channel", catalog)
    results[0].type       # "n8n-nodes-base.slack"

What is searched: names and aliases, what we say a node is for (`data/node_uses.toml`), the needs that its
service serves, its operations and events, its categories, and words that people use in the names of
such nodes. How common a node is settles ties.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.built import load_built
from nodepilot.knowledge.language import guess_language, is_function_word
from nodepilot.knowledge.lexicon import load_lexicon
from nodepilot.knowledge.model import How, Mention
from nodepilot.knowledge.services import Services, load_services
from nodepilot.knowledge.text_index import TextIndex, load_index
from nodepilot.knowledge.words import stem, tokens

CONCEPT = 0.45
"""What a concept's own word counts when the query has another word for it ("ping" finds "send")."""
NAMED, NAMED_NEED = 9.0, 2.0
"""What a node type gets whose service is named, or serves a need that is named."""
ON_TRIGGER, NOT_TRIGGER, OFF_TRIGGER, SUB_NODE = 1.5, 0.8, 0.75, 0.9
"""Factors: a trigger where the query tells when to start, another node there; a trigger where it does
not; a sub-node."""
ON_MAYBE, OFF_MAYBE = 1.2, 0.95
"""The same where a "new" alone may tell when to start or what to make ("new list in Autopilot")."""
AS_SUB_NODE = 1.3
"""A sub-node of the kind that is asked for ("a Databricks model for an agent")."""
HIDDEN = 0.3
WHOLE_NAME = 2.0
"""What each word counts when all words of a node type's name are in the query."""
PRIOR = 1.2

_STARTS = frozenset(
    tokens(
        "when whenever once trigger triggers triggered start starts started watch listen receive receives incoming consume "
        "arrives arrive react cuando wenn sobald quand lorsque quando schedule scheduled every each"
    )
)
_HAPPENED = frozenset(
    tokens(
        "new received submitted created arrived added changed updated paid cancelled canceled deleted fails failed "
        "nuevo nueva neue neuer neues nouveau nouvelle novo nova"
    )
)
_VERB_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A node type that answers a query. `score` is comparable within one query only."""

    type: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Document:
    """What the search knows about a node type beside its words."""

    type: str
    name: str
    service: str
    is_trigger: bool
    has_action: bool
    is_sub_node: bool
    hidden: bool
    prior: float
    name_stems: tuple[str, ...]


@dataclass(frozen=True)
class NodeTypeSearch:
    """The index of one n8n release."""

    documents: tuple[Document, ...]
    index: TextIndex
    services: Services

    def search(self, text: str, limit: int = 10) -> tuple[SearchResult, ...]:
        """The best node types for the text, best first; empty when nothing fits."""
        words = tokens(text)
        scores = self.index.search(query_words(words))
        for number, bonus in self._named(text):
            scores[number] = scores.get(number, 0.0) + bonus
        for number in self._whole_names(words):
            scores[number] = scores.get(number, 0.0) + WHOLE_NAME * len(self.documents[number].name_stems)
        starts = _factors(words)
        kinds = tuple(kind for word, kind in _SUB_NODES.items() if word in words)
        most = max((1.0, *(starts or ()))) * (AS_SUB_NODE if kinds else 1.0)
        ranked: list[tuple[float, int]] = []
        for number, score in sorted(scores.items(), key=itemgetter(1), reverse=True):
            if len(ranked) >= limit and (score + PRIOR) * most < -ranked[limit - 1][0]:
                # What follows comes to less at best.
                break
            insort(ranked, (-self._adjusted(number, score, starts, kinds), number))
        return tuple(
            SearchResult(self.documents[number].type, self.documents[number].name, round(-score, 3))
            for score, number in ranked[:limit]
        )

    def _named(self, text: str) -> Iterable[tuple[int, float]]:
        """Node types whose service the text names, with what that is worth."""
        for mention in self.services.find_mentions(text):
            if _is_kind_of_file(text, mention) or _is_told_something(text, mention):
                continue
            for candidate in mention.candidates:
                worth = NAMED * candidate.score
                if candidate.how is How.GENERIC:
                    worth = NAMED_NEED * candidate.score
                for number in self._by_service.get(candidate.service, ()):
                    yield number, worth

    def _whole_names(self, words: list[str]) -> Iterable[int]:
        said = {stem(word) for word in words}
        for word in said:
            for number in self._by_name.get(word, ()):
                if said.issuperset(self.documents[number].name_stems):
                    yield number

    @cached_property
    def _by_name(self) -> Mapping[str, list[int]]:
        """Documents by the first of their names' words."""
        found: dict[str, list[int]] = {}
        for number, document in enumerate(self.documents):
            found.setdefault(document.name_stems[0], []).append(number)
        return found

    @cached_property
    def _by_service(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, document in enumerate(self.documents):
            found.setdefault(document.service, []).append(number)
        return found

    def _adjusted(
        self, number: int, score: float, starts: tuple[float, float] | None, kinds: tuple[str, ...]
    ) -> float:
        document = self.documents[number]
        score += document.prior
        if starts is not None:
            score *= starts[0] if document.is_trigger else starts[1]
        elif document.is_trigger and document.has_action:
            score *= OFF_TRIGGER
        if document.is_sub_node:
            asked = document.type.rpartition(".")[2].startswith(kinds) if kinds else False
            score *= AS_SUB_NODE if asked else SUB_NODE
        return score * HIDDEN if document.hidden else score


_KINDS_OF_FILES = frozenset({"microsoftExcel"})
_FILE = re.compile(
    r"\s*[-.]?\s*(?:files?|attachments?|uploads?|datei(?:en)?|anhang|archivos?|adjuntos?|fichiers?|arquivos?)\b",
    re.IGNORECASE,
)


def _is_kind_of_file(text: str, mention: Mention) -> bool:
    """“An Excel attachment” is a file, for whose rows no service is asked."""
    return mention.best.service in _KINDS_OF_FILES and _FILE.match(text, mention.end) is not None


_WAITING = frozenset({"webhook"})
_TOLD = re.compile(
    r"\b(?:to|an|a|al|au|ao|para)\s+(?:(?:the|my|our|that|a|an|den|der|einen|el|un|le|o|um)\s+)?$",
    re.IGNORECASE,
)


def _is_told_something(text: str, mention: Mention) -> bool:
    """“Send a response back to the webhook caller”: what waits for calls is answered, or called elsewhere."""
    return mention.best.service in _WAITING and _TOLD.search(text, 0, mention.start) is not None


_SUB_NODES = {
    "model": "lm",
    "llm": "lm",
    "embedding": "embeddings",
    "embeddings": "embeddings",
    "memory": "memory",
    "tool": "tool",
    "splitter": "textSplitter",
    "parser": "outputParser",
    "retriever": "retriever",
}
"""Words for kinds of sub-nodes, and how the names of their types begin."""


def _factors(words: list[str]) -> tuple[float, float] | None:
    """What triggers and other nodes are multiplied by; None where the words do not tell when to start."""
    if not tells_when(words):
        return None
    is_new = words[0] in _NEW and _STARTS.isdisjoint(words)
    return (ON_MAYBE, OFF_MAYBE) if is_new else (ON_TRIGGER, NOT_TRIGGER)


_NEW = frozenset(tokens("new nuevo nueva neue neuer neues nouveau nouvelle novo nova"))


def tells_when(words: list[str]) -> bool:
    """True when the words say what starts a workflow, rather than what it does."""
    if not _STARTS.isdisjoint(words):
        return True
    if _HAPPENED.isdisjoint(words):
        return False
    if len(words) > 1 and words[1] in _HAPPENED - _NEW:
        # "comment added …": a thing and what happened to it, whatever else the first word means.
        return True
    first = [hit for hit in load_lexicon().verbs.find(words[:1]) if hit.weight >= _VERB_LEAST]
    return words[0] in _HAPPENED or not first


def query_words(words: list[str]) -> Mapping[str, float]:
    """The stems to look up, with weights: the words themselves, and the concepts that they stand for."""
    lexicon = load_lexicon()
    language = guess_language(words)
    query = {stem(word): 1.0 for word in words if not is_function_word(word) or word in ("if", "when")}
    for vocabulary in (lexicon.nouns, lexicon.verbs):
        for hit in vocabulary.find(words, language):
            for word in tokens(hit.concept):
                query.setdefault(stem(word), CONCEPT * hit.weight)
    return query


def document_words(fields: Iterable[tuple[float, str]]) -> dict[str, float]:
    """The stems by which a document is found; `fields` are its texts with the weight of a word in them."""
    words: dict[str, float] = {}
    for weight, text in fields:
        for word in set(tokens(text)):
            if not is_function_word(word):
                words[stem(word)] = words.get(stem(word), 0.0) + weight
    return words


def search_node_types(text: str, catalog: Catalog, limit: int = 10) -> tuple[SearchResult, ...]:
    """See `NodeTypeSearch.search`."""
    return load_search(catalog).search(text, limit)


@cache
def load_search(catalog: Catalog) -> NodeTypeSearch:
    """The search over a catalog's node types; made once per catalog."""
    built = load_built(catalog.n8n_version, "search.json.z")
    if built is None:
        from nodepilot.knowledge.search_index import build_search

        built = build_search(catalog)
    return NodeTypeSearch(
        documents=tuple(_document(line) for line in built["documents"]),
        index=load_index(built["words"]),
        services=load_services(catalog),
    )


def _document(fields: Sequence[Any]) -> Document:
    type_name, name, service, is_trigger, has_action, is_sub_node, hidden, prior, name_stems = fields
    return Document(
        type=type_name,
        name=name,
        service=service,
        is_trigger=is_trigger,
        has_action=has_action,
        is_sub_node=is_sub_node,
        hidden=hidden,
        prior=prior,
        name_stems=tuple(name_stems),
    )
