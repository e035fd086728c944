"""Queries on the knowledge tables. All in the knowledge role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from nodepilot.knowledge.house import House
from nodepilot.reference.experiments import find_running, texts_of
from nodepilot.reference.schemas import ChangedPattern, Held, OwnTemplate, OwnTip, Prompt
from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json

LOCK = 0x4E50_4B4E_4F57
"""Key of the advisory lock; a second process that fills the tables waits for the first."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Key:
    key: str


async def find_digest(transaction: Transaction) -> str | None:
    """What was filled in last; None when nothing was yet."""
    found: str | None = await transaction.find_value("select digest from knowledge_state")
    return found


async def wait_for_others(transaction: Transaction) -> None:
    """Until the transaction ends, nobody else fills the tables."""
    await transaction.execute("select pg_advisory_xact_lock(%s)", (LOCK,))


async def keep_digest(transaction: Transaction, digest: str) -> None:
    await transaction.execute(
        "insert into knowledge_state (digest) values (%s)"
        " on conflict (is_only) do update set digest = excluded.digest, seeded_at = now()",
        (digest,),
    )


async def fill_patterns(transaction: Transaction, rows: Rows) -> None:
    """Brings the shipped rows to what they are now; an operator's own stay."""
    await _drop_missing(transaction, "delete from node_patterns where is_shipped and not key = any(%s)", rows)
    await transaction.execute(
        "insert into node_patterns (key, node_type, node_name, node_config, use_case, is_featured,"
        " performance_metrics, is_shipped)"
        " select key, node_type, node_name, node_config, use_case, is_featured, performance_metrics, true"
        " from json_to_recordset(%s) as r(key text, node_type text, node_name text, node_config json,"
        " use_case text, is_featured boolean, performance_metrics json)"
        " on conflict (key) do update set node_type = excluded.node_type, node_name = excluded.node_name,"
        " node_config = excluded.node_config, use_case = excluded.use_case,"
        " is_featured = excluded.is_featured, performance_metrics = excluded.performance_metrics"
        " where node_patterns.is_shipped",
        (as_json(rows),),
    )


async def fill_templates(transaction: Transaction, rows: Rows) -> None:
    """The same for templates; what was switched off stays off."""
    await _drop_missing(
        transaction, "delete from workflow_templates where is_shipped and not key = any(%s)", rows
    )
    await transaction.execute(
        "insert into workflow_templates (key, name, description, category, workflow_json, node_count,"
        " complexity_level, use_cases, integrations, is_shipped)"
        " select key, name, description, category, workflow_json, node_count, complexity_level, use_cases,"
        " integrations, true"
        " from json_to_recordset(%s) as r(key text, name text, description text, category text,"
        " workflow_json json, node_count integer, complexity_level text, use_cases text[], integrations text[])"
        " on conflict (key) do update set name = excluded.name, description = excluded.description,"
        " category = excluded.category, workflow_json = excluded.workflow_json,"
        " node_count = excluded.node_count, complexity_level = excluded.complexity_level,"
        " use_cases = excluded.use_cases, integrations = excluded.integrations"
        " where workflow_templates.is_shipped",
        (as_json(rows),),
    )


async def fill_tips(transaction: Transaction, rows: Rows) -> None:
    """The same for tips."""
    await _drop_missing(transaction, "delete from workflow_tips where is_shipped and not key = any(%s)", rows)
    await transaction.execute(
        "insert into workflow_tips (key, tip_title, tip_content, category, application_context, is_shipped)"
        " select key, tip_title, tip_content, category, application_context, true"
        " from json_to_recordset(%s) as r(key text, tip_title text, tip_content text, category text,"
        " application_context json)"
        " on conflict (key) do update set tip_title = excluded.tip_title,"
        " tip_content = excluded.tip_content, category = excluded.category,"
        " application_context = excluded.application_context"
        " where workflow_tips.is_shipped",
        (as_json(rows),),
    )


async def ship_prompt(transaction: Transaction, name: str, content: str) -> None:
    """Adds a version when the text is another than what was shipped last.

    It becomes the active one, unless somebody's edited version is: that goes on.
    """
    last = await transaction.find_value(
        "select content from ai_prompts where name = %s and origin = 'shipped' order by version desc limit 1",
        (name,),
    )
    if last == content:
        return
    edited = await transaction.find_value(
        "select exists (select 1 from ai_prompts where name = %s and is_active and origin = 'edited')",
        (name,),
    )
    if not edited:
        await transaction.execute(
            "update ai_prompts set is_active = false where name = %s and is_active", (name,)
        )
    await transaction.execute(
        "insert into ai_prompts (name, version, content, is_active, origin)"
        " select %(name)s, coalesce(max(version), 0) + 1, %(content)s, %(active)s, 'shipped'"
        " from ai_prompts where name = %(name)s",
        {"name": name, "content": content, "active": not edited},
    )


async def load(transaction: Transaction) -> Held:
    """All that is held in memory."""
    prompts = await transaction.fetch_all(
        "select name, version, content from ai_prompts where is_active", into=Prompt
    )
    hidden_templates = await transaction.fetch_all(
        "select key from workflow_templates where not (is_shipped and is_active)", into=_Key
    )
    own_templates = await transaction.fetch_all(
        "select key, name, description, category, workflow_json, node_count, complexity_level, use_cases,"
        " integrations from workflow_templates where is_active and not is_shipped order by category, key",
        into=OwnTemplate,
    )
    hidden_tips = await transaction.fetch_all(
        "select key from workflow_tips where not (is_shipped and is_active)", into=_Key
    )
    own_tips = await transaction.fetch_all(
        "select key, tip_title, tip_content from workflow_tips where is_active and not is_shipped order by key",
        into=OwnTip,
    )
    patterns = await transaction.fetch_all(
        "select key, node_type, node_name, node_config, use_case, is_featured, is_active and not is_shipped as is_own"
        " from node_patterns where not (is_shipped and is_active) order by key",
        into=ChangedPattern,
    )
    experiment = await find_running(transaction)
    texts = (
        [text for arm in experiment.arms for text in await texts_of(transaction, arm.prompts)]
        if experiment
        else []
    )
    return Held(
        experiment=experiment,
        experiment_prompts=tuple(texts),
        prompts={prompt.name: prompt for prompt in prompts},
        own_templates=tuple(own_templates),
        own_tips=tuple(own_tips),
        hidden_tips=frozenset(row.key for row in hidden_tips),
        house=House(
            tuple(row.pattern() for row in patterns if row.is_own),
            frozenset(row.key for row in patterns),
            frozenset(row.key for row in hidden_templates),
        ),
    )


async def _drop_missing(transaction: Transaction, statement: LiteralString, rows: Rows) -> None:
    await transaction.execute(statement, ([row["key"] for row in rows],))
