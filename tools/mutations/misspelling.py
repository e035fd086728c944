"""Words as people and models misspell them."""

from __future__ import annotations

from random import Random


def misspelt(word: str, chance: Random) -> str:
    """The word with two neighbouring letters swapped, one letter missing, or one doubled; never the same."""
    places = [place for place, letter in enumerate(word) if letter.isalnum() and place > 0]
    for _ in range(20):
        if not places:
            break
        place = chance.choice(places)
        way = chance.randrange(3)
        if way == 0 and place + 1 < len(word):
            made = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        elif way == 1 and len(places) > 2:
            made = word[:place] + word[place + 1 :]
        else:
            made = word[:place] + word[place] + word[place:]
        if made.strip() != word.strip():
            return made
    return word + "x"
