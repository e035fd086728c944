"""What sounds as if one service took another's place, and asks for something else."""

from __future__ import annotations

from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.giving_way import role_of
from nodepilot.composer.editing.scene import Scene
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
