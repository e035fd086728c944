"""What an agent is said to be able to do: "… an AI agent that can search Notion and create tickets"."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance


def abilities_at(u: Utterance, first: int, last: int) -> int | None:
    """The place behind an agent's name where "that …" begins; None where no agent is described."""
    return next(
        (
            index + length
            for index in range(first, last)
            if (length := u.has(index, "nouns", "chatbot", "bot")) and u.has(index + length, "words", "that")
        ),
        None,
    )


def abilities_end(u: Utterance, first: int, last: int) -> int:
    """Where the list of what an agent in these tokens can do ends; 0 where no agent is described."""
    start = abilities_at(u, first, last)
    if start is None:
        return 0
    for index in range(start, len(u.tokens)):
        if u.tokens[index].norm in {".", ";", "!", "\n"} or (
            u.tokens[index].norm == "," and u.has(index + 1, "words", "then")
        ):
            return index
    return len(u.tokens)


def is_ability(u: Utterance, answering: int, place: int) -> bool:
    """Whether the verb at `place` is what an agent is able to do that the verb at `answering` answers with."""
    return bool(u.has(answering, "verbs", "reply", "send", "chat")) and (
        abilities_at(u, answering, place) is not None
    )
