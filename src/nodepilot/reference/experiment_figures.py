"""What an experiment says: shares and means of each arm, each with the interval that holds it 95 times in 100."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from nodepilot.reference.experiments import Exposure

Z = 1.96
"""Standard deviations to both sides of a mean between which 95 of 100 lie."""
DIGITS = 6
"""Behind the point: a millionth of a dollar."""


class Figure(BaseModel):
    """A share or a mean with its interval; `of` is how many answers it is taken from."""

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float
    of: int


class ArmFigures(BaseModel):
    """`liked` is the share of thumbs up among all thumbs."""

    model_config = ConfigDict(frozen=True)

    arm: str
    answers: int
    gate_passed: Figure | None
    repair_rounds: Figure | None
    milliseconds: Figure | None
    dollars: Figure | None
    liked: Figure | None


def figures_of(arm: str, exposures: Sequence[Exposure]) -> ArmFigures:
    """Of the answers of one arm; None where there are none."""
    mine = [each for each in exposures if each.arm == arm]
    rated = [each.rating == "up" for each in mine if each.rating is not None]
    return ArmFigures(
        arm=arm,
        answers=len(mine),
        gate_passed=share([each.gate_passed for each in mine]),
        repair_rounds=mean([float(each.repair_rounds) for each in mine]),
        milliseconds=mean([float(each.milliseconds) for each in mine]),
        dollars=mean([each.dollars for each in mine]),
        liked=share(rated),
    )


def share(values: Sequence[bool]) -> Figure | None:
    """With Wilson's interval, which is right for few answers and for shares near 0 and 1, too."""
    count = len(values)
    if not count:
        return None
    found = sum(values) / count
    spread = Z * math.sqrt(found * (1 - found) / count + Z * Z / (4 * count * count))
    middle, scale = found + Z * Z / (2 * count), 1 + Z * Z / count
    return _figure(found, (middle - spread) / scale, min(1.0, (middle + spread) / scale), count)


def mean(values: Sequence[float]) -> Figure | None:
    """Of what cannot be less than nothing, with the normal interval; a single value has none, and stands for both ends."""
    if not values:
        return None
    found = statistics.fmean(values)
    spread = Z * statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return _figure(found, found - spread, found + spread, len(values))


def _figure(value: float, low: float, high: float, of: int) -> Figure:
    return Figure(
        value=round(value, DIGITS), low=round(max(0.0, low), DIGITS), high=round(high, DIGITS), of=of
    )
