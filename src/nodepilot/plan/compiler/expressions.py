"""References of a plan as n8n expressions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nodepilot.errors import InvalidPlan
from nodepilot.expressions.references import escape, find_references, rename_all_in_code
from nodepilot.expressions.splitter import split
from nodepilot.kit.paths import parse_path
from nodepilot.plan.compiler.flow import Flow
from nodepilot.plan.model import Code, Ref, Text

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*\Z")
_STRING = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`""")


class ExpressionWriter:
    """Writes the expressions of one step (`holder`). Raises `InvalidPlan` for what n8n could not resolve."""

    def __init__(self, holder: str, names: Mapping[str, str], flow: Flow) -> None:
        """`names` maps step keys to node names."""
        self._holder = holder
        self._names = names
        self._flow = flow

    def reference(self, ref: Ref) -> str:
        """The JavaScript that reads the value, without brackets."""
        if ref.step is None:
            return "$json" + self._accessors(ref.path)
        if ref.step not in self._names:
            raise self._no_such_step(ref.step)
        if self._flow.feeds_alone(ref.step, self._holder):
            return "$json" + self._accessors(ref.path)
        if not self._flow.runs_before(ref.step, self._holder):
            raise InvalidPlan(
                f"Step `{self._holder}` uses a value of `{ref.step}`, which does not run before it.",
                next_step=f"Link `{ref.step}` to `{self._holder}`, directly or through other steps.",
            )
        item = "item" if self._flow.pairs(ref.step, self._holder) else "first()"
        name = escape(self._names[ref.step], "'")
        return f"$('{name}').{item}.json{self._accessors(ref.path)}"

    def code(self, source: str) -> str:
        """JavaScript with `$('step key')` turned into `$('Node name')`; node names are left as they are."""
        for each in find_references(source):
            if each.name not in self._names and each.name not in self._names.values():
                raise self._no_such_step(each.name)
        return rename_all_in_code(source, self._names)

    def expression(self, value: Ref | Code | Text) -> str:
        """The parameter value: an expression, or plain text when nothing in it is computed."""
        match value:
            case Ref():
                return "={{ " + _without_closing_brackets(self.reference(value)) + " }}"
            case Code():
                return "={{ " + _without_closing_brackets(self.code(value.source).strip()) + " }}"
            case Text():
                return self._text(value)

    def written_expression(self, value: str) -> str:
        """An expression that was written out by hand (`={{ … }}`), with step keys turned into names."""
        made, position = [], 0
        for chunk in split(value):
            if chunk.is_code:
                made += [value[position : chunk.start], self.code(value[chunk.start : chunk.end])]
                position = chunk.end
        return "".join(made) + value[position:]

    def _text(self, text: Text) -> str:
        parts = _joined(text.parts)
        if all(isinstance(part, str) for part in parts):
            plain = "".join(str(part) for part in parts)
            return f"={plain}" if plain.startswith("=") else plain
        made = ["="]
        for number, part in enumerate(parts, 1):
            if isinstance(part, str):
                made.append(_literal(part, before_code=number < len(parts)))
            else:
                made.append(self.expression(part)[1:])
        return "".join(made)

    def _accessors(self, path: str) -> str:
        """`customer["first name"].tags[0]` for a dotted path, from the dot on."""
        parts = parse_path(path)
        if parts is None:
            raise InvalidPlan(
                f"Step `{self._holder}` refers to `{path}`, which is no path.",
                next_step='Write `customer.name`, `tags[0]` or `["a.b"]`.',
            )
        made = []
        for part in parts:
            if isinstance(part, int) or part.isdecimal():
                made.append(f"[{part}]")
            elif _IDENTIFIER.match(part):
                made.append(f".{part}")
            else:
                made.append(f"[{json.dumps(part, ensure_ascii=False)}]")
        return "".join(made)

    def _no_such_step(self, name: str) -> InvalidPlan:
        known = ", ".join(f"`{key}`" for key in self._names)
        return InvalidPlan(
            f"Step `{self._holder}` refers to `{name}`, which is no step of the plan.",
            next_step=f"Its steps are {known}.",
        )


def _joined(parts: tuple[str | Ref | Code, ...]) -> list[str | Ref | Code]:
    """Without empty texts, neighbouring texts as one."""
    made: list[str | Ref | Code] = []
    for part in parts:
        if isinstance(part, str) and made and isinstance(made[-1], str):
            made[-1] += part
        elif part != "":
            made.append(part)
    return made


def _literal(text: str, *, before_code: bool) -> str:
    """Text beside code as n8n reads it. `{{` in it would begin code, so code writes it."""
    *pieces, last = text.split("{{")
    made = [_escaped(piece, before_code=True) for piece in pieces]
    return '{{ "{{" }}'.join([*made, _escaped(last, before_code=before_code)])


def _escaped(text: str, *, before_code: bool) -> str:
    """n8n halves double backslashes before code, and a single one would escape the code's bracket."""
    if not before_code:
        return text
    text = re.sub(r"\\{2,}|\\\Z", lambda run: run[0] * 2, text)
    return text[:-1] + '{{ "{" }}' if text.endswith("{") else text


def _without_closing_brackets(code: str) -> str:
    """`}}` would end the code: it is written apart, and escaped inside strings."""
    if "}}" not in code:
        return code
    code = _STRING.sub(lambda string: string[0].replace("}}", "}\\x7d"), code)
    while "}}" in code:
        code = code.replace("}}", "} }")
    return code
