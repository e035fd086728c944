"""Everything that is kept about a user, as one JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from nodepilot.accounts import repository as accounts
from nodepilot.application.errors import NotFound
from nodepilot.storage.database import Database, Transaction

SECTIONS: Mapping[str, LiteralString] = {
    "conversations": "select to_json(r) as document from (select c.id, c.title, c.pinned, c.metadata, c.created_at,"
    " c.updated_at, (select coalesce(json_agg(m order by m.timestamp, m.id), '[]') from (select id, parent_id,"
    " active, role, content, metadata, timestamp from conversation_messages where conversation_id = c.id) m)"
    " as messages from conversations c order by c.updated_at desc, c.id desc) r",
    "shared_conversations": "select to_json(r) as document from"
    " (select conversation_id, created_at from conversation_shares order by created_at) r",
    "files": "select to_json(r) as document from (select id, conversation_id, name, kind, size, reading, created_at,"
    " encode(content, 'base64') as content_base64 from files order by id) r",
    "workflows": "select to_json(r) as document from (select w.id, w.name, w.conversation_id, w.created_at,"
    " w.updated_at, w.deleted_at, (select coalesce(json_agg(v order by v.number), '[]') from (select number,"
    " author, message, step, node_count, created_at, workflow_json as workflow from workflow_versions"
    " where workflow_id = w.id) v) as versions from workflows w order by w.updated_at desc, w.id desc) r",
    "generations": "select to_json(r) as document from (select id, conversation_id, user_message_id,"
    " assistant_message_id, prompt, workflow_json as workflow, generation_time_ms, model_used, status, outcome,"
    " created_at, finished_at from workflow_generations order by id desc) r",
    "memories": "select to_json(r) as document from (select conversation_id, kind, text, score, created_at"
    " from conversation_memories order by created_at) r",
    "model_calls": "select to_json(r) as document from (select generation_id, stage, provider, model, input_tokens,"
    " cached_tokens, output_tokens, dollars, milliseconds, failure, from_cache, created_at from model_calls"
    " order by id desc) r",
    "feedback": "select to_json(r) as document from (select message_id, rating, reason, answered_by, created_at"
    " from message_feedback order by created_at) r",
    "credit_account": "select to_json(r) as document from"
    " (select balance, held, created_at from credit_accounts) r",
    "credit_lots": "select to_json(r) as document from (select l.id, l.origin, l.amount, l.remaining, l.held,"
    " l.expires_at, l.created_at, p.source as paid_by, p.taken_back from credit_lots l"
    " left join credit_payments p on p.lot_id = l.id order by l.id) r",
    "credit_holds": "select to_json(r) as document from (select id, generation_id, lot_id, status, created_at,"
    " closed_at from credit_holds order by id) r",
    "credit_history": "select to_json(r) as document from (select transaction_id, amount, transaction_type,"
    " workflow_generation_id, remaining_balance, created_at from credit_history order by position desc) r",
    "subscription": "select to_json(r) as document from (select stripe_customer_id, stripe_subscription_id, status,"
    " current_period_end, plan_details, past_due_since, created_at, updated_at from subscriptions) r",
    "api_keys": "select to_json(r) as document from (select id, name, prefix, scopes, created_at, last_used_at,"
    " revoked_at from api_keys order by id) r",
    "model_keys": "select to_json(r) as document from"
    " (select provider, hint, created_at from model_keys order by provider) r",
    "sessions": "select to_json(r) as document from (select id, user_agent, created_at, expires_at, revoked_at"
    " from sessions order by id) r",
}
"""Lists by name; row security leaves the user's own rows alone in each."""

LEFT_OUT = {
    "experiment_exposures": "which variant answered; the answer's own figures are with its generation and calls",
    "generation_events": "how an answer was streamed; the answer itself is in its message",
    "one_time_tokens": "digests of secrets",
    "password_credentials": "the digest of a secret",
    "user_events": "what open tabs were told of changes; the changes themselves are in the other lists",
    "user_event_counters": "how many there were",
}
"""Tables with rows of a user that are in no list, and why."""


@dataclass(frozen=True, slots=True)
class _Row:
    document: dict[str, Any]


async def export_account(database: Database, user_id: UUID) -> dict[str, Any]:
    """The account itself as `user`, and a list for each section. Raises `NotFound`."""
    async with database.as_user(user_id) as transaction:
        user = await accounts.find_user(transaction)
        if user is None:
            raise NotFound("user")
        return {
            "user": user.model_dump(mode="json"),
            **{name: await _documents(transaction, query) for name, query in SECTIONS.items()},
        }


async def _documents(transaction: Transaction, query: LiteralString) -> list[dict[str, Any]]:
    return [row.document for row in await transaction.fetch_all(query, into=_Row)]
