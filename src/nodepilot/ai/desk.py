"""Where the stages of one answer ask: one budget, one set of prompts, one person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from nodepilot.ai.agent import Agent, InvalidAnswer
from nodepilot.ai.answers import KEPT, Answers, key_of
from nodepilot.ai.budget import Budget
from nodepilot.ai.discretion import Discreet
from nodepilot.ai.json_text import read_object
from nodepilot.ai.ports import (
    Ask,
    Call,
    Exchange,
    Kind,
    Listener,
    ModelFailure,
    Nobody,
    Picture,
    Reply,
    Task,
    Tool,
)
from nodepilot.ai.prompt import PromptBook, PromptValue, packaged_prompts
from nodepilot.ai.router import Router
from nodepilot.ai.storable import storable_text

Answer = TypeVar("Answer")
LookUp = Callable[[Call], Awaitable[str]]
"""What a tool finds, as text."""

MOST_LOOK_UPS = 3
"""Rounds of looking something up before the answer has to come."""


class Desk:
    """`model` is the one that answered last."""

    def __init__(
        self,
        router: Router,
        book: PromptBook | None = None,
        budget: Budget | None = None,
        listener: Listener | None = None,
        answers: Answers | None = None,
        n8n_version: str = "",
    ) -> None:
        """`answers` are kept for that n8n release; None where a question says more than the request."""
        self._answers = answers
        self._n8n_version = n8n_version
        self._to_keep: tuple[bytes, Task, str] | None = None
        self.router = router
        self.book = book or packaged_prompts()
        self.budget = budget or Budget(router.table.limits)
        self.listener = listener
        self.model = ""

    @property
    def provider(self) -> str:
        """Whose model answered last; "" while none has."""
        return self.router.table.models[self.model].provider if self.model else ""

    async def ask(
        self,
        agent: Agent[Answer],
        complexity: int = 0,
        pictures: tuple[Picture, ...] = (),
        passed_over: str = "",
        **values: PromptValue,
    ) -> Answer:
        """The agent's answer, not from the provider that is `passed_over`. Raises `NoModelAnswered`."""
        found: list[Answer] = []

        def check(reply: Reply) -> None:
            found[:] = [_read(agent, _arguments(reply, agent.tool))]

        question = self._question(agent.task, agent.prompts, values, (agent.tool,), agent.longest)
        question = replace(question, pictures=pictures)
        kept = await self._kept(question, complexity, passed_over)
        if kept is not None:
            return agent.read(kept)
        reply = await self._send(question, complexity, check, passed_over)
        self.keep(_arguments(reply, agent.tool))
        return found[0]

    def keep(self, value: Mapping[str, Any]) -> None:
        """Keeps the answer to the last question that could be: it has proved right."""
        if self._answers is not None and self._to_keep is not None:
            self._answers.keep(*self._to_keep, value)
        self._to_keep = None

    async def ask_with_tools(
        self,
        agent: Agent[Answer],
        tools: tuple[Tool, ...],
        look_up: LookUp,
        complexity: int = 0,
        passed_over: str = "",
        **values: PromptValue,
    ) -> Answer:
        """The same, and the model may look things up first: `MOST_LOOK_UPS` rounds at most, then it has to answer.

        Nothing is kept by itself: whoever finds that it is right calls `keep`.

        Raises `NoModelAnswered`.
        """
        exchanges: list[Exchange] = []
        while True:
            is_last = len(exchanges) == MOST_LOOK_UPS
            offered = (agent.tool,) if is_last else (*tools, agent.tool)
            looking = frozenset(() if is_last else (tool.name for tool in tools))

            def check(reply: Reply, looking: frozenset[str] = looking) -> None:
                if not _looks_up(reply, looking):
                    _arguments(reply, agent.tool)

            question = self._question(
                agent.task, agent.prompts, values, offered, agent.longest, tuple(exchanges)
            )
            kept = await self._kept(question, complexity, passed_over) if not exchanges else None
            if kept is not None:
                return agent.read(kept)
            reply = await self._send(question, complexity, check, passed_over)
            if not _looks_up(reply, looking):
                return agent.read(_arguments(reply, agent.tool))
            exchanges.append(Exchange(reply.calls, tuple([await look_up(call) for call in reply.calls])))

    async def write(self, task: Task, prompts: tuple[str, ...], longest: int, **values: PromptValue) -> str:
        """A text, told to the listener piece by piece; none that repeats our instructions.

        Raises `NoModelAnswered`.
        """
        question = self._question(task, prompts, values, (), longest)
        discreet = Discreet(self.listener or Nobody(), question.system)

        def check(reply: Reply) -> None:
            if discreet.repeats(reply.text):
                raise ModelFailure(Kind.REFUSED)

        answered = await self.router.ask(question, self.budget, check=check, listener=discreet)
        self.model = answered.model
        return answered.reply.text

    def _question(
        self,
        task: Task,
        prompts: tuple[str, ...],
        values: Mapping[str, PromptValue],
        tools: tuple[Tool, ...],
        longest: int,
        exchanges: tuple[Exchange, ...] = (),
    ) -> Ask:
        chosen = [self.book.get(name) for name in ("main_prompt", *prompts)]
        system = "\n\n".join(prompt.instructions for prompt in chosen)
        must = tools[0].name if len(tools) == 1 else None
        # Of a workflow that somebody brought along, too, there may be halves of surrogate pairs.
        prompt = storable_text(chosen[-1].render(**values))
        return Ask(task, system, prompt, tools, must, exchanges, longest)

    async def _kept(self, question: Ask, complexity: int, passed_over: str) -> Mapping[str, Any] | None:
        """The answer that was kept, if there is one; else where to keep the one that comes."""
        self._to_keep = None
        model = self.router.first(question, complexity, passed_over)
        if self._answers is None or question.task not in KEPT or not model:
            return None
        key = key_of(question, model, self._n8n_version)
        found = await self._answers.find(key)
        if found is None:
            self._to_keep = (key, question.task, model)
            return None
        self.budget.spend_nothing(question.task, self.router.table.models[model].provider, model)
        self.model = model
        return found

    async def _send(
        self, question: Ask, complexity: int, check: Callable[[Reply], None] | None, passed_over: str
    ) -> Reply:
        answered = await self.router.ask(
            question,
            self.budget,
            complexity,
            passed_over=passed_over,
            check=check,
            listener=self.listener,
        )
        self.model = answered.model
        return answered.reply


def _looks_up(reply: Reply, names: frozenset[str]) -> bool:
    """Whether there are calls, and nothing but calls, of tools with these names that ask for something."""
    return bool(reply.calls) and all(
        call.name in names and not call.arguments.keys() & {"steps", "nodes"} for call in reply.calls
    )


def _arguments(reply: Reply, tool: Tool) -> Mapping[str, Any]:
    """Of the call that was wanted. What was given to another tool, or written as a text, counts as well if it has
    all that is required. Raises `ModelFailure` when there is nothing of the kind."""
    for call in reply.calls:
        if call.name == tool.name:
            return call.arguments
    required = set(tool.schema.get("required", ()))
    found = [*(call.arguments for call in reply.calls), read_object(reply.text)]
    for value in found:
        if value is not None and required and required <= value.keys():
            return value
    raise ModelFailure(Kind.MALFORMED)


def _read(agent: Agent[Answer], value: Mapping[str, Any]) -> Answer:
    try:
        return agent.read(value)
    except InvalidAnswer as error:
        raise ModelFailure(Kind.MALFORMED) from error
