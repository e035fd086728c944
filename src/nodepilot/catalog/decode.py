"""From a snapshot's JSON facts to the objects of `model.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nodepilot.catalog.model import (
    NO_TYPE_OPTIONS,
    Choice,
    ComputedPorts,
    CredentialNeed,
    CredentialType,
    DisplayOptions,
    LocatorMode,
    ModeValidation,
    ParameterReference,
    Port,
    PortFilter,
    Property,
    PropertyGroup,
    TypeOptions,
    WebhookFacts,
)
from nodepilot.catalog.text import restore_omitted

_EXTRA = ("resourceMapper", "filter", "assignment", "regex", "sqlDialect")


def decode_property(facts: Mapping[str, Any]) -> Property:
    """One property with everything below it."""
    kind = facts["type"]
    options = facts.get("options")
    choices: tuple[Choice, ...] = ()
    children: tuple[Property, ...] = ()
    groups: tuple[PropertyGroup, ...] = ()
    if options:
        if kind == "collection":
            children = tuple(decode_property(each) for each in options)
        elif kind == "fixedCollection":
            groups = tuple(_group(each) for each in options)
        else:
            choices = tuple(_choice(each) for each in options if "value" in each)
    default = facts.get("default")
    type_options = facts.get("typeOptions")
    return Property(
        name=facts["name"],
        display_name=facts.get("displayName", ""),
        type=kind,
        default=restore_omitted(default) if "omitted" in facts else default,
        has_default="default" in facts,
        required=facts.get("required", False),
        choices=choices,
        children=children,
        groups=groups,
        modes=tuple(_mode(each) for each in facts.get("modes", ())),
        has_options=options is not None,
        display_options=_conditions(facts.get("displayOptions")),
        disabled_options=_conditions(facts.get("disabledOptions")),
        type_options=_type_options(type_options) if type_options else NO_TYPE_OPTIONS,
        has_type_options=type_options is not None,
        no_data_expression=facts.get("noDataExpression", False),
        validate_type=facts.get("validateType"),
        ignore_validation_during_execution=facts.get("ignoreValidationDuringExecution", False),
        requires_data_path=facts.get("requiresDataPath"),
        is_node_setting=facts.get("isNodeSetting", False),
        allow_arbitrary_values=facts.get("allowArbitraryValues", False),
        credential_types=tuple(facts.get("credentialTypes", ())),
        extract_regex=facts.get("extract"),
        do_not_inherit=facts.get("doNotInherit", False),
        feature_flag=facts.get("envFeatureFlag"),
    )


def decode_ports(facts: Any) -> tuple[Port, ...] | ComputedPorts:
    """Fixed ports, or the rule that computes them."""
    if isinstance(facts, list):
        return tuple(_port(each) for each in facts)
    return ComputedPorts(
        rule=facts["rule"],
        filters=tuple(_filter(each) for each in facts["filters"]),
        exact="unproven" not in facts,
    )


def decode_credential_needs(facts: Iterable[Mapping[str, Any]]) -> tuple[CredentialNeed, ...]:
    """The credential types that a node type declares."""
    return tuple(
        CredentialNeed(
            name=each["name"],
            required=each.get("required", False),
            display_options=_conditions(each.get("displayOptions")),
            display_name=each.get("displayName"),
        )
        for each in facts
    )


def decode_webhooks(facts: Iterable[Mapping[str, Any]]) -> tuple[WebhookFacts, ...]:
    """The webhooks that a node type declares."""
    return tuple(
        WebhookFacts(
            name=each["name"],
            method=_reference(each.get("method")),
            path=_reference(each.get("path")),
            response_mode=_reference(each.get("mode")),
            is_full_path=each.get("isFullPath", False),
            restart_webhook=each.get("restartWebhook", False),
            node_type=each.get("nodeType"),
        )
        for each in facts
    )


def decode_credential_type(name: str, facts: Mapping[str, Any]) -> CredentialType:
    """A credential type with its own fields."""
    return CredentialType(
        name=name,
        display_name=facts["displayName"],
        fields=tuple(decode_property(each) for each in facts["properties"]),
        extends=tuple(facts.get("extends", ())),
        generic_auth=facts.get("genericAuth", False),
        authenticates=facts.get("authenticates", False),
        supported_nodes=tuple(facts["nodes"]),
        api_base_url=facts.get("apiBaseUrl"),
        restrict_to_supported_nodes=facts.get("restrictToSupportedNodes", False),
        hidden=facts.get("hidden", False),
    )


def _choice(facts: Mapping[str, Any]) -> Choice:
    return Choice(
        value=facts["value"],
        name=facts["name"],
        action=facts.get("action"),
        display_options=_conditions(facts.get("displayOptions")),
        output_connection_type=facts.get("outputConnectionType"),
    )


def _group(facts: Mapping[str, Any]) -> PropertyGroup:
    return PropertyGroup(
        name=facts["name"],
        display_name=facts["displayName"],
        values=tuple(decode_property(each) for each in facts["values"]),
    )


def _mode(facts: Mapping[str, Any]) -> LocatorMode:
    return LocatorMode(
        name=facts["name"],
        display_name=facts["displayName"],
        type=facts["type"],
        validations=tuple(ModeValidation(regex) for regex in facts.get("validation", ())),
        extract_regex=facts.get("extract"),
        search_method=facts.get("search"),
    )


def _conditions(facts: Mapping[str, Any] | None) -> DisplayOptions | None:
    if facts is None:
        return None
    return DisplayOptions(show=facts.get("show", {}), hide=facts.get("hide", {}))


def _type_options(facts: Mapping[str, Any]) -> TypeOptions:
    return TypeOptions(
        multiple_values=facts.get("multipleValues"),
        min_value=facts.get("minValue"),
        max_value=facts.get("maxValue"),
        number_precision=facts.get("numberPrecision"),
        max_length=facts.get("maxLength"),
        min_required_fields=facts.get("minRequiredFields"),
        max_allowed_fields=facts.get("maxAllowedFields"),
        load_options_method=facts.get("loadOptionsMethod"),
        load_options_depends_on=tuple(facts.get("loadOptionsDependsOn", ())),
        loads_options=facts.get("loadsOptions", False),
        password=facts.get("password", False),
        editor=facts.get("editor"),
        date_only=facts.get("dateOnly", False),
        binary_data_property=facts.get("binaryDataProperty", False),
        extra={key: facts[key] for key in _EXTRA if key in facts},
    )


def _port(facts: Mapping[str, Any]) -> Port:
    allowed = facts.get("filter")
    return Port(
        type=facts["type"],
        display_name=facts.get("displayName", facts.get("name")),
        required=facts.get("required", False),
        max_connections=facts.get("maxConnections"),
        filter=_filter(allowed) if allowed else None,
        category=facts.get("category"),
    )


def _filter(facts: Mapping[str, Any]) -> PortFilter:
    return PortFilter(tuple(facts.get("nodes", ())), tuple(facts.get("excludedNodes", ())))


def _reference(facts: str | Mapping[str, str] | None) -> str | ParameterReference | None:
    if facts is None or isinstance(facts, str):
        return facts
    return ParameterReference(facts["name"], facts.get("fallback"))
