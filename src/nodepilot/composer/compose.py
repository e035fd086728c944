"""A request in plain language to a plan: the built-in engine's one entry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.catalog import Catalog
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.outputs import Column
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.composition import Composition, NotUnderstood
from nodepilot.composer.language.utterance import LONGEST_REQUEST, Utterance, read_utterance
from nodepilot.composer.leftovers import name_leftovers
from nodepilot.composer.reading.narrate import tell_story
from nodepilot.composer.reading.story import Act, Fork, Item, Story
from nodepilot.composer.sureness import DOUBTFUL, Signs, lost_phrases, signs_of, sureness
from nodepilot.knowledge.services import load_services
from nodepilot.plan.model import Plan
from nodepilot.sentences import later, say

_MOST_NAME = 60
_IDLE = 0.3
"""What a request without any act counts as."""
_HELP = later(
    "Tell me what shall happen when, for example “When a row is added to my Google Sheet, "
    "post it to the Slack channel #sales”."
)


def compose(request: str, catalog: Catalog, columns: Sequence[Column] = ()) -> Composition:
    """The plan for a request, or a reply that says what is missing. Never raises for any text.

    `columns` are fields of the data that the workflow begins with.
    """
    text = request.replace("\x00", " ")
    if not text.strip():
        return Composition(None, 0.0, say("The request is empty. {help}", help=say(_HELP)))
    if not _is_readable(text):
        return Composition(None, 0.0, say("This does not look like text. {help}", help=say(_HELP)))
    services = load_services(catalog)
    utterance = read_utterance(text, services)
    story = tell_story(utterance, services)
    draft = Draft(utterance, catalog, services, columns=tuple(columns))
    Walker(draft, story).walk()
    if not _does_something(draft):
        return Composition(None, 0.1, _not_understood(utterance), tuple(_words_left(utterance)))
    name_leftovers(draft)
    if len(request) > LONGEST_REQUEST:
        draft.assume(say("I read the first {count} characters of the request.", count=LONGEST_REQUEST))
    zone = utterance.schedule.timezone if utterance.schedule is not None else None
    plan = draft.plan(_name(draft, story), zone)
    signs = _signs(draft, story, plan)
    sure = sureness(signs)
    lost = lost_phrases(draft) if sure < DOUBTFUL else []
    missed = tuple(NotUnderstood(utterance.text[start:end], (start, end)) for start, end in lost)
    return Composition(plan, sure, not_understood=missed, signs=signs)


def _is_readable(text: str) -> bool:
    sample = text[:2000]
    letters = sum(c.isalnum() or c.isspace() or c in ".,:;!?'\"()-/#@" for c in sample)
    return letters >= 0.6 * len(sample) and any(c.isalpha() for c in sample)


def _does_something(draft: Draft) -> bool:
    """A trigger alone is no workflow."""
    return any(link.connection_type == "main" for link in draft.links)


def _not_understood(utterance: Utterance) -> str:
    del utterance
    return say("I could not find out what shall be done. {help}", help=say(_HELP))


def _words_left(utterance: Utterance) -> list[NotUnderstood]:
    if not utterance.tokens:
        return []
    text = utterance.text.strip()[:200]
    start = utterance.text.find(text)
    return [NotUnderstood(text, (start, start + len(text)))]


def _acts(items: list[Item]) -> list[Act]:
    found: list[Act] = []
    for item in items:
        if isinstance(item, Fork):
            for case in item.cases:
                found += _acts(case.items)
        else:
            found.append(item)
    return found


def _name(draft: Draft, story: Story) -> str:
    """A short name: the request's own first words."""
    del story
    text = re.sub(r"\s+", " ", draft.utterance.text).strip()
    if len(text) <= _MOST_NAME:
        return text[:1].upper() + text[1:].rstrip(".")
    cut = text[:_MOST_NAME].rsplit(" ", 1)[0].rstrip(" ,.;:-")
    return cut[:1].upper() + cut[1:] + "…"


def _signs(draft: Draft, story: Story, plan: Plan) -> Signs:
    acts = [act for thread in story.threads for act in _acts(thread.items)]
    idle = [
        act for act in acts if act.target is None and act.source is None and not act.ai and not act.literals
    ]
    return signs_of(draft, plan, len(idle) / len(acts) if acts else _IDLE)
