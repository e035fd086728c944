"""Acts that give a query as it is: what it is run on is read from, whatever the verb."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act

_QUERIES = frozenset({"query", "queries", "select", "abfrage", "consulta", "requete", "sql"})
_READING = frozenset({"get", "search"})


def run_query(u: Utterance, act: Act) -> None:
    """“run SELECT … in Postgres”, “run our sales query on BigQuery”: the database is where it comes from."""
    given = next((t for t in act.literals if t.kind is Kind.QUERY), None)
    if given is None:
        if act.verb == "run" and act.source is None and act.target is not None and _speaks_of_query(u, act):
            act.source, act.target, act.verb = act.target, None, "get"
        return
    asked = act.source or act.target
    beside = [a for a in act.arguments if given in a.literals or a.role in {"in", "from", "against"}]
    if asked is None or (act.source is None and not any(asked in a.services for a in beside)):
        return
    if act.source is None:
        act.source, act.target = asked, None
    if act.verb not in _READING:
        act.verb = "get"


def _speaks_of_query(u: Utterance, act: Act) -> bool:
    return any(u.tokens[i].norm in _QUERIES for i in range(act.first, act.last))
