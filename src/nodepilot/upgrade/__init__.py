"""From one n8n release to another: what a release does to a workflow, and newer typeVersions for its nodes."""

from nodepilot.upgrade.effects import Effect, EffectKind, effects

__all__ = ["Effect", "EffectKind", "effects"]
