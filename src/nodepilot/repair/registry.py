"""All fixers, in the order in which they are tried: what hides other issues comes first."""

from __future__ import annotations

from nodepilot.repair.fixer import Fixer
from nodepilot.repair.fixers.connections import ends, inputs, outputs, sub_nodes
from nodepilot.repair.fixers.connections import types as connection_types
from nodepilot.repair.fixers.credentials import not_accepted
from nodepilot.repair.fixers.documents import api_keys, connections_shape, duplicates, enclosed, node_keys
from nodepilot.repair.fixers.expressions import marks, references, syntax, words
from nodepilot.repair.fixers.graph import loops, trigger
from nodepilot.repair.fixers.parameters import (
    choices,
    conditions,
    groups,
    json_texts,
    locators,
    misplaced,
    old_set,
    old_switch,
    shapes,
    unreadable,
    value_types,
)
from nodepilot.repair.fixers.programs import results
from nodepilot.repair.fixers.programs import syntax as program_syntax
from nodepilot.repair.fixers.triggers import responses, schedules, webhook_paths
from nodepilot.repair.fixers.types import fitting_version, names, versions

FIXERS: tuple[Fixer, ...] = (
    enclosed.FIXER,
    node_keys.FIXER,
    connections_shape.FIXER,
    duplicates.FIXER,
    ends.FIXER,
    names.FIXER,
    versions.FIXER,
    unreadable.FIXER,
    old_switch.FIXER,
    old_set.FIXER,
    shapes.FIXER,
    groups.FIXER,
    conditions.FIXER,
    choices.FIXER,
    not_accepted.FIXER,
    misplaced.FIXER,
    locators.FIXER,
    value_types.FIXER,
    json_texts.FIXER,
    fitting_version.FIXER,
    syntax.FIXER,
    marks.FIXER,
    words.FIXER,
    references.FIXER,
    program_syntax.FIXER,
    results.FIXER,
    connection_types.FIXER,
    outputs.FIXER,
    inputs.FIXER,
    sub_nodes.FIXER,
    loops.FIXER,
    trigger.FIXER,
    responses.FIXER,
    webhook_paths.FIXER,
    schedules.FIXER,
    api_keys.FIXER,
)
