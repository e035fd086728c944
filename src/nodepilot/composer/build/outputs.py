"""What a step gives to those behind it, by the role that each value plays.

A role is what a value means whatever a service calls it: `email`, `title`, `amount`. Where n8n documents
a node's output, roles are found by the names of its fields; where it does not (most triggers), they
stand in `data/outputs.json`. An *open* output has fields that nobody can know before (the columns of a
sheet, the body of a webhook): a role is then guessed by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from typing import Any, TypeAlias

from nodepilot.catalog import Catalog
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Code, Ref

_GUESSES = {
    "first_name": "first name",
    "last_name": "last name",
    "due_date": "due date",
    "order_number": "order number",
    "invoice_number": "invoice number",
    "error_message": "error message",
    "workflow_name": "workflow name",
    "text": "message",
}


Column: TypeAlias = tuple[str, ...]
"""The way to a field in data that came with a request: a column's name, or the keys that lead to a value."""


@dataclass(frozen=True, slots=True)
class Known:
    """A value that a step gives: a path in its item, or JavaScript over `$json`."""

    path: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """The item that a step gives.

    `fields` are values by the words that a person uses for them ("full name"), `roles` by role. `many`: it
    gives a list of such items. `binary` names the property that holds a file. `whole`: the item itself is
    the message (queues). `empty`: it carries nothing of interest (a schedule).
    """

    step: str
    roles: Mapping[str, Known] = field(default_factory=dict)
    fields: Mapping[str, Known] = field(default_factory=dict)
    noun: str = "item"
    many: bool = False
    open: bool = False
    prefix: str = ""
    style: str = "snake"
    binary: str | None = None
    whole: bool = False
    empty: bool = False
    service: str = ""
    receipt: bool = False
    """What a service answers when something was written to it."""

    @property
    def takes_columns(self) -> bool:
        """Whether its fields can be those of data that came with the request."""
        return self.open and not (self.fields or self.empty or self.whole or self.receipt)

    def with_columns(self, columns: Sequence[Column]) -> Output:
        """The same with fields that are known, and the roles that their names tell."""
        known = {" ".join(column): Known(self._path_to(column)) for column in columns}
        return replace(self, fields=known, roles={**roles_of(known), **self.roles}, open=False)

    def _path_to(self, column: Column) -> str:
        path = self.prefix
        for key in column:
            plain = re.fullmatch(r"[A-Za-z_]\w*", key)
            path += f".{key}" if plain else json.dumps([key], ensure_ascii=False)
        return path.removeprefix(".")

    def find(self, role: str) -> Ref | Code | None:
        """The value in that role; None when the step is not known to give one."""
        for name in _chain(role) if not self.open else (role,):
            if (known := self.roles.get(name)) is not None:
                return self.value(known)
            if (known := self.fields.get(name.replace("_", " "))) is not None:
                return self.value(known)
        for label, known in self.fields.items():
            if role in label.split() or label in role:
                return self.value(known)
        return None

    def guess(self, role: str) -> Ref | Code | None:
        """Like `find`; of an open output also a field that bears the role's name."""
        found = self.find(role)
        if found is not None or not self.open:
            return found
        if role == "text" and self.style == "Title":
            return self.value(Known(self.path_of("content")))
        return self.value(Known(self.path_of(_GUESSES.get(role, role.replace("_", " ")))))

    def named(self, words: str, role: str | None = None) -> Ref | Code | None:
        """The value that a person calls so ("order total"): a declared field, a role, or of an open output a guess."""
        wanted = _simple(words)
        for label, known in self.fields.items():
            if _simple(label) == wanted:
                return self.value(known)
        for label, known in self.fields.items():
            if wanted in _simple(label) or _simple(label) in wanted:
                return self.value(known)
        if role is not None and role in self.roles:
            return self.value(self.roles[role])
        if role is not None and not self.open and (found := self.find(role)) is not None:
            return found
        if self.open:
            return self.value(Known(self.path_of(words)))
        return None

    def value(self, known: Known) -> Ref | Code:
        """A reference to the value that works from any later step."""
        if not known.is_code:
            return Ref(self.step, known.path)
        source = re.sub(r"\$json\b", f"$('{self.step}').item.json", known.path)
        return Code(source)

    def path_of(self, words: str) -> str:
        """The path of a field that bears this name, in the manner of the service."""
        words = _BARE.sub("", words)
        if not self.style:
            # "the number of visitors": what an API counts bears the name of what is counted.
            words = re.sub(r"^(?:the )?number(?: of)? (?=\w)", "", words)
        if self.style in {"Title", "Question"}:
            plain = words.islower() and "_" not in words
            name = words[:1].upper() + words[1:] if plain else words
            quoted = name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps([name], ensure_ascii=False)
        elif re.fullmatch(r"[a-z]+(?:[A-Z][a-z0-9]*)+", words):
            quoted = words  # A key's own name is written as it is said.
        else:
            quoted = re.sub(r"\W+", "_", words.strip().lower()).strip("_") or "value"
        if self.style == "Property":
            quoted = f"property_{quoted}"
        if not self.prefix:
            return quoted
        return f"{self.prefix}{quoted}" if quoted.startswith("[") else f"{self.prefix}.{quoted}"


