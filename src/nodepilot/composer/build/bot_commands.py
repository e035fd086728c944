"""“/help lists the commands”: those that the request names."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

_COMMANDS = frozenset("commands befehle comandos commandes".split())


def commands_told(u: Utterance, act: Act) -> str | None:
    """The commands of a bot, one a line; None where the act speaks of none, or there are none."""
    named = list(dict.fromkeys(t.text for t in u.tokens if t.kind is Kind.PATH and t.text.count("/") == 1))
    told = any(u.tokens[i].norm in _COMMANDS for i in range(act.first, act.last))
    return "\n".join(named) if told and len(named) > 1 else None
