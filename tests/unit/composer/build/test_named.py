"""Values that stand beside the word of a parameter."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.catalog.model import Property
from nodepilot.composer.build.named import named_value
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.knowledge.services import load_services

JOB = Property("job", "Job Name or ID", "string")
QUEUE = Property("queueName", "Queue Name", "string")


def named(prop: Property, request: str) -> str | None:
    utterance = read_utterance(request, load_services(load_catalog()))
    found = named_value(prop, utterance, 0, len(utterance.tokens))
    assert found is None or request[slice(*found[1])].strip("\"'") == found[0]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("prop", "request_", "expected"),
    [
        (JOB, "start the job nightly-build in Jenkins", "nightly-build"),
        (JOB, "start job 42", "42"),
        (JOB, 'start the job "big one"', "big one"),
        (JOB, "start the job called cleanup", "cleanup"),
        (QUEUE, "read from the queue orders_eu", "orders_eu"),
        (JOB, "start the job when a form is sent", None),
        (JOB, "start the big thing", None),
    ],
)
def test_named_values(prop: Property, request_: str, expected: str | None) -> None:
    assert named(prop, request_) == expected
