"""Lists as a whole: "take the orders of Shopify, sort them …" reads all of them, though orders come in one by one."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import parse_arguments
from nodepilot.composer.reading.role_words import JOINS
from nodepilot.composer.reading.statistics import statistics_in
from nodepilot.composer.reading.story import Act, Item, Start, Thread
from nodepilot.composer.reading.verbs import Verbs

SORTED = frozenset(
    "sorted ordered sortiert geordnet ordenado ordenados ordenadas ordenada trie tries triees triee".split()
)
RANDOM = frozenset("random zufallige zufalligen zufalliger zufalliges aleatorio aleatoria aleatoire".split())
WHOLE = frozenset({"sort", "dedupe", "limit", "count", "sum", "average", "aggregate"})
"""What is done to a list, and means nothing for a single thing."""
_NEW = frozenset(
    "new newly incoming fresh neu neue neuer neues neuen nuevo nueva nuevos nuevas nouveau nouvelle novo nova".split()
)
_DOUBLES = ("duplica", "double", "dupe", "doppelt", "dublette", "doublon")
_LATE = WHOLE | {"filter", "rename", "format", "shape", "calculate", "split"}
_LATE_OPENINGS = frozenset({"without", "only", "grouped", "limited"})


def read_whole(u: Utterance, verbs: Verbs, thread: Thread) -> None:
    """Reads the list by hand or by the clock, where it is treated as one before anything is done with its entries."""
    thread.items = [_without_doubles(u, item) for item in thread.items]
    start = thread.start
    if start.kind != "service" or start.service is None or _happens(u, start):
        return
    reads = False
    for item in thread.items:
        if not isinstance(item, Act) or item.ai:
            return
        reads = reads or item.source is not None
        if (item.verb in WHOLE | JOINS and item.target is None) or asks_whole(u, item):
            break
        if item.target is not None:
            return
    else:
        return
    thread.start = Start("schedule" if u.schedule is not None else "manual")
    if not reads:
        first = start.first + (u.has(start.first, "verbs") if verbs.is_verb(start.first) else 0)
        arguments = parse_arguments(u, verbs, first, start.last)
        read = Act("get", start.first, start.last, arguments, source=start.service, verb_at=first - 1)
        thread.items.insert(0, read)


def _without_doubles(u: Utterance, item: Item) -> Item:
    """“drop the duplicates by email”, “throw out all doubles”."""
    if not isinstance(item, Act) or item.verb not in {"filter", "delete"} or item.target is not None:
        return item
    said = item.argument("object")
    doubles = said is not None and any(
        u.tokens[i].norm.startswith(_DOUBLES) for i in range(said.first, said.last)
    )
    return replace(item, verb="dedupe", condition=None) if doubles else item


def asks_whole(u: Utterance, act: Act) -> bool:
    """“… without duplicates”, “… sorted by date”, “the number of …”, “… as a CSV file”, “one random …”."""
    if any(
        u.has(i, "verbs", "dedupe") > 1 or u.tokens[i].norm in SORTED | RANDOM
        for i in range(act.first, act.last)
    ):
        return True
    if statistics_in(u, act.first, act.last) and act.source is not None:
        return True
    form = act.argument("as")
    return form is not None and bool({"csv", "excel"} & set(form.nouns)) and act.source is not None


def _happens(u: Utterance, start: Start) -> bool:
    """“each new order”, “when an order arrives”: one at a time."""
    for index in range(max(0, start.first - 1), start.last):
        named = index > start.first and u.tokens[index].text[:1].isupper()
        # "the sheets Old and New" are names.
        if (
            (u.tokens[index].norm in _NEW and not named)
            or u.has(index, "words", "when")
            or u.has(index, "verbs", "watch")
        ):
            return True
        if (
            u.has(index, "words", "every")
            and u.tokens[index].norm not in {"all", "any"}
            and not u.is_scheduled(index)
        ):
            return True
        if u.has(index, "events") and not (named or u.has(index, "nouns") or u.has(index, "verbs")):
            return True
    return False


def late_last(u: Utterance, items: list[Item]) -> list[Item]:
    """“Put the contacts from HubSpot in Postgres, sorted by date”: sorted before they are put there."""
    told: list[Item] = []
    for item in items:
        last = told[-1] if told else None
        if (
            isinstance(item, Act)
            and isinstance(last, Act)
            and last.target is not None
            and last.source is not None
            and not last.ai
            and _is_late(u, item)
        ):
            kept = [a for a in last.arguments if last.target not in a.services]
            told[-1] = replace(last, verb="get", target=None, arguments=kept, condition=None)
            told += [item, replace(last, source=None)]
            continue
        told.append(item)
    return told


def _is_late(u: Utterance, act: Act) -> bool:
    """A participle or a mere addition, no order: “sorted by date”, “without duplicates”, “only the first 10”."""
    if act.target is not None or act.source is not None or act.verb not in _LATE:
        return False
    word = u.tokens[act.first].norm
    return word in _LATE_OPENINGS or (
        act.verb_at == act.first and word.endswith(("ed", "iert", "ado", "ada", "ados", "adas"))
    )
