"""What later orders of a request say of an earlier one: its text is kept or posted by them, and not twice."""

from __future__ import annotations

from nodepilot.composer.reading.story import Act, Story, acts_of

_POSTING = frozenset({"post", "publish", "send", "tweet", "add", "copy"})


def is_kept(story: Story, act: Act) -> bool:
    """“answer new mails and save the answer as a draft”: what is said of the answer later is done instead of sending it."""
    return any("draft" in each.nouns or _posts_answer(each) for each in _later(story, act))


def _posts_answer(act: Act) -> bool:
    """“… and post the answers”: where the thing is that was answered."""
    thing = act.argument("object")
    named = thing is not None and bool({"reply", "data"} & set(thing.nouns[:1]))
    return act.verb in {"post", "publish"} and named and act.target is None and act.source is None


def is_posted_later(story: Story, act: Act) -> bool:
    """“turn it into a tweet and post it on X”: another order sends what the act makes to the same place."""
    key = act.target.key if act.target is not None else None
    return key is not None and any(
        each.target is not None
        and each.target.key == key
        and each.verb in _POSTING
        and (thing := each.argument("object")) is not None
        and thing.pronoun
        for each in _later(story, act)
    )


def _later(story: Story, act: Act) -> list[Act]:
    return [each for thread in story.threads for each in acts_of(thread.items) if each.first >= act.last]