_BARE = re.compile(r"^l['’](?=\w)|^[\"“”«»]+|[\"“”«»]+$", re.IGNORECASE)
"""What is written around a name: quotes, a French article."""


def _simple(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.lower()).strip()


_WRAPPING = frozenset(
    {"fields", "properties", "attributes", "details", "links", "_links", "address", "status", "items"}
)
"""Plural names that hold the thing's own values."""
_LISTED = frozenset(
    {"emails", "emailaddresses", "phonenumbers", "phones", "addresses", "names", "organizations", "value"}
)
"""Lists whose first entry is what counts (a contact's e-mail addresses)."""


def _is_of_a_part(path: str) -> bool:
    """Whether a value is that of a part (`checklists[0].name`, `refunds.url`), not of the thing itself."""
    for outer in path.split(".")[:-1]:
        name, bracket, _ = outer.lower().partition("[")
        if name not in _LISTED if bracket else name.endswith("s") and name not in _WRAPPING:
            return True
    return False


_TIMES = frozenset({"date", "updated", "closed", "due_date", "start", "end"})


def _moment(path: str) -> Known:
    """A time that is counted since 1970, in seconds or in milliseconds, as text."""
    return Known(
        f"DateTime.fromMillis($json.{path} * ($json.{path} < 1e11 ? 1000 : 1)).toISO()", is_code=True
    )


@cache
def _data(name: str) -> Any:
    return packaged_json("composer", f"data/{name}.json")


@cache
def _role_names() -> dict[str, tuple[str, ...]]:
    return {role: tuple(fact["names"].split(", ")) for role, fact in _data("roles").items()}


def roles_of(known: Mapping[str, Known]) -> dict[str, Known]:
    """The first field for each role whose names it bears."""
    by_name: dict[str, Known] = {}
    for label, value in known.items():
        by_name.setdefault(_squeezed(label), value)
    found = {}
    for role, names in _role_names().items():
        hit = next((by_name[_squeezed(name)] for name in names if _squeezed(name) in by_name), None)
        if hit is not None:
            found[role] = hit
    return found


def _squeezed(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.lower())


def is_role(name: str) -> bool:
    """Whether values can play a role of that name."""
    return name in _role_names()


@cache
def _chain(role: str) -> tuple[str, ...]:
    """The role and those that may stand in for it, nearest first."""
    fact = _data("roles").get(role)
    if fact is None or not fact["else"]:
        return (role,)
    return (role, *fact["else"].split(", "))


