"""“Wait a minute and check again before texting me”, “only if it is still down after 10 minutes”: a second look."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.copies import copied, waiting
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.knobs import figure_of
from nodepilot.composer.editing.parameters import unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import AddNode, Connect, Disconnect, Edit, apply
from nodepilot.workflow.model import Connection, Node

_AGAIN = re.compile(
    r"(?<!\w)(?:(?:check|test|ping|look|call)(?: it| the (?:site|page|server|url))? (?:a second time|again|once more|one more time|twice)|(?:double|re)[- ]?check|(?:second|another) check|"
    r"(?:prufe?|teste?|versuche?)(?: es)? (?:noch ?mal|erneut|ein zweites mal)|verifie[rz]?(?: une)? (?:deuxieme fois|encore|de nouveau)|(?:comprueba|verifica|revisa)(?: de nuevo| otra vez| una segunda vez)|verifique (?:de novo|outra vez|novamente))(?!\w)"
)
_STILL = re.compile(
    r"only (?:\w+ ){1,3}(?:after|if it fails|when it fails|on) (?:(?:two|2|three|3|several) (?:failures|fails|failed checks|times|errors)(?: in a row)?|twice(?: in a row)?|the second (?:failure|time))(?!\w)|"
    r"(?:(?:but |and )?only )?(?:if|when|wenn|si|se|quando|cuando) (?:it|the (?:site|page|server)|es|er|sie|c|el|la \w+|o|a \w+)(?:'s| is| ist| est| esta)? (?:still )?(?:noch (?:immer )?|immer noch |toujours |todavia |sigue |ainda )?"
    r"(?:down|off(?:line)?|unreachable|weg|en panne|caid[ao]|fora do ar)(?: noch)?"
    r"(?: (?:twice|two times|three times|zwei ?mal|deux fois|dos veces|duas vezes)(?: in a row| hintereinander| de suite| seguidas)?| (?:after|for(?: more than)?|nach|apres|despues de|depois de) [\w ]{1,20}?(?:minutes?|mins?|hours?|seconds?|minuten|stunden?|minutos?|horas?|heures?)(?: later)?)(?!\w)"
)


def look_again(scene: Scene) -> Step | None:
    """What was asked for is asked for once more after a while, and the same condition decides."""
    still = _STILL.search(scene.flat)
    if still is None and _AGAIN.search(scene.flat) is None:
        return None
    if any(token.kind is Kind.URL for token in scene.u.tokens):
        # "… as a second check": another address.
        return None
    fork = next((node for node in scene.canvas.nodes if _asks_before(scene, node) is not None), None)
    if fork is None or (asked := _asks_before(scene, fork)) is None:
        return None
    amount, unit = _how_long(scene)
    wait = waiting(scene, amount, unit, fork.id)
    look = copied(scene, asked, {}, "again", f"{asked.name} again")
    held = json.loads(json.dumps(dict(fork.parameters)).replace(f"$('{asked.name}')", f"$('{look['name']}')"))
    decide = copied(scene, fork, held, "again", _still(fork.name))
    links = scene.canvas.leaving(Way(fork.name, 0))
    edits: list[Edit] = [AddNode(wait), AddNode(look), AddNode(decide)]
    edits += [
        Connect(Connection(fork.name, str(wait["name"]))),
        Connect(Connection(str(wait["name"]), str(look["name"]))),
        Connect(Connection(str(look["name"]), str(decide["name"]))),
    ]
    rest = scene.without(still.span()) if still is not None else None
    acts = rest.acts() if rest is not None else []
    if rest is not None and not _is_told_already(scene, rest) and acts:
        # "if it is still down after 10 minutes call me": one thing more, behind the second look.
        ready = scene.canvas.with_workflow(apply(scene.canvas.workflow, edits))
        made = grow(replace(rest, canvas=ready), [Way(str(decide["name"]))], building(acts), sure=0.85)
        return Step((*edits, *made.edits), made.sure, made.notes, made.setup) if made is not None else None
    for link in links:
        edits += [
            Disconnect(link),
            Connect(Connection(str(decide["name"]), link.target, target_index=link.target_index)),
        ]
    return Step(tuple(edits), 0.85)


def _asks_before(scene: Scene, node: Node) -> Node | None:
    """The request whose answer an If looks at."""
    if node.type != BASE + "if":
        return None
    above = [scene.canvas.workflow.get(link.source) for link in scene.canvas.links(node.name)]
    return above[0] if len(above) == 1 and above[0].type == BASE + "httpRequest" else None


def _how_long(scene: Scene) -> tuple[int, str]:
    """The time that is told; a minute where none is."""
    for token in scene.u.tokens:
        number, unit = figure_of(scene, token), unit_said(scene.flat, token.end)
        if number is not None and unit in {"seconds", "minutes", "hours"}:
            return int(number), unit
    return 1, "minutes"


def _is_told_already(scene: Scene, rest: Scene) -> bool:
    """“only text me if …”: about what is done so far, rather than one thing more."""
    if re.search(r"(?<!\w)(?:only|nur|seulement|solo|so|apenas|uniquement)(?!\w)", scene.flat):
        return True
    return not re.search(r"\w{3,}", rest.flat)


def _still(name: str) -> str:
    return f"{name.rstrip('?')}, still?" if name.endswith("?") else f"{name} again"
