"""That no test can reach a real provider is itself tested, with the real SDKs."""

from __future__ import annotations

import socket

import pytest

from nodepilot.ai.access import Access
from nodepilot.ai.anthropic_model import AnthropicModel
from nodepilot.ai.meaning import OpenAIEmbedder
from nodepilot.ai.model_facts import Embeddings
from nodepilot.ai.openai_model import OpenAIModel
from nodepilot.ai.ports import Ask, Kind, ModelFailure, Task
from tests.loopback import ReachedOut

ASK = Ask(Task.CONVERSATION, "system", "hello", longest=10)


def causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


@pytest.mark.parametrize("made", [AnthropicModel, OpenAIModel])
async def test_a_model_at_its_own_address(made: type[AnthropicModel | OpenAIModel]) -> None:
    model = made("a-model", Access(("a key",)))
    with pytest.raises(ModelFailure) as failed:
        await model.ask(ASK, 5.0)
    await model.close()
    assert failed.value.kind is Kind.UNREACHABLE
    assert any(isinstance(error, ReachedOut) for error in causes(failed.value)), "the guard said no"


async def test_embeddings_neither() -> None:
    embedder = OpenAIEmbedder(Embeddings("a-model"), Access(("a key",)))
    assert await embedder.embed(["hello"]) is None
    await embedder.close()


def test_a_plain_socket_neither() -> None:
    with pytest.raises(ReachedOut), socket.socket() as plain:
        plain.connect(("192.0.2.1", 443))
    with pytest.raises(ReachedOut):
        socket.create_connection(("api.example.com", 443), timeout=1)
