"""`GET /api/health`."""

from __future__ import annotations

from fastapi import APIRouter, Response

from nodepilot import __version__
from nodepilot.catalog import available_versions
from nodepilot.server.dependencies import TheServices
from nodepilot.server.schemas import Check, Health
from nodepilot.storage.errors import DatabaseUnavailable

router = APIRouter(tags=["health"])


@router.get("/api/health", response_model_exclude_none=True, responses={503: {"model": Health}})
async def health(services: TheServices, response: Response) -> Health:
    """Whether every part is well; 503 when one is not."""
    checks = {"database": await _database(services), "catalog": _catalog()}
    well = all(check.ok for check in checks.values())
    if not well:
        response.status_code = 503
    return Health(status="ok" if well else "degraded", version=__version__, checks=checks)


async def _database(services: TheServices) -> Check:
    try:
        return Check(ok=True, milliseconds=round(await services.database.ping(), 2))
    except DatabaseUnavailable:
        return Check(ok=False)


def _catalog() -> Check:
    versions = available_versions()
    return Check(ok=bool(versions), n8n_version=versions[-1] if versions else None)
