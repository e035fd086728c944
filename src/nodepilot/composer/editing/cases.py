"""One more value of what a branching step looks at: "messages with type job", "a branch for partners"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import rules_of, tests_of
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetParameter, apply
from nodepilot.workflow.model import Connection, Node


@dataclass(frozen=True, slots=True)
class Case:
    """A further value of what a branching node looks at."""

    node: Node
    test: dict[str, Any]
    value: str
    span: Span


def further_case(scene: Scene) -> Case | None:
    """A value of the very field that an If or Switch compares ("type job")."""
    for node in scene.canvas.nodes:
        for test in _tests(node):
            right = test.get("rightValue")
            left = str(test.get("leftValue", ""))
            field = _field(left)
            if not isinstance(right, str) or not field:
                continue
            found = _value_of(scene, field)
            if found is not None and flat(found[0]) != flat(right):
                return Case(node, test, found[0], found[1])
    return _kind_of_thing(scene) or named_case(scene)


_BRANCH_FOR = re.compile(
    r"(?:add|insert|make|create|build|need|want|fuge|erganze|ajoute[rz]?|cree[rz]?|anade|agrega|crea|adicione|crie)\W(?:\w+\s){0,2}?"
    r"(?:a |an |another |one more |eine?[nm]? |noch eine?[nm]? |une? |una? |uma? |otra |autre |outr[oa] )?(?:new |third |fourth |extra |neuen |weiteren )?"
    r"(?:branch|path|route|way|case|output|zweig|weg|fall|branche|rama|camino|ramo|caminho)\s+(?:for|when it'?s|fur|pour|para)\s+"
    r"(?:the |type |kind |die |den |les |los |las |os |as )?[\"'“„]?(?P<value>[\w-]+)[\"'”“]?(?: (?P<thing>requests?|messages?|contacts?|customers?|items?|entries|ones|orders?|leads?|tickets?))?"
    r"\s*(?:,|:|that|which|who|where|and|-|->|die|der|das|qui|que|und|et|y|e)?\s*"
)


def named_case(scene: Scene) -> Case | None:
    """“add a branch for partners that …”: one more value of what the only text condition here looks at."""
    match = _BRANCH_FOR.search(scene.flat)
    if match is None:
        return _command(scene) or _one_more_kind(scene) or _added_value(scene) or _for_kind(scene)
    for node in scene.canvas.nodes:
        tests = [
            test for test in _tests(node) if isinstance(test.get("rightValue"), str) and test["rightValue"]
        ]
        if not tests:
            continue
        value = scene.text[match.start("value") : match.end("value")]
        plural = (
            match["thing"] is None
            and len(value) > _SHORT
            and value.endswith("s")
            and not value.endswith("ss")
        )
        return Case(node, tests[0], (value[:-1] if plural else value), match.span())
    return None


_SHORT = 3
_QUOTES = "\"'“„«"
_NEW = re.compile(
    r"(?:new|another|further|additional|second|third|fourth|fifth|sixth|extra|neue[nrs]?|weitere[nrs]?|dritte[nrs]?|vierte[nrs]?|nouve(?:au|lle)|"
    r"autre|nuev[oa]|otr[oa]|nov[oa]|outr[oa])\s+(?P<thing>[a-z]+)\b\s*[:,]?\s*(?:called |named |namens )?[\"'“„]?(?P<value>[\w-]+)[\"'”“]?\s*(?:[,:;-]|and|und)?\s*"
)


_FOR_KIND = re.compile(
    r"\W*(?:and |also |please )?(?:for|fur|pour|para) (?:the |type |kind |die |les |los |las )?(?P<value>[a-z][\w-]{2,20})(?: (?:requests|messages|contacts|ones|enquiries|inquiries))?\s*[,:]?\s+"
)
_ANYBODY = frozenset(
    "everyone everybody all each every them that this these those now safety example instance testing tests free me us him her you it alle jeden tous todos".split()
)


def _for_kind(scene: Scene) -> Case | None:
    """“for support open an issue, too”: a value of the one text that is compared, told by what comes right behind it."""
    match = _FOR_KIND.match(scene.flat)
    testing = [node for node in scene.canvas.forks if any(_is_text(test) for test in _tests(node))]
    if match is None or len(testing) != 1 or match["value"] in _ANYBODY:
        return None
    place = next((i for i, t in enumerate(scene.u.tokens) if t.start == match.end()), None)
    tests = [test for test in _tests(testing[0]) if _is_text(test)]
    known = {flat(str(test["rightValue"])) for test in tests}
    value = match["value"]
    if place is None or not scene.verbs.is_verb(place) or known & {value, value.rstrip("s"), f"{value}s"}:
        return None
    if any(scene.u.has(i, "words") for i, t in enumerate(scene.u.tokens) if t.start == match.start("value")):
        return None
    return Case(testing[0], tests[0], value, (0, match.end()))


def _is_text(test: dict[str, Any]) -> bool:
    right = test.get("rightValue")
    return isinstance(right, str) and right != "" and not right.startswith("=")


def _one_more_kind(scene: Scene) -> Case | None:
    """“a fourth department HR”: by the name of the field that is compared, in whatever language."""
    match = _NEW.search(scene.flat)
    if match is None:
        return None
    thing = next((i for i, t in enumerate(scene.u.tokens) if t.start == match.start("thing")), None)
    said = {s.concept for s in scene.u.senses[thing]} if thing is not None else set[str]()
    for node in scene.canvas.nodes:
        for test in _tests(node):
            field = _field(str(test.get("leftValue", "")))
            if not field or not isinstance(test.get("rightValue"), str):
                continue
            known = {concept for _, concept in load_lexicon("en").senses(field)}
            is_quoted = scene.text[match.start("value") - 1] in _QUOTES and len(scene.canvas.forks) == 1
            if field in {match["thing"], match["thing"].rstrip("s")} or known & said or is_quoted:
                value = scene.text[match.start("value") : match.end("value")]
                return Case(node, test, value, (0, match.end()))
    return None


_COMMAND = re.compile(
    r"\W*(?:and |also |please )*(?:add|include|create|we need|i need)(?: also)? (?:an? |another |one more |the )?(?:new )?(?:(?:bot |slash )?commands? )?(?:called )?(?P<value>/[\w-]+)"
    r"(?: command)?(?: too| as well)?\s*(?:,|:|;|-|which|that|and|to)?\s+(?:(?:it|this) (?=should|must|sends?|replies|gives?|shows?|returns?))?"
)


def _command(scene: Scene) -> Case | None:
    """“add a command /time that …”: one more of the commands that are told apart."""
    match = _COMMAND.match(scene.flat)
    if match is None:
        return None
    for node in scene.canvas.forks:
        tests = [test for test in _tests(node) if _is_text(test) and str(test["rightValue"]).startswith("/")]
        if tests and all(str(test["rightValue"]) != match["value"] for test in tests):
            return Case(node, tests[0], match["value"], (0, match.end()))
    return None


_ADDED_VALUE = re.compile(
    r"\W*(?:and |also |please )*(?:add|include|create|we need|i need|we have|there is)(?: also| now)? (?:a |an |the )?[\"'“„]?(?P<value>[\w-]+)[\"'”“]? (?P<thing>[a-z]+)"
    r"(?: too| now| as well)?\s*(?:,|:|;|-|which|that|and)?\s+(?:(?:those|they|these|it) (?=go|should|must|get|are|is))?"
)


def _added_value(scene: Scene) -> Case | None:
    """“add medium priority, those go to …”: a value beside the name of the field that is compared."""
    match = _ADDED_VALUE.match(scene.flat)
    if match is None:
        return None
    for node in scene.canvas.forks:
        tests = [test for test in _tests(node) if _is_text(test)]
        known = {flat(str(test["rightValue"])) for test in tests}
        if (
            tests
            and match["value"] not in known
            and match["thing"] == _field(str(tests[0].get("leftValue", "")))
        ):
            value = scene.text[slice(*match.span("value"))]
            if all(str(test["rightValue"])[:1].isupper() for test in tests):
                value = value[:1].upper() + value[1:]
            return Case(node, tests[0], value, (0, match.end()))
    return None


def _field(left: str) -> str:
    """What is compared, by the last word of its path."""
    name = re.search(r"([A-Za-z_]\w*)\W*$", left.rstrip("} '\"])"))
    return flat(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name.group(1))) if name is not None else ""


_KIND = re.compile(
    r"^(?:all |the |new |alle |die |les |los |las |os |as )*(?P<value>[\w-]+) (?P<thing>[^\W_]+?)s? "
    r"(?:should|must|shall|go|goes|get|are|to|sollen|gehen|an|doivent|vont|deben|van|devem|vao)(?!\w)"
)


def _kind_of_thing(scene: Scene) -> Case | None:
    """“sales tickets should go to …”: one more value of what a Switch sorts such things by."""
    switches = [node for node in scene.canvas.nodes if node.type == BASE + "switch" and rules_of(node)]
    match = _KIND.match(cue("polite").sub("", scene.flat).lstrip(" ,"))
    if match is None or len(switches) != 1:
        return None
    test = rules_of(switches[0])[0][1]
    named = {word for node in scene.canvas.nodes for word in re.findall(r"[^\W_]+", flat(node.name))}
    named |= {str(scene.canvas.output(node).noun) for node in scene.canvas.triggers}
    if not isinstance(test.get("rightValue"), str) or match["thing"] not in {
        *named,
        *(w[:-1] for w in named),
    }:
        return None
    start = scene.flat.find(match["value"])
    end = scene.flat.find(match["thing"], start) + len(match["thing"])
    return Case(switches[0], test, scene.text[start : start + len(match["value"])], (start, end + 1))


def _tests(node: Node) -> list[dict[str, Any]]:
    if node.type == BASE + "if":
        return tests_of(node)
    if node.type != BASE + "switch":
        return []
    return [test for _, test in rules_of(node)]


def _value_of(scene: Scene, field: str) -> tuple[str, Span] | None:
    match = re.search(rf"(?<!\w){re.escape(field)}(?!\w)\s*(?:is|are|=|:|of|ist|est|es|e)?\s*", scene.flat)
    if match is None:
        return None
    token = next((t for t in scene.u.tokens if t.start >= match.end()), None)
    place = scene.u.tokens.index(token) if token is not None else -1
    if token is not None and scene.u.has(place, "words", "modal") and place > 1:
        # "medium priority should …": the value stands before its field.
        before = scene.u.tokens[place - 2]
        if before.kind in {Kind.WORD, Kind.QUOTED, Kind.SLUG} and not scene.u.has(place - 2, "words"):
            return before.text.strip("\"'"), (before.start, match.end())
        return None
    if token is None or token.kind not in {Kind.WORD, Kind.QUOTED, Kind.SLUG}:
        return None
    value = token.text[1:-1] if token.kind is Kind.QUOTED else token.text
    start = match.start()
    lead = re.search(
        r"(?:(?:the |for |if |when |all |wenn |fur |si |pour |para |se |quando )*[\w-]*\s*(?:with|of|whose|where|mit|avec|con|com|de)?\s*(?:the|der|la|el|o)?\s*)$",
        scene.flat[:start],
    )
    return value, (lead.start() if lead is not None else start, token.end)


def switch_case(scene: Scene, case: Case) -> Step | None:
    """One more rule; the output for the rest moves on by one."""
    node = case.node
    rules = list(node.parameters["rules"]["values"])
    place = len(rules)
    first = rules[0]
    test = {**case.test, "rightValue": case.value}
    test.pop("id", None)
    added = {
        **first,
        "conditions": {**first.get("conditions", {}), "conditions": [test]},
    }
    if first.get("renameOutput") or "outputKey" in first:
        added["outputKey"] = case.value
    edits: list[Edit] = [SetParameter(node.name, "rules.values", [*rules, added])]
    rest = scene.canvas.leaving(Way(node.name, place))
    edits += [Disconnect(link) for link in rest]
    edits += [
        Connect(Connection(link.source, link.target, source_index=place + 1, target_index=link.target_index))
        for link in rest
    ]
    edits += offered(scene, case)
    # The new output exists once the rule does: what follows it is made on the workflow as it is then.
    ready = scene.canvas.with_workflow(apply(scene.canvas.workflow, edits))
    made = grow(replace(scene, canvas=ready), [Way(node.name, place)], building(scene.acts()), sure=0.85)
    if made is None:
        return None
    return Step((*edits, *made.edits), made.sure, made.notes, made.setup)


def offered(scene: Scene, case: Case) -> list[Edit]:
    """One more choice where people choose the value in a form, unless it is there."""
    left = str(case.test.get("leftValue", ""))
    for form in scene.canvas.triggers:
        for index, each in enumerate(form_fields(form)):
            label, options = str(each.get("fieldLabel", "")), each.get("fieldOptions")
            held = options.get("values") if isinstance(options, dict) else None
            if (
                not label
                or not isinstance(held, list)
                or not re.search(rf"[.\"']{re.escape(label)}(?!\w)", left)
            ):
                continue
            if any(
                flat(str(each.get("option", ""))) == flat(case.value)
                for each in held
                if isinstance(each, dict)
            ):
                return []
            path = f"formFields.values[{index}].fieldOptions.values"
            return [SetParameter(form.name, path, [*held, {"option": case.value}])]
    return []
