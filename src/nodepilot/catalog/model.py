"""What n8n's node types are: the types that the rest of NodePilot reads.

    catalog = load_catalog()                       # newest n8n release in the package
    slack = catalog.get("n8n-nodes-base.slack")    # UnknownNodeType with the nearest names
    latest = slack.latest                          # NodeTypeVersion
    latest.properties_named("operation")           # several properties may share a name

All values are plain facts read from n8n's own packages: names, types, defaults, choices and
conditions. Objects are immutable and shared: never change a list or dict that you find in one.
Definitions compare by identity, ports by content.
Numbers keep the form they have in n8n's JSON (`2` stays an int, `2.1` a float).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from nodepilot.kit.records import dataclass

Json: TypeAlias = Any
"""A JSON value: None, bool, int, float, str, list or dict with string keys."""

Parameters: TypeAlias = Mapping[str, Any]
"""A node's `parameters`, as they stand in the workflow JSON."""

CUSTOM_API_CALL = "__CUSTOM_API_CALL__"
"""n8n's editor adds this value to the choices of `resource` and `operation`: "use HTTP Request"."""

MAIN = "main"
"""The connection type that carries items; all others attach a sub-node."""


@dataclass(frozen=True, eq=False, slots=True)
class DisplayOptions:
    """When something is shown. Keys are parameter paths (`resource`, `/mode`, `@version`, `@tool`).

    Values are the accepted values; `{"_cnd": {"gte": 2}}` is a comparison instead of a value.
    Everything under `show` has to match, nothing under `hide` may. `display.py` evaluates it.
    """

    show: Mapping[str, list[Json]] = field(default_factory=dict)
    hide: Mapping[str, list[Json]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """One allowed value of an `options` or `multiOptions` property.

    `name` is the label, `action` the short phrase that n8n names a new node by ("Send a message").
    """

    value: str | int | float | bool
    name: str
    action: str | None = None
    display_options: DisplayOptions | None = None
    output_connection_type: str | None = None


@dataclass(frozen=True, slots=True)
class ModeValidation:
    """A pattern that the whole value of a resource locator has to match (JavaScript syntax)."""

    regex: str


@dataclass(frozen=True, eq=False, slots=True)
class LocatorMode:
    """One way of naming a resource: `list`, `id`, `url`, `name`…

    `extract_regex` takes the id out of a URL; `search_method` names the method that fills the
    list in n8n's editor.
    """

    name: str
    display_name: str
    type: str
    validations: tuple[ModeValidation, ...] = ()
    extract_regex: str | None = None
    search_method: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class PropertyGroup:
    """One named group of a `fixedCollection`; its values sit under `name`."""

    name: str
    display_name: str
    values: tuple[Property, ...]

    def property(self, name: str) -> Property | None:
        """The first property of that name in the group."""
        return next((value for value in self.values if value.name == name), None)


@dataclass(frozen=True, eq=False, slots=True)
class TypeOptions:
    """The `typeOptions` of a property that decide about values (not about looks).

    `multiple_values` is None when n8n does not say: n8n treats "unset" and False differently.
    `extra` holds the whole nested facts of `resourceMapper`, `filter` and `assignment`.
    """

    multiple_values: bool | None = None
    min_value: float | None = None
    max_value: float | None = None
    number_precision: int | None = None
    max_length: int | None = None
    min_required_fields: int | None = None
    max_allowed_fields: int | None = None
    load_options_method: str | None = None
    load_options_depends_on: tuple[str, ...] = ()
    loads_options: bool = False
    """The choices come from the service at edit time (by method or by request)."""
    password: bool = False
    editor: str | None = None
    date_only: bool = False
    binary_data_property: bool = False
    extra: Mapping[str, Json] = field(default_factory=dict)


NO_TYPE_OPTIONS = TypeOptions()


@dataclass(frozen=True, eq=False)
class Property:
    """One parameter definition of a node type, or one field of a credential type.

    Exactly one of `choices` (options, multiOptions), `children` (collection), `groups`
    (fixedCollection) and `modes` (resourceLocator) is filled, by `type`.
    A default that is a long text is an `OmittedText`.
    """

    name: str
    display_name: str
    type: str
    default: Json = None
    has_default: bool = True
    """False when n8n defines none (JavaScript's `undefined`)."""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    children: tuple[Property, ...] = ()
    groups: tuple[PropertyGroup, ...] = ()
    modes: tuple[LocatorMode, ...] = ()
    has_options: bool = False
    """n8n's `options` key is there at all."""
    display_options: DisplayOptions | None = None
    disabled_options: DisplayOptions | None = None
    type_options: TypeOptions = NO_TYPE_OPTIONS
    has_type_options: bool = False
    no_data_expression: bool = False
    validate_type: str | None = None
    ignore_validation_during_execution: bool = False
    requires_data_path: str | None = None
    is_node_setting: bool = False
    allow_arbitrary_values: bool = False
    credential_types: tuple[str, ...] = ()
    extract_regex: str | None = None
    do_not_inherit: bool = False
    feature_flag: str | None = None

    def choice(self, value: Json) -> Choice | None:
        """The choice with exactly this value (`1` is not `True`)."""
        for choice in self.choices:
            if choice.value == value and isinstance(choice.value, bool) == isinstance(value, bool):
                return choice
        return None

    def child(self, name: str) -> Property | None:
        """The first child of a `collection` with that name."""
        return next((child for child in self.children if child.name == name), None)

    def group(self, name: str) -> PropertyGroup | None:
        """The group of a `fixedCollection` with that name."""
        return next((group for group in self.groups if group.name == name), None)

    def mode(self, name: str) -> LocatorMode | None:
        """The resource locator mode with that name."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class PortFilter:
    """Which node types may sit at the other end: only `nodes` when given, never `excluded_nodes`."""

    nodes: tuple[str, ...] = ()
    excluded_nodes: tuple[str, ...] = ()

    def allows(self, type_name: str) -> bool:
        """True when a node of this type may be connected."""
        if self.nodes and type_name not in self.nodes:
            return False
        return type_name not in self.excluded_nodes


@dataclass(frozen=True, slots=True)
class Port:
    """One input or output. Its index is its place among the ports of the same `type`."""

    type: str
    display_name: str | None = None
    required: bool = False
    max_connections: int | None = None
    filter: PortFilter | None = None
    category: Literal["error"] | None = None


@dataclass(frozen=True, slots=True)
class ComputedPorts:
    """Ports that depend on the parameters; `ports.py` holds the rule of this name.

    `exact` is False when n8n's definition differs from every one that the rule was proven on
    (a release newer than this NodePilot): the answer is then the best known, not a certainty.
    """

    rule: str
    filters: tuple[PortFilter, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class CredentialNeed:
    """A credential type that a node type uses, and when."""

    name: str
    required: bool = False
    display_options: DisplayOptions | None = None
    display_name: str | None = None


@dataclass(frozen=True, slots=True)
class ParameterReference:
    """A fact that is taken from a top-level parameter when the node runs."""

    parameter: str
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class WebhookFacts:
    """One webhook of a node type. `None`: n8n computes it in a way that is not a plain reference."""

    name: str
    method: str | ParameterReference | None
    path: str | ParameterReference | None
    response_mode: str | ParameterReference | None = None
    is_full_path: bool = False
    restart_webhook: bool = False
    node_type: str | None = None


@dataclass(frozen=True, eq=False)
class NodeTypeVersion:
    """A node type at one typeVersion. Properties keep n8n's order."""

    type_name: str
    version: float
    display_name: str
    default_name: str
    groups: tuple[str, ...]
    properties: tuple[Property, ...]
    inputs: tuple[Port, ...] | ComputedPorts
    outputs: tuple[Port, ...] | ComputedPorts
    credentials: tuple[CredentialNeed, ...] = ()
    webhooks: tuple[WebhookFacts, ...] = ()
    polling: bool = False
    usable_as_tool: bool = False
    max_nodes: int | None = None
    required_inputs: int | None = None
    """How many main inputs need data; None: n8n does not say (or says it by mode)."""
    features: Mapping[str, Json] = field(default_factory=dict)
    skip_name_generation: bool = False
    hidden: bool = False
    description_digest: str | None = None
    schema_path: str | None = None

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Property, ...]]:
        found: dict[str, tuple[Property, ...]] = {}
        for each in self.properties:
            found[each.name] = (*found.get(each.name, ()), each)
        return found

    @property
    def property_names(self) -> tuple[str, ...]:
        """Names of all top-level properties, each once, in n8n's order."""
        return tuple(self._by_name)

    def properties_named(self, name: str) -> tuple[Property, ...]:
        """All top-level properties with that name (which one counts depends on what is shown)."""
        return self._by_name.get(name, ())

    @property
    def is_trigger(self) -> bool:
        """n8n counts it as a trigger (its group says so)."""
        return "trigger" in self.groups

    @property
    def is_trigger_like(self) -> bool:
        """n8n's publish check counts it as a start: trigger group, polling, or webhooks."""
        return self.is_trigger or self.polling or bool(self.webhooks)

    @property
    def is_sub_node(self) -> bool:
        """All its fixed outputs attach it to a root node (`ai_*`), none carries items."""
        if isinstance(self.outputs, ComputedPorts):
            return False
        return bool(self.outputs) and all(port.type != MAIN for port in self.outputs)

    # Last in the class: the name hides the builtin decorator from here on.
    def property(self, name: str) -> Property | None:
        """The first top-level property with that name."""
        found = self._by_name.get(name)
        return found[0] if found else None


