"""Other ways to say a request, for where it was not read surely as it stands.

"Somebody paid me with PayPal? Then tell me on Slack" is read as "When somebody paid me with PayPal, tell me on Slack".
Whether another wording is read more surely is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import case_list
from nodepilot.composer.reading.masks import masked_text
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.composer.reading.rewording_rules import list_grammar, rules_for


def rewordings(u: Utterance, *, at_once: bool = False, cases_only: bool = False) -> Iterator[Rewording]:
    """Each rule that fits gives one; only those that count in any case with `at_once`, that part cases with `cases_only`."""
    masked = masked_text(u)
    if not at_once and (pieces := case_list(u.text, masked_text(u, kinds=False), list_grammar())) is not None:
        # What the list's grammar takes apart need not be said again.
        yield replace(joined(u.text, pieces), parts_cases=True, around=((0, len(u.text)),))
    beginnings: list[tuple[int, str]] | None = None
    for rule in rules_for(masked, at_once=at_once, cases_only=cases_only):
        if not (rule.fits_time(u) and rule.fits_address(u)):
            continue
        if (whole := rule.whole) is not None:
            found = whole.fullmatch(masked)
            if found is not None and rule.allows_whole(u, found):
                yield rule.say(u, found, len(u.text))
        if (first := rule.first) is None:
            continue
        if beginnings is None:
            beginnings = [(at, masked[:at].rstrip()) for at in sorted(_breaks(u))]
        for at, beginning in beginnings:
            found = first.fullmatch(beginning)
            if found is not None and rule.allows(u, at) and not (rule.starts and _is_called(u, at)):
                yield rule.say(u, found, at)
                break


def _is_called(u: Utterance, end: int) -> bool:
    """“Zoom recording webhook: …”: what starts it is said, and calls by itself."""
    return any(hit.key == "webhook" and u.span(hit.first, hit.last)[1] <= end for hit in u.services)


def _breaks(u: Utterance) -> Iterator[int]:
    """Where something new may begin: behind a comma, colon or question mark, or before a verb."""
    for index, token in enumerate(u.tokens[1:], 1):
        if u.has(index, "verbs") or u.tokens[index - 1].text in {",", ":", "?", "!"}:
            yield token.start
