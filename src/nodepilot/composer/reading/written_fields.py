"""Values that are written somewhere and bear the name of a kind of service: “add the email to Mailchimp”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

_KEEPING = frozenset({"add", "save", "subscribe", "insert", "upsert", "create", "update"})
_CALLS = frozenset({"POST", "PUT", "PATCH", "GET"})


def written_as_field(u: Utterance, act: Act) -> None:
    """An address that came in is no mail that is read first."""
    source, target = act.source, act.target
    if source is None or target is None or act.verb not in _KEEPING:
        return
    if not source.is_generic or target.is_generic or source.mention.need != "email":
        return
    named = next((a for a in act.arguments if a.role == "object" and source in a.services), None)
    if named is None or not u.has(named.first, "words", "det") or named.last - named.first != 2:
        return
    if not u.tokens[named.last - 1].norm.endswith("s") and not _comes_by_mail(u):
        act.source = None


def _comes_by_mail(u: Utterance) -> bool:
    """Whether mails are what comes in: nothing else is named before them."""
    first = u.services[0] if u.services else None
    return (first is None or first.mention.need == "email") and u.tokens[0].text not in _CALLS
