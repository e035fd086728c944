"""“Rename Slack to Tell sales”, “call the workflow Leads”."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import RenameNode, SetParameter, SetWorkflowKey

_OBJECT = re.compile(r"^\s*(?:(?:it|this|that|them|him|her|sie|ihn|es|la|le|lo)\s+)?")
_QUOTES = "\"'“”„«»‘’` "


_OF_PARAMETER = re.compile(
    r"(?<!\w)(?:path|url|subject|column|tab|field|question|feld|spalte|pfad|champ|campo|columna|coluna)s? (?:to|in|as|zu|is|should|shall|must|heisst|soll|en|a|como|para)(?!\w)"
)


_AFTER = re.compile(
    r"(?:^|\s)(?:after|like|nach (?:dem|der)|wie (?:der|die|das)|comme l|d'apres|como (?:el|la|o|a)|segun) ?(?:the )?\w"
)


def rename(scene: Scene) -> Step | None:
    """Another name for a node or for the workflow."""
    if _OF_PARAMETER.search(scene.flat) is not None:
        # "rename the webhook path to inbound": a value of a step, rather than its name.
        return None
    if (passive := scene.says("renamed")) is not None:
        return _renamed(scene, passive)
    match = scene.says("rename")
    if match is None or not _opens(scene, match.start()):
        return None
    if match.group() == "call" and scene.u.schedule is not None:
        # "call the status page every 5 minutes": how often, no name.
        return None
    if _AFTER.search(scene.flat, match.end()) is not None:
        # "name the page after the deal": a value again.
        return None
    rest = re.sub(r"\s+um\W*$", "", scene.flat[match.end() :])
    calling = match.group() in {"call", "name", "nenne", "appelle", "llama"}
    by_name = _behind_name(scene, rest) if not calling else None
    split = by_name or _split(rest, calling=calling)
    if split is None:
        return None
    start, end = match.end(), match.end() + split[0]
    name = scene.text[match.end() + split[1] :].strip().strip(_QUOTES).rstrip(".!").strip(_QUOTES)
    name = re.sub(r"(?i)\s+(?:um|please|bitte)$", "", name).strip(_QUOTES)
    if not name or (calling and cue("no_name").match(_OBJECT.sub("", rest, count=1))):
        # "call it with basic auth", "call https://…": an order to call, no name.
        return None
    found = nodes_meant(scene, (start, end))
    if by_name is None and (titled := _form_title(scene, scene.flat[start:end], name)) is not None:
        return titled
    if found and (len(found) == 1 or found[0].score > found[1].score):
        return Step((RenameNode(found[0].node.name, name),), 0.95)
    if cue("workflow").search(rest[: split[0]]):
        return Step((SetWorkflowKey("name", name),), 0.95)
    return None


def _renamed(scene: Scene, match: re.Match[str]) -> Step | None:
    """“the first step should be renamed to …”."""
    if re.search(r"[\"'”]\s*(?:plus|\+|and the|followed by|und|mit)(?!\w)", scene.flat[match.end() :]):
        # "should be called “Bug: ” plus the title": a value, no node's name.
        return None
    if _AFTER.match(scene.flat[match.end() :]):
        # "the card should be called after the project": a value again.
        return None
    found = nodes_meant(scene, (0, match.start()))
    name = (
        re.sub(r"(?i)^\s*(?:to|as|in|into|zu)\s+", "", scene.text[match.end() :])
        .strip()
        .rstrip(".!")
        .strip(_QUOTES)
    )
    if name and (titled := _form_title(scene, scene.flat[: match.start()], name)) is not None:
        return titled
    return Step((RenameNode(found[0].node.name, name),), 0.9) if found and name else None


def _form_title(scene: Scene, words: str, name: str) -> Step | None:
    """“the form should be called …”: what people read above it, unless the step is spoken of."""
    forms = [node for node in scene.canvas.triggers if node.type == BASE + "formTrigger"]
    if (
        len(forms) != 1
        or re.fullmatch(
            r"\W*(?:the |our |my |das |le |el |o )?(?:contact |web )?(?:form|formular|formulaire|formulario)\W*",
            words,
        )
        is None
    ):
        return None
    return Step((SetParameter(forms[0].name, "formTitle", name),), 0.85)


def _opens(scene: Scene, place: int) -> bool:
    """The order stands at the beginning, behind courtesies at most."""
    return not re.sub(r"[\W_]+", "", cue("polite").sub("", scene.flat[:place]))


def _behind_name(scene: Scene, rest: str) -> tuple[int, int] | None:
    """“rename Post to Slack to Alert Team”: behind the name that a step bears, whatever words are in it."""
    start = re.match(r"\s*(?:the |den |die |das |le |la |el |o )?(?:(?:step|node) )?[\"'“„`]?", rest)
    place = start.end() if start is not None else 0
    for name in sorted((flat(node.name) for node in scene.canvas.nodes), key=len, reverse=True):
        if not rest.startswith(name, place):
            continue
        end = place + len(name)
        link = re.match(
            rf"[\"'”“`]?(?: (?:step|node|schritt|knoten))?\s+(?:{cue('rename_to').pattern})\s", rest[end:]
        )
        if link is not None:
            return end, end + link.end()
    return None


def _split(rest: str, *, calling: bool) -> tuple[int, int] | None:
    """Where the old name ends and the new one begins."""
    quoted = re.search(r"[\"“„«`']([^\"”“»`']+)[\"”“»`']\s*\W*$", rest)
    if quoted is not None:
        head = re.sub(
            r"\s*(?:to|as|in|zu|en|a|como|para)?\s*$",
            "",
            rest[: quoted.start()],
        )
        return len(head), quoted.start()
    places = list(cue("rename_to").finditer(rest))
    if places:
        return places[-1].start() if len(places) == 1 else places[0].start(), (
            places[-1].end() if len(places) == 1 else places[0].end()
        )
    bare = re.match(r"\s*(?:it|this|that|sie|ihn|es|lo|la|le)\s+(?=\S)", rest)
    if calling and bare is not None:
        return bare.end(), bare.end()
    words = re.match(
        r"\s*(?:the |it |den |die |das |le |la |el )?\S+(?: (?:step|node|schritt|knoten))?\s", rest
    )
    return (words.end(), words.end()) if calling and words is not None else None
