"""A list inside what arrived: "the products sit in a field called items, one row each"."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import OriginKind

_ARRAY = frozenset({"array", "arrays", "tableau", "arreglo"})
_HOLDERS = _ARRAY | {"field", "property", "key", "list", "feld", "liste", "campo", "lista", "champ"}
_CALLED = frozenset(
    {"called", "named", "namens", "llamado", "llamada", "nomme", "nommee", "chamado", "chamada", ":"}
)
_EACH = frozenset(
    {
        "each",
        "every",
        "per",
        "flatten",
        "split",
        "individual",
        "je",
        "jede",
        "jeden",
        "jedes",
        "pro",
        "einzeln",
        "cada",
        "por",
    }
    | {"chaque", "par"}
)
_ONLY = frozenset(
    {"only", "just", "nur", "solo", "solamente", "seulement", "uniquement", "apenas", "somente"}
)
_REST = frozenset(
    {"incl", "including", "include", "plus", "with", "mit", "con", "avec", "com", "inkl", "inklusive"}
)
_WHICH = frozenset("those them these ones diejenigen aquellos aquellas ceux celles aqueles".split())
"""“only those with …”: which entries, no fields of theirs."""
_LISTS = _ARRAY | {"list", "liste", "lista"}
_ON_LISTS = frozenset(
    {"sort", "limit", "dedupe", "filter", "sum", "count", "average", "calculate", "aggregate"}
)
_KEY = "each_entry"


def split_if_meant(draft: Draft, flow: Flow, act: Act) -> None:
    """One item for each entry of the list that the request names, once what holds it is at hand."""
    data = flow.data
    if (
        data is None
        or data.empty
        or not data.open
        or data.many
        or data.noun not in {"request", "response"}
        or _KEY in draft.steps
        or act.verb == "split"
    ):
        return
    u = draft.utterance
    found = list_named(u) or (list_sent(u) if act.verb in _ON_LISTS and data.noun == "request" else None)
    whole = _WHOLE_BODY.search(u.text) if found is None and data.noun == "request" and data.prefix else None
    if whole is not None and _ENTRIES.search(u.text, whole.end()):
        found = data.prefix, whole.span()
    if found is None:
        return
    name, span = found
    # "result.items" is the way to it as it is said.
    way = ".".join(part for part in (data.prefix, name) if part) if "." in name else data.path_of(name)
    way = data.prefix if whole is not None else way
    parameters: dict[str, object] = {"fieldToSplitOut": way, "options": {}}
    if _keeps_rest(draft.utterance):
        parameters["include"] = "allOtherFields"
    key = draft.add(
        "n8n-nodes-base.splitOut",
        parameters,  # type: ignore[arg-type]
        name=f"Each of {name}",
        key=_KEY,
        span=span,
    )
    draft.hook(flow, key)
    fields = {field: Known(field) for field in fields_said(draft.utterance)}
    flow.give(Output(key, {}, fields, noun=singular(name.lower()), many=True, open=True))


_WHOLE_BODY = Pattern(
    r"\b(?:json )?array (?:from|of|sent to|in|that comes? in (?:by|via)|by|at) (?:(?:my|the|a|an|our) )?webhook\b"
    r"|\bwebhook (?:that )?(?:receives|gets|with|brings|of|takes) (?:a|an) (?:json )?array(?! (?:of|called|named|in)\b)",
    re.IGNORECASE,
)
"""“the JSON array from my webhook”: all that it sends is the list."""
_ENTRIES = Pattern(
    r"\b(?:items?|each|every|entries|rows|records|elements|one by one|them|objects)\b", re.IGNORECASE
)


def split_list(draft: Draft, flow: Flow, output: Output, label: str, path: str) -> None:
    """One item for each entry of a list inside the data."""
    flow.tails = [(output.step, 0)]
    key = draft.add(
        "n8n-nodes-base.splitOut",
        {"fieldToSplitOut": path, "options": {}},
        name=f"Each of the {label}",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    roles = {
        "title": Known("title"),
        "text": Known("description"),
        "due_date": Known("due_date"),
        "name": Known("title"),
        "author": Known("owner"),
    }
    flow.give(Output(key, roles, noun=label.rstrip("s"), many=False))


def _says_each(u: Utterance, token: Token) -> bool:
    """`pro` is a plan's name in English."""
    return token.norm in _EACH and not (token.norm == "pro" and u.language == "en")


