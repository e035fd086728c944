"""Models that act right behind what happens: “every time a picture is added to Drive Gemini describes it”.

Between the two nothing stands in a hurry; read is a comma.
"""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WORKS = r"(?:summari[sz]e|describe|write|translate|extract|classify|classifie|check|rate|score|decide|answer|transcribe|read|generate|create|draft|analy[sz]e|suggest|sort|tag|label|pick|turn|make|review|propose|rewrite)"
_RUN_TOGETHER = Pattern(
    r"(?P<event>(?:when(?:ever)?|if|once|as soon as|every time|each time|after) [^,;:.]+? (?P<last>[^\s,;:.]+)) "
    rf"(?P<model>(?:the |an? )?(?:AI|LLM|GPT|ChatGPT|\ue000+)) (?P<does>(?:(?:should|must|shall|has to|will) {_WORKS}|{_WORKS}(?:s|es)) (?:it|them|an?|the|its|this|if|whether)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_MODELS = re.compile(
    r"(?:the |an? )?(?:ai|llm|gpt\S*|chatgpt|open ?ai|claude\S*|anthropic|(?:google )?gemini\S*|mistral\S*|ollama|deepseek\S*|llama\S*|groq|grok|perplexity|cohere|whisper)",
    re.IGNORECASE,
)
_NO_END = frozenset(
    "let have use using ask make with by via and or to in on at of for from into the a an than".split()
)
"""Words behind which a model is no subject."""


def models_apart(whole: Words) -> Words:
    """The request with a comma between the event and the model; itself where none is missing."""
    found = _RUN_TOGETHER.match(whole.masked)
    if found is None or found["last"].lower() in _NO_END:
        return whole
    if _MODELS.fullmatch(whole.group(found, "model").text) is None:
        return whole
    return put_together(
        whole.group(found, "event").trimmed(), ", ", whole.group(found, "model"), whole.group(found, "does")
    )
