"""One more value of what a branching step looks at: "messages with type job", "a branch for partners"."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.case_values import Case, field_of, is_text, names_field, tests_compared
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.giving import form_fields
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.named_cases import named_case
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetParameter, apply
from nodepilot.workflow.model import Connection


def further_case(scene: Scene) -> Case | None:
    """A value of the very field that an If or Switch compares ("type job")."""
    for node in scene.canvas.nodes:
        for test in tests_compared(node):
            right = test.get("rightValue")
            left = str(test.get("leftValue", ""))
            field = field_of(left)
            if not isinstance(right, str) or not is_text(test) or not field:
                continue
            found = _value_of(scene, field)
            if found is not None and flat(found[0]) != flat(right):
                return Case(node, test, found[0], found[1])
    case = _kind_of_thing(scene) or named_case(scene)
    return case if case is None or flat(case.value) not in _NO_VALUES else None


_NO_VALUES = frozenset({"also", "and", "please", "auch", "bitte", "aussi", "tambien", "tambem"})
"""“also create a task”: no kind of things that is called so."""


_KIND = re.compile(
    r"^(?:all |the |new |alle |die |les |los |las |os |as )*(?P<value>[\w-]+) (?P<thing>[^\W_]+?)s? "
    r"(?:should|must|shall|go|goes|get|are|to|sollen|gehen|an|doivent|vont|deben|van|devem|vao)(?!\w)"
)


_ANY_OF_THEM = frozenset(
    "new open closed these those such some any all every each both other same first last more most if when the our my their its neue alle diese".split()
)


def _kind_of_thing(scene: Scene) -> Case | None:
    """“sales tickets should go to …”: one more value of what such things are sorted by."""
    sorting = [node for node in scene.canvas.forks if any(is_text(test) for test in tests_compared(node))]
    match = _KIND.match(cue("polite").sub("", scene.flat).lstrip(" ,"))
    if match is None or len(sorting) != 1:
        return None
    place = next((i for i, t in enumerate(scene.u.tokens) if t.norm == match["value"]), None)
    if (
        place is None
        or (scene.verbs.is_verb(place) and not match["value"].endswith("ed"))
        or match["value"] in _ANY_OF_THEM
        or sorting[0].type not in {BASE + "if", BASE + "switch"}
    ):
        return None
    test = next(each for each in tests_compared(sorting[0]) if is_text(each))
    if flat(str(test["rightValue"])) == match["value"]:
        return None
    named = {word for node in scene.canvas.nodes for word in re.findall(r"[^\W_]+", flat(node.name))}
    named |= {str(scene.canvas.output(node).noun) for node in scene.canvas.triggers}
    named |= {word[:-1] for word in named} | {"one"}
    if not isinstance(test.get("rightValue"), str) or match["thing"] not in named:
        return None
    start = scene.flat.find(match["value"])
    end = scene.flat.find(match["thing"], start + len(match["value"])) + len(match["thing"])
    return Case(sorting[0], test, scene.text[start : start + len(match["value"])], (start, end + 1))


def _value_of(scene: Scene, field: str) -> tuple[str, Span] | None:
    match = re.search(
        rf"(?<!\w){re.escape(field)}(?!\w)\s*(?:(?:is|are|of|ist|est|es|e)(?!\w)|=|:)?\s*", scene.flat
    )
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
    if token.kind is Kind.WORD and scene.u.has(place, "conditions") and token.norm not in {"is", "equals"}:
        # "if the email contains …": how it is compared, no value.
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
            if not label or not isinstance(held, list) or not names_field(left, label):
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
