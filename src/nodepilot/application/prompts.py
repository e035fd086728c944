"""Prompts as they count now, and how administrators change them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from uuid import UUID

from nodepilot.administration import repository as audit
from nodepilot.ai.prompt import InvalidPrompt, PromptBook, check_fits, packaged_prompts, parse_prompt
from nodepilot.ai.prompts import NAMES, packaged_text
from nodepilot.application.acting import acting, looking
from nodepilot.application.errors import NotFound
from nodepilot.reference import prompt_versions
from nodepilot.reference.prompt_versions import PromptText, PromptVersion
from nodepilot.reference.schemas import Held
from nodepilot.reference.service import KnowledgeTables
from nodepilot.sentences import say
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role

log = logging.getLogger(__name__)


class Prompts:
    """A change counts at once in every process of the database: each hears of it and loads it anew."""

    def __init__(self, database: Database, knowledge: KnowledgeTables) -> None:
        self._database = database
        self._knowledge = knowledge
        self._of: Held | None = None
        self._book = packaged_prompts()

    @property
    def book(self) -> PromptBook:
        """The prompts that count now. One that cannot be used is replaced by this release's own."""
        held = self._knowledge.held
        if held is not self._of:
            self._book = _book_of(held)
            self._of = held
        return self._book

    async def active(self, actor: UUID) -> list[PromptVersion]:
        async with looking(self._database, actor, "list prompts") as transaction:
            return await prompt_versions.list_active(transaction)

    async def versions(self, actor: UUID, name: str) -> list[PromptVersion]:
        """Newest first. Raises `NotFound`."""
        async with looking(self._database, actor, "list versions of a prompt", {"name": name}) as transaction:
            found = await prompt_versions.list_versions(transaction, name)
        if not found:
            raise NotFound("prompt", say("`GET /api/admin/prompts` lists them."))
        return found

    async def version(self, actor: UUID, name: str, number: int | None = None) -> PromptText:
        """Without a number the one that counts. Raises `NotFound`."""
        async with looking(
            self._database, actor, "read prompt", {"name": name, "version": number}
        ) as transaction:
            return _there(await prompt_versions.find_version(transaction, name, number))

    async def edit(self, actor: UUID, name: str, content: str) -> PromptText:
        """A new version that counts from now on. Raises `InvalidPrompt` for a text that its stage cannot use."""
        check_fits(parse_prompt(name, content))
        async with acting(self._database, actor, "edit prompt", {"name": name}) as transaction:
            await prompt_versions.wait_for_others(transaction, name)
            number = await prompt_versions.add_version(transaction, name, content, actor)
            return _there(await prompt_versions.find_version(transaction, name, number))

    async def roll_back(self, actor: UUID, name: str, to: int | None = None) -> PromptText:
        """Makes a version count again: the one before the present one, or the one with the number.

        Raises `NotFound` when there is none.
        """
        async with acting(
            self._database, actor, "roll prompt back", {"name": name, "version": to}
        ) as transaction:
            await prompt_versions.wait_for_others(transaction, name)
            present = _there(await prompt_versions.find_version(transaction, name))
            number = (
                to
                if to is not None
                else await prompt_versions.find_before(transaction, name, present.version)
            )
            if number is None:
                raise NotFound(say("earlier version of the prompt"), say("This is the first one."))
            wanted = _there(await prompt_versions.find_version(transaction, name, number))
            parse_prompt(name, wanted.content)
            await prompt_versions.activate(transaction, name, number)
            return _there(await prompt_versions.find_version(transaction, name, number))


async def active_texts(database: Database) -> dict[str, str]:
    """For an operator at the command line: the text of each prompt that counts, by name.

    Before the server has started for the first time these are the ones of this release.
    """
    async with database.acting_as(Role.ADMIN) as transaction:
        await audit.note(transaction, None, "export prompts")
        names = [row.name for row in await prompt_versions.list_active(transaction)]
        stored = {
            name: _there(await prompt_versions.find_version(transaction, name)).content for name in names
        }
    return {name: packaged_text(name) for name in NAMES} | stored


async def take_over(database: Database, texts: Mapping[str, str]) -> list[str]:
    """For an operator: new versions of those prompts whose text differs; their names. All or none.

    Raises `InvalidPrompt`, with the name.
    """
    for name, content in texts.items():
        try:
            check_fits(parse_prompt(name, content))
        except InvalidPrompt as error:
            raise InvalidPrompt(f"{name}: {error}") from error
    changed: list[str] = []
    async with database.acting_as(Role.ADMIN) as transaction:
        for name, content in sorted(texts.items()):
            await prompt_versions.wait_for_others(transaction, name)
            present = await prompt_versions.find_version(transaction, name)
            # Before a server has started for the first time, what counts is this release's own.
            if content != (packaged_text(name) if present is None else present.content):
                await audit.note(transaction, None, "edit prompt", detail={"name": name})
                await prompt_versions.add_version(transaction, name, content, None)
                changed.append(name)
    return changed


def _book_of(held: Held) -> PromptBook:
    book = packaged_prompts()
    for row in held.prompts.values():
        try:
            prompt = parse_prompt(row.name, row.content, row.version)
            check_fits(prompt)
        except InvalidPrompt as error:
            log.warning("Version %s of the prompt %s is not used: %s", row.version, row.name, error)
        else:
            book = book.replacing(prompt)
    return book


def _there(found: PromptText | None) -> PromptText:
    if found is None:
        raise NotFound(
            say("version of a prompt"), say("`GET /api/admin/prompts/{name}/versions` lists them.")
        )
    return found
