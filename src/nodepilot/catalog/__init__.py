"""n8n's node types and credential types, as facts, for several n8n releases side by side."""

from nodepilot.catalog.catalog import Catalog, available_versions, load_catalog, resolve_version
from nodepilot.catalog.model import (
    Choice,
    ComputedPorts,
    CredentialNeed,
    CredentialType,
    DisplayOptions,
    NodeTypeEntry,
    NodeTypeVersion,
    Port,
    PortFilter,
    Property,
    PropertyGroup,
    TypeOptions,
)
from nodepilot.catalog.node_type import NodeType
from nodepilot.catalog.output_schema import OutputField, OutputSchema
from nodepilot.catalog.text import OmittedText

__all__ = [
    "Catalog",
    "Choice",
    "ComputedPorts",
    "CredentialNeed",
    "CredentialType",
    "DisplayOptions",
    "NodeType",
    "NodeTypeEntry",
    "NodeTypeVersion",
    "OmittedText",
    "OutputField",
    "OutputSchema",
    "Port",
    "PortFilter",
    "Property",
    "PropertyGroup",
    "TypeOptions",
    "available_versions",
    "load_catalog",
    "resolve_version",
]
