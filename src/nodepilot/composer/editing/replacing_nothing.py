"""What sounds as if one service took another's place, and asks for something else."""

from __future__ import annotations

import re

from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.giving_way import role_of
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared, ruled
from nodepilot.composer.language.service_signs import ServiceHit


def is_what_is_meant(scene: Scene, hit: ServiceHit) -> bool:
    """The step that the words fit best is of that very service, and reads."""
    meant = nodes_meant(scene)
    if not meant or scene.canvas.is_trigger(meant[0].node) or scene.canvas.is_writing(meant[0].node):
        return False
    service = scene.canvas.service(meant[0].node)
    return service is not None and service.key == hit.key and role_of(scene, meant[0].node) is None


def is_told_off(scene: Scene) -> bool:
    """Something gives way by the words; else “an approval by email” asks for a step."""
    return any(scene.says(name) is not None for name in ("instead", "instead_of", "replace", "moved_from"))


_BOUND = re.compile(
    r"(?<!\w)(?:over|above|more than|below|under|less than|from|uber|mehr als|unter|plus de|moins de|mas de|menos de|mais de) [€$£]?(?P<bound>\d[\d.,]*)(?! ?(?:minutes?|hours?|days?|seconds?|to|or|-))"
)


def has_bound_of_its_own(scene: Scene) -> bool:
    """“amounts over 2000 go to … instead” beside a check against 500: a further case, and nobody's place."""
    match = _BOUND.search(scene.flat)
    tests = [test for node in scene.canvas.nodes for test in (*compared(node), *ruled(node)) if test.is_bound]
    if match is None or not tests:
        return False
    bound = match["bound"].rstrip(".,").replace(",", "")
    return bound not in {str(test.right) for test in tests}
