"""References to nodes in a syntax tree: unlike a text search, comments and strings don't count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node, Tree

from nodepilot.expressions.javascript import enclosing, literal_inside, strings_first, text_of, walk
from nodepilot.expressions.references import unescape


class LiveReference(NamedTuple):
    """A node that the program names. `guarded`: a failure there is caught by the program itself."""

    name: str
    line: int
    guarded: bool


def find_live_references(program: Node) -> Iterator[LiveReference]:
    """All references with a name that is known beforehand, in order."""
    if b"$" not in (program.text or b""):
        return
    own_dollar = False
    for node in walk(program):
        if node.type == "variable_declarator" and node.children[0].text == b"$":
            # `const $ = cheerio.load(html)`: from here on `$()` is something else.
            own_dollar = True
        if own_dollar and node.type == "call_expression":
            continue
        name = _referenced(node)
        if name is not None:
            guarded = enclosing(node, "try_statement") is not None
            yield LiveReference(name, node.start_point.row + 1, guarded)


def evaluated_part(tree: Tree) -> Node:
    """What n8n evaluates of the code in an expression: its first statement, nothing after it."""
    root = tree.root_node
    return next((each for each in root.named_children if each.type != "comment"), root)


def _referenced(node: Node) -> str | None:
    if node.type == "call_expression":
        function = node.child_by_field_name("function")
        if function is not None and text_of(function) in ("$", "$items"):
            found = strings_first(node)
            return None if found is None else unescape(found)
        return None
    if node.type not in ("subscript_expression", "member_expression"):
        return None
    container = node.child_by_field_name("object")
    if container is None or container.type != "identifier" or container.text != b"$node":
        return None
    if node.type == "member_expression":
        member = node.child_by_field_name("property")
        return None if member is None else text_of(member)
    index = node.child_by_field_name("index")
    inside = None if index is None else literal_inside(index)
    return None if inside is None else unescape(inside)
