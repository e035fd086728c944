"""“What happens with an order of 700?”, “where do marketing's answers go?”: which way one case takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.branches import case_labels
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.case_values import field_of, is_text, tests_compared
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import BOUNDS, Compared, compared
from nodepilot.composer.explaining.in_words import condition_in_words
from nodepilot.composer.explaining.steps import describe
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.sentences import say
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_ASKED = re.compile(
    r"^\W*(?:and|und|et|y|e) (?:with|for|at|if|when|mit|bei|avec|con|com) .{1,40}\?\W*$|\b(?:what (?:happens?|if|about|does it do|will happen)|where (?:do|does|will|would)|who (?:gets|handles)|which way|(?:does|do|will|would|is|are) .{0,40}\b(?:work|fire|count|included|through|trigger\w*|apply|considered|ignored|skipped|get)|"
    r"was (?:passiert|ist|geschieht) (?:mit|bei|wenn)|wohin (?:gehen|geht|kommen)|que se passe-t-il|qu'arrive-t-il|ou vont|que pasa (?:con|si|cuando)|adonde va\w*|o que acontece|para onde va\w*)\b"
)
_EMPTY = re.compile(
    r"\b(?:if|when|wenn|si|cuando|quando|se) (?:the |an? |my |our |their |there is no |no |die |der |das |mein |meine |le |la |l'|el |o |a )*(?P<field>[a-z][\w ]{1,24}?) ?(?:field )?(?:is|are|was|ist|est|esta|es|e) (?:empty|missing|blank|not there|not given|not filled in|leer|vide|vacio|vazio)\b|"
    r"\b(?:(?:if|when|wenn) there is|has|have|had|leaves|gives|hat|a|tiene|tem) (?:no|kein\w*|pas de|ningun|nenhum) (?P<none>[a-z][\w ]{1,24}?)\W*$|\bwithout (?:an? )?(?P<lacking>[a-z][\w ]{1,24}?)\W*$"
)


def outcome_asked(scene: Scene, catalog: Catalog) -> str | None:
    """The way of the case that is asked for, at each step that tells cases apart; None where nothing is known of it."""
    if _ASKED.search(scene.flat) is None:
        return None
    empty = _EMPTY.search(scene.flat)
    lists = empty is not None and _LISTS.search(empty["field"] or "") is not None
    if (
        empty is not None
        and not lists
        and (told := _of_empty(scene, empty["field"] or empty["none"] or empty["lacking"]))
    ):
        return told
    if (none := _of_none(scene, is_list=lists)) is not None:
        return none
    lines = [*_of_numbers(scene, catalog), *(_of_rest(scene, catalog) or _of_words(scene, catalog))]
    return "\n".join(dict.fromkeys(lines)) or None


# numbers


def _of_numbers(scene: Scene, catalog: Catalog) -> Iterator[str]:
    if re.search(r"error|status|http|code|fehler|percent|%", scene.flat):
        return
    numbers = [number for token in scene.u.tokens if (number := parse_number(token)) is not None]
    if len(numbers) != 1:
        return
    for node in scene.canvas.nodes:
        tests = compared(node)
        if len(tests) == 1 and tests[0].operation in BOUNDS and isinstance(tests[0].right, int | float):
            holds = _holds(numbers[0], tests[0])
            yield _line(scene, catalog, node, f"`{whole(numbers[0])}`", holds)


def _holds(number: float, test: Compared) -> bool:
    bound = float(test.right)
    return {
        "gt": number > bound,
        "gte": number >= bound,
        "lt": number < bound,
        "lte": number <= bound,
    }[test.operation]


def _line(scene: Scene, catalog: Catalog, node: Node, value: str, holds: bool) -> str:
    condition = condition_in_words(node.parameters.get("conditions"))
    told = (
        say(
            "**{node}**: with {value} it holds that {condition}.",
            node=node.name,
            value=value,
            condition=condition,
        )
        if holds
        else say(
            "**{node}**: with {value} it does not hold that {condition}.",
            node=node.name,
            value=value,
            condition=condition,
        )
    )
    if node.type == BASE + "filter" and not holds:
        return f"- {told} {say('It stops there.')}"
    return f"- {told} {_going_on(scene, catalog, Way(node.name, 0 if holds else 1))}"


def _going_on(scene: Scene, catalog: Catalog, way: Way) -> str:
    workflow = scene.canvas.workflow
    ahead = [_doing(scene, workflow.get(link.target)) for link in scene.canvas.leaving(way)]
    if not ahead:
        return say("Nothing follows there.")
    told = "; ".join(f"**{node.name}** {describe(node, workflow, catalog)}" for node in ahead)
    return say("It goes on: {told}.", told=told)


def _doing(scene: Scene, node: Node) -> Node:
    """The step, or the first behind it that does something outside, where it only shapes the items."""
    canvas = scene.canvas
    for _ in range(_FURTHEST):
        below = canvas.leaving(Way(node.name))
        if (
            canvas.is_writing(node)
            or canvas.workflow.graph.sub_nodes(node.name)
            or len(below) != 1
            or node in canvas.forks
        ):
            break
        node = canvas.workflow.get(below[0].target)
    return node


_FURTHEST = 4
"""Steps that are passed over on the way to one that does something."""


_REST = re.compile(
    r"\b(?:the )?(?:others?|rest|other ones|remaining ones|everything else|anything else|anderen|ubrigen|autres|demas|outros)\b"
)


def _of_rest(scene: Scene, catalog: Catalog) -> list[str]:
    """“what about the others?”: those that the conditions do not hold of."""
    if _REST.search(scene.flat) is None:
        return []
    lines = []
    for node in scene.canvas.steps:
        if node.type == BASE + "filter":
            lines.append(f"- **{node.name}**: {say('It stops there.')}")
        elif node.type in {BASE + "if", BASE + "switch"}:
            output = 1 if node.type == BASE + "if" else len(case_labels(node))
            lines.append(f"- **{node.name}**: {_going_on(scene, catalog, Way(node.name, output))}")
    return lines


_NONE = re.compile(
    r"\b(?:what|was|que|qu').{0,25}\b(?:if|when|wenn|si|cuando|se|quando) (?:there (?:are|is) (?:none|nothing|no \w+)|nothing (?:is|was) (?:found|there|new|due)|the (?:list|result|sheet|table) is empty|es (?:keine|nichts) \w*|il n'y en a pas|no hay (?:ninguno|nada))\W*$"
)


_LISTS = re.compile(
    r"(?:list|calendar|inbox|mailbox|sheet|table|folder|feed|result|answer|liste|kalender|tabelle|ordner|calendrier|hoja|tabla|calendario|lista)s?$"
)


def _of_none(scene: Scene, *, is_list: bool) -> str | None:
    """“what if there are none?”: nothing runs behind an empty list, unless that is a case of its own."""
    if _NONE.search(scene.flat) is None and not is_list:
        return None
    if any(node.raw.get("alwaysOutputData") is True for node in scene.canvas.nodes):
        return None
    return say(
        "Then nothing follows: steps behind an empty list do not run in n8n. Say “if there are none, post …”, and I add that case."
    )


# words


def _of_words(scene: Scene, catalog: Catalog) -> Iterator[str]:
    for node in scene.canvas.forks:
        if node.type == BASE + "if":
            yield from _at_if(scene, catalog, node)
        elif (labels := case_labels(node)) and (found := _at_cases(scene, catalog, node, labels)) is not None:
            yield found


def _at_if(scene: Scene, catalog: Catalog, node: Node) -> Iterator[str]:
    tests = [test for test in tests_compared(node) if is_text(test)]
    operation = str((tests[0].get("operator") or {}).get("operation", "")) if tests else ""
    if len(tests) != 1 or operation not in {"equals", "notEquals"}:
        return
    value = _value_said(scene, tests[0], {flat(str(tests[0]["rightValue"]))})
    if value is not None:
        same = flat(value) == flat(str(tests[0]["rightValue"]))
        yield _line(scene, catalog, node, f"`{value}`", same == (operation == "equals"))


def _at_cases(scene: Scene, catalog: Catalog, node: Node, labels: list[tuple[str, ...]]) -> str | None:
    for number, names in enumerate(labels):
        said = next((name for name in names if _is_said(scene, name)), None)
        if said is not None:
            told = say("**{node}**: {value} is one of its cases.", node=node.name, value=f"`{said}`")
            return f"- {told} {_going_on(scene, catalog, Way(node.name, number))}"
    tests = [test for test in tests_compared(node) if is_text(test)]
    known = {flat(name) for names in labels for name in names}
    value = _value_said(scene, tests[0] if tests else {}, known)
    if value is None:
        return None
    told = say("**{node}**: {value} is none of its cases.", node=node.name, value=f"`{value}`")
    return f"- {told} {_going_on(scene, catalog, Way(node.name, len(labels)))}"


def _is_said(scene: Scene, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(flat(name))}s?(?!\w)", scene.flat) is not None


_NEAR = re.compile(
    r"\b(?:with|of|for|from|about|to|bei|mit|von|fur|aus|pour|avec|de|con|para|com) (?:the |an? |all |other |new |den |die |le |la |les |los |las )*(?:\w+ )?(?P<value>[a-z][\w-]{2,})"
    r"(?: (?:tickets?|orders?|requests?|messages?|leads?|ones?|customers?|contacts?|answers?|mails?|emails?|issues?|items?|people|go|goes))?\W*$|"
    r"\b(?:of|from) (?P<owner>[a-z][\w-]{2,}) (?:go|goes|end up|land)\b|\b(?P<kind>(?!the |these |those |all |any |our |my )[a-z][\w-]{2,}) (?:tickets?|orders?|requests?|messages?|leads?|ones|customers?|contacts?|answers?|mails?|emails?|issues?|items?)\b"
)
_NO_VALUE = frozenset(
    "the that this these our my your all those them it all any every new other some what which happens happen".split()
)


def _value_said(scene: Scene, test: dict[str, Any], known: set[str]) -> str | None:
    """The value that is asked about: one of the known, beside the name of the field, or where a kind of thing is told."""
    for name in known:
        if _is_said(scene, name):
            return name
    field = field_of(str(test.get("leftValue", "")))
    if field:
        beside = re.search(
            rf"(?<!\w)(?P<before>[a-z][\w-]+) {re.escape(field)}(?!\w)|(?<!\w){re.escape(field)} (?:is |of |= ?)?(?P<after>[a-z][\w-]+)",
            scene.flat,
        )
        value = (beside["before"] or beside["after"]) if beside is not None else None
        if value is not None and value not in _NO_VALUE:
            return value
    near = (match["value"] or match["owner"] or match["kind"] for match in _NEAR.finditer(scene.flat))
    return next((value for value in near if value not in _NO_VALUE), None)


# nothing


def _of_empty(scene: Scene, field: str) -> str | None:
    """Whether a step looks at an empty field; else who gets it as it comes."""
    words = flat(field).split()
    name = re.compile(rf"(?i)\b{re.escape(words[-1])}")
    checking = [
        node
        for node in scene.canvas.nodes
        if any(
            name.search(test.left) and test.operation in {"empty", "notEmpty", "exists", "notExists"}
            for test in compared(node)
        )
    ]
    if checking:
        return "\n".join(
            say(
                "**{node}** looks at that: {condition}.",
                node=node.name,
                condition=condition_in_words(node.parameters.get("conditions")),
            )
            for node in checking
        )
    using = [
        node.name
        for node in scene.canvas.steps
        if any(
            isinstance(held, str) and "{{" in held and name.search(held)
            for _, held in leaves(node.parameters, ())
        )
    ]
    if not using:
        return None
    names = ", ".join(f"**{each}**" for each in using)
    return " ".join(
        (
            say(
                "No step looks at that: {names} would get it empty, and a service may refuse it.", names=names
            ),
            say("Say “skip it when the {field} is empty”, and I add the check.", field=field),
        )
    )
