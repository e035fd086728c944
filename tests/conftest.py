"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no deadline: a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have NodePilot set up for real: none of it reaches a test."""
    for name in os.environ:
        if name.startswith("NODEPILOT_") and name != "NODEPILOT_N8N_CACHE":
            monkeypatch.delenv(name)
    monkeypatch.delenv("DATABASE_URL", raising=False)
