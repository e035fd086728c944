"""“remove the person from Pipedrive”: whom an address belongs to is looked up where the service wants an id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.build.transforms import stays_same
from nodepilot.composer.build.write_operations import choose_write
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Code, Locator, OriginKind, Ref, Value
from nodepilot.plan.shapes import condition, conditions

_CHANGES = frozenset({"delete", "update"})
_PEOPLE = frozenset({"contact", "person", "customer", "user", "member", "subscriber", "lead"})


@dataclass(frozen=True, slots=True)
class Person:
    """Who is meant: the parameter that takes the id, and the value for it."""

    parameter: str
    value: Value

    def put_into(self, draft: Draft, step: str) -> None:
        """Sets it in the step that changes or deletes the person."""
        draft.set(step, self.parameter, self.value)
        draft.placeholders = [
            each for each in draft.placeholders if (each.step, each.parameter) != (step, self.parameter)
        ]


@cache
def _facts() -> Mapping[str, Any]:
    found: Mapping[str, Any] = packaged_json("composer", "data/person_lookups.json")
    return found


def finds_people(draft: Draft, flow: Flow, act: Act, key: str) -> bool:
    """Whether an event tells of one person, whom the service finds by the address."""
    types = draft.services.get(key).action_types
    data = flow.data
    named = act.argument("object")
    about = named is None or named.pronoun or bool(_PEOPLE & set(named.nouns))
    one = data is not None and not data.empty and not data.many
    return bool(types) and types[0] in _facts() and one and about and act.condition is None


def find_person(draft: Draft, flow: Flow, act: Act, key: str, hint: str) -> Person | None:
    """Adds the look-up by the address at hand; None where nobody has to be found.

    What the service itself gave has its id already.
    """
    own = any(output.service == key and not output.empty for output in flow.history)
    if own or act.verb not in _CHANGES or not finds_people(draft, flow, act, key):
        return None
    node_type = draft.services.get(key).action_types[0]
    fact = _facts()[node_type]
    match = choose_write(draft.catalog, draft.utterance, node_type, act, hint=hint)
    resource = fact["find"]["resource"] if "find" in fact else fact["resource"]
    if match is None or match.resource != resource or match.operation not in _CHANGES:
        return None
    filler = Filler(draft, flow, act, key, node_type, f"{resource}.search")
    if "direct" in fact:
        address: Any = filler.slot("email", fact["into"], optional=True)
        return Person(fact["into"], address) if isinstance(address, str | Ref) else None
    parameters = filler.fill(fact["find"])
    if filler.open_values:
        return None
    step = draft.add(
        node_type,
        parameters,
        name=f"Find the {resource} in {draft.services.get(key).name}",
        key=f"{key}_{resource}",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, step)
    flow.give(Output(step, {"id": Known(fact["id"])}, noun=resource, service=key), is_subject=False)
    found = Ref(step, fact["id"])
    return Person(fact["into"], Locator(fact["mode"], found) if "mode" in fact else found)


def only_that_person(draft: Draft, flow: Flow, act: Act, known: Output | None) -> None:
    """Of a list that was read to change or delete somebody, only whom the event is about: never all of them."""
    named = act.argument("object")
    about = named is None or named.pronoun or bool(_PEOPLE & set(named.nouns))
    data = flow.data
    if act.verb not in _CHANGES or not about or act.condition is not None or known is None or known.empty:
        return
    if data is None or not data.many or data is known or known.many or known.service == data.service:
        return
    told = next((value for role in ("email", "phone") if (value := known.find(role)) is not None), None)
    if told is None:
        return
    whole = f"JSON.stringify($('{data.step}').item.json)"
    test = Code(f"{whole}.includes(String({javascript_of(told)} ?? '-'))")
    key = draft.add(
        "n8n-nodes-base.filter",
        {
            "conditions": conditions(condition(test, "true", type="boolean")),
            "looseTypeValidation": True,
            "options": {},
        },
        name="Only that person",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    stays_same(flow, key)
