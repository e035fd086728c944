"""Slots for repositories: whose they are, what they are called, and which file in them is meant."""

from __future__ import annotations

from nodepilot.composer.build.names import name_after
from nodepilot.composer.build.slot_content import title_at_hand
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Text, Value

_README = "readme"


def file_of_repository(u: Utterance, act: Act) -> str | None:
    """The file that the act names: “docs/setup.md”, “prices.json”, “the README”; None where it names none."""
    for token in act.literals:
        if token.kind is Kind.FILE or (token.kind is Kind.PATH and "." in token.text.rpartition("/")[2]):
            return token.text.strip("/")
    said = any(u.tokens[i].norm == _README for i in range(act.first, min(act.last, len(u.tokens))))
    return "README.md" if said else None


def repo(slot: Slot, part: int) -> Value | None:
    """Owner (0) or name (1) of a repository."""
    u = slot.utterance
    token = next((t for t in (*slot.act.literals, *u.tokens) if t.kind is Kind.REPO), None)
    if token is not None:
        slot.said((token.start, token.end))
        return token.text.split("/")[part]
    for output in slot.flow.history:
        if (
            output.service == slot.service
            and (known := output.roles.get("repository")) is not None
            and known.path.startswith("body.repository")
        ):
            return Code(f"$('{output.step}').item.json.{known.path}.split('/')[{part}]")
    named = name_after(u, slot.act.first, slot.act.last, ("repository", "project"))
    if named is None or part != 1:
        return None
    slot.said(named[1])
    return named[0]


def repo_path(slot: Slot) -> Value:
    """A path in a repository: of the file that is named, else one for what is written there."""
    if (named := file_of_repository(slot.utterance, slot.act)) is not None:
        return named
    token = next((t for t in slot.act.literals if t.kind is Kind.PATH), None)
    data = slot.flow.data
    title = title_at_hand(slot)
    things = data.noun + "s" if data is not None and data.noun else "files"
    folder = token.text.strip("/") if token is not None else things
    if slot.flow.binary is not None:
        made = data.roles.get("made_file") if data is not None else None
        named_there = Code(f"$binary['{slot.flow.binary[1]}'].fileName")
        return made.path if made is not None else Text((f"{folder}/", named_there))
    identity = data.find("id") if data is not None else None
    ending = "md" if _is_markdown(slot) else "json"
    if identity is not None:
        return Text((f"{folder}/", identity, f".{ending}"))
    if title is None and data is not None and data.noun == "text":
        title = Code("$now.toFormat('yyyy-MM-dd')")
    return Text((f"{folder}/", title, f".{ending}")) if title is not None else f"{folder}/data.{ending}"


def _is_markdown(slot: Slot) -> bool:
    """Whether the text at hand is Markdown that a step has made."""
    step = slot.draft.steps.get(slot.flow.data.step) if slot.flow.data is not None else None
    made = step is not None and step.node_type.endswith(".markdown")
    return made and step is not None and step.parameters.get("mode") != "markdownToHtml"


SLOTS: dict[str, SlotFunction] = {
    "repo_owner": lambda slot: repo(slot, 0),
    "repo_name": lambda slot: repo(slot, 1),
    "repo_path": repo_path,
}
