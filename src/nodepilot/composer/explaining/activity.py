"""“Is it active?”, “how do I turn it on?”: whether it runs by itself, and how that is switched."""

from __future__ import annotations

import re

from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.explaining.steps import describe
from nodepilot.knowledge.guides import guide_called
from nodepilot.sentences import say

_ASKED = re.compile(
    r"\b(?:is|are|was) (?:it|this|that|the (?:workflow|flow|automation)|everything) (?:\w+ )?(?:active|activated|on|live|running|published|enabled|switched on|turned on|online|deployed)\b|"
    r"\b(?:how|where|when) (?:do|can|to|should|would) (?:i |we |you )?(?:\w+ )?(?:turn|switch|activate|publish|enable|start|deploy|launch|stop|deactivate|pause|put)\b.{0,25}\b(?:it|this|that|on|off|live|workflow|flow|automation)\b|"
    r"\b(?:does|will) (?:it|this|the workflow) (?:run|start|work) (?:by itself|on its own|automatically|already|now)\b|\bist (?:er|es|das|der \w+) (?:\w+ )?(?:aktiv|an|live)\b|"
    r"\bwie (?:aktiviere|starte|schalte|stoppe|deaktiviere) ich\b|\b(?:est-il|est-ce) actif\b|\bcomment (?:l'|le )?(?:activer|demarrer|lancer)\b|\besta activ[oa]\b|\bcomo (?:lo |o )?(?:activo|inicio|ativo|enciendo)\b"
)
_NOW = re.compile(
    r"\b(?:can|could|how (?:do|can)|may) i (?:run|start|test|try|execute)(?: (?:it|this|that|the \w+))?(?: out)?(?: (?:right )?now| once| by hand| myself| first| before \w+.*)?\W*$|\bwie (?:teste|probiere) ich\b|\bcomment (?:le )?tester\b|\bcomo (?:lo |o )?(?:pruebo|testo)\b"
)
_CALLED = re.compile(
    r"\b(?:how (?:do|can|to|should)|where (?:do|can)) (?:i |we )?(?:call|trigger|reach|use|send (?:to|data))\b|\b(?:which|what(?:'s| is)?)(?: the)? (?:url|address|endpoint)\b|\b(?:is|are) (?:it|the (?:webhook|url|endpoint))(?: \w+)? (?:secure|secured|protected|safe|public|open)\b"
)
_CHANGED = re.compile(
    r"^\W*(?:and )?(?:can|could|may|how (?:do|can|would)|where (?:do|can)) (?:i|we) (?:change|edit|adjust|rename|set)\b|^\W*wie (?:andere|bearbeite) ich\b|^\W*comment (?:changer|modifier)\b|^\W*como (?:cambio|edito|mudo|altero)\b"
)
_TIMES = re.compile(r"\b(?:time|schedule|hour|day|often|when|interval|zeit|uhrzeit|heure|hora|horario)\b")
_GUIDE = "Switching a workflow on"


def activity_asked(scene: Scene) -> str | None:
    """What the workflow says of itself, and how it is switched on; None for another question."""
    hooks = [node for node in scene.canvas.triggers if node.type.endswith(".webhook")]
    if hooks and _CALLED.search(scene.flat):
        guide = guide_called("Webhooks")
        called = f"**{hooks[0].name}** {describe(hooks[0], scene.canvas.workflow, scene.canvas.catalog)}."
        source = say("Source: NodePilot's guide “{title}”.", title=say(guide.title))
        return "\n\n".join((called, say(guide.text), source))
    if _CHANGED.search(scene.flat):
        example = (
            say("run it at 9 instead") if _TIMES.search(scene.flat) else say("change the subject to “News”")
        )
        return say(
            "Say it here, for example “{example}”, or click on the step and set it there.", example=example
        )
    if _NOW.search(scene.flat):
        return _by_hand(scene)
    if _ASKED.search(scene.flat) is None:
        return None
    active = scene.canvas.workflow.document.get("active")
    parts = []
    if active is True:
        parts.append(say("In the workflow's JSON it is switched on; in your n8n only the editor tells."))
    else:
        parts.append(say("Here it is a draft: it runs once it is in your n8n and switched on there."))
    guide = guide_called(_GUIDE)
    parts += [say(guide.text), say("Source: NodePilot's guide “{title}”.", title=say(guide.title))]
    return "\n\n".join(parts)


def _by_hand(scene: Scene) -> str:
    """How one run is tried, by what starts the workflow."""
    kinds = {node.type.rpartition(".")[2] for node in scene.canvas.triggers}
    parts = [say("Bring it into n8n, connect what is open, and click “Execute workflow”: it runs once.")]
    if "webhook" in kinds:
        parts.append(
            say("The webhook then waits for one call at its test URL; send it an example from your program.")
        )
    elif "formTrigger" in kinds:
        parts.append(say("The form opens, and what you fill in goes through all steps."))
    elif kinds & {"scheduleTrigger", "manualTrigger"}:
        parts.append(say("It need not wait for its time: the click starts it."))
    else:
        parts.append(
            say(
                "Its trigger then fetches or waits for one event; without one, make a test entry in the service."
            )
        )
    parts.append(
        say("What it sends and writes in such a run is real: try it with an address of your own first.")
    )
    return " ".join(parts)
