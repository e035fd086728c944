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
_AGEING = frozenset("rows records files emails messages entries documents logs tickets backups".split())
_AGES = frozenset("day days week weeks month months year years hour hours".split())
_ABOUT = frozenset({"uber", "sobre", "over"})
_WRITINGS = frozenset(
    "posts articles news tweets messages emails videos questions tickets comments stories".split()
)
_CHANGING = frozenset({"changes", "changed", "is changed", "moves", "is moved"})
_TAKING = frozenset({"delete", "remove", "get", "read", "extract", "count", "take"})
_OUT_OF = {"of": "from", "of the": "from the", "from": "from", "from the": "from the"}
_TAGGING = frozenset(
    {"mailchimp", "activeCampaign", "convertKit", "hubspot", "zendesk", "freshdesk", "intercom"}
)
_UP_TO = frozenset({"ate", "hasta"})
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
_SIZES = frozenset({"more than", "less than", "at least", "at most", "over", "under", "above", "below"})
_ACTIVE = frozenset({"order", "happens", "modal", "part", "be", "when", "refl"})
_CLAUSE_ENDS = frozenset({"sign", "when"})


def idiomatic(words: Words, u: Utterance) -> list[Gloss]:
    """The words of the whole request, as English has them."""
    made = list(words)
    for step in (
        _submitted,
        _with_word,
        _by_neighbours,
        _classified,
        _looked_for,
        _down,
        _going,
        _with_model,
        _sent,
        _placed_last,
    ):
        made = step(made)
    return _tagged(_posted(made, u), u)


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
        elif each.native == "a" and before.said.isdigit() and behind.isdigit():
            made[index] = replace(each, said="to", kind="prep")
            if index > 1 and made[index - 2].native == "de":
                made[index - 2] = replace(made[index - 2], said="from", kind="prep")
        elif each.native in _UP_TO and behind.isdigit() and made[index - 1].kind == "noun":
            made[index] = replace(each, said="at most")
        elif each.said == "workflow" and before.said.lower() == "rss":
            made[index] = replace(each, said="feed")
        elif (each.said == "via" or each.native in _BY) and any(
            word.said in _BY_VALUE for word in made[:index]
        ):
            made[index] = replace(each, said="by")
        elif before.said in {"arrives", "arrive"} and each.said in {"to", "to the"}:
            made[index] = replace(each, said=each.said.replace("to", "in"))
        elif each.native == "auf" and (
            "set" in {word.base for word in made[:index]} or any(w.said == "changes" for w in made[:index])
        ):
            made[index] = replace(each, said="to")
        elif each.native in _BY and any(word.said in _CHECKING for word in made[:index]):
            made[index] = replace(each, said="for")
        elif each.native in _ABOUT and before.said in _WRITINGS:
            made[index] = replace(each, said="about")
        elif each.said == "more than" and before.said == "with" and _is_age(made[index + 1 : index + 3]):
            made[index - 1 : index + 1] = [replace(before, said=""), replace(each, said="older than")]
        elif each.said == "approval" and (before.kind == "sign" or before.said == "otherwise"):
            made[index] = replace(each, said="ask for approval", kind="order", base="ask")
        elif each.said == "more than" and before.said in _AGEING and _is_age(made[index + 1 : index + 3]):
            made[index] = replace(each, said="older than")
        elif before.said in _CHANGING and each.said in {"in", "into"} and _is_state(made[index + 1 :]):
            made[index] = replace(each, said="to")
    return [each for each in made if each.said]


def _classified(words: Words) -> list[Gloss]:
    """“con Claude, ordena los correos: …”: what a model sorts by nothing, it classifies."""
    told = {word.said.lower() for word in words}
    if "by" in told or not told & _MODELS:
        return list(words)
    return [
        replace(each, said="classify", base="classify")
        if each.base == "sort" and each.said == "sort"
        else each
        for each in words
    ]


