"""Archives: files packed into one, and taken out of one."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import bring_file, download, make_file
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.value_kinds import file_kind
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, OriginKind, Value

_BASE = "n8n-nodes-base."


def unzip(draft: Draft, flow: Flow, *, span: tuple[int, int] | None = None) -> None:
    """Unpacks the archive; its first file is at hand then."""
    if flow.binary is None and not download(draft, flow):
        return
    assert flow.binary is not None  # noqa: S101
    bring_file(draft, flow)
    key = draft.add(
        _BASE + "compression",
        {"operation": "decompress", "binaryPropertyName": flow.binary[1], "outputPrefix": "file_"},
        name="Unpack the archive",
        span=span,
    )
    draft.hook(flow, key)
    flow.binary = (key, "file_0")
    if _EVERY_FILE.search(draft.utterance.text) is None:
        return
    split = one_item_per_file(draft, flow)
    flow.give(Output(split, {"file_name": Known("name"), "file_kind": Known("file")}, noun="file", many=True))


_EVERY_FILE = Pattern(
    r"\b(?:all|every|each|the) (?:of (?:the|its) )?(?:unpacked |extracted |unzipped )?(?:files?|contents?|images?|pictures?|photos?) (?:in|inside|from|of|to|into|on) (?:it|the (?:zip|archive))\b"
    r"|\b(?:upload|save|store|put|send|copy|move) (?:the|its|these) (?:unpacked |extracted |unzipped )?(?:files|contents|images|pictures|photos|documents)\b"
    r"|\b(?:upload|save|store|put|send|copy|move) (?:all|every|each)(?: of)?(?: the)?(?: unpacked| extracted| unzipped)? (?:file|image|picture|photo|pdf)s?\b",
    re.IGNORECASE,
)
"""“upload every file in it”: more than the first of them."""
_ONE_EACH = (
    "return $input.all().flatMap((item, index) =>\n"
    "  Object.values(item.binary ?? {{}}){kept}.map((file) => ({{\n"
    "    json: {{ ...item.json, name: file.fileName }}, binary: {{ {name}: file }}, pairedItem: {{ item: index }} }})));"
)
_ATTACHMENTS = Pattern(
    r"\b(?:attachments|anh[aä]nge[n]?|adjuntos|anexos|pi[eè]ces jointes)\b"
    r"|\b(?:all|every|each|any|jede[nr]?|cada|chaque) (?:new |single )?(?:attachment|attached file|anhang|adjunto|anexo|pi[eè]ce jointe)s?\b",
    re.IGNORECASE,
)
"""“save the attachments”: however many a mail has."""


def one_item_per_file(draft: Draft, flow: Flow, name: str = "data", kind: str | None = None) -> str:
    """A step that gives each file of an item, or each of a kind, as an item of its own."""
    told = "`${file.mimeType} ${file.fileExtension}`"
    kept = f".filter((file) => /{kind}/i.test({told}))" if kind is not None else ""
    code = {"jsCode": _ONE_EACH.format(name=name, kept=kept)}
    split = draft.add(_BASE + "code", code, name="One item per file", key="files", kind=OriginKind.REQUIRED)
    draft.hook(flow, split)
    flow.binary = (split, name)
    return split


def all_attachments(draft: Draft, flow: Flow, *, of_all_kinds: bool = False) -> None:
    """Every file of the mail at hand, where the request speaks of its attachments."""
    if (
        flow.binary is not None
        and flow.binary[1] == FIRST_ATTACHMENT
        and not _is_split(draft, flow.binary[0])
        and _ATTACHMENTS.search(draft.utterance.text)
    ):
        kind = None if of_all_kinds else _kind_meant(draft.utterance.text)
        one_item_per_file(draft, flow, FIRST_ATTACHMENT, kind)


_OF_A_KIND = re.compile(
    r"\b(?:only|just) (?:the |its |their )?(?P<only>\w+)|\b(?P<kind>\w+) (?:attachments?|attached files?)\b",
    re.IGNORECASE,
)


def _kind_meant(text: str) -> str | None:
    """“save only the PDFs”, “the image attachments”: a pattern for the files of that kind."""
    said = (found["only"] or found["kind"] for found in _OF_A_KIND.finditer(text))
    return next((kind for word in said if (kind := file_kind(word)) is not None), None)


def _is_split(draft: Draft, step: str) -> bool:
    """Whether each file is an item of its own already."""
    code = draft.steps[step].parameters.get("jsCode")
    return isinstance(code, str) and code.startswith(_ONE_EACH.partition("{")[0])


FIRST_ATTACHMENT = "attachment_0"
"""Where n8n's mail nodes put the first file."""

_ALL_FILES = Code("Object.keys($binary).join(',')")


def zip_up(draft: Draft, flow: Flow, act: Act) -> None:
    """Packs the file into an archive."""
    if flow.binary is None:
        make_file(draft, flow, act)
    if flow.binary is None:
        return
    bring_file(draft, flow)
    u = draft.utterance
    packed: Value = flow.binary[1]
    if flow.binary[1].startswith("attachment_"):
        # A mail brings as many as it has.
        packed = _ALL_FILES
    if flow.data is not None and flow.data.many:
        # One archive of all files: they have to be in one item.
        gather = draft.add(
            _BASE + "aggregate",
            {"aggregate": "aggregateAllItemData", "options": {"includeBinaries": True}},
            name="All files in one",
            kind=OriginKind.REQUIRED,
        )
        draft.hook(flow, gather)
        packed = _ALL_FILES
        flow.give(Output(gather, {"file_kind": Known("zip")}, noun="file", service=flow.data.service))
    gzip = any(re.search(r"gzip|\bgz\b", u.tokens[i].norm) for i in range(act.first, act.last))
    parameters: dict[str, Value] = {
        "operation": "compress",
        "binaryPropertyName": packed,
        "outputFormat": "gzip" if gzip else "zip",
        "fileName": "archive.gz" if gzip else "archive.zip",
        "binaryPropertyOutput": "data",
    }
    key = draft.add(
        _BASE + "compression",
        parameters,
        name="Compress with gzip" if gzip else "Pack into a ZIP",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.binary = (key, "data")
