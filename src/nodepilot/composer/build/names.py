"""Names that a request gives to things: "table leads", "a bucket called images", "the board Roadmap"."""

from __future__ import annotations

import re

from nodepilot.composer.build.field_names import FIELD
from nodepilot.composer.build.told_texts import asked_of, reported
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import PER
from nodepilot.composer.reading.sent_links import link_sent
from nodepilot.composer.reading.story import Act

NAMED_BY = frozenset(
    {
        "called",
        "named",
        "titled",
        "namens",
        "genannt",
        "llamado",
        "llamada",
        "appele",
        "appelee",
        "nomme",
        "nommee",
        "chamado",
        "chamada",
        ":",
    }
)
_STOP_WORDS = frozenset(
    {
        "so",
        "right",
        "away",
        "automatically",
        "too",
        "again",
        "once",
        "now",
        "today",
        "if",
        "when",
        "instead",
        "please",
        "there",
        "here",
        "inside",
        "wide",
        "based",
        "each",
        "one",
        "via",
        "per",
        "by",
    }
)


_CONTAINERS = ("table", "bucket", "collection", "folder")
_DAYS = frozenset("yesterday today tomorrow tonight gestern heute morgen ayer hoy hier ontem hoje".split())
_ARTICLES = frozenset("the a an my our".split())
AFTER = frozenset({"after", "like", "nach", "wie", "como", "comme"})


def name_after(
    utterance: Utterance, first: int, last: int, nouns: tuple[str, ...]
) -> tuple[str, tuple[int, int]] | None:
    """The name that follows one of the nouns ("table" and "leads"), with its span in the request."""
    u = utterance
    for index in range(first, last):
        length = u.has(index, "nouns", *nouns)
        if not length:
            continue
        after = index + length
        said = False
        own = u.service_at(after) if after < last else None
        if own is not None and not own.is_generic and own.last < last and is_name(u, own.last, last):
            # "ma table Postgres clients"
            return u.tokens[own.last].text, u.span(own.last, own.last + 1)
        place = after + 1 if after < last and u.has(after, "words", "in", "of", "from") else after
        hit = u.service_at(place)
        if hit is not None and hit.last < last and u.tokens[hit.last].norm in NAMED_BY:
            # "a table of Postgres called contacts".
            after = hit.last
        if after < last and u.tokens[after].norm in NAMED_BY:
            after, said = after + 1, True
            if after < last and u.tokens[after].norm in AFTER:
                # "a folder named after the deal"
                continue
        if after >= len(u.tokens) or after >= last + 1:
            continue
        token = u.tokens[min(after, len(u.tokens) - 1)]
        joint = u.has(after, "words", "via", "with", "in", "to", "from", "for", "and", "that")
        last_word = after + 1 == last and token.kind is Kind.WORD and not joint
        capital = token.text[:1].isupper()
        timed = u.has(after, "time") and token.kind is Kind.WORD and not (last_word and capital)
        if after >= last or u.is_scheduled(after) or timed or is_last_verb(u, index, after):
            continue
        if token.kind is Kind.QUOTED:
            return token.text[1:-1], (token.start, token.end)
        if token.kind in {Kind.SLUG, Kind.CHANNEL, Kind.DOTTED, Kind.REPO} and u.service_at(after) is None:
            return token.text.lstrip("#"), (token.start, token.end)
        if said:
            end = after + 1
            while (
                end < last
                and end - after < 4
                and u.tokens[end].kind is Kind.WORD
                and u.tokens[end].text[:1].isupper()
            ):
                end += 1
            return u.words(after, end), u.span(after, end)
        whole = capital or (u.has(index, "nouns", *_CONTAINERS) and u.service_at(index - 1) is not None)
        if (last_word and whole and u.service_at(after) is None) or is_name(u, after, last):
            # "tab US", "the MySQL table log", "the S3 bucket clean", with nothing behind: whatever else the word means.
            return token.text, (token.start, token.end)
    return None


def is_last_verb(u: Utterance, noun: int, index: int) -> bool:
    """“eine Zeile in Google Sheets entstehen”: German ends a clause with its verb, which is written small."""
    behind = u.tokens[index + 1].norm if index + 1 < len(u.tokens) else "."
    return (
        u.language == "de"
        and u.service_at(noun) is not None
        and u.tokens[index].text.islower()
        and u.tokens[index].norm.endswith(("t", "en", "ern", "eln"))
        and behind in {",", ".", "!", ";", "und"}
    )


