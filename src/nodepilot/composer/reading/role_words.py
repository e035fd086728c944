"""Verbs by the part that a named service plays beside them, and services that play none."""

from __future__ import annotations

TABLE_STORES = frozenset(
    "googleSheets airtable microsoftExcel postgres mySql microsoftSql mongoDb supabase snowflake googleBigQuery dataTable "
    "baserow nocoDb seaTable questDb crateDb timescaleDb oracleDatabase redis".split()
)
"""Services that hold lists: “for each customer in my sheet” means those that are there."""
ADDRESS_WORDS = frozenset(
    {"address", "addresses", "adresse", "adressen", "adresses", "column", "field", "spalte", "feld"}
)
"""What makes a value of the word for mail in front of it."""
FILE_STORES = frozenset(
    "awsS3 s3 googleCloudStorage googleDrive dropbox box nextCloud ftp microsoftOneDrive microsoftSharePoint azureStorage".split()
)
"""Services that hold files in folders."""
READS = frozenset({"get", "check", "search", "download", "watch", "receive", "ask", "route"})
WRITES = frozenset(
    {
        "send",
        "message",
        "notify",
        "email",
        "text",
        "phone",
        "post",
        "publish",
        "tweet",
        "reply",
        "greet",
        "forward",
        "add",
        "create",
        "update",
        "label",
        "assign",
        "move",
        "upsert",
        "delete",
        "archive",
        "close",
        "complete",
        "cancel",
        "approve",
        "upload",
        "index",
        "subscribe",
        "unsubscribe",
        "invite",
        "go",
        "embed",
    },
)
SENT_WITH = frozenset(
    {"", "ask", "send", "message", "notify", "email", "text", "reply", "post", "go", "greet"}
)
"""What is done by a service that is named behind “via” or “with”."""
SENDS = frozenset({"send", "email", "message", "text", "post", "greet"})
TELLS = SENDS | {"notify"}
"""Whoever is told something this way hears of it there; it happens elsewhere."""
JOINS = frozenset({"merge", "compare"})
TRANSFERS = frozenset({"copy", "forward", "move"})
WORKS_ON = frozenset(
    "sort dedupe limit count sum average aggregate filter rename format shape encrypt calculate split resize crop rotate "
    "blur watermark".split()
)
"""What is done to things where they are, so that "of" and "from" beside it tell the place."""
AI_ALWAYS = frozenset(
    {
        "summarize",
        "classify",
        "extract",
        "translate",
        "score",
        "transcribe",
        "decide",
        "describe",
        "rewrite",
        "analyze",
        "moderate",
        "research",
    }
)
VOICES = frozenset({"elevenLabs"})
"""Services that speak texts, though they have no language model."""
PEOPLE = frozenset(
    {"person", "customer", "contact", "subscriber", "user", "member", "employee", "lead", "candidate"}
)
"""Nouns of those who can be written to."""
MAKES = frozenset({"create", "add"})
"""“create a Notion page and a Trello card”: each service takes a thing of its own."""
PLACES = frozenset({"to", "in"})
MESSAGING = frozenset({"email", "chat_message", "chat_bot", "sms", "push_notification"})
WITH = frozenset({"with", "w/", "mit", "avec", "con", "com"})
"""Prepositions of what comes along, never of a place to go."""
GENERIC_AI = frozenset({"language_model"})
MODEL_TASKS = {
    "chainLlm": "compose",
    "chainSummarization": "summarize",
    "guardrails": "moderate",
    "informationExtractor": "extract",
    "textClassifier": "classify",
}
"""Nodes that let a model do one kind of work, and what that work is; named, they stand for the model."""
NO_APPS = frozenset(
    {
        "if",
        "switch",
        "filter",
        "sort",
        "limit",
        "merge",
        "set",
        "code",
        "wait",
        "aggregate",
        "summarize",
        "splitOut",
        "splitInBatches",
        "removeDuplicates",
        "renameKeys",
        "compareDatasets",
        "noOp",
        "stopAndError",
        "dateTime",
        "crypto",
        "jwt",
        "html",
        "markdown",
        "xml",
        "compression",
        "convertToFile",
        "extractFromFile",
        "editImage",
        "respondToWebhook",
        "executionData",
        "itemLists",
        "moveBinaryData",
        "spreadsheetFile",
        "htmlExtract",
        "function",
        "httpRequest",
        "webhook",
        "scheduleTrigger",
        "manualTrigger",
        "formTrigger",
        "errorTrigger",
        "workflowTrigger",
        "chat",
        "simulate",
        "form",
        "agent",
        "chainLlm",
        "chainSummarization",
        "informationExtractor",
        "textClassifier",
        "sentimentAnalysis",
        "chainRetrievalQa",
        "guardrails",
        "memoryBufferWindow",
        "toolCalculator",
        "toolThink",
        "aiTransform",
        "localFileTrigger",
        "emailReadImap",
        "stickyNote",
        "executeWorkflow",
    },
)
"""Core nodes: what a clause does, not where its data comes from or goes to."""
