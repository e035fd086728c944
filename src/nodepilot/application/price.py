"""What an answer costs."""

from __future__ import annotations

from nodepilot.generations.record import AnswerRecord

BUILT_IN_ENGINE = "built-in engine"
"""How the pipeline names the engine that needs no model."""


def costs_a_credit(answer: AnswerRecord) -> bool:
    """A workflow that passed the gate does, and a text that a hosted model wrote.

    Questions back, failures, stops, and workflows with errors in them do not.
    """
    if answer.outcome == "workflow":
        return not any(issue.get("severity") == "error" for issue in answer.issues)
    return answer.outcome == "answer" and answer.answered_by != BUILT_IN_ENGINE
