"""Starts that others call: an HTTP address that answers, tools behind an MCP server."""

from __future__ import annotations

from nodepilot.composer.language.tokens import METHODS, Kind
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.start_view import Candidate, StartView
from nodepilot.composer.reading.story import Act

_SERVED = frozenset(
    "api apis endpoint endpoints microservice route endpunkt api-endpunkt schnittstelle url uri "
    "backend rest-api http-endpunkt servicio service".split()
)
_OFFERING = frozenset(
    "expose exposes offer offers offering provide provides serve serves build create make publish host open need want "
    "give available set setup stelle biete baue erstelle bereit expon ofrece crea construye expose proposer propose cree "
    "fournis exponha ofereca crie disponibilize a an un une uma eine ein einen".split()
)
_USING = frozenset(
    "use uses using connect connects connected call calls from access query nutze usa utilise".split()
)
_CALLERS = frozenset(
    "system systems app application program backend script service website software tool server".split()
)
_CALLING = frozenset(
    "trigger triggers call calls hit hits start starts run runs invoke invokes push pushes".split()
)
_AGENTS = ("chatbot", "bot")
_NEAR = 4


class ServedStarts(StartView):
    """Readers for starts that somebody else calls."""

    def served(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“GET /coupon returns …”, “an API that answers with …”, “let another system trigger this by HTTP”."""
        u = self._u
        if any(u.tokens[i].kind is Kind.URL for i in range(clause.first, clause.last)):
            return None
        routed = self._route(clause) is not None and (clause.lead in {"", "when", "if", "colon"})
        if not routed and (index or not (self._offered(clause) or self._called_by_http(clause))):
            return None
        if routed and index and clause.lead == "" and acts and acts[0].verb_at == clause.first:
            # "…, then POST /orders": a call of its own.
            return None
        does = self._answers(clause, acts)
        return Candidate(self._start("webhook", clause), index, 5.0 if routed else 4.4, consumed=not does)

    def _route(self, clause: Clause) -> int | None:
        """A method and a path behind it: “PUT /customers”."""
        tokens = self._u.tokens
        return next(
            (
                i
                for i in range(clause.first, clause.last - 1)
                if tokens[i].text in METHODS and tokens[i + 1].kind is Kind.PATH
            ),
            None,
        )

    def _offered(self, clause: Clause) -> bool:
        """An address that is made, not one that is called."""
        u = self._u
        place = next((i for i in range(clause.first, clause.last) if u.tokens[i].norm in _SERVED), None)
        if place is None or place - clause.first > _NEAR + 1 or self._nouns(clause, "form"):
            return False
        hit = u.service_at(place)
        if hit is not None and not hit.is_generic and hit.key not in {"httpRequest", "webhook"}:
            return False
        before = [u.tokens[i].norm for i in range(clause.first, place)]
        if not set(before) & _OFFERING or set(before) & _USING:
            return False
        behind = range(place + 1, min(place + 2 * _NEAR, len(u.tokens)))
        return any(
            u.has(i, "words", "that", "for") or u.tokens[i].norm in {"to", "which", "der", "die", "das", ","}
            for i in behind
        )

    def _called_by_http(self, clause: Clause) -> bool:
        norms = self._norms(clause)
        http = any(norm in {"http", "https"} for norm in norms)
        return http and bool(set(norms) & _CALLERS) and bool(set(norms) & _CALLING)

    def _answers(self, clause: Clause, acts: list[Act]) -> bool:
        """Whether the clause orders what the caller gets, or what is done for them."""
        u = self._u
        for act in acts:
            place = act.verb_at
            if act.verb in {"", "let", "be", "get"} and act.target is None and act.source is None:
                continue
            if u.tokens[place].text in METHODS or (place == clause.first and act.verb == "create"):
                continue
            return True
        return False

    def tools(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“An MCP server that offers tools for …”, “expose my calendar as MCP tools”."""
        del acts
        u = self._u
        hit = next((h for h in self._in(clause) if h.key in {"mcpClient", "mcpTrigger"}), None)
        if hit is None or any(u.has(i, "nouns", *_AGENTS) for i in range(clause.first, hit.first)):
            return None
        before = {u.tokens[i].norm for i in range(max(0, hit.first - _NEAR), hit.first)}
        offered = {u.tokens[i].norm for i in range(clause.first, len(u.tokens))} & (_OFFERING - {"a", "an"})
        starting = (
            hit.first - clause.first <= _NEAR
            and "server" in u.words(hit.first, min(hit.last + 1, len(u.tokens))).lower()
        )
        if before & _USING or "agent" in self._norms(clause) or not (offered or starting):
            return None
        return Candidate(self._start("mcp", clause), index, 6.0, consumed=True)
