"""`/api/admin/models`, `model-answers` and `experiments`: hosted models, for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from nodepilot.generations.model_calls import sum_up
from nodepilot.reference.experiments import Experiment
from nodepilot.server.dependencies import Administrator, ExperimentId, TheServices
from nodepilot.server.model_schemas import (
    ExperimentBody,
    ExperimentFigures,
    ExperimentList,
    Forgotten,
    KeptAnswerList,
    ModelUseList,
)

router = APIRouter(prefix="/api/admin", tags=["admin"])


@router.get("/models")
async def model_use(
    identity: Administrator, services: TheServices, days: Annotated[int, Query(ge=1, le=366)] = 30
) -> ModelUseList:
    """Calls, failures, tokens, dollars and time of each stage and model, day by day; how often kept answers and kept
    beginnings of questions were found."""
    found = await services.model_use.days(identity.user.id, days)
    return ModelUseList(days=found, totals=sum_up(found))


@router.get("/model-answers")
async def kept_answers(identity: Administrator, services: TheServices) -> KeptAnswerList:
    """How many answers of models are kept, and how often they were of use."""
    return KeptAnswerList(answers=await services.model_use.kept(identity.user.id))


@router.delete("/model-answers")
async def forget_kept_answers(identity: Administrator, services: TheServices) -> Forgotten:
    """Forgets all of them: from now on models are asked again."""
    return Forgotten(forgotten=await services.model_use.forget(identity.user.id))


@router.get("/experiments")
async def list_experiments(identity: Administrator, services: TheServices) -> ExperimentList:
    """All experiments, newest first."""
    return ExperimentList(experiments=await services.experiments.every(identity.user.id))


@router.post("/experiments", status_code=201)
async def add_experiment(body: ExperimentBody, identity: Administrator, services: TheServices) -> Experiment:
    """A draft, which changes nothing yet."""
    return await services.experiments.add(identity.user.id, body.name, body.arms)


@router.get("/experiments/{experiment_id}")
async def experiment_figures(
    experiment_id: ExperimentId, identity: Administrator, services: TheServices
) -> ExperimentFigures:
    """What it says so far: shares and means of each arm with their 95 % intervals."""
    found, figures = await services.experiments.figures(identity.user.id, experiment_id)
    return ExperimentFigures(experiment=found, figures=figures)


@router.post("/experiments/{experiment_id}/start")
async def start_experiment(
    experiment_id: ExperimentId, identity: Administrator, services: TheServices
) -> Experiment:
    """From now on everybody gets the arm that is theirs; one experiment at a time."""
    return await services.experiments.start(identity.user.id, experiment_id)


@router.post("/experiments/{experiment_id}/stop")
async def stop_experiment(
    experiment_id: ExperimentId, identity: Administrator, services: TheServices
) -> Experiment:
    """From now on everybody gets the same again."""
    return await services.experiments.stop(identity.user.id, experiment_id)
