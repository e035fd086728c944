"""Values by their names: whether a step gives such a thing, and how an expression says it."""

from __future__ import annotations

import re

from nodepilot.composer.build.compared import left_value
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.comparisons import Test
from nodepilot.plan.model import Code, Ref
from nodepilot.workflow.model import Node

TEXT = ("message", "body")
"""Kinds of parameters in which something is told."""
_AND = re.compile(
    r"(?i)\s*(?:,|&|\+)\s*(?:and |und |et |y |e )?|\s+(?:and|und|et|y|e|as well as|sowie|plus)\s+"
)
_MOST_WORDS = 5


def names_new_service(scene: Scene) -> bool:
    """A service is named that nothing here talks to."""
    present = {
        service.key for node in scene.canvas.nodes if (service := scene.canvas.service(node)) is not None
    }
    return not {hit.key for hit in scene.u.services if not hit.is_generic} <= present


def values_listed(scene: Scene, text: str) -> list[str]:
    """The values that are named, each of them known as such; none where one is not."""
    named = [words_of(part) for part in _AND.split(text)]
    values = [words for words in named if words is not None]
    return values if len(values) == len(named) and all(_is_value(scene, each) for each in values) else []


def words_of(text: str) -> str | None:
    """What is named, without small words; None where that is too much for a name."""
    text = re.sub(
        r"(?i)^\s*(?:also |auch |the |their |his |her |its |a |an |den |die |das |le |la |el |o )+",
        "",
        text.strip(),
    ).strip(" ,.:;")
    return text if 0 < len(text.split()) <= _MOST_WORDS else None


_COUNTED = re.compile(
    r"(?:total )?(?:number|count|amount|anzahl|nombre|numero|cantidad|quantidade)(?: (?:of|von|der|de|des|d'|dos|das|de los|de las))?(?: the| all)?(?: (?P<thing>[a-z]+))?|(?:how many|wie viele|combien de?|cuant[oa]s|quant[oa]s)(?: of)? (?P<things>[a-z]+)(?: (?:there (?:are|were)|it (?:is|was|were)|es (?:sind|waren)))?"
)


def _is_count(scene: Scene, words: str) -> bool:
    """“the number of deals”, “how many there were”: of the items that come, rather than a value that is called so."""
    match = _COUNTED.fullmatch(flat(words))
    if match is None or (match["thing"] or "") in {"order", "invoice", "phone", "ticket", "issue"}:
        return False
    return any(scene.canvas.output(node).many for node in scene.canvas.nodes)


def _count(scene: Scene, node: Node) -> str | None:
    """How many items there are, as an expression: of the last step above that gives single ones."""
    counted: str | None = None
    many = False
    for above in scene.canvas.above([link.source for link in scene.canvas.links(node.name)]):
        if above.type == BASE + "aggregate" and many:
            named = above.parameters.get("destinationFieldName", "data")
            return f"$('{above.name}').item.json.{named}.length"
        if scene.canvas.output(above).many:
            many, counted = True, f"$('{above.name}').all().length"
        elif many and above.type in {
            BASE + "filter",
            BASE + "limit",
            BASE + "removeDuplicates",
            BASE + "sort",
        }:
            counted = f"$('{above.name}').all().length"
    return counted


def _is_value(scene: Scene, words: str) -> bool:
    """A kind of value that everybody knows, or one that a step here gives."""
    if _is_count(scene, words) or _FILE_NAME.fullmatch(flat(words)):
        return True
    return any(
        role_of_words(each, scene.u.languages) is not None or flat(each).replace(" ", "_") in _given(scene)
        for each in _spelt(words)
    )


def _given(scene: Scene) -> frozenset[str]:
    """The roles and fields of what the steps here give."""

    def find() -> frozenset[str]:
        outputs = [scene.canvas.output(node) for node in scene.canvas.nodes]
        named = {name for output in outputs if not output.empty for name in (*output.roles, *output.fields)}
        return frozenset(flat(name).replace(" ", "_") for name in named)

    return scene.once("given", find)


_OF = re.compile(
    r"(?i)(.+?) (?:of|from|to|for|von|vom|zum|zur|des|der|de|del|du|da|do) (?:the |this |a |der |le |la |el |o )?(.+)$"
)
_DONE = re.compile(r"(?i)(?P<thing>\w+) (?:that|which|who) (?:has |have |was |were )?(?P<deed>\w+ed)$")
_ASKED = re.compile(
    r"(?i)(?:which|what) (?P<thing>\w+) (?:has |have |was |were |it )?(?P<deed>\w+ed)|what (?:the )?(?P<which>\w+(?: \w+)?) (?:is|was|are|were|says|said)|"
    r"(?:which|what) (?P<plain>\w+)(?: it (?:is|was)(?: for| about)?)?|who (?:sent|wrote|opened|created|made|reported|filed|raised|posted|submitted|asked)(?: (?:it|that|the \w+))?|who (?:it is|it was|it's) from"
)
_NAMING = frozenset({"name", "nom", "nombre", "nome"})


