"""Lists of cases in other words: “HR to hr@…, IT to it@…, the rest to …” as “If the department is 'HR', send it to hr@…. If …”.

What an item of such a list looks like, and what is said instead, stands in `data/rewordings.json` under `lists`; here the
text is cut into items. A list counts when all of its items look the same and there are two of them at least.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from nodepilot.kit.records import dataclass

Piece: TypeAlias = "str | tuple[int, int] | tuple[str, tuple[int, int]]"
"""New letters, a part of the request, or new letters that stand for such a part."""
_MOST_ITEMS, _MOST_WORDS = 8, 3
_CUT = re.compile(
    r"\s*(?:[,;]\s*(?:and |but |while |whereas )?|\.\s+(?=\S)|\s+and (?=the |all |any|every|others|rest|/)"
    r"|\s+and (?=(?!post|send|forward|add|save|reply|write|e?mail|move|put|log|report|it |them )[\w-]+ (?:go(?:es)? )?(?:in)?to ))\s*"
)
_LAST_CUT = re.compile(
    _CUT.pattern + r"|\s+and (?=(?:(?!(?:an?|the|it|them|this|that)\b)[^\s,;]+ ){1,2}(?:to|into) )"
)
"""“…, support to Zendesk | and press to press@acme.com”: the last item, where nothing else sets it off."""
_STEP = re.compile(r"(?:^|\n)\s*\d+$")
"""The number of a step: what stands behind its dot is done, and is no case."""
_ON = re.compile(
    r"\b(?:(?:on|by|from|of) the (?:value of )?(?:the )?(?P<a>[a-z_]+) (?:field|column|property|value|dropdown)|(?:field|column|dropdown|choice|property)(?: called| named)? ['\"]?(?P<b>[a-z_]+)"
    r"|(?:by|on|depending on|based on|according to|per|with a|with the|with|its|their)(?: the| its| their| a| an)? (?P<c>[a-z_]+(?: type| status| name)?))\W*(?:\(|$|of |in |from |to |\.)",
    re.IGNORECASE,
)
_NO_FIELD = frozenset(
    "webhook form sheet slack telegram email mail time day hour it them new my our request response".split()
)


@dataclass(frozen=True, slots=True)
class ListGrammar:
    """What `data/rewordings.json` says of lists; `items` are patterns with what is said instead.

    `is_verb` tells whether a word is one, `order` turns it into an order.
    """

    head: re.Pattern[str]
    items: tuple[tuple[re.Pattern[str], str], ...]
    rest: re.Pattern[str]
    tail: re.Pattern[str]
    no_case: re.Pattern[str]
    is_verb: Callable[[str], bool]
    order: Callable[[str], str]


_Item: TypeAlias = "tuple[re.Match[str], str, tuple[int, int]]"
"""What matched, what is said instead, and where the case's name stands."""


def case_list(text: str, masked: str, grammar: ListGrammar) -> list[Piece] | None:
    """The request with its list of cases in other words; None where it holds none."""
    for head in grammar.head.finditer(masked):
        if _STEP.search(masked, 0, head.start()):
            continue
        for cut in (_LAST_CUT, _CUT):
            items = _items(text, masked, head.end(), cut, grammar)
            if len(items) > 1 and _are_cases(masked, head, items, grammar):
                return _told(masked, head.start(), items, grammar)
    return None


def _are_cases(masked: str, head: re.Match[str], items: list[_Item], grammar: ListGrammar) -> bool:
    """Whether something says that these are cases and no chain of steps: a colon, what they depend on, all others, commands."""
    names = [masked[slice(*name)] for _, _, name in items]
    return (
        head.group().strip() in {":", ".", ";"}
        or _field(masked, head.start()) != "it"
        or any(name.startswith("/") or grammar.rest.fullmatch(name) for name in names)
        or any(masked[slice(*match.span("n"))].endswith(" ones") for match, _, _ in items)
        or all(_is_offered(masked, name, head.start()) for name in names)
    )


