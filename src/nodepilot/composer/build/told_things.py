"""Things that are made somewhere and of which the step tells nothing yet: a title, and what they are about."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.own_parameters import own_parameters, put
from nodepilot.composer.build.slot_content import body
from nodepilot.composer.build.slot_titles import title
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch
from nodepilot.knowledge.words import split_identifier
from nodepilot.plan.model import Code, Ref, Text, Value

_THINGS = frozenset(
    {"task", "issue", "ticket", "card", "incident", "note", "case", "alert", "opportunity", "deal", "story"}
)
_TITLES = ("subject", "title", "short description", "summary", "topic")
_BODIES = ("description", "body", "content", "notes", "note", "details", "comments", "comment", "text")


def tell_thing(
    draft: Draft, flow: Flow, act: Act, step: str, service: str, match: OperationMatch | None
) -> None:
    """Fills title and body of a task, a ticket and the like where no value of the data at hand stands in the step."""
    if match is None or (match.resource or "").lower() not in _THINGS or match.operation != "create":
        return
    if flow.data is None or flow.data.empty or _tells(draft.steps[step].parameters):
        return
    slot = Slot(draft, flow, act, service, draft.steps[step].node_type, "")
    for names, value in ((_TITLES, title(slot)), (_BODIES, body(slot))):
        if value is None:
            continue
        ranked = [
            (names.index(said), path)
            for path, prop in own_parameters(draft, step)
            if prop.type == "string" and (said := " ".join(split_identifier(path[-1])).lower()) in names
        ]
        if ranked and _is_free(draft, step, min(ranked)[1]):
            path = min(ranked)[1]
            put(draft, step, path, value, draft.utterance.span(act.first, act.last))
            draft.placeholders = [
                each for each in draft.placeholders if not (each.step == step and each.parameter == path[0])
            ]


def _tells(value: object) -> bool:
    """Whether anything of the data stands in there."""
    if isinstance(value, dict):
        return any(_tells(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_tells(each) for each in value)
    return isinstance(value, Ref | Code | Text)


def _is_free(draft: Draft, step: str, path: tuple[str, ...]) -> bool:
    held: Value | None = draft.steps[step].parameters.get(path[0])
    if len(path) > 1:
        held = held.get(path[1]) if isinstance(held, dict) else None
    return held in (None, "") or (isinstance(held, str) and held.startswith("YOUR_"))
