"""JavaScript through tree-sitter: parse trees and the first syntax error.

tree-sitter repairs what it cannot read; an error or a missing token in its tree means that the source
is not JavaScript. What it lets pass although JavaScript does not is checked here on top.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Tree

_LANGUAGE = Language(tree_sitter_javascript.language())


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
    return _parser().parse(source.encode("utf-8", "replace"))


def find_problem(tree: Tree) -> SyntaxProblem | None:
    """The first syntax error of a tree, None when there is none."""
    root = tree.root_node
    culprit = _first_error(root) if root.has_error else None
    if culprit is not None:
        return _describe(culprit)
    source = root.text or b""
    if b"\n" not in source or not (b'"' in source or b"'" in source):
        return None
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


def _first_error(root: Node) -> Node:
    current = root
    while True:
        inner = next((child for child in current.children if child.has_error or child.is_missing), None)
        if inner is None:
            return current
        if inner.is_error or inner.is_missing:
            return inner
        current = inner


def _describe(node: Node) -> SyntaxProblem:
    line = node.start_point.row + 1
    if node.is_missing:
        return SyntaxProblem(
            f"`{node.type}` is missing", line, text_of(node.parent)[:40] if node.parent else ""
        )
    near = text_of(node).strip()[:40]
    return SyntaxProblem(f"unexpected `{near}`" if near else "unexpected end", line, near)


def _beyond_the_grammar(root: Node) -> tuple[Node, str] | None:
    """The first construct that tree-sitter takes and JavaScript does not."""
    for node in walk(root):
        if node.type == "string" and b"\n" in (node.text or b"") and not _continues_lines(node):
            return node, "a string in quotes cannot span lines"
    return None


def _continues_lines(string: Node) -> bool:
    text = (string.text or b"").replace(b"\\\r\n", b"").replace(b"\\\n", b"")
    return b"\n" not in text
