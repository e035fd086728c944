"""Resource locators whose value belongs to another mode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.catalog.jsregex import compile_pattern
from nodepilot.catalog.model import LocatorMode
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue

_PLACEHOLDER = re.compile(
    r"your|insert|replace|placeholder|example|change.?me|xxx|url|link|[<>{}\s]", re.IGNORECASE
)


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The one mode that demands something of its values and is satisfied with this one."""
    for given in case.context.values("resourceLocator"):
        value = given.value
        if given.node.name != issue.node or given.path != issue.parameter or not isinstance(value, dict):
            continue
        text = value.get("value")
        if not isinstance(text, str) or _PLACEHOLDER.search(text.removeprefix("https://")):
            continue
        modes = [
            mode.name
            for mode in given.definition.modes
            if mode.name != value.get("mode") and mode.validations and _takes(mode, text)
        ]
        if not modes and not text.startswith(("http://", "https://")):
            modes = [mode.name for mode in given.definition.modes if mode.name == "id" != value.get("mode")]
        for mode_name in modes[:1] if len(modes) == 1 else ():
            shown = say(
                "Set the mode of `{path}` in `{node}` to `{mode}`, as its value is one.",
                path=given.path,
                node=given.node.name,
                mode=mode_name,
            )
            edit = set_parameter(given.node, (*keys_of(given.place), "mode"), mode_name)
            yield Proposal(shown, (edit,))


def _takes(mode: LocatorMode, text: str) -> bool:
    for validation in mode.validations:
        try:
            pattern = compile_pattern(f"^{validation.regex}$")
        except ValueError:
            return False
        if pattern.search(text[:5_000]) is None:
            return False
    return True


FIXER = Fixer("resource locators", ("INVALID_PARAMETER",), propose)
