"""Language models and embeddings: which provider and which model is meant, and the sub-node for it."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.model_names import CHAT, EMBEDDING, SpokenModel
from nodepilot.composer.reading.embeddings import embeds
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Locator, Origin, OriginKind
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
DEFAULT = "openAi"


def provider(draft: Draft, wanted: str | None = None, role: str = CHAT) -> str:
    """The provider that an act or the request names; OpenAI by assumption."""
    if wanted is not None and wanted in draft.services and role in draft.services.get(wanted).roles:
        return wanted
    named = [
        hit
        for hit in draft.utterance.services
        if not hit.is_generic
        and hit.key in draft.services
        and role in draft.services.get(hit.key).roles
        and hit.key not in {"mongoDb", "postgres", "redis"}
    ]
    for wanted_so in (role == EMBEDDING, *((False,) if role == EMBEDDING else ())):
        # "Claude, with embeddings of OpenAI": each for what it is named for; a model may lend its embeddings, too.
        for hit in named:
            if embeds(draft.utterance, hit) is wanted_so:
                return hit.key
    if role == "ai_languageModel":
        draft.assume(say("I chose OpenAI as the language model; any other chat model can take its place."))
    return DEFAULT


def named_provider(draft: Draft) -> str | None:
    """A provider that the request names; None when it speaks of AI only."""
    for hit in draft.utterance.services:
        if hit.is_generic or embeds(draft.utterance, hit):
            continue
        if "ai_languageModel" in draft.services.get(hit.key).roles:
            return hit.key
    return None


def is_vector_store(draft: Draft, key: str) -> bool:
    """A store of embeddings and nothing else: no rows are read from it."""
    service = draft.services.get(key)
    return "ai_vectorStore" in service.roles and service.category == "AI"


def add_model(draft: Draft, root: str, wanted: str | None = None, span: tuple[int, int] | None = None) -> str:
    """A chat model under a root node, the one that is named in the span or anywhere."""
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
    _name_model(draft, step, named_model(draft, key, CHAT, span))
    _ask_for_required(draft, step)
    draft.link(step, root, kind="ai_languageModel")
    return step


def add_model_for(draft: Draft, root: str, act: Act) -> str:
    """The chat model that an act names, else that of the request."""
    helper = act.helper
    wanted = helper.key if helper is not None and not helper.is_generic else None
    return add_model(draft, root, wanted, draft.utterance.span(act.first, act.last))


def named_model(
    draft: Draft, service: str, role: str = CHAT, span: tuple[int, int] | None = None
) -> SpokenModel | None:
    """The model of a service that is named in the span of the request, else anywhere."""
    said = [each for each in draft.utterance.models if each.role == role and each.service == service]
    inside = (each for each in said if span is not None and span[0] <= each.start < span[1])
    return next(inside, said[0] if said else None)


def _name_model(draft: Draft, step: str, said: SpokenModel | None) -> None:
    """“with gpt-4o”, “our local ollama (llama3.1)”: the model that the request names."""
    if said is None or not said.name:
        return
    version = draft.catalog.get(draft.steps[step].node_type).latest
    for parameter in ("model", "modelName"):
        prop = version.property(parameter)
        if prop is None:
            continue
        mode = next((mode.name for mode in prop.modes if mode.name == "id"), "list")
        draft.set(step, parameter, Locator(mode, said.name) if prop.type == "resourceLocator" else said.name)
        origin = Origin(OriginKind.REQUEST, (said.start, said.end))
        made = draft.steps[step]
        draft.steps[step] = replace(made, origins={**made.origins, parameter: origin})
        return


def _ask_for_required(draft: Draft, step: str) -> None:
    """What n8n demands of the sub-node and nobody can know: the deployment's name, the project."""
    version = draft.catalog.get(draft.steps[step].node_type).latest
    for prop in version.properties:
        default = prop.default.get("value") if isinstance(prop.default, dict) else prop.default
        if not prop.required or default not in {"", None} or prop.display_options is not None:
            continue
        if prop.name in draft.steps[step].parameters:
            continue
        open_value = f"YOUR_{prop.name.upper()}"
        located = prop.type == "resourceLocator"
        draft.set(step, prop.name, Locator(prop.modes[-1].name, open_value) if located else open_value)
        draft.placeholder(step, prop.name, (prop.display_name or prop.name).lower())


def add_embeddings(draft: Draft, root: str, role_provider: str | None = None) -> str:
    """Embeddings under a vector store; of the provider that is named."""
    key = provider(draft, role_provider, EMBEDDING)
    node_type = draft.services.get(key).roles["ai_embedding"][0]
    step = draft.add(
        node_type,
        {},
        name=f"{draft.services.get(key).name.removeprefix('Embeddings ')} embeddings",
        key=f"{key}_embeddings",
        kind=OriginKind.REQUIRED,
    )
    _name_model(draft, step, named_model(draft, key, EMBEDDING))
    _ask_for_required(draft, step)
    draft.link(step, root, kind="ai_embedding")
    return step
