"""What NodePilot knows about n8n beyond the catalog: words, services, operations, figures, search.

services.py     what people name ("gsheet", "tg", "email") -> services of the catalog
operations.py   verb and object -> resource and operation of an action node
triggers.py     words -> event of a trigger node, with the parameters that hold it
figures/        how often what is used, learnt from public workflows
search.py       plain-language search over node types
data/           what we wrote ourselves: names, verbs, nouns, needs (TOML)
built/          what `nodepilot knowledge build` makes of it and of the catalog (JSON)
"""
