"""Facts about an n8n release that are not in its node packages."""

from __future__ import annotations

import re

from nodepilot.catalog.build.packages import PackageArchive
from nodepilot.kit.records import dataclass

_HITL_MODULE = re.compile(r"dist/tool-generation/hitl-tools\.js")
_NODES_CONFIG = re.compile(r"dist/configs/nodes\.config\.js")
_EXCLUDE = re.compile(r"this\.exclude = \[([^\]]*)\]")
_NAME = re.compile(r"['\"]([^'\"]+)['\"]")


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """`makes_hitl_tools`: the release derives `…HitlTool` variants (early ones do not).

    `off_by_default` names the node types that a fresh installation refuses to run.
    """

    makes_hitl_tools: bool
    off_by_default: frozenset[str]


def release_facts(server: PackageArchive, config: PackageArchive) -> ReleaseFacts:
    """Reads them from the packages `n8n` and `@n8n/config`."""
    settings = "".join(config.read_texts(_NODES_CONFIG).values())
    excluded = _EXCLUDE.search(settings)
    return ReleaseFacts(
        makes_hitl_tools=bool(server.read_texts(_HITL_MODULE)),
        off_by_default=frozenset(_NAME.findall(excluded.group(1)) if excluded else ()),
    )
