"""From a plan to a workflow document.

    compiled = compile_plan(plan, catalog)
    compiled.document        # n8n JSON
    compiled.setup           # credentials to choose, values to fill in, assumptions
"""
