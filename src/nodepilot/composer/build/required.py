"""Required parameters that no recipe filled: a slot by the parameter's name, else a placeholder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nodepilot.catalog import NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.named import named_value
from nodepilot.composer.build.slots import STAND_INS, Filler
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.packaged import packaged_json
from nodepilot.plan.model import Locator, Origin, OriginKind, Value

_ROUNDS = 5
_CONTENT = frozenset({"text", "message", "content", "body", "textbody", "html"})
"""Parameters that say what a step is about; filled though n8n does not demand them."""


@cache
def _slot_names() -> dict[str, str]:
    return packaged_json("composer", "data/slots.json")  # type: ignore[no-any-return]


def slot_of(parameter: str) -> str | None:
    """What a parameter of that name holds ("subject", "recipient"), None when its name does not tell."""
    return _slot_names().get(parameter.lower().replace("_", ""))


def complete(version: NodeTypeVersion, parameters: dict[str, Value], filler: Filler) -> dict[str, Value]:
    """The parameters with every shown required one filled. Each round may bring new ones into view."""
    for _ in range(_ROUNDS):
        try:
            filled = fill_defaults(version, plain(parameters))
        except UnreadableParameters:
            return parameters
        missing = [prop for prop in version.properties if _is_missing(prop, filled, parameters, version)]
        if not missing:
            break
        for prop in missing:
            value = _value(prop, filler, filled)
            if value is not None:
                parameters = {**parameters, prop.name: value}
    return _with_rows(version, parameters, filler)


def _with_rows(version: NodeTypeVersion, parameters: dict[str, Value], filler: Filler) -> dict[str, Value]:
    """The required members of rows that are there ("company.propertyChange" wants to know of which property)."""
    made = dict(parameters)
    for name, value in parameters.items():
        prop = version.property(name)
        if prop is None or prop.type != "fixedCollection" or not isinstance(value, dict):
            continue
        for group_name, rows in value.items():
            group = prop.group(group_name)
            if group is None or not isinstance(rows, list):
                continue
            filled = [_row(version, group.values, row, filler) for row in rows]
            made[name] = {**made[name], group_name: filled}  # type: ignore[dict-item]
    return made


def _row(version: NodeTypeVersion, members: tuple[Property, ...], row: Value, filler: Filler) -> Value:
    if not isinstance(row, dict):
        return row
    known = {each.name: each.default for each in members} | plain(row)
    open_ones = {
        each.name: _value(each, filler, {})
        for each in members
        if each.required
        and each.name not in row
        and each.type in {"string", "options"}
        and each.default in {"", None}
        and is_shown(each.display_options, known, version)
    }
    return {**row, **open_ones}


def fit_locators(version: NodeTypeVersion, parameters: dict[str, Value]) -> dict[str, Value]:
    """The parameters with every resource locator in a mode that takes its value."""
    made = dict(parameters)
    for name, value in parameters.items():
        prop = version.property(name)
        if prop is not None and prop.type == "number" and str(value).startswith("YOUR_"):
            # A number to fill in is a number from the start; the set-up list names it.
            made[name] = 1
            continue
        if (
            prop is None
            or prop.type != "resourceLocator"
            or not isinstance(value, Locator)
            or not isinstance(value.value, str)
            or value.value.startswith("=")
        ):
            continue
        mode = prop.mode(value.mode)
        if mode is None or any(not re.fullmatch(check.regex, value.value) for check in mode.validations):
            if prop.mode("list"):
                made[name] = Locator("list", value.value)
            else:
                plain_id = re.sub(r"[^A-Za-z0-9]", "", value.value)
                fitting = [each for each in (plain_id, STAND_INS["locator_id"]) if _takes(prop, each)]
                stands = fitting[0] if fitting else plain_id
                made[name] = Locator(_mode(prop, stands), stands)
    return made


def _is_missing(
    prop: Property, filled: Mapping[str, Any], given: Mapping[str, Value], version: NodeTypeVersion
) -> bool:
    if (
        prop.type
        in {"notice", "hidden", "callout", "button", "credentials", "curlImport", "boolean", "collection"}
        or prop.name in given
    ):
        return False
    wanted = (
        prop.required
        or bool(prop.type_options.min_required_fields)
        or (prop.name.lower() in _CONTENT and prop.type == "string" and prop.default in {"", None})
        or _is_own_id(prop, filled)
    )
    if not wanted or not is_shown(prop.display_options, filled, version):
        return False
    value = filled.get(prop.name)
    if isinstance(value, dict) and "value" in value:
        return value.get("value") in {"", None} if not isinstance(value.get("value"), dict) else False
    return value in ("", None) or value == [] or (value == {} and prop.type == "fixedCollection")


def _is_own_id(prop: Property, filled: Mapping[str, Any]) -> bool:
    """Whose update is asked for: no service takes an empty ID, whether n8n demands one or not."""
    resource = str(filled.get("resource") or "").lower()
    return bool(resource) and prop.type == "string" and prop.name.lower() == f"{resource}id"


def _value(prop: Property, filler: Filler, filled: Mapping[str, Any]) -> Value:
    match prop.type:
        case "resourceLocator":
            return _locator(prop, filler)
        case "resourceMapper":
            return filler.slot("columns", prop.name)  # type: ignore[return-value]
        case "options":
            return _option(prop, filler)
        case "multiOptions":
            return _options(prop, filler)
        case "number":
            found = _by_name(prop, filler, optional=True)
            return found if found is not None else 1
        case "fixedCollection":
            return _group(prop, filler, filled)
        case _:
            found = _by_name(prop, filler, optional=True)
            return found if found is not None else _open(prop, filler)


def _by_name(prop: Property, filler: Filler, *, optional: bool) -> Value | None:
    slot = slot_of(prop.name)
    if slot is None:
        return None
    from nodepilot.composer.build.slots import OMITTED

    if slot == "recipient" and "sms" in filler.draft.services.get(filler.service).needs:
        slot = "recipient_phone"
    if slot == "columns" and prop.type != "resourceMapper":
        # Columns as a text are names alone, no mapping.
        return None
    value = filler.slot(slot, prop.name, optional=optional)
    return None if value is OMITTED else value  # type: ignore[return-value]


def _open(prop: Property, filler: Filler) -> str:
    """What the request names by the parameter's own word, else a placeholder."""
    stretch = filler.act.stretch_of(filler.service)
    if (said := named_value(prop, filler.draft.utterance, *stretch)) is not None:
        filler.origins[prop.name] = Origin(OriginKind.REQUEST, said[1])
        return said[0]
    if prop.name.lower().endswith("url") and (url := _address_in(filler)) is not None:
        return url
    if prop.name.lower().endswith("id") and (written := _identifier_in(filler)) is not None:
        filler.origins[prop.name] = Origin(OriginKind.REQUEST, (written.start, written.end))
        return written.text
    what = prop.display_name or prop.name
    filler.open_values.append((prop.name, what))
    if prop.type == "dateTime":
        return "={{ $now.toISO() }}"
    return f"YOUR_{re.sub(r'[^A-Za-z0-9]+', '_', what).strip('_').upper()}"


