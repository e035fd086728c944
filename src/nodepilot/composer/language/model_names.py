"""Names of language models in a request: “GPT-4o mini”, “Claude 3.5 Sonnet on Bedrock”, “llama 3.1 8b with Ollama”.

The names are `data/models.json`. What is said of a model is one word of the request, however many it is written in,
and names the service that has it: the host that is named ("on Groq"), else its maker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass

CHAT, EMBEDDING, IMAGE = "ai_languageModel", "ai_embedding", "image"
PROVIDERS = frozenset(
    "openAi anthropic googleGemini mistralAi ollama groq deepSeek openRouter azureOpenAi awsBedrock googleVertex cohere "
    "xAiGrok huggingFace perplexity".split()
)
_OPEN = "ollama"
"""Whose models those are that anybody may host."""
_JOINS = re.compile(
    r"\s*(?:'s|[,(:/]|(?:, )?(?:on|via|through|by|with|using|from|in|at|auf|über|mit|en|con|sur|avec|no|na|com)\b)?"
    r"\s*(?:(?:a|an|the|my|our|model|local|locally|running|hosted|on|via|modell|modelo|modèle)\b\s*)*"
)
"""What may stand between a model and the service that hosts it."""


@dataclass(frozen=True, slots=True)
class SpokenModel:
    """A model that is named at `text[start:end]`.

    `service` has it, `name` is what that service calls it ("" where n8n's own choice is meant), `role` is `CHAT`,
    `EMBEDDING` or `IMAGE`.
    """

    start: int
    end: int
    service: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class _Family:
    maker: str
    pattern: re.Pattern[str]
    names: Mapping[str, str]
    role: str
    hosted: bool


_SIGNS = tuple(
    "gpt o1 o3 o4 claude sonnet opus haiku gemini stral mixtral llama gemma phi qwen deepseek grok command embed dall / minilm bge".split()
)
"""Without one of them no model is named."""


@cache
def _families() -> tuple[frozenset[str], tuple[_Family, ...]]:
    data = packaged_json("composer", "data", "models.json")
    made = tuple(
        _Family(
            each["maker"],
            re.compile(rf"(?<![\w/@.#-]){each['pattern']}(?![\w/@]|[.:-]\w)", re.IGNORECASE),
            each["names"],
            each.get("role", CHAT),
            each.get("hosted", False),
        )
        for each in data["families"]
    )
    return frozenset(data["hosts"]), made


def find_models(text: str, named: Sequence[tuple[int, int, str]]) -> list[SpokenModel]:
    """The models that a text names, in order. `named` are the services in it: start, end, key."""
    if not any(map(text.lower().__contains__, _SIGNS)):
        return []
    hosts, families = _families()
    hosting = [each for each in named if each[2] in hosts]
    found: list[SpokenModel] = []
    for family in families:
        if family.hosted and not hosting:
            continue
        for match in family.pattern.finditer(text):
            if any(each.start < match.end() and match.start() < each.end for each in found):
                continue
            host = _host(text, match, hosting)
            if host is None and family.maker == _OPEN and not family.hosted and len(hosting) == 1:
                # Models that everybody may host are run by the one host that is named.
                host = hosting[0][2]
            if family.hosted and host is None:
                continue
            service = host or family.maker
            name = _filled(family.names.get(service, family.names["*"]), match)
            found.append(SpokenModel(match.start(), match.end(), service, name, family.role))
    return sorted(found, key=lambda each: each.start)


def _host(text: str, match: re.Match[str], hosting: Sequence[tuple[int, int, str]]) -> str | None:
    """The service beside the model's name that hosts it."""
    for start, end, key in hosting:
        if start < match.end() and match.start() < end:
            continue
        between = text[match.end() : start] if start >= match.end() else text[end : match.start()]
        if _JOINS.fullmatch(between.lower()):
            return key
    return None


def _filled(template: str, match: re.Match[str]) -> str:
    def group(number: str) -> str:
        said = (match.group(int(number.rstrip("-"))) or "").lower()
        return re.sub(r"[. ]", "-", said) if number.endswith("-") else said

    def optional(part: re.Match[str]) -> str:
        said = [match.group(int(n.rstrip("-"))) for n in re.findall(r"\{(\d-?)\}", part.group(1))]
        return part.group(1) if all(said) else ""

    kept = re.sub(r"\[(.*?)\]", optional, template)
    return re.sub(r"\{(\d-?)\}", lambda m: group(m.group(1)), kept)


def joined(tokens: Iterable[Token], models: Sequence[SpokenModel]) -> list[Token]:
    """The tokens, those of each model's name as one."""
    if not models:
        return list(tokens)
    made: list[Token] = []
    last: SpokenModel | None = None
    for token in tokens:
        model = next((each for each in models if token.start < each.end and each.start < token.end), None)
        if model is None:
            made.append(token)
        elif model is last:
            before = made[-1]
            gap = " " * (token.start - before.end)
            made[-1] = Token(
                before.text + gap + token.text, before.norm + gap + token.norm, before.start, token.end
            )
        else:
            made.append(Token(token.text, token.norm, token.start, token.end, Kind.WORD))
        last = model
    return made
