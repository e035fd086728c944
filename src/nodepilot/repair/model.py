"""What a repair consists of.

repair = nodepilot.repair(document)
repair.workflow            # the document afterwards; the same object when nothing was mended
repair.fixes[0].text       # "Set the typeVersion of `Set` to 3.5; there is no 3.7."
repair.fixes[0].edits      # what was changed, as data
repair.issues              # what the validator says of it now
repair.notes[0].text       # why something is as it was
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from nodepilot.kit.records import dataclass
from nodepilot.validation.issue import Issue
from nodepilot.workflow.edits import Edit, dump_edit


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way to mend one issue. `text` says in one sentence what it does.

    A safe one follows from what the workflow itself says: there is one thing that it can mean. One that is
    not safe leaves something out, or takes the likeliest of several meanings.
    `renames` gives the former name of each node that gets another one.
    """

    text: str
    edits: tuple[Edit, ...]
    safe: bool = True
    renames: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for proposals that change the same."""
        return repr(self.edits)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Issues that a person picked: those of one code, at one node and parameter (None: at no particular one)."""

    code: str
    node: str | None = None
    parameter: str | None = None

    def means(self, issue: Issue) -> bool:
        return (issue.code, issue.node, issue.parameter) == (self.code, self.node, self.parameter)


@dataclass(frozen=True, slots=True)
class Fix:
    """Something that was mended: the issue's code, node and parameter, and the edits that did it."""

    code: str
    text: str
    safe: bool
    edits: tuple[Edit, ...]
    node: str | None = None
    parameter: str | None = None

    def as_row(self) -> dict[str, Any]:
        """The fix as a JSON object."""
        return {
            "code": self.code,
            "node": self.node,
            "parameter": self.parameter,
            "safe": self.safe,
            "text": self.text,
            "edits": [dump_edit(edit) for edit in self.edits],
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Why an issue is still there, and what a person can do about it."""

    code: str
    text: str
    node: str | None = None
    parameter: str | None = None

    def as_row(self) -> dict[str, Any]:
        """The note as a JSON object."""
        return {"code": self.code, "node": self.node, "parameter": self.parameter, "text": self.text}


@dataclass(frozen=True, slots=True)
class Repair:
    """The document after the repair, what was mended, what is left and why."""

    workflow: Any
    fixes: tuple[Fix, ...]
    issues: tuple[Issue, ...]
    notes: tuple[Note, ...]

    @property
    def edits(self) -> Iterator[Edit]:
        """All edits, in the order in which they were made."""
        return (edit for fix in self.fixes for edit in fix.edits)

    def as_row(self) -> dict[str, Any]:
        """The repair as a JSON object, without an id."""
        return {
            "workflow": self.workflow,
            "fixes": [fix.as_row() for fix in self.fixes],
            "issues": [issue.as_row() for issue in self.issues],
            "notes": [note.as_row() for note in self.notes],
        }
