"""What the package ships for the knowledge tables, and by what one sees that it has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

SOURCES = ("nodepilot.knowledge", "nodepilot.ai.prompts", "nodepilot.reference")
"""Packages whose files decide what the rows hold."""


@cache
def digest() -> str:
    """Hex; the same as long as neither texts nor the code that makes rows of them have changed."""
    from nodepilot.catalog import resolve_version

    made = hashlib.sha256(resolve_version().encode())
    for package in SOURCES:
        for name, file in sorted(_files_of(files(package), "")):
            made.update(f"\0{package}/{name}\0".encode())
            made.update(file.read_bytes())
    return made.hexdigest()


def patterns() -> list[dict[str, Any]]:
    """Rows of `node_patterns` for the newest n8n release."""
    from nodepilot.catalog import load_catalog
    from nodepilot.knowledge.patterns import Patterns
    from nodepilot.knowledge.services import load_services

    catalog = load_catalog()
    return [
        {
            "key": pattern.id,
            "node_type": pattern.node_type,
            "node_name": pattern.name,
            "node_config": {"type_version": pattern.type_version, "parameters": dict(pattern.parameters)},
            "use_case": pattern.use_case,
            "is_featured": pattern.featured,
            "performance_metrics": {"uses": pattern.uses},
        }
        # Not the shared ones: they would stay in memory, all of them.
        for pattern in Patterns(catalog, load_services(catalog))
    ]


def templates() -> list[dict[str, Any]]:
    """Rows of `workflow_templates`, their workflows for the newest n8n release."""
    from nodepilot.catalog import load_catalog
    from nodepilot.knowledge.templates import load_templates

    catalog = load_catalog()
    return [
        {
            "key": template.key,
            "name": template.name,
            "description": template.description,
            "category": template.category,
            "workflow_json": template.document(catalog),
            "node_count": template.node_count,
            "complexity_level": template.complexity.value,
            "use_cases": list(template.use_cases),
            "integrations": list(template.integrations(catalog)),
        }
        for template in load_templates()
    ]


def tips() -> list[dict[str, Any]]:
    """Rows of `workflow_tips`."""
    from nodepilot.knowledge.tips.tip import load_tips

    return [
        {
            "key": tip.key,
            "tip_title": tip.title,
            "tip_content": tip.text,
            "category": tip.category,
            "application_context": {
                "nodes": asdict(tip.on) if tip.on else None,
                "workflow": asdict(tip.workflow),
                "at_least": tip.at_least,
                "mend": asdict(tip.mend),
            },
        }
        for tip in load_tips()
    ]


def prompts() -> dict[str, str]:
    """Text by name."""
    from nodepilot.ai.prompts import NAMES, packaged_text

    return {name: packaged_text(name) for name in NAMES}


def _files_of(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files_of(entry, f"{name}/")
        else:
            yield name, entry
