"""What English says otherwise than word by word, once the words stand in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.glosses.words import Gloss
from nodepilot.composer.reading.start_bots import BOTS

Words = Sequence[Gloss]
_NEAR = 7
_BY_VALUE = frozenset(
    "deduplicate duplicates duplicate sort group match merge join compare matched sorted grouped".split()
)
"""What is done by a value, and not by a way of sending."""
_BY = frozenset({"nach"})
_TOWARDS = frozenset({"to", "to the", "to my", "to our", "into"})
_INTO = frozenset({"in", "in the", "in my", "in our", "on", "on the", "to", "to the", "into"})
_PUTTING = {
    "add": "post", "adds": "posts", "added": "posted", "to add": "to post",
    "save": "post", "saves": "posts", "to save": "to post", "log": "post", "write": "post",
}  # fmt: skip
"""What is done in a chat where somebody puts something there."""
_CHECKING = frozenset({"check", "checks", "to check", "look", "watch", "search"})
_THERE_IS = {
    "if there are": "for", "if there is": "for", "if there is a": "for a",
    "whether there are": "for", "whether there is": "for", "whether there is a": "for a",
}  # fmt: skip
_FALLING = frozenset("cair cai caia caer cae caiga tombe cade cada fallt".split())
_SITES = frozenset({"website", "site", "server", "page", "API", "shop", "service", "domain"})
_MODELS = frozenset("ai openai chatgpt gpt claude gemini gpt-4o mistral ollama".split())
_ACTIVE = frozenset({"order", "happens", "modal", "part", "be", "when", "refl"})
_CLAUSE_ENDS = frozenset({"sign", "when"})


def idiomatic(words: Words, u: Utterance) -> list[Gloss]:
    """The words of the whole request, as English has them."""
    made = list(words)
    for step in (_submitted, _by_neighbours, _looked_for, _down, _going, _with_model, _sent):
        made = step(made)
    return _posted(made, u)


def _submitted(words: Words) -> list[Gloss]:
    """“cuando se envíe el formulario”: a form that is sent is submitted."""
    made = list(words)
    for index, each in enumerate(made):
        if each.said in {"sent", "is sent"} and any(
            _is_form(word) for word in made[max(0, index - _NEAR) : index]
        ):
            made[index] = replace(each, said=each.said.replace("sent", "submitted"))
    return made


def _is_form(word: Gloss) -> bool:
    return word.said.lower().endswith(("form", "survey"))


def _by_neighbours(words: Words) -> list[Gloss]:
    """Words that hang on their neighbours: “von 0 bis 100”, “flux RSS”, “quita duplicados por email”, “llegan a Slack”."""
    made = list(words)
    for index in range(1, len(made)):
        before, each = made[index - 1], made[index]
        behind = made[index + 1].said if index + 1 < len(made) else ""
        if each.said == "until" and before.said.isdigit() and behind.isdigit():
            made[index] = replace(each, said="to")
        elif each.said == "workflow" and before.said.lower() == "rss":
            made[index] = replace(each, said="feed")
        elif (each.said == "via" or each.native in _BY) and any(
            word.said in _BY_VALUE for word in made[:index]
        ):
            made[index] = replace(each, said="by")
        elif before.said in {"arrives", "arrive"} and each.said in {"to", "to the"}:
            made[index] = replace(each, said=each.said.replace("to", "in"))
    return made


def _looked_for(words: Words) -> list[Gloss]:
    """“mira si hay filas nuevas”: what is looked for."""
    made = list(words)
    looking = False
    for index, each in enumerate(words):
        if each.kind in {"order", "sign"}:
            looking = each.said in _CHECKING
        said = _THERE_IS.get(each.said)
        if looking and said is not None:
            made[index] = replace(each, said=said, kind="prep")
            looking = False
    return made


def _down(words: Words) -> list[Gloss]:
    """“quando o site cair”: a site that falls is down."""
    made = list(words)
    for index, each in enumerate(words):
        near = words[max(0, index - _NEAR) : index]
        if each.native in _FALLING and any(word.said in _SITES or "://" in word.said for word in near):
            made[index] = replace(each, said="is down", kind="happens", base="")
    return made


def _going(words: Words) -> list[Gloss]:
    """“los urgentes a Slack”, “die dringenden an …”: where the ones of a kind go."""
    made: list[Gloss] = []
    for index, each in enumerate(words):
        made.append(each)
        start = index - 2
        if start > 0 and words[start].said == "the":
            start -= 1
        opens = start < 0 or words[start].kind == "sign" or words[start].said == "and"
        behind = words[index + 1] if index + 1 < len(words) else None
        if each.said == "ones" and opens and behind is not None and behind.said in _TOWARDS:
            made.append(Gloss("go", "order", each.end, each.end))
    return made


def _with_model(words: Words) -> list[Gloss]:
    """“extrae con IA el nombre y el total de …”: who does it stands behind what is done."""
    made = list(words)
    for index in range(len(words) - 3):
        verb, preposition, model, behind = words[index : index + 4]
        if (
            verb.kind != "order"
            or preposition.said not in {"with", "via"}
            or model.said.lower() not in _MODELS
            or behind.kind not in {"det", "noun", "adj", "unknown"}
        ):
            continue
        end = next((i for i in range(index + 3, len(words)) if _ends_thing(words, i)), len(words))
        made[index + 1 : end] = [*words[index + 3 : end], preposition, model]
        return made
    return made


def _ends_thing(words: Words, at: int) -> bool:
    """Whether a list of things ends there: at a place, or where something else is done."""
    each = words[at]
    acts = any(word.kind in _ACTIVE for word in words[at + 1 : at + 3])
    if each.kind in {"sign", "other"}:
        return each.said not in {",", "and", "or"} or acts
    return each.kind in _ACTIVE or (each.kind == "prep" and each.said != "of")


def _sent(words: Words) -> list[Gloss]:
    """“jeden Tag um 8 das Wetter an …”: where nothing is said to be done, it is sent."""
    if any(each.kind in _ACTIVE or each.kind == "sign" for each in words):
        return list(words)
    at = next((index for index, each in enumerate(words) if each.kind == "time"), None)
    towards = [index for index, each in enumerate(words) if each.said in _INTO]
    if at is None or not towards or at + 1 == len(words):
        return list(words)
    start = words[at + 1].start
    return [*words[: at + 1], Gloss("send", "order", start, start, "send"), *words[at + 1 :]]


def _posted(words: Words, u: Utterance) -> list[Gloss]:
    """“mets-les dans Discord”: what is put in a chat is posted."""
    chats = {hit.mention.start for hit in u.services if hit.key in BOTS}
    made = list(words)
    for index, each in enumerate(words):
        said = _PUTTING.get(each.said)
        if said is None or each.kind not in {"order", "part"}:
            continue
        for at in range(index + 1, len(words) - 1):
            if words[at].kind in _CLAUSE_ENDS or words[at].kind == "order":
                break
            if words[at].said in _INTO and words[at + 1].start in chats:
                made[index] = replace(each, said=said, base="post")
                break
    return made
