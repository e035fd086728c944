"""The description of the API has an example for everything, and names the media type that errors really have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from nodepilot.server.app import create_app
from nodepilot.server.described import PROBLEM
from nodepilot.server.example_objects import OBJECTS
from nodepilot.server.examples import BY_TYPE
from nodepilot.server.problems import MEDIA_TYPE
from nodepilot.settings import Settings

BLANK = BY_TYPE["string"]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("data"))).openapi()


def contents(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body that is sent or answered: where, and its description."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            sides = {"request": operation.get("requestBody", {}), **operation["responses"]}
            for side, said in sides.items():
                for media_type, content in said.get("content", {}).items():
                    yield f"{method} {path} {side} {media_type}", content


def test_every_operation_has_examples(document: dict[str, Any]) -> None:
    bare = [where for where, content in contents(document) if "example" not in content]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            bare += [
                f"{method} {path} {one['name']}"
                for one in operation.get("parameters", ())
                if "example" not in one
            ]
            good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
            if not any(answer.get("content") for answer in good) and "204" not in operation["responses"]:
                bare.append(f"{method} {path} answers nothing that is described")
    assert bare == []


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from texts(each)


def test_no_example_is_made_up_of_blanks(document: dict[str, Any]) -> None:
    """Where there is nothing to say of a text, the composer says "text"."""
    blank = [where for where, content in contents(document) if BLANK in texts(content["example"])]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            blank += [
                f"{method} {path} {one['name']}"
                for one in operation.get("parameters", ())
                if one["example"] == BLANK
            ]
    assert blank == []


def test_nothing_is_said_for_what_is_not_there(document: dict[str, Any]) -> None:
    assert not OBJECTS.keys() - document["components"]["schemas"].keys()


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    silent = [
        f"{method} {path}"
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if not operation.get("description") or not operation.get("tags")
    ]
    assert silent == []


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    schemas = {"components": document["components"]}
    wrong = []
    for where, content in contents(document):
        if "schema" in content:
            check = Draft202012Validator(content["schema"] | schemas, format_checker=FormatChecker())
            wrong += [f"{where}: {error.message}" for error in check.iter_errors(content["example"])]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for one in operation.get("parameters", ()):
                check = Draft202012Validator(one["schema"] | schemas, format_checker=FormatChecker())
                wrong += [
                    f"{method} {path} {one['name']}: {error.message}"
                    for error in check.iter_errors(one["example"])
                ]
    assert not wrong, "\n".join(wrong)


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
