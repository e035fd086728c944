"""An instruction in plain language to edits on a workflow: the engine's entry for follow-ups.

    edit_workflow("only above 100 euros", workflow, catalog)

Every kind of change has a reader of its own that looks for its cues. They are asked in an order in which
the more special ones come first; what none of them knows is read like a request for new steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nodepilot.catalog import Catalog
from nodepilot.composer.build.outputs import Column
from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.categorising import categorise
from nodepilot.composer.editing.copying import copy
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.drafting import make_draft, send_draft
from nodepilot.composer.editing.edited import Edited, Step
from nodepilot.composer.editing.fielding import keep_only
from nodepilot.composer.editing.form_words import as_form_field
from nodepilot.composer.editing.giving_way import new_service
from nodepilot.composer.editing.naming import rename
from nodepilot.composer.editing.operating import one_deed
from nodepilot.composer.editing.parts import about, parts_of, topic_of
from nodepilot.composer.editing.pausing import waits_for_new
from nodepilot.composer.editing.readers import COMPOSING, READERS, Reader
from nodepilot.composer.editing.rechecking import look_again
from nodepilot.composer.editing.replacing import replace_service
from nodepilot.composer.editing.rewording import other_words, plainer
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.editing.undo import is_undo, puts_back
from nodepilot.errors import UserError
from nodepilot.knowledge.services import load_services
from nodepilot.plan.compiler.result import Setup
from nodepilot.sentences import later, say
from nodepilot.workflow.diff import diff
from nodepilot.workflow.edits import Edit, apply
from nodepilot.workflow.layout import place_new
from nodepilot.workflow.model import Workflow

LONGEST_INSTRUCTION = 4_000
"""Characters that are read."""

_HELP = later(
    "Say what shall be different, for example “also post it to the Slack channel #ops”, “run "
    "it every Monday at 8 instead” or “remove the filter”."
)


def edit_workflow(
    instruction: str,
    workflow: Workflow,
    catalog: Catalog,
    columns: Sequence[Column] = (),
    earlier: Workflow | None = None,
) -> Edited:
    """The workflow as the instruction wants it. Never raises for any text; what is not named stays as it is.

    `columns` are fields of the data that the workflow begins with; `earlier` is the workflow before its last change, of
    which “no, 150” and “make it optional” speak.
    """
    text = _without_asides(plainer(instruction.replace("\x00", " ")[:LONGEST_INSTRUCTION]))
    if not text.strip():
        return Edited(workflow, reply=say("The instruction is empty. {help}", help=say(_HELP)))
    if _NEVER_MIND.search(flat(text)) is not None:
        return Edited(workflow, confidence=0.9, reply=say("Nothing had to change."))
    if is_undo(text):
        return Edited(
            workflow, confidence=0.95, reply=say("Back to the state before the last change."), is_undo=True
        )
    canvas = Canvas(workflow, catalog, load_services(catalog), columns, earlier)
    if puts_back(text, canvas):
        return Edited(
            workflow, confidence=0.9, reply=say("Back to the state before the last change."), is_undo=True
        )
    text = as_form_field(text, canvas)
    if (of_topic := _of_topic(text, canvas)) is not None:
        return of_topic
    for said in (text, *other_words(text), *_going_on(text, canvas)):
        if (made := _understood(said, canvas)) is not None:
            return made
    return Edited(
        workflow,
        confidence=0.1,
        reply=say("I did not understand what to change. {help}", help=say(_HELP)),
        not_understood=text.strip()[:200],
    )


_NEVER_MIND = re.compile(
    r"(?:^|[.,;…!?–-])\W*(?:oh |ah |no,? |actually,? )*(?:never ?mind|forget (?:it|that|about it)|scratch that|leave it(?: as it (?:is|was))?|vergiss es|egal|laisse tomber|olvidalo|esquece)\W*$"
)
"""“also copy … – never mind”: taken back before it was said to the end."""


def _understood(text: str, canvas: Canvas) -> Edited | None:
    whole = _apply(text, canvas)
    reader = whole[1] if whole is not None else None
    stepwise = None if _belongs_together(text, canvas) else _one_by_one(text, canvas, reader)
    if stepwise is not None:
        return stepwise
    return whole[0] if whole is not None else None


def _of_topic(text: str, canvas: Canvas) -> Edited | None:
    """“make it optional” of what the last change made, where the words alone mean nothing or only new steps."""
    recent = canvas.recent
    topic = f"{recent.field} field" if recent.field else None
    if topic is None and len(recent.nodes) == 1:
        topic = recent.nodes[0].name
    said = about(text, topic, told=True)
    if said == text:
        return None
    plainly = _apply(text, canvas)
    renames = canvas.recent.is_renaming and plainly is not None and plainly[1] is rename
    if plainly is not None and plainly[1] not in COMPOSING and not renames:
        return None
    made = _apply(said, canvas)
    return made[0] if made is not None and made[1] not in COMPOSING else None


_WITH = re.compile(
    r"\W*(?:and |und |et |y |e )?(?:with|including|plus|mit|inklusive|avec|con|com) (?P<what>(?:the|a|an|its|their|dem|der|den|die|das|le|la|l'|el|o|um|uma|un|une)? ?.{3,50}?)\W*$",
    re.IGNORECASE,
)


def _going_on(text: str, canvas: Canvas) -> Iterator[str]:
    """“(tell me on Telegram –) with the file name”: what goes into the step that was made just now."""
    match = _WITH.fullmatch(text)
    made = [node for node in canvas.recent.nodes if canvas.is_writing(node)]
    if match is not None and len(made) == 1:
        yield f"include {match['what']} in {made[0].name}"


def would_change(instruction: str, workflow: Workflow, catalog: Catalog) -> float:
    """How sure the engine is of an instruction that is one order; 0 where that would change nothing.

    In less time than `edit_workflow`, which also tells what changes.
    """
    applied = _applied(instruction, Canvas(workflow, catalog, load_services(catalog), ()))
    if applied is None or applied[1].document == workflow.document:
        return 0.0
    return applied[0].sure


def _belongs_together(text: str, canvas: Canvas) -> bool:
    """“add a category “question” and answer those by email”: the second half is about what the first one makes."""
    scene = Scene(text, canvas)
    return waits_for_new(scene) or any(reader(scene) is not None for reader in _WHOLE)


_WHOLE = (categorise, keep_only, copy, one_deed, look_again, make_draft, send_draft)


def _without_asides(text: str) -> str:
    """The text without what orders nothing: "…, the rest stays as it is", "every 6 hours is too often, …"."""
    parts = re.split(r"(?<=[,;.!?])\s+|\n+|\s+(?=(?:but|aber|mais|pero|mas) )", text)
    parts = [part[: purpose.start()] if (purpose := _purpose(part)) else part for part in parts]
    kept = [part for part in parts if cue("unchanged").search(flat(part)) is None]
    if any(cue("remove").search(flat(part)) or _NO.match(flat(part)) for part in kept):
        # "I want all payments, no filter": the wish behind what shall go.
        kept = [part for part in kept if cue("want_all").match(flat(part)) is None] or kept
    if len(kept) == len(parts) and " ".join(parts) == text:
        return text
    return " ".join(kept).strip(" ,") if kept and any(re.search(r"\w", part) for part in kept) else text


_NO = re.compile(r"\W*(?:no|without|kein\w*|ohne|sans|pas de|sin|sem)\s+\w+")


def _purpose(text: str) -> re.Match[str] | None:
    """“…, so (that) we have a history”: what it is good for orders nothing."""
    match = cue("purpose").search(flat(text))
    return match if match is not None and re.search(r"\w+\W+\w+", text[: match.start()]) else None


def _apply(text: str, canvas: Canvas) -> tuple[Edited, Reader] | None:
    """What the instruction makes of the workflow, and the reader that understood it."""
    applied = _applied(text, canvas)
    if applied is None:
        return None
    step, after, reader = applied
    return _edited(canvas.workflow, step, after, canvas.catalog), reader


def _applied(text: str, canvas: Canvas) -> tuple[Step, Workflow, Reader] | None:
    """What the first reader that knows the text makes of it, the workflow after that, and the reader."""
    scene = Scene(text, canvas)
    for reader in READERS:
        try:
            step = reader(scene)
            if step is None:
                continue
            return step, apply(canvas.workflow, step.edits), reader
        except UserError:
            # A reading that does not fit this workflow is no reading of this instruction.
            continue
    return None


def _edited(workflow: Workflow, step: Step, after: Workflow, catalog: Catalog) -> Edited:
    known = {node.name for node in workflow.nodes}
    new = {node.name for node in after.nodes if node.name not in known and node.position is None}
    if new:
        after = place_new(after, new)
    changes = diff(workflow, after, catalog)
    return Edited(after, step.edits, changes, step.sure, _reply(changes, step.notes), step.notes, step.setup)


def _reply(changes: tuple[object, ...], notes: tuple[str, ...]) -> str:
    lines = [str(getattr(change, "text", "")) for change in changes]
    told = "\n".join(f"- {line}" for line in lines)
    head = say("Done.") if lines else say("Nothing had to change.")
    return "\n\n".join(part for part in (head if not told else f"{head}\n{told}", *notes) if part)


def _one_by_one(text: str, canvas: Canvas, whole: Reader | None) -> Edited | None:
    """Each part on what the one before has made; None when one of them is not understood. `whole` is the reader
    that understood the whole text.

    Parts that only begin with a verb count when one of them changes what is there: of steps that are all new the
    composer makes more when it sees them together.
    """
    scene = Scene(text, canvas)
    parts, plain = parts_of(text), parts_of(text, verbs=scene.verbs)
    swap = find_swap(scene) if whole is replace_service else None
    if swap is not None and swap.old is not None:
        # "we moved away from Slack, post it in Teams": two halves of one change.
        hit = new_service(scene, swap)
        new = (hit.mention.start, hit.mention.end) if hit is not None else swap.new
        said = [text[slice(*span)] for span in (swap.old, new)]
        parts, plain = (
            each if any(all(one in part for one in said) for part in each) else [text]
            for each in (parts, plain)
        )
    # The finest cut of which every part is an order says most.
    finest = _each(plain, canvas) if len(plain) > max(1, len(parts)) else None
    if finest is not None and any(reader not in COMPOSING for reader in finest[1]):
        return finest[0]
    if len(parts) > 1 and (made := _each(parts, canvas)) is not None:
        return made[0]
    return None


def _each(parts: list[str], canvas: Canvas) -> tuple[Edited, list[Reader]] | None:
    now, edits, sure, notes = canvas.workflow, list[Edit](), 1.0, list[str]()
    setups: list[Setup] = []
    readers: list[Reader] = []
    topic: str | None = None
    for part in parts:
        if not re.sub(r"[\W_]+", "", cue("polite").sub("", flat(part))):
            continue
        found = _apply(about(part, topic), canvas.with_workflow(now))
        if found is None:
            return None
        made, reader = found
        readers.append(reader)
        topic = topic_of(now, made.workflow)
        now, sure = made.workflow, min(sure, made.confidence)
        edits += made.edits
        notes += made.notes
        setups.append(made.setup)
    changes = diff(canvas.workflow, now, canvas.catalog)
    setup = Setup(
        tuple(each for setup in setups for each in setup.credentials),
        tuple(each for setup in setups for each in setup.placeholders),
        tuple(each for setup in setups for each in setup.assumptions),
    )
    return Edited(
        now, tuple(edits), changes, sure, _reply(changes, tuple(notes)), tuple(notes), setup
    ), readers
