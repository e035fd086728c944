"""n8n's check of a node's parameters, compiled per node type and typeVersion.

n8n fills in defaults, hides what `displayOptions` hide, and then looks at every property. Here only
properties that can produce a finding are looked at, with the same outcome. The facts are those of
n8n-workflow's `getNodeParameters` and `getNodeParametersIssues`, oddities included.
"""
