"""“Which of these steps could fail?”, “will it stop if Postgres is down?”: what happens then, step by step."""

from __future__ import annotations

import re

from nodepilot.composer.editing.failing import calling_steps
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.sentences import say
from nodepilot.workflow.model import Node

_RISKS = re.compile(
    r"(?:which|what|welche[rs]?|quelles?|que|cuales?|quais)\b.{0,30}\b(?:could|can|might|may|konnte\w*|konnen|peut|peuvent|puede[n]?|pode[m]?)\b.{0,15}\b"
    r"(?:fail|break|go wrong|crash|schiefgehen|fehlschlagen|echouer|fallar|falhar)|"
    r"\b(?:what (?:happens|if)|(?:will|does|would) (?:the whole thing|it|everything|the workflow|the rest|this)\b.{0,20}\b(?:stop|break|fail|crash|continue|go on|still run)|"
    r"was passiert|que se passe|que pasa|o que acontece)\b.{0,30}\b(?:if|when|wenn|si|cuando|se|quando)\b.{0,30}\b(?:down|fails?|breaks?|unavailable|offline|ausfallt|nicht erreichbar|"
    r"tombe|echoue|falla|cae|falhar?|cair)"
)


def risks_asked(scene: Scene) -> str | None:
    """What happens when the steps fail that are spoken of, or all that call a service; None for another question."""
    if _RISKS.search(scene.flat) is None:
        return None
    calling = calling_steps(scene)
    meant = [each.node for each in nodes_meant(scene) if each.node in calling]
    lines = [f"- **{node.name}**: {_then(node)}" for node in meant or calling]
    if not lines:
        return say("No step of it calls a service: little can fail.")
    return "\n".join((say("This is what happens when a step fails:"), "", *lines))


def _then(node: Node) -> str:
    how = node.raw.get("onError")
    goes_on = (
        how in {"continueRegularOutput", "continueErrorOutput"} or node.raw.get("continueOnFail") is True
    )
    if node.raw.get("retryOnFail") is True:
        count = node.raw.get("maxTries", 3)
        return (
            say("it is tried {count} times, then the run goes on.", count=count)
            if goes_on
            else say("it is tried {count} times, then the run stops.", count=count)
        )
    return say("the run goes on.") if goes_on else say("the run stops there.")
