"""Files of a repository: one by its name is fetched, not all of them listed."""

from __future__ import annotations

from nodepilot.composer.build import files
from nodepilot.composer.build.apps import read_step
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.slot_repositories import file_of_repository
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act

HOSTS = frozenset({"github", "gitlab"})
"""Services that keep repositories."""
_WRITTEN = (".md", ".txt", ".rst", ".adoc")


def names_file(draft: Draft, act: Act, key: str) -> bool:
    """Whether the act reads one file of a repository."""
    return key in HOSTS and file_of_repository(draft.utterance, act) is not None


def read_file(draft: Draft, flow: Flow, act: Act, key: str) -> None:
    """The file, or the text in it where it is one that people read and it is not kept elsewhere as it is."""
    step = read_step(draft, flow, act.doing("download"), key, many=False)
    if step is None:
        return
    flow.binary = (step, "data")
    flow.give(Output(step, {}, noun="file", service=key))
    path = file_of_repository(draft.utterance, act) or ""
    kept = any(hit.key in FILE_STORES for hit in draft.utterance.services)
    if path.lower().endswith(_WRITTEN) and not kept:
        files.extract_rows(draft, flow, "text", span=draft.utterance.span(act.first, act.last))
