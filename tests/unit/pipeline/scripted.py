"""A model that answers as told, in place of a provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nodepilot.ai.model_facts import ModelTable, load_models
from nodepilot.ai.ports import Ask, Call, Kind, ModelFailure, Reply, Task, Tell, Usage
from nodepilot.ai.router import Providers, Router

Answer = Mapping[str, Any] | str | ModelFailure | Call
Script = Mapping[Task, list[Answer]]


@dataclass
class ScriptedModel:
    """`script` has the answers of each task in order: arguments for the tool, a text, another call, a failure."""

    name: str
    provider: str
    script: dict[Task, list[Answer]]
    asked: list[Ask] = field(default_factory=list)
    account: str = "server"
    keys: int = 1

    async def ask(self, ask: Ask, seconds: float, tell: Tell | None = None) -> Reply:
        assert seconds > 0
        self.asked.append(ask)
        left = self.script.get(ask.task)
        if not left:
            raise ModelFailure(Kind.WRONG_KEY)
        answer = left.pop(0)
        usage = Usage(1000, 400, 100)
        if isinstance(answer, ModelFailure):
            if tell is not None:
                tell("A beginning that ")
            raise answer
        if isinstance(answer, Call):
            return Reply("", (answer,), usage)
        if isinstance(answer, str):
            if tell is not None:
                for piece in answer.split(" "):
                    tell(f"{piece} ")
            return Reply(answer, (), usage)
        return Reply("", (Call("1", ask.tools[-1].name, answer),), usage)

    async def close(self) -> None:
        """Nothing is open."""


async def no_pause(seconds: float) -> None:
    """Waits for nothing."""


def scripted(
    script: Script, table: ModelTable | None = None, sleep: Callable[[float], Any] = no_pause
) -> tuple[Router, ScriptedModel]:
    """A router whose models are all the same one."""
    table = table or load_models()
    model = ScriptedModel("scripted", "anthropic", {task: list(answers) for task, answers in script.items()})
    return Router(table, dict.fromkeys(table.models, model), Providers(), "me", sleep=sleep), model
