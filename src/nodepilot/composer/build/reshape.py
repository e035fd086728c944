"""Steps that give data another shape: fields renamed, lists split out, pages taken apart, tables compared, charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.build import files, http
from nodepilot.composer.build.charts import draw_chart, is_here
from nodepilot.composer.build.disk import goes_to_disk, read_from_disk, write_to_disk
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fetching import fetch
from nodepilot.composer.build.field_names import names_in
from nodepilot.composer.build.file_joins import merge_files
from nodepilot.composer.build.inner_lists import list_named, list_sent
from nodepilot.composer.build.items import bring_item
from nodepilot.composer.build.joining import compare, key_field
from nodepilot.composer.build.names import table_names
from nodepilot.composer.build.nested_lists import split_nested
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.page_values import scrape
from nodepilot.composer.build.scraping import take_values
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Locator, Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_FIELD = frozenset(
    {
        "field",
        "column",
        "key",
        "property",
        "attribute",
        "header",
        "feld",
        "spalte",
        "campo",
        "columna",
        "champ",
        "colonne",
        "coluna",
    }
)
_TO = frozenset({"to", "into", "as", "in", "zu", "a", "en", "por", "para"})
_LISTS = frozenset({"list", "array", "field", "property", "liste", "lista", "feld", "campo", "champ"})
_TWO = frozenset(
    {"two", "both", "2", "zwei", "beiden", "beide", "dos", "ambas", "ambos", "deux", "duas", "dois"}
)
Read = Callable[..., str | None]


def reshape(draft: Draft, flow: Flow, act: Act, read: Read) -> bool:
    """Does the act if it changes the shape of data; False otherwise."""
    match act.verb:
        case "extract" | "get" if take_values(draft, flow, act):
            return True
        case "rename":
            return _rename(draft, flow, act, read)
        case "split":
            return _split_out(draft, flow, act, read)
        case "compare" | "merge":
            return _compare(draft, flow, act, read)
        case "get" | "copy" | "extract" | "load" | "add" if read_from_disk(draft, flow, act):
            return True
        case "write_file":
            return write_to_disk(draft, flow, act)
        case "add" | "copy" | "upload" | "move" if goes_to_disk(draft, flow, act):
            return write_to_disk(draft, flow, act)
        case "create" | "" if draw_chart(draft, flow, act, read):
            return True
        case "create":
            return False
        case _:
            return scrape(draft, flow, act)


def _fetch(draft: Draft, flow: Flow, act: Act, read: Read) -> None:
    """What the act names as its source, read before anything is done to it."""
    if http.url_of(act) is not None:
        http.call(draft, flow, replace(act, verb="get"))
    elif (
        act.source is not None
        and not act.source.is_generic
        and draft.services.get(act.source.key).action_types
        and not is_here(flow, act.source.key)
    ):
        if act.source.key in files.DOWNLOADS:
            fetch(draft, flow, act)
        else:
            read(draft, flow, replace(act, verb="get"), act.source.key)


def _rename(draft: Draft, flow: Flow, act: Act, read: Read) -> bool:
    """`rename the field a to b`, one pair or more."""
    u = draft.utterance
    pairs: list[tuple[str, str]] = []
    named = any(
        u.tokens[i].norm in _FIELD or u.tokens[i].norm.rstrip("s") in _FIELD
        for i in range(act.first, act.last)
    )
    for index in range(act.verb_at + 2, _end_of_pairs(u, act.last) - 1):
        old, new = u.tokens[index - 1], u.tokens[index + 1]
        names = {old.kind, new.kind} <= {Kind.WORD, Kind.SLUG, Kind.QUOTED} and old.norm not in _FIELD
        if (
            names
            and u.tokens[index].norm in _TO
            and ((hit := u.service_at(index + 1)) is None or hit.is_generic)
            and not u.has(index + 1, "words", "det", "every")
            and not (u.has(index - 1, "words", "in", "to", "from", "and") and old.kind is Kind.WORD)
        ):
            # As they stand in the request: "dept" is no shorthand there.
            pairs.append(
                (_bare(u.words(_name_begins(u, act, index), index)), _bare(u.words(index + 1, index + 2)))
            )
    if (told := _told_pairs(u, act)) is not None:
        pairs, named = told, True
    fields = any(u.has(i, "fields") for i in range(act.verb_at + 1, act.last))
    own = flow.data is not None and flow.data.open and not _THINGS & {old.lower() for old, _ in pairs}
    if not pairs or not (
        named
        or own
        or (fields and len(pairs) > 1)
        or any(u.tokens[i].kind is Kind.SLUG for i in range(act.first, act.last))
    ):
        return False
    _fetch(draft, flow, act, read)
    kind = files.format_of(draft, 0, act.last)
    in_file = flow.data is not None and kind is not None and "file_id" in flow.data.roles
    if flow.binary is not None or (in_file and files.download(draft, flow)):
        files.extract_rows(draft, flow, kind or "csv")
    bring_item(draft, flow)
    keys: Value = {"key": [{"currentKey": old, "newKey": new} for old, new in pairs]}
    key = draft.add(
        _BASE + "renameKeys",
        {"keys": keys, "additionalOptions": {}},
        name="Rename the fields",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    data = flow.data if flow.data is not None else Output(key, open=True)
    flow.give(replace(data, step=key))
    return True


def _name_begins(u: Utterance, act: Act, end: int) -> int:
    """“rename | First Name | to first_name”: where a name of several words begins, all with capitals."""
    first = end - 1
    while (
        first - 1 > act.verb_at
        and u.tokens[first].text[:1].isupper()
        and u.tokens[first - 1].kind is Kind.WORD
        and u.tokens[first - 1].text[:1].isupper()
        and u.tokens[first - 1].norm not in _FIELD
    ):
        first -= 1
    return first


_THINGS = frozenset({"it", "them", "file", "files", "document", "folder", "image", "channel", "sheet"})
"""What gets another name as a whole, where fields are renamed in data."""
_THEM = frozenset({"them", "these", "sie", "diese", "los", "las", "estos", "les", "ceux"})


def _told_pairs(u: Utterance, act: Act) -> list[tuple[str, str]] | None:
    """“… gets a and b, rename them to c and d”: as many names before as behind; None where nothing is told so."""
    objects, into = act.argument("object"), act.argument("to")
    if into is None or objects is None or u.tokens[objects.first].norm not in _THEM:
        return None
    new = names_in(u, into.first, _end_of_list(u, into.last))
    first = act.first - 1
    while first > 0 and (
        u.tokens[first].kind in {Kind.WORD, Kind.SLUG} or u.tokens[first].norm in {",", "."}
    ):
        first -= 1
    old = names_in(u, first, act.first)[-len(new) :]
    # "gets fname and lname": what stands before the first of them belongs to the sentence.
    return [(a.split()[-1], b) for a, b in zip(old, new, strict=True)] if len(old) == len(new) > 1 else None


def _end_of_list(u: Utterance, end: int) -> int:
    """“to a, b | and c and send …”: where the list of names ends."""
    while (
        end + 1 < len(u.tokens)
        and (u.has(end, "words", "and") or u.tokens[end].norm == ",")
        and u.tokens[end + 1].kind in {Kind.WORD, Kind.SLUG}
        and not u.has(end + 1, "verbs")
    ):
        end += 2
    return end


def _end_of_pairs(u: Utterance, end: int) -> int:
    """“rename a to b | and c to d”: where the last pair ends."""
    while (
        end + 3 < len(u.tokens)
        and (u.has(end, "words", "and") or u.tokens[end].norm == ",")
        and u.tokens[end + 2].norm in _TO
        and not u.has(end + 1, "verbs")
    ):
        end += 4
    return end


def _bare(text: str) -> str:
    return text.strip("'\"“”„‘’`")


def _split_out(draft: Draft, flow: Flow, act: Act, read: Read) -> bool:
    """One item for each entry of a list in an answer."""
    if act.ai or flow.binary is not None:
        return False
    before = flow.data
    _fetch(draft, flow, act, read)
    if split_nested(draft, flow, act):
        return True
    data = flow.data
    if data is None or data.empty or not data.open or (data.many and data is before):
        return False
    u = draft.utterance
    name = _parts(u, act) or next(
        (
            u.tokens[i].text
            for i in range(act.verb_at + 1, act.last)
            if (u.has(i, "nouns") or u.tokens[i].kind in {Kind.SLUG, Kind.QUOTED} or _is_list_name(u, i, act))
            and not u.has(i, "words", "det")
            and u.tokens[i].norm not in _LISTS
        ),
        "",
    )
    told = any(
        u.tokens[i].norm in _LISTS and u.tokens[i + 1].text == name for i in range(act.first, act.last - 1)
    )
    if name.lower() in _WHOLE_ANSWER and not told and data.service == "" and data.noun == "response":
        # "split the JSON array from https://…": an answer that is a list comes entry by entry.
        flow.give(replace(data, noun="item", many=True))
        return True
    if not name:
        # "the webhook has a line_items array, flatten it"
        listed = list_named(u) or list_sent(u)
        name = listed[0] if listed is not None else "items"
    path = data.path_of(_bare(name))
    key = draft.add(
        _BASE + "splitOut",
        {"fieldToSplitOut": path, "options": {}},
        name=f"Each of the {_bare(name)}",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun=singular(_bare(name).lower()), many=True, open=True))
    return True


_WHOLE_ANSWER = frozenset({"json", "response", "answer", "result", "results", "data"})
_SAYING_EACH = frozenset("single separate individual one own new their its".split())
_ENTRIES = frozenset(
    "item items row rows entry entries record records part parts line lines object objects piece pieces".split()
)


def _parts(u: Utterance, act: Act) -> str:
    """“split the orders into single line items”: the list in each that is meant; "" where none is called by a name."""
    into = act.argument("to")
    if into is None or into.services:
        return ""
    words = [
        u.tokens[i].norm
        for i in range(into.first, into.last)
        if u.tokens[i].kind is Kind.WORD and not u.has(i, "words") and u.tokens[i].norm not in _SAYING_EACH
    ]
    if not 0 < len(words) <= 2 or (set(words[-1:]) == set(words) and words[0] in _ENTRIES):
        return ""
    return "_".join(words) if words[-1].endswith("s") else ""


def _is_list_name(u: Utterance, index: int, act: Act) -> bool:
    """“split out meals”: a plain word in the plural, or one behind "list"."""
    token = u.tokens[index]
    if token.kind is not Kind.WORD or u.has(index, "words") or u.service_at(index) is not None:
        return False
    behind = index > act.verb_at + 1 and u.tokens[index - 1].norm in _LISTS
    return behind or (token.norm.endswith("s") and singular(token.norm) != token.norm)


def _compare(draft: Draft, flow: Flow, act: Act, read: Read) -> bool:
    """Two tables of one service, row by row; what differs goes on."""
    u = draft.utterance
    names = table_names(u, act)
    said_two = any(u.tokens[i].norm in _TWO for i in range(act.first, act.last))
    if (
        act.source is None
        and act.target is not None
        and act.verb == "merge"
        and names
        and act.argument("to") is None
    ):
        # "merge the sheets A and B in my spreadsheet": what it is done with is there.
        act = replace(act, source=act.target, target=None)
    if merge_files(draft, flow, act):
        return True
    if act.source is None or act.ai or not (names or said_two):
        return False
    ends: list[tuple[str, int]] = []
    start = flow.copy()
    for name in names or ("", ""):
        branch = start.copy()
        step = read(draft, branch, replace(act, verb="get"), act.source.key)
        if step is not None:
            ends.append(branch.tails[0])
            _of_table(draft, step, name)
    if len(ends) < 2:
        return False
    field = key_field(u, act.first, act.last)
    if act.verb == "merge":
        return _join(draft, flow, act, ends, field)
    compare(draft, flow, act, ends, field or "id", tables=names)
    return True


_TABLE_PARAMETERS = ("table", "tableId", "tableName", "sheetName", "dataTableId")


def _of_table(draft: Draft, step: str, name: str) -> None:
    """The step reads that table."""
    for parameter in _TABLE_PARAMETERS if name else ():
        value = draft.steps[step].parameters.get(parameter)
        if isinstance(value, Locator):
            draft.set(step, parameter, replace(value, value=name))
        elif isinstance(value, str):
            draft.set(step, parameter, name)


def _join(draft: Draft, flow: Flow, act: Act, ends: list[tuple[str, int]], field: str | None) -> bool:
    """The rows of both tables in one: matched by a field that is named, else one below the other."""
    parameters: dict[str, Value] = {"mode": "append"}
    if field is not None:
        parameters = {
            "mode": "combine",
            "fieldsToMatchString": field,
            "joinMode": "keepEverything",
            "options": {},
        }
    key = draft.add(
        _BASE + "merge",
        parameters,
        name="Merge",
        key="merge",
        span=draft.utterance.span(act.first, act.last),
    )
    for number, (source, output) in enumerate(ends):
        draft.link(source, key, output=output, index=number)
    if field is not None:
        draft.assume(say("Rows are matched by their field “{field}”.", field=field), key)
    flow.tails = [(key, 0)]
    flow.give(Output(key, {}, noun="row", many=True, open=True))
    return True