_EVENTS = ("event", "topic")
_MANY = frozenset(
    "getall get-all getmany list search read select find query history getevents getchildren recentlyplayed".split()
)


def gives_many(operation: str | None) -> bool:
    """Whether an operation of that name gives a list (`getAll`, `getIssues`)."""
    name = operation or ""
    return name.lower() in _MANY or re.fullmatch(r"get[A-Z]\w*[^aius\W]s", name) is not None


def output_of(
    catalog: Catalog,
    step: str,
    node_type: str,
    resource: str | None = None,
    operation: str | None = None,
    *,
    service: str = "",
    event: str = "",
) -> Output:
    """What a node of that type gives when it does that operation; a trigger, when that event happens."""
    fact = _of_event(_fact(node_type, resource, operation), event)
    roles: dict[str, Known] = {}
    if fact is None or "roles" not in fact or (not fact["roles"] and not fact.get("open")):
        roles.update(_from_schema(catalog, node_type, resource, operation))
    fact = fact or {}
    roles.update({role: _known(path) for role, path in fact.get("roles", {}).items()})
    many = bool(fact.get("many")) or gives_many(operation)
    return Output(
        step,
        roles,
        {},
        fact.get("noun", resource or "item"),
        many,
        bool(fact.get("open")) or not roles,
        fact.get("prefix", ""),
        fact.get("style", "snake"),
        fact.get("binary"),
        bool(fact.get("whole")),
        bool(fact.get("empty")),
        service,
    )


def _fact(node_type: str, resource: str | None, operation: str | None) -> dict[str, Any] | None:
    found = _data("outputs").get(node_type.removesuffix("Tool") if node_type.endswith("Tool") else node_type)
    if found is None or "roles" in found:
        return found
    key = ".".join(part for part in (resource, operation) if part)
    return found.get(key) or found.get("*")  # type: ignore[no-any-return]


def _of_event(fact: dict[str, Any] | None, event: str) -> dict[str, Any] | None:
    """A shop's trigger tells of an order, a product or a customer: the event's name says which."""
    if fact is None or not event:
        return fact
    other = next((told for begin, told in fact.get("by_event", {}).items() if event.startswith(begin)), None)
    return fact if other is None else {**fact, **other}


def event_of(parameters: Mapping[str, Any]) -> str:
    """The one event that a trigger waits for, where its parameters name one."""
    return next((v for k in _EVENTS if isinstance(v := parameters.get(k), str)), "")


def trigger_fact(node_type: str) -> Mapping[str, Any]:
    """What `data/outputs.json` says of a trigger."""
    return _fact(node_type, None, None) or {}


def _known(path: str) -> Known:
    return Known(path[1:], is_code=True) if path.startswith("=") else Known(path)


def _from_schema(
    catalog: Catalog, node_type: str, resource: str | None, operation: str | None
) -> dict[str, Known]:
    found = catalog.find(node_type)
    if found is None:
        return {}
    schema = catalog.output_schema(node_type, found.latest.version, resource, operation)
    if schema is None:
        return {}
    places: dict[str, tuple[int, int, str]] = {}
    numbers: set[str] = set()
    for order, each in enumerate(schema.fields()):
        if {"object", "array"} & set(each.types) or "['" in each.path or _is_of_a_part(each.path):
            continue
        depth = each.path.count(".") + 3 * each.path.count("[")
        name = each.path.replace("]", "").split(".")[-1].split("[")[0]
        current = places.get(name)
        if current is None or depth < current[0]:
            places[name] = (depth, order, each.path)
            if set(each.types) <= {"integer", "number", "null"}:
                numbers.add(each.path)
    roles: dict[str, Known] = {}
    for role, names in _role_names().items():
        hits = [
            (places[name][0] * 2 + rank, places[name][2]) for rank, name in enumerate(names) if name in places
        ]
        if hits:
            path = min(hits)[1]
            roles[role] = _moment(path) if role in _TIMES and path in numbers else Known(path)
    return roles
