"""What is different between the node types of two n8n releases.

for change in compare(load_catalog("1"), load_catalog("2")):
    change.kind, change.text
"""

from nodepilot.catalog.comparison.change import Change, ChangeKind
from nodepilot.catalog.comparison.compare import compare

__all__ = ["Change", "ChangeKind", "compare"]
