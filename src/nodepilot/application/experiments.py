"""Experiments: who gets what, what came of it, and how administrators run them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from nodepilot.ai.model_facts import ModelTable
from nodepilot.ai.ports import Task
from nodepilot.ai.prompt import PromptBook, check_fits, parse_prompt
from nodepilot.application.acting import acting, looking
from nodepilot.application.errors import NotFound
from nodepilot.errors import UserError
from nodepilot.reference import experiments as queries
from nodepilot.reference.experiment_figures import ArmFigures, figures_of
from nodepilot.reference.experiments import Arm, Experiment, Exposure
from nodepilot.reference.service import KnowledgeTables
from nodepilot.sentences import say
from nodepilot.storage.database import Database, Transaction
from nodepilot.storage.errors import AlreadyThere
from nodepilot.storage.ids import new_id


class InvalidExperiment(UserError):
    """Arms that name prompts, tasks or models that there are not, or too few of them."""

    code = "INVALID_EXPERIMENT"


class ExperimentRunning(UserError):
    """Two at once would disturb each other."""

    code = "EXPERIMENT_RUNNING"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one person gets: the arm, with its prompts and its table of models."""

    experiment_id: UUID
    arm: str
    book: PromptBook
    table: ModelTable


class Experiments:
    """The one that runs is held in memory, as prompts are."""

    def __init__(self, database: Database, knowledge: KnowledgeTables, table: ModelTable) -> None:
        self._database = database
        self._knowledge = knowledge
        self._table = table

    def choose(self, user_id: UUID, book: PromptBook) -> Chosen | None:
        """What the person gets while an experiment runs."""
        held = self._knowledge.held
        if held.experiment is None:
            return None
        arm = held.experiment.arm_of(user_id)
        texts = [
            parse_prompt(text.name, text.content, text.version)
            for text in held.experiment_prompts
            if arm.prompts.get(text.name) == text.version
        ]
        routes = {name: tuple(models) for name, models in arm.routes.items()}
        preferred = self._table.preferring(arm.provider) if arm.provider else self._table
        table = replace(preferred, routes={**preferred.routes, **routes})
        return Chosen(held.experiment.id, arm.name, book.replacing(*texts), table)

    async def note(
        self, user_id: UUID, chosen: Chosen, generation_id: UUID, message_id: UUID, exposure: Exposure
    ) -> None:
        """Keeps what came of an answer."""
        async with self._database.as_user(user_id) as transaction:
            await queries.add_exposure(transaction, chosen.experiment_id, generation_id, message_id, exposure)

    async def every(self, actor: UUID) -> list[Experiment]:
        async with looking(self._database, actor, "list experiments") as transaction:
            return await queries.list_experiments(transaction)

    async def figures(self, actor: UUID, experiment_id: UUID) -> tuple[Experiment, list[ArmFigures]]:
        """Raises `NotFound`."""
        async with looking(
            self._database, actor, "see experiment", {"id": str(experiment_id)}
        ) as transaction:
            found = _there(await queries.find_experiment(transaction, experiment_id))
            exposures = await queries.list_exposures(transaction, experiment_id)
        return found, [figures_of(arm.name, exposures) for arm in found.arms]

    async def add(self, actor: UUID, name: str, arms: Sequence[Arm]) -> Experiment:
        """A draft. Raises `InvalidExperiment`."""
        self._check(arms)
        experiment_id = new_id()
        try:
            async with acting(self._database, actor, "add experiment", {"name": name}) as transaction:
                for arm in arms:
                    await _check_prompts(transaction, arm)
                await queries.add_experiment(transaction, experiment_id, name, arms, actor)
                return _there(await queries.find_experiment(transaction, experiment_id))
        except AlreadyThere as taken:
            raise InvalidExperiment(
                say("There is an experiment `{name}` already.", name=name),
                next_step=say("Give it another name."),
            ) from taken

    async def start(self, actor: UUID, experiment_id: UUID) -> Experiment:
        """Raises `NotFound`, `ExperimentRunning`."""
        try:
            return await self._set(actor, experiment_id, "running")
        except AlreadyThere as taken:
            raise ExperimentRunning(
                say("Another experiment is running."), next_step=say("Stop it first.")
            ) from taken

    async def stop(self, actor: UUID, experiment_id: UUID) -> Experiment:
        """Raises `NotFound`."""
        return await self._set(actor, experiment_id, "stopped")

    async def _set(self, actor: UUID, experiment_id: UUID, status: queries.Status) -> Experiment:
        async with acting(
            self._database, actor, f"{status} experiment", {"id": str(experiment_id)}
        ) as transaction:
            _there(await queries.find_experiment(transaction, experiment_id))
            await queries.set_status(transaction, experiment_id, status)
            return _there(await queries.find_experiment(transaction, experiment_id))

    def _check(self, arms: Sequence[Arm]) -> None:
        names = [arm.name for arm in arms]
        if len(names) < 2 or len(set(names)) < len(names):
            raise InvalidExperiment(say("An experiment has two arms or more, each with a name of its own."))
        tasks = {*Task, "complex"}
        for arm in arms:
            for task, models in arm.routes.items():
                if task not in tasks:
                    allowed = ", ".join(f"`{each}`" for each in sorted(tasks))
                    raise InvalidExperiment(
                        say("There is no task `{task}`.", task=task),
                        next_step=say("There are {allowed}.", allowed=allowed),
                    )
                unknown = ", ".join(f"`{model}`" for model in models if model not in self._table.models)
                if unknown or not models:
                    allowed = ", ".join(f"`{each}`" for each in self._table.models)
                    raise InvalidExperiment(
                        say(
                            "The route `{task}` of `{arm}` names {unknown}.",
                            task=task,
                            arm=arm.name,
                            unknown=unknown or say("no model"),
                        ),
                        next_step=say("Models are {allowed}.", allowed=allowed),
                    )


async def _check_prompts(transaction: Transaction, arm: Arm) -> None:
    """Raises `InvalidExperiment` for versions that there are not, `InvalidPrompt` for those of no use."""
    texts = {text.name: text for text in await queries.texts_of(transaction, arm.prompts)}
    for name, version in arm.prompts.items():
        if name not in texts:
            raise InvalidExperiment(
                say("There is no version {version} of the prompt `{name}`.", version=version, name=name),
                next_step=say("`GET /api/admin/prompts/{name}/versions` lists them."),
            )
        check_fits(parse_prompt(name, texts[name].content, version))


def _there(found: Experiment | None) -> Experiment:
    if found is None:
        raise NotFound("experiment", say("`GET /api/admin/experiments` lists them."))
    return found
