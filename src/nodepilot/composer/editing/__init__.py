"""Follow-ups: an instruction in plain language to edits on a workflow that is there."""
