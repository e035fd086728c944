"""Names of several words, told as one: “the table Open Orders” and “my Open Orders table” are the table “Open Orders”."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.rewording import Rewording, joined

_HOLDERS = frozenset(
    "table base database list board project folder directory channel tab sheet spreadsheet worksheet workbook collection calendar "
    "playlist audience category group space index pipeline team document doc view segment bucket queue topic campaign "
    "tabla lista tablero proyecto carpeta canal hoja colección calendario audiencia grupo equipo documento "
    "tableau liste projet dossier feuille calendrier groupe équipe tabela quadro projeto pasta planilha coleção agenda equipe".split()
)
"""Words for what has a name of its own."""
_CALLED = frozenset(
    "called named titled llamado llamada appelé appelée nommé nommée chamado chamada intitulé".split()
)
_ENDS = frozenset({",", ".", ";", ":", ")", "!", "?", "\n"})
_LONGEST = 5
_SIDES = ("in", "from", "to", "and", "with", "via", "for", "of")


_TURNED = frozenset(
    "table base database list board project folder directory tab sheet spreadsheet worksheet workbook collection calendar playlist "
    "audience space index bucket queue topic label".split()
)
"""Those that a name before them surely belongs to; “the Sales team” may be people."""
_KINDS = frozenset(
    "excel word powerpoint ics pdf csv json xml html txt ai crm faq api new all every each".split()
)
"""What is said of a thing in capital letters and names none."""


def whole_names(u: Utterance) -> Rewording | None:
    """The request with its names of several words in quotation marks, behind the word for what bears them.

    None where it has none. Not in German, where every noun has a capital letter.
    """
    if u.language == "de":
        return None
    pieces: list[Piece] = []
    at = 0
    for holder, first, last in _names(u):
        begin, name = min(holder, first), u.span(first, last)
        start, end = u.span(begin, max(holder + 1, last))
        said = u.span(holder, holder + 1)
        pieces += [(at, start), said, ' "', name, '"']
        at = end
    return joined(u.text, [*pieces, (at, len(u.text))]) if pieces else None


def _names(u: Utterance) -> Iterator[tuple[int, int, int]]:
    """The word for what bears a name, and the tokens of the name from and to."""
    at = 0
    for index, token in enumerate(u.tokens):
        if index < at or token.norm not in _HOLDERS or token.text.isupper():
            continue
        behind = index + 1
        while behind < len(u.tokens) and u.tokens[behind].norm in _CALLED:
            behind += 1
        if _is_time_as_name(u, behind):
            yield index, behind, behind + 1
            at = behind + 1
            continue
        end = _end_of_name(u, behind)
        if end - behind > (behind == index + 1):
            yield index, behind, end
            at = end
        elif not _is_proper(u, behind) and _named_before(u, index, first := _start_of_name(u, index, at)):
            yield index, first, index
            at = index + 1


_TIMES = frozenset({"Daily", "Weekly", "Monthly", "Yearly", "Hourly", "Today", "Tomorrow", "Nightly"})


def _is_time_as_name(u: Utterance, index: int) -> bool:
    """“the folder Daily”: what it is called, no time."""
    return index < len(u.tokens) and u.tokens[index].text in _TIMES


def _named_before(u: Utterance, holder: int, first: int) -> bool:
    """“my Sales 2025 tab”, “the Leads folder”."""
    if holder - first > 1:
        return u.tokens[holder].norm in _TURNED or u.language == "en"
    alone = u.tokens[first].norm not in _KINDS and u.tokens[holder].norm in _TURNED
    return holder - first == 1 and alone and not u.has(first, "words") and not u.has(first, "time")


def _end_of_name(u: Utterance, first: int) -> int:
    """Where a name ends that begins there; `first` itself where none does."""
    if not _is_proper(u, first):
        return first
    end = first + 1
    while end < min(len(u.tokens), first + _LONGEST) and (_is_proper(u, end) or _is_figure(u, end)):
        end += 1
    if end == first + 1 and _ends_name(u, end):
        end += 1
    # "the list To send …": a small word alone begins no name.
    return first if end == first + 1 and u.has(first, "words") else end


def _start_of_name(u: Utterance, last: int, least: int) -> int:
    """Where the name before the word for its holder begins; `last` itself where none stands there."""
    first = last
    if first - 1 > least and _is_proper(u, first - 2) and _is_plain_thing(u, first - 1):
        first -= 2
    while first > least and (_is_proper(u, first - 1) or _is_figure(u, first - 1)):
        first -= 1
    while first < last and _is_figure(u, first):
        first += 1
    told = first > 0 and (
        u.has(first - 1, "words", "det", "in", "to", "from") or u.service_at(first - 1) is not None
    )
    return first if told else last


def _is_proper(u: Utterance, index: int) -> bool:
    if index >= len(u.tokens) or u.service_at(index) is not None or u.is_scheduled(index):
        return False
    token = u.tokens[index]
    return (
        token.kind is Kind.WORD
        and token.text[:1].isupper()
        and not (index and u.tokens[index - 1].norm in _ENDS)
    )


def _is_figure(u: Utterance, index: int) -> bool:
    return index < len(u.tokens) and u.tokens[index].kind is Kind.NUMBER and not u.is_scheduled(index)


def _ends_name(u: Utterance, index: int) -> bool:
    """“Open | orders”, at the end of what is said of it: a thing, though in small letters."""
    if index >= len(u.tokens) or u.service_at(index) is not None or u.is_scheduled(index):
        return False
    behind = index + 1
    ends = behind >= len(u.tokens) or u.tokens[behind].norm in _ENDS or u.has(behind, "words", *_SIDES)
    return bool(ends and _is_plain_thing(u, index))


def _is_plain_thing(u: Utterance, index: int) -> bool:
    """“notes”: a thing in small letters."""
    is_thing = u.has(index, "nouns") or not u.senses[index]
    plain = u.tokens[index].kind is Kind.WORD and u.service_at(index) is None
    # "the table Leads | based on …"
    plain = plain and u.tokens[index].norm != "based"
    return bool(is_thing and plain and not u.has(index, "words"))
