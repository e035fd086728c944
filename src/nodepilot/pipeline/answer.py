"""The answer that goes with a result, in Markdown, computed from what was really made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nodepilot.composer.composition import Composition
from nodepilot.plan.compiler import CompiledPlan, Setup
from nodepilot.sentences import later, say
from nodepilot.validation.issue import Issue, Severity
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.graph import Graph

_NOTHING_MADE = later(
    "I could not turn this into a workflow. Say what starts it and what shall happen then, "
    "for example: “when a form is submitted, add a row to Google Sheets”."
)


def workflow_answer(composition: Composition, compiled: CompiledPlan, issues: tuple[Issue, ...]) -> str:
    """What was made, what was assumed, what is left to do; each only where there is something to say."""
    missed = (
        [listed(say("Please check: no step stands for these words of yours"), [_missed(composition)])]
        if composition.not_understood
        else []
    )
    return "\n\n".join(
        [
            composition.reply or _what_was_made(compiled),
            *assumed(compiled.setup),
            *missed,
            *left_to_do(compiled.setup, issues),
        ]
    )


def plan_answer(compiled: CompiledPlan, issues: tuple[Issue, ...]) -> str:
    """The same for a plan that a hosted model wrote."""
    setup = compiled.setup
    return "\n\n".join([_what_was_made(compiled), *assumed(setup), *left_to_do(setup, issues)])


def assumed(setup: Setup) -> Iterator[str]:
    """The assumptions, if there are any."""
    if setup.assumptions:
        yield listed(say("What I assumed"), [each.text for each in setup.assumptions])


def left_to_do(setup: Setup, issues: Sequence[Issue]) -> Iterator[str]:
    """What to fill in, what to connect, what is still wrong."""
    if setup.placeholders:
        yield listed(say("To fill in"), [f"**{each.step}**: {each.what}" for each in setup.placeholders])
    needs = sorted({need.display_name for need in setup.credentials if need.required})
    if needs:
        yield say("**To connect:** {needs}.", needs=", ".join(needs))
    errors = [issue.message for issue in issues if issue.severity is Severity.ERROR]
    if errors:
        yield listed(say("Still wrong"), errors)


def listed(title: str, lines: Sequence[str]) -> str:
    """A list under a bold title."""
    return "\n".join([f"**{title}**", *(f"- {line}" for line in lines)])


def answer_without_workflow(composition: Composition) -> str:
    """Why there is no workflow, and what to write instead."""
    parts = [composition.reply or say(_NOTHING_MADE)]
    if composition.suggestions:
        parts.append(listed(say("For example"), list(composition.suggestions)))
    return "\n\n".join(parts)


def _what_was_made(compiled: CompiledPlan) -> str:
    """The way of the items: a chain with arrows, else the start and what it leads to. No sub-nodes."""
    workflow = load_workflow(compiled.document)
    graph = workflow.graph
    names = [name for name in graph.names if not graph.is_sub_node(name)]
    starts = [name for name in names if name in graph.starts]
    others = [name for name in names if name not in starts]
    if len(starts) == 1 and all(len(graph.successors(name)) <= 1 for name in names):
        return say("Here is your workflow: {chain}.", chain=_bold(_chain(graph, starts[0]), " → "))
    return say(
        "Here is your workflow. It starts with {starts} and leads to {others}.",
        starts=_bold(starts),
        others=_bold(others),
    )


def _chain(graph: Graph, start: str) -> list[str]:
    found = [start]
    while (following := graph.successors(found[-1])) and following[0] not in found:
        found.append(following[0])
    return found


def _bold(names: list[str], between: str = ", ") -> str:
    return between.join(f"**{name}**" for name in names)


def _missed(composition: Composition) -> str:
    return "; ".join(
        f"“{each.text}”"
        + (" " + say("(nearest: {names})", names=", ".join(each.nearest)) if each.nearest else "")
        for each in composition.not_understood
    )
