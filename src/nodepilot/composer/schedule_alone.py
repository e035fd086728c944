"""A time of day that no word of recurrence stands beside: "At 9 post …", "… to Telegram at 7:30"."""

from __future__ import annotations

from nodepilot.composer.schedule_rule import Found
from nodepilot.composer.time_words import TimeWords

_OF_SOMETHING = frozenset(
    "when whenever if once new tomorrow meeting appointment call create schedule book reminder until before after wait "
    "cuando si nuevo manana cita reunion wenn sobald neu morgen termin erstelle quand si nouveau demain rendez-vous "
    "quando se novo amanha reuniao".split()
)
"""Words beside which a time of day at the end is that of something else, or not that of every day."""

_IN_CASE = frozenset({"if", "when", "wenn", "si", "se"})
_WEATHER = frozenset(
    "weather temperature rains rain snows degrees wetter temperatur regnet clima llueve meteo pleut chove".split()
)


def is_said_alone(words: TimeWords, found: Found) -> bool:
    """A time of day alone counts as a schedule only at the very beginning ("At 9 …", "9am: …")."""
    first = min(found.taken)
    opened = first <= 4 and words.norm(0) in {
        "please",
        "hey",
        "hi",
        "run",
        "start",
        "execute",
        "do",
        "wake",
    }
    return first == 0 or opened or _closes(words, found)


_TOLD_AT = frozenset("send post email mail message text remind give show tell".split())


def _ends_order(words: TimeWords, found: Found) -> bool:
    """“Send me the weather on Telegram at 8”: the last words of an order to tell something."""
    return words.norm(0) in _TOLD_AT and max(found.taken) >= words.size - 2


def _closes(words: TimeWords, found: Found) -> bool:
    """“Send today's events to Telegram at 7:30”: of every day, where nothing else tells when or what the hour is of."""
    if any(clock.bare for clock in found.clocks) and not _ends_order(words, found):
        return False
    said = {words.norm(i) for i in range(words.size)}
    # "If it rains in Hamburg at 6:30 text me": the weather is looked at, nothing happens at that hour.
    return not said & (_OF_SOMETHING - _IN_CASE if said & _WEATHER else _OF_SOMETHING)
