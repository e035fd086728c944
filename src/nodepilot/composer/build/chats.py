"""Chats: what the agent may use, what is done after its answer, and talks about documents."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.build import files
from nodepilot.composer.build.apps import read_step, resolve_service
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.memories import is_memory
from nodepilot.composer.build.pages import upload_form
from nodepilot.composer.build.rag import chat_with_documents, load_documents, store_named, store_of
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.build.store_places import place_in_store
from nodepilot.composer.build.tools import attach_tools, mcp_address
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.abilities import abilities_at, abilities_end
from nodepilot.composer.reading.role_words import WRITES
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Item, Start, Thread, acts_of
from nodepilot.sentences import say

_KEPT = frozenset(
    {
        "stored",
        "indexed",
        "saved",
        "existing",
        "embedded",
        "gespeichert",
        "gespeicherten",
        "guardados",
        "stockes",
        "armazenados",
    }
)


def speaks_of_documents(draft: Draft, roles: Roles) -> bool:
    u = draft.utterance
    about = any(u.has(i, "nouns", "pdf", "file", "document", "vector_store") for i in range(len(u.tokens)))
    apps = {hit.key for hit in u.services if roles.is_app(hit) and not hit.is_generic}
    return (
        about
        and (not apps or apps <= {"googleDrive", "dropbox", "microsoftOneDrive", "awsS3", "box"})
        and any(
            u.has(i, "verbs", "chat", "ask", "reply", "embed")
            or u.has(i, "nouns", "question", "chatbot", "reply")
            for i in range(len(u.tokens))
        )
    )


def talk_about_documents(draft: Draft, roles: Roles, thread: Thread, loads: list[Act]) -> None:
    """Loads the documents that are not in the store yet, and an agent that answers from it, with the other tools named."""
    u = draft.utterance
    store = store_of(draft)
    acts = acts_of(thread.items)
    source = next((hit for hit in u.services if hit.key in _DRIVES), None)
    if source is None:
        source = _library(draft, store, acts)
    if source is not None:
        load_library(draft, source, store, loads[0] if loads else None)
    elif loads or not _kept_there(draft):
        flow = upload_form(draft)
        load_documents(draft, flow, store)
    talk = add_start(draft, thread.start)
    agent = chat_with_documents(draft, talk, store, span=u.span(thread.start.first, thread.start.last))
    keys, _ = tools_of_chat(draft, roles, thread)
    used = {store, source.key if source is not None else ""}
    attach_tools(draft, agent, [key for key in keys if key not in used], acts)


def _kept_there(draft: Draft) -> bool:
    """“the docs stored in our Pinecone index”, “from my Qdrant collection”: they are in the store already."""
    u = draft.utterance
    if any(token.norm in _KEPT for token in u.tokens):
        return True
    named = store_named(draft)
    if named is None or named.is_generic or named.key == "vectorStoreInMemory":
        return False
    place = place_in_store(u, named.key)
    plain = [i for i, token in enumerate(u.tokens) if token.kind is Kind.WORD and token.text != place]
    uploaded = any(u.has(i, "verbs", "upload", "embed") for i in plain)
    if uploaded or (any(u.has(i, "nouns", "pdf", "file") for i in plain) and not _is_in(u, named)):
        return False
    draft.assume(
        say(
            "The documents are in {store} already; nothing puts them there.",
            store=draft.services.get(named.key).name,
        )
    )
    return True


def _is_in(u: Utterance, store: ServiceHit) -> bool:
    """“our docs in Pinecone”: where they are; “put the PDFs into Pinecone” says where they shall be."""
    before = store.first - 1
    while before > 0 and u.has(before, "words", "det"):
        before -= 1
    return before >= 0 and u.tokens[before].norm in {"in", "from", "inside", "en", "em", "dans", "aus"}


def load_library(draft: Draft, source: ServiceHit, store: str, load: Act | None = None) -> None:
    """A start of its own that puts the documents of a drive or a service into the store."""
    u = draft.utterance
    flow = add_start(draft, Start("schedule") if u.schedule is not None else Start("manual"))
    reading = load or Act("get", 0, len(u.tokens), source=source)
    if (
        read_step(draft, flow, reading.doing("search" if source.key in _DRIVES else "get"), source.key)
        is not None
    ):
        files.download(draft, flow)
    load_documents(draft, flow, store, span=u.span(load.first, load.last) if load is not None else None)


def drive_named(draft: Draft) -> ServiceHit | None:
    """The drive whose documents the request speaks of."""
    u = draft.utterance
    about = any(u.has(i, "nouns", "pdf", "file", "document", "folder") for i in range(len(u.tokens)))
    return next((hit for hit in u.services if hit.key in _DRIVES), None) if about else None


_DRIVES = frozenset({"googleDrive", "dropbox", "microsoftOneDrive", "awsS3", "box"})


def _library(draft: Draft, store: str, acts: list[Act]) -> ServiceHit | None:
    """“over my Notion pages”: where the documents are, when they are in no drive."""
    u = draft.utterance
    written = {act.target.key for act in acts if act.target is not None and act.verb in WRITES}
    for hit in u.services:
        if hit.is_generic or hit.key in {store, "chat", "agent", *written} or hit.key not in draft.services:
            continue
        service = draft.services.get(hit.key)
        if service.category == "AI" or not service.action_types or "ai_languageModel" in service.roles:
            continue
        if "ai_vectorStore" in service.roles or "ai_memory" in service.roles:
            continue
        return hit
    return None


def tools_of_chat(
    draft: Draft, roles: Roles, thread: Thread, within: range | None = None
) -> tuple[list[str], list[Item]]:
    """Services that the agent may use, of those named `within` these tokens; what is done after its answer stays a step."""
    u = draft.utterance
    after: list[Item] = [i for i in thread.items if isinstance(i, Act) and _after_chat(draft, i)]
    used = {h.key for i in after if isinstance(i, Act) for a in i.arguments for h in a.services}
    keys: list[str] = []
    for hit in u.services:
        if (
            hit.key in keys
            or (within is not None and hit.first not in within)
            or hit.key in used
            or roles.is_model(hit)
            or hit.key in {"chat", "guardrails", "memoryBufferWindow", "agent", "webhook", "n8n"}
        ):
            continue
        if (
            hit.is_generic
            and hit.mention.need in {"chat_bot", "language_model", "email"}
            and hit.mention.need != "email"
        ):
            continue
        if not roles.is_app(hit) and hit.key not in {
            "toolWikipedia",
            "toolCalculator",
            "toolThink",
            "serpApi",
            "httpRequest",
            "toolWolframAlpha",
            "searXng",
        }:
            continue
        if is_memory(draft, hit.first):
            continue
        plain = hit.key == "emailSend" or (hit.is_generic and hit.mention.need == "email")
        if plain and _mails(draft, u.services):
            continue
        key = resolve_service(draft, hit) if hit.is_generic else hit.key
        if key == "emailSend" and "smtp" not in hit.mention.text.lower():
            # "can read and send emails": a mailbox, and no mail server's node.
            key = "gmail"
        keys.append(key)
    addresses = {t.text for t in u.tokens if t.kind is Kind.URL}
    if "httpRequest" not in keys and addresses - {mcp_address(u)}:
        keys.append("httpRequest")
    return list(dict.fromkeys(keys)), after


def _mails(draft: Draft, hits: Sequence[ServiceHit]) -> bool:
    """Whether a service for mails is named, so that “emails” are its own."""
    return any(
        not hit.is_generic and hit.key != "emailSend" and "email" in draft.services.get(hit.key).needs
        for hit in hits
    )


def _after_chat(draft: Draft, act: Act) -> bool:
    u = draft.utterance
    if act.target is not None and is_memory(draft, act.target.first):
        return False
    able = abilities_at(u, 0, act.first)
    if able is not None and u.has(able + 1, "words", "modal") and act.first < abilities_end(u, 0, act.first):
        # "that can search the web and write the results to a sheet"
        return False
    nouns = {s.concept for i in range(act.first, act.last) for s in u.concepts(i, "nouns")}
    return (
        act.verb in {"add", "copy"}
        and act.target is not None
        and not is_memory(draft, act.target.first)
        and bool(
            nouns & {"question", "reply", "chatbot", "message", "data"}
            or any(
                u.tokens[i].norm in {"conversation", "conversations", "chats", "each", "every"}
                for i in range(act.first, act.last)
            )
        )
    )
