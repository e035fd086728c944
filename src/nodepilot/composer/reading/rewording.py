"""One other way to say a request, and where each of its letters stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nodepilot.composer.reading.case_lists import Piece
from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Rewording:
    """The new wording, and for each of its letters where it stood in the request (None: it is new).

    `assumed` are sentences on what it says and the request does not.
    """

    text: str
    places: tuple[int | None, ...]
    assumed: tuple[str, ...] = ()
    parts_cases: bool = False
    """A list of cases in other words: what branches more is meant, also where the request was read surely."""
    least_gain: float | None = None
    """How much surer it has to be read to be taken, where that is not as for most; below 0 for what says surely the same."""
    around: tuple[tuple[int, int], ...] = ()
    """Parts of the request that are said around what is wished, and need not be said again."""

    def keeps(self, position: int) -> bool:
        """Whether the letter at that place of the request is still said, or need not be."""
        return position in self.places or any(start <= position < end for start, end in self.around)

    def goes_around(self, span: tuple[int, int]) -> bool:
        """Whether that part of the request is said around what is wished."""
        return any(start < span[1] and span[0] < end for start, end in self.around)

    def original(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The part of the request behind a part of the new wording; None where all of it is new."""
        found = [place for place in self.places[slice(*span)] if place is not None]
        return (min(found), max(found) + 1) if found else None

    def after(self, first: Rewording) -> Rewording:
        """This wording of another wording, as one of the request."""
        places = (None if place is None else first.places[place] for place in self.places)
        around = [span for each in self.around if (span := first.original(each)) is not None]
        return replace(
            self, places=tuple(places), assumed=first.assumed + self.assumed, around=(*first.around, *around)
        )


def stretched(said: str, start: int, end: int) -> Iterator[int]:
    """For each letter of what is said instead, a place of the words that it stands for."""
    return (min(start + offset, max(start, end - 1)) for offset in range(len(said)))


def joined(text: str, pieces: Iterable[Piece], assumed: tuple[str, ...] = ()) -> Rewording:
    """The wording that these pieces of the request, and of what is said instead, make one after the other."""
    said: list[str] = []
    places: list[int | None] = []
    for piece in pieces:
        if isinstance(piece, str):
            said.append(piece)
            places += [None] * len(piece)
        elif isinstance(piece[0], str):
            said.append(piece[0])
            places += stretched(piece[0], *piece[1])
        else:
            said.append(text[slice(*piece)])
            places += range(*piece)
    return Rewording("".join(said), tuple(places), assumed)


def without_part(text: str, part: tuple[int, int]) -> Rewording:
    """The wording without that part of it."""
    return instead_of(text, part, "")


def instead_of(text: str, part: tuple[int, int], said: str) -> Rewording:
    """The wording with something else said in the place of that part."""
    return replace(joined(text, [(0, part[0]), said, (part[1], len(text))]), around=(part,))
