"""Orders to sort: what things are sorted into, and by what; the cases behind them say what is done."""

from __future__ import annotations

from collections.abc import Iterable

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.checks import find_check
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.options import value_list
from nodepilot.composer.reading.story import Act


def only_sorts(u: Utterance, act: Act) -> bool:
    """Whether an act orders only that cases are told apart; what is looked at elsewhere is a step of its own."""
    if act.verb in {"sort", "route"}:
        return True
    if act.verb == "run" and any(u.tokens[i].kind is Kind.DOTTED for i in range(act.first, act.last)):
        # "switch on body.type: …".
        return True
    plain = act.source is None and act.target is None and not act.ai and not act.literals
    asks = act.verb in {"check", "validate", "decide", "classify", "compare", "search"}
    check = find_check(u, act)
    named_only = check is not None and check.tests[0].right == "" and _names_field(check.tests[0].left)
    return plain and asks and (check is None or named_only)


def _names_field(words: str) -> bool:
    """`plan field`: what is looked at, and no secret that it is compared with."""
    return words.rpartition(" ")[2].lower() == "field"


def sorted_into(u: Utterance, acts: Iterable[Act]) -> list[str]:
    """“em venda, suporte ou outro”: what things are sorted into."""
    for act in acts:
        if act.verb in {"classify", "decide"}:
            for argument in act.arguments:
                if argument.role in {"to", "in", "as"} and not argument.services:
                    values, said_or = value_list(u, argument.first, argument.last)
                    if len(values) > 1 and (said_or or len(values) > 2):
                        return values
    return []


_COLUMNS = frozenset("column field spalte feld columna campo colonne champ coluna".split())


_NUMBER = frozenset({"number", "count", "anzahl", "numero", "nombre"})


def column_read(u: Utterance, conditions: ConditionReader, acts: Iterable[Act]) -> str:
    """“read the stock column of my sheet”: what the cases behind it compare, where they name nothing."""
    for act in acts:
        thing = act.argument("object") if act.verb in {"get", "check"} and act.source is not None else None
        if thing is not None and thing.last - thing.first > 1 and u.tokens[thing.last - 1].norm in _COLUMNS:
            return conditions.name(thing.first, thing.last)
        if thing is not None and any(u.tokens[i].norm in _NUMBER for i in range(thing.first, thing.last)):
            # "check the number of open bugs": how many there are.
            return "number of"
    return ""


def told_apart_by(conditions: ConditionReader, acts: Iterable[Act]) -> str:
    """“check the country”: the field that the cases behind it differ in."""
    objects = (act.argument("object") for act in acts if act.verb not in {"sort", "route"})
    return next((conditions.name(o.first, o.last) for o in objects if o is not None and not o.pronoun), "")
