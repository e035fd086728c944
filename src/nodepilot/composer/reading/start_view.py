"""One clause, looked at for what could start a workflow."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.role_words import AI_ALWAYS, SENDS
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Start
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.services import Services

_MAKERS = frozenset({"crypto", "jwt"})
_ADDRESSES = frozenset({Kind.CHANNEL, Kind.EMAIL, Kind.URL})

_PASSES = frozenset({"go", "forward", "send", "post", "call", "copy"})


def _to_an_address(act: Act) -> bool:
    """“orders from Germany go to https://…”: somewhere, though no service is named."""
    return any(
        token.kind is Kind.URL
        for argument in act.arguments
        if argument.first > act.verb_at and argument.role in {"to", "in"}
        for token in argument.literals
    )


@dataclass(slots=True)
class Candidate:
    """A possible start. `clause` is the index of the clause that tells it, None where no clause tells it alone.

    `consumed`: the clause tells nothing else.
    """

    start: Start
    clause: int | None
    score: float
    consumed: bool


class StartView:
    """What the words of a clause say about a start."""

    def __init__(self, utterance: Utterance, verbs: Verbs, roles: Roles, services: Services) -> None:
        self._u = utterance
        self._verbs = verbs
        self._roles = roles
        self._services = services

    def _does_more(self, acts: list[Act], start: ServiceHit | None = None) -> bool:
        """Whether the clause orders something besides telling what starts it."""
        for act in acts:
            if (
                act.verb in {"watch", "receive", "ask", "be", "", "want"}
                and not act.ai
                and act.target in {None, start}
            ):
                continue
            if act.verb == "" and act.target is not None and act.target is not start and act.source is None:
                continue
            if (
                start is not None
                and act.source is start
                and not act.passive
                and self._verbs.is_verb(act.verb_at)
                and any(self._u.has(i, "words", "modal") for i in range(act.first, act.verb_at))
            ):
                # "A new cart in Shopify should post the data to …"
                return True
            if start is None and act.verb in {"search", "get"} and self._looks_elsewhere(act):
                return True
            if act.target is not None and act.target is not start and self._roles.is_app(act.target):
                return True
            if act.ai or act.verb in AI_ALWAYS or act.verb == "compose":
                return True
            if any(
                h.key == "perplexity" for a in act.arguments if a.role in {"via", "with"} for h in a.services
            ):
                return True
            if any(h.key in _MAKERS and act.first <= h.first < act.last for h in self._u.services) and (
                act.verb_at == act.first
            ):
                # "Create a token with the id from the webhook".
                return True
            if act.verb in _PASSES and _to_an_address(act):
                return True
            looked = act.source is not None and act.source is not start and not act.source.is_generic
            if act.verb in {"search", "check", "validate"} and looked and self._is_command(act):
                return True
            asks = act.verb in {"check", "call", "get", "search", "validate"} or (
                # "Generate a code via https://… for every new record".
                act.verb == "create" and (via := act.argument("via")) is not None and bool(via.literals)
            )
            if asks and any(t.kind is Kind.URL for t in act.literals) and self._is_command(act):
                return True
            if (
                act.verb in SENDS
                and any(t.kind in _ADDRESSES for t in act.literals)
                and self._is_command(act)
            ):
                return True
            if (
                act.passive
                and act.verb != "mention"
                and start is not None
                and act.target is None
                and self._verbs.is_verb(act.verb_at)
                and any(self._u.has(i, "words", "modal") for i in range(act.first, act.verb_at))
            ):
                return True
            if act.verb in {"add", "update"} and self._changes_field(act):
                return True
            if (
                act.verb_at >= 0
                and act.verb
                in {
                    "watermark",
                    "blur",
                    "encrypt",
                    "format",
                    "shape",
                    "calculate",
                    "write_file",
                    "rename",
                    "compare",
                    "extract",
                    "resize",
                    "convert",
                    "unzip",
                    "zip",
                    "dedupe",
                    "sort",
                    "filter",
                    "merge",
                    "count",
                    "tweet",
                    "text",
                    "email",
                    "delete",
                    "wait",
                    "approve",
                    "notify",
                    "update",
                    "label",
                    "archive",
                    "call",
                    "forward",
                    "upload",
                    "compose",
                    "crop",
                    "rotate",
                    "split",
                    "reply",
                    "download",
                }
                and act.verb_at - act.first <= 12
                and self._is_command(act)
            ):
                return True
        return False

    def _changes_field(self, act: Act) -> bool:
        """“add a field source to each webhook call”: something is done to what comes in."""
        said, to = act.argument("object"), act.argument("to")
        if said is None or act.verb_at != act.first:
            return False
        return "field" in said.nouns or (to is not None and any(h.key == "webhook" for h in to.services))

    def _looks_elsewhere(self, act: Act) -> bool:
        """“look the form's address up in the CRM”: a service is asked."""
        where = act.argument("in")
        return where is not None and act.source in where.services and not where.services[0].is_generic

    def _is_command(self, act: Act) -> bool:
        """An imperative or a modal, not "somebody uploads"."""
        subject = act.argument("subject")
        if subject is not None and not any(
            self._u.has(i, "words", "modal") for i in range(act.first, act.verb_at)
        ):
            return self._u.tokens[subject.first].norm in {"for", "i", "please"} or subject.role == "for"
        return True

    def _commands(self, acts: list[Act]) -> bool:
        return any(act.target is not None for act in acts)

    def _start(self, kind: str, clause: Clause) -> Start:
        return Start(kind, clause.first, clause.last, words=self._u.words(clause.first, clause.last))

    def _in(self, clause: Clause) -> list[ServiceHit]:
        return [h for h in self._u.services if clause.first <= h.first < clause.last]

    def _hits(self, clause: Clause, *keys: str) -> bool:
        return any(h.key in keys for h in self._in(clause))

    def _norms(self, clause: Clause) -> list[str]:
        return [self._u.tokens[i].norm for i in range(clause.first, clause.last)]

    def _nouns(self, clause: Clause, *concepts: str) -> bool:
        return self._any(clause, "nouns", *concepts)

    def _any(self, clause: Clause, category: str, *concepts: str) -> bool:
        return self._u.has_within(clause.first, clause.last, category, *concepts)
