"""Whether words begin a guard: the part of a clause that says in which case the rest is done."""

from __future__ import annotations

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test

_LONGEST_NAME = 3
_HAVING = frozenset({"has", "have", "had", "hat", "haben", "tiene", "tienen", "tem", "a", "ont"})
_ALSO = frozenset("also too additionally must should auch también tambien aussi também".split())
_BOUNDS = ("gt", "gte", "lt", "lte", "between")


def starts_guard(utterance: Utterance, index: int) -> bool:
    """`above 30 …`, `10000 or more …`, `the rest …`, `anything smaller …`, `without an email …`, `in between …`."""
    u = utterance
    size = len(u.tokens)
    if index >= size:
        return False
    if u.has(index, "words", "rest") or rest_behind(u, index):
        return True
    if compared_alone(u, index) or from_number(u, index) or _from_to(u, index):
        return True
    if (
        u.tokens[index].kind is Kind.NUMBER
        and index + 2 < size
        and u.tokens[index + 2].kind in {Kind.NUMBER, Kind.MONEY}
        and (u.tokens[index + 1].norm in {"-", "–"} or u.has(index + 1, "words", "to"))
        and not u.is_scheduled(index)
    ):
        return True
    finding = u.has(index, "conditions_of_finding")
    if finding and index + finding < size and u.tokens[index + finding].norm in {"ones", "one"}:
        return True
    named = index + max(u.has(index, "fields"), u.has(index, "nouns"))
    if (
        named > index
        and u.tokens[named - 1].kind is Kind.WORD
        and (bound := u.has(named, "conditions", *_BOUNDS))
        and named + bound < size
    ):
        return u.tokens[named + bound].kind in {Kind.NUMBER, Kind.MONEY}
    if (
        named > index
        and named + 2 < size
        and u.tokens[named].norm in {"of", "von", "de"}
        and u.tokens[named + 1].kind is Kind.NUMBER
    ):
        return bool(u.has(named + 2, "conditions", "gte", "lte")) or bool(rated(u, named + 1))
    if named > index and (ranged(u, named) or valued_number(u, index)):
        return True
    if named > index and named < size and u.tokens[named].kind is Kind.NUMBER:
        return bool(u.has(named + 1, "conditions", "gte", "lte"))
    if u.tokens[index].norm in COMPARATIVES and index + 1 < size and u.tokens[index + 1].norm == "ones":
        return True
    length = u.has(index, "conditions", *_BOUNDS)
    if length and index + length < size:
        after = index + length
        token = u.tokens[after]
        return (
            token.kind in {Kind.NUMBER, Kind.MONEY}
            or token.norm in {"that", "this", "it", "just", ",", "zero"}
            or u.has(index, "conditions", "between") > 1
        )
    if rated(u, index) or bounded_things(u, index) or counted_at(u, index):
        return True
    if u.tokens[index].kind in {Kind.NUMBER, Kind.MONEY}:
        counted = max(u.has(index + 1, category) for category in ("nouns", "fields", "time")) or _is_plural(
            u, index + 1
        )
        return bool(u.has(index + 1 + counted, "conditions", "gte", "lte"))
    if u.tokens[index].norm in {"anything", "everything", "all", "those", "ones", "any", "alles", "todo"}:
        return any(
            u.has(place, "conditions", *_BOUNDS) or u.tokens[place].norm in COMPARATIVES
            for place in range(index + 1, min(index + 4, size))
        )
    those = u.tokens[index].norm in {"those", "ones"}
    named = index + 1 if u.has(index, "words", "det") and not those else index
    if u.tokens[min(named, size - 1)].norm in {"ones", "those"} and named + 1 < size:
        # "…, the ones containing invoice become …"
        return bool(u.has(named + 1, "conditions")) or bool(
            u.has(named + 1, "words", "from", "with", "in", "that")
        )
    if u.tokens[index].norm in COMPARATIVES and smaller_things(u, index):
        return True
    if u.has(index, "words", "without"):
        return index > 0 and u.tokens[index - 1].norm in {":", ".", ",", "\n"}
    if u.has(index, "words", "with"):
        # "…, with one save the record": the counterpart of "without".
        return (
            index > 0
            and u.tokens[index - 1].norm in {",", ";", ".", ":"}
            and index + 1 < size
            and (u.tokens[index + 1].norm in {"one", "it", "that", "them"} or contrasts_lack(u, index))
        )
    return False


def _is_plural(u: Utterance, index: int) -> int:
    """1 for “seats” in “20 seats or more”: what is counted, though no word is known for it."""
    token = u.tokens[min(index, len(u.tokens) - 1)]
    return int(token.kind is Kind.WORD and token.norm.endswith("s") and not u.has(index, "words"))


