"""Mends workflows: issue by issue, with edits as data, and never at the cost of another issue.

    from nodepilot.repair import Fix, Note, Repair
    nodepilot.repair(document)            # `library.py`

The package can be called like that function. Python puts a package under its own name as soon as it is
imported, so `nodepilot.repair` is the function at first and the package from then on.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from nodepilot.repair.model import Fix, Note, Proposal, Repair

__all__ = ["Fix", "Note", "Proposal", "Repair"]


class _CallablePackage(ModuleType):
    def __call__(self, workflow: Any, n8n_version: str | None = None, *, unsafe: bool = False) -> Repair:
        from nodepilot.repair.library import repair

        return repair(workflow, n8n_version, unsafe=unsafe)


sys.modules[__name__].__class__ = _CallablePackage
