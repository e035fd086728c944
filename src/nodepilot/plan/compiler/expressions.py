"""References of a plan as n8n expressions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nodepilot.errors import InvalidPlan
from nodepilot.expressions.references import escape, find_references, rename_references_in_code
from nodepilot.expressions.splitter import split
from nodepilot.plan.compiler.flow import Flow
from nodepilot.plan.model import Code, Ref, Text

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*\Z")
_SEGMENT = re.compile(r"""\.?(?P<key>[^.\[\]]+)|\[(?P<index>\d+)\]|\[(?P<quoted>"(?:[^"\\]|\\.)*")\]""")
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
        # In two passes, so that a step whose key is another step's name is not renamed twice.
        for number, key in enumerate(self._names):
            source = rename_references_in_code(source, key, f"__step_{number}__")
        for number, name in enumerate(self._names.values()):
            source = rename_references_in_code(source, f"__step_{number}__", name)
        return source

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
        parts = [part for part in text.parts if part != ""]
        if all(isinstance(part, str) for part in parts):
            plain = "".join(str(part) for part in parts)
            return f"={plain}" if plain.startswith("=") else plain
        made = ["="]
        for part, following in zip(parts, [*parts[1:], ""], strict=True):
            if isinstance(part, str):
                made.append(_literal(part, before_code=not isinstance(following, str)))
            else:
                made.append(self.expression(part)[1:])
        return "".join(made)

    def _accessors(self, path: str) -> str:
        """`customer["first name"].tags[0]` for a dotted path, from the dot on."""
        made, position = [], 0
        while position < len(path):
            match = _SEGMENT.match(path, position)
            if match is None:
                raise InvalidPlan(
                    f"Step `{self._holder}` refers to `{path}`, which is no path.",
                    next_step='Write `customer.name`, `tags[0]` or `["a.b"]`.',
                )
            position = match.end()
            key = match["key"] if match["quoted"] is None else str(json.loads(match["quoted"]))
            if match["index"] is not None or (key and key.isdecimal()):
                made.append(f"[{match['index'] or key}]")
            elif _IDENTIFIER.match(key):
                made.append(f".{key}")
            else:
                made.append(f"[{json.dumps(key, ensure_ascii=False)}]")
        return "".join(made)

    def _no_such_step(self, name: str) -> InvalidPlan:
        known = ", ".join(f"`{key}`" for key in self._names)
        return InvalidPlan(
            f"Step `{self._holder}` refers to `{name}`, which is no step of the plan.",
            next_step=f"Its steps are {known}.",
        )


def _literal(text: str, *, before_code: bool) -> str:
    """Text between code as n8n reads it: it halves double backslashes, and `{{` would begin code."""
    text = re.sub(r"\\{2,}", lambda run: run[0] * 2, text)
    if before_code and text.endswith("\\") and not text.endswith("\\\\"):
        text += "\\"
    return text.replace("{{", '{{ "{{" }}')


def _without_closing_brackets(code: str) -> str:
    """`}}` would end the code: it is written apart, and escaped inside strings."""
    if "}}" not in code:
        return code
    code = _STRING.sub(lambda string: string[0].replace("}}", "}\\x7d"), code)
    while "}}" in code:
        code = code.replace("}}", "} }")
    return code
