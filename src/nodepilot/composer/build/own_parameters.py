"""A step's own parameters: those that n8n shows for what it does, and setting one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nodepilot.catalog import NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.fitting import plain
from nodepilot.plan.model import Origin, OriginKind, Value


def own_parameters(draft: Draft, step: str) -> Iterator[tuple[tuple[str, ...], Property]]:
    """The step's shown parameters, and those in its collections, with their paths."""
    made = draft.steps[step]
    version: NodeTypeVersion = draft.catalog.get(made.node_type).latest
    try:
        filled = fill_defaults(version, plain(dict(made.parameters)))
    except UnreadableParameters:
        return
    for prop in version.properties:
        if not is_shown(prop.display_options, filled, version):
            continue
        yield (prop.name,), prop
        if prop.type == "collection":
            beside = filled.get(prop.name)
            values = beside if isinstance(beside, dict) else {}
            for child in prop.children:
                if is_shown(child.display_options, values, version, root=filled):
                    yield (prop.name, child.name), child


def put(draft: Draft, step: str, path: tuple[str, ...], value: Value, span: tuple[int, int]) -> None:
    """Sets the parameter at `path` (one in a collection has two parts); `span` is what asked for it."""
    made = draft.steps[step]
    if len(path) == 1:
        parameters = {**made.parameters, path[0]: value}
    elif _takes_several(draft, made.node_type, path[0]):
        parameters = {**made.parameters, path[0]: [{path[1]: value}]}
    else:
        held = made.parameters.get(path[0])
        inner: dict[str, Value] = dict(held) if isinstance(held, Mapping) else {}
        parameters = {**made.parameters, path[0]: {**inner, path[1]: value}}
    # Each value of a collection keeps the words that asked for it.
    asked = path[0] if path[0] not in made.origins else ".".join(path)
    origins = {**made.origins, asked: Origin(OriginKind.REQUEST, span)}
    draft.steps[step] = replace(made, parameters=parameters, origins=origins)


def _takes_several(draft: Draft, node_type: str, parameter: str) -> bool:
    """Whether n8n wants a list of such collections ("labels" of an issue)."""
    prop = draft.catalog.get(node_type).latest.property(parameter)
    return prop is not None and prop.type == "collection" and bool(prop.type_options.multiple_values)
