"""JavaScript through tree-sitter: parse trees and the first syntax error.

tree-sitter repairs what it cannot read; an error or a missing token in its tree means that the source
is not JavaScript. What it lets pass although JavaScript does not is checked here on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Tree

from nodepilot.kit.records import dataclass
from nodepilot.sentences import say

_LANGUAGE = Language(tree_sitter_javascript.language())

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]")
_DOUBTFUL_LINE = re.compile(
    rb"""^(?!(?:[^"'`/\\\n]*(?:"[^"`/\\\n]*"|'[^'`/\\\n]*'))*+[^"'`/\\\n]*\n)[^\n"']*["'][^\n]*\n""",
    re.MULTILINE,
)
"""A line that may end inside a string: with quotes that don't simply close, or with what quotes may stand in."""


LONGEST_PROGRAM = 1_000_000
"""Letters of a program that is looked into: a syntax tree takes a hundred times its source in memory."""


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Where the source stops being JavaScript. `line` counts from 1; `near` is the text found there."""

    message: str
    line: int
    near: str


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(_LANGUAGE)


def parse(source: str) -> Tree:
    """The syntax tree of JavaScript source; never raises (lone surrogates become `?`)."""
    if not source.isascii():
        # JavaScript takes these as spaces, the grammar not everywhere.
        source = _SPACES.sub(" ", source)
    return _parser().parse(source.encode("utf-8", "replace"))


def parse_script(source: str) -> Tree:
    """Like `parse`, for a whole program, where `<!--` begins a comment."""
    tree = parse(source)
    if "<!--" in source and tree.root_node.has_error:
        return parse(source.replace("<!--", "//--"))
    return tree


def find_problem(tree: Tree) -> SyntaxProblem | None:
    """The first syntax error of a tree, None when there is none."""
    root = tree.root_node
    if root.has_error:
        return first_error(root)
    strict = _beyond_the_grammar(root)
    if strict is not None:
        node, message = strict
        return SyntaxProblem(message, node.start_point.row + 1, text_of(node)[:40])
    return None


def text_of(node: Node) -> str:
    """The source text of a tree node."""
    return (node.text or b"").decode("utf-8", "replace")


def walk(node: Node) -> Iterator[Node]:
    """A tree node and everything under it, in source order."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(current.children))


def first_error(root: Node) -> SyntaxProblem:
    """The first place that the grammar could not read, in a tree that has one."""
    current = root
    while True:
        inner = next((child for child in current.children if child.has_error or child.is_missing), None)
        if inner is None:
            return _describe(current)
        if inner.is_error or inner.is_missing:
            return _describe(inner)
        current = inner


def _describe(node: Node) -> SyntaxProblem:
    line = node.start_point.row + 1
    if node.is_missing:
        return SyntaxProblem(
            say("`{path}` is missing", path=node.type), line, text_of(node.parent)[:40] if node.parent else ""
        )
    near = text_of(node).strip()[:40]
    return SyntaxProblem(say("unexpected `{near}`", near=near) if near else say("unexpected end"), line, near)


def _beyond_the_grammar(root: Node) -> tuple[Node, str] | None:
    """The first construct that tree-sitter takes and JavaScript does not."""
    # A string that spans lines is open at the end of the line with its first quote.
    for line in _DOUBTFUL_LINE.finditer(root.text or b""):
        # The root begins behind leading space.
        end = root.start_byte + line.end() - 1
        node = root.descendant_for_byte_range(end, end)
        while node is not None and node.type in _INSIDE_STRING:
            node = node.parent
        if node is not None and node.type == "string" and not _continues_lines(node):
            return node, say("a string in quotes cannot span lines")
    return None


_INSIDE_STRING = frozenset({"string_fragment", "escape_sequence"})


def _continues_lines(string: Node) -> bool:
    text = (string.text or b"").replace(b"\\\r\n", b"").replace(b"\\\n", b"")
    return b"\n" not in text


def enclosing(node: Node, *types: str) -> Node | None:
    """The nearest node around this one that is of one of these types."""
    current = node.parent
    while current is not None and current.type not in types:
        current = current.parent
    return current


def strings_first(call: Node) -> str | None:
    """The first argument of a call when it is a plain string literal, as written inside its quotes."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None or not arguments.named_children:
        return None
    return literal_inside(arguments.named_children[0])


def literal_inside(node: Node) -> str | None:
    """What stands between the quotes of a string literal; None for anything else."""
    if node.type == "string" or (
        node.type == "template_string"
        and not any(each.type == "template_substitution" for each in node.children)
    ):
        return text_of(node)[1:-1]
    return None
