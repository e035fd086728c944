"""What stands in the examples of `/api/openapi.json`, by the name of the property or `Schema.property`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ID = "019ac0de-7a3b-7cc1-9f4e-2b8a5d6c7e8f"

MOMENT = "2026-03-02T09:30:00Z"

WORKFLOW: dict[str, Any] = {
    "name": "Ask the status page every hour",
    "nodes": [
        {
            "id": "1d0c2f5e-8f6b-4c57-9f0e-6a3b2c1d4e5f",
            "name": "Schedule Trigger",
            "type": "n8n-nodes-base.scheduleTrigger",
            "typeVersion": 1.2,
            "position": [0, 0],
            "parameters": {"rule": {"interval": [{"field": "hours"}]}},
        },
        {
            "id": "7e6d5c4b-3a29-4817-8605-f4e3d2c1b0a9",
            "name": "HTTP Request",
            "type": "n8n-nodes-base.httpRequest",
            "typeVersion": 4.2,
            "position": [240, 0],
            "parameters": {"url": "https://example.com/status"},
        },
    ],
    "connections": {"Schedule Trigger": {"main": [[{"node": "HTTP Request", "type": "main", "index": 0}]]}},
    "settings": {},
}

VALUES: Mapping[str, Any] = {
    "about": "Ask the status page every hour",
    "Account.attention": None,
    "Account.balance": 19,
    "action": "credits.grant",
    "NodeAction.action": "Send a message",
    "amount": -1,
    "GrantBody.amount": 25,
    "Invoice.amount": 1400,
    "Lot.amount": 25,
    "AnswerBody.role": "assistant",
    "answered_by": "built-in",
    "attempts": 1,
    "available": 18,
    "balance": 19,
    "base": 2,
    "category": "Communication",
    "TemplateRow.category": "support",
    "TemplateDetail.category": "support",
    "cents": 1400,
    "checkout": "cs_test_a1B2c3D4",
    "Health.checks": {
        "database": {"ok": True, "milliseconds": 0.4},
        "catalog": {"ok": True, "n8n_version": "2.40.7"},
    },
    "confidence": 0.94,
    "content": "Every hour the workflow asks https://example.com/status.",
    "credits": 150,
    "currency": "usd",
    "current": "the password until now",
    "current_period_end": "2026-04-02T09:30:00Z",
    "days": 31,
    "deleted_at": None,
    "description": "Posts each new support ticket to a Slack channel.",
    "detail": {"amount": 25, "reason": "An answer went wrong"},
    "down": 1,
    "email": "name@example.com",
    "event_id": "stripe:evt_1a2b3c",
    "excerpt": "asks the status page every hour",
    "EventRow.sender": "stripe",
    "EventRow.status": "handled",
    "expires_at": "2026-03-09T09:30:00Z",
    "failed": 0,
    "file": "the bytes of the file",
    "fixes": [
        {"code": "UNKNOWN_PARAMETER", "node": "HTTP Request", "text": "`adress` left out", "safe": True}
    ],
    "held": 1,
    "hint": "…4f2a",
    "EventRow.id": "evt_1a2b3c",
    "Invoice.id": "in_1a2b3c",
    "integrations": ["Slack"],
    "issues": [
        {
            "code": "UNKNOWN_PARAMETER",
            "severity": "warning",
            "node": "HTTP Request",
            "path": "parameters.adress",
            "message": "The node has no parameter `adress`. Did you mean `url`?",
        }
    ],
    "key": "new-ticket-to-slack",
    "ModelKeyBody.key": "the provider's key",
    "NewApiKey.key": "np_<shown this once>",
    "last_error": None,
    "message": "Ask every hour instead of every day",
    "metadata": {"outcome": "workflow", "answered_by": "built-in", "milliseconds": 18},
    "milliseconds": 18,
    "n8n_version": "2.40.7",
    "name": "Ask the status page every hour",
    "Account.name": "Ada",
    "ApiKey.name": "laptop",
    "NewApiKey.name": "laptop",
    "NewApiKeyBody.name": "laptop",
    "NodeDetail.name": "Slack",
    "NodeRow.name": "Slack",
    "PlanRow.name": "Starter",
    "TakenCredential.name": "Slack OAuth2 API",
    "TemplateDetail.name": "New ticket to Slack",
    "TemplateRow.name": "New ticket to Slack",
    "User.name": "Ada",
    "UserChange.name": "Ada",
    "new": "a longer password than before",
    "node": "HTTP Request",
    "node_count": 2,
    "node_types": ["n8n-nodes-base.webhook", "n8n-nodes-base.slack"],
    "notes": [],
    "number": 2,
    "Invoice.number": "A1B2C3D4-0001",
    "operations": ["Send a message"],
    "outcome": "workflow",
    "parameters": {"resource": "message", "operation": "post"},
    "password": "a long password of one's own",
    "plan": "starter",
    "plans": None,
    "Problem.errors": None,
    "Problem.type": "about:blank",
    "prefix": "np_a1b2",
    "provenance": {"HTTP Request": {"": {"kind": "request", "span": [0, 19], "note": ""}}},
    "questions": [],
    "reason": "It did what I asked for",
    "GrantBody.reason": "An answer went wrong",
    "remaining": 19,
    "remaining_balance": 19,
    "requests": 6,
    "scopes": ["read", "write"],
    "service": "Slack",
    "settings": {"n8n_version": "2.40.7"},
    "status": "active",
    "Invoice.status": "paid",
    "subscription_tier": "free",
    "FastGenerateAnswer.text": "Every hour the workflow asks https://example.com/status.",
    "title": "Ask the status page",
    "token": "the token at the end of the link",
    "type": "n8n-nodes-base.slack",
    "EventRow.type": "invoice.paid",
    "TakenCredential.type": "slackOAuth2Api",
    "type_name": "Slack",
    "up": 4,
    "url": "https://nodepilot.example.com/shared/the-token",
    "use_cases": ["tell the team of a new ticket"],
    "version": 3,
    "Health.version": "0.1.0",
    "version_count": 2,
    "versions": [2.3, 2.2],
    "workflow": WORKFLOW,
    "DayOfUse.workflows": 4,
}

PARAMETERS: Mapping[str, Any] = {
    "name": "conversation_title",
    "node": "HTTP Request",
    "category": "support",
    "idempotency-key": "5f0c3a52-save-button",
    "key": "new-ticket-to-slack",
    "last-event-id": 0,
    "n8n_version": "2.40.7",
    "q": "slack",
    "token": "the-token-of-the-link",
    "type_name": "n8n-nodes-base.slack",
}

STREAM = (
    "id: 1\nevent: stage_started\n"
    'data: {"stage":"understand"}\n\n'
    "id: 2\nevent: text\n"
    'data: {"delta":"Every hour the workflow asks https://example.com/status."}\n\n'
)

TEXTS: Mapping[str, str] = {
    "text/event-stream": STREAM,
    "text/markdown": "# Ask the status page\n\n**You:** every hour ask https://example.com/status\n",
    "text/csv": "moment,what,amount,balance\r\n2026-03-02T09:30:00Z,chat_interaction,-1,19\r\n",
}
"""Answers that are no JSON, by media type."""
