"""From a plan to a workflow document.

compiled = compile_plan(plan, catalog)
compiled.document        # n8n JSON
compiled.setup           # credentials to choose, values to fill in, assumptions
"""

from nodepilot.plan.compiler.compile import compile_plan
from nodepilot.plan.compiler.part import compile_part
from nodepilot.plan.compiler.result import CompiledPart, CompiledPlan, CredentialNeeded, Setup

__all__ = ["CompiledPart", "CompiledPlan", "CredentialNeeded", "Setup", "compile_part", "compile_plan"]
