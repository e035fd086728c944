"""What an operator of the server has made of the shipped knowledge: added, changed, switched off."""

from __future__ import annotations

from collections.abc import Iterable

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.patterns import Pattern
from nodepilot.knowledge.words import stem, tokens

SHARED_WORDS = 2
"""Words that a request and a pattern of the operator's have to share, so that it fits."""

SHORT_WORD = 3
"""Letters."""


@dataclass(frozen=True, slots=True)
class House:
    """`patterns` are the operator's own. Ids and keys of shipped ones that do not count, since they were switched off
    or stand among the operator's, are `hidden`."""

    patterns: tuple[Pattern, ...] = ()
    hidden_patterns: frozenset[str] = frozenset()
    hidden_templates: frozenset[str] = frozenset()

    def with_own(self, found: Iterable[Pattern], text: str) -> tuple[Pattern, ...]:
        """The operator's patterns that fit the text, and what was found without those that do not count."""
        own = [each for each in self.patterns if fits(text, each.name, each.use_case)]
        return (*own, *(each for each in found if each.id not in self.hidden_patterns))


def fits(text: str, *about: str) -> bool:
    """Whether the words of the text are those that something is about: two of them, or the only one."""
    wanted, said = _long_words(text), _long_words(" ".join(about))
    return len(wanted & said) >= min(SHARED_WORDS, len(wanted)) > 0


def _long_words(text: str) -> set[str]:
    """Stems; short words are in every text."""
    return {stem(word) for word in tokens(text) if len(word) > SHORT_WORD}


SHIPPED_ALONE = House()
