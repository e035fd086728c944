"""“Only unread mails”, “skip test orders”, “no alerts for the Sandbox workflow”: a kind of the things that come in.

What comes in is named by a plain noun; the word beside it tells which kind is meant. Where that word stands in the data
nobody said: the value is looked for where such words usually are.
"""

from __future__ import annotations

import re

from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.states import state_between
from nodepilot.composer.reading.value_kinds import file_kind

_LINKS = frozenset(
    "from by about in of with tagged labelled labeled marked called named on for von uber aus mit zu zum de des du d sur par avec "
    "con por sobre en em com da do dos das".split()
)
_BY = frozenset("by from von par por".split())
_NAMED = frozenset("named called namens".split())
_MOST = 3
_ORDERLY = frozenset(
    "first last next top newest latest oldest one two three new old best same other these those single once erste ersten letzte "
    "letzten neue neuen premier premiers dernier derniers primer primeros ultimo ultimos primeiro primeiros".split()
)


def kind_of_thing(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """The kind that is told by a word before or behind the noun; None where no such thing is spoken of."""
    u = scene.u
    first, last = scene.tokens_in(start, len(scene.text))
    last = next((i for i in range(first, last) if u.tokens[i].norm in {",", ";", "."}), last)
    while first < last and u.has(last - 1, "words", "polite"):
        last -= 1
    while first < last and (
        u.has(first, "words", "det", "for", "when", "in", "from", "with")
        # "only process files", but "skip test orders"
        or (scene.says("skip") is None and _is_order(scene, first, last))
    ):
        first += 1
    if (kinds := _kinds_of_files(scene, first, last)) is not None:
        return kinds
    thing = next((i for i in range(first, min(last, first + _MOST)) if _is_thing(scene, i)), None)
    if thing is None or any(
        u.tokens[i].kind is Kind.NUMBER and not _YEAR.fullmatch(u.tokens[i].text) for i in range(first, last)
    ):
        return None
    if thing + 1 < last and file_kind(u.tokens[thing].norm) is not None and _is_thing(scene, thing + 1):
        # "png files": files, of one kind.
        span = u.span(thing, thing + 2)
        return Condition((Test("file", "eq", u.tokens[thing].norm, "string", span),)), span
    if first < thing and all(_tells_kind(scene, i) for i in range(first, thing)):
        # "Test workflows": what names a workflow stands in its name.
        named = u.tokens[thing].norm.rstrip("s") == "workflow"
        return _is(scene, "workflow name" if named else "", first, thing)
    place = thing + 1
    if place < last and u.tokens[place].norm in _LINKS:
        word = u.tokens[place].norm
        field = "author" if word in _BY else f"{u.tokens[thing].norm} name" if word in _NAMED else ""
        place += 1
        while place < last and u.has(place, "words", "det"):
            place += 1
        if place < last and last - place <= _MOST and not u.has(place, "words", "pronoun", "that"):
            return _is(scene, field, place, last)
        return None
    if first == thing and thing + 1 == last and not _is_what_comes_in(scene, thing):
        # "only bugs": they are what comes in, of one kind.
        value = re.sub(r"(?<=\w{3})s$", "", u.tokens[thing].norm)
        span = u.span(thing, last)
        if file_kind(u.tokens[thing].norm) is not None:
            return Condition((Test("file", "eq", u.tokens[thing].norm, "string", span),)), span
        return Condition((Test(_telling(scene), "contains", value, "string", span),)), span
    if thing + 1 < last <= thing + 1 + _MOST and _tells_kind(scene, thing + 1):
        # "pedidos pagados", "tickets assigned to me"
        return _is(scene, "", thing + 1, last)
    return None


def _kinds_of_files(scene: Scene, first: int, last: int) -> tuple[Condition, Span] | None:
    """“jpg and png files”, “gifs”: files of these kinds, where files come in."""
    u = scene.u
    words = [i for i in range(first, last) if u.tokens[i].norm not in _JOINTS]
    while words and _is_thing(scene, words[-1]) and u.tokens[words[-1]].norm in _FILES:
        words.pop()
    kinds = [u.tokens[i].norm for i in words]
    plain = [re.sub(r"(?<=\w{3})s$", "", kind) for kind in kinds]
    if not plain or any(file_kind(kind) is None or kind in _FILES for kind in plain):
        return None
    if len(plain) == 1 and (last - first > 1 or kinds == plain):
        # One kind is read with what stands beside it.
        return None
    span = u.span(first, last)
    tests = tuple(Test("file", "eq", kind, "string", span) for kind in plain)
    return Condition(tests, any_of=True), span


_JOINTS = frozenset({"and", "or", "&", ",", "und", "oder", "et", "ou", "y", "o", "e"})
_FILES = frozenset(
    "file files picture pictures image images photo photos attachment attachments document documents dateien bilder fichiers archivos arquivos".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")


_CURRENCIES = {
    "eur": "euros?|eur",
    "usd": "(?:us )?dollars?|usd",
    "gbp": "(?:british )?pounds?|gbp",
    "chf": "(?:swiss )?francs?|chf|franken",
    "jpy": "yen|jpy",
}
_IN_CURRENCY = re.compile(
    rf"(?<!\w)in (?:{'|'.join(f'(?P<{code}>{words})' for code, words in _CURRENCIES.items())})\W*$"
)


def in_currency(scene: Scene, start: int) -> tuple[Condition, Span] | None:
    """“payments in euro”: what the currency is, where no amount is told."""
    match = _IN_CURRENCY.search(scene.flat, start)
    if match is None or re.search(r"\d", scene.flat[start:]):
        return None
    return Condition((Test("currency", "eq", match.lastgroup, "string", match.span()),)), match.span()


def _telling(scene: Scene) -> str:
    """The field in which the kind of what comes in stands, as far as one is known."""
    canvas = scene.canvas
    for nodes in (canvas.triggers, canvas.steps):
        roles = {role for node in nodes for role in canvas.output(node).roles}
        if (told := next((name for name in _KIND_STANDS_IN if name in roles), None)) is not None:
            return told
    return ""


_KIND_STANDS_IN = ("type", "labels", "label", "tags", "category", "title", "text")
"""Where the kind of a thing usually stands, the likeliest first."""


def _is_what_comes_in(scene: Scene, place: int) -> bool:
    """“issues” where issues come in: no kind of them."""
    nouns = {scene.canvas.output(node).noun for node in scene.canvas.nodes}
    norm = scene.u.tokens[place].norm
    return norm in nouns or norm.rstrip("s") in nouns or norm in _PLAIN_THINGS


_PLAIN_THINGS = frozenset(
    "rows row items item entries entry messages message records record results data things ones files mails emails issues tickets orders contacts leads "
    "posts tasks events answers submissions requests payments".split()
)


def _is_order(scene: Scene, place: int, last: int) -> bool:
    """A verb; but “only open issues” are issues that are open."""
    if not scene.verbs.is_verb(place) or _is_thing(scene, place):
        return False
    is_state = state_between(scene.u, place, place + 1) is not None
    return not (is_state and place + 1 < last and _is_thing(scene, place + 1))


_PARTS = frozenset(
    "columns column fields field spalten felder colonnes champs columnas campos colunas".split()
)


_ONES = frozenset({"ones"})


def _is_thing(scene: Scene, place: int) -> bool:
    u = scene.u
    hit = u.service_at(place)
    if u.tokens[place].norm in _PARTS:
        return False
    if u.tokens[place].norm in _ONES:
        return True
    return (
        bool(u.has(place, "nouns")) and (hit is None or hit.is_generic) and u.tokens[place].kind is Kind.WORD
    )


def _tells_kind(scene: Scene, place: int) -> bool:
    """A word that tells one kind from the others: no number, place in a row, small word or service."""
    u = scene.u
    token = u.tokens[place]
    return (
        token.kind in {Kind.WORD, Kind.QUOTED, Kind.SLUG}
        and token.norm not in _ORDERLY
        and u.service_at(place) is None
        and not u.is_scheduled(place)
        and not u.has(
            place,
            "words",
            "and",
            "or",
            "to",
            "that",
            "pronoun",
            "modal",
            "also",
            "not",
            "only",
            "then",
            "polite",
        )
        and not u.has(place, "conditions", "gt", "lt", "gte", "lte", "between")
    )


_RANKS = frozenset(
    "urgent critical blocker high low medium dringend dringende dringenden kritisch wichtig urgente urgentes urgents urgentes critico critica critiques".split()
)
"""Words for how much it presses."""
_STATES = frozenset({"adj"})


def _is(scene: Scene, field: str, first: int, last: int) -> tuple[Condition, Span] | None:
    u = scene.u
    value = u.words(first, last).strip(" .,'\"“”„?!")
    if not value:
        return None
    is_state = not field and (
        state_between(u, first, last) is not None
        or (last - first == 1 and (u.has(first, "words", "adj") or u.has(first, "events")))
    )
    span = u.span(first, last)
    if not field and flat(value) in _VISIBLE and _knows(scene, "visibility"):
        return Condition((Test("visibility", "eq", value, "string", span),)), span
    if not field and flat(value) in _RANKS:
        return Condition((Test("priority", "contains", value, "string", span),)), span
    return Condition((Test("status" if is_state else field, "contains", value, "string", span),)), span


_VISIBLE = frozenset({"private", "public", "confidential"})


def _knows(scene: Scene, role: str) -> bool:
    """Some step gives that of its items."""
    return any(role in scene.canvas.output(node).roles for node in scene.canvas.nodes)
