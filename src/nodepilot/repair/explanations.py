"""Why an issue cannot be mended without knowing what was meant, by issue code."""

from __future__ import annotations

from collections.abc import Mapping

from nodepilot.sentences import later, say
from nodepilot.validation.issue import Issue

_REASONS: Mapping[str, str] = {
    "NOT_A_WORKFLOW": later("There is nothing in it that could be read as a workflow."),
    "TOO_DEEP": later("It is nested too deeply to be read."),
    "INVALID_STRUCTURE": later("What belongs there cannot be told from the rest of the document."),
    "DUPLICATE_NODE_NAME": later("Rename one of them, and lead its connections to where they belong."),
    "DUPLICATE_NODE_ID": later("Give one of them another id."),
    "UNKNOWN_CONNECTION_SOURCE": later("No node of the workflow is called anything like it."),
    "UNKNOWN_CONNECTION_TARGET": later("No node of the workflow is called anything like it."),
    "UNKNOWN_NODE_TYPE": later(
        "No single node type of n8n is called like it; say which service it should be."
    ),
    "UNKNOWN_NODE_VERSION": later(
        "None of the versions that there are takes these parameters without other issues."
    ),
    "UNREADABLE_PARAMETERS": later("What belongs there cannot be told from the value."),
    "UNREADABLE_CONNECTIONS": later("What they should lead to cannot be told."),
    "MISSING_PARAMETER": later("Only you know the value."),
    "INVALID_PARAMETER": later("Only you know the right value."),
    "INVALID_CONNECTION_LIST": later("What it should lead to cannot be told."),
    "CONNECTION_TYPE_MISMATCH": later("The two nodes have no type of connection in common."),
    "UNKNOWN_CONNECTION_TYPE": later("The two nodes have no type of connection in common."),
    "INVALID_OUTPUT_INDEX": later("Which of the node's outputs was meant cannot be told."),
    "NO_SUCH_OUTPUT": later(
        "The two nodes cannot be connected in this way; say what should happen between them."
    ),
    "INVALID_INPUT_INDEX": later("Which of the node's inputs was meant cannot be told."),
    "NO_SUCH_INPUT": later(
        "The two nodes cannot be connected in this way; say what should happen between them."
    ),
    "INCOMPATIBLE_NODES": later("One of the two has to be another node; which, only you know."),
    "MISSING_LANGUAGE_MODEL": later("Choose a model, add its node and connect it."),
    "MISSING_REQUIRED_INPUT": later(
        "Choose what shall be connected there; no node in the workflow is free for it."
    ),
    "TOO_MANY_CONNECTIONS": later("Decide which of them stays."),
    "MISSING_CREDENTIAL": later("Choose or make the credential in n8n; a workflow file holds none."),
    "UNSET_CREDENTIAL": later("Choose the credential in n8n; a workflow file holds none."),
    "UNKNOWN_CREDENTIAL_TYPE": later("Choose a credential type that n8n has."),
    "UNREADABLE_CREDENTIALS": later("Choose the credential in n8n."),
    "UNKNOWN_COMMUNITY_NODE": later("Install the community package where the workflow shall run."),
    "NODE_OFF_BY_DEFAULT": later("Whoever runs n8n has to allow this node type."),
    "NO_PUBLISHABLE_TRIGGER": later("Say when it shall start by itself, if it shall."),
    "NOT_PUBLISHABLE": later("It goes when the node's parameters are complete."),
    "API_REFUSES": later("What belongs there cannot be told."),
    "NO_NODES": later("Say what the workflow shall do."),
    "MISSING_TRIGGER": later("Say when the workflow shall start."),
    "DISCONNECTED_NODE": later("Where it belongs, only you know: connect it, or remove it."),
    "CYCLE_WITHOUT_EXIT": later("Say when the loop shall end: put an If into it, or remove a connection."),
    "LOOP_OUTPUTS_SWAPPED": later("Which nodes belong to the loop cannot be told."),
    "LOOP_NOT_CLOSED": later("Connect the last node of the loop back to it."),
    "MISSING_TYPE_VERSION": later(
        "None of the versions that there are takes these parameters without other issues."
    ),
    "DEPRECATED_NODE_TYPE": later(
        "It still runs. Its successor has other parameters, so replacing it is a rebuild."
    ),
    "UNKNOWN_PARAMETER": later("n8n ignores it. What it should do cannot be told from its name."),
    "INVALID_OPTION": later("Choose one of the values that n8n takes."),
    "INVALID_OPERATION": later("Choose one of the operations that the resource has."),
    "WRONG_SHAPE": later("How the value fits into that shape cannot be told."),
    "WRONG_TYPE": later("What number was meant cannot be told from the text."),
    "NUMBER_AS_TEXT": later("What number was meant cannot be told from the text."),
    "CONDITIONS_IGNORED": later("How these conditions are meant cannot be told."),
    "INVALID_CONDITION": later("Say how the two values shall be compared."),
    "UNKNOWN_COMPARISON": later("Say how the two values shall be compared."),
    "INVALID_JSON": later("Where its author went wrong cannot be told."),
    "EXPRESSION_SYNTAX": later("What it should compute cannot be told."),
    "MISSING_EXPRESSION_PREFIX": later("With `=` in front of it the text would be no valid expression."),
    "MISSING_EXPRESSION_BRACES": later("Whether it is meant as text or as an expression cannot be told."),
    "UNKNOWN_VARIABLE": later("What it should read cannot be told."),
    "UNKNOWN_METHOD": later("What it should do cannot be told from its name."),
    "UNKNOWN_PROPERTY": later("What it should read cannot be told from its name."),
    "FORBIDDEN_PROPERTY": later("Read it in a Code node instead."),
    "UNKNOWN_NODE_REFERENCE": later(
        "No node before it is called anything like that; say which one it should read from."
    ),
    "REFERENCE_NEVER_RUNS": later("Read from a node that runs before it."),
    "REFERENCE_RUNS_LATER": later("Read from a node that runs before it."),
    "FROM_AI_IN_NON_TOOL": later("Attach the node to an agent as a tool, or give the value."),
    "CODE_SYNTAX": later("What the program should do cannot be told."),
    "CODE_WITHOUT_RETURN": later("Which items the program should return cannot be told."),
    "CODE_RETURNS_NO_ITEMS": later("How the value becomes items cannot be told."),
    "WEBHOOK_WITHOUT_RESPONSE": later("Say what the caller shall get, in a Respond to Webhook node."),
    "UNUSED_RESPOND_NODE": later("Decide who answers: the Webhook, or the Respond to Webhook node."),
    "RESPOND_WITHOUT_WEBHOOK": later("Start the workflow with a Webhook, or remove the node."),
    "DUPLICATE_WEBHOOK_PATH": later(
        "Callers know a webhook by its address, so choose which one gets another."
    ),
    "INVALID_CRON": later("Say when it shall start."),
    "SCHEDULE_NEVER_FIRES": later("Say on which day it shall start."),
    "SCHEDULE_TOO_OFTEN": later("If that is meant, leave it."),
    "SCHEDULE_IN_CLOCK_CHANGE": later(
        "Name a time zone in the settings of the workflow, or choose another hour."
    ),
    "FETCHES_WITHOUT_LIMIT": later("How much is enough only a person knows."),
    "MODEL_LOOP_WITHOUT_LIMIT": later("Say after how many rounds the loop ends, whatever the answer."),
    "CREDENTIAL_NOT_ACCEPTED": later("Choose a credential that the node takes."),
    "HARDCODED_SECRET": later(
        "Put the secret into a credential in n8n, take it out of here, and replace it where it was issued."
    ),
}
_OTHERWISE = later("How to mend it cannot be told from the workflow.")


def explain(issue: Issue) -> str:
    """A sentence for people: what is not known, or what they can do."""
    return say(_REASONS.get(issue.code, _OTHERWISE))
