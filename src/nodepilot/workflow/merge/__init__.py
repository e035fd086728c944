"""Three-way merge of workflows: what two people changed since a common version, in one document.

merged = merge(base, ours, theirs)
merged.workflow            # both sets of changes; where they clash, ours
merged.conflicts           # each clash in words
text_with_conflicts(merged.workflow, merged.theirs, "ours", "theirs")      # both versions, between markers
"""

from nodepilot.workflow.merge.markers import text_with_conflicts
from nodepilot.workflow.merge.merge import Merge, merge
from nodepilot.workflow.merge.values import Conflict
from nodepilot.workflow.merge.words import told

__all__ = ["Conflict", "Merge", "merge", "text_with_conflicts", "told"]
