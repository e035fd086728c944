"""Conditions that are there, changed: "treat demo like sales", "only above 1000 now"."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.case_values import Case
from nodepilot.composer.editing.cases import offered
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.further_tests import (
    is_number,
    one_more_number,
    only_number,
    other_id,
    there_too,
    with_value,
)
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import Compared, compared, ruled, rules_of, tests_of
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_MOST_SAID = 2
"""Different numbers in an order about one bound: the new one, and the old one."""
_SKIPPED = frozenset(
    "questions requests request messages contacts leads orders tickets mails emails customers enquiries inquiries ones anfragen demandes solicitudes pedidos "
    "should must shall be also the a an type kind status too please and messages items entries soll sollen auch "
    "doit aussi debe tambien deve tambem werden wird".split()
)


def change_test(scene: Scene) -> Step | None:
    """Another bound, or one more value that counts."""
    return (
        _exactly(scene)
        or only_number(scene)
        or _one_more(scene)
        or _counts_too(scene)
        or there_too(scene)
        or _bound(scene)
    )


def _one_more(scene: Scene) -> Step | None:
    match = scene.says("treat_like")
    if match is None:
        return None
    if (ruled := _one_more_rule(scene, match.start())) is not None:
        return ruled
    if (numbered := one_more_number(scene)) is not None:
        return numbered
    for node in scene.canvas.nodes:
        if node.type not in {BASE + "if", BASE + "filter"}:
            continue
        tests = tests_of(node)
        for test in tests:
            right = test.get("rightValue")
            if not isinstance(right, str) or not right:
                continue
            place = re.search(rf"(?<!\w){re.escape(flat(right))}(?!\w)", scene.flat[match.start() :])
            if place is None:
                continue
            value = _value_before(scene, match.start(), right)
            combinator = node.parameters["conditions"].get("combinator", "and")
            if value is None or (len(tests) > 1 and combinator != "or"):
                continue
            made = with_value(node, tests, test, _as_choice(scene, value))
            more = offered(scene, Case(node, test, _as_choice(scene, value), (0, 0)))
            return replace(made, edits=(*made.edits, *more))
    return None


def _as_choice(scene: Scene, value: str) -> str:
    """The value with a capital, where a form offers such values to choose from."""
    choices = [
        str(each.get("option", ""))
        for form in scene.canvas.triggers
        for field in form_fields(form)
        if isinstance(options := field.get("fieldOptions"), dict)
        for each in options.get("values") or ()
        if isinstance(each, dict)
    ]
    is_capital = bool(choices) and all(each[:1].isupper() for each in choices)
    return value[:1].upper() + value[1:] if is_capital else value


def _counts_too(scene: Scene) -> Step | None:
    """“articles about n8n should count as well”: one more value, where only one thing is looked at."""
    match = scene.says("one_more")
    if match is None or scene.says("also") is None:
        return None
    if (numbered := one_more_number(scene)) is not None:
        return numbered
    looking = [node for node in scene.canvas.nodes if compared(node)]
    tests = [test for node in looking for test in tests_of(node)]
    if len(tests) != 1 or not isinstance(tests[0].get("rightValue"), str) or not tests[0]["rightValue"]:
        return None
    value = _value_before(scene, match.start(), tests[0]["rightValue"])
    return with_value(looking[0], tests, tests[0], value) if value is not None else None


def _one_more_rule(scene: Scene, start: int) -> Step | None:
    """The same for a Switch: the rule of the known value takes the new one too."""
    for node in scene.canvas.nodes:
        if node.type != BASE + "switch":
            continue
        for index, (held, test) in enumerate(rules_of(node)):
            right = test.get("rightValue")
            if not isinstance(right, str) or not right:
                continue
            if not re.search(rf"(?<!\w){re.escape(flat(right))}(?!\w)", scene.flat[start:]):
                continue
            value = _value_before(scene, start, right)
            tests = held.get("conditions", [])
            if value is None or (len(tests) > 1 and held.get("combinator") != "or"):
                continue
            added = {**test, "rightValue": value}
            if "id" in test:
                added["id"] = other_id(str(test["id"]), value)
            changed = {**held, "conditions": [*tests, added], "combinator": "or"}
            return Step((SetParameter(node.name, f"rules.values[{index}].conditions", changed),), 0.9)
    return None


def _value_before(scene: Scene, end: int, known: str) -> str | None:
    """The value that is named before "… should be treated like": quoted, or the last word that is no filler."""
    first, last = scene.tokens_in(0, end)
    quoted = [t for t in scene.u.tokens[first:last] if t.kind is Kind.QUOTED]
    if quoted:
        return quoted[-1].text[1:-1]
    words = [
        t
        for t in scene.u.tokens[first:last]
        if t.kind in {Kind.WORD, Kind.SLUG, Kind.DOTTED} and t.norm not in _SKIPPED
    ]
    verbs = {"treat", "handle", "count", "treated", "handled", "counted", "behandle"}
    words = [t for t in words if t.norm not in verbs and t.norm != flat(known)]
    return words[-1].text if words else None


_EXACTLY = re.compile(
    r"\W*(?:and |but )?(?:also|auch|aussi|tambien|tambem),? (?:when|if|at|for|wenn|bei|si|se)(?: it(?:'s| is)?| es| c'est)? ?(?:exactly|equal to|genau|exactement|exactamente|exatamente) (?P<number>\d+)(?: ist)?\W*$|"
    r"\W*(?:and |but |also )?(?:(?:amounts?|orders?|values?|expenses?|payments?|those|ones|the amount)? ?(?:of |from )?)?(?:exactly|genau|exactement|exactamente|exatamente) (?P<bound>\d+)(?: (?:euros?|dollars?|eur|usd))? (?:should|must|shall|is|counts?|needs?|requires?|goes?|gets?|soll|zahlt|doit|debe|deve)(?: also| auch)?(?: (?:approval|to be approved|an approval|count|pass|be|go|fine|ok|included|in|through|zahlen|compter|contar))*(?: too| as well| also| mit)*\W*$|"
    r"\W*(?:and |but )?(?P<incl>\d+) (?:itself |exactly )?(?:should |must |shall )?(?:also )?(?:counts?|be included|included|inclusive)(?: too| as well| also)*\W*$"
)


def _exactly(scene: Scene) -> Step | None:
    """“also when it is exactly 10”: the bound itself counts."""
    match = _EXACTLY.match(scene.flat)
    if match is None:
        return None
    number = match["number"] or match["bound"] or match["incl"]
    for node in scene.canvas.nodes:
        for test in compared(node):
            if str(test.right) == number and test.operation in {"gt", "lt"}:
                return Step(
                    (SetParameter(node.name, test.operation_path, test.spelt(f"{test.operation}e")),), 0.9
                )
    return None


def _bound(scene: Scene) -> Step | None:
    """“only above 1000”, “the limit is 500, not 200”, “500 or more”: what is compared with, and how."""
    numbers = [parse_number(t) for t in scene.u.tokens if t.kind in {Kind.NUMBER, Kind.MONEY}]
    said = [whole(n) for n in numbers if n is not None]
    if not said or len(set(said)) > _MOST_SAID or _RANGE.search(scene.flat):
        return None
    if any(scene.says(each) is not None for each in ("also", "skip", "add_step")) or _goes_elsewhere(scene):
        return None
    meant = {each.node.name for each in nodes_meant(scene)}
    found = [
        (node, test)
        for node in scene.canvas.nodes
        for test in (*compared(node), *_rules_meant(scene, node, meant))
        if is_number(test.right) and test.is_bound
    ]
    known = [each for each in found if float(each[1].right) in said]
    # The old bound is named beside the new one: no word for "limit" is needed to know what is meant.
    if len(set(said)) == _MOST_SAID:
        found = known
    elif _SET_IT.search(scene.flat) is not None and len(found) == 1:
        pass
    elif not re.search(rf"(?<!\w)(?:{table('tests')['threshold']})(?!\w)", scene.flat):
        said_fields = [
            each for each in found if _names_left(scene, each[1].left) or _names_test(scene, each[0])
        ]
        found = said_fields or (known if scene.says("inclusive") is not None else [])
    found = [each for each in found if each[0].name in meant] or found
    if len(found) != 1:
        return None
    node, test = found[0]
    old = float(test.right)
    value = next((number for number in said if number != old), said[0])
    if _in_cents(scene, old, value):
        value *= _CENTS
    edits = [SetParameter(node.name, test.right_path, value)] if value != old else []
    operation = _operation(scene, test)
    if operation != test.operation:
        edits.append(SetParameter(node.name, test.operation_path, test.spelt(operation)))
    return Step(tuple(edits), 0.85) if edits else None


def _in_cents(scene: Scene, old: float, value: float) -> bool:
    """“only over 800” of a service that counts in cents, where the bound was 50000: people say euros."""
    counts = any(
        (service := scene.canvas.service(node)) is not None and service.key in _COUNT_CENTS
        for node in scene.canvas.triggers
    )
    # Who raises a bound names no smaller one.
    smaller = value < old if _RAISED.search(scene.flat) else value < old / _FAR
    return counts and old >= _SURELY_CENTS and smaller


_RAISED = re.compile(r"(?<!\w)(?:raise|increase|bump|erhohe?|augmente|sube|aumente)(?!\w)")
_CENTS, _FAR = 100, 10
_SURELY_CENTS = 5_000
_COUNT_CENTS = frozenset({"stripe", "paddle", "gumroad", "chargebee"})
"""Services whose amounts are told in the smallest unit."""


def _rules_meant(scene: Scene, node: Node, meant: set[str]) -> list[Compared]:
    """The rules of a Switch; where steps are named that some of them lead to, these rules alone."""
    rules = ruled(node)
    leading = [
        test
        for index, test in enumerate(rules)
        if any(link.target in meant for link in scene.canvas.leaving(Way(node.name, index)))
    ]
    return leading or rules


_RANGE = re.compile(
    r"(?<!\w)(?:between|zwischen|entre) [€$£]?\d[\d.,]* ?(?:€|\$|euros?|eur|usd)? (?:and|und|et|y|e) [€$£]?\d"
)
"""“between 20 and 30 …”: a case of its own, no new bound."""
_NO_NEED = re.compile(
    r"(?<!\w)(?:do(?:es)?n'?t|do(?:es)? not|need ?n'?t|need not|muss nicht|mussen nicht) (?:(?:need|have) to )?(?:be )?\w"
)
"""“below 50 does not need to be logged”: what shall not happen, and no other bound."""
_GOES = re.compile(
    r"(?<!\w)(?:should|shall|must|have to|need to|go|goes|get|gets|are|sollen|gehen|doivent|vont|deben|van|devem|vao)\s"
)


def _goes_elsewhere(scene: Scene) -> bool:
    """“expenses over 5000 should go to the boss by email”: a further way, to where nothing goes yet."""
    if _NO_NEED.search(scene.flat) or scene.says("approve") is not None:
        return True
    bare = bool(scene.u.tokens) and scene.u.has(0, "conditions", "gt", "lt", "gte", "lte", "between") > 0
    makes = any(act.verb in {"create", "add"} and act.target is not None for act in scene.acts())
    if not (bare or makes) and _GOES.search(scene.flat) is None:
        return False
    canvas = scene.canvas
    present = {s.key for node in canvas.nodes if (s := canvas.service(node)) is not None}
    kinds = {need for key in present for need in canvas.services.get(key).needs}
    named = [hit for hit in scene.u.services if not hit.is_generic]
    loose = [hit for hit in scene.u.services if hit.is_generic]
    known = [
        flat(held)
        for node in canvas.nodes
        for _, held in leaves(node.parameters, ())
        if isinstance(held, str)
    ]
    addresses = [token.text for token in scene.u.tokens if token.kind in {Kind.EMAIL, Kind.CHANNEL}]
    if any(hit.key not in present for hit in named) or any(
        not any(flat(address) in held for held in known) for address in addresses
    ):
        return True
    return any(
        not present & {each.service for each in hit.mention.candidates}
        and not kinds & set(canvas.services.get(hit.key).needs)
        for hit in loose
    )


_SET_IT = re.compile(
    r"(?<!\w)(?:raise|lower|increase|decrease|reduce|bump|set|change|cap)(?: up| down)? (?:it|that|this)(?: up| down)? (?:to|at)(?!\w)|"
    r"^\W*(?:please |no,? |and |ok,? )*(?:go )?(?:back|zuruck|de volta|volver?) (?:to|auf|zu|a|para) [€$£]?\d[\d.,]*(?: ?(?:euros?|dollars?|eur|usd|€|\$))?\W*$|"
    r"^\W*(?:please |no,? |and )?make (?:it|that) [€$£]?\d[\d.,]*(?: ?(?:euros?|dollars?|eur|usd|€|\$))?\W*$|"
    r"(?:erhohe?|senke?|setze?) (?:es|das|sie|ihn) auf|(?:augmente|baisse|reduis|sube|baja)[- ]?l[ea]? (?:a|jusqu'a)"
)
"""“raise it to 1000”, where one bound is there."""


def _names_left(scene: Scene, left: str) -> bool:
    """“quantity of 15 or less”: what is compared is called by its name."""
    name = re.search(r"([A-Za-z_]\w*)\W*$", left.rstrip("} '\"])"))
    if name is None:
        return False
    words = flat(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name.group(1)))
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", scene.flat) is not None


def _names_test(scene: Scene, node: Node) -> bool:
    """“only if the stock is 3 or less” of a condition called “Stock Low?”."""
    words = [word for word in re.findall(r"[a-z]{4,}", flat(node.name)) if word not in _SKIPPED]
    return scene.says("only") is not None and any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", scene.flat) for word in words
    )


def _operation(scene: Scene, test: Compared) -> str:
    """The comparison that the words ask for; the one that is there, as long as they agree with it."""
    text = _MOVED.sub("", scene.flat)
    direction = next((side for side in ("gt", "lt") if re.search(_words(side), text)), None)
    inclusive = scene.says("inclusive") is not None
    if direction is None:
        direction = test.operation[:2]
    if inclusive:
        return f"{direction}e"
    return test.operation if test.operation.startswith(direction) else direction


_MOVED = re.compile(
    r"(?<!\w)(?:raise|lower|increase|decrease|reduce|bump|drop)(?: up| down)?(?= (?:the|it|that|this|our|my|down|up|to)(?!\w))"
)
"""“lower the limit to 100”: where the bound goes, nothing of what it is a bound for."""


def _words(side: str) -> str:
    return rf"(?<!\w)(?:{table('tests')[side]})(?!\w)"
