from __future__ import annotations

import pytest

from nodepilot.catalog.output_schema import OutputField, OutputSchema, find_schema

SHAPE = {"id": "s", "tags": ["sz"], "user": {"e-mail": "s", "seen": [{"at": "n"}]}, "any": "?"}


def test_fields_of_a_shape() -> None:
    fields = {field.path: field.types for field in OutputSchema("1.0.0", SHAPE).fields()}
    assert fields == {
        "id": ("string",),
        "tags": ("array",),
        "user": ("object",),
        "user['e-mail']": ("string",),
        "user.seen": ("array",),
        "user.seen[0].at": ("number",),
        "any": ("any",),
    }
    assert OutputSchema("1.0.0", SHAPE).find("id") == OutputField("id", ("string",))
    assert OutputSchema("1.0.0", SHAPE).find("no") is None


@pytest.mark.parametrize(
    ("version", "expected"),
    [(2.1, "2.1.0"), (2, "2.1.0"), (2.2, "2.1.0"), (2.4, "2.3.0"), (3, "2.3.0"), (1, "2.1.0")],
)
def test_nearest_version(version: float, expected: str) -> None:
    document = {"2.1.0/a/b": "s", "2.3.0/a/b": "s"}
    found = find_schema(document, version, "a", "b")
    assert found is not None
    assert found.version == expected


def test_nodes_without_operations() -> None:
    document = {"1.0.0/output": "s", "1.0.0/output.with-parser": "n"}
    plain, parsed = (find_schema(document, 1, None, None, with_parser=parser) for parser in (False, True))
    assert plain is not None
    assert parsed is not None
    assert (plain.shape, parsed.shape) == ("s", "n")
    assert find_schema(document, 1, "a", "b") is None