def compared_alone(u: Utterance, index: int) -> int:
    """Tokens of “fewer” in “fewer to Mailchimp”, of “below” in “below they get …”: all that a bound before leaves; else 0."""
    length = u.has(index, "conditions", *_BOUNDS) or int(u.tokens[index].norm in COMPARATIVES)
    after = index + length
    if not length or after >= len(u.tokens):
        return 0
    told = u.has(after, "words", "pronoun") or u.has(
        after, "verbs", "go", "be", "get", "send", "email", "notify"
    )
    placed = u.has(after, "words", "to") and u.tokens[index].norm in COMPARATIVES
    return length if (told or placed or _orders(u, after)) and not u.has(after, "words", "det") else 0


def smaller_things(u: Utterance, index: int) -> bool:
    """“smaller ones”, “lower scores”, “smaller deals are …”: the others of what a bound before spoke of."""
    if index + 1 >= len(u.tokens):
        return False
    if u.tokens[index + 1].norm in {"ones", "one", "ratings", "values", "amounts", "scores"}:
        return True
    things = u.has(index + 1, "nouns") and u.tokens[index + 1].norm.endswith("s")
    return bool(things and u.has(index + 2, "verbs", "be", "go", "get"))


def valued_number(u: Utterance, index: int) -> int:
    """Tokens of “amount 0” in “amount 0 answers 400”: a field, the number in it, and what is done then; else 0."""
    length = u.has(index, "fields")
    number = index + length
    if not length or number + 2 >= len(u.tokens) or u.tokens[number].kind is not Kind.NUMBER:
        return 0
    told = (
        u.has(number + 1, "verbs") and u.tokens[number + 1].norm.endswith("s") and not u.is_scheduled(number)
    )
    return length + 1 if told else 0


def ranged(u: Utterance, index: int) -> bool:
    """`9-10`, `0 to 6` behind a field's name: a range."""
    if index + 2 >= len(u.tokens) or u.is_scheduled(index):
        return False
    numbers = all(u.tokens[i].kind in {Kind.NUMBER, Kind.MONEY} for i in (index, index + 2))
    return numbers and bool(u.tokens[index + 1].norm in {"-", "–"} or u.has(index + 1, "words", "to"))


def counted_at(u: Utterance, index: int) -> int:
    """Tokens of “items at 0”, “products with 0” before what is done with them; else 0."""
    things = max(u.has(index, "nouns"), int(u.tokens[index].norm in {"those", "ones"}), _is_plural(u, index))
    number = index + things + 1
    if not things or number + 1 >= len(u.tokens) or u.tokens[number].kind is not Kind.NUMBER:
        return 0
    told = u.has(number + 1, "verbs", "go", "be", "get", "send") or u.tokens[number + 1].norm in _ALSO
    at = u.tokens[number - 1].norm == "at" or u.has(number - 1, "words", "with")
    return things + 2 if at and told and not u.is_scheduled(number) else 0


def _orders(u: Utterance, index: int) -> bool:
    """“(above) ask the manager …”: an order with what it is about behind it."""
    length = u.has(index, "verbs")
    behind = index + length
    if not length or u.has(index, "nouns") or behind >= len(u.tokens):
        return False
    return bool(u.has(behind, "words", "det", "me", "object_pronoun")) or u.tokens[behind].is_literal


def _from_to(u: Utterance, index: int) -> bool:
    """“from 11 to 100”, “de 11 a 100”: a range before what is done."""
    if (
        u.tokens[index].norm not in {"from", "de", "von"}
        or index + 4 >= len(u.tokens)
        or u.is_scheduled(index)
    ):
        return False
    numbers = all(u.tokens[i].kind in {Kind.NUMBER, Kind.MONEY} for i in (index + 1, index + 3))
    return numbers and bool(u.has(index + 2, "words", "to") or u.tokens[index + 2].norm in {"a", "bis"})


def from_number(u: Utterance, index: int) -> int:
    """Tokens of “from 3000” in “from 3000 notify …”, where nothing says up to what; else 0."""
    if u.tokens[index].norm != "from" or index + 2 >= len(u.tokens):
        return 0
    number = u.tokens[index + 1].kind in {Kind.NUMBER, Kind.MONEY} and not u.is_scheduled(index + 1)
    after = index + 2 + u.has(index + 2, "words", "on")
    ordered = u.has(after, "verbs") or u.tokens[min(after, len(u.tokens) - 1)].norm == ","
    return after - index if number and ordered else 0


def contrasts_lack(u: Utterance, index: int) -> bool:
    """“(without a phone number …;) with a phone number …”: the counterpart of what was lacking before."""
    after = index + 1 + u.has(index + 1, "words", "det")
    said = u.tokens[min(after, len(u.tokens) - 1)].norm
    for place in range(len(u.tokens) - 1):
        if place != index and u.has(place, "words", "without"):
            named = place + 1 + u.has(place + 1, "words", "det")
            if named < len(u.tokens) and u.tokens[named].norm == said:
                return True
    return False


