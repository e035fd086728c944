"""“Keep their first name too: body.first_name”, “add a field source with the value web”: one more field of a Set node."""

from __future__ import annotations

import re
from uuid import NAMESPACE_OID, uuid5

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.data_places import behind_data
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import insert
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter

_PATH = re.compile(r"(?<![\w@./])(?:\$?json\.)?(?P<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?![\w@/])")
_FIELD = re.compile(
    r"(?i)(?:field|column|value|property|feld|spalte|champ|colonne|campo|columna|coluna)\s+(?:called |named |namens )?[\"'“„]?(?P<name>[A-Za-z_]\w*)[\"'”“]?\s*(?:with (?:the )?value|set to|=|:|mit dem wert|avec la valeur|con el valor|com o valor)\s*"
    r"[\"'“„]?(?P<value>[^\"'”“]+?)[\"'”“]?\s*$"
)


def add_field(scene: Scene) -> Step | None:
    """The field and its value, at the end of what the node sets."""
    nodes = [
        node
        for node in scene.canvas.nodes
        if node.type == BASE + "set" and _entries(node.parameters) is not None
    ]
    if not nodes and (brought := _brought(scene)) is not None:
        return brought
    if not nodes or (scene.says("include") is None and scene.says("keeping") is None):
        return None
    meant = [each.node for each in nodes_meant(scene) if each.node in nodes]
    node = (meant or nodes)[0]
    named, path = _FIELD.search(scene.text), _PATH.search(scene.text)
    if named is not None:
        name, value = named["name"], named["value"]
    elif path is not None and not scene.u.services:
        name, value = path["path"].rpartition(".")[2], f"={{{{ $json.{path['path']} }}}}"
    else:
        return None
    held = _entries(node.parameters) or []
    if any(isinstance(each, dict) and each.get("name") == name for each in held):
        return None
    new = {
        "id": str(uuid5(NAMESPACE_OID, f"{node.id}:{name}")),
        "name": name,
        "value": value,
        "type": "string",
    }
    return Step((SetParameter(node.name, "assignments.assignments", [*held, new]),), 0.85)


def _brought(scene: Scene) -> Step | None:
    """“add a column source with the value sheet”: what a step that writes its items as they come gets with them."""
    named = _FIELD.search(scene.text)
    writing = [
        node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node) and isinstance(node.parameters.get("columns"), dict)
    ]
    if named is None or len(writing) != 1 or scene.says("add_verb") is None:
        return None
    node, columns = writing[0], writing[0].parameters["columns"]
    name, value = named["name"], named["value"].strip()
    if columns.get("mappingMode") == "defineBelow":
        held = columns.get("value")
        known = held if isinstance(held, dict) else {}
        return Step((SetParameter(node.name, "columns.value", {**known, name: value}),), 0.85)

    def build(draft: Draft, flow: Flow) -> None:
        entry = {"id": str(uuid5(NAMESPACE_OID, name)), "name": name, "value": value, "type": "string"}
        key = draft.add(
            BASE + "set",
            {"assignments": {"assignments": [entry]}, "includeOtherFields": True, "options": {}},
            name=f"Add {name}",
            key="bring_along",
            span=named.span(),
        )
        draft.hook(flow, key)

    links = scene.canvas.links(node.name)
    return insert(scene, links, build, sure=0.85) if links else None


_KEEPING = r"(?:keep|copy|take|use|write|save|send|store|sync|transfer|import|behalte|kopiere|speichere|garde|copie|guarda|copia|mantenha|copie)"
_ONLY_WORD = r"(?:only|just|nur|seulement|solo|apenas)"
_COLUMNS = r"(?:columns?|fields?|spalten|felder|colonnes|champs|columnas|campos|colunas)"
_ONLY = re.compile(
    rf"(?:please |bitte )?(?:{_KEEPING}(?: over)? {_ONLY_WORD}|{_ONLY_WORD}(?: {_KEEPING}(?: over)?)?)\s+(?:the |die |les |las |los |os |as )?{_COLUMNS}\s+(?P<names>[\w \"',&-]+?)\W*|"
    rf"(?:please |bitte )?(?:{_KEEPING}(?: over)? {_ONLY_WORD}|{_ONLY_WORD} {_KEEPING}(?: over)?)\s+(?:the |their |die |les |las |los |os |as )?(?P<bare>[\w \"',&-]+?)\W*|"
    rf"{_ONLY_WORD} (?:the |their )?(?P<told>[\w \"',&-]+?) (?:should|must|shall|need to|are to) be (?:saved|copied|stored|written|kept|sent|synced)\W*"
)
_FIELD_NAME = re.compile(
    r"(?:(?:first|last|full|phone|e-?mail|company|street|zip|order|user|customer|due|start|end) )?[a-z-]+"
)
_AND = re.compile(r"\s*(?:,|&|\b(?:and|und|et|y|e)\b)\s*")


def keep_only(scene: Scene) -> Step | None:
    """“only the columns name and email”: a Set with those in front of what writes."""
    match = _ONLY.fullmatch(scene.flat.strip())
    links = behind_data(scene)
    if match is None or not links:
        return None
    said = match["names"] or match["bare"] or match["told"]
    start = scene.flat.find(said)
    names = [each.strip(" \"'") for each in _AND.split(scene.text[start : start + len(said)])]
    if match["names"] is None and not all(
        _FIELD_NAME.fullmatch(flat(each)) and role_of_words(each, scene.u.languages) for each in names
    ):
        # "only copy new rows": what is kept are fields where each is known as one.
        return None

    def build(draft: Draft, flow: Flow) -> None:
        paths = {
            name: flow.data.path_of(name) if flow.data is not None and flow.data.open else name
            for name in names
        }
        entries = [
            {
                "id": str(uuid5(NAMESPACE_OID, path)),
                "name": path,
                "value": f"={{{{ $json.{path} }}}}",
                "type": "string",
            }
            for path in paths.values()
        ]
        key = draft.add(
            BASE + "set",
            {"assignments": {"assignments": entries}, "options": {}},
            name="Keep the fields",
            key="keep_the_fields",
            span=match.span(),
        )
        draft.hook(flow, key)

    return insert(scene, links, build, sure=0.85) if all(names) else None


def _entries(parameters: object) -> list[object] | None:
    held = parameters.get("assignments") if isinstance(parameters, dict) else None
    entries = held.get("assignments") if isinstance(held, dict) else None
    return entries if isinstance(entries, list) else None
