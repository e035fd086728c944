"""Counts what public workflows use, and how: facts and frequencies, never their texts.

What is kept of a workflow are node types, values of choices that n8n itself defines, names of
parameters, and single words of node names that occur in several workflows.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.knowledge.event_facts import EventFact, events_of
from nodepilot.knowledge.language import is_function_word
from nodepilot.knowledge.operation_facts import SELECTORS, may_show, selector_of
from nodepilot.knowledge.words import stem, tokens

LEAST_WORKFLOWS = 3
"""A word is kept when that many workflows use it for the same thing."""
LEAST_WORD_SHARE = 8
"""A word belongs to the everyday vocabulary when that many texts have it."""
_MOST_WORDS = 16
_MOST_NEXT = 12
_LEAST_PARAMETER_SHARE = 0.1
_LEAST_ODDS = 0.7


@dataclass
class TypeCounts:
    """What was counted for one node type."""

    nodes: int = 0
    workflows: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    following: Counter[str] = field(default_factory=Counter)
    sub_nodes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parameters: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    choices: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    name_words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


class Learner:
    """Takes workflows one by one and sums up."""

    def __init__(self, catalog: Catalog) -> None:
        """Only node types of `catalog` are counted."""
        self._catalog = catalog
        self.counts: dict[str, TypeCounts] = defaultdict(TypeCounts)
        self.texts_with: Counter[str] = Counter()
        self._all_words: Counter[str] = Counter()

    def read_text(self, text: str) -> None:
        """Counts the words of a title, a description, a note."""
        self.texts_with.update({word for word in tokens(text) if word.isalpha() and len(word) > 2})

    def read_workflow(self, workflow: Mapping[str, Any]) -> None:
        """Counts one workflow; what is not a workflow is passed over."""
        nodes = [node for node in _list(workflow.get("nodes")) if isinstance(node, dict)]
        types: dict[str, str] = {}
        words_seen: set[tuple[str, str, str]] = set()
        for node in nodes:
            name, type_name = node.get("name"), node.get("type")
            if isinstance(name, str) and isinstance(type_name, str) and self._catalog.find_entry(type_name):
                types[name] = type_name
                self._read_node(node, name, type_name, words_seen)
        for type_name in set(types.values()):
            self.counts[type_name].workflows += 1
        for type_name, operation, word in words_seen:
            self.counts[type_name].name_words[operation][word] += 1
        self._read_connections(workflow.get("connections"), types)

    def _read_node(
        self, node: Mapping[str, Any], name: str, type_name: str, words_seen: set[tuple[str, str, str]]
    ) -> None:
        counts = self.counts[type_name]
        counts.nodes += 1
        parameters = node.get("parameters")
        if not isinstance(parameters, dict) or not parameters:
            # Some published workflows were emptied of their parameters: defaults would be read into them.
            return
        version = _version(self._catalog, type_name, node.get("typeVersion"))
        operation = chosen_operation(version, parameters)
        counts.operations[operation] += 1
        for event in chosen_events(version, parameters):
            counts.events[event] += 1
        for parameter in parameters:
            counts.parameters[operation][parameter] += 1
        for path, value in _choices(version, parameters):
            counts.choices[path][value] += 1
        entry = self._catalog.find_entry(type_name)
        own = set(tokens(entry.display_name + " " + entry.default_name)) if entry else set()
        for word in tokens(name):
            if word.isalpha() and len(word) > 2 and word not in own and not is_function_word(word):
                words_seen.add((type_name, operation, stem(word)))

    def _read_connections(self, connections: Any, types: Mapping[str, str]) -> None:
        for source, target, kind in _links(connections):
            if source not in types or target not in types:
                continue
            if kind == "main":
                self.counts[types[source]].following[types[target]] += 1
            else:
                self.counts[types[target]].sub_nodes[kind][types[source]] += 1


def chosen_operation(version: NodeTypeVersion, parameters: Mapping[str, Any]) -> str:
    """`resource|operation` of a node, with n8n's defaults where it sets none; either may be empty."""
    known: dict[str, Any] = {"@version": version.version}
    chosen: dict[str, str] = {}
    selector = selector_of(version)
    for name in ("resource", selector):
        if name is None:
            continue
        value = parameters.get(name)
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            value = next(
                (
                    each.default
                    for each in version.properties_named(name)
                    if each.type == "options" and may_show(each.display_options, known)
                ),
                "",
            )
        known[name] = value
        chosen[name] = str(value)
    return f"{chosen.get('resource', '')}|{chosen.get(selector or '', '')}"


