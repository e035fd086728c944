"""Forks of a story: which kind of step parts the ways, by itself or with the act before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nodepilot.composer.build.called_methods import by_method
from nodepilot.composer.build.converting import rows_before
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fallbacks import falls_back, has_error_way, with_error_way, with_fallback
from nodepilot.composer.build.forks import build_classifier, build_fork, walk_approval
from nodepilot.composer.build.judging import by_ai, decides, options_of
from nodepilot.composer.build.told_by_text import told_by_text
from nodepilot.composer.reading.approvals import asks_approval, by_approval
from nodepilot.composer.reading.story import Act, Fork, Item
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say


@dataclass(frozen=True, slots=True)
class Ways:
    """Builds forks in one flow; `do` builds an act, `walk` the items of a branch. `options` are what the request offers."""

    draft: Draft
    flow: Flow
    options: list[str]
    do: Callable[[Flow, Act], None]
    walk: Callable[[Flow, Sequence[Item]], None]

    def of_both(self, act: Act, fork: Fork) -> bool:
        """A fork that the act before it decides: a verdict, a failure, an approval. False where they are apart."""
        if decides(act, fork):
            self._sort(act, fork)
        elif falls_back(act, fork):
            with_fallback(self.draft, self.flow, act, fork, self.do, self.walk)
        elif has_error_way(act, fork):
            with_error_way(self.draft, self.flow, act, fork, self.do, self.walk)
        elif by_approval(fork) and asks_approval(self.draft.utterance, act):
            self.do(self.flow, act)
            walk_approval(self.flow, fork, self.walk)
        else:
            return False
        return True

    def of_fork(self, fork: Fork, before: Sequence[Item]) -> None:
        """A fork by what is at hand, or by what a model reads in it."""
        if not before and by_method(self.draft, self.flow, fork, self.walk):
            return
        if by_ai(fork):
            self._sort(Act("sentiment", 0, 0), fork)
        elif told_by_text(self.draft, self.flow, fork):
            self.draft.assume(say("A language model reads the text to tell the cases apart."))
            self._sort(Act("classify", 0, 0), fork)
        else:
            rows_before(self.draft, self.flow, before, fork)
            build_fork(self.draft, self.flow, fork, self.walk)

    def _sort(self, act: Act, fork: Fork) -> None:
        build_classifier(self.draft, self.flow, act, fork, options_of(self.options, fork), self.walk)
