"""What a language model is given to read: the text of a file, a picture that has to be looked at first."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.ai_media import transcribe
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import DOWNLOADS, download, extract_rows, format_of
from nodepilot.composer.build.http import call
from nodepilot.composer.build.messenger_files import fetch_sent_file
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.start_bots import BOTS
from nodepilot.composer.reading.story import Act

_HEARD = frozenset(
    {
        "recording",
        "recordings",
        "whisper",
        "mp3",
        "podcast",
        "memo",
        "aufnahme",
        "grabacion",
        "enregistrement",
    }
)
STRUCTURED = frozenset({"extract", "score", "decide", "classify"})
"""What comes out of these as named values."""
_LOOKING = STRUCTURED | {"describe", "get", "analyze", "check", "summarize", "search", "compose", "create"}


def is_seen(draft: Draft, flow: Flow, act: Act) -> bool:
    """“extract … from the photos”, “Telegram photo -> describe it”: a picture is at hand that has to be looked at first."""
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    data = flow.data
    looked = any(step.parameters.get("operation") == "analyze" for step in draft.steps.values())
    if (
        act.verb not in _LOOKING
        or looked
        or (data is not None and {"file_text", "ai_text"} & set(data.roles))
    ):
        return False
    _posted_file(draft, flow, act)
    told = "image" in act.nouns or bool(words & {"ocr", "vision"})
    if act.verb in {"compose", "create", "summarize", "search"} and not (told or _sent_picture(u, flow, act)):
        return False
    if not told and not any(u.has(i, "nouns", "image") for i in range(act.first)):
        return False
    return fetch_sent_file(draft, flow) or (told and download(draft, flow))


def _sent_picture(u: Utterance, flow: Flow, act: Act) -> bool:
    """“I send a photo of my fridge to a Telegram bot and AI suggests a recipe”: what is written is about the picture."""
    sent = bool(flow.history) and flow.history[0].service in BOTS and act.verb in {"compose", "create"}
    return sent and any(u.has(i, "nouns", "image") for i in range(act.first))


def bring_page(draft: Draft, flow: Flow, act: Act) -> None:
    """“extract all addresses from a web page”: the page, where nothing else is at hand."""
    if act.source is not None or act.target is not None:
        return
    source = act.argument("from")
    named = source is not None and "site" in source.nouns and not source.services
    if named and (flow.data is None or flow.data.empty):
        call(draft, flow, act)
        return
    read = act.argument("object")
    u = draft.utterance
    told = read is not None and bool({"site", "page"} & set(read.nouns)) and not read.services
    linked = any(
        u.has(i, "nouns", "link") or u.tokens[i].norm in {"url", "urls"} for i in range(len(u.tokens))
    )
    if told and linked and flow.data is not None and flow.data is flow.history[0]:
        # "a form with a website URL, AI summarizes the page": the address came in, the page did not.
        told_in_text = flow.data.find("text") if flow.data.guess("url") is None else None
        page = call(draft, flow, act)
        if told_in_text is not None:
            draft.set(page, "url", told_in_text)


_FILES = frozenset({"pdf", "cv", "file", "document", "csv", "excel", "attachment", "audio", "voice", "image"})


def bring_text(draft: Draft, flow: Flow, act: Act) -> None:
    """Text of a file, where the file is what shall be read."""
    data = flow.data
    if data is not None and "file_text" in data.roles:
        return
    if data is not None and "ai_text" in data.roles and not _FILES & set(act.nouns):
        # "translate the summary": what a model has written is at hand.
        return
    u = draft.utterance
    _posted_file(draft, flow, act)
    kind = format_of(draft, 0, act.last)
    if kind is None and (later := format_of(draft, act.last, len(u.tokens))) != "excel":
        # "…, append to Excel": where the values go, and no form of what is read.
        kind = later
    speaks_of_file = any(
        u.has(i, "nouns", "pdf", "cv", "file", "document", "transcript", "csv", "excel", "attachment")
        for i in range(len(u.tokens))
    ) or (flow.binary is not None and draft.steps[flow.binary[0]].node_type.endswith(".formTrigger"))
    audio = any(u.has(i, "nouns", "audio", "voice") for i in range(len(u.tokens)))
    heard = any(token.norm in _HEARD for token in u.tokens)
    from_drive = any("file_id" in o.roles and o.service in DOWNLOADS for o in flow.history)
    if heard and flow.binary is None and from_drive:
        download(draft, flow)
    if (
        flow.binary is not None
        and heard
        and not any(step.parameters.get("operation") == "transcribe" for step in draft.steps.values())
    ):
        # "turn the recording into minutes with Whisper": what is said in it comes first.
        transcribe(draft, flow, Act("transcribe", act.first, act.last))
        return
    if flow.binary is None and (from_drive or (data is not None and data.service == "localFileTrigger")):
        download(draft, flow)
    if (
        flow.binary is None
        or not (speaks_of_file or from_drive or _is_attached(u))
        or act.verb == "describe"
        or audio
    ):
        return
    if any(u.has(i, "nouns", "image") for i in range(len(u.tokens))) and kind != "pdf":
        return
    if (
        kind is None
        and data is not None
        and data.noun == "email"
        and not any(u.has(i, "nouns", "file", "document", "attachment", "cv") for i in range(len(u.tokens)))
        and not _is_attached(u)
    ):
        return
    before = flow.data
    if kind is None and any(u.has(i, "nouns", "transcript") for i in range(len(u.tokens))):
        kind = "text"
    extract_rows(draft, flow, kind if kind in {"csv", "excel", "text", "json", "html"} else "pdf")
    if before is not None and flow.data is not None and not flow.data.many:
        flow.data = replace(flow.data, fields={}, noun="document")
        flow.history[-1] = flow.data


def _is_attached(u: Utterance) -> bool:
    """“an email with an invoice attached”: the invoice is what is read."""
    return any(token.norm in _ATTACHED for token in u.tokens) and any(
        u.has(i, "nouns", "invoice") for i in range(len(u.tokens))
    )


_ATTACHED = frozenset(
    "attached angehangt angehangte angehangten angehangter adjunto adjunta adjuntos adjuntas joint jointe joints jointes "
    "anexado anexada anexados anexadas anexo".split()
)


def _posted_file(draft: Draft, flow: Flow, act: Act) -> None:
    """“summarize PDFs from a webhook”: the file is what the webhook is called with."""
    first = next(iter(draft.steps.values()), None)
    posted = first is not None and first.node_type.endswith(".webhook")
    if (
        posted
        and flow.binary is None
        and flow.data is flow.history[0]
        and {"pdf", "cv", "document", "image"} & set(act.nouns)
    ):
        flow.binary = (flow.data.step, "data")
