"""Files to data and back, where an act asks for it or its target needs it."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.build import files
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.formats import convert, parse_xml
from nodepilot.composer.build.images import edit_image, measure_image, other_format
from nodepilot.composer.build.judging import is_ai
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Item

TABLES = frozenset(
    "postgres mySql microsoftSql mongoDb supabase snowflake googleBigQuery googleSheets airtable "
    "microsoftExcel dataTable baserow nocoDb questDb crateDb elasticsearch hubspot pipedrive "
    "mailchimp salesforce shopify wooCommerce quickbooks xero notion mailerLite activeCampaign sendInBlue googleContacts "
    "zohoCrm freshworksCrm copper agileCrm keap odoo seaTable coda webflow stripe sendGrid getResponse convertKit mautic "
    "customerIo intercom highLevel salesmate chargebee magento2 erpNext affinity timescaleDb oracleDatabase lemlist "
    "mailjet egoi vero monicaCrm bubble adalo grist stackby strapi actionNetwork emelia sendy".split()
)
"""Services whose things are rows."""


def rows_of_file(draft: Draft, flow: Flow, act: Act) -> None:
    """“read the rows”, “parse it”, “send its content to https://…”: the file at hand becomes data."""
    words = {draft.utterance.tokens[i].norm for i in range(act.first, act.last)}
    sent = act.verb in {"send", "post", "call"} and any(t.kind is Kind.URL for t in act.literals)
    if (
        flow.binary is None
        or not (act.verb in {"get", "extract", "convert"} or (sent and words & _CONTENTS))
        or act.ai
        or act.target is not None
    ):
        return
    if (
        words
        & {
            "rows",
            "lines",
            "records",
            "entries",
            "zeilen",
            "filas",
            "lignes",
            "linhas",
            "content",
            "contents",
            "parse",
        }
        and act.source is None
    ):
        files.extract_rows(
            draft,
            flow,
            table_kind(draft, flow, act) or "csv",
            span=draft.utterance.span(act.first, act.last),
        )


def convert_files(draft: Draft, roles: Roles, flow: Flow, act: Act) -> None:
    """Files to data and back, pictures, formats."""
    span = draft.utterance.span(act.first, act.last)
    kind = files.format_of(draft, act.first, act.last)
    if act.verb in {"resize", "crop", "rotate", "blur", "watermark"}:
        at_hand = flow.binary is not None or (flow.data is not None and "file_id" in flow.data.roles)
        if at_hand or act.nouns or act.literals or act.source is not None:
            # "scale up: …" speaks of no picture.
            edit_image(draft, flow, act)
        return
    if measure_image(draft, flow, act) or (act.verb == "convert" and other_format(draft, flow, act)):
        return
    if (
        act.verb == "extract"
        and not is_ai(draft, roles, act)
        and (flow.binary is not None or files.download(draft, flow))
    ):
        files.extract_rows(
            draft,
            flow,
            kind
            if kind in {"csv", "pdf", "excel", "json", "html", "xml", "ics"}
            else _kind_before(draft, act) or table_kind(draft, flow, act) or "pdf",
            span=span,
        )
        return
    if _tells_content(draft, flow, act) and (flow.binary is not None or files.download(draft, flow)):
        held = kind or _kind_before(draft, act)
        files.extract_rows(draft, flow, held if held in {"csv", "pdf", "json", "html"} else "text", span=span)
    if act.verb == "convert":
        _convert_format(draft, flow, act, kind)
        return
    data = flow.data
    raw_xml = data is not None and "raw" in data.roles and data.noun == "xml"
    if raw_xml and act.target is not None:
        parse_xml(draft, flow, span)
    if (
        flow.binary is None
        and act.target is not None
        and data is not None
        and (data.noun == "file" or (data.service in files.DOWNLOADS and "file_id" in data.roles))
        and _wants_rows(draft, flow, act)
    ):
        files.download(draft, flow)
    if (
        flow.binary is not None
        and act.target is not None
        and _wants_rows(draft, flow, act)
        and not _is_read(draft, flow)
    ):
        files.extract_rows(draft, flow, table_kind(draft, flow, act), span=span)
    target_file = (
        (act.target is not None or act.verb in {"send", "email"})
        and act.verb in {"add", "upload", "send", "copy", "create", "email", "post"}
        and (_as_format(draft, act) or _in_format(act))
        and kind in {"csv", "excel", "json", "html", "text"}
    )
    if (
        act.target is None
        and act.verb in {"copy", "get", "download", "create", "add"}
        and (act.argument("as", "to") is not None or _in_format(act) or _is_made(act, kind))
        and kind in {"csv", "excel", "json", "html"}
        and data is not None
        and not data.empty
    ):
        target_file = True
    said = act.argument("object")
    if (
        act.verb in {"email", "send", "post", "upload"}
        and said is not None
        and kind in {"csv", "excel"}
        and kind in said.nouns
        and data is not None
        and not data.empty
    ):
        # "mail a CSV to …": there is none yet, so it is made of what was read.
        target_file = True
    if any(token.kind is Kind.URL for token in act.literals) and act.target is None:
        # "send the rows to https://… as JSON": that is how they are sent.
        return
    if data is not None and "page" in data.roles:
        # "as an HTML table": that is what was made.
        return
    if target_file and flow.binary is None:
        files.convert_to_file(draft, flow, kind or "csv", act)


_TEXTS = frozenset("text texts texte texto textos".split())
_CONTENTS = frozenset("content contents inhalt inhalte contenido contenu conteudo".split())


