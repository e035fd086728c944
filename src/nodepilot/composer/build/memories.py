"""What an agent remembers: which memory is meant, how much of a conversation it keeps, and whose it is."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.plan.model import OriginKind, Value

_LC = "@n8n/n8n-nodes-langchain."
_NEAR = 6
"""Words between the memory and the store that keeps it."""
_FAR = 8
"""Words between the memory and the number of messages that it keeps."""
_KEEPING = frozenset(
    {
        "window",
        "memorises",
        "memorizes",
        "keep",
        "keeps",
        "keeping",
        "behalt",
        "behalte",
        "guarda",
        "guarde",
        "garde",
        "mantem",
    }
)
_TALKS = frozenset({"conversation", "conversations", "history", "chats", "context"})
_STORING = ("keep", "stor", "sav", "remember", "hold")
_BEFORE = 4
_TURNS = frozenset(
    {"turns", "interactions", "exchanges", "rounds", "lines", "interacciones", "echanges", "intercambios"}
)


def add_memory(draft: Draft, root: str, session: Value | None = None) -> str:
    """A memory under an agent. Without a session of n8n's own chat, a key tells the conversations apart."""
    hit = _named(draft)
    node_type = (
        draft.services.get(hit.key).roles["ai_memory"][0] if hit is not None else _LC + "memoryBufferWindow"
    )
    parameters: dict[str, Value] = (
        {} if session is None else {"sessionIdType": "customKey", "sessionKey": session}
    )
    length = _remembered(draft)
    if length is not None and draft.catalog.get(node_type).latest.property("contextWindowLength") is not None:
        parameters["contextWindowLength"] = length
    step = draft.add(node_type, parameters, name="Memory", key="memory", kind=OriginKind.REQUIRED)
    draft.link(step, root, kind="ai_memory")
    return step


def is_memory(draft: Draft, place: int) -> bool:
    """Whether the service named there is where an agent keeps what was said."""
    hit = draft.utterance.service_at(place)
    return hit is not None and hit == _named(draft)


def _named(draft: Draft) -> ServiceHit | None:
    """The store that is named nearest to the memory, rather behind it: it keeps the conversation."""
    u = draft.utterance
    places = [i for i in range(len(u.tokens)) if u.has(i, "nouns", "memory") or _is_kept(u, i)]
    best: tuple[int, ServiceHit] | None = None
    for hit in u.services:
        if "ai_memory" not in draft.services.get(hit.key).roles or hit.key == "memoryBufferWindow":
            continue
        for place in places:
            away = hit.first - place if hit.first >= place else place - hit.last + 2
            if away <= _NEAR and (best is None or away < best[0]):
                best = (away, hit)
    return best[1] if best is not None else None


def _is_kept(u: Utterance, place: int) -> bool:
    """“keeps the conversation in Redis”, “store the chat history in MongoDB”: that is what a memory is for."""
    before = range(max(0, place - _BEFORE), place)
    return u.tokens[place].norm in _TALKS and any(u.tokens[i].norm.startswith(_STORING) for i in before)


def _remembered(draft: Draft) -> int | None:
    """“memory of 20 messages”, “keeps the last 10 messages in memory”: how many are kept in mind."""
    u = draft.utterance
    for place in range(len(u.tokens)):
        if not (u.has(place, "nouns", "memory") or u.tokens[place].norm in _KEEPING):
            continue
        for index in range(max(0, place - _FAR), min(place + _FAR + 1, len(u.tokens))):
            token = u.tokens[index]
            if token.kind is Kind.NUMBER and token.norm.isdigit() and _counts_messages(draft, index):
                return int(token.norm)
    return None


def _counts_messages(draft: Draft, number: int) -> bool:
    u = draft.utterance
    return any(
        u.has(i, "nouns", "message") or u.tokens[i].norm in _TURNS
        for i in range(number + 1, min(number + 3, len(u.tokens)))
    )
