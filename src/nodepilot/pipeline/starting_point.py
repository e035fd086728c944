"""The template that a plan may start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.ai.desk import Desk
from nodepilot.ai.model_facts import COMPLEX
from nodepilot.ai.router import NoModelAnswered
from nodepilot.ai.stages.template import TEMPLATE, Chosen, template_lines
from nodepilot.knowledge.templates import Template, TemplateMatch
from nodepilot.plan.model import Plan

AHEAD = 1.3
"""How far the best one has to be ahead of the second to be taken without asking."""
SURPLUS = 2
"""Steps that it may have more or less than the draft."""


async def starting_point(
    request: str, draft: Plan | None, complexity: int, matches: Sequence[TemplateMatch], desk: Desk
) -> Mapping[str, Any] | None:
    """Steps and links of the template that fits, if one of those found does. A model is asked only about long requests
    for which several might."""
    if not matches:
        return None
    if _is_clear(matches, draft):
        return _shown(matches[0].template, None)
    if complexity < COMPLEX:
        return None
    templates = [match.template for match in matches]
    try:
        chosen = await desk.ask(TEMPLATE, complexity, request=request, templates=template_lines(templates))
    except NoModelAnswered:
        return None
    taken = next((each for each in templates if each.key == chosen.key), None)
    return _shown(taken, chosen) if taken is not None else None


def _is_clear(matches: Sequence[TemplateMatch], draft: Plan | None) -> bool:
    first = matches[0]
    if draft is None or abs(first.template.node_count - len(draft.steps)) > SURPLUS:
        return False
    return len(matches) == 1 or first.score >= AHEAD * matches[1].score


def _shown(template: Template, chosen: Chosen | None) -> dict[str, Any]:
    steps = [{"name": each.name, "type": each.type, **each.given} for each in template.steps]
    links = [
        [each.source, each.output, each.target, each.input, each.connection_type] for each in template.links
    ]
    shown: dict[str, Any] = {"name": template.name, "steps": steps, "links": links}
    if chosen is not None:
        shown["replace"] = [list(pair) for pair in chosen.replace]
        shown["lacking"] = list(chosen.lacking)
    return shown
