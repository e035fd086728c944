"""Branches that depend on a look-up: it goes on when it found nothing, and only the branch of what was found sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.tests import fails_when_missing, lookup_of
from nodepilot.composer.reading.story import Act, Case
from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a look-up gave, and what was at hand before it."""

    found: Output
    before: Output | None

    def show(self, branch: Flow, *, there: bool) -> None:
        """What is "it" in a branch: the thing that was found, else what was looked up with."""
        branch.data = self.found if there else self.before
        if not there:
            nothing = replace(self.found, roles={}, fields={}, open=False, empty=True)
            branch.history = [nothing if output is self.found else output for output in branch.history]


def lookup_before(draft: Draft, flow: Flow, cases: Sequence[Case]) -> Lookup | None:
    """The look-up that the cases depend on; its step then gives an empty item where it finds nothing."""
    output = lookup_of(draft, flow) if any(is_there(each) is not None for each in cases) else None
    if output is None:
        return None
    step = draft.steps[output.step]
    draft.steps[output.step] = replace(
        step,
        settings={**step.settings, "alwaysOutputData": True},
        # Getting one thing by its name fails where there is none.
        on_error="continueRegularOutput" if fails_when_missing(draft, output) else step.on_error,
    )
    earlier = flow.history[: flow.history.index(output)]
    before = next((o for o in reversed(earlier) if not o.empty and not o.receipt), None)
    flow.data = before or flow.data
    return Lookup(output, before)


def forwarded(draft: Draft, flow: Flow, act: Act) -> Output | None:
    """“If the sender is in the sheet, forward it”: the mail, and not the row that was found; None where that is not meant."""
    step = draft.steps.get(flow.data.step) if flow.data is not None else None
    looked_up = step is not None and bool(step.settings.get("alwaysOutputData"))
    mailed = bool(flow.history) and flow.history[0].noun == "email"
    return flow.history[0] if act.verb == "forward" and looked_up and mailed else None


def is_there(case: Case) -> bool | None:
    """Whether the case is that of something found (True) or of nothing found; None where it is about neither."""
    tests = case.guard.condition.tests if case.guard.condition is not None else ()
    test = next((test for test in tests if test.kind == "found"), None)
    return None if test is None else test.operator == "found"
