"""Which of a word's verb concepts is meant."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import AI_ALWAYS
from nodepilot.composer.reading.roles import Roles

_RANKS = frozenset(
    "high low highest lowest largest smallest biggest newest oldest a z ascending descending first last".split()
)
"""Ends of an order: "from high to low"."""
_AMOUNTS = frozenset(
    "amounts totals numbers values hours sales expenses costs revenue revenues payments prices spending turnover".split()
)
_INSIDE = frozenset({"text", "pdf", "value", "field"})
_PUT_AWAY = frozenset({"card", "task", "issue", "ticket", "deal", "project", "product"})
"""Things that their own service archives: “archive the done cards in Trello”."""
_BY = frozenset({"nach", "por", "par", "by", "selon"})
"""Prepositions of what things are put in order by."""


def prefer(
    roles: Roles,
    utterance: Utterance,
    concepts: list[str],
    nouns: set[str],
    after: list[Argument],
    *,
    ai: bool,
) -> str:
    """One of several verb concepts of the same word."""
    apps = [hit for argument in after for hit in argument.services if roles.is_app(hit)]
    if ai:
        for concept in concepts:
            if concept in AI_ALWAYS or concept == "compose":
                return concept
    if "compose" in concepts:
        wants_text = bool(
            nouns & {"summary", "article", "post", "reply", "tweet", "article_idea"}
        ) and not any(a.role in {"in", "to"} and a.services for a in after)
        told_of = [a for a in after if any(map(roles.is_app, a.services))]
        if wants_text and all({"new", "every"} & a.quantifiers for a in told_of):
            # "ideas for every new Notion page": what it is written about.
            return "compose"
        concepts = [c for c in concepts if c != "compose"] or concepts
    if "phone" in concepts and "call" in concepts:
        me = any(a.me or a.pronoun for a in after)
        return (
            "call"
            if any(t.kind is Kind.URL for a in after for t in a.literals) or not me or _each(after)
            else "phone"
        )
    if "notify" in concepts and "check" in concepts:
        # "ping https://…" against "ping me".
        return (
            "check"
            if "site" in nouns or any(t.kind is Kind.URL for a in after for t in a.literals)
            else "notify"
        )
    if "add" in concepts and _is_the_label(utterance, after):
        # "add the label Important": to the thing at hand.
        return "label"
    if "label" in concepts and "classify" in concepts:
        named = any(t.kind is Kind.QUOTED for a in after for t in a.literals)
        # "tag the ticket with it": with what was found out before.
        given = any(a.role == "with" and not _is_list(utterance, a) for a in after)
        return "label" if named or given else "classify"
    if "route" in concepts:
        goes = any(a.role == "to" and (a.services or a.literals) for a in after)
        return "send" if goes and "send" in concepts else "route"
    if "sort" in concepts and "classify" in concepts:
        ranked = any(utterance.tokens[i].norm in _RANKS for a in after for i in range(a.first, a.last))
        into = not ranked and any(
            a.role == "to" and not a.services and a.preposition not in _BY for a in after
        )
        return "classify" if into else "sort"
    if "shape" in concepts and "crop" in concepts:
        return "crop" if nouns & {"image", "video"} else "shape"
    if "extract" in concepts and "unzip" in concepts:
        return "unzip" if "zip" in nouns else "extract"
    if "filter" in concepts and ("delete" in concepts or "add" in concepts or "post" in concepts):
        if any(a.role in {"in", "to"} and (a.services or a.literals) for a in after):
            return next(
                c for c in concepts if c not in {"filter", "delete"} or (c == "delete" and len(concepts) == 2)
            )
        return "filter"
    if "archive" in concepts and "copy" in concepts:
        # "archive the attachments in Drive" copies, "archive the card" does not.
        placed = any(
            a.role == "to" or (a.role == "in" and not nouns & _PUT_AWAY) for a in after if a.services
        )
        return "copy" if placed else "archive"
    if "merge" in concepts and "get" in concepts and nouns & {"table", "data", "list", "sheet"}:
        return "merge"
    if {"get", "extract"} <= set(concepts) and nouns & _INSIDE:
        # "extrais le texte": what stands in a file.
        return "extract"
    if "get" in concepts and len(concepts) > 1:
        return "get"
    if "sum" in concepts and "summarize" in concepts:
        return "sum" if _numeric(utterance, after) or _is_totalled(utterance, nouns) else "summarize"
    if "convert" in concepts and "create" in concepts:
        formats = {"csv", "json", "xml", "excel", "pdf", "html", "text", "file"}
        target_nouns = {n for a in after if a.role in {"to", "as"} for n in a.nouns}
        return "convert" if target_nouns & formats and not apps else "create"
    if "convert" in concepts and "draft" in nouns:
        return "add"
    if "copy" in concepts and "move" in concepts and not apps:
        return "move"
    if "copy" in concepts and "convert" in concepts:
        return "copy" if apps else "convert"
    if "update" in concepts and "convert" in concepts and "create" not in concepts:
        return "update"
    if "reply" in concepts and "update" in concepts:
        return (
            "update"
            if nouns & {"status", "label", "field", "row", "record"} or any(a.role == "to" for a in after)
            else "reply"
        )
    if "calculate" in concepts and "decide" in concepts:
        return "calculate"
    if "score" in concepts and "sort" in concepts:
        return "sort"
    order = (
        "send",
        "message",
        "notify",
        "email",
        "add",
        "create",
        "update",
        "delete",
        "get",
        "search",
        "copy",
        "classify",
        "label",
    )
    for concept in order:
        if concept in concepts:
            return concept
    return concepts[0]


def _is_list(u: Utterance, argument: Argument) -> bool:
    """“with bug, feature or question”: several to choose from."""
    places = range(argument.first, argument.last)
    return any(u.has(i, "words", "or") or u.tokens[i].norm in {",", "/"} for i in places)


def _numeric(u: Utterance, after: list[Argument]) -> bool:
    """Whether amounts are spoken of."""
    return any(
        u.has(i, "fields", "amount", "quantity", "score", "distance") or u.tokens[i].norm in _AMOUNTS
        for a in after
        if a.role == "object"
        for i in range(a.first, a.last)
    )


_WORDY = frozenset(
    {
        "email",
        "message",
        "article",
        "review",
        "feedback",
        "comment",
        "ticket",
        "transcript",
        "document",
        "note",
    }
)
"""Things that are text, which nobody adds up."""


def _is_totalled(u: Utterance, nouns: set[str]) -> bool:
    """“sum up the donations by month and send me the totals”: figures are spoken of."""
    return not nouns & _WORDY and any(
        token.norm in {"total", "totals", "sum", "sums"} for token in u.tokens[2:]
    )


def _each(after: list[Argument]) -> bool:
    return any("every" in a.quantifiers or "one" in a.quantifiers for a in after)


def _is_the_label(u: Utterance, after: list[Argument]) -> bool:
    """`the label Important`, `label bug`: one that there is already, where “a label” would be made."""
    told = next((a for a in after if a.role == "object"), None)
    if told is None or told.nouns[:1] != ["label"] or told.services:
        return False
    place = next((i for i in range(told.first, told.last) if u.has(i, "nouns", "label")), told.last)
    onto = any(a.role == "to" and a.nouns for a in after)
    return onto or (u.tokens[place - 1].norm not in _INDEFINITE and place + 1 < told.last)


_INDEFINITE = frozenset("a an new ein eine un una une um uma".split())
