"""From a plan to a workflow document.

compiled = compile_plan(plan, catalog)
compiled.document        # n8n JSON
compiled.setup           # credentials to choose, values to fill in, assumptions
"""

from nodepilot.plan.compiler.compile import compile_plan
from nodepilot.plan.compiler.result import CompiledPlan, CredentialNeeded, Setup

__all__ = ["CompiledPlan", "CredentialNeeded", "Setup", "compile_plan"]
