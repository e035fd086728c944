"""The description of the API names the media type that errors really have."""

from __future__ import annotations

from pathlib import Path

from nodepilot.server.app import create_app
from nodepilot.server.described import PROBLEM
from nodepilot.server.problems import MEDIA_TYPE
from nodepilot.settings import Settings


def test_every_problem_is_one_by_its_media_type(tmp_path: Path) -> None:
    document = create_app(Settings(data_dir=tmp_path)).openapi()
    described = [
        media_type
        for methods in document["paths"].values()
        for operation in methods.values()
        for response in operation["responses"].values()
        for media_type, said in response.get("content", {}).items()
        if said.get("schema") == PROBLEM
    ]
    assert described
    assert set(described) == {MEDIA_TYPE}
