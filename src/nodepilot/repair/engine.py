"""The loop: find an issue, try its fixes, keep what helps.

A fix is kept when its issue is gone and no new one has come. Where new ones come, they may be mended in
turn (a node type that is known now shows a parameter that is misspelt); unless all of them can, everything
is undone. The loop ends when nothing more can be mended, and after a number of tries at the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidEdit
from nodepilot.repair.case import Case
from nodepilot.repair.comparing import left_over, new_issues
from nodepilot.repair.explanations import explain
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Chosen, Fix, Note, Proposal, Repair
from nodepilot.repair.registry import FIXERS
from nodepilot.sentences import say
from nodepilot.validation.issue import Issue, Severity

_MOST_TRIES = 400
_FEWEST_TRIES = 25
_MOST_NODES_TRIED = 60_000
"""Nodes of all tries together: a try costs as much as a validation."""
_DEEPEST = 3
"""How many fixes in a row may be needed before the issues that they bring are gone."""


def mend(document: Any, catalog: Catalog, *, unsafe: bool = False, only: Chosen | None = None) -> Repair:
    """Mends what can be mended in a document; any JSON value will do.

    By default errors are mended, with safe fixes alone, so a document without errors comes back as the same
    object. With `unsafe`, warnings and hints are mended as well, and fixes that are not safe are made.
    `only` chooses issues: those are mended whatever their severity, others just where a fix brings them.
    """
    run = _Run(unsafe, _tries(document), only)
    case, fixes = run.mend(Case(document, catalog))
    return Repair(case.document, tuple(fixes), case.issues, tuple(run.notes(case)))


class _Result(NamedTuple):
    case: Case
    fixes: list[Fix]


class _Step(NamedTuple):
    case: Case
    renames: Mapping[str, str]
    fixes: list[Fix]


_Offer: TypeAlias = tuple[Issue, list[Proposal]]
"""An issue with the ways to mend it."""


@dataclass
class _Run:
    unsafe: bool
    tries: int
    only: Chosen | None = None
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    """Why a proposal was not kept, by the code of its issue and its own key."""

    def mend(self, case: Case) -> _Result:
        fixes: list[Fix] = []
        refused_since = False
        while self.tries > 0:
            result = next((made for fixer in FIXERS if (made := self._fixed(case, fixer))), None)
            result = result or self._by_the_cause(case)
            if result is not None:
                case, refused_since = result.case, True
                fixes += result.fixes
            elif refused_since and self.refused:
                # What did not work at first may work now that other things are mended.
                self.refused.clear()
                refused_since = False
            else:
                break
        return _Result(case, fixes)

    def notes(self, case: Case) -> Iterator[Note]:
        """Why what is left is left."""
        told: set[tuple[str, str | None, str | None]] = set()
        for issue in case.issues:
            if self.only is not None and not self.only.means(issue):
                continue
            place = (issue.code, issue.node, issue.parameter)
            text = None if place in told else self._note(case, issue)
            if text is not None:
                told.add(place)
                yield Note(issue.code, text, issue.node, issue.parameter)

    def _note(self, case: Case, issue: Issue) -> str | None:
        offers = [each for fixer in _fixers_for(issue) for each in fixer.propose(case, issue)]
        for offer in offers:
            reason = self.refused.get((issue.code, offer.key))
            if reason is not None:
                return reason
        if offers and not self.unsafe and self.only is None:
            return say("Only with `--unsafe`: {text}", text=offers[0].text)
        return explain(issue) if self.unsafe or self.only or issue.severity is Severity.ERROR else None

    def _fixed(self, case: Case, fixer: Fixer) -> _Result | None:
        """The first thing that this fixer can mend, or everything that it can mend at once."""
        offers: list[_Offer] = []
        for issue in case.issues:
            if issue.code in fixer.codes and self._is_wanted(issue):
                usable = self._usable(fixer.propose(case, issue), issue)
                if usable:
                    offers.append((issue, usable))
        part = offers
        while len(part) > 1 and self.tries > 0:
            together = self._all_at_once(case, part)
            if isinstance(together, _Result):
                return together
            part = together or part[: len(part) // 2]
        for issue, proposals in offers:
            for proposal in proposals:
                if self.tries > 0:
                    result = self._tried(case, issue, proposal)
                    if result is not None:
                        return result
        return None

    def _by_the_cause(self, case: Case) -> _Result | None:
        """An error may be there because of something that is a warning alone, in the same node."""
        if self.unsafe or self.only is not None:
            return None
        nodes = {issue.node for issue in case.issues if issue.severity is Severity.ERROR} - {None}
        for issue in case.issues:
            if issue.node not in nodes or issue.severity is Severity.ERROR:
                continue
            for fixer in _fixers_for(issue):
                for proposal in self._usable(fixer.propose(case, issue), issue):
                    result = self._tried(case, issue, proposal) if self.tries > 0 else None
                    if result is not None and _errors(result.case) < _errors(case):
                        return result
        return None

    def _is_wanted(self, issue: Issue) -> bool:
        if self.only is not None:
            return self.only.means(issue)
        return self.unsafe or issue.severity is Severity.ERROR

    def _usable(self, proposals: Iterable[Proposal], issue: Issue) -> list[Proposal]:
        return [
            each
            for each in proposals
            if (each.safe or self.unsafe) and (issue.code, each.key) not in self.refused
        ]

    def _all_at_once(self, case: Case, offers: list[_Offer]) -> _Result | list[_Offer]:
        """Many nodes may have the same thing wrong: one validation for all of them.

        When that does not work, those that are not to blame for it; none when that cannot be told.
        """
        chosen: dict[str, tuple[Issue, Proposal]] = {}
        for issue, proposals in offers:
            chosen.setdefault(proposals[0].key, (issue, proposals[0]))
        step = self._step(case, {}, list(chosen.values()))
        if step is None:
            return []
        new = new_issues(case, step.case, step.renames)
        fixes = step.fixes
        for _ in range(_DEEPEST):
            further = self._step(step.case, step.renames, self._offered(step.case, new)) if new else None
            left = new_issues(case, further.case, further.renames) if further else new
            if further is None or len(left) >= len(new):
                break
            step, new, fixes = further, left, fixes + further.fixes
        blamed = {step.renames.get(each.node or "", each.node) for each in new}
        blamed |= {
            issue.node
            for issue in left_over((issue for issue, _ in chosen.values()), case, step.case, step.renames)
        }
        if not blamed:
            return _Result(step.case, fixes)
        innocent = [offer for offer in offers if offer[0].node not in blamed]
        return innocent if len(innocent) < len(offers) else []

    def _step(
        self, case: Case, renames: Mapping[str, str], chosen: list[tuple[Issue, Proposal]]
    ) -> _Step | None:
        """The case after many proposals; None when they don't go together."""
        if not chosen or self.tries <= 0:
            return None
        self.tries -= 1
        try:
            after = case.changed(edit for _, proposal in chosen for edit in proposal.edits)
        except InvalidEdit:
            return None
        made = _joined((renames, *(proposal.renames for _, proposal in chosen)))
        return _Step(after, made, [_fix(issue, proposal) for issue, proposal in chosen])

    def _offered(self, case: Case, issues: Iterable[Issue]) -> list[tuple[Issue, Proposal]]:
        """For each issue the first way to mend it, if there is one."""
        found: dict[str, tuple[Issue, Proposal]] = {}
        for issue in issues:
            for fixer in _fixers_for(issue):
                usable = self._usable(fixer.propose(case, issue), issue)
                if usable:
                    found.setdefault(usable[0].key, (issue, usable[0]))
                    break
        return list(found.values())

    def _tried(self, case: Case, issue: Issue, proposal: Proposal) -> _Result | None:
        self.tries -= 1
        try:
            after = case.changed(proposal.edits)
        except InvalidEdit as error:
            self.refused[issue.code, proposal.key] = error.message
            return None
        if any(left_over((issue,), case, after, proposal.renames)):
            self.refused[issue.code, proposal.key] = say(
                "{text} That alone would not help.", text=proposal.text
            )
            return None
        new = new_issues(case, after, proposal.renames)
        rest = self._settled(case, after, new, proposal.renames, 1) if new else _Result(after, [])
        if rest is None:
            self.refused[issue.code, proposal.key] = say(
                "Not done: {text} Then there would be another issue: {message}",
                text=proposal.text,
                message=new[0].message,
            )
            return None
        return _Result(rest.case, [_fix(issue, proposal), *rest.fixes])

    def _settled(
        self, before: Case, after: Case, new: tuple[Issue, ...], renames: Mapping[str, str], depth: int
    ) -> _Result | None:
        """`after` without the issues that it has and `before` has not; None when they cannot be mended."""
        for issue in new:
            for fixer in _fixers_for(issue):
                for proposal in self._usable(fixer.propose(after, issue), issue):
                    if self.tries <= 0:
                        return None
                    self.tries -= 1
                    both = _joined((renames, proposal.renames))
                    try:
                        further = after.changed(proposal.edits)
                    except InvalidEdit:
                        continue
                    left = new_issues(before, further, both)
                    if not left:
                        return _Result(further, [_fix(issue, proposal)])
                    if len(left) < len(new) and depth < _DEEPEST:
                        rest = self._settled(before, further, left, both, depth + 1)
                        if rest is not None:
                            return _Result(rest.case, [_fix(issue, proposal), *rest.fixes])
        return None


def _fixers_for(issue: Issue) -> Iterator[Fixer]:
    return (fixer for fixer in FIXERS if issue.code in fixer.codes)


def _fix(issue: Issue, proposal: Proposal) -> Fix:
    return Fix(issue.code, proposal.text, proposal.safe, proposal.edits, issue.node, issue.parameter)


def _errors(case: Case) -> int:
    return sum(issue.severity is Severity.ERROR for issue in case.issues)


def _joined(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {new: old for part in parts for new, old in part.items()}


def _tries(document: Any) -> int:
    nodes = document.get("nodes") if isinstance(document, Mapping) else None
    count = len(nodes) if isinstance(nodes, list) else 0
    return max(_FEWEST_TRIES, min(_MOST_TRIES, _MOST_NODES_TRIED // max(count, 1)))
