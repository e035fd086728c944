"""“If the email is valid”: an address, a number, a link that looks like one; no field says so."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.compared import left_value
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.plan.shapes import condition
from nodepilot.plan.shapes.conditions import Condition as Shape

_FACTS = packaged_json("composer", "data/well_formed.json")
_PATTERNS: dict[str, str] = _FACTS["patterns"]
_SAID, _DENIED = frozenset(_FACTS["said"]), frozenset(_FACTS["denied"])
_UNNAMED = frozenset({"", "status", "state"})


def form_condition(draft: Draft, flow: Flow, test: Test) -> Shape | None:
    """The comparison with what such a value looks like; None where the test asks for something else."""
    if test.operator not in {"eq", "neq"} or not isinstance(test.right, str):
        return None
    verdict, _, thing = fold(test.right).partition(" ")
    if verdict not in _SAID | _DENIED:
        return None
    languages = draft.utterance.languages
    role = role_of_words(test.left, languages) if test.left else None
    if role is None and thing:
        role = role_of_words(thing.removesuffix(" address").removesuffix(" number"), languages)
    if role is None and test.left.lower() in _UNNAMED:
        role = _checked(draft)
    if role not in _PATTERNS:
        return None
    left = left_value(draft, flow, replace(test, left=role if test.left.lower() in _UNNAMED else test.left))
    fits = (verdict in _SAID) == (test.operator == "eq")
    return condition(left, "regex" if fits else "notRegex", _PATTERNS[role])


def only_checks_form(draft: Draft, flow: Flow, act: Act) -> bool:
    """“check the email with a regex, (valid ones to …)”: the condition behind it does that, no mailbox is read."""
    u = draft.utterance
    if act.verb not in {"check", "validate"} or flow.data is None or flow.data.empty:
        return False
    field = any(
        u.has(i, "fields", *_PATTERNS) for i in range(act.verb_at + 1, min(act.verb_at + 4, act.last))
    )
    named = any(hit.first >= act.first and hit.last <= act.last and not hit.is_generic for hit in u.services)
    behind = (token.norm for token in u.tokens[act.verb_at + 1 :])
    return field and not named and any(norm in _SAID | _DENIED | {"regex"} for norm in behind)


def _checked(draft: Draft) -> str | None:
    """What the request says that is checked: “check the email, valid ones …”."""
    u = draft.utterance
    for place in range(len(u.tokens) - 1):
        if u.has(place, "verbs", "check", "validate"):
            for at in range(place + 1, min(place + 5, len(u.tokens))):
                found = next((role for role in _PATTERNS if u.has(at, "fields", role)), None)
                if found is not None:
                    return found
    return None
