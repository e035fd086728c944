"""“The file is called leads.csv”, “look for posts about automation instead”: a value known by its kind or by its verb."""

from __future__ import annotations

import re

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.literals import chat_id, directly
from nodepilot.composer.editing.scene import Scene
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.leaves import leaves

_FILE = re.compile(
    r"(?<![\w@/.])(?P<name>[\w-]+\.(?P<ending>csv|json|xml|xlsx?|txt|pdf|png|jpe?g|zip|html|docx?|ics))(?![\w/])"
)
_LOOKED_FOR = re.compile(
    r"(?:look(?:ing)? for|search(?:ing)?(?: for)?|watch(?:ing)?(?: for)?|find|monitor|track|suche?|cherche|busca|busque)\s+(?:(?:posts?|stories|articles?|items?|mentions?|news|videos?|tweets?|"
    r"messages?|mails?|jobs?|results?)\s+)?(?:(?:about|mentioning|on|containing|with|of|for|uber|nach|sur|sobre|de)\s+)?(?P<value>.+)"
)
_SEARCH_WORDS = frozenset(
    {"keyword", "keywords", "query", "q", "search", "searchterm", "searchtext", "searchquery"}
)


def appoint(scene: Scene) -> Step | None:
    """The one value of that kind that is set, replaced."""
    return (
        _match_column(scene)
        or _kept_in(scene)
        or _file(scene)
        or _search_word(scene)
        or chat_id(scene)
        or directly(scene)
    )


_MATCHED = re.compile(
    r"\W*(?:please )?(?:match|find|compare|update|identify|upsert|merge)(?: (?:the )?(?:rows?|records?|them|it|entries|leads|contacts))? (?:by|on|via) (?:the |their )?(?:column )?[\"'“]?(?P<by>\w+)[\"'”]?(?: column)?(?:,? (?:(?:and )?not|instead of|rather than) (?:by |on )?(?:the )?\w+)?\W*$|"
    r"\W*(?:please )?use (?:the )?(?:column )?[\"'“]?(?P<use>\w+)[\"'”]?(?: column)? (?:to match(?: the rows)?|for matching|as (?:the )?(?:key|matching column))\W*$"
)


def _match_column(scene: Scene) -> Step | None:
    """“match by email”, “use the column email to match”: by what a row is found again."""
    match = _MATCHED.match(scene.flat)
    if match is None:
        return None
    span = match.span("by") if match["by"] is not None else match.span("use")
    name = scene.text[slice(*span)]
    for node in scene.canvas.nodes:
        columns = node.parameters.get("columns")
        if isinstance(columns, dict) and columns.get("matchingColumns"):
            return Step((SetParameter(node.name, "columns.matchingColumns", [name]),), 0.9)
        if isinstance(node.parameters.get("columnToMatchOn"), str):
            return Step((SetParameter(node.name, "columnToMatchOn", name),), 0.9)
    return None


_KEPT_IN = re.compile(
    r"\W*(?:please )?(?:save|store|write|put|log|keep|insert) (?:(?:it|them|this|that|these|the [\w ]{2,20}?) )?(?:in|into|to) (?:(?:the|our|an?|another) )?(?:(?:different|other|new|separate) )?(?P<kind>data ?table|table|tab|sheet|folder|collection|bucket) (?:called |named )?[\"'“]?(?P<name>[\w/.-]+)[\"'”]?(?: instead| now| please)?\W*$"
)


def _kept_in(scene: Scene) -> Step | None:
    """“save it in the table signups”: another place of the kind that a step has already."""
    match = _KEPT_IN.match(scene.flat)
    if match is None or scene.says("also") is not None:
        return None
    name = scene.text[slice(*match.span("name"))]
    wanted = _PLACES.get(match["kind"].replace(" ", ""), match["kind"])
    for node in scene.canvas.nodes:
        if not scene.canvas.is_writing(node):
            continue
        for key, held in node.parameters.items():
            if slot_of(key) != wanted and not re.fullmatch(rf"(?:data)?{wanted}(?:id|name)?", key.lower()):
                continue
            if isinstance(held, dict) and held.get("__rl"):
                kept = {k: v for k, v in held.items() if not k.startswith("cached")}
                # What is chosen from a list goes by its name until somebody chooses.
                mode = "name" if held.get("mode") == "name" else "list"
                return Step((SetParameter(node.name, key, {**kept, "mode": mode, "value": name}),), 0.85)
            if isinstance(held, str):
                return Step((SetParameter(node.name, key, name),), 0.85)
    return None


_PLACES = {"tab": "sheet"}


def _file(scene: Scene) -> Step | None:
    """A file's name where one of the same ending is named already."""
    said = {match["name"]: match["ending"] for match in _FILE.finditer(scene.text)}
    if len(said) != 1 or any(scene.says(each) is not None for each in ("also", "only", "skip", "add_step")):
        return None
    new, ending = next(iter(said.items()))
    held = re.compile(rf"(?<![\w@])[\w-]+\.{re.escape(ending)}(?!\w)")
    places = [
        (node, path, value)
        for node in scene.canvas.nodes
        for path, value in leaves(node.parameters, ())
        if isinstance(value, str) and not value.startswith("=") and len(held.findall(value)) == 1
    ]
    if len({held.findall(value)[0] for _, _, value in places}) != 1:
        return None
    edits = tuple(
        SetParameter(node.name, render_path(path), held.sub(new, value)) for node, path, value in places
    )
    return Step(edits, 0.85)


def _search_word(scene: Scene) -> Step | None:
    """What is looked for, where a step keeps it in one parameter."""
    text = cue("polite").sub(lambda each: " " * len(each.group()), scene.flat).strip(" .,!")
    match = _LOOKED_FOR.fullmatch(text)
    if match is None or not any(scene.says(each) is not None for each in ("instead", "now", "instead_of")):
        return None
    places = [
        (node, path, value)
        for node in scene.canvas.nodes
        for path, value in leaves(node.parameters, ())
        if isinstance(value, str) and value and flat(str(path[-1])).replace("_", "") in _SEARCH_WORDS
    ]
    said = match["value"]
    for name in ("instead_of", "instead", "now"):
        cut = re.search(rf"\s*(?<!\w){cue(name).pattern}(?!\w).*$", said)
        said = said[: cut.start()] if cut is not None else said
    start = scene.flat.find(said, scene.flat.find(match["value"]))
    new = scene.text[start : start + len(said)].strip(" .,!\"'“”")
    if len(places) != 1 or not new:
        return None
    node, path, _ = places[0]
    return Step((SetParameter(node.name, render_path(path), new),), 0.85)
