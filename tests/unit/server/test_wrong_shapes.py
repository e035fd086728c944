from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from nodepilot.sentences import LANGUAGES, speaking
from nodepilot.server.wrong_shapes import wrong_shape


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=2, max_length=3, pattern="^a")] = "ab"
    number: Annotated[int, Field(ge=1, lt=9)] = 1
    share: Annotated[float, Field(gt=0, le=1)] = 1
    rows: Annotated[list[bool], Field(min_length=1, max_length=2)] = [True]
    kind: Literal["one", "two"] = "one"
    id: UUID | None = None
    at: AwareDatetime | datetime | None = None
    inner: dict[str, str] | None = None


def found(**given: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        Body.model_validate(given)
    return wrong_shape(dict(caught.value.errors()[0]))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": 5}, "has to be a text"),
        ({"text": "a"}, "needs at least 2 characters"),
        ({"text": "abcd"}, "may have at most 3 characters"),
        ({"text": "ba"}, "has to match the pattern `^a`"),
        ({"number": "x"}, "has to be a whole number"),
        ({"number": 0}, "has to be 1 or more"),
        ({"number": 9}, "has to be less than 9"),
        ({"share": 0}, "has to be more than 0.0"),
        ({"share": 2}, "has to be 1.0 or less"),
        ({"rows": []}, "needs at least 1 entry"),
        ({"rows": [1, 0, 1]}, "may have at most 2 entries"),
        ({"rows": ["maybe"]}, "has to be true or false"),
        ({"kind": "three"}, "has to be `one` or `two`"),
        ({"id": "x"}, "has to be a UUID"),
        ({"at": "soon"}, "has to be a time in ISO 8601, such as `2026-01-31T09:00:00Z`"),
        ({"inner": []}, "has to be an object"),
        ({"surprise": 1}, "is unknown here"),
    ],
)
def test_it_is_said_in_every_language(given: dict[str, Any], said: str) -> None:
    told = {}
    for language in LANGUAGES:
        with speaking(language):
            told[language] = found(**given)
    assert told["en"] == said
    assert len(set(told.values())) == len(LANGUAGES)


def test_a_kind_that_is_not_known_does_not_fit() -> None:
    assert wrong_shape({"type": "frozen_set_type"}) == "does not fit"
