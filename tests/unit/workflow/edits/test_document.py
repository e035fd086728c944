from __future__ import annotations

import json

import pytest

from nodepilot.errors import InvalidEdit
from nodepilot.workflow.edits import RenameKey, SetValue, UnsetValue, apply, dump_edit, inverse, load_edit
from nodepilot.workflow.edits.edit import Edit
from nodepilot.workflow.model import Workflow

BROKEN = {
    "name": "Broken",
    "nodes": [{"name": "A", "position": {"x": 1}}, {"name": "A"}, 3],
    "connections": {"a.b": {"main": ["A"]}, "A": {"main": [[{"node": "Z"}]]}},
}
EDITS: list[Edit] = [
    SetValue("nodes[0].position", [1, 0]),
    SetValue("nodes[1].position", [2, 0]),
    SetValue("settings", {}),
    UnsetValue("nodes[2]"),
    UnsetValue("nodes[0].position"),
    RenameKey('connections["a.b"]', "B"),
    RenameKey("connections.A", "C"),
]


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_one_place_changes_and_the_inverse_brings_back_every_byte(edit: Edit) -> None:
    before = Workflow(BROKEN)
    after = edit.apply(before)
    assert json.dumps(after.document) != json.dumps(BROKEN)
    back = inverse(edit, before).apply(after)
    assert json.dumps(back.document) == json.dumps(BROKEN)


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_an_edit_is_json_and_back(edit: Edit) -> None:
    assert load_edit(json.loads(json.dumps(dump_edit(edit)))) == edit


def test_a_renamed_key_keeps_its_place() -> None:
    after = apply(Workflow(BROKEN), [RenameKey('connections["a.b"]', "B")])
    assert list(after.document["connections"]) == ["B", "A"]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (UnsetValue("nodes[7]"), "nothing at `nodes[7]`"),
        (RenameKey("connections.Z", "B"), "nothing at `connections.Z`"),
        (RenameKey("connections.A", "a.b"), "a key `a.b` beside"),
        (RenameKey("nodes[0]", "B"), "nothing at `nodes[0]`"),
        (SetValue("name.first", 1), "no object"),
    ],
)
def test_what_does_not_fit_says_so(edit: Edit, told: str) -> None:
    with pytest.raises(InvalidEdit, match=told.replace("[", r"\[").replace(".", r"\.")):
        edit.apply(Workflow(BROKEN))
