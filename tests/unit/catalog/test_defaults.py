from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import OmittedText, load_catalog
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults, leave_out_defaults
from tests.unit.catalog.making import prop, version

LONG = "You are a helpful assistant.\nAnswer in one word."


def group(name: str, *values: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "displayName": name.title(), "values": list(values)}


def rows(*values: dict[str, Any], multiple: bool | None = True, **more: Any) -> dict[str, Any]:
    options = {} if multiple is None else {"multipleValues": multiple}
    return prop(
        "rows",
        "fixedCollection",
        typeOptions=options,
        options=[group("row", *values)],
        **{"default": {}, **more},
    )


RESOURCE = prop("resource", "options", default="user", options=[{"name": "User", "value": "user"}])
SAMPLE = version(
    RESOURCE,
    prop("name", displayOptions={"show": {"resource": ["user"]}}),
    prop("title", displayOptions={"show": {"resource": ["post"]}}),
    prop("count", "number", default=5),
)


def test_shown_properties_get_their_default() -> None:
    assert fill_defaults(SAMPLE, {}) == {"resource": "user", "name": "", "count": 5}
    assert fill_defaults(SAMPLE, {"resource": "post", "count": 0}) == {
        "resource": "post",
        "title": "",
        "count": 0,
    }


def test_hidden_and_unknown_parameters_go() -> None:
    assert fill_defaults(SAMPLE, {"title": "x", "stranger": 1}) == {
        "resource": "user",
        "name": "",
        "count": 5,
    }


def test_what_equals_the_default_is_left_out() -> None:
    assert leave_out_defaults(SAMPLE, {"resource": "user", "name": "Ada", "count": 5, "stranger": 1}) == {
        "name": "Ada"
    }


@pytest.mark.parametrize("parameters", [None, "", 0, [], False])
def test_parameters_that_are_no_object(parameters: Any) -> None:
    assert leave_out_defaults(SAMPLE, parameters) == {}


def test_null_stays_only_where_it_is_a_value() -> None:
    assert fill_defaults(SAMPLE, {"count": None, "name": None}) == {
        "resource": "user",
        "name": "",
        "count": None,
    }


def test_the_shown_one_of_two_with_the_same_name_counts() -> None:
    sample = version(
        RESOURCE,
        prop("limit", "number", default=1, displayOptions={"show": {"resource": ["user"]}}),
        prop("limit", "number", default=2, displayOptions={"show": {"resource": ["post"]}}),
    )
    assert fill_defaults(sample, {"resource": "post"})["limit"] == 2
    assert fill_defaults(sample, {})["limit"] == 1


def test_a_condition_may_name_a_later_property() -> None:
    sample = version(prop("a", displayOptions={"show": {"b": ["on"]}}), prop("b", default="on"))
    assert fill_defaults(sample, {}) == {"a": "", "b": "on"}


def test_collections_fill_only_what_is_there() -> None:
    sample = version(
        prop("more", "collection", default={}, options=[prop("x"), prop("y", "number", default=3)])
    )
    assert fill_defaults(sample, {}) == {"more": {}}
    assert fill_defaults(sample, {"more": {"y": 3, "z": 1}}) == {"more": {"y": 3}}
    assert leave_out_defaults(sample, {"more": {"y": 3}}) == {"more": {"y": 3}}


def test_a_collection_of_many_is_taken_as_it_is() -> None:
    sample = version(
        prop("more", "collection", default={}, typeOptions={"multipleValues": True}, options=[prop("x")])
    )
    assert fill_defaults(sample, {}) == {"more": []}
    assert fill_defaults(sample, {"more": [{"z": 1}]}) == {"more": [{"z": 1}]}


def test_rows_are_filled_one_by_one() -> None:
    sample = version(rows(prop("x"), prop("n", "number", default=1)))
    assert fill_defaults(sample, {}) == {"rows": {}}
    filled = fill_defaults(sample, {"rows": {"row": [{"x": "a"}, None], "other": [1]}})
    assert filled == {"rows": {"row": [{"x": "a", "n": 1}, {}]}}
    assert leave_out_defaults(sample, {"rows": {"row": [{"x": "", "n": 1}]}}) == {"rows": {"row": [{}]}}


