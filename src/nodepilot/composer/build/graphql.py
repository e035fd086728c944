"""GraphQL: the query that a request gives, or one made of what it asks for, and the list in the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from nodepilot.composer.build import http
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fetching import without_places
from nodepilot.composer.build.field_names import names_in
from nodepilot.composer.build.outputs import Known, Output, roles_of
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Origin, OriginKind
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_NAME = "graphql"
_NOT_ASKED = frozenset(
    "graphql api endpoint query server schema url address service data list entries results".split()
)
_AROUND = frozenset("from at over against via on using through by uber von aus de desde par sur".split())
"""What parts the thing that is asked for from where it is asked."""
_OF = frozenset("of for von der des de del".split())
_WITH = frozenset("with including incl mit con avec com".split())
_USUAL = ("id", "name")
"""Fields that most things have."""
_PAGES = ("edges.node", "nodes")
"""How lists are wrapped that come page by page."""


@dataclass(frozen=True, slots=True)
class _Query:
    """`path` leads to the list in the answer ("" where none is known), `fields` are those of one entry of it."""

    text: str
    path: str
    prefix: str
    fields: tuple[str, ...]
    span: tuple[int, int] | None = None


def ask_graphql(draft: Draft, flow: Flow, act: Act) -> Act:
    """Asks the address that the act names by GraphQL; what is left of the act is to be done with the answer."""
    u = draft.utterance
    url = http.url_of(act)
    if url is None or _NAME not in u.text.lower() or not _speaks_of_it(u, act, url.text):
        return act
    query = _given(u) or _asked(u, act)
    address = Origin(OriginKind.REQUEST, (url.start, url.end))
    key = draft.add(
        _BASE + _NAME,
        {"endpoint": url.text, "query": query.text},
        name="Ask by GraphQL",
        key=_NAME,
        span=u.span(act.first, act.last),
        origins={"endpoint": address}
        if query.span is None
        else {"endpoint": address, "query": Origin(OriginKind.REQUEST, query.span)},
    )
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun="response", open=True, prefix="data"))
    if query.span is None:
        draft.assume(
            say("I made up the names in the GraphQL query: check them against the API's schema."), key
        )
    if query.path:
        _each_entry(draft, flow, query)
    kept = [a for a in without_places(draft, act, None).arguments if not _tells_where(u, a)]
    target = act.target if act.target is not None and act.target.key != _NAME else None
    return replace(act, verb="get", arguments=kept, source=None, target=target)


def _tells_where(u: Utterance, argument: Argument) -> bool:
    return any(u.tokens[i].norm in {_NAME, "api", "endpoint"} for i in range(argument.first, argument.last))


def _each_entry(draft: Draft, flow: Flow, query: _Query) -> None:
    thing = query.path.split(".")[1]
    key = draft.add(
        _BASE + "splitOut",
        {"fieldToSplitOut": query.path, "options": {}},
        name=f"Each of the {thing}",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    before = f"{query.prefix}." if query.prefix else ""
    fields = {_in_words(name): Known(f"{before}{name}") for name in query.fields}
    flow.give(
        Output(
            key,
            roles_of(fields),
            fields,
            noun=singular(thing.lower()),
            many=True,
            open=True,
            prefix=query.prefix,
        )
    )


def _speaks_of_it(u: Utterance, act: Act, url: str) -> bool:
    return _NAME in url.lower() or any(u.tokens[i].norm == _NAME for i in range(act.first, act.last))


def _given(u: Utterance) -> _Query | None:
    """The query that stands in the request as it is."""
    for token in u.tokens:
        text = (
            token.text if token.kind is Kind.QUERY else token.text[1:-1] if token.kind is Kind.QUOTED else ""
        )
        if re.match(r"\s*(?:query\b[^{]*|mutation\b[^{]*)?\{[^:]*\{", re.sub(r"\([^)]*\)", "", text)):
            return _read(text.strip(), (token.start, token.end))
    return None


def _read(text: str, span: tuple[int, int]) -> _Query:
    if text.startswith("mutation"):
        return _Query(text, "", "", (), span)
    plain = re.sub(r"\([^)]*\)|#[^\n]*", "", text)
    names = re.findall(r"[{}]|\w+(?:\s*:\s*\w+)?", plain[plain.index("{") :])
    tree = _tree(iter(names[1:]))
    root, below = next(iter(tree.items()), ("", {}))
    path, prefix = f"data.{root}", ""
    for wrapped in _PAGES:
        outer, _, inner = wrapped.partition(".")
        if outer in below:
            path, below = f"{path}.{outer}", below[outer]
            if inner:
                prefix, below = inner, below.get(inner, {})
            break
    return _Query(
        text, path if root else "", prefix, tuple(n for n, deeper in below.items() if not deeper), span
    )


_Tree: TypeAlias = "dict[str, _Tree]"


def _tree(names: Iterator[str]) -> _Tree:
    """Names with those that stand in their braces; an alias stands for what it renames."""
    found: _Tree = {}
    last = ""
    for name in names:
        if name == "}":
            break
        if name == "{":
            found[last] = _tree(names)
        else:
            last = name.partition(":")[0].strip()
            found[last] = {}
    return found


def _asked(u: Utterance, act: Act) -> _Query:
    """“code and name of all countries”, “all countries with code and name”: a query in the usual form."""
    for first, last in _stretches(u, act):
        part = next((i for i in range(first, last) if u.tokens[i].norm in _OF and i > first), None)
        with_ = next((i for i in range(first, last) if u.tokens[i].norm in _WITH and i > first), None)
        if with_ is not None:
            thing, fields = _thing(u, first, with_), _fields(u, with_ + 1, last)
        elif part is not None and _fields(u, first, part):
            thing, fields = _thing(u, part + 1, last), _fields(u, first, part)
        else:
            thing, fields = _thing(u, first if part is None else part + 1, last), []
        if thing:
            names = tuple(dict.fromkeys(fields or _USUAL))
            return _Query(f"{{ {thing} {{ {' '.join(names)} }} }}", f"data.{thing}", "", names)
    return _Query(f"{{ items {{ {' '.join(_USUAL)} }} }}", "data.items", "", _USUAL)


def _stretches(u: Utterance, act: Act) -> Iterator[tuple[int, int]]:
    """The parts of the act that no address and no word for where it is asked stands in."""
    first = max(act.first, act.verb_at + 1)
    for index in range(first, act.last + 1):
        if (
            index == act.last
            or u.tokens[index].kind in {Kind.URL, Kind.QUERY}
            or u.tokens[index].norm in _AROUND
        ):
            if first < index and not (u.tokens[first].norm in _OF and index - first == 1):
                yield first + (u.tokens[first].norm in _OF), index
            first = index + 1


def _thing(u: Utterance, first: int, last: int) -> str:
    """The last word that tells of several things; "" where there is none."""
    words = [
        u.tokens[i].text
        for i in range(first, last)
        if u.tokens[i].kind in {Kind.WORD, Kind.SLUG}
        and u.tokens[i].norm not in _NOT_ASKED
        and not u.has(i, "words", "det", "every", "and", "in")
        and u.service_at(i) is None
    ]
    many = [word for word in words if word.lower() != singular(word.lower())]
    return _as_key([many[-1]]) if many else ""


def _fields(u: Utterance, first: int, last: int) -> list[str]:
    names = (name.split() for name in names_in(u, first, last))
    return [_as_key(name) for name in names if name and name[-1].lower() not in _NOT_ASKED]


def _as_key(words: Sequence[str]) -> str:
    """“first name” as `firstName`."""
    first, *others = (re.sub(r"\W+", "", word) for word in words)
    return "".join(
        [first if "_" in first else first[:1].lower() + first[1:], *(w[:1].upper() + w[1:] for w in others)]
    )


def _in_words(key: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])|_", lambda m: f" {(m.group(1) or '').lower()}", key)
