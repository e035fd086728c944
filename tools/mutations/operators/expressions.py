"""Defects of expressions."""

from __future__ import annotations

import re

from nodepilot.expressions.references import escape
from nodepilot.expressions.splitter import Chunk
from nodepilot.validation.texts import Expression
from nodepilot.workflow.edits.nodes import RenameNode
from nodepilot.workflow.model import Workflow
from tools.mutations.ground import Document, Ground, Operator
from tools.mutations.misspelling import misspelt

_READS = re.compile(r"\{\{\s*\$(?:json|node|input|now|\()")
_METHOD = re.compile(r"\.([a-z][A-Za-z]{3,})\(")
_WHOLE = re.compile(r"=\{\{\s*(\$json(?:\.\w+)+)\s*\}\}\Z")


def _expressions(ground: Ground) -> list[Expression]:
    places = {node.index for node in ground.nodes}
    return [each for each in ground.context.expressions if each.node.index in places and each.codes]


def _changed(ground: Ground, expression: Expression, value: str) -> Document | None:
    if value == expression.value:
        return None
    return ground.with_parameter(expression.node, expression.path, value)


def _chunks(ground: Ground) -> list[tuple[Expression, Chunk]]:
    return [
        (each, chunk)
        for each in _expressions(ground)
        for chunk in each.codes
        if chunk.closed and chunk.source.strip()
    ]


def _with_code(ground: Ground, expression: Expression, chunk: Chunk, code: str) -> Document | None:
    value = expression.value
    return _changed(ground, expression, value[: chunk.start] + code + value[chunk.end :])


def equals_sign_missing(ground: Ground) -> Document | None:
    each = ground.pick(each for each in _expressions(ground) if _READS.search(each.value))
    return None if each is None else _changed(ground, each, each.value[1:])


def one_closing_brace(ground: Ground) -> Document | None:
    each = ground.pick(each for each in _expressions(ground) if each.value.endswith("}}"))
    return None if each is None else _changed(ground, each, each.value[:-1])


def braces_missing(ground: Ground) -> Document | None:
    found = [(each, match[1]) for each in _expressions(ground) if (match := _WHOLE.match(each.value))]
    chosen = ground.pick(found)
    return None if chosen is None else _changed(ground, chosen[0], f"={chosen[1]}")


def operator_without_operand(ground: Ground) -> Document | None:
    chosen = ground.pick(_chunks(ground))
    return None if chosen is None else _with_code(ground, *chosen, chosen[1].source.rstrip() + " + ")


def parenthesis_missing(ground: Ground) -> Document | None:
    chosen = ground.pick(
        (each, chunk) for each, chunk in _chunks(ground) if chunk.source.rstrip().endswith(")")
    )
    return None if chosen is None else _with_code(ground, *chosen, chosen[1].source.rstrip()[:-1] + " ")


def node_name_misspelt(ground: Ground) -> Document | None:
    names = {node.name for node in ground.context.nodes}
    found = [
        (each, reference)
        for each in _expressions(ground)
        for reference in each.references
        if reference.name in names and reference.quote
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    each, reference = chosen
    wrong = escape(misspelt(reference.name, ground.chance), reference.quote)
    if wrong in names:
        return None
    return _changed(ground, each, each.value[: reference.start] + wrong + each.value[reference.end :])


def node_renamed_alone(ground: Ground) -> Document | None:
    """A node has another name, its connections too, the expressions that read from it not."""
    names = {node.name for node in ground.context.nodes}
    read = {ref.name for each in _expressions(ground) for ref in each.references if ref.name in names}
    name = ground.pick(sorted(read))
    if name is None:
        return None
    renamed = (
        RenameNode(name, "Renamed").apply(Workflow(ground.document)).document
        if "Renamed" not in names
        else None
    )
    if renamed is None:
        return None
    nodes = [
        {**raw, "name": "Renamed"} if raw.get("name") == name else raw for raw in ground.document["nodes"]
    ]
    return {**ground.document, **renamed, "nodes": nodes}


def variable_misspelt(ground: Ground) -> Document | None:
    chosen = ground.pick((each, chunk) for each, chunk in _chunks(ground) if "$json." in chunk.source)
    if chosen is None:
        return None
    wrong = ground.chance.choice(["$jsn.", "$josn.", "$Json."])
    return _with_code(ground, *chosen, chosen[1].source.replace("$json.", wrong, 1))


def dollar_missing(ground: Ground) -> Document | None:
    found = [(each, chunk) for each, chunk in _chunks(ground) if chunk.source.lstrip().startswith("$json.")]
    chosen = ground.pick(found)
    return (
        None
        if chosen is None
        else _with_code(ground, *chosen, chosen[1].source.replace("$json.", "json.", 1))
    )


def method_misspelt(ground: Ground) -> Document | None:
    found = [
        (each, chunk, match)
        for each, chunk in _chunks(ground)
        if (match := _METHOD.search(chunk.source)) and not match[1].startswith("item")
    ]
    chosen = ground.pick(found)
    if chosen is None:
        return None
    each, chunk, match = chosen
    wrong = misspelt(match[1], ground.chance)
    return _with_code(
        ground, each, chunk, chunk.source[: match.start(1)] + wrong + chunk.source[match.end(1) :]
    )


def from_ai_outside_a_tool(ground: Ground) -> Document | None:
    """A value for a language model to fill in, in a node that no agent calls."""
    found = [
        each
        for each in _expressions(ground)
        if not each.node.type.endswith("Tool")
        and not any(port.type == "ai_tool" for port in each.node.outputs)
        and not any(link.source_type == "ai_tool" for link in ground.context.outgoing.get(each.node.name, ()))
    ]
    each = ground.pick(found)
    return None if each is None else _changed(ground, each, "={{ $fromAI('text', '', 'string') }}")


OPERATORS = (
    Operator("`=` before `{{` missing", ("MISSING_EXPRESSION_PREFIX",), equals_sign_missing),
    Operator("one closing brace missing", ("EXPRESSION_SYNTAX",), one_closing_brace),
    Operator("expression without braces", ("MISSING_EXPRESSION_BRACES",), braces_missing),
    Operator("operator without an operand", ("EXPRESSION_SYNTAX",), operator_without_operand),
    Operator("closing parenthesis missing", ("EXPRESSION_SYNTAX",), parenthesis_missing),
    Operator("reference to a misspelt node", ("UNKNOWN_NODE_REFERENCE",), node_name_misspelt),
    Operator("reference to a node that was renamed", ("UNKNOWN_NODE_REFERENCE",), node_renamed_alone),
    Operator("variable misspelt", ("UNKNOWN_VARIABLE",), variable_misspelt),
    Operator("`$` missing", ("UNKNOWN_VARIABLE",), dollar_missing),
    Operator("method misspelt", ("UNKNOWN_METHOD", "UNKNOWN_PROPERTY"), method_misspelt),
    Operator("`$fromAI` outside a tool", ("FROM_AI_IN_NON_TOOL",), from_ai_outside_a_tool),
)
