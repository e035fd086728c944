"""“Delete the original afterwards”: the file that started it is removed where it lies, once all is done."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.role_words import FILE_STORES

_ORIGINAL = re.compile(
    r"\W*(?:please |and |then |also )*(?:delete|remove|trash|erase|losche?|supprime[rz]?|borra|elimina|apague) (?:the |das |le |el |o )?(?:original|source|old|recording|upload)e?s?(?: (?:file|picture|image|document|photo|one|datei)s?)?"
    r"(?: (?:afterwards?|after(?: that| this| it| the upload\w*| uploading)?|when (?:it is )?done|once (?:it is |that is )?(?:done|uploaded)|then|(?:when|once|after|as soon as) (?:the )?[\w ]{2,40}|at the end|danach|ensuite|despues|depois))*\W*"
)


def delete_original(scene: Scene) -> Step | None:
    """One more step behind the last, of the service that the file comes from."""
    if _ORIGINAL.fullmatch(scene.flat) is None:
        return None
    stores = [
        service
        for node in scene.canvas.steps
        if (service := scene.canvas.service(node)) is not None and service.key in FILE_STORES
    ]
    if not stores or not scene.canvas.ends:
        return None
    rest = replace(scene, text=f"delete the file from {stores[0].name}", blanked=())
    return grow(rest, [Way(scene.canvas.ends[-1].name)], building(rest.acts()), sure=0.85)
