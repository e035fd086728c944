"""“send me a Slack DM”, “message @ana on Slack”: to one person, and into no channel."""

from __future__ import annotations

from itertools import pairwise

from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value

_WORDS = frozenset("dm dms pm direktnachricht privatnachricht privately".split())
_DIRECT = frozenset(
    "direct directa directo direkte private prive privee privada privado directe direta".split()
)
_MESSAGES = frozenset("message messages nachricht mensaje mensagem".split())


def goes_to_person(u: Utterance, act: Act) -> bool:
    """Whether the act speaks of a message to one person and names no channel."""
    tokens = u.tokens[act.first : min(act.last, len(u.tokens))]
    if any(token.kind is Kind.CHANNEL for token in tokens):
        return False
    said = [token.norm for token in tokens]
    pairs = pairwise(said)
    return (
        any(_is_handle(token) for token in tokens)
        or bool(_WORDS & set(said))
        or any({one, other} & _DIRECT and {one, other} & _MESSAGES for one, other in pairs)
    )


def _is_handle(token: Token) -> bool:
    """`@ana`; `r/selfhosted` is no person."""
    return token.kind is Kind.HANDLE and "/" not in token.text


def _slack_user(slot: Slot) -> Value | None:
    """The handle that is named."""
    for token in slot.act.literals:
        if _is_handle(token):
            slot.said((token.start, token.end))
            return token.text
    return None


SLOTS: dict[str, SlotFunction] = {"slack_user": _slack_user}
