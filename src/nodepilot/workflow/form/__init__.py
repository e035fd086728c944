"""A node's parameters as a form: which fields are shown, what each takes, and what stands in it.

    form = form_of(workflow, "Slack", catalog)
    form["fields"][0]              # {"path": "resource", "kind": "options", "choices": [...], ...}

What is shown depends on other fields, as n8n's `displayOptions` say. A form is JSON, ready to be sent.
"""

from nodepilot.workflow.form.form import form_of
from nodepilot.workflow.form.grounding import grounded

__all__ = ["form_of", "grounded"]
