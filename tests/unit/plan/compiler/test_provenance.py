from __future__ import annotations

from nodepilot.plan.model import Origin, OriginKind
from tests.unit.plan.compiler.plans import compiled, step

ASKED = Origin(OriginKind.REQUEST, (0, 4))
WORDS = Origin(OriginKind.REQUEST, (5, 9), "channel")


def test_every_parameter_has_an_origin() -> None:
    made = compiled(
        step(
            "a",
            "slack",
            parameters={"select": "channel", "channelId": "#x", "text": "x", "operation": "post"},
            origins={"": ASKED, "channelId": WORDS, "otherOptions.mrkdwn": WORDS},
        )
    )
    assert made.provenance["a"] == {
        "": ASKED,
        "select": ASKED,
        "channelId": WORDS,
        "text": ASKED,
        "operation": ASKED,
        "otherOptions.mrkdwn": WORDS,
    }


def test_a_step_without_an_origin_is_an_assumption() -> None:
    assert compiled(step("a")).provenance["a"] == {"": Origin(OriginKind.ASSUMPTION)}
