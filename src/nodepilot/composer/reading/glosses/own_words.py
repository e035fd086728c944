"""Texts of a plan that was read in English, in the words in which they were said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.composer.composition import Composition
from nodepilot.composer.reading.rewording import Rewording
from nodepilot.plan.model import Code, Plan, Ref, Step, Text

_FEWEST_WORDS = 3
"""Shorter texts may be anything: an operation, a status."""
_NAMES = frozenset({"fieldLabel", "option", "category"})
"""Parameters that name something as people see it: single words of them go back, wherever the plan has them."""
_NAMED_AT = _NAMES | {"rightValue", "fieldName", "displayName", "id", "key", "fieldToSplitOut"}
"""Where such names are told of again."""
_FIELDS = frozenset({"fieldName", "fieldsToCompare", "fieldToSplitOut", "fieldsToSplitBy"})
"""Fields of the data itself, which are named as its owner names them."""
_COLUMNS = "value"
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_UPLOAD = re.compile(r"\b([A-Za-z]\w*)_0\b")
"""Where the file of a form's field stands: its name, in letters that n8n keeps."""
_PLACE = re.compile(r"\bjson(?:\.([A-Za-z_]\w*)|\[\"([^\"\]]+)\"\])")


def in_own_words(read: Composition, english: Rewording, request: str) -> Composition:
    """The composition with what people read as the request says it."""
    if read.plan is None:
        return read
    said = _Said(english, request, read.plan)
    steps = tuple(said.step(step) for step in read.plan.steps)
    return replace(read, plan=replace(read.plan, steps=steps))


class _Said:
    """`names` are the names of fields, choices and categories in English, in small letters, as the request has them."""

    def __init__(self, english: Rewording, request: str, plan: Plan) -> None:
        self._english, self._request = english, request
        self._lower = english.text.lower()
        named = {name.lower(): self._own(name) for step in plan.steps for name in _names(step.parameters)}
        self._names = {name: own for name, own in named.items() if own is not None}
        self._uploads = {
            re.sub(r"\W", "_", name): re.sub(r"\W", "_", own) for name, own in self._names.items()
        }

    def step(self, step: Step) -> Step:
        """The step with its texts as they were said."""
        return replace(
            step, parameters={name: self._value(name, value) for name, value in step.parameters.items()}
        )

    def _value(self, at: str, value: Any) -> Any:
        match value:
            case str():
                named = self._names.get(value.lower()) if at in _NAMED_AT else None
                named = (self._own(value) or named) if at in _FIELDS else named
                return self._text(value) if named is None else named
            case Text():
                return replace(value, parts=tuple(self._value(at, part) for part in value.parts))
            case Ref():
                return replace(value, path=self._path(value.path))
            case Code():
                return replace(value, source=self._text(f"={value.source}")[1:])
            case dict() | Mapping():
                names = self._names if at == _COLUMNS else {}
                return {
                    names.get(str(key).lower(), key): self._value(key, each) for key, each in value.items()
                }
            case list():
                return [self._value(at, each) for each in value]
            case tuple():
                return tuple(self._value(at, each) for each in value)
        return value

    def _text(self, text: str) -> str:
        text = _UPLOAD.sub(lambda found: f"{self._uploads.get(found[1].lower(), found[1])}_0", text)
        if text.startswith("="):
            return _PLACE.sub(self._placed, text)
        label, colon, rest = text.partition(":")
        if colon and not rest.strip() and (name := self._names.get(label.lower())) is not None:
            return f"{name}:{rest}"
        head, mark, tail = text.partition("\n")
        bare = head.strip().rstrip(".")
        if len(bare.split()) < _FEWEST_WORDS or (own := self._own(bare)) is None:
            return text
        return f"{own}{'.' if head.rstrip().endswith('.') else ''}{mark}{tail}"

    def _own(self, text: str) -> str | None:
        """The words of the request behind a piece of the English wording."""
        found = re.search(rf"(?<!\w){re.escape(text.lower())}(?!\w)", self._lower) if text else None
        at = found.start() if found is not None else -1
        places = [place for place in self._english.places[at : at + len(text)] if place is not None]
        if at < 0 or not places:
            return None
        own = self._request[min(places) : max(places) + 1]
        return own[:1].upper() + own[1:] if text[:1].isupper() else own

    def _path(self, path: str) -> str:
        name = self._names.get(path.removeprefix('["').removesuffix('"]').lower())
        return path if name is None else name if _IDENTIFIER.fullmatch(name) else f'["{name}"]'

    def _placed(self, found: re.Match[str]) -> str:
        name = self._names.get((found[1] or found[2]).lower())
        if name is None:
            return found[0]
        return f"json.{name}" if _IDENTIFIER.fullmatch(name) else f'json["{name}"]'


def _names(value: Any) -> Iterator[str]:
    match value:
        case dict() | Mapping():
            for key, each in value.items():
                if key in _NAMES and isinstance(each, str):
                    yield each
                else:
                    yield from _names(each)
        case list() | tuple():
            for each in value:
                yield from _names(each)
