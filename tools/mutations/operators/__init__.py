"""All operators, in the order of the report."""

from __future__ import annotations

from tools.mutations.ground import Operator
from tools.mutations.operators import (
    connections,
    credentials,
    documents,
    expressions,
    node_types,
    parameters,
    programs,
    shapes,
    triggers,
)

OPERATORS: tuple[Operator, ...] = (
    *documents.OPERATORS,
    *node_types.OPERATORS,
    *connections.OPERATORS,
    *parameters.OPERATORS,
    *shapes.OPERATORS,
    *expressions.OPERATORS,
    *programs.OPERATORS,
    *triggers.OPERATORS,
    *credentials.OPERATORS,
)
