"""Bodies of what is about prompts and hosted models."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from nodepilot.ai.prompt import LONGEST
from nodepilot.conversations.memories import MemoryRow
from nodepilot.generations.model_calls import ModelDay, ModelTotals
from nodepilot.reference.experiment_figures import ArmFigures
from nodepilot.reference.experiments import Arm, Experiment
from nodepilot.reference.kept_answers import KeptAnswers
from nodepilot.reference.prompt_versions import PromptVersion
from nodepilot.server.schemas import PRINTABLE, RequestBody


class PromptList(BaseModel):
    """The version of each prompt that counts."""

    prompts: list[PromptVersion]


class PromptVersionList(BaseModel):
    """All versions of one prompt, newest first."""

    versions: list[PromptVersion]


class PromptBody(RequestBody):
    """A prompt in Markdown, as `nodepilot prompts export` writes it."""

    content: Annotated[str, Field(min_length=1, max_length=LONGEST)]


class RollBackBody(RequestBody):
    """Which version shall count again; the one before the present one when left out."""

    version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class ModelUseList(BaseModel):
    """What each stage asked of each model, newest day first, and all of it together."""

    days: list[ModelDay]
    totals: ModelTotals


class KeptAnswerList(BaseModel):
    """Answers of models that are kept."""

    answers: list[KeptAnswers]


class Forgotten(BaseModel):
    """How many there were."""

    forgotten: int


class ExperimentBody(RequestBody):
    """Two arms or more; the first one is what the others are compared with."""

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=PRINTABLE)]
    arms: Annotated[list[Arm], Field(min_length=2, max_length=6)]


class ExperimentList(BaseModel):
    """Newest first."""

    experiments: list[Experiment]


class ExperimentFigures(BaseModel):
    """An experiment and what it says so far, arm by arm."""

    experiment: Experiment
    figures: list[ArmFigures]


class MemoryList(BaseModel):
    """What is remembered of a conversation, what matters most first."""

    memories: list[MemoryRow]