def chosen_events(version: NodeTypeVersion, parameters: Mapping[str, Any]) -> list[str]:
    """The events that a trigger node waits for, as their values joined with `|`."""
    return ["|".join(fact.values) for fact in events_of(version) if _holds(fact, parameters)]


def _holds(fact: EventFact, parameters: Mapping[str, Any]) -> bool:
    found = False
    for name, value in fact.parameters.items():
        actual = parameters.get(name)
        if actual is None:
            if not fact.is_default:
                return False
        elif _contains(actual, value):
            found = True
        else:
            return False
    return found or fact.is_default


def _contains(actual: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(actual, dict) and all(
            _contains(actual.get(key), value) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(actual, list) and any(_contains(each, wanted[0]) for each in actual)
    return bool(actual == wanted)


def _choices(version: NodeTypeVersion, parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Top-level parameters that hold one of n8n's own choices."""
    for name, value in parameters.items():
        if name in ("resource", *SELECTORS) or isinstance(value, dict | list):
            continue
        for each in version.properties_named(name):
            if each.type == "options" and each.choice(value) is not None:
                yield name, str(value)
                break


def _version(catalog: Catalog, type_name: str, wanted: Any) -> NodeTypeVersion:
    node_type = catalog.get(type_name)
    found = node_type.at(wanted) if isinstance(wanted, int | float) else None
    return found or node_type.latest


def _links(connections: Any) -> Iterator[tuple[str, str, str]]:
    if not isinstance(connections, dict):
        return
    for source, by_kind in connections.items():
        if not isinstance(by_kind, dict):
            continue
        for kind, outputs in by_kind.items():
            for output in _list(outputs):
                for link in _list(output):
                    if isinstance(link, dict) and isinstance(link.get("node"), str):
                        yield source, link["node"], kind


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def figures_of(learner: Learner) -> dict[str, dict[str, Any]]:
    """The figures of every node type that was seen, ready to be written (see `Figures`)."""
    background = _background(learner.counts.values())
    return {type_name: _figures(counts, background) for type_name, counts in sorted(learner.counts.items())}


def vocabulary_of(learner: Learner, names: Iterable[str]) -> list[str]:
    """Everyday words of the texts that were read, without `names` (squashed names of services)."""
    known = set(names)
    return sorted(
        word
        for word, count in learner.texts_with.items()
        if count >= LEAST_WORD_SHARE and word.isascii() and word not in known
    )


def _background(all_counts: Iterable[TypeCounts]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counts in all_counts:
        for words in counts.name_words.values():
            total.update(words)
    return total


def _figures(counts: TypeCounts, background: Counter[str]) -> dict[str, Any]:
    of_type: Counter[str] = Counter()
    for words in counts.name_words.values():
        of_type.update(words)
    figures = {
        "nodes": counts.nodes,
        "workflows": counts.workflows,
        "operations": dict(counts.operations.most_common()),
        "events": dict(counts.events.most_common()),
        "following": dict(counts.following.most_common(_MOST_NEXT)),
        "sub_nodes": {
            kind: dict(found.most_common(_MOST_NEXT)) for kind, found in sorted(counts.sub_nodes.items())
        },
        "parameters": {
            operation: {
                name: round(count / counts.operations[operation], 2)
                for name, count in found.most_common()
                if count / counts.operations[operation] >= _LEAST_PARAMETER_SHARE
            }
            for operation, found in sorted(counts.parameters.items())
            if counts.operations[operation] >= LEAST_WORKFLOWS
        },
        "choices": {name: dict(found.most_common(4)) for name, found in sorted(counts.choices.items())},
        "words": _telling(of_type, background),
        "operation_words": {
            operation: telling
            for operation, words in sorted(counts.name_words.items())
            if len(counts.name_words) > 1 and (telling := _telling(words, of_type))
        },
    }
    return {name: value for name, value in figures.items() if value}


def _telling(words: Counter[str], among: Counter[str]) -> dict[str, float]:
    """The words that are likelier here than elsewhere, with the logarithm of how much likelier."""
    here, everywhere = sum(words.values()), sum(among.values())
    elsewhere = everywhere - here
    found: dict[str, float] = {}
    for word, count in words.items():
        if count < LEAST_WORKFLOWS:
            continue
        rate_here = (count + 0.5) / (here + 1)
        rate_elsewhere = (among[word] - count + 0.5) / (elsewhere + 1)
        odds = math.log(rate_here / rate_elsewhere)
        if odds >= _LEAST_ODDS:
            found[word] = round(min(odds, 5.0), 1)
    best = sorted(found, key=lambda word: (-found[word] * math.log1p(words[word]), word))
    return {word: found[word] for word in best[:_MOST_WORDS]}
