"""The name and the use of a pattern, composed from our own words (`data/pattern_texts.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nodepilot.catalog import NodeTypeEntry, NodeTypeVersion
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import load_data
from nodepilot.knowledge.event_facts import EventFact
from nodepilot.knowledge.lexicon import Vocabulary, load_lexicon
from nodepilot.knowledge.node_uses import short_uses
from nodepilot.knowledge.operation_facts import OperationFact
from nodepilot.knowledge.words import split_identifier, tokens
from nodepilot.sentences import say

OTHER, SOME = "other", "some"
_THING = "an item"
_VOWEL = re.compile(r"^(?:[aeio]|u(?!ser|ni|til|r[li]))", re.IGNORECASE)
_UPPER = re.compile(r"^[A-Z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence, and what it is about in n8n's words, which stay as n8n's editor shows them."""

    sentence: str
    thing: str = ""
    service: str = ""
    label: str = ""

    def in_english(self) -> str:
        return self.sentence.format_map(
            self._names()
            | {
                "thing": _with_article(self.thing) if self.thing else _THING,
                "things": _plural(self.thing) if self.thing else "items",
            }
        )

    def tell(self) -> str:
        """In the language of whoever is spoken to, where English articles and plurals do not fit."""
        thing = say("“{thing}”", thing=self.thing) if self.thing else say("an item")
        told = say(self.sentence, **self._names(), thing=thing, things=thing)
        return f"{told[:1].upper()}{told[1:].rstrip('.')}."

    def _names(self) -> dict[str, str]:
        on_thing = f" ({self.thing})" if self.thing else ""
        return {"on_thing": on_thing, "service": self.service, "label": self.label}


@dataclass(frozen=True, slots=True)
class Told:
    """A pattern's name and its use case, in English; `saying` has the use case for other languages."""

    name: str
    use_case: str
    saying: Saying


def pattern_sentences() -> Iterator[str]:
    """All that patterns are told by."""
    for forms in load_data("pattern_texts").values():
        yield from map(_sentence, forms.values())


def tell_operation(fact: OperationFact, service: str) -> Told:
    """The text of an operation: what it does, and when one wants it."""
    verbs = load_lexicon().verbs
    concept = _concept(verbs, (tokens(fact.operation_label), split_identifier(fact.operation or "")))
    if not fact.operation_label:
        concept = SOME
    resource = _small(fact.resource_label)
    own = _rest(verbs, fact.operation_label)
    where = service
    if own and resource and not set(tokens(own)) & set(tokens(resource)):
        where = f"{service} ({resource})"
    name = " ".join(part for part in (fact.operation_label, resource) if part)
    thing = resource if concept == OTHER else own or resource
    return _told(f"{service}: {name}", "operations", concept, thing, fact.operation_label, where)


def tell_event(fact: EventFact, service: str) -> Told:
    """The text of a trigger's event."""
    events = load_lexicon().events
    readings = [split_identifier(fact.values[-1]), tokens(fact.labels[-1])]
    if len(fact.values) > 1:
        readings = [*(tokens(label) for label in fact.labels), *readings]
    is_wildcard = fact.values[-1] in ("*", "all")
    concept = "any" if is_wildcard else _concept(events, readings)
    thing = _rest(events, " ".join(fact.labels)) or _rest(events, " ".join(split_identifier(fact.values[-1])))
    label = ", ".join(fact.labels)
    return _told(f"{service}: {label}", "events", concept, thing, label, service)


def tell_node(entry: NodeTypeEntry, version: NodeTypeVersion, service: str) -> Told:
    """The text of a node type that offers no choice."""
    short = entry.name.rpartition(".")[2]
    own = load_data("node_uses")["uses"].get(short)
    if own:
        first, *others = [part.strip() for part in own.split(";")]
        more = f" Also: {'; '.join(others)}." if others else ""
        saying = Saying(short_uses()[short])
        return Told(entry.display_name, f"{first[0].upper()}{first[1:]}.{more}", saying)
    kind = "action"
    if entry.is_trigger:
        kind = "trigger"
    elif version.is_sub_node:
        kind = "model" if short.startswith("lm") else "embedding" if "mbedding" in short else "sub_node"
    return _told(entry.display_name, "nodes", kind, "", entry.display_name, service)


def _told(name: str, section: str, concept: str, thing: str, label: str, service: str) -> Told:
    forms: Mapping[str, Mapping[str, str]] = load_data("pattern_texts")[section]
    saying = Saying(_sentence(forms.get(concept) or forms[OTHER]), thing, service, _small(label))
    return Told(name, saying.in_english(), saying)


def _sentence(form: Mapping[str, str]) -> str:
    return f"{form['text']} For when {form['for']}."


def _concept(vocabulary: Vocabulary, readings: Iterable[list[str]]) -> str:
    """The concept of the first verb in a label, else of the identifier; "other" when none is known."""
    for words in readings:
        hits = sorted(vocabulary.find_in_label(words), key=lambda hit: (hit.at, -hit.length))
        if hits:
            return hits[0].concept
    return OTHER


def _rest(vocabulary: Vocabulary, label: str) -> str:
    """What a label says besides its verb."""
    words = tokens(label)
    taken = {place for hit in vocabulary.find_in_label(words) for place in range(hit.at, hit.at + hit.length)}
    return " ".join(word for place, word in enumerate(words) if place not in taken)


def _small(label: str) -> str:
    """A label in the middle of a sentence; abbreviations keep their capitals."""
    return " ".join(word if _UPPER.match(word) else word.lower() for word in label.split())


def _with_article(thing: str) -> str:
    if thing.split(maxsplit=1)[0] in ("a", "an", "the", "all", "any"):
        return thing
    return f"{'an' if _VOWEL.match(thing) else 'a'} {thing}"


def _plural(thing: str) -> str:
    if thing.endswith("s"):
        return thing
    return f"{thing[:-1]}ies" if thing.endswith("y") and thing[-2] not in "aeiou" else f"{thing}s"
