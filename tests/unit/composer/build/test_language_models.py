"""Language models by the names that people give them, embeddings, memories, stores and tools of agents."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.composer.building import nodes, parameters, types


def model_of(request: str, node_type: str) -> Any:
    made = parameters(request, node_type)
    said = made.get("model", made.get("modelName"))
    return said["value"] if isinstance(said, dict) else said


@pytest.mark.parametrize(
    ("said", "node_type", "name"),
    [
        ("GPT-4o mini", "lmChatOpenAi", "gpt-4o-mini"),
        ("gpt 4.1", "lmChatOpenAi", "gpt-4.1"),
        ("o3-mini", "lmChatOpenAi", "o3-mini"),
        ("Claude 3.5 Sonnet", "lmChatAnthropic", "claude-3-5-sonnet"),
        ("Claude Opus 4.1", "lmChatAnthropic", "claude-opus-4-1"),
        ("Gemini 2.5 Flash", "lmChatGoogleGemini", "models/gemini-2.5-flash"),
        ("Mistral Large", "lmChatMistralCloud", "mistral-large-latest"),
        ("llama3.1:8b on Ollama", "lmChatOllama", "llama3.1:8b"),
        ("Ollama mistral", "lmChatOllama", "mistral"),
        ("Llama 3.3 on Groq", "lmChatGroq", "llama-3.3-70b-versatile"),
        ("deepseek r1", "lmChatDeepSeek", "deepseek-reasoner"),
        ("GPT-4o via OpenRouter", "lmChatOpenRouter", "openai/gpt-4o"),
        ("anthropic/claude-3.7-sonnet on OpenRouter", "lmChatOpenRouter", "anthropic/claude-3.7-sonnet"),
        ("gpt-4o on Azure OpenAI", "lmChatAzureOpenAi", "gpt-4o"),
    ],
)
def test_the_named_model_is_set(said: str, node_type: str, name: str) -> None:
    request = f"When a new Typeform response comes in, summarize it with {said} and send it to Slack #forms"
    assert model_of(request, node_type) == name


def test_a_model_at_a_host_is_of_the_host() -> None:
    made = types("Summarize new Gmail messages with Claude on Bedrock and post them to Slack #mail")
    assert "lmChatAwsBedrock" in made
    assert "lmChatAnthropic" not in made


def test_two_models_of_one_provider_each_do_what_they_are_named_for() -> None:
    request = (
        "When a form is submitted, use gpt-4o-mini to summarize the answer, then have gpt-4.1 write a reply "
        "and send it by Gmail"
    )
    named = [n["parameters"]["model"]["value"] for n in nodes(request) if n["type"].endswith("lmChatOpenAi")]
    assert named == ["gpt-4o-mini", "gpt-4.1"]


def test_embeddings_and_chat_may_have_different_providers() -> None:
    request = "Chat with Mistral about my Pinecone index handbook, embeddings from Cohere"
    made = types(request)
    assert "lmChatMistralCloud" in made
    assert "embeddingsCohere" in made
    assert "embeddingsMistralCloud" not in made


def test_embeddings_do_no_work_of_a_language_model() -> None:
    made = types("Every night load all Notion pages into a Qdrant collection wiki with OpenAI embeddings")
    assert "embeddingsOpenAi" in made
    assert not {"lmChatOpenAi", "informationExtractor", "chainLlm"} & set(made)


@pytest.mark.parametrize(
    ("said", "node_type", "parameter", "name"),
    [
        ("my Qdrant collection product-docs", "vectorStoreQdrant", "qdrantCollection", "product-docs"),
        ('the Pinecone index "manuals"', "vectorStorePinecone", "pineconeIndex", "manuals"),
        ("the handbook collection in Qdrant", "vectorStoreQdrant", "qdrantCollection", "handbook"),
        ("a Weaviate collection called Articles", "vectorStoreWeaviate", "weaviateCollection", "Articles"),
    ],
)
def test_the_place_in_a_store_is_the_one_that_is_named(
    said: str, node_type: str, parameter: str, name: str
) -> None:
    request = f"A chatbot that answers questions from {said}"
    assert parameters(request, node_type)[parameter]["value"] == name


def test_a_store_that_is_there_is_not_filled() -> None:
    made = types("I have a Qdrant collection called product-docs. Build me a chat to ask questions about it")
    assert made.count("vectorStoreQdrant") == 1
    assert "formTrigger" not in made


def test_a_store_is_filled_where_files_are_spoken_of() -> None:
    assert "formTrigger" in types("A chatbot that answers questions about my PDF files, use Pinecone")


def test_chunks_are_cut_as_said() -> None:
    request = "Load the PDFs of a Google Drive folder into Pinecone, chunk size 800 with an overlap of 80"
    made = parameters(request, "textSplitterRecursiveCharacterTextSplitter")
    assert (made["chunkSize"], made["chunkOverlap"]) == (800, 80)
    assert "splitInBatches" not in types(request)


def test_the_memory_is_the_store_named_for_it() -> None:
    made = types("WhatsApp agent with OpenAI that looks up orders in Postgres and keeps its memory in Redis")
    assert "memoryRedisChat" in made
    assert "postgresTool" in made
    assert "redisTool" not in made


def test_the_memory_keeps_as_many_messages_as_said() -> None:
    request = "Telegram bot with GPT-4o that keeps the last 20 messages in memory"
    assert parameters(request, "memoryBufferWindow")["contextWindowLength"] == 20
    assert parameters(request, "telegramTrigger")["updates"] == ["message"]


def test_an_mcp_server_is_called_at_its_address() -> None:
    request = "Chat with an agent that uses the MCP server at https://mcp.acme.io/sse"
    made = parameters(request, "mcpClientTool")
    assert made == made | {"endpointUrl": "https://mcp.acme.io/sse", "serverTransport": "sse"}
    assert "httpRequestTool" not in types(request)


def test_another_workflow_is_a_tool() -> None:
    request = 'Chat agent that can call my workflow "Create invoice" as a tool'
    assert parameters(request, "toolWorkflow")["workflowId"]["value"] == "Create invoice"
    assert "toolWorkflow" not in types("Build a workflow: a chat agent that can search Wikipedia")
