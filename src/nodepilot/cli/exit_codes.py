"""What the command line's exit codes mean."""

from typing import Final

OK: Final = 0
"""Fine: the workflow was written, or has no errors; in a batch, every row was answered."""

ISSUES_FOUND: Final = 1
"""`validate` found errors."""

DIFFERENT: Final = 1
"""`diff --exit-code` found a difference."""

CONFLICTS: Final = 1
"""`merge` left conflicts for a person."""

FAILED: Final = 1
"""There is no answer: the request became no workflow, or something on our side failed."""

WRONG_USE: Final = 2
"""Unknown flags, a file that is not there, input that is not what it should be."""

INTERRUPTED: Final = 130
"""Ctrl-C, as shells count it."""
