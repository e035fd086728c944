"""Plans as hosted models write them: read with their slips mended where it is certain what was meant.

    submitted = read_plan({"steps": [{"type": "slack", …}], "links": ["mail -> slack"]}, catalog)
    submitted.plan      # as `load_plan` would have read it from a careful author
    submitted.mends     # what was not as it should be, in words

Only the form is mended, never the sense: what is not certain stays as it is, and the compiler or the
validator say what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.plan.codec import load_plan
from nodepilot.plan.model import Plan
from nodepilot.plan.submitted.fitting import mended_choices
from nodepilot.plan.submitted.links import mended_links
from nodepilot.plan.submitted.lost_references import found_references
from nodepilot.plan.submitted.node_types import mended_types
from nodepilot.plan.submitted.operations import mended_operations
from nodepilot.plan.submitted.parameters import mended_parameters, with_plain_values
from nodepilot.plan.submitted.references import mended_references
from nodepilot.plan.submitted.shape import mended_shape

__all__ = ["Submitted", "mended_parameters", "read_plan"]


@dataclass(frozen=True, slots=True)
class Submitted:
    """`mends` are in the order in which they were made."""

    plan: Plan
    mends: tuple[str, ...] = ()


def read_plan(value: Mapping[str, Any], catalog: Catalog) -> Submitted:
    """Raises `InvalidPlan` for what cannot be read as a plan."""
    mends: list[str] = []
    shaped = mended_shape(value, mends)
    plan = mended_types(load_plan(shaped), catalog, mends)
    plan = mended_choices(mended_operations(plan, catalog, mends), catalog, mends)
    plan = with_plain_values(mended_references(plan, mends), catalog, mends)
    plan = found_references(mended_links(plan, catalog, mends), mends)
    return Submitted(plan, tuple(mends))