def _address_in(filler: Filler) -> str | None:
    """“the statistics of https://sho.rt/promo”."""
    token = next((t for t in filler.act.literals if t.kind is Kind.URL), None)
    return token.text if token is not None else None


def _identifier_in(filler: Filler) -> Token | None:
    """“the state of sensor.energy_today”: the only name of that shape in the act."""
    written = [t for t in filler.act.literals if t.kind is Kind.DOTTED and "_" in t.text]
    return written[0] if len(written) == 1 else None


def _locator(prop: Property, filler: Filler) -> Locator:
    found = _by_name(prop, filler, optional=True)
    if isinstance(found, Locator):
        return found
    if found is not None and not (isinstance(found, str) and found.startswith("YOUR_")):
        return Locator(_mode(prop, found), found)  # type: ignore[arg-type]
    value = _open(prop, filler)
    return Locator("list" if prop.mode("list") else _mode(prop, value), value)


def _takes(prop: Property, value: str) -> bool:
    """Whether the value may be typed in, in one of its modes."""
    return any(
        mode.name not in {"list", "url"}
        and all(re.fullmatch(check.regex, value) for check in mode.validations)
        for mode in prop.modes
    )


def _mode(prop: Property, value: Value) -> str:
    """The first typed-in mode whose pattern takes the value; the list otherwise."""
    for mode in prop.modes:
        if mode.name in {"list", "url"}:
            continue
        if not isinstance(value, str) or all(re.fullmatch(check.regex, value) for check in mode.validations):
            return mode.name
    return "list" if prop.mode("list") else prop.modes[0].name


def _option(prop: Property, filler: Filler) -> Value:
    if prop.choices and not prop.type_options.loads_options:
        said = filler.draft.utterance.text[
            slice(*filler.draft.utterance.span(filler.act.first, filler.act.last))
        ].lower()
        for choice in prop.choices:
            words = str(choice.name).lower()
            if len(words) > 2 and re.search(rf"\b{re.escape(words)}", said):
                return choice.value
        return next((each.value for each in prop.choices if each.value != ""), prop.choices[0].value)
    return _open(prop, filler)


def _options(prop: Property, filler: Filler) -> Value:
    value = _option(prop, filler)
    return [value]


def _group(prop: Property, filler: Filler, filled: Mapping[str, Any]) -> Value:
    """One entry of a required collection, its required members filled."""
    del filled
    if not prop.groups:
        return {}
    group = prop.groups[0]
    entry = {
        member.name: _value(member, filler, {})
        for member in group.values
        if member.required and member.type not in {"boolean", "notice"}
    }
    if not entry and prop.type_options.min_required_fields:
        entry = {m.name: _value(m, filler, {}) for m in group.values if m.type == "string" or m.required}
        entry |= {m.name: _value(m, filler, {}) for m in group.values[:1]}
    if not entry:
        first = next((m for m in group.values if m.type in {"string", "options"}), None)
        if first is not None:
            entry = {first.name: _value(first, filler, {})}
    return {group.name: [entry] if prop.type_options.multiple_values else entry}
