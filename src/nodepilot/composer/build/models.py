"""Language models, embeddings and memories: which provider is meant, and the sub-node for it."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft
from nodepilot.plan.model import Code, Locator, OriginKind, Value
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
DEFAULT = "openAi"


def provider(draft: Draft, wanted: str | None = None, role: str = "ai_languageModel") -> str:
    """The provider that an act or the request names; OpenAI by assumption."""
    if wanted is not None and wanted in draft.services and role in draft.services.get(wanted).roles:
        return wanted
    for hit in draft.utterance.services:
        if (
            not hit.is_generic
            and hit.key in draft.services
            and role in draft.services.get(hit.key).roles
            and hit.key not in {"mongoDb", "postgres", "redis"}
        ):
            return hit.key
    if role == "ai_languageModel":
        draft.assume(say("I chose OpenAI as the language model; any other chat model can take its place."))
    return DEFAULT


def named_provider(draft: Draft) -> str | None:
    """A provider that the request names; None when it speaks of AI only."""
    for hit in draft.utterance.services:
        if not hit.is_generic and "ai_languageModel" in draft.services.get(hit.key).roles:
            return hit.key
    return None


def is_vector_store(draft: Draft, key: str) -> bool:
    """A store of embeddings and nothing else: no rows are read from it."""
    service = draft.services.get(key)
    return "ai_vectorStore" in service.roles and service.category == "AI"


def add_model(draft: Draft, root: str, wanted: str | None = None) -> str:
    """A chat model under a root node."""
    key = provider(draft, wanted)
    node_type = draft.services.get(key).roles["ai_languageModel"][0]
    name = draft.services.get(key).name
    step = draft.add(
        node_type,
        {},
        name=f"{name.removesuffix(' Chat Model')} model",
        key=f"{key}_model",
        kind=OriginKind.REQUIRED,
    )
    _name_model(draft, step)
    _ask_for_required(draft, step)
    draft.link(step, root, kind="ai_languageModel")
    return step


_MODEL = re.compile(
    r"(?:gpt-?\d[\w.-]*|o\d(?:-[\w-]+)?|claude-[\w.-]+|gemini-[\w.-]+|llama-?\d[\w.:-]*|(?:mistral|mixtral|codestral)-[\w.:-]+"
    r"|(?:qwen|phi|gemma)-?\d[\w.:-]*|deepseek-[\w.:-]+|sonar(?:-[\w-]+)?|command-[\w-]+|grok-[\w.-]+)",
    re.IGNORECASE,
)
"""Names that makers give their models; whatever n8n offers in a list takes them as they stand."""


def _name_model(draft: Draft, step: str) -> None:
    """“with gpt-4o”, “our local ollama (llama3.1)”: the model that the request names."""
    prop = draft.catalog.get(draft.steps[step].node_type).latest.property("model")
    said = next((m for m in _MODEL.finditer(draft.utterance.text) if _stands_alone(draft, m)), None)
    if said is None or prop is None:
        return
    name = said.group().lower()
    mode = next((mode.name for mode in prop.modes if mode.name == "id"), "list")
    draft.set(step, "model", Locator(mode, name) if prop.type == "resourceLocator" else name)


def _stands_alone(draft: Draft, match: re.Match[str]) -> bool:
    text = draft.utterance.text
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return not (before.isalnum() or before in {"/", "@", "."} or after.isalnum() or after in {"/", "@"})


def _ask_for_required(draft: Draft, step: str) -> None:
    """What n8n demands of the sub-node and nobody can know: the deployment's name, the project."""
    version = draft.catalog.get(draft.steps[step].node_type).latest
    for prop in version.properties:
        default = prop.default.get("value") if isinstance(prop.default, dict) else prop.default
        if not prop.required or default not in {"", None} or prop.display_options is not None:
            continue
        open_value = f"YOUR_{prop.name.upper()}"
        located = prop.type == "resourceLocator"
        draft.set(step, prop.name, Locator(prop.modes[-1].name, open_value) if located else open_value)
        draft.placeholder(step, prop.name, (prop.display_name or prop.name).lower())


def add_memory(draft: Draft, root: str, session: Value | None = None) -> str:
    """A memory under an agent. Without a session of n8n's own chat, a key tells the conversations apart."""
    wanted = next(
        (
            hit.key
            for hit in draft.utterance.services
            if "ai_memory" in draft.services.get(hit.key).roles and said_memory(draft, hit.first)
        ),
        None,
    )
    node_type = (
        draft.services.get(wanted).roles["ai_memory"][0] if wanted is not None else _LC + "memoryBufferWindow"
    )
    parameters: dict[str, Value] = (
        {} if session is None else {"sessionIdType": "customKey", "sessionKey": session}
    )
    if node_type.endswith(".memoryBufferWindow") and (length := _remembered(draft)) is not None:
        parameters["contextWindowLength"] = length
    step = draft.add(node_type, parameters, name="Memory", key="memory", kind=OriginKind.REQUIRED)
    draft.link(step, root, kind="ai_memory")
    return step


def _remembered(draft: Draft) -> int | None:
    """“memory of 20 messages”, “remember the last 10 messages”: how many are kept in mind."""
    found = re.search(
        r"\b(?:memor|remember|window|context|erinner|merk|recuerd|souvien)\w*\b[^.;]{0,25}?\b(\d{1,3})\s+(?:chat |last )?(?:messages|turns|interactions|exchanges|nachrichten|mensajes|mensagens)",
        draft.utterance.text,
        re.IGNORECASE,
    )
    return int(found.group(1)) if found is not None else None


def said_memory(draft: Draft, place: int) -> bool:
    """Whether memory is spoken of around a token: the store named there keeps the conversation."""
    u = draft.utterance
    return any(u.has(i, "nouns", "memory") for i in range(max(0, place - 6), min(len(u.tokens), place + 7)))


def add_embeddings(draft: Draft, root: str, role_provider: str | None = None) -> str:
    """Embeddings under a vector store; of the provider that is named."""
    key = provider(draft, role_provider, "ai_embedding")
    node_type = draft.services.get(key).roles["ai_embedding"][0]
    step = draft.add(
        node_type,
        {},
        name=f"{draft.services.get(key).name} embeddings",
        key=f"{key}_embeddings",
        kind=OriginKind.REQUIRED,
    )
    _ask_for_required(draft, step)
    draft.link(step, root, kind="ai_embedding")
    return step


def session_of(step: str, expression: str) -> Code:
    """A session key out of a trigger's item."""
    return Code(f"$('{step}').item.json.{expression}")


def is_memory(draft: Draft, place: int) -> bool:
    """Whether the service named there is where an agent keeps what was said."""
    hit = draft.utterance.service_at(place)
    return hit is not None and "ai_memory" in draft.services.get(hit.key).roles and said_memory(draft, place)