def label_of(words: str) -> str:
    """The words as a heading in front of the value: of “which node failed” the failed node."""
    if (match := _COUNTED.fullmatch(flat(words))) is not None:
        thing = match["thing"] or match["things"]
        return f"Number of {thing}" if thing else "Number"
    if _ASKED.fullmatch(words) is not None:
        words = _spelt(words)[1]
    label = re.sub(r"(?i)^(?:issue|order|customer|contact|lead|user|person|task|deal)(?:'s)? ", "", words)
    return label[:1].upper() + label[1:]


def _spelt(words: str) -> list[str]:
    """“the name of the failed node” is the failed node, the node, or a name."""
    done = _DONE.match(words)
    if done is not None:
        # "the node that failed"
        return [words, f"{done['deed']} {done['thing']}"]
    if (asked := _ASKED.fullmatch(words)) is not None:
        # "which node failed", "what the amount is", "who sent it"
        thing = asked["thing"] or asked["which"] or asked["plain"] or "author"
        deed = f"{asked['deed']} {thing}" if asked["deed"] else thing
        return [words, deed, thing]
    if (owner := re.match(r"(?i)(?P<whole>\w+)['’]s (?P<thing>[\w ]+)$", words)) is not None:
        return [f"{owner['whole']} {owner['thing']}", owner["thing"]]
    match = _OF.match(words)
    if match is None and (named := re.fullmatch(r"(?i)([\w-]+) names?", words)) is not None:
        # "the city name" is the city.
        return [words, named.group(1)]
    if match is None:
        return [words]
    thing, whole = match.groups()
    owned = [f"{whole} {thing}", *([whole, whole.split(" ")[-1]] if thing.lower() in _NAMING else [])]
    return [words, *owned, thing]


_CURRENT = re.compile(
    r"(?:current|present|todays?|today's|aktuelle[rsn]?|heutige[rsn]?|actuelle?|actual|atual)\s+"
)
_MOMENTS = frozenset("time date timestamp zeit datum uhrzeit heure date fecha hora data".split())


def source_of(scene: Scene, node: Node, words: str) -> str | None:
    """The value as an expression, from what is known to arrive at the node."""
    if _is_count(scene, words) and (counted := _count(scene, node)) is not None:
        return counted
    growth = Growth(scene)
    flow = growth.flow([Way(link.source, link.source_index) for link in scene.canvas.links(node.name)])
    if flow.binary is not None and _FILE_NAME.fullmatch(flat(words)):
        return "$('{}').item.binary['{}'].fileName".format(*flow.binary)
    for each in _spelt(words):
        name = flat(each).replace(" ", "_")
        known = next((o for o in flow.history if not o.empty and not o.receipt and name in o.roles), None)
        if known is not None:
            return javascript_of(known.value(known.roles[name]))
    last = flat(_spelt(words)[-1])
    if last in _ADDRESSES and (asked := _address_asked(scene, node)) is not None:
        return asked
    moment = _CURRENT.sub("", last)
    if moment in _MOMENTS and (
        moment != last or not any("date" in o.roles for o in flow.history if not o.empty)
    ):
        # Nothing tells when: it is now.
        return "$now.toFormat('yyyy-MM-dd HH:mm')"
    told = next((each for each in reversed(_spelt(words)) if role_of_words(each, scene.u.languages)), words)
    value = left_value(growth.draft, flow, Test(told, "eq", "", "string", (0, 0)))
    return javascript_of(value) if isinstance(value, Ref | Code) else None


_FILE_NAME = re.compile(
    r"(?:file|attachment|document|upload)'?s? ?names?|names? of the (?:file|attachment|document)s?|datei ?namen?|nom d[eu]s? (?:fichiers?|la piece jointe)|nombres? de(?:l| los) (?:archivos?|adjuntos?)|nomes? d[oa]s? (?:arquivos?|anexos?)"
)


def tells_list(text: str) -> bool:
    """Whether a message tells many items at once, each in a line of its own, rather than one."""
    return re.search(r"(?:\.data|\.all\(\))(?: \?\? \[\]\))?\.map\(", text) is not None


_ADDRESSES = frozenset("url address website site link adresse lien enlace endereco direccion".split())


def _address_asked(scene: Scene, node: Node) -> str | None:
    """The address that was asked above, where no answer tells one: a text in quotation marks."""
    graph = scene.canvas.workflow.graph
    above = [scene.canvas.workflow.get(name) for name in graph.ancestors(node.name)]
    asked = [str(each.parameters.get("url", "")) for each in above if each.type.endswith(".httpRequest")]
    roles = {role for each in above for role in scene.canvas.output(each).roles}
    if len(asked) != 1 or not asked[0].startswith("http") or "url" in roles:
        return None
    return f"'{asked[0]}'"


def field_name(words: str) -> str:
    """The words as the name of a field."""
    return re.sub(r"\W+", "_", words.lower()).strip("_")
