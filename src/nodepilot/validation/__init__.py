"""Finds what is wrong with a workflow: n8n's own objections and what n8n does not see."""

from nodepilot.validation.issue import Issue, Kind, Severity, Source
from nodepilot.validation.validator import is_valid, validate

__all__ = ["Issue", "Kind", "Severity", "Source", "is_valid", "validate"]
