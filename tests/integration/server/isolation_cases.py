"""For every route: how a stranger tries to reach somebody else's things by it, and what has to come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

GUESS = "01a20729-d073-7af2-8e1b-5a5fad0fab9c"


@dataclass(frozen=True, slots=True)
class Case:
    """`body` may name the victim's ids in braces. `status` is what the stranger gets.

    `public` routes work for those who are not signed in; on all others these get 401.
    """

    status: int = 404
    body: dict[str, Any] | None = None
    query: str = ""
    public: bool = False


OWN = Case(200)
"""It shows the caller's own things, so to a stranger nothing of the victim's."""

WORKFLOW: dict[str, Any] = {"nodes": [], "connections": {}}

CASES: dict[str, Case] = {
    "GET /api/health": Case(200, public=True),
    "POST /api/auth/sign-up": Case(422, {"email": "{email}", "password": "short"}, public=True),
    "POST /api/auth/sign-in": Case(401, {"email": "{email}", "password": "a wrong guess"}, public=True),
    "POST /api/auth/password/forgot": Case(409, {"email": "{email}"}, public=True),
    "POST /api/auth/password/reset": Case(422, {"token": GUESS, "password": "a good long one"}, public=True),
    "POST /api/auth/password": Case(401, {"current": "a wrong guess", "new": "a good long one"}),
    "GET /api/auth/keys": OWN,
    "POST /api/auth/keys": Case(201, {"name": "mine"}),
    "DELETE /api/auth/keys/{api_key_id}": Case(),
    "POST /api/conversations/{conversation_id}/share": Case(),
    "GET /api/conversations/{conversation_id}/share": Case(),
    "DELETE /api/conversations/{conversation_id}/share": Case(),
    "GET /api/shared/{token}": Case(public=True),
    "GET /api/users/me": OWN,
    "PATCH /api/users/me": Case(200, {"name": "Stranger"}),
    "GET /api/users/me/export": OWN,
    "GET /api/users/me/usage": OWN,
    "GET /api/users/me/model-keys": OWN,
    "PUT /api/users/me/model-keys/{provider}": Case(204, {"key": "a-key-of-my-own-0123"}),
    "DELETE /api/users/me/model-keys/{provider}": Case(204),
    "POST /api/chat/message": Case(404, {"message": "hello", "conversation_id": "{conversation_id}"}),
    "POST /api/generations/{generation_id}/stop": Case(),
    "GET /api/generations/{generation_id}/events": Case(),
    "POST /api/files": Case(422, {}),
    "GET /api/files/{file_id}/content": Case(),
    "DELETE /api/files/{file_id}": Case(),
    "GET /api/conversations": OWN,
    "GET /api/conversations/search": Case(200, query="?q=private"),
    "GET /api/conversations/{conversation_id}": Case(),
    "PATCH /api/conversations/{conversation_id}": Case(404, {"title": "mine now"}),
    "DELETE /api/conversations/{conversation_id}": Case(),
    "GET /api/conversations/{conversation_id}/export": Case(),
    "POST /api/messages/{message_id}/edit": Case(404, {"message": "mine now"}),
    "POST /api/messages/{message_id}/regenerate": Case(),
    "POST /api/messages/{message_id}/choose": Case(),
    "PUT /api/messages/{message_id}/feedback": Case(404, {"rating": "down", "reason": "mine"}),
    "DELETE /api/messages/{message_id}/feedback": Case(),
    "GET /api/credits/balance": OWN,
    "GET /api/credits/history": OWN,
    "GET /api/credits/history/export": OWN,
    "GET /api/credits/holds": OWN,
    "POST /api/workflow/fast-generate": Case(200, {"request": "every day send a mail with Gmail"}),
    "GET /api/workflows": Case(200, query="?q=private"),
    "POST /api/workflows": Case(201, {"workflow": WORKFLOW, "name": "mine"}),
    "POST /api/workflows/validate": Case(200, {"workflow": WORKFLOW}),
    "POST /api/workflows/repair": Case(200, {"workflow": WORKFLOW}),
    "GET /api/workflows/{workflow_id}": Case(),
    "PATCH /api/workflows/{workflow_id}": Case(404, {"name": "mine now"}),
    "DELETE /api/workflows/{workflow_id}": Case(),
    "POST /api/workflows/{workflow_id}/undelete": Case(),
    "POST /api/workflows/{workflow_id}/duplicate": Case(),
    "GET /api/workflows/{workflow_id}/download": Case(),
    "GET /api/workflows/{workflow_id}/versions": Case(),
    "POST /api/workflows/{workflow_id}/versions": Case(404, {"workflow": WORKFLOW}),
    "GET /api/workflows/{workflow_id}/versions/{number}": Case(),
    "GET /api/workflows/{workflow_id}/versions/{number}/diff": Case(),
    "POST /api/workflows/{workflow_id}/versions/{number}/restore": Case(),
    "GET /api/workflows/{workflow_id}/form": Case(query="?node=Start"),
    "GET /api/workflows/{workflow_id}/check": Case(),
    "POST /api/workflows/{workflow_id}/edits": Case(
        404, {"edits": [{"edit": "rename_node", "old": "Start", "new": "Mine"}]}
    ),
    "POST /api/workflows/{workflow_id}/fix": Case(404, {}),
    "POST /api/workflows/{workflow_id}/undo": Case(404, {}),
    "POST /api/workflows/{workflow_id}/redo": Case(404, {}),
    "GET /api/n8n-releases": OWN,
    "GET /api/nodes/search": OWN,
    "GET /api/search": Case(200, query="?q=slack"),
    "GET /api/nodes/{type_name}": Case(),
    "GET /api/templates": Case(200, query="?q=stripe"),
    "GET /api/templates/{key}": Case(),
    "GET /api/admin/users": Case(),
    "GET /api/admin/users/{account_id}": Case(),
    "POST /api/admin/users/{account_id}/credits": Case(404, {"amount": 5, "reason": "mine"}),
    "GET /api/admin/audit-log": Case(),
    "GET /api/admin/feedback": Case(),
    "GET /api/admin/models": Case(),
    "GET /api/admin/model-answers": Case(),
    "DELETE /api/admin/model-answers": Case(),
    "GET /api/admin/experiments": Case(),
    "POST /api/admin/experiments": Case(404, {"name": "mine", "arms": []}),
    "GET /api/admin/experiments/{experiment_id}": Case(),
    "POST /api/admin/experiments/{experiment_id}/start": Case(),
    "POST /api/admin/experiments/{experiment_id}/stop": Case(),
    "GET /api/conversations/{conversation_id}/memories": Case(),
    "DELETE /api/conversations/{conversation_id}/memories": Case(),
    "DELETE /api/conversations/{conversation_id}/memories/{memory_id}": Case(),
    "GET /api/admin/prompts": Case(),
    "GET /api/admin/prompts/{name}": Case(),
    "GET /api/admin/prompts/{name}/versions": Case(),
    "PUT /api/admin/prompts/{name}": Case(404, {"content": "mine"}),
    "POST /api/admin/prompts/{name}/rollback": Case(404, {}),
    "GET /api/admin/webhooks": Case(),
    "POST /api/admin/webhooks/replay": Case(404, {}),
    "GET /api/billing/plans": OWN,
    "GET /api/billing/subscription": OWN,
    "GET /api/billing/invoices": OWN,
    "POST /api/billing/checkout": Case(409, {"plan": "pack"}),
    "POST /api/billing/checkout/settle": Case(404, {"checkout": "cs_of_somebody_else"}),
    "POST /api/billing/portal": Case(409),
    "POST /api/billing/subscription": Case(409, {"plan": "pro"}),
    "POST /api/stripe/webhook": Case(404, {}, public=True),
    "POST /api/clerk/webhook": Case(404, {}, public=True),
    "POST /api/supabase/webhook": Case(404, {}, public=True),
    # At the end: they end the stranger's own session.
    "POST /api/auth/sign-out": Case(204),
    "POST /api/users/me/delete": Case(401, {"confirm": "delete"}),
}

ELSEWHERE = {"GET /api/events": "tests/integration/server/test_replicas.py: a stream that does not end"}
"""Routes with an isolation test of their own."""
