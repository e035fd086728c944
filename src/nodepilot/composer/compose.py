"""A request in plain language to a plan: the built-in engine's one entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from nodepilot.catalog import Catalog
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.outputs import Column
from nodepilot.composer.build.retrying import retrying
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.composition import Composition, NotUnderstood, together
from nodepilot.composer.language.polls import Poll, find_poll
from nodepilot.composer.language.rates import Rate, find_rate
from nodepilot.composer.language.retries import find_retries
from nodepilot.composer.language.separated import Separated, find_separated
from nodepilot.composer.language.utterance import LONGEST_REQUEST, Utterance, read_utterance
from nodepilot.composer.leftovers import name_leftovers
from nodepilot.composer.overlooked import take_overlooked
from nodepilot.composer.reading.as_said import as_said
from nodepilot.composer.reading.courtesies import without_courtesies
from nodepilot.composer.reading.narrate import tell_story
from nodepilot.composer.reading.owners import is_unfed
from nodepilot.composer.reading.put_instead import put_instead
from nodepilot.composer.reading.rewording import Rewording, instead_of, without_part
from nodepilot.composer.reading.second_thoughts import put_right
from nodepilot.composer.reading.story import Story, acts_of
from nodepilot.composer.reading.timetables import parts_by_time
from nodepilot.composer.sureness import DOUBTFUL, Signs, missed_phrases, signs_of, sureness
from nodepilot.composer.surest import surest
from nodepilot.composer.wishes import two_wishes
from nodepilot.knowledge.services import Services, load_services
from nodepilot.plan.model import Assumption, Plan
from nodepilot.sentences import later, say

UNFED = 0.7
"""What is left of the confidence in a message whose content comes from nowhere."""
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
    wish = _meant(utterance, services)
    wished = utterance if wish is None else read_utterance(wish.text, services)
    if (rate := find_rate(wished.text)) is not None:
        # How often is nothing that is done: what is left is read without it.
        limited = without_part(wished.text, rate.span)
        wish = limited if wish is None else limited.after(wish)
        wished = read_utterance(wish.text, services)
    if (poll := find_poll(wished.text)) is not None:
        asked = without_part(wished.text, poll.span)
        wish = asked if wish is None else asked.after(wish)
        wished = read_utterance(wish.text, services)
    if (retries := find_retries(wished.text)) is not None:
        once = instead_of(wished.text, retries.span, retries.instead)
        wish = once if wish is None else once.after(wish)
        wished = read_utterance(wish.text, services)
    read = partial(
        _read,
        catalog=catalog,
        services=services,
        columns=tuple(columns),
        rate=rate,
        poll=poll,
        separated=find_separated(wished.text),
    )
    best = (
        _at_each_time(wished, catalog, services)
        or two_wishes(wished, services, partial(_wish, catalog=catalog, services=services))
        or surest(wished, services, read)
    )
    if wish is not None:
        best = as_said(best, wish, utterance)
    if best.plan is None:
        return best
    if retries is not None:
        best = replace(best, plan=retrying(best.plan, retries, catalog))
    assert best.plan is not None  # noqa: S101
    told = " ".join(each.text for each in best.plan.assumptions)
    missed = [
        span
        for span in missed_phrases(utterance, best.plan.steps, services, best.confidence)
        # “… is not applied: …” says it better.
        if f"“{text[slice(*span)]}”" not in told and (wish is None or not wish.goes_around(span))
    ]
    plan = replace(best.plan, name=_name(text))
    if len(request) > LONGEST_REQUEST:
        cut = say("I read the first {count} characters of the request.", count=LONGEST_REQUEST)
        plan = replace(plan, assumptions=(*plan.assumptions, Assumption(cut)))
    return replace(
        best, plan=plan, not_understood=tuple(NotUnderstood(text[slice(*span)], span) for span in missed)
    )


def _meant(u: Utterance, services: Services) -> Rewording | None:
    """What is wished for, without what is said around it and without what is taken back."""
    read = partial(read_utterance, services=services)
    meant: Rewording | None = None
    for told in (without_courtesies, partial(put_right, read=read), put_instead):
        further = told(u if meant is None else read(meant.text))
        if further is not None:
            meant = further if meant is None else further.after(meant)
    return meant


def _at_each_time(u: Utterance, catalog: Catalog, services: Services) -> Composition | None:
    """What is done at several times, each part read by itself; None where one time is meant for all of it."""
    made: list[Composition] = []
    taken: set[str] = set()
    for part in parts_by_time(u):
        said = read_utterance(part.text, services)
        found = surest(said, services, partial(_read, catalog=catalog, services=services, taken=taken))
        if found.plan is None or found.confidence < DOUBTFUL / 2:
            return None
        made.append(as_said(found, part, said))
        taken |= {step.key for step in found.plan.steps}
    return together(made) if made else None


def _wish(said: str, taken: Collection[str], *, catalog: Catalog, services: Services) -> Composition:
    """The surest reading of one of several wishes; no step gets a key that is `taken`."""
    read = partial(_read, catalog=catalog, services=services, taken=taken)
    return surest(read_utterance(said, services), services, read)


def _read(
    u: Utterance,
    catalog: Catalog,
    services: Services,
    columns: tuple[Column, ...] = (),
    taken: Collection[str] = (),
    rate: Rate | None = None,
    poll: Poll | None = None,
    separated: Separated | None = None,
) -> Composition:
    """One reading of one wording; no step gets a key that is `taken`."""
    story = tell_story(u, services)
    draft = Draft(
        u,
        catalog,
        services,
        columns=columns,
        taken=frozenset(taken),
        rate=rate,
        poll=poll,
        separated=separated,
    )
    Walker(draft, story).walk()
    if not _does_something(draft):
        return Composition(None, 0.1, _not_understood(), tuple(_words_left(u)))
    take_overlooked(draft)
    name_leftovers(draft)
    plan = draft.plan("", u.schedule.timezone if u.schedule is not None else None)
    signs = _signs(draft, story, plan)
    sure = sureness(signs) * (UNFED if is_unfed(u, story) else 1.0)
    return Composition(plan, sure, signs=signs)


def _is_readable(text: str) -> bool:
    sample = text[:2000]
    letters = sum(c.isalnum() or c.isspace() or c in ".,:;!?'\"()-/#@" for c in sample)
    return letters >= 0.6 * len(sample) and any(c.isalpha() for c in sample)


def _does_something(draft: Draft) -> bool:
    """A trigger alone is no workflow; a server is one with its tools."""
    serves = any(step.node_type.endswith(".mcpTrigger") for step in draft.steps.values())
    return any(link.connection_type == "main" or serves for link in draft.links)


def _not_understood() -> str:
    return say("I could not find out what shall be done. {help}", help=say(_HELP))


def _words_left(utterance: Utterance) -> list[NotUnderstood]:
    if not utterance.tokens:
        return []
    text = utterance.text.strip()[:200]
    start = utterance.text.find(text)
    return [NotUnderstood(text, (start, start + len(text)))]


def _name(request: str) -> str:
    """A short name: the request's own first words."""
    text = re.sub(r"\s+", " ", request[:LONGEST_REQUEST]).strip()
    if len(text) <= _MOST_NAME:
        return text[:1].upper() + text[1:].rstrip(".")
    cut = text[:_MOST_NAME].rsplit(" ", 1)[0].rstrip(" ,.;:-")
    return cut[:1].upper() + cut[1:] + "…"


def _signs(draft: Draft, story: Story, plan: Plan) -> Signs:
    acts = [act for thread in story.threads for act in acts_of(thread.items)]
    idle = [
        act for act in acts if act.target is None and act.source is None and not act.ai and not act.literals
    ]
    return signs_of(draft, plan, len(idle) / len(acts) if acts else _IDLE)
