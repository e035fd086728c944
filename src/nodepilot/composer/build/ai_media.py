"""Pictures and sound: drawn, looked at, written down by a model."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import bring_file, download
from nodepilot.composer.build.messenger_files import fetch_sent_file
from nodepilot.composer.build.models import named_model, named_provider
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import instruction, material, picture_prompt
from nodepilot.composer.language.model_names import CHAT
from nodepilot.composer.reading.story import Act, Start
from nodepilot.plan.model import Locator, Value
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."


def draw_image(draft: Draft, flow: Flow, act: Act) -> None:
    """A picture."""
    wanted = named_provider(draft)
    node_type = _LC + ("googleGemini" if wanted == "googleGemini" else "openAi")
    key = draft.add(
        node_type,
        {
            "resource": "image",
            "operation": "generate",
            "prompt": picture_prompt(draft, flow, act),
            "options": {},
        },
        name="Generate the image",
        key="image",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.binary = (key, "data")
    flow.give(Output(key, {"made_file": Known("image.png")}, noun="image"))


_NEAR = 4


def asks_picture(draft: Draft, start: Start) -> Act | None:
    """“create an image from a chat message”: the order in the words that speak of the chat; None for an agent that is able to."""
    u = draft.utterance
    for place in range(start.first, start.last):
        near = range(place + 1, min(place + _NEAR, start.last))
        drawn = u.has(place, "verbs", "create", "compose") and any(u.has(i, "nouns", "image") for i in near)
        if drawn and not any(u.has(i, "words", "that", "modal") for i in range(start.first, place)):
            return Act("compose", place, start.last, verb_at=place, ai=True)
    return None


def transcribe(draft: Draft, flow: Flow, act: Act) -> None:
    """Speech to text."""
    if flow.binary is None and not fetch_sent_file(draft, flow):
        download(draft, flow)
    first = flow.history[0] if flow.history else None
    if flow.binary is None and first is not None and draft.steps[first.step].node_type.endswith(".webhook"):
        # "a webhook receives audio": the file that it is called with.
        flow.binary = (first.step, "data")
    bring_file(draft, flow)
    name = flow.binary[1] if flow.binary is not None else "data"
    key = draft.add(
        _LC + "openAi",
        {"resource": "audio", "operation": "transcribe", "binaryPropertyName": name, "options": {}},
        name="Transcribe",
        key="transcribe",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(
        Output(
            key,
            {"ai_text": Known("text"), "text": Known("text"), "file_text": Known("text")},
            noun="transcript",
        )
    )
    flow.binary = None


_SOUND = frozenset(
    {"speech", "audio", "voice", "mp3", "voiceover", "tts", "spoken", "podcast", "sprache", "voz", "parole"}
)
_MADE = frozenset({"reply", "convert", "create", "compose", "format", "update", "translate"})


def becomes_sound(draft: Draft, act: Act) -> bool:
    """“turn it into speech”, “make an audio version of it”; speech that becomes text is transcribed."""
    u = draft.utterance
    if act.verb not in _MADE:
        return False
    # "convert the text I post to a webhook to speech": the last of them tells what it becomes.
    roles = ("with",) if act.verb == "reply" and act.argument("with") is not None else ("to", "as")
    made = [each for each in act.arguments if each.role in roles]
    if not made and (thing := act.argument("object")) is not None:
        made = [thing]
    return any(u.tokens[i].norm in _SOUND for each in made for i in range(each.first, each.last))


def speak(draft: Draft, flow: Flow, act: Act) -> None:
    """Text to speech."""
    said = _spoken(flow.data) or material(flow)
    by_voices = any(hit.key == "elevenLabs" for hit in draft.utterance.services)
    node_type, parameters = _eleven_labs(said) if by_voices else _open_ai(said)
    span = draft.utterance.span(act.first, act.last)
    key = draft.add(node_type, parameters, name="Speak", key="speak", span=span)
    if by_voices:
        draft.placeholder(key, "url", say("the id of the voice"))
    draft.hook(flow, key)
    flow.binary = (key, "data")
    flow.give(Output(key, {"made_file": Known("speech.mp3")}, noun="audio"))


def _spoken(data: Output | None) -> Value | None:
    """The text alone: nobody wants to hear what fields are called, or JSON."""
    if data is None or data.whole or "ai_text" in data.roles:
        return None
    if data.open:
        return data.named("text")
    if len(data.fields) == 1:
        return data.value(next(iter(data.fields.values())))
    return data.value(data.roles["text"]) if "text" in data.roles and not data.fields else None


def _open_ai(text: Value) -> tuple[str, dict[str, Value]]:
    return _LC + "openAi", {"resource": "audio", "operation": "generate", "input": text, "options": {}}


def _eleven_labs(text: Value) -> tuple[str, dict[str, Value]]:
    """n8n has no node of its own for it: its API answers with the sound."""
    return "n8n-nodes-base.httpRequest", {
        "method": "POST",
        "url": "https://api.elevenlabs.io/v1/text-to-speech/YOUR_VOICE_ID",
        "authentication": "genericCredentialType",
        "genericAuthType": "httpHeaderAuth",
        "sendBody": True,
        "bodyParameters": {
            "parameters": [
                {"name": "text", "value": text},
                {"name": "model_id", "value": "eleven_multilingual_v2"},
            ]
        },
        "options": {"response": {"response": {"responseFormat": "file"}}},
    }


_SEEING: dict[str, tuple[str, str, str]] = {
    "openAi": ("base64", "gpt-4o-mini", "content"),
    "googleGemini": ("binary", "models/gemini-2.5-flash", "content.parts[0].text"),
    "anthropic": ("binary", "claude-sonnet-4-5", "content[0].text"),
    "ollama": ("binary", "llava", "content"),
}
"""Providers whose nodes look at pictures: how they are handed a file, a model that sees, and where they answer."""


def describe_image(draft: Draft, flow: Flow, act: Act) -> None:
    """A picture described, by the provider that is named where it can see."""
    bring_file(draft, flow)
    name = flow.binary[1] if flow.binary is not None else "data"
    helper = act.helper.key if act.helper is not None and not act.helper.is_generic else named_provider(draft)
    provider = helper if helper in _SEEING else "openAi"
    handed, model, answer = _SEEING[provider]
    said = named_model(draft, provider, CHAT, draft.utterance.span(act.first, act.last))
    key = draft.add(
        _LC + provider,
        {
            "resource": "image",
            "operation": "analyze",
            "modelId": Locator("id", said.name if said is not None and said.name else model),
            "inputType": handed,
            "binaryPropertyName": name,
            "text": instruction(draft, flow, act),
        },
        name="Look at the image",
        key="look",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(Output(key, {"ai_text": Known(answer), "text": Known(answer)}, noun="description"))