def had_before(u: Utterance, index: int) -> int | None:
    """Where “has an attachment”, “with a phone number” told the opposite of what “without …” says at `index`."""
    named = index + u.has(index, "words", "without")
    while named < len(u.tokens) and u.has(named, "words", "det"):
        named += 1
    if named >= len(u.tokens):
        return None
    said = singular(u.tokens[named].norm)
    for place in range(index):
        if u.has(place, "words", "with") or u.tokens[place].norm in _HAVING:
            after = place + 1
            while after < index and u.has(after, "words", "det"):
                after += 1
            if singular(u.tokens[after].norm) == said:
                return after
    return None


def bounded_things(u: Utterance, index: int) -> int:
    """Tokens of “refund requests” in “refund requests under 20 EUR can be approved”: things that no word is known
    for, by the bound behind them and by what is said of them; else 0."""
    if (owned := _owned_bound(u, index)) > 0:
        return owned
    for place in range(index + 1, min(index + _LONGEST_NAME + 1, len(u.tokens) - 2)):
        before = u.tokens[place - 1]
        if before.kind is not Kind.WORD or (
            u.has(place - 1, "words") and not u.has(place - 1, "words", "adj")
        ):
            return 0
        bound = u.has(place, "conditions", *_BOUNDS)
        if not bound:
            continue
        number = place + bound
        if number >= len(u.tokens) or u.tokens[number].kind not in {Kind.NUMBER, Kind.MONEY}:
            return 0
        behind = range(number + 1, min(number + 4, len(u.tokens)))
        if before.norm.endswith("ing") and place - 2 >= index:
            # "jobs running longer than 60 minutes".
            before = u.tokens[place - 2]
        said = any(u.has(i, "words", "modal") or u.has(i, "verbs", "be", "go", "get") for i in behind)
        return place - index if said and before.norm.endswith("s") else 0
    return 0


def _owned_bound(u: Utterance, index: int) -> int:
    """Tokens of “answers with” in “answers with a score under 3 …”; else 0."""
    named = index + 1
    if u.tokens[index].kind is not Kind.WORD or not u.tokens[index].norm.endswith("s"):
        return 0
    length = u.has(named, "words", "with")
    place = named + length
    while length and place < len(u.tokens) and u.has(place, "words", "det"):
        place += 1
    field = u.has(place, "fields") if length else 0
    bound = u.has(place + field, "conditions", *_BOUNDS) if field else 0
    number = place + field + bound
    told = bound and number < len(u.tokens) and u.tokens[number].kind in {Kind.NUMBER, Kind.MONEY}
    return named + length - index if told else 0


def rated(u: Utterance, index: int) -> int:
    """Tokens of “4 or 5 stars”, “1 star” before a colon or an order; 0 where no such numbers stand."""
    place = index
    while (
        place + 2 < len(u.tokens)
        and u.tokens[place].kind is Kind.NUMBER
        and u.has(place + 1, "words", "or", "and")
        and u.tokens[place + 2].kind is Kind.NUMBER
    ):
        place += 2
    if place >= len(u.tokens) or u.tokens[place].kind is not Kind.NUMBER or u.is_scheduled(place):
        return 0
    length = u.has(place + 1, "fields", "score")
    if not length:
        ordered = u.has(place + 1, "verbs") or u.has(place + 1, "words", "nothing")
        beside = place > index or any(u.has(i, "fields", "score") for i in range(index))
        return place + 1 - index if beside and ordered else 0
    end = place + 1 + length
    behind = end < len(u.tokens) and (u.tokens[end].norm == ":" or u.tokens[end].kind is Kind.ARROW)
    return end - index if behind or place > index else 0


def rest_behind(u: Utterance, index: int) -> int:
    """Tokens of the preposition in “with any other …”, “from anyone else …”, “by more than 30 …”; else 0."""
    length = u.has(index, "words", "with", "from", "for", "in", "to", "at", "via")
    after = index + length
    if not length or after >= len(u.tokens):
        return 0
    if u.has(after, "words", "rest"):
        return length
    if u.has(index, "words", "with") and rated(u, after):
        return length
    bound = u.has(after, "conditions", *_BOUNDS)
    number = after + bound < len(u.tokens) and u.tokens[after + bound].kind in {Kind.NUMBER, Kind.MONEY}
    return length if bound and number and u.has(index, "words", "via", "with", "in") else 0


def is_comparative(test: Test) -> bool:
    """`less`, `smaller`: a comparison with what was said before."""
    return isinstance(test.right, str) and fold(test.right).split(" ")[0] in COMPARATIVES


COMPARATIVES = frozenset(
    {
        "better",
        "worse",
        "smaller",
        "bigger",
        "larger",
        "lower",
        "higher",
        "less",
        "fewer",
        "younger",
        "later",
        "earlier",
        "slower",
        "faster",
        "heavier",
        "lighter",
        "more",
        "cheaper",
        "older",
        "newer",
        "shorter",
        "longer",
        "kleiner",
        "grosser",
        "menor",
        "menos",
        "mas",
        "mayor",
        "maior",
        "moins",
        "plus",
        "inferior",
        "superior",
        "inferieur",
        "superieur",
        "mayores",
        "menores",
        "hoher",
        "niedriger",
        "weniger",
    },
)
