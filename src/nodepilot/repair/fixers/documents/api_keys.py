"""Keys of nodes and settings that n8n's public API refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.kit.paths import parse_path, render_path
from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import meant
from nodepilot.repair.values import boolean_of, number_of
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.api_schema import NODE_KEYS, SETTINGS_KEYS, Test
from nodepilot.workflow.edits import MISSING, Edit, RenameKey, SetValue, UnsetValue
from nodepilot.workflow.edits.paths import get_at

_SAMPLES: tuple[Any, ...] = ("", 0, True, {}, [])
"""One value of every JSON type; a key that takes none of them is n8n's own."""


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """A misspelt key gets its name; keys that n8n does not know do nothing and go."""
    path = parse_path(issue.path or "")
    if not path or path[0] not in ("nodes", "settings"):
        return
    value = get_at(case.document, path)
    if value is MISSING:
        return
    allowed = NODE_KEYS if path[0] == "nodes" else SETTINGS_KEYS
    depth = 2 if path[0] == "nodes" else 1
    shown = issue.path or ""
    if len(path) == depth:
        if isinstance(value, dict):
            edits = tuple(_unknown(value, path, allowed))
            if edits:
                yield Proposal(say("Removed keys of `{shown}` that n8n does not know.", shown=shown), edits)
        return
    test = allowed.get(str(path[-1]))
    right = _right(value, test) if test else MISSING
    if right is not MISSING:
        yield Proposal(
            say("Wrote `{shown}` in the type that n8n takes.", shown=shown), (SetValue(shown, right),)
        )
    elif test is not None and not any(map(test, _SAMPLES)):
        yield Proposal(say("Removed `{shown}`, which only n8n sets.", shown=shown), (UnsetValue(shown),))
    elif value is None:
        yield Proposal(say("Removed the empty `{shown}`.", shown=shown), (UnsetValue(shown),))


def _unknown(
    value: dict[str, Any], path: tuple[str | int, ...], allowed: Mapping[str, Test]
) -> Iterator[Edit]:
    for key, inner in value.items():
        if key in allowed:
            continue
        right = meant(key, (name for name in allowed if name not in value))
        place = render_path((*path, key))
        if right is not None and allowed[right](inner):
            yield RenameKey(place, right)
        else:
            yield UnsetValue(place)


def _right(value: Any, test: Test) -> Any:
    """The value in another JSON type, when that is what the key takes."""
    if isinstance(value, str):
        for made in (number_of(value), boolean_of(value)):
            if made is not None and test(made):
                return made
    elif isinstance(value, int | float) and not isinstance(value, bool) and test(str(value)):
        return str(value)
    return MISSING


FIXER = Fixer("keys for the API", ("API_REFUSES",), propose)
