"""Cases that no field tells apart: the language of a mail, what a conversation is about. A model reads the text then."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.states import is_state
from nodepilot.composer.reading.story import Fork
from nodepilot.composer.reading.value_kinds import file_kind, role_of_value

_WRITTEN = frozenset({"email", "ticket", "conversation", "review", "comment"})
"""What people write freely: a value alone is hardly ever all of its text."""
_TOPICS = frozenset(
    {"", "language", "category", "reason", "department", "topic", "intent", "subject matter", "team"}
)
_LANGUAGE = "language"


def told_by_text(draft: Draft, flow: Flow, fork: Fork) -> bool:
    """Whether somebody has to read the text to know which of the fork's cases holds."""
    data = flow.data
    if data is None or data.open or data.noun not in _WRITTEN or not {"text", "html"} & set(data.roles):
        return False
    tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
    return len(tests) > 1 and all(_is_hidden(draft, data, test) for test in tests)


def _is_hidden(draft: Draft, data: Output, test: Test) -> bool:
    if test.kind != "string" or test.operator != "eq" or not isinstance(test.right, str):
        return False
    quoted = draft.utterance.text[test.span[0] : test.span[0] + 1] in "\"'“„«‘`"
    kind = role_of_value(test.right)
    if kind == _LANGUAGE and not quoted and kind not in data.roles:
        return True
    if quoted or file_kind(test.right) is not None or (kind not in {None, _LANGUAGE} and kind in data.roles):
        return False
    if not test.left and "status" in data.roles and is_state(test.right):
        # "solved ones", of tickets: the status tells.
        return False
    role = role_of_words(test.left, draft.utterance.languages) if test.left else None
    if role is not None and role != "subject" and role in data.roles:
        return False
    return test.left.lower() in _TOPICS or role in _TOPICS
