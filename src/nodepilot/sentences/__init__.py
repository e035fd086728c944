"""What NodePilot says to people, in their language.

A sentence is written in English where it is said, and `data/` knows it in the other languages:

    say("`{node}` has no output {number}.", node=node.name, number=2)

It comes out in the language of the surrounding `speaking`; outside of one, in English.
"""

from nodepilot.sentences.catalog import LANGUAGES, Language
from nodepilot.sentences.say import counted, language_now, later, later_counted, say, speak, speaking

__all__ = [
    "LANGUAGES",
    "Language",
    "counted",
    "language_now",
    "later",
    "later_counted",
    "say",
    "speak",
    "speaking",
]
