"""What is handed over: the service that somebody gets a thing of, and the one that a message goes by."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

MADE = frozenset(
    "task ticket deal card row page issue contact lead record event invoice note call meeting appointment interview".split()
)
"""What somebody gets by its being made for them."""
_PUSHING = frozenset(
    {"pushover", "pushbullet", "pushcut", "gotify", "signl4", "twilio", "messageBird", "vonage", "plivo"}
)


def given_to(u: Utterance, act: Act) -> ServiceHit | None:
    """The service of what somebody or something gets: “a Todoist task”."""
    subject, objects = act.argument("subject"), act.argument("object")
    if subject is None or objects is None or not objects.services or not MADE & set(objects.nouns):
        return None
    indefinite = u.tokens[objects.first].norm in {"a", "an"} and u.tokens[act.verb_at].norm in {"get", "gets"}
    hit = objects.services[0]
    return hit if indefinite and not hit.is_generic and hit is not act.source else None


def sent_by(act: Act) -> ServiceHit | None:
    """“forward it to my phone with Pushover”: the service that it goes by."""
    return next(
        (
            hit
            for argument in act.arguments
            if argument.role in {"with", "via"}
            for hit in argument.services
            if not hit.is_generic and hit.mention.need is None and hit.key in _PUSHING
        ),
        None,
    )
