"""From words to a story: clauses, their arguments, conditions, acts, and what starts it all."""
