"""Files of the machine that n8n runs on: read from a path, written to one."""

from __future__ import annotations

import re

from nodepilot.composer.build import files
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.items import bring_item
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Text, Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_APPENDING = ("append", "anhang", "hang", "ajout", "anad", "acrescent")


def read_from_disk(draft: Draft, flow: Flow, act: Act) -> bool:
    """“all files in the folder /data/in”: files of the machine that n8n runs on."""
    path = next((t for t in act.literals if t.kind is Kind.PATH), None) or _lone_file(draft.utterance, act)
    named = _is_named(path) or bool(_FILES & set(act.nouns) or "text" in act.nouns)
    if (
        path is None
        or not named
        or act.source is not None
        or act.target is not None
        or flow.binary is not None
    ):
        return False
    if flow.data is not None and not flow.data.empty:
        return False
    read_path(draft, flow, path, files.format_of(draft, act.first, act.last), act)
    return True


def _lone_file(u: Utterance, act: Act) -> Token | None:
    """“read orders.csv”: a file by its name, where nothing is named that files come from."""
    if u.services and any(hit.key in FILE_STORES or hit.is_generic for hit in u.services):
        return None
    called = any(token.kind is Kind.URL for token in u.tokens)
    if called or any(u.has(i, "words", "when") for i in range(len(u.tokens))):
        return None
    read = (a for a in act.arguments if a.role in {"object", "from", "in", "of"})
    return next((t for a in read for t in a.literals if t.kind is Kind.FILE), None)


def _is_named(token: Token | None) -> bool:
    return token is not None and token.kind is Kind.FILE


_FILES = frozenset(
    {"folder", "file", "image", "pdf", "csv", "excel", "json", "xml", "document", "video", "audio"}
)
_DISK = frozenset({"readWriteFile", "localFileTrigger"})
_HANDED_ON = frozenset({"upload", "copy", "add", "send", "move", "email", "forward", "get", "load"})


def handed_on_from(draft: Draft, flow: Flow, act: Act) -> Token | None:
    """“upload all files from the local folder /srv/invoices to Drive”: the path that is read first."""
    if act.verb not in _HANDED_ON or act.target is None or act.source is not None or flow.binary is not None:
        return None
    if flow.data is not None and not flow.data.empty:
        return None
    lone = _lone_file(draft.utterance, act)
    for argument in act.arguments:
        path = next((t for t in argument.literals if t.kind is Kind.PATH or t is lone), None)
        place = argument.role in {"from", "in", "of"} or (argument.role == "object" and _is_file(path))
        told = _is_file(path) or bool(_FILES & {*argument.nouns, *act.nouns})
        elsewhere = any(hit.key not in _DISK for hit in argument.services)
        if path is not None and place and told and not elsewhere:
            return path
    return None


def _is_file(path: Token | None) -> bool:
    return path is not None and "." in path.text.rpartition("/")[2]


def read_path(draft: Draft, flow: Flow, path: Token, kind: str | None, act: Act) -> None:
    """Reads a file, or the files of a folder, of the machine that n8n runs on."""
    is_file = _is_file(path)
    if act.verb == "zip":
        kind = None
    pattern = {"excel": "*.xlsx", "text": "*.txt", None: "*"}.get(kind, f"*.{kind}")
    key = draft.add(
        _BASE + "readWriteFile",
        {
            "operation": "read",
            "fileSelector": f"/{path.text.lstrip('/')}" if is_file else f"{path.text.rstrip('/')}/{pattern}",
            "options": {},
        },
        name="Read the files",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.binary = (key, "data")
    flow.give(Output(key, {"file_name": Known("fileName")}, noun="file", many=not is_file))


def _named_file(act: Act) -> str:
    return next((token.text for token in act.literals if token.kind is Kind.FILE), "")


def _appends(u: Utterance, act: Act) -> bool:
    """“append them to the CSV file”: what is in it stays."""
    return u.tokens[act.verb_at].norm.startswith(_APPENDING)


def goes_to_disk(draft: Draft, flow: Flow, act: Act) -> bool:
    """“write them to /data/small”: a folder of the machine, where the file at hand was read from it."""
    if flow.binary is None or act.target is not None or any(a.services for a in act.arguments):
        return False
    if any(output.service in files.DOWNLOADS for output in flow.history):
        return False
    read = any(step.node_type == _BASE + "readWriteFile" for step in draft.steps.values())
    return read and any(token.kind is Kind.PATH for token in act.literals)


def write_to_disk(draft: Draft, flow: Flow, act: Act) -> bool:
    """A file in a folder of the machine that n8n runs on."""
    u = draft.utterance
    path = next((t for t in reversed(act.literals) if t.kind is Kind.PATH), None)
    if flow.data is None:
        return False
    kind = files.format_of(draft, act.first, act.last) or "json"
    if flow.binary is None:
        bring_item(draft, flow)
        files.convert_to_file(draft, flow, kind if kind in files.FORMATS else "json", act)
    if flow.binary is None:
        return False
    ending = {"excel": "xlsx", "text": "txt"}.get(kind, kind)
    folder = path.text.rstrip("/") if path is not None else f"/files/{_named_file(act) or f'data.{ending}'}"
    if path is None:
        draft.assume(say("The file is written to {path}.", path=folder), span=u.span(act.first, act.last))
    name: Value = (
        folder
        if re.search(r"\.\w{2,5}$", folder)
        else Text((f"{folder}/", Code("$now.toFormat('yyyyMMdd-HHmmss-SSS')"), f".{ending}"))
    )
    key = draft.add(
        _BASE + "readWriteFile",
        {
            "operation": "write",
            "fileName": name,
            "dataPropertyName": flow.binary[1],
            "options": {"append": True} if _appends(u, act) else {},
        },
        name="Write the file",
        key="file",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    return True
