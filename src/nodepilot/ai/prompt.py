"""A prompt: instructions that are the same for every question, then material with typed variables.

    ---
    purpose: What it is for, in one line.
    request: words
    patterns: lines
    ---
    Instructions, without variables: providers keep them, because they never differ.
    ---
    <request>
    {{request}}
    </request>

Variables are data: whatever stands in them, it cannot close the tags of the material nor open others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from nodepilot.ai.prompts import NAMES, packaged_text
from nodepilot.errors import UserError
from nodepilot.sentences import say

PURPOSE = "purpose"
LONGEST = 20_000
"""Characters of one prompt."""
_VARIABLE = re.compile(r"\{\{([a-z_]+)\}\}")
_TAG = re.compile(r"<(?=/?[a-z_]+>)")
_SECTION = re.compile(r"^---\n", re.MULTILINE)

PromptValue: TypeAlias = str | Sequence[Any] | Mapping[str, Any] | None


class VariableKind(StrEnum):
    """What a variable takes."""

    WORDS = "words"  # somebody's text
    LINES = "lines"  # texts, one below the other
    JSON = "json"  # an object, or None


class InvalidPrompt(UserError):
    """A text that is no prompt, or lacks what its stage fills in."""

    code = "INVALID_PROMPT"


@dataclass(frozen=True, slots=True)
class Prompt:
    """`version` counts an administrator's changes; 0 is the one of this release."""

    name: str
    purpose: str
    variables: Mapping[str, VariableKind]
    instructions: str
    material: str
    version: int = 0

    def render(self, **values: PromptValue) -> str:
        """The material with all variables filled in, and no others. Raises `ValueError` where that is not so."""
        if self.variables.keys() != values.keys():
            raise ValueError(
                f"The prompt `{self.name}` takes {sorted(self.variables)}, not {sorted(values)}."
            )
        shown = {name: _shown(self.name, name, kind, values[name]) for name, kind in self.variables.items()}
        return _VARIABLE.sub(lambda found: shown[found[1]], self.material)


@dataclass(frozen=True, slots=True)
class PromptBook:
    """All prompts, by name."""

    prompts: Mapping[str, Prompt] = field(default_factory=dict)

    def get(self, name: str) -> Prompt:
        """Raises `KeyError` for a name that is none."""
        return self.prompts[name]

    def versions(self, *names: str) -> str:
        """Which versions these are, as one text; equal texts give equal prompts."""
        return ",".join(f"{name}={self.prompts[name].version}" for name in names)

    def replacing(self, *prompts: Prompt) -> PromptBook:
        """The book with other prompts of the same names."""
        return PromptBook({**self.prompts, **{prompt.name: prompt for prompt in prompts}})


def parse_prompt(name: str, text: str, version: int = 0) -> Prompt:
    """Raises `InvalidPrompt`, with what is wrong and what is allowed."""
    if name not in NAMES:
        raise InvalidPrompt(
            say("There is no prompt `{name}`.", name=name),
            next_step=say("There are: {names}.", names=", ".join(NAMES)),
        )
    if len(text) > LONGEST:
        raise InvalidPrompt(
            say("The prompt has {count} characters; {most} are allowed.", count=len(text), most=LONGEST)
        )
    before, *sections = _SECTION.split(text.replace("\r\n", "\n"))
    if before.strip() or len(sections) not in {2, 3}:
        raise InvalidPrompt(
            say("The prompt has to begin with a head between two lines `---`."),
            next_step=say("Then come the instructions and, after one more line `---`, the material."),
        )
    head = _head(sections[0])
    instructions, material = sections[1].strip(), sections[2].strip() if len(sections) == 3 else ""
    variables = {key: _kind(key, kind) for key, kind in head.items() if key != PURPOSE}
    used = set(_VARIABLE.findall(material))
    if used != variables.keys():
        wrong = ", ".join(f"`{each}`" for each in sorted(used ^ variables.keys()))
        raise InvalidPrompt(say("Head and material do not name the same variables: {wrong}.", wrong=wrong))
    if _VARIABLE.search(instructions):
        raise InvalidPrompt(say("Variables belong into the material: the instructions stay the same."))
    if not instructions:
        raise InvalidPrompt(say("The prompt has no instructions."))
    return Prompt(name, head.get(PURPOSE, ""), variables, instructions, material, version)


def check_fits(prompt: Prompt) -> None:
    """Raises `InvalidPrompt` unless it takes the same variables as the one of this release: its stage fills in
    just these."""
    wanted = packaged_prompts().get(prompt.name).variables
    if prompt.variables != wanted:
        listed = ", ".join(f"`{name}: {kind}`" for name, kind in wanted.items()) or say("none")
        raise InvalidPrompt(
            say("`{prompt}` does not have the variables that its stage fills in.", prompt=prompt.name),
            next_step=say("They are: {listed}.", listed=listed),
        )


@cache
def packaged_prompts() -> PromptBook:
    """The prompts of this release."""
    return PromptBook({name: parse_prompt(name, packaged_text(name)) for name in NAMES})


def as_data(text: str) -> str:
    """Somebody's text for between two of our tags: it cannot close them, nor open others."""
    return _TAG.sub(r"<\\", text)


def compact(value: Any) -> str:
    """JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _head(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or name.strip() in found:
            raise InvalidPrompt(
                say("`{line}` in the head is no line of the form `name: value`.", line=line[:80])
            )
        found[name.strip()] = value.strip()
    return found


def _kind(name: str, kind: str) -> VariableKind:
    if kind not in list(VariableKind):
        allowed = ", ".join(f"`{each}`" for each in VariableKind)
        raise InvalidPrompt(
            say("The variable `{name}` is of kind `{kind}`.", name=name, kind=kind),
            next_step=say("Allowed: {allowed}.", allowed=allowed),
        )
    return VariableKind(kind)


def _shown(prompt: str, name: str, kind: VariableKind, value: PromptValue) -> str:
    match kind, value:
        case VariableKind.WORDS, str():
            return as_data(value)
        case VariableKind.LINES, list() | tuple():
            return as_data("\n".join(value)) if value else "none"
        case VariableKind.JSON, Mapping() | list() | tuple() | None:
            return as_data(compact(value)) if value else "none"
    raise ValueError(f"`{name}` of the prompt `{prompt}` takes {kind.value}, not a {type(value).__name__}.")
