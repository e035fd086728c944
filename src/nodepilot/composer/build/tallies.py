"""Numbers of a list: how many, how much in all, or for each group."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import FIELD
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.totals import count_by, sum_by, total_of
from nodepilot.composer.build.transforms import field_path
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act

NUMBER = frozenset({"number", "count", "nombre", "anzahl", "numero", "quantidade", "cantidad"})
"""Words for how many there are."""
COSTS = ("order", "payment", "invoice", "expense", "refund", "deal")
"""What amounts to something by itself: its number is not called by its name."""
_ROWS = frozenset(
    "row rows record records entry entries item items line lines zeilen filas lignes linhas".split()
)
_LONGEST = 2
_PER = frozenset({"per", "by", "pro", "por", "par", "je"})


def tally(draft: Draft, flow: Flow, act: Act, how: str) -> None:
    """Counts, sums up or averages what the act names; for each group where it says "per"."""
    u = draft.utterance
    span = u.span(act.first, act.last)
    argument = act.argument("object")
    group = next(
        (
            i + 1
            for i in range(act.first, act.last - 1)
            if u.tokens[i].norm in _PER and u.service_at(i + 1) is None
        ),
        None,
    )
    end = act.last
    if group is not None:
        end = group - 1
        while group < act.last - 1 and u.has(group, "words", "det"):
            group += 1
    words = _measured(draft, argument.first, min(argument.last, end)) if argument is not None else ""
    if group is None:
        if how == "count":
            data = flow.data
            if words.lower() in _ROWS or (
                words and data is not None and not data.open and "id" in data.roles
            ):
                # "the number of users": of a thing, not of a field.
                words = ""
            total_of(draft, flow, words or "id", role_of_words(words, u.languages) or "id", span, how=how)
            return
        measured_by = role_of_words(words, u.languages) or "amount"
        total_of(draft, flow, words or "amount", measured_by, span, how=how)
        return
    key = u.tokens[group].text
    role = role_of_words(key, u.languages)
    if how == "count":
        count_by(draft, flow, key, role, span)
        return
    path = field_path(flow, key, role)
    words = words or "amount"
    measured = field_path(flow, words, role_of_words(words, u.languages))
    sum_by(draft, flow, (key, path), (words, measured), span, how=how)


def _measured(draft: Draft, first: int, last: int) -> str:
    """The number that is added up ("the amount"): the field's name, without articles."""
    u = draft.utterance
    for index in range(first, last):
        length = u.has(index, "fields")
        if length and u.tokens[index].norm not in NUMBER:
            return u.words(index, min(index + length, last))
    plain = [
        i
        for i in range(first, last)
        if u.tokens[i].kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED}
        and not (u.has(i, "words") or u.has(i, "verbs", "sum", "average") or u.service_at(i) is not None)
        and u.tokens[i].norm not in FIELD
    ]
    costs = any(u.has(i, "nouns", *COSTS) for i in plain)
    if not plain or costs or plain[-1] - plain[0] >= len(plain) or len(plain) > _LONGEST:
        return ""
    return u.words(plain[0], plain[-1] + 1).strip("\"'`“”")