@dataclass(frozen=True, eq=False, slots=True)
class NodeTypeEntry:
    """The light index line of a node type; read without decoding the node type itself.

    `subcategories` maps a category to its subcategories. `tool_of` names the node type that a
    synthetic `…Tool` or `…HitlTool` variant is made from.
    """

    name: str
    display_name: str
    default_name: str
    groups: tuple[str, ...]
    versions: tuple[float, ...]
    default_version: float
    categories: tuple[str, ...] = ()
    subcategories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    credential_types: tuple[str, ...] = ()
    is_trigger: bool = False
    hidden: bool = False
    usable_as_tool: bool = False
    off_by_default: bool = False
    """A fresh n8n refuses to run it until the operator allows it."""
    tool_of: str | None = None

    @property
    def is_tool_variant(self) -> bool:
        """Made by n8n at load time from another node type."""
        return self.tool_of is not None


@dataclass(frozen=True, eq=False, slots=True)
class CredentialType:
    """A credential type: what a person has to fill in, and which node types take it.

    `fields` are its own; `Catalog.credential_fields` adds what it inherits through `extends`.
    `api_base_url` is set where n8n offers it for HTTP Request nodes.
    """

    name: str
    display_name: str
    fields: tuple[Property, ...]
    extends: tuple[str, ...] = ()
    generic_auth: bool = False
    authenticates: bool = False
    """n8n itself puts it into a request, so HTTP Request nodes can use it."""
    supported_nodes: tuple[str, ...] = ()
    api_base_url: str | None = None
    restrict_to_supported_nodes: bool = False
    hidden: bool = False