def _is_offered(masked: str, name: str, end: int) -> bool:
    """“as hot or cold, hot leads go to …”: the case was named before as one of several."""
    return (
        re.search(rf"(?:\bor\s+|,\s*|\b(?:as|into)\s+){re.escape(name)}\b", masked[:end], re.IGNORECASE)
        is not None
    )


def _items(text: str, masked: str, start: int, cut: re.Pattern[str], grammar: ListGrammar) -> list[_Item]:
    """The items from `start` to the end of the text, none where something else stands between."""
    cuts = list(cut.finditer(masked, start))
    begins = [start, *(each.end() for each in cuts)]
    ends = [*(each.start() for each in cuts), len(masked.rstrip(" ."))]
    items: list[_Item] = []
    for begin, end in zip(begins, ends, strict=True):
        if end <= begin:
            continue
        item = next(_readings(text, masked, begin, end, grammar), None)
        if item is None or len(items) == _MOST_ITEMS:
            return []
        items.append(item)
    return items


def _readings(text: str, masked: str, begin: int, end: int, grammar: ListGrammar) -> Iterator[_Item]:
    for pattern, said in grammar.items:
        match = pattern.fullmatch(masked, begin, end)
        if match is None:
            continue
        verb = match.groupdict().get("v")
        if verb and (not grammar.is_verb(verb) or _is_thing(match, verb, grammar)):
            continue
        name = _named(text, match.span("n"), grammar)
        if name is not None and not (verb is None and _orders(match.group("n"), grammar)):
            yield match, said, name


def _orders(name: str, grammar: ListGrammar) -> bool:
    """“post updates (to Slack)”: an order and no name, unlike “push events”."""
    first, _, behind = name.partition(" ")
    thing = grammar.tail.search(name) is not None
    return bool(behind) and not thing and first.islower() and grammar.is_verb(first)


def _is_thing(match: re.Match[str], verb: str, grammar: ListGrammar) -> bool:
    """“IT requests | to Jira”: what goes there, though “requests” can be a verb."""
    return (
        verb != "posts"
        and grammar.tail.search(f" {verb}") is not None
        and match.group("r").lstrip().startswith(("to ", "into "))
    )


def _named(text: str, span: tuple[int, int], grammar: ListGrammar) -> tuple[int, int] | None:
    """The name of the case without what does not belong to it; None where it is no name."""
    start, end = _trimmed(text, span)
    tail = grammar.tail.search(text[start:end])
    if tail is not None and text[start : start + tail.start()].lower() not in {"new", "incoming"}:
        # "new issues" are told apart by what they are.
        end = start + tail.start()
    name = text[start:end]
    if grammar.rest.fullmatch(name):
        return start, end
    if not name or len(name.split()) > _MOST_WORDS:
        return None
    if grammar.no_case.search(name) and name != "IT":
        # The department; written small it is what was told of before.
        return None
    return start, end


def _told(masked: str, end: int, items: list[_Item], grammar: ListGrammar) -> list[Piece]:
    end = len(re.sub(r"(?:[\s,;]|\b(?:and|then|so|but))+$", "", masked[:end]))
    field = _field(masked, end)
    pieces: list[Piece] = [(0, end), ". "]
    for match, said, name in items:
        rest = grammar.rest.fullmatch(masked[slice(*name)]) is not None
        pieces += ["Otherwise "] if rest else [f"If {field} is '", name, "', "]
        for part in re.split(r"(\{[^}]+\})", said):
            group, _, how = part.strip("{}").partition(":")
            if not part.startswith("{"):
                pieces.append(part)
            elif how == "order":
                pieces.append((grammar.order(match.group(group).lower()), match.span(group)))
            else:
                pieces.append(match.span(group))
        pieces.append(". ")
    return pieces


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Without quotation marks of its own."""
    start, end = span
    while start < end and text[start] in "'\"“‘":
        start += 1
    while end > start and text[end - 1] in "'\"”’":
        end -= 1
    return start, end


def _field(masked: str, end: int) -> str:
    """What the cases depend on, where what stands before the list says so."""
    for found in _ON.finditer(masked[:end]):
        name = found.group("a") or found.group("b") or found.group("c")
        if name and name.lower() not in _NO_FIELD:
            return f"the {name}"
    return "it"
