"""Puts the built web page into every package (wheel and source distribution).

An editable install needs none of it: `make setup` builds the page into the source tree.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebPageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the page unless it is there; a source distribution brings it along."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        page = root / "src" / "nodepilot" / "server" / "static" / "index.html"
        if version == "editable" or page.is_file() or not (root / "web" / "package.json").is_file():
            return
        subprocess.run([sys.executable, str(root / "tools" / "build_web.py")], check=True)  # noqa: S603
