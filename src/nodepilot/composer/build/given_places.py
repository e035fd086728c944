"""Addresses and files of the machine that an act takes from, though it writes elsewhere: "import https://….csv into MySQL"."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build import files, http
from nodepilot.composer.build.commands import runs_command
from nodepilot.composer.build.disk import read_path
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fetching import without_places
from nodepilot.composer.build.formats import parse_xml
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import SENDS, TRANSFERS, WORKS_ON
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.wholes import WHOLE

_TOLD = SENDS | {"notify", "tweet"}
_TAKES = TRANSFERS | {"add", "upsert", "create", "update", "index", "merge", "calculate", "convert"}
_PLACES = frozenset({"from", "in", "for", "every", "subject"})


def read_given(draft: Draft, flow: Flow, act: Act) -> Act:
    """Reads it, and gives the act without it; the act as it is where nothing of the kind is named, or data is here."""
    data = flow.data
    if data is not None and data.noun == "xml" and "raw" in data.roles and act.verb in WHOLE | WORKS_ON:
        parse_xml(draft, flow, None)
        return act
    if (data is not None and not data.empty) or runs_command(draft.utterance, act):
        return act
    for argument in act.arguments:
        for token in argument.literals:
            if token.kind is Kind.URL and _is_read(draft, act, argument, token):
                http.call(
                    draft,
                    flow,
                    replace(act, verb="get", target=None, source=None, arguments=[_only(argument, token)]),
                )
                return without_places(draft, act, token)
            if token.kind in {Kind.PATH, Kind.FILE} and _is_file(act, argument, token):
                read_path(draft, flow, token, files.format_of(draft, act.first, act.last), act)
                return without_places(draft, act, token)
    return act


def _only(argument: Argument, token: Token) -> Argument:
    return replace(argument, literals=[token])


def _is_read(draft: Draft, act: Act, argument: Argument, token: Token) -> bool:
    """Not "send it to https://…", not "post https://… to Slack"."""
    if act.source is not None and not act.source.is_generic:
        return False
    if any(hit.key == "rssFeedRead" for each in act.arguments for hit in each.services):
        return False
    if argument.role in _PLACES:
        # "for each order in https://… call https://…": the other address is what is called.
        others = any(
            t.kind is Kind.URL and t is not token
            for each in act.arguments
            if each.role == "object"
            for t in each.literals
        )
        return act.target is not None or act.verb in _TOLD or others
    said = draft.utterance
    of_it = any(
        said.has(i, "words", "of", "in", "from")
        for i in range(argument.first, argument.last)
        if said.tokens[i].end <= token.start
    )
    if argument.role != "object" or (act.target is None and not (of_it and act.verb in _TOLD)):
        return False
    return of_it or act.verb in _TAKES | {"get", "download"}


def _is_file(act: Act, argument: Argument, token: Token) -> bool:
    """A file with its whole path, where no service is named that may hold it."""
    whole = token.kind is Kind.PATH and "." in token.text.rpartition("/")[2]
    taken = argument.role in {"object", "from"} and not argument.services
    return whole and taken and act.source is None and act.verb not in {"write_file", "watch", "delete"}
