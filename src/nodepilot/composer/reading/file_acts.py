"""What an act does to files, formats and lists."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

_FIRST = frozenset(
    {
        "top",
        "first",
        "best",
        "ersten",
        "besten",
        "primeros",
        "mejores",
        "premiers",
        "meilleurs",
        "primeiros",
        "melhores",
    }
)
FILES = frozenset({"file", "csv", "json", "excel", "text", "xml", "pdf"})
_FORMATS = frozenset({"csv", "json", "excel", "xml", "html", "pdf"})


def into_format(act: Act) -> bool:
    """“dump the MySQL table orders to a CSV”: the service is read, the format is what it becomes."""
    into = [
        a
        for a in act.arguments
        if a.role in {"to", "as", "in"} and not a.services and set(a.nouns) & _FORMATS
    ]
    named = [a for a in act.arguments if act.target in a.services]
    return bool(into) and all(a.role == "object" and not set(a.nouns) & _FORMATS for a in named)


def into_one(u: Utterance, act: Act) -> bool:
    """“combine all rows into one JSON array”, “into a single item”: of one list, no two lists are joined."""
    into = act.argument("to", "as") or act.argument("in")
    places = {hit.key for argument in act.arguments for hit in argument.services}
    if into is None or into.services or len(places) > 1:
        return False
    if sum(t.kind in {Kind.FILE, Kind.PATH} for t in act.literals) > 1:
        # "merge a.csv and b.csv into one list": two.
        return False
    words = {u.tokens[i].norm for i in range(into.first, into.last)}
    return bool(words & {"one", "single", "ein", "einem", "einen", "un", "uno", "um"}) and bool(
        words
        & {
            "array",
            "json",
            "item",
            "object",
            "list",
            "liste",
            "lista",
            "tableau",
            "text",
            "message",
            "string",
        }
    )


def to_file(act: Act) -> bool:
    """“write them as CSV to /data/big.csv”: a file of the machine, where no service is spoken of."""
    into = act.argument("to", "in")
    if into is None or any(argument.services for argument in act.arguments):
        return False
    return any(t.kind is Kind.PATH and "." in t.text.rpartition("/")[2] for t in into.literals)


def lies_in(u: Utterance, act: Act) -> bool:
    """“convert the JSON files in my Dropbox to CSV”: the place is where they are, the format what they become."""
    into = act.argument("to", "as")
    where = next((a for a in act.arguments if act.target in a.services), None)
    return (
        into is not None
        and not into.services
        and (
            bool(set(into.nouns) & _FORMATS)
            or bool(into.literals)
            or any(u.tokens[i].norm == "format" for i in range(into.first, into.last))
        )
        and where is not None
        and where.role in {"in", "of", "from"}
        and where.first < into.first
    )


def few(u: Utterance, act: Act) -> bool:
    """“the top 10”, “the first 5”: nothing else says what is kept."""
    return any(
        u.tokens[i].norm in _FIRST
        and u.tokens[i + 1].kind is Kind.NUMBER
        and u.concept(i + 2, "time") is None
        for i in range(act.first, act.last - 1)
    )


def holds_list(act: Act) -> bool:
    """Whether the service is where the list stands, not where it is written to."""
    into = act.argument("to", "as")
    if any(argument.role in {"to", "as"} and argument.services for argument in act.arguments):
        return False
    where = next((a for a in act.arguments if act.target in a.services), None)
    behind = into is not None and where is not None and where.first > into.first
    if act.verb == "split" and into is not None and behind and "row" in into.nouns:
        # "split the items into rows in Google Sheets": where the rows go.
        return False
    return any(
        argument.role in {"in", "of", "from", "object"} and act.target in argument.services
        for argument in act.arguments
    )


def into_archive(act: Act) -> bool:
    """“merge the reports into one zip file”: they are packed."""
    into = act.argument("to", "as")
    return (
        act.verb in {"merge", "convert", "add"}
        and into is not None
        and not into.services
        and "zip" in into.nouns
    )


def is_read_in(u: Utterance, act: Act) -> bool:
    """“lies die CSV in Postgres ein”: it comes in there."""
    return (
        u.language == "de"
        and act.verb == "get"
        and act.source is not None
        and u.tokens[act.last - 1].norm == "ein"
        and u.tokens[act.verb_at].norm.startswith(("lies", "les", "spiel"))
    )
