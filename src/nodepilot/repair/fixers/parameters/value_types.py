"""Numbers and booleans as texts."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.values import boolean_of, number_of
from nodepilot.sentences import say
from nodepilot.validation import Issue


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """What the text says, in digits or in words."""
    for given in case.context.values("number", "boolean"):
        if given.node.name != issue.node or given.path != issue.parameter or not isinstance(given.value, str):
            continue
        made = boolean_of(given.value) if given.definition.type == "boolean" else number_of(given.value)
        if made is not None:
            shown = ("true" if made else "false") if isinstance(made, bool) else made
            text = say(
                "Set `{path}` of `{node}` to {shown} instead of the text `{value}`.",
                path=given.path,
                node=given.node.name,
                shown=shown,
                value=given.value,
            )
            yield Proposal(text, (set_parameter(given.node, keys_of(given.place), made),))


FIXER = Fixer("value types", ("WRONG_TYPE", "NUMBER_AS_TEXT"), propose)
