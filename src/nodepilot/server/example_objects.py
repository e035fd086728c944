"""Whole objects for the examples of `/api/openapi.json`, by the name of their schema: what only makes sense together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.server.example_values import ID, MOMENT

_ISSUE = {
    "code": "UNKNOWN_PARAMETER",
    "severity": "warning",
    "source": "nodepilot",
    "kind": "parameter",
    "node": "HTTP Request",
    "parameter": "adress",
    "port": None,
    "path": "nodes[1].parameters.adress",
    "message": "`HTTP Request` has no parameter `adress`. Did you mean `url`?",
    "suggestion": "url",
}

_PROMPT = {
    "name": "conversation_title",
    "version": 3,
    "is_active": True,
    "origin": "edited",
    "author_id": ID,
    "characters": 640,
    "created_at": MOMENT,
}

_ARMS = [
    {"name": "as it is", "prompts": {}, "routes": {}, "provider": ""},
    {"name": "shorter prompt", "prompts": {"conversation_title": 3}, "routes": {}, "provider": ""},
]

_EXPERIMENT = {
    "id": ID,
    "name": "shorter titles",
    "status": "running",
    "arms": _ARMS,
    "created_at": MOMENT,
    "started_at": MOMENT,
    "stopped_at": None,
}

_FIELD = {
    "path": "url",
    "label": "URL",
    "kind": "string",
    "value": "https://example.com/status",
    "is_set": True,
    "required": True,
    "takes_expression": True,
    "multiple": False,
    "choices": [],
    "from_service": False,
    "modes": [],
    "minimum": None,
    "maximum": None,
    "editor": None,
    "secret": False,
    "fields": [],
    "more": [],
    "groups": [],
}

OBJECTS: Mapping[str, Mapping[str, Any]] = {
    "IssueRow": _ISSUE,
    "MendableIssue": {**_ISSUE, "fix": {"text": "`adress` left out", "safe": True}},
    "FixRow": {
        "code": "UNKNOWN_PARAMETER",
        "node": "HTTP Request",
        "parameter": "adress",
        "safe": True,
        "text": "`adress` left out",
        "edits": [{"edit": "unset_parameter", "node": "HTTP Request", "path": "adress"}],
    },
    "NoteRow": {
        "code": "MISSING_CREDENTIAL",
        "node": "Slack",
        "parameter": None,
        "text": "Only you can connect Slack.",
    },
    "ChosenIssue": {"code": "UNKNOWN_PARAMETER", "node": "HTTP Request", "parameter": "adress"},
    "SetupList": {
        "credentials": [
            {
                "node": "Slack",
                "type": "slackApi",
                "name": "Slack API",
                "where": "Make an app at api.slack.com/apps and copy its bot token.",
                "scopes": "chat:write",
            }
        ],
        "placeholders": [{"node": "Slack", "parameter": "channelId", "what": "the channel"}],
        "assumptions": [{"text": "The time was left open: 09:00.", "node": "Schedule", "span": [0, 9]}],
        "effects": [{"node": "Slack", "service": "Slack", "kind": "writes", "what": "Send a message"}],
        "timing": {"runs_a_month": 30, "next_runs": ["2026-03-03T09:00:00+00:00"], "timezone": "UTC"},
    },
    "ChangeRow": {
        "kind": "parameter",
        "text": "`Schedule`: every hour instead of every day",
        "node": "Schedule",
        "path": "rule.interval[0].field",
    },
    "NodeForm": {
        "node": "HTTP Request",
        "type": "n8n-nodes-base.httpRequest",
        "type_name": "HTTP Request",
        "fields": [_FIELD],
        "others": [],
        "credentials": [{"type": "httpBasicAuth", "label": "Basic Auth", "required": False}],
        "inputs": [{"node": "Schedule", "direct": True, "fields": [{"path": "timestamp", "type": "string"}]}],
        "unreadable": None,
    },
    "Found": {
        "kind": "nodes",
        "key": "n8n-nodes-base.slack",
        "title": "Slack",
        "text": "Communication: Send a message; Get the history of a channel",
    },
    "NodeParameter": {
        "name": "select",
        "label": "Send Message To",
        "type": "options",
        "default": "",
        "required": True,
        "choices": [{"name": "Channel", "value": "channel"}, {"name": "User", "value": "user"}],
        "shown_for": {"resource": ["message"], "operation": ["post"]},
        "children": [],
    },
    "UploadedFile": {
        "id": ID,
        "name": "orders.csv",
        "kind": "csv",
        "size": 4120,
        "columns": ["email", "first_name", "total"],
        "rows": 80,
        "nodes": None,
        "is_cut": False,
    },
    "ReleaseList": {"releases": ["2.40.7", "2.0.3", "1.123.81"]},
    "MemoryRow": {
        "id": ID,
        "kind": "preference",
        "text": "Messages go to #sales.",
        "score": 0.8,
        "created_at": MOMENT,
    },
    "PromptVersion": _PROMPT,
    "PromptText": {
        **_PROMPT,
        "content": "---\npurpose: Names a conversation\nmessage: text\n---\nSay it in six words.\n---\n{message}\n",
    },
    "ExperimentBody": {"name": "shorter titles", "arms": [{"name": each["name"]} for each in _ARMS]},
    "Experiment": _EXPERIMENT,
    "ArmFigures": {
        "arm": "shorter prompt",
        "answers": 120,
        "gate_passed": {"value": 0.95, "low": 0.89, "high": 0.98, "of": 120},
        "repair_rounds": {"value": 0.2, "low": 0.1, "high": 0.3, "of": 120},
        "milliseconds": {"value": 9200.0, "low": 8700.0, "high": 9700.0, "of": 120},
        "dollars": {"value": 0.012, "low": 0.011, "high": 0.013, "of": 120},
        "liked": None,
    },
    "KeptAnswers": {"stage": "intent", "model": "a-small-model", "answers": 40, "hits": 12},
    "ModelDay": {
        "day": MOMENT[:10],
        "stage": "workflow_generation",
        "provider": "openai",
        "model": "a-model",
        "calls": 40,
        "failures": 1,
        "from_cache": 6,
        "input_tokens": 88_000,
        "cached_tokens": 61_000,
        "output_tokens": 12_400,
        "dollars": 0.42,
        "milliseconds": 5_200,
    },
    "ModelTotals": {
        "calls": 40,
        "failures": 1,
        "from_cache": 6,
        "input_tokens": 88_000,
        "cached_tokens": 61_000,
        "output_tokens": 12_400,
        "dollars": 0.42,
        "answer_hit_rate": 0.15,
        "prompt_hit_rate": 0.69,
    },
    "DayOfModels": {
        "day": MOMENT[:10],
        "calls": 4,
        "input_tokens": 8_800,
        "cached_tokens": 6_100,
        "output_tokens": 1_240,
        "dollars": 0.042,
    },
}
