"""“They get an email”: somebody shall be sent something, though the verb tells of receiving."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act

_INDEFINITE = frozenset({"a", "an", "ein", "eine", "einen", "un", "une", "una", "um", "uma"})
_RECEIVE = frozenset({"get", "receive", "give", "show"})
_GETS = frozenset({"gets", "receives"})
"""“Status pending gets a message”: whatever gets it, somebody sends it."""
_FETCHING = frozenset(
    "read fetch pull grab load scrape download lies lese hole lee leer lis lire ler leia".split()
)
_SENT = frozenset({"message", "email", "sms", "text", "reply", "post", "document"})


def is_received(u: Utterance, act: Act, before: list[Argument]) -> bool:
    """“they get an email”, “/start gives a welcome message”: somebody shall be sent something."""
    if act.verb not in _RECEIVE or u.tokens[act.verb_at].norm in _FETCHING:
        return False
    verb_object = act.argument("object")
    if (
        before
        and before[0].role == "subject"
        and any(t.kind is Kind.PATH for t in before[0].literals)
        and act.source is None
        and act.target is None
    ):
        return True
    if (
        act.wrapped == "want"
        and verb_object is not None
        and set(verb_object.nouns[-1:]) & _SENT
        and u.tokens[verb_object.first].norm in _INDEFINITE
    ):
        # "I want to receive an email with last week's charges from Stripe".
        return True
    if verb_object is None or not set(verb_object.nouns) & _SENT or act.argument("from") is not None:
        return False
    if u.tokens[act.verb_at].norm in _GETS and u.tokens[verb_object.first].norm in _INDEFINITE:
        return True
    if act.lead == "then" or not before:
        return (
            bool(verb_object.nouns and verb_object.nouns[-1] in {"email", "sms", "message", "text"})
            and "new" not in verb_object.quantifiers
            and (
                act.source is None
                or (act.source.is_generic and u.tokens[verb_object.first].norm in _INDEFINITE)
            )
        )
    subject = before[0]
    return (
        subject.pronoun
        or "person" in subject.nouns
        or "customer" in subject.nouns
        or bool(subject.literals)
        or u.has(subject.first, "words", "pronoun", "rest") > 0
    )
