"""Where a field stands that a step is not known to give: beside those that it is known to give."""

from __future__ import annotations

import re
from collections import Counter

from nodepilot.composer.build.outputs import Known, Output

_PLAIN = re.compile(r"[A-Za-z_]\w*(?:\??\.[A-Za-z_]\w*)*")
_TOLD = re.compile(r"\$json\??\.([A-Za-z_]\w*(?:\??\.[A-Za-z_]\w*)*)")
_OWN = frozenset("title text status id name email amount date priority company description currency".split())
_LEAST = 2
"""Fields that have to stand in one place before others are looked for there."""


def supposed_field(output: Output, field: str) -> Known:
    """The field: `data.object.plan` in what Stripe tells, `properties.plan?.value` in a HubSpot contact."""
    places = Counter(
        place for role, known in output.roles.items() if role in _OWN and (place := _place(known)) is not None
    )
    (before, behind), count = places.most_common(1)[0] if places else (("", ""), 0)
    if count < _LEAST:
        return Known(field)
    return Known(f"$json.{before}{field}{behind}", is_code=True) if behind else Known(f"{before}{field}")


def _place(known: Known) -> tuple[str, str] | None:
    """What stands before and behind the field's own name; None where several places are tried."""
    told = _TOLD.findall(known.path) if known.is_code else _PLAIN.findall(known.path)
    if len(told) != 1 or (not known.is_code and told[0] != known.path):
        return None
    parts = told[0].replace("?", "").split(".")
    wrapped = parts[-1] == "value" and len(parts) > _LEAST
    holder = parts[:-2] if wrapped else parts[:-1]
    return "".join(f"{part}." for part in holder), "?.value" if wrapped else ""
