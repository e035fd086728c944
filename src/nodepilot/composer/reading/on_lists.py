"""People on lists: “subscribe to MailerLite”, “remove them from Mailchimp”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.services import Services

_LISTS = frozenset({"newsletter"})


def subscribes(u: Utterance, services: Services, act: Act) -> bool:
    """“subscribe to MailerLite”: somebody gets on the list; of a topic of MQTT it is listening."""
    if act.verb_at < 0 or not u.tokens[act.verb_at].norm.startswith("subscribe"):
        return False
    return any(_LISTS & services.get(hit.key).needs for a in act.arguments for hit in a.services)


def taken_off(u: Utterance, act: Act) -> None:
    """“remove (them) from Mailchimp”: who is known already is removed there, nothing is read."""
    thing = act.argument("object")
    told = thing is None or thing.pronoun or not thing.nouns or _is_one(u, thing)
    if act.verb == "delete" and act.target is None and told and not act.literals:
        act.source, act.target = None, act.source


def _is_one(u: Utterance, thing: Argument) -> bool:
    """`the contact`: the one that is spoken of."""
    first = {u.tokens[max(thing.first - 1, 0)].norm, u.tokens[thing.first].norm}
    return bool({"the", "this", "that"} & first) and not u.tokens[thing.last - 1].norm.endswith("s")
