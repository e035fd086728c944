"""Which rule of `nodepilot.catalog.ports` answers for which of n8n's port programs.

A digest is listed here once the rule was compared with n8n itself over all branches of that
program (`tests/n8n/test_catalog_against_n8n.py`). For a program of a newer n8n release that is
not listed, the rule of the node type is used and marked as not exact.
"""

from __future__ import annotations

PROVEN: dict[str, str] = {
    "6b60a48edae1": "evaluation_inputs",
    "df7bfbe4d3ee": "evaluation_outputs",
    "e1eb945a4532": "merge_inputs",
    "9bd700e64bd1": "respond_to_webhook_outputs",
    "ef33a51e8fb3": "switch_3_outputs",
    "61fbd5a9eb86": "switch_2_outputs",
    "93322e14e127": "webhook_outputs",
    "b3623830f7c1": "text_message_tools_inputs",
    "810f6cdc2e51": "openai_inputs",
    "0a885b2f706c": "agent_without_main_inputs",
    "3c509a49fd9e": "agent_without_main_inputs",
    "df2e16391494": "agent_inputs",
    "1dcf9959d466": "agent_1_inputs",
    "dce623952ad0": "summarization_inputs",
    "5b758290a033": "chain_llm_inputs",
    "6ceb7275c65a": "sentiment_outputs",
    "2129d0ee7d1e": "text_classifier_outputs",
    "529ff01b8436": "langchain_code_inputs",
    "9e33eaab3281": "langchain_code_outputs",
    "520af3e72d89": "document_loader_inputs",
    "ac83377e3a1e": "structured_parser_inputs",
    "6d395412867d": "chat_trigger_inputs",
    "42ff74a7ff95": "chat_inputs",
    "f2519e7f3dd4": "vector_store_inputs",
    "954fabdb000e": "vector_store_outputs",
    "29f71231f334": "model_selector_inputs",
    "dd4a6b82e41c": "guardrails_2_inputs",
    "b35710cba18f": "guardrails_1_inputs",
    "f5b8cebdfc03": "guardrails_outputs",
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