def test_rows_have_to_be_a_list() -> None:
    sample = version(rows(prop("x")))
    with pytest.raises(UnreadableParameters, match=r"`rows\.row` has to be a list") as caught:
        fill_defaults(sample, {"rows": {"row": {"x": "a"}}})
    assert caught.value.path == "rows.row"


def test_a_single_group() -> None:
    sample = version(rows(prop("x"), multiple=None))
    assert fill_defaults(sample, {"rows": {"row": {"x": "a"}}}) == {"rows": {"row": {"x": "a"}}}
    assert leave_out_defaults(sample, {"rows": {"row": {"x": ""}}}) == {"rows": {"row": {}}}


def test_an_empty_single_group_keeps_its_whole_level() -> None:
    sample = version(rows(prop("x"), multiple=False), prop("a", default="d"))
    assert leave_out_defaults(sample, {"rows": {}, "a": "d", "b": 1}) == {"rows": {}, "a": "d", "b": 1}


def test_a_single_group_with_a_default_that_n8n_cannot_read() -> None:
    sample = version(rows(prop("x"), multiple=None, default={"row": {"x": "a"}}))
    with pytest.raises(UnreadableParameters, match="cannot read"):
        fill_defaults(sample, {})


def test_conditions_that_look_at_the_nodes_own_parameters() -> None:
    inner = prop("x", displayOptions={"show": {"/resource": ["user"]}})
    sample = version(RESOURCE, rows(inner))
    assert fill_defaults(sample, {"rows": {"row": [{"x": "a"}]}})["rows"] == {"row": [{"x": "a"}]}
    hidden = fill_defaults(sample, {"resource": "post", "rows": {"row": [{"x": "a"}]}})
    assert hidden["rows"] == {"row": [{}]}


def test_a_missing_resource_locator_is_marked_as_one() -> None:
    sample = version(prop("where", "resourceLocator", default={"mode": "id", "value": ""}))
    assert fill_defaults(sample, {}) == {"where": {"__rl": True, "mode": "id", "value": ""}}
    assert fill_defaults(sample, {"where": None}) == {"where": None}


def test_a_filter_gets_what_n8n_patches_in() -> None:
    sample = version(prop("conditions", "filter", default={}))
    filled = fill_defaults(sample, {"conditions": {"conditions": [], "options": {"version": 2}}})
    options = {"caseSensitive": True, "leftValue": "", "typeValidation": "strict", "version": 2}
    assert filled == {"conditions": {"conditions": [], "options": options, "combinator": "and"}}


def test_no_expression_where_n8n_allows_none() -> None:
    sample = version(prop("a", noDataExpression=True))
    assert fill_defaults(sample, {"a": "=text"}) == {"a": "text"}
    from_ai = "={{ $fromAI('a') }}"
    assert fill_defaults(sample, {"a": from_ai}) == {"a": from_ai}


def test_no_default_at_all() -> None:
    raw = prop("a")
    del raw["default"]
    sample = version(raw, prop("b"))
    assert fill_defaults(sample, {}) == {"b": ""}


def test_a_long_default_is_known_by_its_digest() -> None:
    sample = version(prop("prompt", default=LONG))
    filled = fill_defaults(sample, {})["prompt"]
    assert isinstance(filled, OmittedText)
    assert filled.matches(LONG)
    assert leave_out_defaults(sample, {"prompt": LONG}) == {}
    assert leave_out_defaults(sample, {"prompt": LONG + "!"}) == {"prompt": LONG + "!"}


def test_the_nodes_own_number_counts() -> None:
    sample = version(prop("new", displayOptions={"show": {"@version": [{"_cnd": {"gte": 2}}]}}))
    assert fill_defaults(sample, {}) == {}
    assert fill_defaults(sample, {}, type_version=2) == {"new": ""}


def test_conditions_in_a_circle_do_not_hang() -> None:
    sample = version(
        prop("a", displayOptions={"show": {"b": ["x"]}}), prop("b", displayOptions={"show": {"a": ["x"]}})
    )
    assert fill_defaults(sample, {"a": "x", "b": "x"}) == {"a": "x", "b": "x"}


def test_filling_again_changes_nothing_more() -> None:
    catalog = load_catalog("2.40.7")
    for entry in catalog.node_types():
        at = catalog.get(entry.name).default
        # n8n completes a filter only once it is there, so the second time still counts.
        filled = fill_defaults(at, fill_defaults(at, {}))
        assert fill_defaults(at, filled) == filled, entry.name