_HELD_IN = Pattern(
    r"\b(?:are|is|sit|sits|come|lie|stand) (?:in|inside|under) (?:the |a |an )?(?:list|array|field|property|key) (?:called |named )?['\"`]?([A-Za-z_][\w.]*\w)",
    re.IGNORECASE,
)
"""“the orders are in the list data.items”"""
_LIST_IN = Pattern(
    r"\b(?:list|array|records|items|rows|entries|data|results) (?:is|are|sits?|comes?|lies|stands?) (?:in|inside|under) (?:the )?(?:field |key |property )?['\"`]?"
    r"([A-Za-z_]\w*(?:\.\w+)+)",
    re.IGNORECASE,
)
"""“the list is in result.items”"""
_PARTS = re.compile(
    r"\b(line items|items|positions|products|lines) (?:of|in|from) (?:each|every)\b", re.IGNORECASE
)


def _is_called(u: Utterance) -> bool:
    """Whether a webhook is what brings the things that have parts."""
    return any(hit.key == "webhook" for hit in u.services)


_SEVERAL = frozenset({"several", "multiple", "many", "some"})


def _several_sent(u: Utterance) -> tuple[str, tuple[int, int]] | None:
    """“a webhook with several products, write each product …”: they come as a list."""
    for index, token in enumerate(u.tokens[:-1]):
        things = u.tokens[index + 1]
        if token.norm not in _SEVERAL or things.kind is not Kind.WORD:
            continue
        one = singular(things.norm)
        each = (i for i in range(index + 2, len(u.tokens)) if u.tokens[i].norm == one)
        if one != things.norm and any(_says_each(u, u.tokens[i - 1]) for i in each):
            return _bare(things), u.span(index, index + 2)
    return None


def list_named(u: Utterance) -> tuple[str, tuple[int, int]] | None:
    """The field that holds a list whose entries are dealt with one by one, and where it is named."""
    if (held := _HELD_IN.search(u.text) or _LIST_IN.search(u.text)) is not None:
        return held.group(1), held.span()
    if not any(_says_each(u, token) or u.has(i, "verbs", "loop") for i, token in enumerate(u.tokens)):
        return None
    if (parts := _PARTS.search(u.text)) is not None and _is_called(u):
        return re.sub(r"\W+", "_", parts.group(1).lower()), parts.span()
    for index, token in enumerate(u.tokens):
        if token.norm not in _HOLDERS:
            continue
        after, called = index + 1, False
        while after < len(u.tokens) and (u.tokens[after].norm in _HOLDERS or u.has(after, "verbs", "be")):
            after += 1
        while after < len(u.tokens) and u.tokens[after].norm in _CALLED:
            called, after = True, after + 1
        named = called and after < len(u.tokens) and not u.has(after, "verbs")
        if named and _is_name(u.tokens[after], loose=True):
            return _bare(u.tokens[after]), u.span(index, after + 1)
        following = index + 2
        if token.norm in _ARRAY and u.has(index + 1, "words", "of") and following < len(u.tokens):
            # "an array of orders"
            return _bare(u.tokens[following]), u.span(index, following + 1)
        if index and token.norm in _ARRAY and _is_name(u.tokens[index - 1], loose=False):
            return _bare(u.tokens[index - 1]), u.span(index - 1, index + 1)
    return _several_sent(u) if _is_called(u) else None


def list_sent(u: Utterance) -> tuple[str, tuple[int, int]] | None:
    """“a webhook with a list of products”: the list that comes in, where something is done to lists."""
    for index in range(len(u.tokens) - 2):
        if u.tokens[index].norm in _LISTS and u.has(index + 1, "words", "of"):
            things = u.tokens[index + 2]
            if things.kind is Kind.WORD and singular(things.norm) != things.norm:
                return _bare(things), u.span(index, index + 3)
    return None


def fields_said(u: Utterance) -> list[str]:
    """The fields that shall be kept ("only sku, name and price"); empty when none are listed."""
    for index, token in enumerate(u.tokens[:-1]):
        if token.norm not in _ONLY or u.tokens[index + 1].norm in _WHICH:
            continue
        names: list[str] = []
        place = index + 1
        while place < len(u.tokens):
            here = u.tokens[place]
            if here.norm in {",", "+", "&"} or u.has(place, "words", "and", "det"):
                place += 1
                continue
            if not _is_name(here, loose=True) or u.service_at(place) is not None or u.has(place, "verbs"):
                break
            names.append(_bare(here))
            place += 1
        if len(names) > 1:
            return names
    return []


def _keeps_rest(u: Utterance) -> bool:
    """“Incl. the order id”: what stands beside the list goes along."""
    return any(
        token.norm in _REST
        and any(u.tokens[i].norm in {"id", "number", "nummer"} for i in range(at, min(at + 6, len(u.tokens))))
        for at, token in enumerate(u.tokens)
    )


def _is_name(token: Token, *, loose: bool) -> bool:
    if token.kind in {Kind.SLUG, Kind.QUOTED}:
        return True
    if token.kind is not Kind.WORD:
        return False
    return loose or re.search(r"_|[a-z][A-Z]", token.text) is not None


def _bare(token: Token) -> str:
    return token.text.strip("\"'`“”„‘’«»")