def is_name(utterance: Utterance, index: int, last: int) -> bool:
    """A word right after the noun that is neither grammar nor a verb, and stands at the end of its phrase."""
    u = utterance
    token = u.tokens[index]
    if (
        token.kind is not Kind.WORD
        or token.norm in _STOP_WORDS | PER
        or u.has(index, "words")
        or u.has(index, "time")
        or u.is_scheduled(index)
        or token.norm in _DAYS
        or token.norm in FIELD
    ):
        return False
    if u.has(index, "nouns", "row", "record", "field"):
        # "a google sheet row": what is in it.
        return False
    hit = u.service_at(index)
    if hit is not None and not hit.is_generic:
        return "-" in token.text
    if token.norm.endswith("s") and u.has(index, "events", "updated"):
        # "a page in my database changes": what happens.
        return False
    if "-" in token.text or token.text[:1].isupper():
        return True
    if u.has(index, "verbs") and not u.has(index, "nouns") and not token.norm.endswith("s"):
        # "the table logs" names it: an order has no plural.
        return False
    following = index + 1
    if u.has(index, "verbs") and following < len(u.tokens) and u.tokens[following].norm in _ARTICLES:
        # "for every row in my sheet run the …": an order.
        return False
    if u.has(index, "events") and not u.has(index, "nouns") and following < len(u.tokens):
        return False
    return (
        following >= last
        or u.tokens[following].norm in {",", ".", ")"}
        or bool(u.has(following, "words"))
        or bool(u.has(following, "conditions") and not u.has(following, "nouns"))
        or u.is_scheduled(following)
        or u.tokens[following].norm in _DAYS
        or u.has(following, "verbs") > u.has(following, "nouns")
    )


def name_before(utterance: Utterance, first: int, last: int, nouns: tuple[str, ...]) -> str:
    """Words that describe a thing from before: "my content sheet", "our Notion meetings database"."""
    u = utterance
    for index in range(first, last):
        if not u.has(index, "nouns", *nouns):
            continue
        start = index
        while start > first:
            before = start - 1
            if (
                u.has(before, "words")
                or u.tokens[before].kind is not Kind.WORD
                or u.service_at(before) is not None
            ):
                break
            start = before
        if start < index:
            return u.words(start, index)
    return ""


def json_said(utterance: Utterance, first: int, last: int) -> str | None:
    """The JSON object that stands in the request, its keys in quotation marks."""
    text = next((token.text for token in utterance.tokens[first:last] if token.kind is Kind.JSON), None)
    return re.sub(r"([{,]\s*)([A-Za-z_][\w-]*)(\s*:)", r'\1"\2"\3', text) if text is not None else None


def content_said(utterance: Utterance, first: int, last: int) -> tuple[str, tuple[int, int]] | None:
    """What a message shall say: a quoted text, or the words behind "to say", "saying", "with the text"."""
    u = utterance
    for index in range(first, min(last, len(u.tokens))):
        token = u.tokens[index]
        if token.kind is Kind.QUOTED and not (_names_something(u, index) or _is_topic(u, first, index)):
            return token.text[1:-1], (token.start, token.end)
    if (link := link_sent(u, first, last)) is not None:
        words, address = u.words(link[0], link[1]).removesuffix(" to").strip(" :"), u.tokens[link[1]]
        return f"{words[:1].upper()}{words[1:]}: {address.text}", u.span(link[0], link[1] + 1)
    for index in range(first + 1, min(last, len(u.tokens)) - 1):
        if _tells_to(u, index):
            end = next((i for i in range(index + 2, last) if _is_where_or_when(u, i)), last)
            text = u.words(index + 1, end).strip(" ,.")
            return text[:1].upper() + text[1:], u.span(index + 1, end)
    for reader in (reported, asked_of):
        if (told := reader(u, first, min(last, len(u.tokens)))) is not None:
            return told
    for index in range(first, min(last, len(u.tokens))):
        length = _says(u, index)
        if length and index + length < len(u.tokens):
            start = index + length
            end = start
            while (
                end < len(u.tokens)
                and u.tokens[end].norm not in {".", ";", "\n"}
                and u.tokens[end].kind is not Kind.ARROW
                and not u.is_scheduled(end)
            ):
                end += 1
            text = u.words(start, end).strip(" ,")
            if text:
                return text[:1].upper() + text[1:], u.span(start, end)
    return None


_SAYINGS = (
    ("to", "say"),
    ("that", "says"),
    ("which", "says"),
    ("saying",),
    ("that", "reads"),
    ("with", "the", "text"),
    ("with", "the", "message"),
    ("and", "say"),
    ("que", "diga"),
    ("diciendo",),
    ("para", "decir"),
    ("mit", "dem", "text"),
    ("pour", "dire"),
    ("disant",),
    ("dizendo",),
    ("para", "dizer"),
    ("con", "el", "texto"),
    ("avec", "le", "texte"),
    ("com", "o", "texto"),
)


