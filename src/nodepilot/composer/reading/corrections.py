"""Second thoughts: “post it to Mastodon... I mean LinkedIn”, “…, no wait, we moved to Discord”, “not Slack!”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.bans import forbids
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.ellipsis import repeat
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_LONGEST_DENIAL = 4
_MOVED = frozenset({"move", "copy", "update", "use", "let", "convert", "be"})


@dataclass(frozen=True, slots=True)
class Told:
    """The clauses that count, with their acts."""

    clauses: list[Clause]
    acts: list[list[Act]]


def corrected(
    u: Utterance, verbs: Verbs, roles: Roles, clauses: Sequence[Clause], acts: Sequence[list[Act]]
) -> Told:
    """The clauses without those that were taken back."""
    told = Told([], [])
    pending = False
    for clause, read in zip(clauses, acts, strict=True):
        marker = _marker(u, clause)
        if marker and clause.first + marker >= clause.last:
            # "…, no wait, …": what follows takes the place of what stands before.
            pending = True
            continue
        if pending and told.clauses:
            pending = False
            _replace(u, verbs, roles, told, clause, read)
            continue
        if clause.lead == "case":
            # "no -> …" is an answer, and takes nothing back.
            told.clauses.append(clause)
            told.acts.append(read)
            continue
        if _denies(u, clause) or forbids(u, clause.first, clause.last, clause.lead):
            continue
        if _takes_back(u, clause):
            _forget(told)
            continue
        if marker and told.clauses:
            _replace(
                u, verbs, roles, told, replace(clause, first=min(clause.first + marker, clause.last)), read
            )
            continue
        if _breaks_off(u, told, clause, read):
            model = told.acts[-1][0]
            told.acts[-1] = repeat(u, verbs, roles, clause.first, clause.last, model) or told.acts[-1]
            continue
        told.clauses.append(clause)
        told.acts.append(read)
    return told if told.clauses else Told(list(clauses), list(acts))


def _marker(u: Utterance, clause: Clause) -> int:
    """How many tokens at its beginning take something back: "sorry, I mean", "no wait,"."""
    place = clause.first
    while place < clause.last:
        length = u.has(place, "words", "correction")
        if not length and not (place > clause.first and u.tokens[place].norm in {",", "-", "–"}):
            break
        place += length or 1
    return place - clause.first


def _denies(u: Utterance, clause: Clause) -> bool:
    """“not Slack!”: what is not wanted, and nothing else."""
    first = clause.first + (u.has(clause.first, "words", "but") and u.tokens[clause.first].norm != "not")
    size = clause.last - first
    return (
        clause.lead not in {"if", "unless", "otherwise"}
        and 2 <= size <= _LONGEST_DENIAL
        and bool(u.has(first, "words", "not"))
        and u.service_at(clause.last - 1) is not None
        and not any(u.has(i, "verbs") for i in range(clause.first, clause.last))
    )


_EQUAL = frozenset({"is", "=", "equals", "to", "says", "ist", "es", "est", "e"})


def _takes_back(u: Utterance, clause: Clause) -> bool:
    """“the search console, no”."""
    if u.has(clause.last - 2, "verbs") > 1:
        # "i wanna no": a verb that is spelt so.
        return False
    if clause.last - clause.first > 1 and u.tokens[clause.last - 2].norm in {
        "/",
        "|",
        "or",
        "oder",
        "o",
        "ou",
    }:
        # "newsletter yes/no": what can be answered.
        return False
    if u.tokens[clause.last - 2].norm in _EQUAL:
        # "where paid is no": a value.
        return False
    named = u.tokens[clause.last - 1].text.istitle() and u.tokens[clause.last - 2].norm != ","
    if named:
        # "… to the sheet No": a name.
        return False
    return clause.last - clause.first > 1 and u.tokens[clause.last - 1].norm in {"no", "nope", "nein", "nah"}


def _forget(told: Told) -> None:
    if told.clauses:
        told.clauses.pop()
        told.acts.pop()


def _replace(u: Utterance, verbs: Verbs, roles: Roles, told: Told, clause: Clause, read: list[Act]) -> None:
    """What follows "no wait" takes the place of what stands before it."""
    at = _taken_back(told)
    before = told.acts[at]
    own = [
        act
        for act in read
        if act.verb and act.verb not in _MOVED and (act.target or act.source) and not _makes_that(u, act)
    ]
    if own:
        told.clauses[at], told.acts[at] = clause, own
        return
    hits = [hit for hit in u.services if clause.first <= hit.first < clause.last]
    later = {hit.key for hit in u.services if hit.first >= clause.last}
    if hits and hits[-1].key in later:
        _forget(told)
    elif hits and before and before[0].target is not None:
        told.acts[at] = [replace(act, target=hits[-1]) for act in before]
    elif before:
        told.acts[at] = repeat(u, verbs, roles, clause.first, clause.last, before[0]) or before
        told.clauses[at] = replace(told.clauses[at], first=clause.first, last=clause.last)


def _taken_back(told: Told) -> int:
    """Which clause is meant: the last one that orders something, not the one that tells when."""
    for at in range(len(told.clauses) - 1, -1, -1):
        if told.clauses[at].lead not in {"when", "if"} and told.acts[at]:
            return at
    return len(told.clauses) - 1


def _makes_that(u: Utterance, act: Act) -> bool:
    """“…, no wait, make that Teams”: another place, nothing is made there."""
    return u.tokens[act.verb_at].norm in {"make", "makes"} and u.tokens[act.verb_at + 1].norm in {
        "that",
        "it",
    }


def _breaks_off(u: Utterance, told: Told, clause: Clause, read: list[Act]) -> bool:
    """“post a random Oura... my Oura sleep summary to Telegram”: the sentence is begun once more."""
    if not told.clauses or not told.acts[-1] or told.clauses[-1].last >= len(u.tokens):
        return False
    cut = u.tokens[told.clauses[-1].last].norm == "..."
    silent = not read or not read[0].verb or not verbs_at_start(u, clause, read[0])
    return cut and silent and told.acts[-1][0].verb_at >= 0


def verbs_at_start(u: Utterance, clause: Clause, act: Act) -> bool:
    """Whether the clause begins with its own order."""
    return 0 <= act.verb_at - clause.first <= 1 or bool(u.has(clause.first, "words", "pronoun", "modal"))
