"""The words of a request, each with its English and what it does in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind, Token, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.glosses.dictionary import Dictionary, Entry, participle
from nodepilot.composer.reading.glosses.lexical import compound, from_lexicon, is_participle, noun_of
from nodepilot.composer.reading.glosses.times import in_words
from nodepilot.kit.records import dataclass

_CLITICS = {
    "es": (("melo", "it to me"), ("mela", "it to me"), ("melos", "them to me"), ("selo", "it"), ("selos", "them"), ("nosla", "it to us"), ("nos", "us"), ("los", "them"), ("las", "them"), ("me", "me"), ("lo", "it"), ("la", "it"), ("les", "them"), ("le", "")),
    "it": (("melo", "it to me"), ("mela", "it to me"), ("mi", "me"), ("ci", "us"), ("lo", "it"), ("la", "it"), ("li", "them"), ("le", "them")),
}  # fmt: skip
"""Pronouns that are written on to the verb."""
_HYPHENED = {
    "moi": "me", "nous": "us", "le": "it", "la": "it", "les": "them", "lui": "", "leur": "", "toi": "", "en": "", "y": "",
    "me": "me", "nos": "us", "o": "it", "a": "it", "os": "them", "as": "them", "lo": "it", "lhe": "", "lhes": "",
}  # fmt: skip
_AS_WRITTEN = {
    ("fr", "a"): ("has", "be"), ("fr", "échoue"): ("fails", "happens"), ("fr", "résumé"): ("summary", "noun"), ("fr", "où"): ("where", "other"), ("fr", "là"): ("", "adv"),
    ("pt", "é"): ("is", "be"), ("pt", "à"): ("to the", "det"), ("pt", "às"): ("to the", "det"), ("es", "sí"): ("yes", "other"), ("es", "mí"): ("me", "pron"), ("it", "è"): ("is", "be"), ("it", "dà"): ("give", "order"),
}  # fmt: skip
"""Words that only their accents tell from others."""
_APOSTROPHES = frozenset("'’")
_BY_SIZE = {
    "uber": "over",
    "ueber": "over",
    "unter": "under",
    "ab": "at least",
    "boven": "over",
    "onder": "under",
    "su": "over",
    "sopra": "over",
}
"""Prepositions that compare where a number follows."""
_NAMED = frozenset(
    "table database base list collection folder sheet label tag queue topic bucket column board channel index".split()
)
"""What a name stands behind."""
_STATES = frozenset({"moved", "moves", "is moved", "set", "changes", "changed", "change to"})
_NAMES = frozenset({Kind.NUMBER, Kind.MONEY, Kind.TIME})
_ARTICLES = frozenset({"l", "le", "la", "les", "lo", "los", "las"})
"""What is a pronoun before a verb."""
_JOINTS = frozenset({"und", "oder", "u"})
_BEFORE_ORDERS = frozenset({"sign", "other", "time", "adv", "pron", "modal", "refl", "happens", "when"})


@dataclass(frozen=True, slots=True)
class Gloss:
    """`said` stands for the characters `start` to `end` of the request; `base` is the plain form of a verb.

    `kind` is one of the dictionary's, or `service`, `literal`, `time`, `sign`, `unknown`; `native` is the word itself.
    """

    said: str
    kind: str
    start: int
    end: int
    base: str = ""
    native: str = ""

    @property
    def is_thing(self) -> bool:
        """Whether something can be said of it: a noun, a name, a word that nobody knows."""
        return self.kind in {"noun", "service", "literal", "unknown"}


def glossed(u: Utterance, language: str, known: Dictionary) -> list[Gloss]:
    """All words in the order of the request."""
    found: list[Gloss] = []
    tokens = [
        replace(each, norm=fold(each.text)) if each.norm != "'" and behind.text in _APOSTROPHES else each
        for each, behind in zip(u.tokens, [*u.tokens[1:], *u.tokens[-1:]], strict=True)
    ]
    index, timed = 0, False
    while index < len(tokens):
        token = tokens[index]
        if u.schedule is not None and u.is_scheduled(index):
            last = index
            while last + 1 < len(u.tokens) and u.is_scheduled(last + 1):
                last += 1
            said = "" if timed else in_words(u.schedule, u.text)
            while found and found[-1].kind in (
                {"prep", "det"} if not timed else {"prep", "det", "sign", "other"}
            ):
                found.pop()
            found.append(Gloss(said, "time", token.start, u.tokens[last].end))
            timed, index = True, last + 1
            continue
        hit = u.service_at(index)
        if hit is not None and not hit.is_generic and hit.first == index and not _orders(known, hit, token):
            found += _named(u, known, language, hit.first, hit.last, hit.mention.end)
            index = hit.last
            continue
        made, length = _at(u, tokens, index, language, known, found)
        found += [_as_name(each, u, found) for each in made]
        index += length
    return found


def _orders(known: Dictionary, hit: ServiceHit, token: Token) -> bool:
    """“Deduplica los contactos”: what is done, though a node does nothing else and is found by that word."""
    return hit.key == "removeDuplicates" and any(each.kind == "order" for each in known.word(token.norm))


def _as_name(each: Gloss, u: Utterance, before: Sequence[Gloss]) -> Gloss:
    """“die Tabelle Produkte”, “movido pra concluído”: a name is not told in English."""
    last = before[-1] if before else None
    if last is None or each.kind not in {"noun", "adj", "part", "unknown"}:
        return each
    container = (
        last if last.kind == "noun" else before[-2] if last.kind == "service" and len(before) > 1 else None
    )
    is_name = container is not None and container.said in _NAMED and each.kind in {"noun", "unknown"}
    moved = len(before) > 1 and last.said in {"to", "to the", "on"} and before[-2].said in _STATES
    if not is_name and not (moved and each.kind in {"adj", "part"}):
        return each
    return replace(each, said=u.text[each.start : each.end], kind="literal")


def _named(
    u: Utterance, known: Dictionary, language: str, first: int, last: int, named: int
) -> Iterator[Gloss]:
    """A service, with the nouns that belong to its name: “Postgres-Tabelle”, “planilha do Google Sheets”."""
    while last - first > 1 and (noun := known.noun(u.tokens[first].norm)):
        token = u.tokens[first]
        yield Gloss(noun, "noun", token.start, token.end, native=token.norm)
        first += 1
        while last - first > 1 and any(
            each.kind in {"prep", "det"} for each in known.word(u.tokens[first].norm)
        ):
            first += 1
    start, end = u.span(first, last)
    named = min(named, end)
    head, mark, tail = u.text[start:end].rpartition("-")
    if mark and language in {"de", "nl"} and (known.noun(fold(tail)) or noun_of(fold(tail), language)):
        named = start + len(head)
    yield Gloss(
        u.text[start:named].replace("-", " ") if language in {"de", "nl"} else u.text[start:named],
        "service",
        start,
        named,
    )
    rest = fold(u.text[named:end]).strip("- ")
    for part in rest.split("-") if rest else ():
        said = known.noun(part) or noun_of(part, language) or compound(part, language, known) or part
        yield Gloss(said, "noun", named, end, native=part)


def _at(
    u: Utterance,
    tokens: Sequence[Token],
    index: int,
    language: str,
    known: Dictionary,
    before: Sequence[Gloss],
) -> tuple[list[Gloss], int]:
    """What stands at that token, and how many tokens it takes."""
    token = tokens[index]
    if (
        token.text == "-"
        and u.text[token.start - 1 : token.start].isalnum()
        and u.text[token.end : token.end + 1].isalnum()
    ):
        return [], 1
    if token.kind in {Kind.NEWLINE, Kind.ARROW} or (
        token.kind is Kind.PUNCT and token.text not in _APOSTROPHES
    ):
        return [_gloss(token, "\n" if token.kind is Kind.NEWLINE else token.text, "sign")], 1
    if token.kind is Kind.PUNCT:
        return [], 1
    if token.kind in _NAMES or (token.is_literal and not token.text.isalpha()):
        said = token.text
        if token.kind is Kind.TIME:
            said = token.norm.replace("uhr", "").replace("h", ":").strip(" :")
        return [_gloss(token, said, "literal")], 1
    written = _AS_WRITTEN.get((language, token.text.lower()))
    if written is not None and not (token.text.isascii() and known.at(tokens, index)):
        return [_gloss(token, *written)], 1
    following = tokens[index + 1].kind if index + 1 < len(tokens) else None
    if following in {Kind.NUMBER, Kind.MONEY} and (compared := _BY_SIZE.get(token.norm)) is not None:
        return [_gloss(token, compared, "prep")], 1
    if entries := known.at(tokens, index):
        start, end = u.span(index, index + entries[0].length)
        words = " ".join(each.norm for each in tokens[index : index + entries[0].length])
        return [Gloss(entries[0].english, entries[0].kind, start, end, _base(entries[0]), words)], entries[
            0
        ].length
    if parts := list(_parts(token, language, known)):
        return parts, 1
    entries = known.word(token.norm)
    if entries:
        closes = index + 1 == len(tokens) or tokens[index + 1].kind in {Kind.PUNCT, Kind.NEWLINE}
        closes = closes or tokens[index + 1].norm in _JOINTS
        return [_entered(token, _meant(entries, u, token, language, before, closes=closes), language)], 1
    if language == "de" and token.text[:1].isupper() and index and (noun := noun_of(token.norm, language)):
        return [_gloss(token, noun, "noun")], 1
    if language == "de" and (said := _inflected(token.norm, known)):
        return [_gloss(token, said, "adj")], 1
    if language == "de" and (said := _of_third_person(token.norm, known)):
        return [_gloss(token, said, "order", said)], 1
    if (entry := from_lexicon(token.norm, language)) is not None:
        return [_entered(token, entry, language)], 1
    if language in {"de", "nl"} and (said := compound(token.norm, language, known)):
        return [_gloss(token, said, "noun")], 1
    return [_gloss(token, token.text, "unknown")], 1


def _inflected(norm: str, known: Dictionary) -> str:
    """“geschriebenen”: what was done, told of a thing."""
    for ending in ("en", "er", "es", "em", "e"):
        entry = (
            next(iter(known.phrases.get(norm.removesuffix(ending), ())), None)
            if norm.endswith(ending)
            else None
        )
        if entry is not None and entry.kind in {"part", "adj"}:
            return entry.english
    return ""


def _of_third_person(norm: str, known: Dictionary) -> str:
    """“speichert”: the order that it is the third person of."""
    stem = norm.removesuffix("t").removesuffix("e")
    forms = (f"{stem}en", f"{stem}n", f"{stem}e", stem) if norm.endswith("t") else ()
    entries = (each for form in forms for each in known.phrases.get(form, ()))
    return next((each.english for each in entries if each.kind == "order"), "")


def _gloss(token: Token, said: str, kind: str, base: str = "") -> Gloss:
    return Gloss(said, kind, token.start, token.end, base, token.norm)


def _base(entry: Entry) -> str:
    return entry.english if entry.kind == "order" else ""


def _meant(
    entries: Sequence[Entry],
    u: Utterance,
    token: Token,
    language: str,
    before: Sequence[Gloss],
    *,
    closes: bool,
) -> Entry:
    """Of a word that may be several things: an order where one begins, a thing behind an article.

    `closes`: the clause ends there, as German ones do with their verbs.
    """
    if len(entries) == 1:
        return entries[0]
    order = next((each for each in entries if each.kind == "order"), None)
    last = before[-1] if before else None
    happens = next((each for each in entries if each.kind == "happens"), None)
    if happens is not None and entries[0].kind == "prep" and last is not None and last.kind == "when":
        # "cuando entre un pedido"
        return happens
    if happens is not None and language != "de" and _lacks_verb(before):
        return happens
    if order is None:
        return entries[0]
    if last is not None and last.kind == "literal" and language != "de" and not closes:
        return order
    if entries[0].kind == "happens" and _has_verb(before):
        return order
    if language == "de":
        written = token.text[:1].islower() and not u.text.islower() and last is not None
        ends = closes and last is not None and last.kind not in {"det", "adj", "prep"}
        return order if written or last is None or ends else entries[0]
    told = all(each.kind != "noun" for each in entries) and last is not None and last.native in _ARTICLES
    return order if last is None or told or last.kind in _BEFORE_ORDERS else entries[0]


def _has_verb(before: Sequence[Gloss]) -> bool:
    """“cuando cambie … a ganado | crea …”: what happens was told, so that this is what shall be done."""
    kinds = [each.kind for each in before]
    when = next((at for at in range(len(kinds) - 1, -1, -1) if kinds[at] == "when"), None)
    return when is not None and "happens" in kinds[when:] and "sign" not in kinds[when:]


def _lacks_verb(before: Sequence[Gloss]) -> bool:
    """“cuando un cliente nuevo | compra en …”: whether what happens to a thing is still to be told."""
    for each in reversed(before):
        if each.kind in {"sign", "order", "happens", "part", "be", "modal"}:
            return False
        if each.kind == "when":
            return before[-1].kind in {"noun", "adj", "service"} and each is not before[-1]
    return False


def _entered(token: Token, entry: Entry, language: str) -> Gloss:
    if entry.kind == "order" and language in {"es", "pt", "it"} and is_participle(token.norm, language):
        return _gloss(token, participle(entry.english), "part", entry.english)
    return _gloss(token, entry.english, entry.kind, _base(entry))


def _parts(token: Token, language: str, known: Dictionary) -> Iterator[Gloss]:
    """“envoie-moi”, “guárdalo”, “l'IA”: several words written as one."""
    norm = token.norm
    if any(each.kind != "order" for each in known.phrases.get(norm, ())):
        return
    if "'" in norm:
        first, _, last = norm.partition("'")
        cut = token.start + len(first) + 1
        for part, start, end in ((first, token.start, cut), (last, cut, token.end)):
            entry = (
                min(known.word(part), key=_likely, default=None)
                or from_lexicon(part, language)
                or Entry(part, "unknown")
            )
            yield Gloss(entry.english, entry.kind, start, end, _base(entry), part)
    elif "-" in norm and language in {"fr", "pt"}:
        first, *others = norm.split("-")
        order = _order(first, language, known)
        if order and all(each in _HYPHENED for each in others):
            cut = token.start + len(first)
            yield Gloss(order, "order", token.start, cut, order, first)
            told = [_HYPHENED[each] for each in others if _HYPHENED[each]]
            told = [told[0], "to", *told[1:]] if len(told) > 1 else told
            if told:
                yield Gloss(" ".join(told), "pron", cut, token.end, native=norm)
    else:
        for ending, said in _CLITICS.get(language, ()):
            bare = norm[: -len(ending)]
            if norm.endswith(ending) and len(bare) > 2 and (order := _order(bare, language, known)):
                cut = token.end - len(ending)
                yield Gloss(order, "order", token.start, cut, order, norm)
                yield Gloss(said, "pron", cut, token.end, native=ending)
                return


def _likely(entry: Entry) -> int:
    """Behind an apostrophe stands a thing more often than an order, and an order more often than anything else."""
    return {"noun": 0, "pron": 0, "det": 0, "order": 1}.get(entry.kind, 2)


def _order(word: str, language: str, known: Dictionary) -> str:
    """The order that a verb without its pronouns is; "" where it is none."""
    entries = known.word(word)
    entry = next((each for each in entries if each.kind == "order"), None) or from_lexicon(word, language)
    return entry.english if entry is not None and entry.kind == "order" else ""
