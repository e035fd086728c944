"""What a file is, told by its content alone, and what a conversation needs of it."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from nodepilot.composer.build.outputs import Column
from nodepilot.errors import InvalidWorkflow
from nodepilot.files import errors
from nodepilot.files.schemas import Kind
from nodepilot.files.tables import columns_of, read_table
from nodepilot.workflow.codec import load_workflow

LONGEST_TEXT = 20_000
"""Characters that are kept of a text: as many as a message may have."""

_PICTURES = {
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
"""What models take, by how it begins."""
_STRANGE_PICTURES = (b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_HTML = re.compile(r"\s*<(?:!doctype|html|svg|\?xml)", re.IGNORECASE)
_MARKDOWN = re.compile(r"(?m)^(?:#{1,6} \S|```|[-*+] \S|\d+\. \S|> \S|\|.+\|$)|\[[^\]]+\]\([^)]+\)|\*\*\S")
_MOST_CONTROLS = 0.01


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: `text` of texts and PDFs, `columns` and `rows` of data, `nodes` of a workflow,
    `media_type` of a picture."""

    kind: Kind
    text: str = ""
    is_cut: bool = False
    columns: tuple[Column, ...] = ()
    rows: int | None = None
    nodes: int | None = None
    media_type: str = ""
    document: Any = field(default=None, compare=False)
    """A workflow's own JSON."""

    def as_row(self) -> dict[str, Any]:
        """What is kept of it beside the content."""
        row = {
            "text": self.text,
            "is_cut": self.is_cut or None,
            "rows": self.rows,
            "nodes": self.nodes,
            "media_type": self.media_type,
        }
        shown = {name: value for name, value in row.items() if value not in {None, ""}}
        return shown | ({"columns": [list(each) for each in self.columns]} if self.columns else {})


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def read_file(content: bytes) -> Reading:
    """What the bytes are, PDFs excepted. Raises `FileRefused`."""
    if not content.strip():
        raise errors.empty_file()
    media_type = _media_type(content)
    if media_type:
        if len(content) > errors.LARGEST_PICTURE:
            raise errors.large_picture()
        return Reading("image", media_type=media_type)
    if content.startswith(_STRANGE_PICTURES) or _is_heif(content):
        raise errors.strange_picture()
    text = _decoded(content)
    if text is None:
        raise errors.unknown_kind()
    if _HTML.match(text):
        raise errors.strange_picture() if "<svg" in text[:2000].lower() else errors.unknown_kind()
    return (
        _json(text)
        or _table(text)
        or of_text("markdown" if _MARKDOWN.search(text[:20_000]) else "text", text)
    )


def of_text(kind: Kind, text: str) -> Reading:
    """A text as it is kept."""
    kept = text.replace("\0", "").strip()
    return Reading(kind, kept[:LONGEST_TEXT], is_cut=len(kept) > LONGEST_TEXT)


def _media_type(content: bytes) -> str:
    """What models take pictures as; an empty text for all else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _PICTURES.items() if content.startswith(mark)), "")


def _is_heif(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"avif"}


def _decoded(content: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, or what Windows writes; None for what is no text."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        return None
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if _is_text(text) else None
    return None


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    strange = sum(
        unicodedata.category(letter) in {"Cc", "Cn", "Co"} and letter not in "\n\r\t\f" for letter in sample
    )
    return "\0" not in text and strange <= len(sample) * _MOST_CONTROLS


def _json(text: str) -> Reading | None:
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        value = _parsed(text)
    except (ValueError, RecursionError):
        return _json_lines(text)
    document = value[0] if isinstance(value, list) and len(value) == 1 else value
    if isinstance(document, dict) and isinstance(document.get("nodes"), list) and "connections" in document:
        try:
            workflow = load_workflow(document)
        except (InvalidWorkflow, RecursionError):
            pass
        else:
            return Reading("workflow", nodes=len(workflow.nodes), document=workflow.document)
    return Reading("json", columns=columns_of(value), rows=len(value) if isinstance(value, list) else None)


def _parsed(text: str) -> Any:
    """JSON as the standard has it: without NaN and without numbers that are infinite. Raises `ValueError`."""
    return json.loads(text, parse_constant=_refuse, parse_float=_finite)


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _json_lines(text: str) -> Reading | None:
    """One object on each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        objects = [_parsed(line) for line in lines]
    except (ValueError, RecursionError):
        return None
    return Reading("json", columns=columns_of(objects), rows=len(objects))


def _table(text: str) -> Reading | None:
    table = read_table(text)
    return None if table is None else Reading("csv", columns=table.columns, rows=table.rows)
