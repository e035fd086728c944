"""n8n's expressions: `={{ … }}` fields, references to nodes, known variables, JavaScript syntax."""
