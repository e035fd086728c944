"""Rows as an HTML table: "turn the rows into an HTML table", "mail the open deals as an HTML table"."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.converting import TABLES
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.items import bring_item
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.reads import read
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import SENDS
from nodepilot.composer.reading.story import Act

_TABLE_WORDS = frozenset("table tables tabelle tabellen tabla tablas tableau tableaux tabela tabelas".split())
_MAKING = frozenset(
    {"create", "convert", "compose", "format", "shape", "add", "get", "merge", "aggregate", "update"}
)
_NEAR = 2


def make_html_table(draft: Draft, flow: Flow, act: Act) -> bool:
    """Makes the table of the list at hand, or of the one that the act names; True where that is all that it orders."""
    if act.ai or not _asks(draft.utterance, act):
        return False
    sends = act.verb in SENDS
    if not sends and act.verb not in _MAKING:
        return False
    place = act.source or (act.target if act.target is not None and act.target.key in TABLES else None)
    if place is not None and not sends and (flow.data is None or flow.data.empty):
        reading = replace(act, verb="get", source=place, target=None)
        read(draft, flow, reading, resolve_service(draft, place))
    if flow.data is None or flow.data.empty or flow.binary is not None:
        return False
    bring_item(draft, flow)
    key = draft.add(
        "n8n-nodes-base.html",
        {"operation": "convertToHtmlTable", "options": {}},
        name="Make an HTML table",
        key="table",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    told = Known("table")
    flow.give(Output(key, {"ai_text": told, "text": told, "page": told}, noun="table"))
    return not sends


def _asks(u: Utterance, act: Act) -> bool:
    """Whether “HTML table” stands among the words of the act, and is not what another form is made of."""
    into = act.argument("to", "as")
    if act.verb == "convert" and into is not None and {"csv", "excel", "json", "row"} & set(into.nouns):
        return False
    return any(
        u.has(i, "nouns", "html")
        and any(
            u.tokens[k].norm in _TABLE_WORDS
            for k in range(max(act.first, i - _NEAR), min(i + _NEAR + 1, act.last))
        )
        for i in range(act.first, act.last)
    )