def _is_state(words: Words) -> bool:
    return bool(words) and words[0].kind in {"adj", "part", "literal"}


def _is_age(words: Words) -> bool:
    """“30 days”."""
    return len(words) > 1 and words[0].said.isdigit() and words[1].said in _AGES


def _with_word(words: Words) -> list[Gloss]:
    """“artículos con la palabra "oferta"”: what they contain."""
    made: list[Gloss] = []
    for index, each in enumerate(words):
        following = [word.said for word in words[index + 1 : index + 3]]
        if each.said == "with" and "word" in following and (not made or made[-1].kind == "noun"):
            made.append(replace(each, said="that contain"))
        elif not (made and made[-1].said == "that contain" and each.said in {"the", "a", "word"}):
            made.append(each)
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
        if _goes(words, index):
            made.append(Gloss("go", "order", each.start, each.start))
        made.append(each)
        start = index - 2
        if start > 0 and words[start].said == "the":
            start -= 1
        opens = start < 0 or words[start].kind == "sign" or words[start].said == "and"
        behind = words[index + 1] if index + 1 < len(words) else None
        if each.said == "ones" and opens and behind is not None and behind.said in _TOWARDS:
            made.append(Gloss("go", "order", each.end, each.end))
    return made


def _goes(words: Words, at: int) -> bool:
    """“pagos de más de 1000 euros | a la jefa”: where those of a size go, when nothing else is told of them."""
    if words[at].said not in _TOWARDS:
        return False
    start = next((i for i in range(at - 1, -1, -1) if words[i].kind in _CLAUSE_ENDS), -1) + 1
    clause = words[start:at]
    sized = any(each.said in _SIZES for each in clause)
    return sized and clause[0].kind in {"noun", "adj", "det"} and not any(e.kind in _ACTIVE for e in clause)


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


def _placed_last(words: Words) -> list[Gloss]:
    """“borra de la tabla X las filas …”: what is taken stands before where it is taken from."""
    for index in range(len(words) - 3):
        if words[index].said not in _TAKING or words[index + 1].said not in _OUT_OF:
            continue
        end = next(
            (i for i in range(index + 1, len(words)) if words[i].kind in _ACTIVE | {"sign", "other"}), None
        )
        end = len(words) if end is None else end
        start = next(
            (i for i in range(index + 3, end) if words[i].kind == "det" and words[i - 1].kind != "prep"), None
        )
        if start is None:
            continue
        place = [replace(words[index + 1], said=_OUT_OF[words[index + 1].said]), *words[index + 2 : start]]
        return [*words[: index + 1], *words[start:end], *place, *words[end:]]
    return list(words)


def _tagged(words: Words, u: Utterance) -> list[Gloss]:
    """“con la etiqueta "cliente"”: contacts and tickets have tags, mails have labels."""
    if not any(hit.key in _TAGGING for hit in u.services):
        return list(words)
    return [
        replace(each, said=each.said.replace("label", "tag")) if each.said in _LABELS else each
        for each in words
    ]


_LABELS = frozenset({"label", "labels"})


def _sent(words: Words) -> list[Gloss]:
    """“jeden Tag um 8 das Wetter an …”: where nothing is said to be done, it is sent."""
    if any(each.kind in _ACTIVE or each.kind == "sign" for each in words):
        return list(words)
    at = next((index for index, each in enumerate(words) if each.kind == "time"), None)
    towards = [index for index, each in enumerate(words) if each.said in _INTO or each.said == "via"]
    if at is None or not towards or at + 1 == len(words):
        return list(words)
    start, kept = words[at + 1].start, words[at + 1 : at + 3]
    if [each.said for each in kept] in (["backup", "of"], ["backup", "of the"], ["backup", "from"]):
        return [
            *words[: at + 1],
            replace(kept[0], said="back up", kind="order", base="back up"),
            *words[at + 3 :],
        ]
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
