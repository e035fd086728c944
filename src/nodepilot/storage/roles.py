"""The database roles that a transaction of the app can take on. Migrations make them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Each may do one kind of work. None owns a table or can bypass row security."""

    USER = "authenticated"
    """One signed-in user: sees rows with their `user_id`. Named as Supabase names it."""

    ACCOUNTS = "nodepilot_accounts"
    """Signing in and up, sessions, first sight of an account."""

    LEDGER = "nodepilot_ledger"
    """Books the credits of the transaction's user; taken on for single statements."""

    VISITOR = "nodepilot_visitor"
    """Somebody with a link to a shared conversation."""

    REAPER = "nodepilot_reaper"
    """Looks after the leases of generations that run."""

    ADMIN = "nodepilot_admin"
    """An administrator: sees who there is and what was spent, and writes the audit log."""

    WEBHOOKS = "nodepilot_webhooks"
    """Stores what other services report, and what follows for subscriptions."""

    KNOWLEDGE = "nodepilot_knowledge"
    """Fills and reads what the product knows: patterns, templates, tips and prompts."""
