"""German and Dutch sentences in English order: the verb from the end to its place, halves of verbs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nodepilot.composer.reading.glosses.dictionary import Dictionary, participle, plain, third_person
from nodepilot.composer.reading.glosses.german_things import (
    places_end,
    places_last,
    pointed_at,
    thing_end,
    whose,
)
from nodepilot.composer.reading.glosses.words import Gloss

_VERBS = frozenset({"order", "happens", "part", "be"})
_PASSIVE = frozenset({"wird", "werden", "wordt", "worden"})
_LEADS = frozenset({"time", "adv", "other"})
_MAKING = frozenset({"mach", "mache", "machen", "maak"})
"""“mach aus … ein …” turns one thing into another."""
_LETTING = frozenset({"lassen", "laten"})
_RELATIVE = frozenset("der die das den dem welche welcher welches dat".split())
_WITHIN = frozenset({"in", "from", "on"})
_MOVES = frozenset({"rises", "drops", "changes"})
_LIMITS = frozenset({"over", "under", "above", "below", "to"})
_ALSO_BEFORE_THINGS = frozenset({"nach", "an", "auf", "aus", "um", "zu"})
_GETTING = frozenset({"kriegen", "bekommen", "erhalten", "krijgen", "ontvangen"})
_LYING = frozenset({"liegt", "liegen", "ligt", "liggen"})
_LANDING = {"land": "added", "appear": "added", "arrive": "added", "go out": "sent"}
_EACH = frozenset({"for each", "for every new"})


def in_english_order(sentence: Sequence[Gloss], known: Dictionary) -> list[Gloss]:
    """One sentence, clause by clause."""
    made: list[Gloss] = []
    chunks = list(_chunks(sentence))
    for index, chunk in enumerate(chunks):
        words = [each for each in chunk if each.said or each.kind == "time" or each.native]
        lead = 0
        while lead < len(words) and (words[lead].kind in _LEADS or words[lead].kind == "sign"):
            lead += 1
        words = pointed_at(whose(words), lead)
        if lead == 1 and made and words[0].said == "," and _tells_what(words[1:]):
            # "alles, was Leute … schicken".
            made += _told_what(words[1:])
            continue
        made += words[:lead]
        clause = _clause(words[lead:], known, is_condition=not index and len(chunks) > 1)
        made += [*_sending(made, clause), *_getting(made, clause)]
    return [each for each in made if each.said]


def _getting(made: Sequence[Gloss], clause: list[Gloss]) -> list[Gloss]:
    """“(soll er …) und eine Mail kriegen”: what is sent to whom it is about."""
    ends = bool(clause) and clause[-1].kind == "happens" and clause[-1].native in _GETTING
    if not ends or not made or made[-1].said != "and" or len(clause) != thing_end(clause, 0) + 1:
        return clause
    return [replace(clause[-1], said="send them", kind="order", base="send"), *clause[:-1]]


def _sending(made: Sequence[Gloss], clause: Sequence[Gloss]) -> list[Gloss]:
    """“… holen und als Excel an …”: what is done where a clause behind an “and” has no verb."""
    if not made or not clause or made[-1].said != "and" or clause[0].kind != "prep":
        return []
    if any(each.kind in _VERBS or each.kind == "modal" for each in clause):
        return []
    if not any(each.said in {"to", "to the"} for each in clause):
        return []
    ordered = any(each.kind == "order" for each in made)
    return [Gloss("send", "order", clause[0].start, clause[0].start, "send")] if ordered else []


def _tells_what(words: Sequence[Gloss]) -> bool:
    return len(words) > 2 and words[0].native == "was" and words[-1].kind in {"order", "happens"}


def _told_what(words: Sequence[Gloss]) -> list[Gloss]:
    """“was Leute an uns schicken” as “people send to us”."""
    verb, end = words[-1], thing_end(words, 1)
    return [*words[1:end], replace(verb, said=verb.base or plain(verb.said)), *words[end:-1]]


def _chunks(sentence: Sequence[Gloss]) -> Iterator[list[Gloss]]:
    """Parts at commas, and at an “und” behind a verb."""
    chunk: list[Gloss] = []
    for index, each in enumerate(sentence):
        joins = each.kind == "other" and each.said in {"and", "or", "but", "otherwise"}
        told = any(word.kind in _VERBS for word in chunk)
        behind_verb = bool(chunk) and chunk[-1].kind in _VERBS
        named = index + 1 < len(sentence) and sentence[index + 1].kind in {"order", "when", "modal"}
        if chunk and (
            (each.kind == "sign" and each.said not in "()")
            or (
                joins
                and told
                and (behind_verb or named or each.said == "otherwise")
                and not _shares_helper(chunk, sentence[index:])
            )
            or (each.kind == "when" and told)
        ):
            yield chunk
            chunk = []
        chunk.append(each)
    if chunk:
        yield chunk


def _shares_helper(chunk: Sequence[Gloss], behind: Sequence[Gloss]) -> bool:
    """“soll es gespeichert | und dort angekündigt werden”: one helper for both."""
    helped = any(each.kind == "modal" for each in chunk) and chunk[-1].kind == "part"
    end = next((at for at, each in enumerate(behind) if each.kind == "sign"), len(behind))
    return helped and end > 1 and behind[end - 1].native in _PASSIVE and behind[end - 2].kind == "part"


def _clause(words: list[Gloss], known: Dictionary, *, is_condition: bool = False) -> list[Gloss]:
    if not words:
        return []
    if words[0].kind == "when" and words[0].said in _EACH:
        return _each_time(words, known)
    if words[0].kind == "when":
        return _event(words, known)
    if (
        words[0].kind in {"be", "happens"}
        and is_condition
        and len(words) > 2
        and words[1].kind in {"det", "adj", "noun", "pron"}
    ):
        return _asked(words)
    return _main(words, known)


def _asked(words: list[Gloss]) -> list[Gloss]:
    """“ist der Betrag über 500, …”: a condition that begins with its verb."""
    end = thing_end(words, 1)
    opened = Gloss("if" if words[0].kind == "be" else "when", "when", words[0].start, words[0].start)
    return [opened, *words[1:end], words[0], *words[end:]]


def _each_time(words: list[Gloss], known: Dictionary) -> list[Gloss]:
    """“bei jeder neuen Zahlung in Stripe eine Rechnung anlegen”."""
    end = thing_end(words, 1)
    while end + 1 < len(words) and words[end].kind == "prep" and _is_where(words, end):
        further = thing_end(words, end + 1)
        if further == end + 1:
            break
        end = further
    thing = words[1:end]
    noun = next((each for each in thing if each.kind == "noun"), None)
    many = words[0].said == "for every new" and noun is not None and noun.said.endswith("s")
    thing = [each for each in thing if each.said != "new"]
    said = "when there are new" if many else "when there is a new"
    opened = [replace(words[0], said=said), *thing]
    rest = words[end:]
    if not rest:
        return opened
    comma = Gloss(",", "sign", rest[0].start, rest[0].start)
    return [*opened, comma, *_clause(rest, known)]


def _is_where(words: Sequence[Gloss], at: int) -> bool:
    """“bei jeder Zahlung | in Stripe”, “bei jedem Push | ins Repository”: where it happens."""
    end = thing_end(words, at + 1)
    by_form = words[at].said == "via" and words[end - 1].said.endswith("form")
    pushed = words[at - 1].said == "push" and words[at].said.startswith("to")
    narrowed = words[at].said == "with" and end < len(words) and words[end - 1].kind == "literal"
    return by_form or pushed or narrowed or words[at].said in _WITHIN


def _event(words: list[Gloss], known: Dictionary) -> list[Gloss]:
    """“wenn eine Zeile in Sheets dazukommt schick …”."""
    first = next(
        (i for i, each in enumerate(words) if each.kind in _VERBS or (each.kind == "modal" and i > 1)), None
    )
    if first is None:
        return words
    last = first
    while last + 1 < len(words) and (
        words[last + 1].kind in {"be", "happens", "part"} or words[last + 1].native in _PASSIVE
    ):
        last += 1
    verbs, rest = words[first : last + 1], words[last + 1 :]
    told = words[1:first]
    done = _told_verb(verbs)
    if len(told) > 1 and told[0].kind == "pron" and told[0].said in {"me", "us"} and told[1].kind == "pron":
        told = [told[1], *told[2:]]
        done = [*done, words[1]]
    if told and told[0].kind == "prep" and (behind := thing_end(told, 1)) < len(told):
        told = [*told[behind:], *told[:behind]]
        place = behind
    else:
        place = 0
        told = places_last(told, verbs[0])
    end = thing_end(told, 0)
    with_object = 0 < end < len(told) and told[end].kind in {
        "det",
        "adj",
        "noun",
        "unknown",
        "literal",
        "pron",
    }
    clause = [words[0], *told[:end], *done, *told[end:]] if with_object else [words[0], *told, *done]
    if 0 < end < len(told) and not with_object and told[end].kind == "prep" and verbs[0].kind == "happens":
        # "eine Datei in meinem Ordner landet"
        clause = [words[0], *told[:end], *done, *told[end:]]
    limit = next((at for at, each in enumerate(told) if at and each.said in _LIMITS), 0)
    if limit and limit + 1 < len(told) and told[limit + 1].said[:1].isdigit() and verbs[0].native in _LYING:
        # "… unter 7 Punkten liegt"
        done = [replace(done[0], said="is", kind="be"), *done[1:]]
        clause = [words[0], *told[:limit], *done, *told[limit:]]
    if limit and verbs[0].kind == "happens" and verbs[0].said in _MOVES:
        # "… über 30 Grad steigt".
        clause = [words[0], *told[:limit], *done, *told[limit:]]
    if place and not with_object:
        clause = [words[0], *told[:-place], *done, *told[-place:]]
    if not rest:
        return clause
    if rest[0].kind == "prep" and all(each.kind not in _VERBS for each in rest):
        return [*clause, *rest]
    comma = Gloss(",", "sign", rest[0].start, rest[0].start)
    return [*clause, comma, *_clause(rest, known)]


def _told_verb(verbs: Sequence[Gloss]) -> list[Gloss]:
    """“angelegt wird” as “is created”."""
    if len(verbs) > 1 and verbs[0].kind == "happens" and verbs[-1].native in _PASSIVE:
        done = participle(plain(verbs[0].said))
        verbs = [replace(verbs[0], said=done, kind="part"), *verbs[1:]]
    if len(verbs) > 1 and verbs[0].kind == "part":
        helper = verbs[-1]
        return [replace(helper, said=helper.said if helper.said in {"is", "are"} else "is"), verbs[0]]
    if len(verbs) > 1 and verbs[-1].kind == "be":
        return [verbs[-1], *verbs[:-1]]
    only = verbs[0]
    if only.kind == "order" and only.base and only.native.endswith("t"):
        return [replace(only, said=third_person(only.base))]
    return list(verbs)


def _which(words: list[Gloss]) -> list[Gloss]:
    """“jede Rechnung die per Mail kommt …”: what is told of a thing, without commas around it."""
    for at in range(1, len(words) - 2):
        opens = words[at].native in _RELATIVE and words[at - 1].is_thing
        if not opens or words[at + 1].kind not in {"prep", "adv", "pron"}:
            continue
        verb = next((i for i in range(at + 2, len(words) - 1) if words[i].kind in _VERBS), None)
        if verb is None or words[verb].kind == "order":
            continue
        end = verb + 1
        while end < len(words) - 1 and words[end].kind in {"be", "happens"}:
            end += 1
        that = replace(words[at], said="that", kind="pron")
        told = _told_verb(words[verb:end])
        return [*words[:at], that, *told, *words[at + 1 : verb], *_which(words[end:])]
    return words


def _main(words: list[Gloss], known: Dictionary) -> list[Gloss]:
    told = _which(words)
    if told is not words and told[-1].kind in {"order", "part"} and told[0].kind != "order":
        return [replace(told[-1], said=told[-1].base or plain(told[-1].said)), *told[:-1]]
    words, first = told, told[0]
    if (
        first.kind == "det"
        and first.native in _RELATIVE
        and words[-1].kind in _VERBS
        and (len(words) < 3 or thing_end(words, 1) == 1 or not words[thing_end(words, 1) - 1].is_thing)
    ):
        return [replace(first, said="that", kind="pron"), *_told_verb(words[-1:]), *words[1:-1]]
    if first.kind == "order":
        return _order(words, known)
    modal = next((i for i, each in enumerate(words) if each.kind == "modal"), None)
    if modal is not None:
        return _with_modal(words, modal)
    if words[-1].native in _LETTING and len(words) > 1 and words[-2].kind in {"order", "part"}:
        words = words[:-1]
    final = words[-1]
    end = thing_end(words, 0)
    if final.kind == "happens" and 0 < end < len(words) - 1 and not any(e.kind in _VERBS for e in words[:-1]):
        # "jede Bestellung als Zeile in Sheets landet"
        return [*words[:end], final, *words[end:-1]]
    if final.kind == "part":
        final = replace(final, said=plain(final.said))
    verbs = [i for i, each in enumerate(words) if each.kind in {"order", "part"}]
    if (
        final.kind in {"order", "part"}
        and len(verbs) == 1
        and not any(each.kind in {"be", "happens"} for each in words)
    ):
        return [final, *words[:-1]]
    if len(verbs) == 1 and verbs[0] and words[verbs[0]].kind == "order":
        at = verbs[0]
        verb = words[at]
        particle = known.particle_verb(verb.native, words[-1].native) if at + 1 < len(words) else None
        if particle is not None:
            return [*words[:at], replace(verb, said=particle, base=particle), *words[at + 1 : -1]]
        if verb.native.endswith("t") and verb.base:
            return [*words[:at], replace(verb, said=third_person(verb.base)), *words[at + 1 :]]
        begins = words[0].is_thing or (words[0].kind in {"det", "adj"} and at < len(words) - 1)
        if begins and at + 1 < len(words) and words[at + 1].kind == "prep":
            return [verb, *words[:at], *words[at + 1 :]]
    return words


def _order(words: list[Gloss], known: Dictionary) -> list[Gloss]:
    """“leg eine Karte an”."""
    verb, rest = words[0], words[1:]
    if verb.native in _MAKING and rest and rest[0].said.startswith("from"):
        end = thing_end(rest, 1)
        while end + 1 < len(rest) and rest[end].kind == "prep" and rest[end].said in _WITHIN:
            end = thing_end(rest, end + 1)
        end += end < len(rest) and rest[end].kind == "literal"
        into = Gloss("into", "prep", verb.end, verb.end)
        return [replace(verb, said="turn", base="turn"), *rest[1:end], into, *rest[end:]]
    for at in range(len(rest) - 1, -1, -1):
        both = known.particle_verb(verb.native, rest[at].native)
        if both is not None and not _is_preposition(rest, at):
            return [replace(verb, said=both, base=both), *rest[:at], *rest[at + 1 :]]
    return [replace(verb, said=verb.base or verb.said), *rest]


def _is_preposition(words: Sequence[Gloss], at: int) -> bool:
    """“schau auf Reddit | nach Posts”: no end of the verb, where a thing stands behind it."""
    behind = words[at + 1] if at + 1 < len(words) else None
    return (
        words[at].native in _ALSO_BEFORE_THINGS and behind is not None and behind.kind in {"noun", "unknown"}
    )


def _with_modal(words: list[Gloss], modal: int) -> list[Gloss]:
    """“die Bilder sollen verkleinert werden”, “soll die KI … schreiben”."""
    helper = words[modal]
    before, behind = words[:modal], words[modal + 1 :]
    closing = [each for each in behind[-2:] if each.native in _PASSIVE]
    behind = [each for each in behind if each not in closing]
    joint = next((i for i, each in enumerate(behind) if each.kind == "other" and each.said == "and"), None)
    if joint and behind[joint - 1].kind == "part" and behind[-1].kind == "part":
        # "… gespeichert und … angekündigt werden": each with what it is said of.
        first = _with_modal([*before, helper, *behind[:joint], *closing], modal)
        return [*first, behind[joint], behind[-1], *behind[joint + 1 : -1]]
    at = next((i for i in range(len(behind) - 1, -1, -1) if behind[i].kind in {"part", "order"}), None)
    if at is None and behind and behind[-1].kind == "happens":
        # "sollen in Sheets landen"
        at, last = len(behind) - 1, behind[-1]
        said = plain(last.said)
        done = _LANDING.get(said)
        behind[at] = replace(last, said=said) if done is None else replace(last, said=done, kind="part")
    if at is None:
        return words
    verb, rest = behind[at], [*behind[:at], *behind[at + 1 :]]
    start = places_end(rest) if before else 0
    rest = [*rest[start:], *rest[:start]]
    if not before:
        start = places_end(rest)
        end = thing_end(rest, start)
        before, rest = rest[start:end], [*rest[end:], *rest[:start]]
    passive = verb.kind == "part" or bool(closing)
    if helper.said == "want":
        said = "want to"
    elif passive:
        said = (
            "should be"
            if helper.native not in _PASSIVE or not words[:modal]
            else "are"
            if helper.native == "werden"
            else "is"
        )
    else:
        said = "should" if helper.native in _PASSIVE else helper.said
    return [*before, replace(helper, said=said), verb, *rest]
