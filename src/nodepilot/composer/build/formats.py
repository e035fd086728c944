"""Formats of data: XML, HTML, Markdown, files of rows."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import convert_to_file, download, extract_rows
from nodepilot.composer.build.items import bring_item
from nodepilot.composer.build.markdown import is_markdown, markdown
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.page_tables import rows_of_page
from nodepilot.composer.build.scraping import as_text, is_page
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act

_BASE = "n8n-nodes-base."


def parse_xml(draft: Draft, flow: Flow, span: tuple[int, int] | None) -> None:
    """XML text to data, its entries one by one."""
    key = draft.add(
        _BASE + "xml",
        {"options": {"explicitArray": False, "mergeAttrs": True}},
        name="XML to JSON",
        span=span,
    )
    draft.hook(flow, key)
    from nodepilot.plan.model import OriginKind

    code = (
        "// The entries are the longest list in each document.\n"
        "return $input.all().flatMap((item) => {\n"
        "  const lists = [];\n  const visit = (value) => {\n    if (Array.isArray(value)) lists.push(value);\n"
        "    if (value && typeof value === 'object') Object.values(value).forEach(visit);\n  };\n"
        "  visit(item.json);\n  const longest = lists.sort((a, b) => b.length - a.length)[0] ?? [item.json];\n"
        "  return longest.map((entry) => ({ json: typeof entry === 'object' ? entry : { value: entry } }));\n});"
    )
    split = draft.add(
        _BASE + "code", {"jsCode": code}, name="One item per entry", key="entries", kind=OriginKind.REQUIRED
    )
    draft.hook(flow, split)
    flow.give(Output(split, {}, noun="item", many=True, open=True))


def convert(draft: Draft, flow: Flow, act: Act, kind: str | None) -> None:
    """What "convert it to …" means for what is at hand."""
    data = flow.data
    span = draft.utterance.span(act.first, act.last)
    u = draft.utterance
    wanted = kind
    for argument in act.arguments:
        if argument.role in {"to", "in", "as"}:
            wanted = next(
                (
                    n
                    for n in reversed(argument.nouns)
                    if n in {"csv", "json", "xml", "excel", "html", "text", "pdf"}
                ),
                wanted,
            )
    if data is not None and data.noun == "xml" and "raw" in data.roles:
        parse_xml(draft, flow, span)
        return
    if any(u.tokens[i].norm == "markdown" for i in range(act.first, act.last)) or (
        wanted == "html" and is_markdown(u, act.first)
    ):
        markdown(draft, flow, act)
        return
    if wanted == "json" and flow.binary is None and data is not None and "file_id" in data.roles:
        download(draft, flow)
    if flow.binary is not None and wanted == "json":
        source = _kind_of_file(u, act)
        extract_rows(draft, flow, source, span=span)
        if any(h.first >= act.last and h.key in FILE_STORES for h in u.services):
            # "… to JSON and upload it to S3"
            convert_to_file(draft, flow, "json", act)
        return
    if wanted == "json" and data is not None and flow.binary is None and _is_xml(draft, act):
        _from_xml(draft, flow, data, span)
        return
    if wanted == "xml" and data is not None and flow.binary is None:
        _to_xml(draft, flow, act)
        return
    if (
        wanted in {"csv", "excel", "json"}
        and data is not None
        and _of_table(u, act)
        and _is_page(draft, data)
    ):
        rows_of_page(draft, flow, act)
    if wanted in {"csv", "excel", "html", "json"} and act.target is None:
        source = _kind_converted(draft, act, wanted)
        if flow.binary is not None or (source and download(draft, flow)):
            extract_rows(draft, flow, source or ("excel" if wanted == "csv" else "csv"))
        convert_to_file(draft, flow, wanted, act)


_ENDINGS = {"csv": "csv", "xlsx": "excel", "xls": "excel", "xml": "xml", "pdf": "pdf"}


def _kind_of_file(u: Utterance, act: Act) -> str:
    """The format of the file that is converted: as it is called, or by its name's ending."""
    for kind in ("csv", "excel", "xml", "pdf"):
        if any(u.has(i, "nouns", kind) for i in range(act.last)):
            return kind
    named = (t for t in u.tokens[: act.last] if t.kind in {Kind.FILE, Kind.PATH, Kind.URL})
    return next(
        (_ENDINGS[end] for t in named if (end := t.text.rpartition(".")[2].lower()) in _ENDINGS), "csv"
    )


def _of_table(u: Utterance, act: Act) -> bool:
    """“convert the HTML table on https://… into a CSV”."""
    return any(u.has(i, "nouns", "table") for i in range(act.first, act.last))


def _is_page(draft: Draft, data: Output) -> bool:
    """Whether what was called is read by people; it comes as text then."""
    address = draft.steps[data.step].parameters.get("url") if data.step in draft.steps else None
    if data.noun == "response" and isinstance(address, str) and is_page(address):
        as_text(draft, data.step)
        return True
    return data.noun == "html"


def _kind_converted(draft: Draft, act: Act, wanted: str) -> str:
    """“convert the JSON files to CSV”: the format of what there is; "" where the request does not say."""
    u = draft.utterance
    into = {i for a in act.arguments if a.role in {"to", "as"} for i in range(a.first, a.last)}
    for kind in ("csv", "excel", "json", "xml", "html"):
        if kind != wanted and any(u.has(i, "nouns", kind) for i in range(act.last) if i not in into):
            return kind
    return ""


def _is_xml(draft: Draft, act: Act) -> bool:
    """Whether what came before, or what is converted, is spoken of as XML."""
    u = draft.utterance
    into = {i for a in act.arguments if a.role in {"to", "as"} for i in range(a.first, a.last)}
    return any(u.has(i, "nouns", "xml") for i in range(act.last) if i not in into)


def _from_xml(draft: Draft, flow: Flow, data: Output, span: tuple[int, int]) -> None:
    """XML that was sent, as data."""
    key = draft.add(
        _BASE + "xml",
        {
            "dataPropertyName": data.prefix or "data",
            "options": {"explicitArray": False, "mergeAttrs": True},
        },
        name="XML to JSON",
        span=span,
    )
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun=data.noun, service=data.service, open=True))


def _to_xml(draft: Draft, flow: Flow, act: Act) -> None:
    """The item as XML text, and as a file where the request speaks of one."""
    u = draft.utterance
    bring_item(draft, flow)
    key = draft.add(
        _BASE + "xml",
        {"mode": "jsonToxml", "dataPropertyName": "data", "options": {}},
        name="JSON to XML",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    base = flow.data if flow.data is not None else Output(key)
    flow.give(
        Output(key, {"text": Known("data"), "ai_text": Known("data")}, noun=base.noun, service=base.service)
    )
    if not any(
        u.has(i, "nouns", "file")
        or u.tokens[i].kind in {Kind.FILE, Kind.PATH}
        or u.tokens[i].norm in {"file", "datei", "archivo", "fichier", "arquivo"}
        for i in range(act.first, len(u.tokens))
    ):
        return
    name = next(
        (t.text for t in act.literals if t.kind is Kind.FILE), f"{base.noun or 'data'}.xml".replace(" ", "-")
    )
    made = draft.add(
        _BASE + "convertToFile",
        {"operation": "toText", "sourceProperty": "data", "options": {"fileName": name}},
        name="Make an XML file",
    )
    draft.hook(flow, made)
    flow.binary = (made, "data")
    flow.give(Output(made, {"made_file": Known(name)}, noun="file"))
