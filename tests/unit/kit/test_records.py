"""Dataclasses of `kit/records.py` behave as those of `dataclasses` do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import ClassVar

import pytest

from nodepilot.kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list, compare=False)
    note: str = field(default="", repr=False)
    origin: ClassVar[int] = 7

    def up(self) -> Point:
        return replace(self, y=self.y + 1)


@dataclass(slots=True)
class Counted:
    """Something that changes."""

    name: str
    letters: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.letters = len(self.name)


@dataclass(frozen=True, eq=False)
class Same:
    """Equal to itself alone."""

    name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Has no fields."""


def test_fields_are_given_by_place_and_by_name() -> None:
    assert (Point(1, 2).x, Point(1, y=2).y, Point(1).tags, Point(1).origin) == (1, 2, [], 7)
    assert Point(1).tags is not Point(1).tags


@pytest.mark.parametrize("values", [(), (1, 2, [], "", 5)])
def test_what_does_not_fit_the_fields_is_a_mistake(values: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        Point(*values)  # type: ignore[arg-type]


def test_equal_are_those_of_one_kind_with_equal_values() -> None:
    assert Point(1, 2, ["a"]) == Point(1, 2, ["b"])
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != object()
    assert Same("a") != Same("a")
    assert Nothing() == Nothing()


def test_what_stays_as_it_is_has_a_hash() -> None:
    assert len({Point(1, 2, ["a"]), Point(1, 2, ["b"]), Nothing(), Nothing()}) == 2
    assert hash(Same("a")) != hash(Same("a"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counted("a"))


def test_what_is_frozen_stays_as_it_is() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    counted = Counted("abc")
    counted.name = "b"
    assert (counted.name, counted.letters) == ("b", 3)


def test_it_shows_its_values() -> None:
    assert repr(Point(1, 2, note="hidden")) == "Point(x=1, y=2, tags=[])"
    assert repr(Nothing()) == "Nothing()"


def test_python_takes_them_for_dataclasses() -> None:
    assert dataclasses.is_dataclass(Point)
    assert [each.name for each in fields(Point)] == ["x", "y", "tags", "note"]
    assert Point(1, 2).up() == Point(1, 3)
    assert asdict(Point(1)) == {"x": 1, "y": 0, "tags": [], "note": ""}
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_copies_are_equal() -> None:
    point = Point(1, 2, ["a"])
    for made in (copy.copy(point), copy.deepcopy(point), pickle.loads(pickle.dumps(point))):  # noqa: S301
        assert (made, made.tags) == (point, ["a"])
