"""Answers to messages that ask for no workflow: a question's answer with its source, or a word of politeness."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.composition import Composition
from nodepilot.composer.explaining.questions import answer_about_itself, answer_question
from nodepilot.composer.intents import Intent
from nodepilot.knowledge.services import Services
from nodepilot.sentences import later, say

_EXAMPLES = (
    later("When a row is added to my Google Sheet, post it to the Slack channel #sales"),
    later("Every weekday at 8:30 send me today's Google Calendar events by email"),
    later("Contact form whose answers go to Airtable, with a thank-you email"),
)
_WHAT_I_DO = later(
    "I turn plain words into n8n workflows. Tell me what starts it and what shall happen "
    "then; you get a workflow that opens in n8n, and a list of what to connect."
)
_ABOUT_IT = later("I can tell you about the open workflow, and change it.")
_QUESTIONS = (
    later("What does it do, step by step?"),
    later("What is left to do before it runs?"),
    later("Why do I get no message?"),
)
_GREETING = re.compile(
    r"(?i)^\W*(?:hi+|hello|hey|hallo|hola|salut|bonjour|ol[aá]|good (?:morning|evening|afternoon|day)|guten (?:tag|morgen|abend)"
    r"|buenos d[ií]as|buenas|bom dia|moin|servus)\b"
)
_THANKS = re.compile(r"(?i)\b(?:thanks?|thank you|thx|danke|gracias|merci|obrigad[oa])\b")
_CONTENT = re.compile(
    r"(?i)^\W*(?:cool|great|nice|perfect|ok(?:ay)?|awesome|looks? good|not bad|super|prima|genial|parfait|[oó]timo|haha|sorry|"
    r"never ?mind|bye|see you)\b"
)


def reply_to(
    intent: Intent, message: str, catalog: Catalog, services: Services, *, is_open: bool = False
) -> Composition:
    """The answer to a question or to mere talk; with examples where it says that something is not known.

    `is_open`: there is a workflow that one can ask about.
    """
    what_i_do = _ABOUT_IT if is_open else _WHAT_I_DO
    examples = tuple(map(say, _QUESTIONS if is_open else _EXAMPLES))
    if intent.label == "workflow_question":
        told = answer_question(message, catalog, services)
        if told.is_known:
            return Composition(None, intent.confidence, told.text)
        return Composition(None, intent.confidence, f"{told.text} {say(what_i_do)}", suggestions=examples)
    own = answer_about_itself(message)
    if own is not None:
        return Composition(None, intent.confidence, own)
    if _THANKS.search(message):
        return Composition(
            None, intent.confidence, say("You're welcome. Say what to change, or what comes next.")
        )
    if _GREETING.search(message):
        return Composition(
            None,
            intent.confidence,
            say("Hello! {what_i_do}", what_i_do=say(_WHAT_I_DO)),
            suggestions=tuple(map(say, _EXAMPLES)),
        )
    if _CONTENT.search(message):
        return Composition(
            None,
            intent.confidence,
            say("Good. Tell me when something should be different, or what comes next."),
        )
    return Composition(
        None,
        intent.confidence,
        say("That is outside of what I know. {what_i_do}", what_i_do=say(what_i_do)),
        suggestions=examples,
    )
