"""What a model is ordered to do where a node for one kind of its work is named: “run sentiment analysis on …”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import MODEL_TASKS
from nodepilot.composer.reading.story import Act


def model_work(u: Utterance, act: Act) -> None:
    """Settles the act's verb and its source by the node, or by the answers, that it names."""
    if act.verb in {"run", "create"} and any(
        hit.key == "sentimentAnalysis" for a in act.arguments if a.role == "object" for hit in a.services
    ):
        # "run sentiment analysis on new conversations"
        act.verb, act.ai, act.source, act.target = "analyze", True, act.target or act.source, None
    if (
        act.verb in {"delete", "check", "run", "label", "validate"}
        and act.helper is not None
        and act.helper.key == "guardrails"
    ):
        # "remove personal data from new mails with guardrails": out of their text.
        act.verb, act.ai, act.source, act.target = "moderate", True, act.source or act.target, None
    offered = act.argument("as")
    if (
        act.verb == "label"
        and act.ai
        and offered is not None
        and any(u.has(i, "words", "or") for i in range(offered.first, offered.last))
    ):
        # "label new messages as lead or spam": one of these is found out.
        act.verb, act.source, act.target = "classify", act.source or act.target, None
    if act.verb == "get" and act.helper is not None and act.helper.key == "informationExtractor":
        act.verb = "extract"
    if act.verb == "extract" and _is_felt(u, act):
        act.verb, act.ai = "analyze", True
    if act.verb in {"let", "run"} and act.helper is not None and act.helper.key in MODEL_TASKS:
        # "use the summarization chain on new articles": what is done there is its work.
        act.verb, act.ai = MODEL_TASKS[act.helper.key], True
        act.source, act.target = act.target or act.source, None


_FELT = frozenset({"sentiment", "mood", "tone"})


def _is_felt(u: Utterance, act: Act) -> bool:
    """“detect its sentiment”, “the sentiment of new reviews”: that alone is found out."""
    said = act.argument("object")
    if said is None or not said.nouns or said.nouns[0] not in _FELT:
        return False
    return not any(u.has(i, "words", "and") or u.tokens[i].norm == "," for i in range(said.first, said.last))


_WORKS = {"summary": "summarize", "translation": "translate", "transcript": "transcribe"}


def work_named_alone(u: Utterance, act: Act) -> str:
    """“voice → whisper → gpt summary”: the work by what comes out of it, or by the model that does nothing else."""
    if any(u.tokens[i].norm == "whisper" for i in range(act.first, act.last)):
        return "transcribe"
    nouns = [noun for argument in act.arguments for noun in argument.nouns]
    return _WORKS.get(nouns[-1], "") if nouns else ""
