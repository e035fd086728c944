"""Services that a request names: which mentions count, and which tokens they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Token
from nodepilot.composer.schedule import Schedule
from nodepilot.knowledge.model import Mention

_PLAIN_WORDS = frozenset(
    {
        "line",
        "lines",
        "flow",
        "flows",
        "segment",
        "segments",
        "box",
        "boxes",
        "wise",
        "entry",
        "entries",
        "customer",
        "customers",
        "workflow",
        "workflows",
        "error",
        "errors",
        "entra",
    }
)
_HEADER = re.compile(r"[Xx]-[A-Za-z]")
"""“X-Api-Key” is a header, and no word of X."""
_OF_REST = frozenset(
    {"api", "apis", "call", "calls", "endpoint", "endpoints", "request", "requests", "service"}
)
_ALL = frozenset({"todo", "todos"})
_ARTICLES = frozenset("los las el la os as o a mis meus minhas nuestros sus seus".split())
_ONE_OF = frozenset("a an each every any uploaded ein eine jede jedes un cada chaque um".split())
_INTO = frozenset("to into in as auf zu a en dans para em por".split())


def _is_workbook(tokens: Sequence[Token], index: int) -> bool:
    """“uploads an Excel to our folder”: a file; but “write it to an Excel” names a place."""
    if tokens[index].norm != "excel" or index < 1 or tokens[index - 1].norm not in _ONE_OF:
        return False
    return index < 2 or tokens[index - 2].norm not in _INTO


_CARRIERS = frozenset(
    "email e-mail mail message sms text note reply dm letter newsletter notification".split()
)
_ARTICLE = frozenset("a an the our my your their its".split())
_SAYS = (
    ("asking", "for"),
    ("with", "a", "link", "to"),
    ("with", "the", "link", "to"),
    ("linking", "to"),
    ("asking", "them", "for"),
)


def _is_told(tokens: Sequence[Token], index: int) -> bool:
    """“an email asking for a Google review”, “a message with a link to our Typeform”: what it says, no place."""
    while index > 0 and tokens[index - 1].norm in _ARTICLE:
        index -= 1
    for said in _SAYS:
        start = index - len(said)
        if start > 0 and tuple(token.norm for token in tokens[start:index]) == said:
            return tokens[start - 1].norm in _CARRIERS
    return False


_FILE_WORDS = frozenset(
    {"file", "files", "datei", "dateien", "archivo", "archivos", "fichier", "arquivo", "report", "attachment"}
)


def service_hits(
    tokens: Sequence[Token],
    mentions: Iterable[Mention],
    schedule: Schedule | None,
    known: frozenset[str],
) -> Iterable[ServiceHit]:
    """The mentions that name a service. `known` are words of everyday language: none of them is a misspelt name."""
    for mention in mentions:
        covered = [i for i, t in enumerate(tokens) if t.start < mention.end and t.end > mention.start]
        if mention.best.how == "typo" and all(tokens[i].norm in known for i in covered):
            continue
        if mention.text in _PLAIN_WORDS or (covered and _HEADER.match(tokens[covered[0]].text)):
            continue
        if (
            mention.text.lower() in _ALL
            and covered
            and tokens[min(covered[-1] + 1, len(tokens) - 1)].norm in _ARTICLES
        ):
            # "todos los clientes": all of them.
            continue
        if mention.text == "rest" and not (
            covered and tokens[min(covered[-1] + 1, len(tokens) - 1)].norm in _OF_REST
        ):
            # "the rest goes to …": what is left over, written small.
            continue
        if (
            len(covered) > 1
            and tokens[covered[-1]].norm in {"trigger", "triggers", "node"}
            and tokens[covered[-1]].norm not in mention.text.lower().split()[0]
        ):
            covered = covered[:-1]
        following = covered[-1] + 1 if covered else 0
        if (
            mention.best.service == "microsoftExcel"
            and following < len(tokens)
            and tokens[following].norm in _FILE_WORDS
        ):
            continue
        if mention.best.service == "microsoftExcel" and covered and _is_workbook(tokens, covered[0]):
            continue
        if covered and _is_told(tokens, covered[0]):
            continue
        if not covered or (schedule is not None and schedule.taken.issuperset(covered)):
            continue
        yield ServiceHit(covered[0], covered[-1] + 1, mention)
