from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog
from nodepilot.errors import UnknownNodeType
from nodepilot.knowledge.triggers import merge_events, rank_trigger_events
from nodepilot.knowledge.type_facts import events_of_type
from tests.unit.knowledge.conftest import cases, full_name, one_of

CASES = cases("events")


def test_the_list_is_wide() -> None:
    assert len(CASES) >= 60


def test_what_phrases_wait_for(catalog: Catalog) -> None:
    missed = []
    for short, phrase, value in CASES:
        matches = rank_trigger_events(full_name(short), phrase.split(), catalog)
        got = matches[0].values[-1] if matches else None
        if got not in one_of(value):
            missed.append((short, phrase, value, got))
    assert len(missed) <= 0.03 * len(CASES), missed


@pytest.mark.parametrize(
    ("trigger", "phrase", "parameters"),
    [
        ("hubspotTrigger", "new contact", {"eventsUi": {"eventValues": [{"name": "contact.creation"}]}}),
        ("stripeTrigger", "new customer", {"events": ["customer.created"]}),
        ("shopifyTrigger", "new order", {"topic": "orders/create"}),
        ("pipedriveTrigger", "deal changed", {"action": "change", "entity": "deal"}),
        (
            "googleDriveTrigger",
            "file created in a folder",
            {"triggerOn": "specificFolder", "event": "fileCreated"},
        ),
        ("postgresTrigger", "row inserted", {"triggerMode": "createTrigger", "firesOn": "INSERT"}),
    ],
)
def test_parameters_have_the_shape_that_n8n_wants(
    catalog: Catalog, trigger: str, phrase: str, parameters: object
) -> None:
    assert rank_trigger_events(full_name(trigger), phrase.split(), catalog)[0].parameters == parameters


def test_paths_lead_to_the_event(catalog: Catalog) -> None:
    best = rank_trigger_events("n8n-nodes-base.hubspotTrigger", ["new", "contact"], catalog)[0]
    assert best.path == "eventsUi.eventValues.name"
    assert best.takes_many


def test_several_events_at_once(catalog: Catalog) -> None:
    created, deleted = (
        rank_trigger_events("n8n-nodes-base.hubspotTrigger", ["contact", word], catalog)[0]
        for word in ("created", "deleted")
    )
    assert merge_events([created, deleted]) == {
        "eventsUi": {"eventValues": [{"name": "contact.creation"}, {"name": "contact.deletion"}]}
    }
    assert merge_events([created, created]) == created.parameters


def test_any_event(catalog: Catalog) -> None:
    best = rank_trigger_events("n8n-nodes-base.clickUpTrigger", ["any", "event"], catalog)[0]
    assert best.values == ("*",)


def test_triggers_without_a_choice(catalog: Catalog) -> None:
    for name in ("manualTrigger", "scheduleTrigger", "webhook", "typeformTrigger"):
        assert rank_trigger_events(full_name(name), ["new"], catalog) == ()


def test_an_action_node_has_no_events(catalog: Catalog) -> None:
    assert rank_trigger_events("n8n-nodes-base.slack", ["new"], catalog) == ()


def test_an_unknown_trigger(catalog: Catalog) -> None:
    with pytest.raises(UnknownNodeType):
        rank_trigger_events("n8n-nodes-base.slaccTrigger", ["new"], catalog)


def test_values_are_choices_of_n8n(catalog: Catalog) -> None:
    for entry in catalog.node_types(tool_variants=False):
        if not entry.is_trigger:
            continue
        version = catalog.get(entry.name).latest
        for fact in events_of_type(catalog, entry.name):
            for name, value in fact.parameters.items():
                if isinstance(value, dict):
                    continue
                known = {
                    choice.value for holder in version.properties_named(name) for choice in holder.choices
                }
                assert set(one_of(value)) <= known
