"""Files: where one comes from when a step needs it, and steps that turn files into data and back."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.file_entries import calendar_events, json_entries
from nodepilot.composer.build.items import PASS_THROUGH
from nodepilot.composer.build.messenger_files import fetch_sent_file
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind, Text, Value

_BASE = "n8n-nodes-base."
DOWNLOADS = {
    "googleDrive": {"resource": "file", "operation": "download"},
    "microsoftOneDrive": {"resource": "file", "operation": "download"},
    "box": {"resource": "file", "operation": "download"},
    "dropbox": {"resource": "file", "operation": "download"},
    "awsS3": {"resource": "file", "operation": "download"},
    "nextCloud": {"resource": "file", "operation": "download"},
    "ftp": {"operation": "download"},
}
FORMATS = {
    "csv": "csv",
    "excel": "xlsx",
    "json": "toJson",
    "html": "html",
    "text": "toText",
    "xml": "toText",
    "ods": "ods",
}
_ENDINGS = {"txt": "text", ".txt": "text", "xlsx": "excel", ".xlsx": "excel", "xls": "excel"}
_EXTRACTS = {
    "csv": "csv",
    "pdf": "pdf",
    "excel": "xlsx",
    "json": "fromJson",
    "html": "html",
    "xml": "xml",
    "text": "text",
    "ics": "fromIcs",
}


def format_of(draft: Draft, first: int, last: int) -> str | None:
    """The file format named in a stretch of the request (`csv`, `pdf`, `excel`…)."""
    u = draft.utterance
    for index in range(first, min(last, len(u.tokens))):
        if u.tokens[index].kind is Kind.FILE:
            ending = u.tokens[index].norm.rpartition(".")[2]
            return {"xlsx": "excel", "xls": "excel", "txt": "text", "md": "text", "htm": "html"}.get(
                ending, ending
            )
        if u.tokens[index].norm in _ENDINGS:
            return _ENDINGS[u.tokens[index].norm]
        if u.tokens[index].norm == "text" and u.has(index + 1, "nouns", "file"):
            return "text"
        for sense in u.concepts(index, "nouns"):
            if sense.concept in {"csv", "pdf", "json", "xml", "excel", "html", "zip", "ics"}:
                return sense.concept
    return None


def bring_file(draft: Draft, flow: Flow) -> None:
    """Hooks the next step on to where the file is, when the steps in between do not hand it on."""
    if flow.binary is None:
        return
    step = flow.binary[0]
    if all(_hands_on(draft, source, step) for source, _ in flow.tails):
        return
    flow.tails = [(step, 0)]


def _hands_on(draft: Draft, source: str, step: str) -> bool:
    if source == step:
        return True
    if draft.steps[source].node_type.rpartition(".")[2] not in PASS_THROUGH | {"editImage"}:
        return False
    feeding = [
        link.source for link in draft.links if link.target == source and link.connection_type == "main"
    ]
    return any(_hands_on(draft, each, step) for each in feeding)


def make_file(draft: Draft, flow: Flow, act: Act) -> None:
    """A file where none is at hand: downloaded from where the data points to, else made of the data."""
    rows = flow.data is not None and flow.data.noun == "row" and flow.data.many and flow.binary is None
    read = (
        next((s for s in draft.steps.values() if s.node_type == _BASE + "extractFromFile"), None)
        if rows
        else None
    )
    if read is not None:
        # "dedupe the rows of the Excel file and save the result as a new file"
        kept = {"xlsx": "excel", "fromJson": "json"}.get(str(read.parameters.get("operation")), "csv")
        convert_to_file(draft, flow, format_of(draft, act.first, act.last) or kept, act)
        return
    if _is_worded(draft, flow):
        # "convert the Markdown files to HTML and upload them": what was made of them, not they.
        convert_to_file(draft, flow, format_of(draft, act.first, act.last) or "html", act)
        return
    if download(draft, flow) or (_tells_of_file(draft) and fetch_sent_file(draft, flow)):
        return
    data = flow.data
    if data is None:
        return
    usual = "text" if "ai_text" in data.roles else "json" if data.whole else "csv"
    convert_to_file(draft, flow, format_of(draft, act.first, act.last) or usual, act)


def _is_worded(draft: Draft, flow: Flow) -> bool:
    """Whether Markdown was turned into HTML, so that the text of a file is at hand."""
    made = draft.steps.get(flow.data.step) if flow.data is not None and flow.binary is None else None
    return made is not None and made.parameters.get("mode") == "markdownToHtml"


_SENT_KINDS = ("file", "pdf", "image", "audio", "video", "document")


def _tells_of_file(draft: Draft) -> bool:
    """“when a voice note arrives …, store it”: the message brings a file."""
    u = draft.utterance
    return any(u.has(i, "nouns", *_SENT_KINDS) for i in range(len(u.tokens)))


def download_told(flow: Flow, act: Act) -> bool:
    """“(a recording is ready,) download it”: the file is at hand, or what is at hand tells where it is."""
    alone = act.source is None and act.target is None and not act.literals
    data = flow.data
    if not alone or data is None:
        return False
    stored = data.service in DOWNLOADS and "file_id" in data.roles
    return flow.binary is not None or stored or "download_url" in data.roles


def download(draft: Draft, flow: Flow) -> bool:
    """Fetches the file that the data names; False when it names none."""
    if flow.binary is not None:
        return True
    for output in ([flow.data] if flow.data is not None else []) + list(reversed(flow.history)):
        if output.service in DOWNLOADS and "file_id" in output.roles:
            _download_from(draft, flow, output)
            return True
        if "download_url" in output.roles:
            _download_linked(draft, flow, output)
            return True
        if output.service == "localFileTrigger":
            path: Value = output.value(output.roles["path"])
            key = draft.add(
                _BASE + "readWriteFile",
                {"operation": "read", "fileSelector": path, "options": {}},
                name="Read the file",
                kind=OriginKind.REQUIRED,
            )
            draft.hook(flow, key)
            flow.binary = (key, "data")
            return True
        if output.service == "slack" and "file_id" in output.roles and output.step.endswith("trigger"):
            return False
    return False


def _download_linked(draft: Draft, flow: Flow, output: Output) -> None:
    """By its link, with the credential that the link came by."""
    asked = next((s for s in draft.steps.values() if "nodeCredentialType" in s.parameters), None)
    signed = ("authentication", "nodeCredentialType")
    parameters: dict[str, Value] = {"url": output.value(output.roles["download_url"])}
    parameters |= {name: asked.parameters[name] for name in signed} if asked is not None else {}
    parameters["options"] = {"response": {"response": {"responseFormat": "file"}}}
    key = draft.add(
        _BASE + "httpRequest",
        parameters,
        name="Download the file",
        key="linked_file",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    flow.binary = (key, "data")


def _download_from(draft: Draft, flow: Flow, output: Output) -> None:
    service = output.service
    node_type = draft.services.get(service).action_types[0]
    parameters: dict[str, Value] = dict(DOWNLOADS[service])
    value = output.value(output.roles["file_id"])
    if service == "googleDrive":
        from nodepilot.plan.model import Locator

        parameters["fileId"] = Locator("id", value)
    elif service in {"dropbox", "ftp", "nextCloud"}:
        parameters["path"] = output.value(output.roles.get("path", output.roles["file_id"]))
        if (
            protocol := next((p for s in draft.steps.values() if (p := s.parameters.get("protocol"))), None)
        ) is not None:
            parameters["protocol"] = protocol
    elif service == "awsS3":
        parameters |= {
            "bucketName": next(
                (b for s in draft.steps.values() if (b := s.parameters.get("bucketName"))), "YOUR_BUCKET"
            ),
            "fileKey": value,
        }
    else:
        parameters["fileId"] = value
    key = draft.add(
        node_type, parameters, name="Download the file", key=f"{service}_download", kind=OriginKind.REQUIRED
    )
    draft.hook(flow, key)
    flow.binary = (key, "data")


def means_all_files(act: Act) -> bool:
    """“download all files from the folder”: they are listed first, where no single one is named."""
    said = act.argument("object")
    stored = act.source is not None and act.source.key in DOWNLOADS
    many = said is not None and bool({"all", "every"} & said.quantifiers) and not said.literals
    return stored and many


def convert_to_file(
    draft: Draft, flow: Flow, kind: str, act: Act | None = None, *, span: tuple[int, int] | None = None
) -> None:
    """Makes a file of the items."""
    operation = FORMATS.get(kind, "csv")
    ending = {"toText": "txt", "toJson": "json"}.get(operation, operation)
    u = draft.utterance
    named = next((t.text for t in (act.literals if act is not None else []) if t.kind is Kind.FILE), None)
    if named is not None and named.rpartition(".")[2].lower() in _OTHER_KINDS - {ending}:
        # "convert report.xlsx to CSV": called like what it was made of.
        named = f"{named.rpartition('.')[0]}.{ending}"
    data = flow.data
    name: Value = named or f"{_file_base(flow)}.{ending}"
    whole = operation == "toJson" and data is not None and data.noun == "workflow" and data.whole
    if data is not None and whole and (called := data.find("name")) is not None:
        name = Text((called, ".json"))
    parameters: dict[str, Value] = {"operation": operation, "options": {"fileName": name}}
    if whole or (operation == "toJson" and act is not None and _one_each(u, act)):
        parameters["mode"] = "each"
    if operation == "toText":
        from nodepilot.composer.build.items import set_fields

        text: Value = "Nothing to show"
        if data is not None:
            known = data.roles.get("ai_text") or data.roles.get("text") or data.roles.get("digest")
            text = data.value(known) if known is not None else Text(("",))
        set_fields(draft, flow, {"text": text}, name="Text of the file")
        parameters["sourceProperty"] = "text"
    elif operation != "toJson":
        from nodepilot.composer.build.items import bring_item

        bring_item(draft, flow)
    key = draft.add(
        _BASE + "convertToFile",
        parameters,
        name=f"Make a {ending.upper()} file",
        span=span or (u.span(act.first, act.last) if act else None),
    )
    draft.hook(flow, key)
    flow.binary = (key, "data")
    base = data if data is not None else Output(key)
    flow.give(
        replace(
            base,
            step=key,
            roles={"made_file": Known(name)} if isinstance(name, str) else {},
            fields={},
            many=False,
            open=False,
            noun="file",
        )
    )


_OTHER_KINDS = frozenset({"csv", "xlsx", "xls", "json", "html", "xml", "ods"})


_EACH = frozenset({"each", "every", "individual", "jede", "jeden", "jedes", "cada", "chaque"})


def _one_each(u: Utterance, act: Act) -> bool:
    """“a JSON file for each record”; “all records as a JSON file” are one."""
    return any(
        "every" in a.quantifiers and any(u.tokens[i].norm in _EACH for i in range(a.first, a.last))
        for a in act.arguments
    )


def _file_base(flow: Flow) -> str:
    noun = flow.data.noun if flow.data is not None and flow.data.noun else "data"
    return {"row": "rows", "email": "emails", "item": "items"}.get(
        noun,
        noun if noun.endswith("s") else f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{noun}s",
    ).replace(" ", "-")


def extract_rows(
    draft: Draft, flow: Flow, kind: str | None, *, span: tuple[int, int] | None = None, inner: str = ""
) -> None:
    """Reads the file: rows of a table, or the text of a document. `inner` names a list in a JSON file."""
    if flow.binary is None and not download(draft, flow):
        return
    bring_file(draft, flow)
    assert flow.binary is not None  # noqa: S101
    operation = _EXTRACTS.get(kind or "", "csv")
    parameters: dict[str, Value] = {
        "operation": operation,
        "binaryPropertyName": flow.binary[1],
        "options": {},
    }
    if operation == "csv" and (delimiter := _delimiter(draft.utterance.text)) is not None:
        parameters["options"] = {"delimiter": delimiter}
    key = draft.add(
        _BASE + "extractFromFile",
        parameters,
        name={"pdf": "Read the PDF", "csv": "Read the CSV", "xlsx": "Read the spreadsheet"}.get(
            operation, "Read the file"
        ),
        span=span,
    )
    draft.hook(flow, key)
    if operation in {"pdf", "text"}:
        source = flow.data
        flow.give(
            Output(
                key,
                {
                    "text": Known("text" if operation == "pdf" else "data"),
                    "file_text": Known("text" if operation == "pdf" else "data"),
                },
                noun="document",
                service=source.service if source else "",
            )
        )
    elif operation == "fromJson":
        json_entries(draft, flow, inner)
    elif operation == "fromIcs":
        calendar_events(draft, flow)
    elif operation == "xml":
        from nodepilot.composer.build.formats import parse_xml

        flow.give(Output(key, {"raw": Known("data")}, noun="xml"))
        parse_xml(draft, flow, span)
    else:
        flow.give(Output(key, {}, noun="row", many=True, open=True, style="Title"))
    flow.binary = None


def _delimiter(text: str) -> str | None:
    """What parts the columns, where the request says so: “a semicolon separated CSV”."""
    found = re.search(
        r"\b(semicolon|semikolon|tab|pipe)s?\b[- ](?:separated|delimited|getrennt)", text, re.IGNORECASE
    )
    if found is not None:
        return {"t": "\t", "p": "|"}.get(found.group(1)[0].lower(), ";")
    quoted = re.search(r"(?:delimiter|separator|separated by|delimited by) ['\"]?([;|])", text, re.IGNORECASE)
    return quoted.group(1) if quoted is not None else None
