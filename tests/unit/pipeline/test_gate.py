from __future__ import annotations

from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.pipeline.gate import Passed, pass_gate

START = {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"}


def passed(step: dict[str, Any]) -> Passed:
    links = [{"source": "start", "target": step["key"]}]
    return pass_gate({"name": "P", "steps": [START, step], "links": links}, load_catalog())


def slack(**parameters: Any) -> dict[str, Any]:
    return {"key": "tell", "node_type": "n8n-nodes-base.slack", "parameters": {"text": "hi", **parameters}}


CHANNEL = {"$locator": {"mode": "name", "value": "#ops"}}


def test_a_good_plan() -> None:
    result = passed(slack(select="channel", channelId=CHANNEL))
    assert result.is_clean
    assert result.compiled is not None
    assert all("" in origins for origins in result.compiled.provenance.values())


def test_an_invented_node_type() -> None:
    result = passed({"key": "tell", "node_type": "n8n-nodes-base.blorptagram"})
    assert result.compiled is None
    assert "blorptagram" in result.problems["tell"][0]


def test_a_fault_is_told_of_the_step_that_has_it() -> None:
    result = passed(
        {"key": "run", "node_type": "n8n-nodes-base.code", "parameters": {"jsCode": "const a = = 1;"}}
    )
    assert not result.is_clean
    assert list(result.problems) == ["run"]
