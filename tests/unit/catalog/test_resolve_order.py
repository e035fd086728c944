"""Which properties have to be looked at for given values."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.catalog.defaults import condition_values, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.catalog.resolve_order import resolve_order

SELECTED: tuple[tuple[str, dict[str, object]], ...] = (
    ("n8n-nodes-base.slack", {"resource": "message", "operation": "post"}),
    ("n8n-nodes-base.slack", {"resource": "=  {{ $json.what }}"}),
    ("n8n-nodes-base.slack", {"resource": "nothing of the kind"}),
    ("n8n-nodes-base.googleSheets", {"resource": "sheet", "operation": "append"}),
    ("n8n-nodes-base.httpRequest", {"method": "POST", "sendBody": True}),
    ("n8n-nodes-base.if", {}),
)


@pytest.mark.parametrize(("node_type", "parameters"), SELECTED)
def test_nothing_that_is_shown_is_left_out(node_type: str, parameters: dict[str, object]) -> None:
    version = load_catalog().get(node_type).latest
    known = condition_values(version, version.properties, {"": None, **parameters})
    order = resolve_order(version.properties)
    shown = [each for each in order.properties if is_shown(each.display_options, known, version)]
    assert shown
    assert set(map(id, shown)) <= set(map(id, order.under(known)))


def test_what_belongs_to_other_resources_is_not_looked_at() -> None:
    version = load_catalog().get("n8n-nodes-base.slack").latest
    order = resolve_order(version.properties)
    selected = {"resource": "message", "operation": "post"}
    of_messages = order.under(selected)
    assert len(of_messages) < len(order.properties) / 2
    assert {each.name for each in of_messages} >= set(fill_defaults(version, selected))


def test_values_that_conditions_ask_for_are_known_whole() -> None:
    version = load_catalog().get("n8n-nodes-base.slack").latest
    asked = {each.name for each in resolve_order(version.properties).asked}
    assert {"resource", "operation", "select", "messageType"} <= asked
    assert "messageId" not in asked
