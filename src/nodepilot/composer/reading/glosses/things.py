"""Things of Spanish, French, Portuguese and Italian sentences in English: adjectives first, what they belong to before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.reading.glosses.words import Gloss

OF = frozenset("de d do da dos das del della dello dei degli delle dell du di des".split())
_PURPOSES = frozenset({"pra", "para", "pro"})
_FORMATS = frozenset("pdf pdfs csv zip json xml excel xlsx txt".split())
_FILES = frozenset(
    "file files document documents invoice invoices attachment attachments contract contracts".split()
)
_TOWARDS = frozenset("a para pra vers en em dans sur por via par".split())
_BARE = frozenset({"de", "d", "di"})
_CONTAINERS = frozenset(
    "channel table folder sheet spreadsheet database bucket list board collection bot form repo page group calendar "
    "account topic queue inbox webhook project feed message email notification alert".split()
)
"""What is named after its service: “Slack channel”, where an order is one “from Shopify”."""


def things_in_english(words: Sequence[Gloss]) -> list[Gloss]:
    """The words with each thing as English says it."""
    made = _adjectives(_articles(_some(words)))
    return _adjectives(_of_things(made))


def _some(words: Sequence[Gloss]) -> list[Gloss]:
    """“des” is no word of its own in English, or it is “of the”; so is “en” before a verb."""
    made: list[Gloss] = []
    for index, each in enumerate(words):
        behind = words[index + 1] if index + 1 < len(words) else None
        if (
            each.native == "en"
            and behind is not None
            and behind.kind == "order"
            and behind.native.endswith(("r", "re"))
        ):
            continue
        if each.said != "some":
            made.append(each)
        elif each.native == "des" and made and made[-1].is_thing:
            made.append(replace(each, said="of the"))
    return made


def _articles(words: list[Gloss]) -> list[Gloss]:
    """“no HubSpot”, “pro meu”: no article before a name or an owner; “los técnicos”: ones of a kind."""
    made: list[Gloss] = []
    for index, each in enumerate(words):
        behind = words[index + 1] if index + 1 < len(words) else None
        if each.native in _PURPOSES and behind is not None and behind.kind == "order":
            made.append(replace(each, said="to", kind="prep"))
            continue
        if each.kind == "det" and behind is not None and behind.kind in {"service", "det"}:
            if each.said != "the":
                bare = each.said.removesuffix(" the")
                made.append(replace(each, said=bare, kind="prep" if bare != each.said else "det"))
            continue
        made.append(each)
        first = made[-2] if len(made) > 1 else None
        alone = behind is None or (
            not behind.is_thing
            and behind.kind != "adj"
            and (behind.kind != "prep" or behind.native in _TOWARDS)
        )
        if each.kind == "adj" and first is not None and first.kind == "det" and first.said == "the" and alone:
            made.append(Gloss("ones", "noun", each.start, each.end))
    return made


def _adjectives(words: list[Gloss]) -> list[Gloss]:
    """“pedido nuevo”."""
    made: list[Gloss] = []
    for each in words:
        if each.kind == "adj" and made and made[-1].kind in {"noun", "unknown"} and made[-1].said != "ones":
            at = len(made) - 1
            while at > 0 and (
                made[at - 1].kind in {"noun", "adj"}
                or (made[at - 1].kind == "service" and made[at - 1].start > made[at].start)
            ):
                at -= 1
            made.insert(at, each)
        else:
            made.append(each)
    return made


def _of_things(words: list[Gloss]) -> list[Gloss]:
    """“correo de bienvenida”, “canal de Slack”, “pedido de Shopify”, “carte Trello”, “los de facturación”."""
    made = list(words)
    index = 1
    while index < len(made):
        each, before = made[index], made[index - 1]
        behind = made[index + 1] if index + 1 < len(made) else None
        if each.said.lower() in _FORMATS and before.said in _FILES:
            made[index - 1 : index + 1] = [replace(each, kind="noun"), before]
        elif each.kind == "service" and before.kind == "noun":
            made[index - 1 : index + 1] = [each, before]
        elif each.kind == "service" and index > 1 and _is_named(made[index - 2], before):
            made[index - 2 : index + 1] = [each, made[index - 2], before]
        elif each.native in OF and each.kind in {"prep", "det"} and behind is not None:
            _of_thing(made, index)
        index += 1
    return made


def _is_named(thing: Gloss, name: Gloss) -> bool:
    """“la table logs | MySQL”: a name stands behind what has it."""
    return thing.kind == "noun" and thing.said in _CONTAINERS and name.kind in {"literal", "unknown"}


def _of_thing(made: list[Gloss], index: int) -> None:
    of, before, behind = made[index], made[index - 1], made[index + 1]
    if before.kind == "det" and before.said == "the" and behind.kind == "noun":
        made[index : index + 2] = [behind, Gloss("ones", "noun", of.start, of.end)]
    elif not before.is_thing:
        return
    elif behind.kind == "service" and before.kind == "noun":
        if before.said.split()[-1] in _CONTAINERS or singular(before.said) in _CONTAINERS:
            made[index - 1 : index + 2] = [behind, before]
        else:
            made[index] = replace(of, said="from", kind="prep")
    elif (
        behind.kind in {"literal", "unknown"}
        and before.said in _CONTAINERS
        and index + 2 < len(made)
        and made[index + 2].kind in {"literal", "unknown"}
    ):
        made[index - 1 : index + 2] = [behind, before]
    elif behind.kind == "unknown" and before.said.startswith("weather"):
        made[index] = replace(of, said="in", kind="prep")
    elif behind.kind in {"noun", "unknown"} and of.native in _BARE and before.kind == "noun":
        made[index - 1 : index + 2] = [replace(behind, said=singular(behind.said)), before]
    elif behind.kind == "det" and behind.said in {"my", "our"} and _is_held(made[index + 2 : index + 4]):
        made[index] = replace(of, said="from", kind="prep")


def _is_held(thing: Sequence[Gloss]) -> bool:
    """Whether it is a place that something can be taken from."""
    return any(each.kind == "service" or each.said in _CONTAINERS for each in thing)
