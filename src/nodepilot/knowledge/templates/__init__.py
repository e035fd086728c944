"""Workflow templates: ready workflows for what people ask for most, written by us.

    for template in load_templates():
        template.name, template.integrations
        template.document(catalog)       # n8n JSON for that release

Each is an entry in `data/templates/<category>.toml`; `assemble.py` makes the workflow of it.
"""

from nodepilot.knowledge.templates.match import TemplateMatch, search_templates
from nodepilot.knowledge.templates.template import Template, load_templates

__all__ = ["Template", "TemplateMatch", "load_templates", "search_templates"]
