"""What a run shows goes back to the model, once all checks are passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nodepilot.ai.ports import Task
from nodepilot.pipeline.hybrid import Hybrid
from tests.hosted import PLAN, UNSURE
from tests.unit.pipeline.scripted import scripted
from tests.unit.pipeline.test_hybrid import WANTS_ONE


@dataclass
class Trials:
    """Finds something wrong with the first workflow."""

    seen: list[Mapping[str, Any]] = field(default_factory=list)

    async def faults(self, workflow: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        self.seen.append(workflow)
        return {} if len(self.seen) > 1 else {"Tell the team": ("it fell over",)}


async def test_what_failed_in_the_run_goes_back() -> None:
    trials = Trials()
    better = {**PLAN, "name": "Told again"}
    router, model = scripted({Task.INTENT: [WANTS_ONE], Task.GENERATION: [PLAN], Task.REPAIR: [better]})
    hybrid = Hybrid(UNSURE, None, None, router, trial=trials)
    async for _ in hybrid.events():
        pass
    assert len(trials.seen) == 2
    assert "it fell over" in model.asked[-1].prompt
    result = hybrid.result()
    assert result.workflow is not None
    assert result.workflow["name"] == "Told again"
