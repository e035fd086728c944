"""Voice notes of a messenger: those that are sent to it are written down before anything reads them, answers are spoken."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.ai_media import speak, transcribe
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messenger_files import fetch_sent_file
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act, Thread
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, OriginKind, Ref
from nodepilot.plan.shapes import condition, conditions

_IS_VOICE = {
    "telegram": "{message}.message?.voice !== undefined",
    "whatsApp": "{message}.messages?.[0]?.type === 'audio'",
}
"""What tells a voice note from a written message, by messenger."""


_SPOKEN_ANSWER = Pattern(
    r"\b(?:repl(?:y|ies)|answers?|answered|responds?|responses?|sends?|sent|get|back)\b[^.;]{0,40}?\b(?:as|with|by|in)(?: an?)? (?:voice|audio|spoken)\b"
    r"|\b(?:voice|spoken|audio) (?:reply|replies|answers?|responses?)\b|\bout loud\b|\baloud\b",
    re.IGNORECASE,
)


def speak_answer(draft: Draft, flow: Flow, service: str) -> None:
    """“… and I get the answer as a voice message”: what a model wrote is spoken before it goes back to the messenger."""
    first, data = flow.history[0] if flow.history else None, flow.data
    if first is None or data is None or service not in _IS_VOICE or first.service != service:
        return
    if "ai_text" not in data.roles or data.step == first.step:
        return
    if (told := _SPOKEN_ANSWER.search(draft.utterance.text)) is not None:
        tokens = draft.utterance.tokens
        place = next((i for i, token in enumerate(tokens) if token.start >= told.start()), 0)
        speak(draft, flow, Act("reply", place, place + 1))


def speaks_of_voice(u: Utterance) -> bool:
    """“understands voice notes”, “voice messages”; an answer that is to be spoken tells nothing of what comes in."""
    answer = _SPOKEN_ANSWER.search(u.text)
    first, last = answer.span() if answer is not None else (0, 0)
    return any(
        u.has(i, "nouns", "audio", "voice") and not first <= token.start < last
        for i, token in enumerate(u.tokens)
    )


def spoken_or_written(draft: Draft, flow: Flow, written: Ref | Code) -> Ref | Code:
    """What was said to a bot: a voice note is fetched and written down, a text is taken as it is."""
    first = flow.history[0]
    told = _IS_VOICE.get(first.service)
    if told is None:
        return written
    message = f"$('{first.step}').item.json"
    test = draft.add(
        "n8n-nodes-base.if",
        {
            "conditions": conditions(condition(Code(told.format(message=message)), "true", type="boolean")),
            "looseTypeValidation": True,
            "options": {},
        },
        name="Voice note?",
        key="voice",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, test)
    spoken = replace(flow, tails=[(test, 0)], history=list(flow.history))
    fetch_sent_file(draft, spoken)
    transcribe(draft, spoken, Act("transcribe", 0, 0))
    flow.tails = [*spoken.tails, (test, 1)]
    heard = spoken.tails[0][0]
    text = written.source if isinstance(written, Code) else f"$('{written.step}').item.json.{written.path}"
    return Code(f"$('{heard}').isExecuted ? $('{heard}').item.json.text : ({text})")


_MAKING = frozenset({"create", "add", "convert"})
"""“make tasks of the voice messages”: what is said in them."""


def hear(draft: Draft, flow: Flow, thread: Thread) -> None:
    """“a bot that makes tasks of voice messages”: what is said has to be written down first."""
    first = flow.history[0] if flow.history else None
    u = draft.utterance
    if first is None or first.service not in _IS_VOICE:
        return
    acts = [item for item in thread.items if isinstance(item, Act)]
    heard = {*range(thread.start.first, thread.start.last)}
    heard |= {i for act in acts if act.verb in _MAKING for i in range(act.first, act.last)}
    spoken = any(u.has(i, "nouns", "audio", "voice") > 1 for i in heard) or any(
        "audio" in act.nouns for act in acts
    )
    carried = any(
        act.verb in {"transcribe", "upload", "copy", "download", "forward"}
        or (act.verb == "convert" and not act.ai and act.target is None)
        or (act.target is not None and act.target.key in FILE_STORES)
        for act in acts
    )
    if not spoken or carried or any(u.has(i, "verbs", "transcribe") for i in range(len(u.tokens))):
        return
    if first.service == "telegram":
        flow.binary = (first.step, "data")
        draft.set(first.step, "additionalFields", {"download": True})
    else:
        fetch_sent_file(draft, flow)
    transcribe(draft, flow, Act("transcribe", thread.start.first, thread.start.last))
