"""One more comparison beside the one that is there: another value that counts, another field that has to be filled."""

from __future__ import annotations

import re
import uuid
from typing import Any

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared, tests_of
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node


def with_value(
    node: Node,
    tests: list[dict[str, Any]],
    test: dict[str, Any],
    *values: str | float,
) -> Step:
    """The condition with more values: either is enough, and where a value is denied none of them may be it."""
    added: list[dict[str, Any]] = []
    for value in values:
        added.append({**test, "rightValue": value})
        if "id" in test:
            added[-1]["id"] = other_id(str(test["id"]), str(value))
    # What is none of two values differs from the one and from the other.
    combinator = "and" if str((test.get("operator") or {}).get("operation", "")).startswith("not") else "or"
    changed = {**node.parameters["conditions"], "conditions": [*tests, *added], "combinator": combinator}
    return Step((SetParameter(node.name, "conditions", changed),), 0.9)


_ONLY_NUMBER = re.compile(
    r"(?<!\w)only (?:\w+ (?:me |us )?)?(?:when|if) (?:it|the (?:\w+ )?(?:site|server|status|code|answer|response|page|api)) (?:returns?|answers?|gives?|is|responds?|says|shows)"
    r"(?: with)?(?: an?| the| status| code| http)* (?P<number>\d+)\W*$"
)


def only_number(scene: Scene) -> Step | None:
    """“only when it returns 500”: the one number that is compared with is another, and has to be it."""
    match = _ONLY_NUMBER.search(scene.flat)
    looking = [node for node in scene.canvas.nodes if compared(node)]
    tests = [test for node in looking for test in compared(node)]
    if match is None or len(tests) != 1 or not is_number(tests[0].right):
        return None
    if tests[0].operation not in {"equals", "notEquals"}:
        return None
    node, test = looking[0], tests[0]
    return Step(
        (
            SetParameter(node.name, test.right_path, int(match["number"])),
            SetParameter(node.name, test.operation_path, test.spelt("equals")),
        ),
        0.85,
    )


def one_more_number(scene: Scene) -> Step | None:
    """“treat 301 as ok, too”, “301 and 302 count as up”: more numbers beside the one that is compared with."""
    numbers = [number for token in scene.u.tokens if (number := parse_number(token)) is not None]
    looking = [node for node in scene.canvas.nodes if compared(node)]
    tests = [test for node in looking for test in tests_of(node)]
    if len(tests) != 1 or not is_number(tests[0].get("rightValue")):
        return None
    known = float(tests[0]["rightValue"])
    said = [number for number in numbers if number != known]
    operation = str((tests[0].get("operator") or {}).get("operation", ""))
    if not 0 < len(said) <= _MOST_NUMBERS or operation not in {"equals", "notEquals"}:
        return None
    name = set(re.findall(r"[a-z]{3,}", flat(looking[0].name)))
    alike = re.search(r"(?<!\w)(?:like|as|wie|comme|como)\W+(?:an? |the )?(?P<what>[a-z]{3,})", scene.flat)
    if operation == "notEquals" and (
        _TRIGGERS.search(scene.flat) or (alike is not None and alike["what"] in name)
    ):
        # "treat 503 as down", where all but 200 is: that is so.
        return Step((), 0.8)
    return with_value(looking[0], tests, tests[0], *(whole(number) for number in dict.fromkeys(said)))


_TRIGGERS = re.compile(r"(?<!\w)(?:should|must|shall) fire(?!\w)")
"""“also when it is 301”: where all but 200 does, it does already."""
_MOST_NUMBERS = 5
"""More than these in one breath are a list of another kind."""


_THERE_TOO = re.compile(
    r"\W*(?:and |please |also )*(?:also |auch )?(?:check|require|validate|verify|make sure|ensure)(?: also| too)?(?: (?:that|if|whether))?(?: there is| there's| it has| it contains| we have)?"
    r"(?: also)? (?:an? |the |for (?:an? |the )?)?(?P<field>[a-z][\w ]{1,30}?)(?: field)?(?: (?:is|are) (?:there|present|set|given|filled(?: in)?|not empty|not missing)| exists?)?(?: too| as well| also)?\W*$"
)


def there_too(scene: Scene) -> Step | None:
    """“also check that there is a name”, beside a check that there is an address."""
    match = _THERE_TOO.match(scene.flat)
    if match is None or scene.says("also") is None:
        return None
    looking = [node for node in scene.canvas.nodes if node.type in {BASE + "if", BASE + "filter"}]
    if len(looking) != 1 or len(tests := tests_of(looking[0])) != 1:
        return None
    test, operation = tests[0], str((tests[0].get("operator") or {}).get("operation", ""))
    left = _LAST_NAME.search(str(test.get("leftValue", "")))
    if operation not in _THERE or left is None:
        return None
    name = re.sub(r"\s+", "_", match["field"].strip())
    if flat(left["name"]) == name:
        return None
    start, end = left.span("name")
    added = {**test, "leftValue": f"{test['leftValue'][:start]}{name}{test['leftValue'][end:]}"}
    if "id" in test:
        added["id"] = other_id(str(test["id"]), name)
    held = looking[0].parameters["conditions"]
    # One that lacks is enough to be wrong; all have to be there to be right.
    combinator = "and" if _THERE[operation] else "or"
    changed = {**held, "conditions": [*tests, added], "combinator": combinator}
    return Step((SetParameter(looking[0].name, "conditions", changed),), 0.85)


_THERE = {"empty": False, "notExists": False, "notEmpty": True, "exists": True}
_LAST_NAME = re.compile(r"[.\[](?:[\"'])?(?P<name>[A-Za-z_]\w*)(?:[\"']\])?(?=\s*(?:\?\?.*)?\}\})")


def is_number(value: Any) -> bool:
    """A number, or a text of digits."""
    return isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value.strip()) is not None
    )


def other_id(old: str, value: str) -> str:
    """An id of its own for what is made beside another."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{old}:{value}"))
