"""Where what was made of lists goes: rows of a table, a new sheet."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.writes import write
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Locator

_NEW = "Merged"
"""What the sheet is called that nobody gave a name."""


def kept_in(act: Act) -> ServiceHit | None:
    """Where what was made by the act goes: “split … into rows in Airtable”, “merge the two sheets into a new one”."""
    if act.verb == "split":
        return act.target
    into = act.argument("to")
    new = act.verb == "merge" and into is not None and "new" in into.quantifiers and not into.services
    return act.source if new and act.target is None else None


def keep_made(draft: Draft, flow: Flow, act: Act, service: str) -> None:
    """Writes it there; what two sheets were merged into is none of the two."""
    if act.verb == "split":
        write(draft, flow, act.doing("add"), service)
        return
    write(draft, flow, Act("add", act.last, act.last), service)
    step = flow.tails[0][0] if flow.tails else ""
    if step in draft.steps and "sheetName" in draft.steps[step].parameters:
        draft.set(step, "sheetName", Locator("name", _NEW))
