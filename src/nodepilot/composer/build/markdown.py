"""Markdown to HTML and back: of a text, a field, or a file."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import field_said, value_source
from nodepilot.composer.build.files import DOWNLOADS, download, extract_rows
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Ref, Value

_NAMES = frozenset({"markdown", "readme", "md"})


def is_markdown(u: Utterance, last: int) -> bool:
    """Whether what is spoken of before that token is Markdown: “the Markdown text”, “notes.md”, “the README”."""
    return any(
        token.norm in _NAMES or (token.kind in {Kind.FILE, Kind.PATH} and token.norm.endswith(".md"))
        for token in u.tokens[:last]
    )


def markdown(draft: Draft, flow: Flow, act: Act) -> None:
    """Turns the text at hand into HTML, or HTML into Markdown."""
    u = draft.utterance
    words = [u.tokens[i].norm for i in range(act.first, act.last)]
    to_html = any(u.has(i, "nouns", "html") for i in range(act.first, act.last)) and (
        "markdown" not in words or _last(words, "html") > _last(words, "markdown")
    )
    if flow.binary is not None or (_is_file(u, flow, act.last) and download(draft, flow)):
        extract_rows(draft, flow, "text" if to_html else "html")
    text = _text(draft, flow, act.last)
    parameters: dict[str, Value] = (
        {"mode": "markdownToHtml", "markdown": text, "options": {}}
        if to_html
        else {"html": text, "options": {}}
    )
    key = draft.add("n8n-nodes-base.markdown", parameters, name="Markdown", span=u.span(act.first, act.last))
    draft.hook(flow, key)
    roles = {"ai_text": Known("data"), "text": Known("data"), **({"page": Known("data")} if to_html else {})}
    flow.give(Output(key, roles, noun="text"))


def _last(words: list[str], part: str) -> int:
    return max((i for i, word in enumerate(words) if part in word), default=-1)


def _is_file(u: Utterance, flow: Flow, last: int) -> bool:
    """Whether the text stands in a file: one that is named, or one that a store of files lists."""
    stored = flow.data is not None and flow.data.service in DOWNLOADS and "file_id" in flow.data.roles
    return stored or any(token.kind is Kind.FILE for token in u.tokens[:last])


def _text(draft: Draft, flow: Flow, last: int) -> Ref | Code:
    """What is converted: the field that is named, the text in the file, else what is usually called so."""
    data = flow.data
    if data is not None and (name := field_said(draft.utterance, 0, last)) is not None:
        return Code(value_source(draft.utterance, data, name).replace("$json", f"$('{data.step}').item.json"))
    found = data.find("html") if data is not None else None
    if found is None and data is not None and (known := data.roles.get("file_text")) is not None:
        found = data.value(known)
    return found or Code("$json.content ?? $json.text ?? $json.data ?? JSON.stringify($json)")
