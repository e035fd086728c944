"""Spanish, French, Portuguese and Italian sentences in English order: adjectives first, what happens behind what it happens to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.reading.glosses.dictionary import participle, plain, third_person
from nodepilot.composer.reading.glosses.things import OF, things_in_english
from nodepilot.composer.reading.glosses.words import Gloss

_ARTICLES = frozenset("lo la los las le les l o a os as il gli li".split())
_AFTER_ORDERS = frozenset("le la les".split())
_MANY = frozenset("los las les os as li gli".split())
_SUBJECTS = frozenset("ca cela il elle ele ela on je eu yo tu voce vous ils elles eles io lui lei".split())
_IF_NOT = frozenset({"si no", "se nao", "se non"})
_DECIDING = frozenset({"decide", "check", "validate", "find out", "analyze"})
_RANKING = frozenset({"sort", "group", "remove", "count", "sum", "merge", "join", "compare"})
_SIZES = frozenset({"more than", "less than", "at least", "at most", "over", "under"})
_DONE_TO = frozenset({"upload", "save", "create", "add"})
_OPENING = frozenset({"and", "or", "I want"})
_GETS = (" I get", " rains", " snows", " it is down")
"""A “when” that has its verb with it: “cuando recibo”."""
_COMES = frozenset({"arrives", "appears"})
_VERBS = frozenset({"order", "happens", "part", "be", "refl"})
_STOPS = _VERBS | {"sign", "when", "other", "modal", "time", "adv"}


def in_english_order(sentence: Sequence[Gloss]) -> list[Gloss]:
    """One sentence, word by word."""
    words = _sized([each for each in sentence if each.said])
    words = things_in_english(_opening(_unless_so(words)))
    words = _pronouns(words)
    words = _events(words)
    return _orders(_impersonal(words))


def _sized(words: Sequence[Gloss]) -> list[Gloss]:
    """“un pedido de más de 200 euros”: an order of its size has no “of” before that."""
    return [
        each
        for index, each in enumerate(words)
        if not (each.said == "of" and words[index + 1 : index + 2] and words[index + 1].said in _SIZES)
    ]


def _opening(words: list[Gloss]) -> list[Gloss]:
    """“chega um e-mail, …”: what happens, told without a “when”; “que la IA decida”: a wish without its beginning."""
    if not words:
        return words
    first = words[0]
    if first.said == "I want" and len(words) > 1 and words[1].kind == "when":
        # "quiero que cuando …"
        words, first = words[1:], words[1]
    if first.said == "want":
        words = [Gloss("I", "pron", first.start, first.start), *words]
    if first.native in {"que", "qu", "che"}:
        words = words[1:]
    if first.kind == "happens" and first.said in _COMES:
        return [Gloss("when", "when", first.start, first.start), *words]
    return [
        each
        for index, each in enumerate(words)
        if not (
            each.native in {"que", "qu", "che"}
            and index
            and words[index - 1].kind == "sign"
            and words[index - 1].said == ","
        )
    ]


def _unless_so(words: list[Gloss]) -> list[Gloss]:
    """“si no trae el campo, responde …”: a condition, where “si no, responde …” is what is done otherwise."""
    made = list(words)
    for index, each in enumerate(words):
        if each.said == "if" and index and words[index - 1].base in _DECIDING:
            made[made.index(each)] = replace(each, said="whether", kind="other")
        if (
            each.native.removeprefix("y ").removeprefix("e ") not in _IF_NOT
            or index + 1 >= len(words)
            or words[index + 1].kind not in {"order", "happens", "be"}
        ):
            continue
        end = next((i for i in range(index + 1, len(words)) if words[i].said in {"and", "or"}), len(words))
        verbs = sum(word.kind in {"order", "happens", "be"} for word in words[index + 1 : end])
        if verbs > 1 or words[index + 1].kind != "order":
            place = made.index(each)
            made[place : place + 1] = [replace(each, said="if", kind="when"), replace(each, said="not")]
    return made


def _pronouns(words: list[Gloss]) -> list[Gloss]:
    """“me manda”, “les poste”: who gets it stands behind the verb."""
    made = list(words)
    index = 0
    while index + 1 < len(made):
        each, behind = made[index], made[index + 1]
        if each.kind == "order" and behind.kind == "det" and behind.native in _AFTER_ORDERS:
            # "poste les sur …"
            end = made[index + 2] if index + 2 < len(made) else None
            if end is None or end.kind in {"prep", "sign", "other"}:
                told = "them" if behind.native in _MANY else "it"
                made[index + 1] = replace(behind, said=told, kind="pron")
        if (behind.kind in {"order", "happens"} or behind.said == "want") and each.native not in _SUBJECTS:
            if each.kind == "det" and each.native in _ARTICLES:
                each = replace(each, said="them" if each.native in _MANY else "it", kind="pron")
            if each.kind == "pron" and each.said in {"me", "it", "them", "us", "him"}:
                made[index], made[index + 1] = behind, each
                index = max(0, index - 1)
                continue
        index += 1
    return made


def _events(words: list[Gloss]) -> list[Gloss]:
    """“cuando llegue un pedido guarda …” as “when an order arrives, save …”."""
    made = list(words)
    at = 0
    while at < len(made):
        at = _event(made, at) if made[at].kind == "when" else at + 1
    return made


def _event(made: list[Gloss], at: int) -> int:
    """Puts the clause behind the “when” at that place in order; where it ends."""
    if made[at].said.endswith(_GETS):
        _close(made, at + 1)
        return at + 1
    verb = at + 1
    while (
        verb < len(made)
        and made[verb].kind not in _VERBS
        and made[verb].kind not in {"sign", "when", "modal"}
    ):
        verb += 1
    if verb >= len(made) or made[verb].kind not in _VERBS:
        return at + 1
    told, behind = _told(made, verb)
    before = made[at + 1 : verb]
    if made[at].said.endswith((" it", " someone")) or any(
        each.is_thing or each.said in {"I", "someone", "we"} or each.native in _SUBJECTS for each in before
    ):
        made[verb:behind] = told
        end = verb + len(told)
    else:
        last = (
            behind if told[-1].said.split()[-1] in {"to", "with", "of", "from"} else _thing_end(made, behind)
        )
        subject = made[behind:last]
        if (
            not subject
            and made[verb].native.endswith("n")
            and any(each.said == "it" for each in made[behind : behind + 1])
        ):
            told, last = (
                [replace(made[verb], said=f"is {participle(made[verb].base)}", kind="happens")],
                behind + 1,
            )
        subject = subject or [Gloss("it", "pron", made[verb].start, made[verb].start)]
        negated = [each for each in before if each.said == "not"]
        made[at + 1 : last] = [
            *subject,
            *(each for each in before if each.said != "not"),
            *_negated(told, negated),
        ]
        end = at + 1 + len(subject) + len(before) + len(told) - (0 if not negated else len(negated))
    _close(made, end)
    return end


def _told(made: Sequence[Gloss], verb: int) -> tuple[list[Gloss], int]:
    """What happens, in English, and where the words for it end."""
    head, behind = made[verb], verb + 1
    following = made[behind] if behind < len(made) else None
    if head.kind == "refl" and following is not None and following.kind in _VERBS:
        done = participle(following.base) if following.base else following.said
        return [replace(following, said=f"is {done}" if following.base else done, kind="happens")], behind + 1
    if head.kind == "be" and following is not None and following.kind in {"part", "order", "adj"}:
        done = participle(following.base) if following.kind == "order" else following.said
        return [head, replace(following, said=done, kind="part")], behind + 1
    said = third_person(head.base) if head.base and head.kind == "order" else head.said
    return [replace(head, said=said, kind="happens")], behind


def _negated(told: list[Gloss], negation: Sequence[Gloss]) -> list[Gloss]:
    """“is not”, “does not have”."""
    if not negation:
        return told
    head = told[0]
    if head.said in {"is", "are"}:
        return [head, *negation, *told[1:]]
    if head.said == "has":
        return [replace(head, said="does not have"), *told[1:]]
    return [replace(head, said=f"does not {head.base}" if head.base else f"not {head.said}"), *told[1:]]


def _thing_end(made: Sequence[Gloss], start: int) -> int:
    """Behind the thing that begins there, with what it belongs to."""
    at, has_head = start, False
    while at < len(made):
        each = made[at]
        if each.kind in _STOPS or (each.kind == "prep" and (not has_head or each.said not in {"of", "from"})):
            break
        inside = each.native in OF or each.said.startswith("of ") or (at and made[at - 1].kind == "prep")
        if each.kind == "det" and has_head and not inside:
            break
        has_head = has_head or each.is_thing
        if each.kind == "pron" and each.said == "someone":
            return at + 1
        at += 1
    return at


def _close(made: list[Gloss], end: int) -> None:
    """A comma where what shall be done begins without one."""
    for at in range(end, len(made)):
        each = made[at]
        if each.kind in {"sign", "when"} or each.said == "otherwise":
            return
        before = made[at - 1]
        if (
            each.kind == "order"
            and before.kind not in {"modal", "prep", "be", "refl"}
            and before.said not in {"and", "or", "that"}
        ):
            place = at
            while place > end and made[place - 1].kind in {"adv", "pron", "time"}:
                place -= 1
            made.insert(place, Gloss(",", "sign", made[place].start, made[place].start))
            return


def _orders(words: list[Gloss]) -> list[Gloss]:
    """“la IA decide”: who does it is named before it; “para clasificar”: what for."""
    made: list[Gloss] = []
    wished = bool(words) and words[0].said == "I want"
    for index, each in enumerate(_turned_into(words)):
        before = words[index - 1] if index else None
        if each.said == "not" and any(word.said.startswith("do not ") for word in made[-2:]):
            continue
        if each.kind == "order" and (
            _is_negated(words, index) or (before is not None and before.said == "not")
        ):
            if before is not None and before.said == "not":
                made.pop()
            made.append(replace(each, said=f"do not {each.base}"))
        elif wished and each.kind in {"order", "happens"}:
            made += [
                Gloss("to", "prep", each.start, each.start),
                replace(each, said=each.base or plain(each.said)),
            ]
            wished = False
        elif each.kind == "order" and before is not None:
            if before.kind == "prep" and before.said == "for":
                made[-1] = replace(before, said="to")
            made.append(_order(each, words, index))
        else:
            made.append(each)
    return made


def _impersonal(words: Sequence[Gloss]) -> list[Gloss]:
    """“(quiero que) se cree un contacto y se guarde en …”: what shall be done, without who does it."""
    made = list(words)
    for index in range(len(words) - 2, -1, -1):
        each, verb = words[index], words[index + 1]
        before = words[index - 1] if index else None
        told = _is_told(words, index)
        opens = before is None or before.kind in {"sign", "time"} or before.said in _OPENING
        if each.kind != "refl" or not verb.base or not (opens or told):
            continue
        behind = words[index + 2] if index + 2 < len(words) else None
        bare = behind is None or behind.kind in {"prep", "sign", "other"}
        it = [Gloss("it", "pron", verb.end, verb.end)] if bare else []
        comma = [Gloss(",", "sign", each.start, each.start)] if told else []
        made[index : index + 2] = [*comma, replace(verb, said=verb.base, kind="order"), *it]
    return made


def _is_told(words: Sequence[Gloss], index: int) -> bool:
    """Whether a “when” before that place has its verb, and no sign ends what happens: “cuando pase algo | se cree …”."""
    for each in reversed(words[:index]):
        if each.kind in {"sign", "when"} or each.said in _OPENING:
            return False
        if each.kind in {"happens", "part"}:
            return any(word.kind == "when" for word in words[:index])
    return False


def _turned_into(words: Sequence[Gloss]) -> list[Gloss]:
    """“transforma … em uma tarefa”: into one; “ordena por fecha”: by date."""
    made: list[Gloss] = []
    turns = ranks = False
    for each in words:
        turns = each.base in {"convert", "turn"} or (turns and each.kind not in {"sign", "order"})
        into = turns and each.said in {"in", "in a", "in the"}
        ranks = each.base in _RANKING or (ranks and each.kind not in {"sign", "order", "other"})
        said = (
            each.said.replace("in", "into", 1)
            if into
            else "by"
            if ranks and each.said == "via"
            else each.said
        )
        made.append(replace(each, said=said))
        turns = turns and not into
    return made


def _order(each: Gloss, words: Sequence[Gloss], index: int) -> Gloss:
    before = words[index - 1]
    if before.kind in {"be", "refl"} and each.base:
        return replace(each, said=participle(each.base), kind="part")
    if before.kind == "modal" and before.said == "want":
        return replace(each, said=f"to {each.base}")
    relative = before.native in {"que", "qui", "che"} and index > 1 and words[index - 2].is_thing
    if relative and _is_done_to(words[index - 2], each):
        return replace(each, said=f"are {participle(each.base)}", kind="part")
    return replace(each, said=third_person(each.base)) if relative or _is_subject(words, index - 1) else each


def _is_done_to(things: Gloss, verb: Gloss) -> bool:
    """“las facturas que suba a Drive”: what somebody does to them, where they do nothing themselves."""
    return things.said.endswith("s") and verb.base in _DONE_TO and verb.native[-1:] not in "nmo"


def _is_negated(words: Sequence[Gloss], index: int) -> bool:
    """“envoie pas”, “ne l'envoie pas”."""
    behind = words[index + 1 : index + 3]
    return bool(behind) and (
        behind[0].said == "not" or (behind[0].kind == "pron" and behind[-1].said == "not")
    )


def _is_subject(words: Sequence[Gloss], last: int) -> bool:
    """Whether a clause begins with one thing, and that ends there."""
    first = last
    while first >= 0 and (words[first].is_thing or words[first].kind in {"det", "adj", "pron"}):
        if words[first].kind == "pron" and words[first].said not in {"it", "someone"}:
            return False
        first -= 1
    if first == last or (
        words[last].kind == "noun" and words[last].said.endswith("s") and words[last].said != "ones"
    ):
        return False
    return first < 0 or (
        words[first].kind in {"sign", "other", "time"} and words[first].said not in {"and", "or"}
    )
