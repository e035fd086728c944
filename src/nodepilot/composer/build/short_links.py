"""Short links: what a link shortener answers takes the place of the long address in what is told afterwards."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act

_ANSWERS = {"bitly": "link", "yourls": "shorturl"}
"""Link shorteners, and where each gives the short link."""


def link_shortened(draft: Draft, flow: Flow, step: str, key: str) -> None:
    """The thing at hand with its short link, after a step that made one."""
    path = _ANSWERS.get(key)
    data = flow.data
    if path is None or data is None or draft.steps[step].parameters.get("operation") == "get":
        return
    if data.noun == "message":
        # Whoever sent the long one gets the short one.
        flow.give(Output(step, {"url": Known(path), "ai_text": Known(path)}, noun="link"))
        return
    short = Known(f"$('{step}').item.json.{path}", is_code=True)
    flow.data = replace(data, roles={**data.roles, "url": short}, empty=False)


def shortens(act: Act) -> Act:
    """“shortens it with Bitly”: a link is made, no text is summed up."""
    hit = next((h for a in act.arguments for h in a.services if h.key in _ANSWERS), None)
    if act.verb != "summarize" or hit is None:
        return act
    link = Argument("object", act.verb_at, act.verb_at + 1, nouns=["link"], pronoun=True)
    return replace(act, verb="create", arguments=[link], target=hit, source=None, helper=None, ai=False)


def is_short_link(flow: Flow, key: str) -> bool:
    """“post the short link”: one that was just made is not read again."""
    return key in _ANSWERS and any(each.service == key and each.receipt for each in flow.history)
