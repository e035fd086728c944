from __future__ import annotations

from types import MappingProxyType

import pytest

from nodepilot.storage.json_values import to_json_text


def test_order_and_letters_stay() -> None:
    assert to_json_text({"b": "ü", "a": [1, 1.0, None, True]}) == '{"b":"ü","a":[1,1.0,null,true]}'


def test_read_only_mappings_and_tuples() -> None:
    assert to_json_text(MappingProxyType({"a": (1, MappingProxyType({}))})) == '{"a":[1,{}]}'


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_does_not_have(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json_text(value)


def test_what_is_no_json() -> None:
    with pytest.raises(TypeError, match="`set` is no JSON"):
        to_json_text({1})
