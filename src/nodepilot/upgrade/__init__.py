"""From one n8n release to another: what a release does to a workflow, and newer typeVersions for its nodes.

upgrade(workflow, load_catalog("2"))                            # raises what is certain to be raised
effects(workflow, load_catalog("1"), load_catalog("2"))         # what the release does without that
"""

from nodepilot.upgrade.draft import Remark
from nodepilot.upgrade.effects import Effect, EffectKind, effects
from nodepilot.upgrade.node_upgrade import NodeUpgrade
from nodepilot.upgrade.upgrade import Upgrade, upgrade

__all__ = ["Effect", "EffectKind", "NodeUpgrade", "Remark", "Upgrade", "effects", "upgrade"]
