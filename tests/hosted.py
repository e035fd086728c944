"""What tests of hosted models share: names of models, a plan as a model submits one, a server's settings with keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nodepilot.settings import Settings
from tests.aimock import FakeModels, Fixture

CLAUDE, HAIKU = "claude-sonnet-5-5", "claude-haiku-5-5"
GPT, LUNA = "gpt-6.1-sol", "gpt-6-luna"
KEY = "sk-a-key-of-the-server-0123456789"

UNSURE = "please zorble the ops channel somehow"
"""What the built-in engine can make nothing of."""
PLAN: dict[str, Any] = {
    "name": "Told by a model",
    "steps": [
        {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"},
        {
            "key": "tell",
            "node_type": "n8n-nodes-base.slack",
            "name": "Tell the team",
            "parameters": {
                "select": "channel",
                "channelId": {"$locator": {"mode": "name", "value": "#ops"}},
                "text": "hello",
            },
        },
    ],
    "links": [{"source": "start", "target": "tell"}],
    "assumptions": [{"text": "It starts by hand.", "step": "start"}],
}


def with_keys(settings: Settings, models: FakeModels) -> Settings:
    """The server's own keys to both providers, as they are imitated."""
    return replace(
        settings,
        anthropic_keys=(KEY,),
        anthropic_base_url=models.url,
        openai_keys=(KEY,),
        openai_base_url=f"{models.url}/v1",
    )


def to(words: str, model: str, response: dict[str, Any], **more: Any) -> Fixture:
    """What that model answers to a question with these words."""
    return {"match": {"userMessage": words, "model": model, **more}, "response": response}
