"""Read-only links to conversations, which can be revoked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from nodepilot.application.errors import NotFound
from nodepilot.conversations import repository
from nodepilot.conversations.schemas import ConversationSummary, Message
from nodepilot.storage.database import Database
from nodepilot.storage.errors import OwnerMissing
from nodepilot.storage.ids import new_id
from nodepilot.storage.vault import Vault

PURPOSE = "shared conversation"


@dataclass(frozen=True, slots=True)
class SharedConversation:
    """What somebody with the link sees."""

    conversation: ConversationSummary
    messages: list[Message]


class Sharing:
    """The token of a link is derived from the share's id: nothing that opens it lies in the database."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def share(self, user_id: UUID, conversation_id: UUID) -> str:
        """The link's token; the same again for a conversation that is shared already."""
        share_id = new_id()
        token = self._token(share_id)
        try:
            async with self._database.as_user(user_id) as transaction:
                if await repository.share_conversation(
                    transaction, conversation_id, share_id, _digest(token)
                ):
                    return token
                existing = await repository.find_share(transaction, conversation_id)
        except OwnerMissing as missing:
            raise NotFound("conversation") from missing
        if existing is None:
            raise NotFound("conversation")
        return self._token(existing)

    async def find_token(self, user_id: UUID, conversation_id: UUID) -> str | None:
        """The link's token; None when the conversation is not shared."""
        async with self._database.as_user(user_id) as transaction:
            share_id = await repository.find_share(transaction, conversation_id)
        return self._token(share_id) if share_id else None

    async def revoke(self, user_id: UUID, conversation_id: UUID) -> None:
        """The link opens nothing any more. Raises `NotFound` when it is not shared."""
        async with self._database.as_user(user_id) as transaction:
            if not await repository.unshare_conversation(transaction, conversation_id):
                raise NotFound("shared conversation")

    async def visit(self, token: str) -> SharedConversation:
        """What the link shows. Raises `NotFound`."""
        async with self._database.as_visitor(_digest(token)) as transaction:
            conversation = await repository.find_shared(transaction)
            if conversation is None:
                raise NotFound("shared conversation")
            messages = await repository.list_messages(transaction, conversation.id)
        return SharedConversation(conversation, messages)

    def _token(self, share_id: UUID) -> str:
        return self._vault.derive(str(share_id), purpose=PURPOSE)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
