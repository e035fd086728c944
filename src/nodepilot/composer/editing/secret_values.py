"""“The secret is now abc123”: what callers are compared with."""

from __future__ import annotations

import re

from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared, ruled
from nodepilot.workflow.edits import SetParameter

_WORD_FOR_IT = r"(?:(?:api|access|auth|webhook|secret|shared)[ -]?)?(?:key|secret|token|password|passwort|schlussel|geheimnis|clave|contrasena|cle|senha|chave)"
_NEW_VALUE = re.compile(
    rf"\W*(?:please |and |but |change |set |use |the |our |my |new |das |der |la |el |a |o )*{_WORD_FOR_IT}(?: (?:is|are|should be|must be|shall be|to|as|ist|lautet|es|est|e|auf))?(?: (?:now|jetzt|ahora|maintenant|agora))?:? "
    r"[\"'“„]?(?P<value>[\w.+/=$!@#%^&*-]+?)[\"'”“]?(?: (?:now|instead|from now on|please))?\W*$"
)
_HOLDING = re.compile(r"key|secret|token|auth|password|signature")


def change_secret(scene: Scene) -> Step | None:
    """The value that the one comparison with a key, a token or a password has."""
    match = _NEW_VALUE.match(scene.flat)
    if match is None or match["value"] in _NO_VALUES:
        return None
    held = [
        (node, test)
        for node in scene.canvas.nodes
        for test in (*compared(node), *ruled(node))
        if _HOLDING.search(flat(test.left)) and isinstance(test.right, str) and test.right
    ]
    if len(held) != 1:
        return None
    node, test = held[0]
    value = scene.text[slice(*match.span("value"))]
    return Step((SetParameter(node.name, test.right_path, value),), 0.9)


_NO_VALUES = frozenset(
    "wrong missing invalid right correct field header required optional empty instead please".split()
)