def _tells_content(draft: Draft, flow: Flow, act: Act) -> bool:
    """“post the contents of each text file to Slack”: what stands in it, not the file."""
    said = act.argument("object")
    if said is None or act.target is None or act.verb not in {"send", "post", "email", "message", "add"}:
        return False
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(said.first, said.last)}
    # "their text": of the files at hand, where no model has written one.
    written = flow.data is not None and "ai_text" in flow.data.roles
    ends_in_file = flow.binary is not None and not written
    return bool(words & _CONTENTS) or (ends_in_file and bool(words & _TEXTS) and len(words) <= 2)


def _as_format(draft: Draft, act: Act) -> bool:
    """“save them as CSV”; “import the CSV as contacts” says what they become there."""
    said = act.argument("as")
    if said is None:
        return False
    table = act.target is not None and act.target.key in TABLES
    return not table or files.format_of(draft, said.first, said.last) is not None


def _is_made(act: Act, kind: str | None) -> bool:
    """“create a JSON file for each row”: the file is what is made."""
    said = act.argument("object")
    return act.verb == "create" and said is not None and kind in said.nouns[:1]


def _in_format(act: Act) -> bool:
    """“exporta los pedidos en CSV”: the form, no place."""
    formats = {"csv", "excel", "json"}
    return any(
        a.role == "in"
        # "the rows in my Excel workbook": where they are.
        and (act.source is None or act.source not in a.services)
        and (formats & set(a.nouns[:1]) or (a.nouns[:1] == ["file"] and formats & set(a.nouns)))
        for a in act.arguments
    )


def _kind_before(draft: Draft, act: Act) -> str | None:
    return files.format_of(draft, 0, act.last)


def _convert_format(draft: Draft, flow: Flow, act: Act, kind: str | None) -> None:
    convert(draft, flow, act, kind)


def _wants_rows(draft: Draft, flow: Flow, act: Act) -> bool:
    """Whether a table is the target, so that the file's rows are meant and not the file."""
    key = act.target.key if act.target is not None else ""
    nouns = set(act.nouns)
    kind = table_kind(draft, flow, act)
    if key not in TABLES:
        entries = (
            kind in {"csv", "excel", "json"}
            and (bool(nouns & {"row", "item", "record"}) or _one_for_each(act))
            and key not in files.DOWNLOADS
        )
        return entries or (kind == "ics" and key == "googleCalendar")
    return (kind is not None and not nouns & {"attachment"}) or bool(nouns & {"row", "csv", "excel"})


def _one_for_each(act: Act) -> bool:
    """“create a task for each”: of what stands in the file, as long as no files are spoken of."""
    each = next((a for a in act.arguments if a.role == "for" and "every" in a.quantifiers), None)
    return each is not None and act.verb in {"create", "add"} and not {"file", "media"} & set(each.nouns)


def _is_read(draft: Draft, flow: Flow) -> bool:
    """“Gemini reads shop, date and total → new row in …”: a model has told what the file says."""
    made = draft.steps.get(flow.data.step) if flow.data is not None else None
    return made is not None and made.node_type.startswith("@n8n/n8n-nodes-langchain.")


_TABLE_KINDS = ("csv", "excel", "ics", "json", "xml")


def table_kind(draft: Draft, flow: Flow, act: Act) -> str | None:
    u = draft.utterance
    becomes = [a for a in act.arguments if act.verb == "convert" and a.role in {"to", "as"}]
    into = {i for a in becomes for i in range(a.first, a.last)}
    formats = {"xml", "extractFromFile"}
    if any(hit.key in FILE_STORES for hit in u.services):
        # "my Excel file on OneDrive": what kind of file it is.
        formats.add("microsoftExcel")
    said = {
        sense.concept
        for i in range(min(act.last, len(u.tokens)))
        if i not in into and ((hit := u.service_at(i)) is None or hit.key in formats)
        for sense in u.concepts(i, "nouns")
    }
    if (kind := next((each for each in _TABLE_KINDS if each in said), None)) is not None:
        return kind
    known = flow.data.roles.get("file_kind") if flow.data is not None else None
    if known is not None and known.path in {"csv", "excel", "json", "xml", "ics"}:
        return known.path
    named = next((t.norm.rpartition(".")[2] for t in u.tokens if t.kind is Kind.FILE), None)
    named = named or next(
        (t.norm.rpartition(".")[2] for t in u.tokens if t.kind is Kind.PATH and "." in t.norm), None
    )
    return {"csv": "csv", "xlsx": "excel", "xls": "excel", "json": "json"}.get(named or "")


def rows_at_hand(draft: Draft, flow: Flow, act: Act) -> None:
    """“Read sales.csv, sum the total per region”: figures are made of what is in the file."""
    data = flow.data
    if flow.binary is None or data is None or data.noun not in {"file", ""}:
        return
    if (kind := table_kind(draft, flow, act)) is not None:
        files.extract_rows(draft, flow, kind)


def rows_before(draft: Draft, flow: Flow, items: Sequence[Item], fork: Fork) -> None:
    """“Read the CSV; rows with country US …, rows with country UK …”: the rows are told apart, not the file."""
    act = next((item for item in reversed(items) if isinstance(item, Act)), None)
    data = flow.data
    if act is None or flow.binary is None or data is None or data.noun not in {"file", ""}:
        return
    tests = [t for each in fork.cases if each.guard.condition for t in each.guard.condition.tests]
    if any(t.kind in {"file", "state", "found"} for t in tests) or not any(t.left for t in tests):
        return
    if (kind := table_kind(draft, flow, act)) in {"csv", "excel"}:
        files.extract_rows(draft, flow, kind)
