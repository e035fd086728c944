"""Two lists compared for what has changed: “tell me which prices changed”."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, OriginKind
from nodepilot.plan.shapes import condition, conditions

_DIFFERENT = 2
"""The output of Compare Datasets for rows that are in both lists, and not the same."""
_ASKED = Pattern(
    r"\b(?:which|what|whose|where the|all|the) (?P<field>[a-z_]+)(?: have| has| were| was| are| is| that| which)*(?: been)? (?:changed?|differs?|different)\b"
    r"|\bchanged (?P<named>[a-z_]+)|\bwhich (?P<rows>ones|rows|of them|entries) (?:have |has )?(?:changed|differ)",
    re.IGNORECASE,
)
_WHOLE = frozenset({"row", "one", "record", "entry", "item", "product", "thing", "line", "of them"})


def only_changed(draft: Draft, flow: Flow, act: Act, compared: str, field: str) -> bool:
    """Lets only rows go on whose value of the field that is named changed; False where no change is asked for.

    `compared` is the step that compares the lists by `field`.
    """
    u = draft.utterance
    found = _ASKED.search(u.text, u.tokens[act.first].start)
    if found is None:
        return False
    said = found.group("field") or found.group("named") or found.group("rows")
    name = singular(said.lower())
    flow.tails = [(compared, _DIFFERENT)]
    key = Known(f"keys.{field}" if re.fullmatch(r"\w+", field) else f'keys["{field}"]')
    if name in _WHOLE:
        fields = {field: key, "changes": Known("JSON.stringify($json.different)", is_code=True)}
        flow.give(Output(compared, {}, fields, noun="change", many=True))
        return True
    kept = draft.add(
        "n8n-nodes-base.filter",
        {
            "conditions": conditions(condition(Code(f"$json.different.{name}"), "exists", type="object")),
            "looseTypeValidation": True,
            "options": {},
        },
        name=f"Only where the {name} changed",
        key="changed",
        span=found.span(),
        kind=OriginKind.REQUEST,
    )
    draft.hook(flow, kept)
    fields = {
        field: key,
        f"old {name}": Known(f"different.{name}.inputA"),
        f"new {name}": Known(f"different.{name}.inputB"),
    }
    flow.give(Output(kept, {}, fields, noun="change", many=True))
    return True
