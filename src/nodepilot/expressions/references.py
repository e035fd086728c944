"""References to other nodes inside JavaScript: finding and renaming them.

Four forms name a node, with any of the three quotes:

    $('Node')   $node['Node']   $node.Node   $items('Node', 0)

A name that is computed at run time (`$($json.name)`) is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from nodepilot.expressions.splitter import Chunk, code_chunks, is_expression

Form: TypeAlias = Literal["$()", "$node[]", "$node.", "$items()"]

_QUOTED = r"""(?P<quote{n}>["'`])(?P<name{n}>(?:\\.|(?!(?P=quote{n})).)*)(?P=quote{n})"""
_REFERENCE = re.compile(
    r"\$(?<![\w$.]\$)(?:"
    r"\(\s*" + _QUOTED.format(n=1) + r"\s*[,)]"
    r"|node\s*(?:\?\.)?\s*\[\s*" + _QUOTED.format(n=2) + r"\s*\]"
    r"|node\s*\??\.\s*(?P<name3>[^\W\d][\w$]*)"
    r"|items\(\s*" + _QUOTED.format(n=4) + r"\s*[,)]"
    r")",
    re.DOTALL,
)
"""It begins with the plain `$`, so that a search leaps from one to the next: what may not stand before it comes second."""
_FORMS: dict[int, Form] = {1: "$()", 2: "$node[]", 3: "$node.", 4: "$items()"}
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*\Z")
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}


class NodeReference(NamedTuple):
    """One reference. `start` and `end` enclose the name as written (without quotes) in the code."""

    name: str
    form: Form
    start: int
    end: int
    quote: str = ""


def find_references(code: str) -> Iterator[NodeReference]:
    """All references in a piece of JavaScript, in order.

    A reference inside a comment or a string of the code is found too.
    """
    if "$" not in code:
        return
    for match in _REFERENCE.finditer(code):
        for number, form in _FORMS.items():
            name = match[f"name{number}"]
            if name is None:
                continue
            quote = match[f"quote{number}"] if number != 3 else ""
            if quote == "`" and "${" in name:
                break
            start, end = match.span(f"name{number}")
            yield NodeReference(unescape(name) if quote else name, form, start, end, quote)
            break


def find_expression_references(value: str) -> Iterator[NodeReference]:
    """All references in the code chunks of an expression; offsets count in the whole value."""
    return references_in(code_chunks(value)) if "$" in value else iter(())


def references_in(chunks: Iterable[Chunk]) -> Iterator[NodeReference]:
    """The same for an expression that has been cut already."""
    for chunk in chunks:
        for each in find_references(chunk.source):
            yield NodeReference(
                each.name, each.form, chunk.start + each.start, chunk.start + each.end, each.quote
            )


def rename_references(text: str, old: str, new: str) -> str:
    """An expression with every reference to node `old` pointing to `new`; what is no expression stays.

    Only the code between brackets is touched, and only where a whole name equals `old`.
    """
    if not is_expression(text) or old == new:
        return text
    made: list[str] = []
    position = 0
    for chunk in code_chunks(text):
        made.append(text[position : chunk.start])
        # The raw slice: an unescaped copy would have other offsets.
        made.append(rename_references_in_code(text[chunk.start : chunk.end], old, new))
        position = chunk.end
    made.append(text[position:])
    return "".join(made)


def rename_references_in_code(code: str, old: str, new: str) -> str:
    """JavaScript (of a Code node) with every reference to node `old` pointing to `new`."""
    return rename_all_in_code(code, {old: new})


def rename_all_in_code(code: str, new_names: Mapping[str, str]) -> str:
    """JavaScript with every reference to a node in `new_names` pointing to its new name, in one pass.

    Names may be swapped: what was renamed is not looked at again.
    """
    made: list[str] = []
    position = 0
    for each in find_references(code):
        new = new_names.get(each.name)
        if new is None or each.start < position:
            continue
        if each.form != "$node.":
            made += [code[position : each.start], escape(new, each.quote)]
            position = each.end
        elif _IDENTIFIER.match(new):
            made += [code[position : each.start], new]
            position = each.end
        else:
            dot = code.rindex(".", position, each.start)
            optional = "?." if code[dot - 1] == "?" else ""
            made += [code[position : dot - len(optional[:1])], f'{optional}["{escape(new, chr(34))}"]']
            position = each.end
    made.append(code[position:])
    return "".join(made)


def escape(name: str, quote: str) -> str:
    """A node's name as it stands between these quotes in JavaScript."""
    escaped = name.replace("\\", "\\\\").replace(quote, "\\" + quote).replace("\n", "\\n")
    return escaped.replace("${", "\\${") if quote == "`" else escaped


def unescape(source: str) -> str:
    """The value of a JavaScript string literal's inside."""
    return _ESCAPE.sub(_unescape_one, source) if "\\" in source else source


def _unescape_one(match: re.Match[str]) -> str:
    body = match[1]
    if body[0] in "ux" and len(body) > 1:
        number = int(body[1:].strip("{}"), 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _CONTROL.get(body, body)
