"""“The subject should be …”, “path new-order”, “semicolon as delimiter”: a parameter by its name, and its value.

A parameter is called by the name that n8n shows, or by a word for it in one of five languages
(`data/editing.json`, table `called`). Where several could be meant, the longest name counts, then the node that the
rest of the words speaks of, then what is set already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Property
from nodepilot.composer.build.named import named_value
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import PLUMBING, at, settable, shown
from nodepilot.composer.editing.said_values import value_for
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_TAIL = re.compile(r" (?:name or id|or id|names? or ids?|id|\(.*\)|by)$")
"""What the label of a parameter ends in and nobody says."""
_LOADED = re.compile(r" names? or ids?$")
_LEAST = 3


def call_by_name(scene: Scene) -> Step | None:
    """The parameter called by its name, with a choice, a switch or a text as its value."""
    if any(
        scene.says(each) is not None
        for each in ("when", "replying", "text_first", "text_last", "only_content")
    ):
        return None
    if (scene.says("should_show") is not None and _HAS.search(scene.text) is None) or _names_another(scene):
        return None
    found = {each.node.name: each.score for each in nodes_meant(scene)}
    best: tuple[float, Node, str, Any] | None = None
    for node in scene.canvas.nodes:
        if _speaks_of_another(scene, node):
            continue
        for path, prop in settable(scene, node):
            if prop.name in PLUMBING:
                continue
            for named in names_of(scene, prop, is_set=at(node, path) is not None or prop.required):
                value = value_for(scene, prop, named)
                if value is None or value == _held(node, path):
                    continue
                score = named[1] - named[0] + found.get(node.name, 0.0) + (at(node, path) is not None)
                if best is None or score > best[0]:
                    best = (score, node, path, value)
    if best is None:
        return None
    _, node, path, value = best
    if path in _LANGUAGES and (code := _language(node, str(value))) is not None:
        value = code
    held = at(node, path)
    if isinstance(held, dict) and held.get("__rl"):
        path = f"{path}.value"
    return Step((SetParameter(node.name, path, value),), 0.85)


_LANGUAGES = frozenset({"translateTo", "targetLanguage"})
_CODES = {
    "English": "EN-US",
    "German": "DE",
    "French": "FR",
    "Spanish": "ES",
    "Portuguese": "PT-PT",
    "Italian": "IT",
    "Dutch": "NL",
    "Polish": "PL",
    "Swedish": "SV",
    "Danish": "DA",
    "Turkish": "TR",
    "Russian": "RU",
    "Ukrainian": "UK",
    "Japanese": "JA",
    "Chinese": "ZH",
}


def _language(node: Node, said: str) -> str | None:
    """A language by the code that translators take: `DE` of DeepL, `de` of the others."""
    name = next((name for name, words in table("tongues").items() if re.fullmatch(words, flat(said))), None)
    code = _CODES.get(name or "")
    if code is None or node.type.endswith(".deepL"):
        return code
    return code.partition("-")[0].lower()


_HAS = re.compile(
    r"(?:have|has|be|haben|avoir|tener|ter) (?:the |an? |as |its |den |die |das |la |le |el |o )*[a-z][\w ]{2,25} (?:\"[^\"]+\"|[A-Z][\w-]*(?: [A-Z][\w-]*)*)\W*$"
)
"""“should have the type Bug”: a value behind the name, rather than a value that shall be shown."""


_TRANSLATED = re.compile(
    r"\W*(?:please |bitte |and |but |no,? |rather )*(?:translate|ubersetze?|traduis|traduisez|traduce|traduza)(?: (?:it|them|that|this|everything|all|the \w+|es|das|alles|le|la|lo|tout|todo|tudo))? ?(?:in)?(?:to|ins|auf|en|al|a|para o|para) (?P<said>\w+)(?: instead| please| rather| bitte| stattdessen)*\W*$"
)


def translate_to(scene: Scene) -> Step | None:
    """“translate it into French instead”, where a service does that: another language for it."""
    match = _TRANSLATED.match(scene.flat)
    nodes = [(node, name) for node in scene.canvas.nodes for name in _LANGUAGES if name in node.parameters]
    code = _language(nodes[0][0], match["said"]) if match is not None and len(nodes) == 1 else None
    return Step((SetParameter(nodes[0][0].name, nodes[0][1], code),), 0.9) if code is not None else None


def _held(node: Node, path: str) -> Any:
    held = at(node, path)
    return held.get("value") if isinstance(held, dict) and held.get("__rl") else held


def _names_another(scene: Scene) -> bool:
    """“also put it into the table orders”: one step more, rather than another value of this one."""
    if scene.says("also") is None and scene.says("add_step") is None:
        return False
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    return scene.says("also") is not None or any(
        hit.key not in present for hit in scene.u.services if not hit.is_generic
    )


def _speaks_of_another(scene: Scene, node: Node) -> bool:
    """“send a Slack message to …”: the message of another service than the node's."""
    service = scene.canvas.service(node)
    named = {hit.key for hit in scene.u.services if not hit.is_generic}
    return bool(named) and (service is None or service.key not in named)


def names_of(scene: Scene, prop: Property, *, is_set: bool) -> Iterator[Span]:
    """Where the text calls the parameter, the fullest name first."""
    label = flat(prop.display_name or "")
    core = _TAIL.sub("", _TAIL.sub("", label))
    spelt = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", prop.name).lower()
    words = table("called")
    # Half a name is enough for what is set, not for an option that nobody has touched.
    whole = (label, core, spelt) if is_set else (label, _LOADED.sub("", label), spelt)
    called = [
        re.escape(each).replace(r"\ ", r"[\s-]") for each in dict.fromkeys(whole) if len(each) >= _LEAST
    ]
    called += [words[each] for each in dict.fromkeys((label, core, spelt)) if each in words]
    if not called:
        return
    for match in re.finditer(rf"(?<![\w.])(?:{'|'.join(called)})(?![\w@])", scene.flat):
        if _ONE_MORE.search(scene.flat[: match.start()]):
            continue
        if not any(t.is_literal and t.start < match.end() and match.start() < t.end for t in scene.u.tokens):
            yield match.span()


_ONE_MORE = re.compile(
    r"(?<!\w)(?:an?|another|new|one more|eine?[mnrs]?|neue?[mnrs]?|weitere?[mnrs]?|une?|nouve(?:au|lle)|autre|una?|nuev[oa]|otr[oa]|"
    r"uma?|nov[oa]|outr[oa])\s+(?:[\w-]+\s+){0,2}$"
)
"""What is added is no other value of what is there: "to a new tab", "ein weiteres Feld"."""


def identify(scene: Scene) -> Step | None:
    """“list 5f3a9”, “project 10042”: an id behind the word for what it belongs to."""
    if scene.says("also") is not None or scene.says("when") is not None:
        return None
    meant = [each.node for each in nodes_meant(scene)]
    for node in sorted(scene.canvas.nodes, key=lambda each: each not in meant):
        for prop in shown(scene, node):
            if prop.name not in node.parameters or not re.search(
                r"(?i)id$|^(?:project|board|list|team|table|base|folder)", prop.name
            ):
                continue
            found = named_value(prop, scene.u, 0, len(scene.u.tokens))
            if found is not None:
                held = node.parameters[prop.name]
                path = f"{prop.name}.value" if isinstance(held, dict) else prop.name
                return Step((SetParameter(node.name, path, found[0]),), 0.85)
    return None
