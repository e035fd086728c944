"""Programs of Code nodes that cannot be parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from nodepilot.expressions import javascript, python
from nodepilot.repair.brackets import closed
from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import later, say
from nodepilot.validation import Issue
from nodepilot.validation.code import Language

_FENCE = re.compile(r"\s*```\w*\n(?P<inside>.*?)\n?```\s*\Z", re.DOTALL)
_TYPOGRAPHIC = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
_NO_COLON = re.compile(
    r"^(?P<head>\s*(?:if|elif|else|for|while|def|class|try|except|finally|with)\b[^:#\n]*?)[ \t]*$",
    re.MULTILINE,
)


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The one bracket or mark that the grammar misses, or what stands around a program in a chat."""
    for code in case.context.codes:
        if code.node.name != issue.node or not _is_wrong(code.program.source, code.program.language):
            continue
        for change, what in _WAYS[code.program.language]:
            made = change(code.program.source)
            if (
                made is not None
                and made != code.program.source
                and not _is_wrong(made, code.program.language)
            ):
                text = say(what, node=code.node.name)
                yield Proposal(text, (set_parameter(code.node, (code.parameter,), made),))
                break


def _is_wrong(source: str, language: Language) -> bool:
    if language == "python":
        return python.find_problem(source) is not None
    return javascript.find_problem(javascript.parse_script(source)) is not None


def _without_fence(source: str) -> str | None:
    match = _FENCE.match(source)
    return match["inside"] if match else None


def _straight_quotes(source: str) -> str:
    return source.translate(_TYPOGRAPHIC)


def _with_missing_token(source: str) -> str | None:
    """With the token that tree-sitter misses, at the place where it misses it."""
    encoded = source.encode("utf-8", "replace")
    root = javascript.parse_script(source).root_node
    missing = [node for node in javascript.walk(root) if node.is_missing]
    if len(missing) != 1 or missing[0].type not in {")", "]", "}", ";", ",", "`"}:
        return None
    token, place = missing[0].type, _place(missing[0])
    return (encoded[:place] + token.encode() + encoded[place:]).decode("utf-8", "replace")


def _place(node: Node) -> int:
    return node.start_byte


def _with_colons(source: str) -> str:
    return _NO_COLON.sub(r"\g<head>:", source)


_EITHER: tuple[tuple[Callable[[str], str | None], str], ...] = (
    (_without_fence, later("Removed the marks of a code block around the program of `{node}`.")),
    (_straight_quotes, later("Straightened the quotes in the program of `{node}`.")),
)
_WAYS: dict[Language, tuple[tuple[Callable[[str], str | None], str], ...]] = {
    "javaScript": (
        *_EITHER,
        (_with_missing_token, later("Added the missing bracket in the program of `{node}`.")),
        (closed, later("Added the missing bracket at the end of the program of `{node}`.")),
    ),
    "python": (
        *_EITHER,
        (_with_colons, later("Added the missing colon in the program of `{node}`.")),
        (closed, later("Added the missing bracket at the end of the program of `{node}`.")),
    ),
}

FIXER = Fixer("program syntax", ("CODE_SYNTAX",), propose)
