"""German and Dutch sentences in English order: the verb from the end to its place, halves of verbs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nodepilot.composer.reading.glosses.dictionary import Dictionary, participle, plain, third_person
from nodepilot.composer.reading.glosses.words import Gloss

_VERBS = frozenset({"order", "happens", "part", "be"})
_PASSIVE = frozenset({"wird", "werden", "wordt", "worden"})
_LEADS = frozenset({"time", "adv", "other"})
_GENITIVES = frozenset("meiner unserer der des eines aller meines unseres seiner ihrer".split())
_MAKING = frozenset({"mach", "mache", "machen", "maak"})
"""“mach aus … ein …” turns one thing into another."""
_OF_THINGS = frozenset({"summary", "overview", "list", "copy", "report", "number", "backup"})
"""What there is of something: “eine Zusammenfassung von …”."""
_LETTING = frozenset({"lassen", "laten"})
_RELATIVE = frozenset("der die das den dem welche welcher welches dat".split())
_WITHIN = frozenset({"in", "from", "on"})
_MOVES = frozenset({"rises", "drops", "changes"})
_LIMITS = frozenset({"over", "under", "above", "below", "to"})
_LANDING = frozenset({"land", "appear", "arrive"})
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
        words = _whose(words)
        if lead == 1 and made and words[0].said == "," and _tells_what(words[1:]):
            # "alles, was Leute … schicken".
            made += _told_what(words[1:])
            continue
        made += words[:lead]
        made += _clause(words[lead:], known, is_condition=not index and len(chunks) > 1)
    return [each for each in made if each.said]


def _tells_what(words: Sequence[Gloss]) -> bool:
    return len(words) > 2 and words[0].native == "was" and words[-1].kind in {"order", "happens"}


def _told_what(words: Sequence[Gloss]) -> list[Gloss]:
    """“was Leute an uns schicken” as “people send to us”."""
    verb, end = words[-1], _thing_end(words, 1)
    return [*words[1:end], replace(verb, said=verb.base or plain(verb.said)), *words[end:-1]]


def _whose(words: list[Gloss]) -> list[Gloss]:
    """“eine Zusammenfassung meiner Mails”."""
    made: list[Gloss] = []
    for index, each in enumerate(words):
        if each.said == "from" and index and words[index - 1].said in _OF_THINGS:
            made.append(replace(each, said="of"))
            continue
        behind_noun = bool(index) and words[index - 1].kind == "noun"
        whose = (
            each.native in _GENITIVES
            if each.kind == "det"
            else each.kind == "adj" and each.native.endswith("er")
        )
        made.append(replace(each, said=f"of {each.said}") if behind_noun and whose else each)
        alone = index + 1 == len(words) or not (words[index + 1].is_thing or words[index + 1].kind == "adj")
        if each.kind == "adj" and alone and index and words[index - 1].kind == "det":
            made.append(Gloss("ones", "noun", each.start, each.end))
    return made


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
    end = _thing_end(words, 1)
    opened = Gloss("if" if words[0].kind == "be" else "when", "when", words[0].start, words[0].start)
    return [opened, *words[1:end], words[0], *words[end:]]


def _each_time(words: list[Gloss], known: Dictionary) -> list[Gloss]:
    """“bei jeder neuen Zahlung in Stripe eine Rechnung anlegen”."""
    end = _thing_end(words, 1)
    while end + 1 < len(words) and words[end].kind == "prep" and _is_where(words, end):
        further = _thing_end(words, end + 1)
        if further == end + 1:
            break
        end = further
    thing = words[1:end]
    many = words[0].said == "for every new" and bool(thing) and thing[-1].said.endswith("s")
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
    end = _thing_end(words, at + 1)
    by_form = words[at].said == "via" and words[end - 1].said.endswith("form")
    pushed = words[at - 1].said == "push" and words[at].said.startswith("to")
    return by_form or pushed or words[at].said in _WITHIN


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
    if told and told[0].kind == "prep" and (behind := _thing_end(told, 1)) < len(told):
        told = [*told[behind:], *told[:behind]]
        place = behind
    else:
        place = 0
    end = _thing_end(told, 0)
    with_object = 0 < end < len(told) and told[end].kind in {
        "det",
        "adj",
        "noun",
        "unknown",
        "literal",
        "pron",
    }
    clause = [words[0], *told[:end], *done, *told[end:]] if with_object else [words[0], *told, *done]
    limit = next((at for at, each in enumerate(told) if at and each.said in _LIMITS), 0)
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
        and (len(words) < 3 or _thing_end(words, 1) == 1 or not words[_thing_end(words, 1) - 1].is_thing)
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
        if words[0].is_thing and at + 1 < len(words) and words[at + 1].kind == "prep":
            return [verb, *words[:at], *words[at + 1 :]]
    return words


def _order(words: list[Gloss], known: Dictionary) -> list[Gloss]:
    """“leg eine Karte an”."""
    verb, rest = words[0], words[1:]
    if verb.native in _MAKING and rest and rest[0].said.startswith("from"):
        end = _thing_end(rest, 1)
        while end + 1 < len(rest) and rest[end].kind == "prep" and rest[end].said in _WITHIN:
            end = _thing_end(rest, end + 1)
        end += end < len(rest) and rest[end].kind == "literal"
        into = Gloss("into", "prep", verb.end, verb.end)
        return [replace(verb, said="turn", base="turn"), *rest[1:end], into, *rest[end:]]
    for at in range(len(rest) - 1, -1, -1):
        both = known.particle_verb(verb.native, rest[at].native)
        if both is not None:
            return [replace(verb, said=both, base=both), *rest[:at], *rest[at + 1 :]]
    return [replace(verb, said=verb.base or verb.said), *rest]


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
        behind[at] = (
            replace(last, said="added", kind="part") if said in _LANDING else replace(last, said=said)
        )
    if at is None:
        return words
    verb, rest = behind[at], [*behind[:at], *behind[at + 1 :]]
    if not before:
        start = _places_end(rest)
        end = _thing_end(rest, start)
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


def _places_end(words: Sequence[Gloss]) -> int:
    """Behind the places that stand before a thing: “in Slack #shop | eine Nachricht”; 0 where no thing follows."""
    at = 0
    while at < len(words) and words[at].kind == "prep":
        at = _thing_end(words, at + 1)
    follows = at < len(words) and words[at].kind in {"det", "adj", "noun"}
    return at if follows else 0


def _thing_end(words: Sequence[Gloss], start: int) -> int:
    """Behind the first thing."""
    at = start
    while at < len(words) and words[at].kind in {"det", "adj"}:
        at += 1
    if at < len(words) and words[at].kind == "pron":
        return at + 1
    while at < len(words) and words[at].is_thing:
        at += 1
    return at
