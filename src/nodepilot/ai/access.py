"""Keys to the providers, and the models that they open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nodepilot.ai.model_facts import ModelTable
from nodepilot.ai.ports import Model

SERVER = "server"


@dataclass(frozen=True, slots=True)
class Access:
    """A way to one provider: keys (never shown) and, for others than the provider itself, its address.

    `account` is whose keys they are: the server's, or a person's id.
    """

    keys: tuple[str, ...] = field(repr=False)
    base_url: str | None = None
    account: str = SERVER


def models_for(table: ModelTable, accesses: Mapping[str, Access]) -> dict[str, Model]:
    """The models of the table that there are keys for, by name. `accesses` are by provider."""
    from nodepilot.ai.anthropic_model import AnthropicModel
    from nodepilot.ai.openai_model import OpenAIModel

    found: dict[str, Model] = {}
    for facts in table.models.values():
        access = accesses.get(facts.provider)
        if access is not None:
            found[facts.name] = (
                AnthropicModel(facts.name, access)
                if facts.provider == "anthropic"
                else OpenAIModel(facts.name, access, facts.output_limit)
            )
    return found
