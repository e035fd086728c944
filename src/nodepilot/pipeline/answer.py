"""The answer that goes with a result, in Markdown, computed from what was really made."""

from __future__ import annotations

from nodepilot.composer.composition import Composition
from nodepilot.plan.compiler import CompiledPlan
from nodepilot.validation.issue import Issue, Severity

_NOTHING_MADE = (
    "I could not turn this into a workflow. Say what starts it and what shall happen then, for example: "
    "“when a form is submitted, add a row to Google Sheets”."
)


def workflow_answer(composition: Composition, compiled: CompiledPlan, issues: tuple[Issue, ...]) -> str:
    """What was made, what was assumed, what is left to do; each only where there is something to say."""
    nodes = [node["name"] for node in compiled.document["nodes"]]
    parts = [composition.reply or f"Here is your workflow: {' → '.join(f'**{name}**' for name in nodes)}."]
    setup = compiled.setup
    if setup.assumptions:
        parts.append(_list("What I assumed", [each.text for each in setup.assumptions]))
    if composition.not_understood:
        parts.append(_list("What I did not understand", [_missed(composition)]))
    if setup.placeholders:
        parts.append(_list("To fill in", [f"**{each.step}**: {each.what}" for each in setup.placeholders]))
    needs = sorted({need.display_name for need in setup.credentials if need.required})
    if needs:
        parts.append(f"**To connect:** {', '.join(needs)}.")
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    if errors:
        parts.append(_list("Still wrong", [issue.message for issue in errors]))
    return "\n\n".join(parts)


def answer_without_workflow(composition: Composition) -> str:
    """Why there is no workflow, and what to write instead."""
    parts = [composition.reply or _NOTHING_MADE]
    if composition.suggestions:
        parts.append(_list("For example", list(composition.suggestions)))
    return "\n\n".join(parts)


def _missed(composition: Composition) -> str:
    return "; ".join(
        f"“{each.text}”" + (f" (nearest: {', '.join(each.nearest)})" if each.nearest else "")
        for each in composition.not_understood
    )


def _list(title: str, lines: list[str]) -> str:
    return "\n".join([f"**{title}**", *(f"- {line}" for line in lines)])
