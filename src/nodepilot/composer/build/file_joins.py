"""Two files whose rows become one list: “join orders.csv and customers.csv from Google Drive by customer_id”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build import files
from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.disk import read_path
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.joining import Sides, join
from nodepilot.composer.build.reads import read
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act

_KINDS = {"csv": "csv", "tsv": "csv", "xlsx": "excel", "xls": "excel", "json": "json", "xml": "xml"}


def merge_files(draft: Draft, flow: Flow, act: Act) -> bool:
    """Reads each file that the act names and joins their rows; False where it names fewer than two."""
    named = [
        token
        for argument in act.arguments
        if argument.role not in {"to", "as"}
        for token in argument.literals
        if token.kind in {Kind.FILE, Kind.PATH} and _kind(token)
    ]
    if act.verb not in {"merge", "compare"} or len(named) < 2:
        return False
    store = resolve_service(draft, act.source) if act.source is not None else ""
    if store and store not in FILE_STORES | {"ftp", "nextCloud"}:
        return False
    start, ends, sides = flow.copy(), [], []
    for token in named:
        branch = start.copy()
        if store:
            read(draft, branch, _only(act, token), store)
        else:
            read_path(draft, branch, token, _kind(token), act)
        files.extract_rows(draft, branch, _kind(token))
        if branch.data is None:
            return False
        ends.append(branch.tails[0])
        sides.append(replace(branch.data, many=True))
        flow.history += [each for each in branch.history if each not in flow.history]
    flow.binary = None
    join(draft, flow, act, Sides(ends, sides, ["" for _ in ends]))
    return True


def _kind(token: Token) -> str:
    return _KINDS.get(token.text.rpartition(".")[2].lower(), "")


def _only(act: Act, token: Token) -> Act:
    """The act as one that reads this file."""
    arguments = [
        replace(a, literals=[t for t in a.literals if t is token or t.kind not in {Kind.FILE, Kind.PATH}])
        for a in act.arguments
        if a.role not in {"via", "to", "as"}
    ]
    return replace(act, verb="download", target=None, condition=None, arguments=arguments)
