"""Which rule of `nodepilot.catalog.ports` answers for which of n8n's port programs.

A digest is listed here once the rule was compared with n8n itself over all branches of that
program (`tests/n8n/test_catalog_against_n8n.py`). For a program of a newer n8n release that is
not listed, the rule of the node type is used and marked as not exact.
"""

from __future__ import annotations

PROVEN: dict[str, str] = {
    "f3690a5ef424": "evaluation_inputs",
    "9c5ec3767be5": "evaluation_outputs",
    "7daa63730158": "merge_inputs",
    "9920747367cb": "respond_to_webhook_outputs",
    "c649b7ce0335": "switch_3_outputs",
    "1b327e96c549": "switch_2_outputs",
    "65cad7355df2": "webhook_outputs",
    "9628cba75615": "text_message_tools_inputs",
    "a08cb0fffcfa": "openai_inputs",
    "27937f19afd8": "agent_without_main_inputs",
    "e02c650fa356": "agent_without_main_inputs",
    "b05c6fce9844": "agent_inputs",
    "09c6f802b9e7": "agent_1_inputs",
    "eaca90bb7421": "summarization_inputs",
    "453be0999f41": "chain_llm_inputs",
    "911438312bc6": "sentiment_outputs",
    "dd995c1aa9b1": "text_classifier_outputs",
    "06f3df9e076f": "langchain_code_inputs",
    "a6cdbe621815": "langchain_code_outputs",
    "1cacb596c5f7": "document_loader_inputs",
    "853104fc283c": "structured_parser_inputs",
    "eb8e9cb1ce7e": "chat_trigger_inputs",
    "f5317b045bc9": "chat_inputs",
    "a29c03afdf4b": "chat_1_inputs",
    "69dd236b9853": "vector_store_inputs",
    "e152b3ec8763": "vector_store_outputs",
    "9ef258b29aeb": "model_selector_inputs",
    "d2f4666679bc": "guardrails_2_inputs",
    "13497a4c2bd3": "guardrails_1_inputs",
    "c8ea4aa44d05": "guardrails_outputs",
}

_LANGCHAIN = "@n8n/n8n-nodes-langchain."

RULE_OF_TYPE: dict[tuple[str, str], str] = {
    ("n8n-nodes-base.evaluation", "inputs"): "evaluation_inputs",
    ("n8n-nodes-base.evaluation", "outputs"): "evaluation_outputs",
    ("n8n-nodes-base.merge", "inputs"): "merge_inputs",
    ("n8n-nodes-base.respondToWebhook", "outputs"): "respond_to_webhook_outputs",
    ("n8n-nodes-base.switch", "outputs"): "switch_3_outputs",
    ("n8n-nodes-base.webhook", "outputs"): "webhook_outputs",
    (f"{_LANGCHAIN}openAi", "inputs"): "openai_inputs",
    (f"{_LANGCHAIN}anthropic", "inputs"): "text_message_tools_inputs",
    (f"{_LANGCHAIN}googleGemini", "inputs"): "text_message_tools_inputs",
    (f"{_LANGCHAIN}ollama", "inputs"): "text_message_tools_inputs",
    (f"{_LANGCHAIN}agent", "inputs"): "agent_inputs",
    (f"{_LANGCHAIN}agentTool", "inputs"): "agent_without_main_inputs",
    (f"{_LANGCHAIN}chainSummarization", "inputs"): "summarization_inputs",
    (f"{_LANGCHAIN}chainLlm", "inputs"): "chain_llm_inputs",
    (f"{_LANGCHAIN}sentimentAnalysis", "outputs"): "sentiment_outputs",
    (f"{_LANGCHAIN}textClassifier", "outputs"): "text_classifier_outputs",
    (f"{_LANGCHAIN}code", "inputs"): "langchain_code_inputs",
    (f"{_LANGCHAIN}code", "outputs"): "langchain_code_outputs",
    (f"{_LANGCHAIN}documentDefaultDataLoader", "inputs"): "document_loader_inputs",
    (f"{_LANGCHAIN}documentGithubLoader", "inputs"): "document_loader_inputs",
    (f"{_LANGCHAIN}outputParserStructured", "inputs"): "structured_parser_inputs",
    (f"{_LANGCHAIN}chatTrigger", "inputs"): "chat_trigger_inputs",
    (f"{_LANGCHAIN}chat", "inputs"): "chat_inputs",
    (f"{_LANGCHAIN}modelSelector", "inputs"): "model_selector_inputs",
    (f"{_LANGCHAIN}guardrails", "inputs"): "guardrails_2_inputs",
    (f"{_LANGCHAIN}guardrails", "outputs"): "guardrails_outputs",
}
"""The likeliest rule for a node type whose program is not in `PROVEN`."""

RULE_OF_FAMILY: dict[tuple[str, str], str] = {
    ("vectorStore", "inputs"): "vector_store_inputs",
    ("vectorStore", "outputs"): "vector_store_outputs",
}
"""The same, by how the name of the node type begins."""