_TOLD = frozenset({"me", "us", "them", "him", "her", "everyone", "everybody"})
_NOT_TOLD = frozenset(
    "approve let notify be know want reply send post get ask tell say review add save".split()
)


def _tells_to(u: Utterance, index: int) -> bool:
    """“text me | to take an umbrella”, “a mail to all@acme.fr | to stay hydrated”: what somebody shall do is what is said."""
    if u.tokens[index].norm != "to" or u.language != "en":
        return False
    before, verb = u.tokens[index - 1], index + 1
    told = (
        before.norm in _TOLD
        or before.kind in {Kind.EMAIL, Kind.CHANNEL}
        or u.has(index - 1, "nouns", "message", "sms", "email")
        or u.service_at(index - 1) is not None
    )
    plain = u.tokens[verb].kind is Kind.WORD and u.service_at(verb) is None
    ordered = plain and verb + 1 < len(u.tokens) and not u.has(verb, "words") and _is_ordered(u, verb)
    return bool(told) and ordered and u.tokens[verb].norm not in _NOT_TOLD


def _is_where_or_when(u: Utterance, index: int) -> bool:
    """“(to water the plants) every Monday”, “… on Telegram”: no words of what is said."""
    placed = index + 1 < len(u.tokens) and u.has(index, "words", "in", "via", "to")
    return u.is_scheduled(index) or bool(placed and u.service_at(index + 1) is not None)


def _is_ordered(u: Utterance, verb: int) -> bool:
    """A verb that is known, or a word with an article behind it (“to warm up the car”)."""
    near = range(verb + 1, min(verb + 3, len(u.tokens)))
    if u.has(verb, "nouns"):
        # "an email to contacts in my sheet"
        return False
    return bool(u.has(verb, "verbs")) or any(bool(u.has(i, "words", "det")) for i in near)


_FOUND = ("tweet", "post", "article", "news", "video", "email", "item")


def _is_topic(u: Utterance, first: int, index: int) -> bool:
    """“send tweets about | "solar power" |”: what is looked for, and not what is said."""
    about = index > first + 1 and (
        u.has(index - 1, "words", "about") > 0 or u.has(index - 1, "conditions", "contains") > 0
    )
    return about and u.has(index - 2, "nouns", *_FOUND) > 0 and u.tokens[index - 2].norm.endswith("s")


def _says(utterance: Utterance, index: int) -> int:
    for words in _SAYINGS:
        if tuple(t.norm for t in utterance.tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


def _names_something(utterance: Utterance, index: int) -> bool:
    """Whether a quoted text is the name of a thing ('folder "Invoices"', 'the label "todo"')."""
    before = index - 1
    if before < 0:
        return False
    if utterance.tokens[before].norm in NAMED_BY - {":"}:
        return True
    return bool(
        utterance.has(
            before,
            "nouns",
            "folder",
            "sheet",
            "table",
            "list",
            "board",
            "channel",
            "label",
            "bucket",
            "collection",
            "queue",
            "topic",
            "project",
            "database",
            "file",
            "keyword",
            "field",
            "status",
            "form",
            "campaign",
        )
        or utterance.tokens[before].norm
        in {"calendar", "playlist", "view", "base", "space", "audience", "team"}
        or utterance.has(before, "fields", "subject")
    ) or (utterance.has(before, "conditions") > 0 and not utterance.has(before, "verbs", "reply", "send"))


_TWO = frozenset({"two", "both", "2"})


def table_names(utterance: Utterance, act: Act) -> tuple[str, ...]:
    """Two tables by their names: "tables Customers and Orders", "two tabs, 'Old' and 'New'"."""
    u = utterance
    for index in range(act.first, act.last):
        if not u.has(index, "nouns", "table", "sheet", "list", "database"):
            continue
        names: list[str] = []
        place = index + 1
        both = any(u.tokens[i].norm in _TWO for i in range(act.first, index))
        while place < act.last and len(names) < 2:
            token = u.tokens[place]
            plain = both and not u.has(place, "words") and not u.has(place, "nouns", "table", "sheet", "list")
            named = token.kind in {Kind.QUOTED, Kind.SLUG} or (
                token.kind is Kind.WORD
                and (token.text[:1].isupper() or plain)
                and u.service_at(place) is None
            )
            if named:
                names.append(token.text.strip("'\"“”‘’„«» "))
            elif not (
                u.has(place, "words", "and", "with", "det")
                or u.has(place, "nouns", "table", "sheet", "list", "database")
                or token.norm in {",", "called"}
            ):
                break
            place += 1
        if len(names) == 2:
            return tuple(names)
    return ()
