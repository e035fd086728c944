"""“Only opened issues”: what has happened to a thing, where one trigger tells of all that happens to it."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.comparisons import Condition, Test

_TELLS_ALL = frozenset({BASE + "githubTrigger"})
_DONE = (
    r"new|opened|closed|reopened|edited|labell?ed|assigned|created|deleted|published|submitted|synchronized"
)
_THING = r"(?:issues?|pull requests?|prs?|releases?|comments?|reviews?)"
_SAID = re.compile(
    rf"(?<!\w)(?:newly )?(?P<first>{_DONE})\s+{_THING}(?!\w)|"
    rf"(?<!\w){_THING}\s+(?:(?:that|which|when|is|are|was|were|has|have|been|get|gets|got|newly|just)\s+)*(?P<last>{_DONE})(?!\w)"
)
_INTO = re.compile(
    r"(?<!\w)(?:pull requests?|prs?|merges?|push(?:es)?|commits?)\s+(?:to|into|against|on|for)\s+(?:the )?(?:branch )?(?P<name>[a-z][\w./-]*\w)(?: branch)?\W*$"
)
"""“only pull requests to main”: the branch that they are for."""
_CALLED = {"new": "opened", "labelled": "labeled"}


def action(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """What GitHub calls what has happened."""
    if not any(node.type in _TELLS_ALL for node in scene.canvas.triggers):
        return None
    if (into := _INTO.search(scene.flat, start)) is not None:
        name = scene.text[slice(*into.span("name"))]
        return Condition((Test("branch", "eq", name, "string", into.span()),)), into.span()
    match = _SAID.search(scene.flat, start)
    if match is None:
        return None
    said = match["first"] or match["last"]
    value = _CALLED.get(said, said)
    return Condition((Test("status", "eq", value, "string", match.span()),)), match.span()
