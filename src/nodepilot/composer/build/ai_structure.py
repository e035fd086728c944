"""The shape that a model's answer has to have: a structured output parser under the chain or agent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.messages import fields_named
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind

_LC = "@n8n/n8n-nodes-langchain."


def add_parser(draft: Draft, root: str, example: Mapping[str, object]) -> None:
    step = draft.add(
        _LC + "outputParserStructured",
        {"schemaType": "fromJson", "jsonSchemaExample": json.dumps(example, indent=2)},
        name="Structure",
        key="parser",
        kind=OriginKind.REQUIRED,
    )
    draft.link(step, root, kind="ai_outputParser")
    draft.set(root, "hasOutputParser", True)


def goes_on(u: Utterance, place: int) -> bool:
    """Whether something else than a value begins there: “… from the mail”, “… using AI”, “and save”."""
    if u.has(place, "words", "from", "with", "via", "to", "for", "in") or u.tokens[place].norm == "using":
        return True
    joint = u.has(place - 1, "words", "and") or u.tokens[place - 1].norm == ","
    return bool(joint and u.has(place, "verbs")) and not u.has(place, "fields") and not u.has(place, "nouns")


_NAMES_THEM = frozenset(
    {"returns", "return", "returning", "with", "containing", "fields", "keys", "for", ":", "("}
)
_FURTHEST = 6


def named_structure(draft: Draft, root: str) -> dict[str, str] | None:
    """A parser under `root` where the request names one; what the answer then has, by name, each with its path."""
    u = draft.utterance
    hit = next((hit for hit in u.services if hit.key == "outputParserStructured"), None)
    if hit is None:
        return None
    near = range(hit.last, min(hit.last + _FURTHEST, len(u.tokens)))
    told = next((i for i in near if u.tokens[i].norm in _NAMES_THEM), None)
    names: list[str] = []
    if told is not None:
        ends = (
            i for i in range(told + 1, len(u.tokens)) if u.tokens[i].norm in {".", ")", ";"} or goes_on(u, i)
        )
        named = fields_named(u, told + 1, next(ends, len(u.tokens)))
        names = [re.sub(r"\W+", "_", words.lower()).strip("_") for words, _, _ in named]
    names = [name for name in names if name] or ["title", "summary"]
    add_parser(draft, root, dict.fromkeys(names, "text"))
    return {name: f"output.{name}" for name in names}


_PARTS = frozenset(
    "title headline hashtag hashtags keyword keywords tags tag description excerpt teaser subject slug intro introduction "
    "conclusion summary category categories caption heading headings".split()
)
"""What a text can have beside it."""


def parts_told(u: Utterance, act: Act) -> list[str]:
    """“a post with a title and 5 hashtags”: names of the parts of a text, `title` and `hashtags`."""
    told = act.argument("with")
    if told is None:
        return []
    names: list[str] = []
    for words, _, _ in fields_named(u, told.first, told.last):
        name = "_".join(re.findall(r"[a-z]+", words.lower()))
        if name.rpartition("_")[2] in _PARTS:
            names.append(name)
    return names
