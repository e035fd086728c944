"""“Turn the Slack step off for now”."""

from __future__ import annotations

from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant, of_named_service
from nodepilot.composer.editing.scene import Scene
from nodepilot.sentences import say
from nodepilot.workflow.edits import SetDisabled


def switch(scene: Scene) -> Step | None:
    """Nodes switched off or on."""
    disabled = _state(scene)
    if disabled is None or scene.says("only") is not None or scene.says("where") is not None:
        # "only rows where active = 1": a value.
        return None
    found = of_named_service(scene, nodes_meant(scene), (0, len(scene.text)))
    if not found:
        return _not_there(scene)
    best = [each.node for each in found if each.score >= found[0].score - 0.05]
    edits = tuple(SetDisabled(node.name, disabled) for node in best if node.disabled != disabled)
    return Step(edits, 0.95) if edits else Step((), 0.9, (_already(best[0].name, disabled=disabled),))


def _not_there(scene: Scene) -> Step | None:
    """An order to switch off a service that the workflow does not use is understood, and nothing is made of it."""
    if all(hit.is_generic for hit in scene.u.services):
        return None
    names = ", ".join(f"`{node.name}`" for node in scene.canvas.nodes)
    return Step((), 0.4, (say("There is no such step here. The steps are {names}.", names=names),))


def _already(name: str, *, disabled: bool) -> str:
    return say(
        "`{name}` is switched {state} already.", name=name, state=say("off") if disabled else say("on")
    )


def _state(scene: Scene) -> bool | None:
    for name, disabled in (("disable", True), ("enable", False)):
        match = scene.says(name)
        if match is not None and not _is_denied(scene, match.start()):
            return disabled
    verb = scene.says("switch_verb")
    if verb is not None:
        rest = scene.flat[verb.end() :]
        for name, disabled in (("off", True), ("on", False)):
            last = list(cue(name).finditer(rest))
            if last and len(rest[last[-1].end() :].strip(" .!")) <= 12:
                return disabled
    return None


def _is_denied(scene: Scene, place: int) -> bool:
    return bool(cue("stop_doing").search(scene.flat[max(0, place - 8) : place]))
