"""Does a node mean at another typeVersion what it meant before, as far as its properties tell?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import find_shown, is_shown
from nodepilot.catalog.jsvalues import deeply_equal, is_truthy
from nodepilot.upgrade.draft import Draft, Unknown, is_expression
from nodepilot.workflow.edits.paths import MISSING

_NAMED = {"genericCredentialType": "genericAuthType", "predefinedCredentialType": "nodeCredentialType"}
_WITHOUT_VALUE = frozenset({"notice", "callout", "button", "curlImport"})


def filled_or_unknown(version: NodeTypeVersion, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with n8n's defaults. Raises `Unknown` where n8n itself cannot read them."""
    try:
        return fill_defaults(version, dict(parameters))
    except UnreadableParameters as error:
        raise Unknown(f"n8n cannot read its parameters: {error}.") from error


def fit(draft: Draft, before: NodeTypeVersion, after: NodeTypeVersion) -> None:
    """Writes out defaults that are others now, and drops what was without effect and would have one.

    Raises `Unknown` when a parameter has no place any more, a choice is gone, a new parameter has an
    effect that the facts do not tell, or the node would ask for other credentials.
    """
    old = filled_or_unknown(before, draft.node.parameters)
    _drop_idle(draft, old, after)
    new = filled_or_unknown(after, draft.parameters)
    _write_defaults(draft, old, new)
    new = filled_or_unknown(after, draft.parameters)
    _check_kept(draft, old, new)
    _check_new(draft, old, new, after)
    _check_choices(old, new, before, after)
    _check_credentials(draft, old, new, before, after)


def _drop_idle(draft: Draft, old: Mapping[str, Any], after: NodeTypeVersion) -> None:
    """Parameters that stood there hidden, and that the new typeVersion would show."""
    if draft.rewritten:
        return
    new = filled_or_unknown(after, draft.parameters)
    for name in list(draft.parameters):
        if name not in old and name in new and name not in draft.touched:
            draft.parameters = {key: value for key, value in draft.parameters.items() if key != name}


def _write_defaults(draft: Draft, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for name, value in old.items():
        if name in draft.touched or name not in new:
            continue
        pinned = _pinned(draft.parameters.get(name, MISSING), value, new[name])
        if pinned is not None:
            draft.parameters = {**draft.parameters, name: pinned}


def _pinned(given: Any, old: Any, new: Any) -> Any:
    """What to write so that the new defaults make no difference; None when nothing has to be written."""
    if deeply_equal(old, new):
        return None
    if given is MISSING:
        return old
    if isinstance(given, Mapping) and isinstance(old, Mapping) and isinstance(new, Mapping):
        made = dict(given)
        for key, value in old.items():
            if key in new:
                inner = _pinned(given.get(key, MISSING), value, new[key])
                if inner is not None:
                    made[key] = inner
        return made
    if isinstance(given, list) and isinstance(old, list) and isinstance(new, list):
        if not len(given) == len(old) == len(new):
            return None
        entries = [_pinned(*each) for each in zip(given, old, new, strict=True)]
        return [each if entry is None else entry for each, entry in zip(given, entries, strict=True)]
    return None


def _check_kept(draft: Draft, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for name, value in old.items():
        if name in draft.touched:
            continue
        if name not in new:
            if name in draft.node.parameters and is_truthy(value):
                raise Unknown(f"`{name}` has no place in it.")
        elif not deeply_equal(value, new[name]):
            raise Unknown(f"`{name}` would mean something else in it.")
    for name in draft.parameters:
        if name in draft.touched and name not in new:
            raise Unknown(f"`{name}` has no place in it.")
        if name in draft.touched and not _survives(draft.parameters[name], new[name]):
            raise Unknown(f"`{name}` does not fit into it.")


def _survives(given: Any, filled: Any) -> bool:
    """Nothing of what was written is lost when n8n reads it."""
    if isinstance(given, Mapping) and isinstance(filled, Mapping):
        return all(key in filled and _survives(value, filled[key]) for key, value in given.items())
    if isinstance(given, list) and isinstance(filled, list):
        return len(given) == len(filled) and all(map(_survives, given, filled))
    return deeply_equal(given, filled)


def _check_new(draft: Draft, old: Mapping[str, Any], new: Mapping[str, Any], after: NodeTypeVersion) -> None:
    if draft.rewritten:
        return
    for name, value in new.items():
        if name in old or name in draft.touched or name in draft.parameters or not _counts(value):
            continue
        shown = find_shown(after, name, new)
        if shown is not None and shown.type not in _WITHOUT_VALUE:
            raise Unknown(f"its new parameter `{name}` has an effect that is not known.")


def _counts(value: Any) -> bool:
    """A default that may do something: not empty, not off."""
    if isinstance(value, Mapping):
        inner = value.get("value") if value.get("__rl") else value
        return bool(inner)
    return bool(value)


def _check_choices(
    old: Mapping[str, Any], new: Mapping[str, Any], before: NodeTypeVersion, after: NodeTypeVersion
) -> None:
    for name, value in new.items():
        shown = find_shown(after, name, new)
        if shown is None or shown.type != "options" or not shown.choices or is_expression(value):
            continue
        if shown.type_options.loads_options or shown.allow_arbitrary_values or shown.choice(value):
            continue
        former = find_shown(before, name, old)
        if former is not None and former.choice(old.get(name)):
            raise Unknown(f"`{name}` cannot be `{value}` in it.")


def _check_credentials(
    draft: Draft,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    before: NodeTypeVersion,
    after: NodeTypeVersion,
) -> None:
    wanted, offered = _credentials(before, old), _credentials(after, new)
    lost = (wanted & set(draft.node.credentials)) - offered
    if lost:
        raise Unknown(f"it does not take credentials of the type `{min(lost)}`.")
    if offered - wanted and not offered & wanted and wanted:
        raise Unknown(f"it wants credentials of the type `{min(offered - wanted)}`.")


def _credentials(version: NodeTypeVersion, filled: Mapping[str, Any]) -> set[str]:
    """The credential types that the node asks for: those of its type, and one that a parameter names."""
    found = {
        need.name
        for need in version.credentials
        if is_shown(need.display_options, filled, version, type_version=version.version)
    }
    named = _NAMED.get(filled.get("authentication", ""))
    if named and isinstance(filled.get(named), str):
        found.add(filled[named])
    return found
