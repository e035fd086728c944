"""Files that were validated, each with its text, so that findings can be shown where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any

import nodepilot
from nodepilot.cli.reading import STDIN, UnusableFile, parse_json, read_text
from nodepilot.errors import InvalidWorkflow, UserError
from nodepilot.kit.json_places import JsonPlaces, Span
from nodepilot.kit.paths import parse_path
from nodepilot.kit.records import dataclass
from nodepilot.validation.issue import Issue, Severity, Source

_START = Span(1, 1, 1, 1)


@dataclass(frozen=True)
class CheckedFile:
    """One file. `document` is None when it holds no JSON; `issues` then says so."""

    name: str
    issues: Sequence[Issue]
    text: str = field(default="", repr=False)
    document: Any = None

    @property
    def valid(self) -> bool:
        """No errors; warnings and hints don't make a workflow invalid."""
        return all(issue.severity is not Severity.ERROR for issue in self.issues)

    def place(self, issue: Issue) -> Span:
        """The lines that a finding is about: a parameter, else its node, else the first line."""
        path = () if self.document is None else _path(issue, self.document)
        return self._places.find(path) if path else _START

    @cached_property
    def _places(self) -> JsonPlaces:
        return JsonPlaces(self.text)


def check_files(
    names: Sequence[str], n8n_version: str | None, *, skip_others: bool = False, strict: bool = False
) -> Iterator[CheckedFile]:
    """Validates the files in their order.

    A file that holds no workflow raises its `UserError` when `strict`, is left out when `skip_others`
    (and it holds other JSON), and is an issue of its own otherwise.
    """
    for name in names:
        text = ""
        try:
            text = read_text(name)
            document = _parse(name, text)
            issues = nodepilot.validate(document, n8n_version=n8n_version)
        except InvalidWorkflow as error:
            if skip_others:
                continue
            if strict:
                raise
            yield CheckedFile(name, (_refusal(error),), text, _parse(name, text))
        except UnusableFile as error:
            if strict:
                raise
            yield CheckedFile(name, (_refusal(error),))
        else:
            yield CheckedFile(name, issues, text, document)


def count_invalid(files: Iterable[CheckedFile]) -> int:
    return sum(not file.valid for file in files)


def _parse(name: str, text: str) -> Any:
    try:
        return parse_json(text)
    except ValueError as error:
        where = "Standard input" if name == STDIN else f"`{name}`"
        raise UnusableFile(
            f"{where} {error}.", next_step="Give one workflow as n8n exports it (JSON)."
        ) from None


def _refusal(error: UserError) -> Issue:
    return Issue(error.code, Severity.ERROR, Source.NODEPILOT, str(error))


def _path(issue: Issue, document: Any) -> Sequence[str | int]:
    node = _node_place(issue.node, document)
    if node is not None and issue.parameter is not None:
        return ("nodes", node, "parameters", *(parse_path(issue.parameter) or ()))
    written = parse_path(issue.path) if issue.path else None
    if written and (node is None or len(written) > 1):
        return written
    return () if node is None else ("nodes", node)


def _node_place(name: str | None, document: Any) -> int | None:
    """The place of the node in `nodes`; of two with one name the later counts, as in n8n."""
    nodes = document.get("nodes") if isinstance(document, Mapping) else None
    found = None
    for place, node in enumerate(nodes if isinstance(nodes, list) else ()):
        if name is not None and isinstance(node, Mapping) and node.get("name") == name:
            found = place
    return found


def as_rows(files: Sequence[CheckedFile]) -> dict[str, Any]:
    """The answer about several files, ready for JSON."""
    return {
        "valid": all(file.valid for file in files),
        "files": [
            {"file": file.name, "valid": file.valid, "issues": [issue.as_row() for issue in file.issues]}
            for file in files
        ],
    }
