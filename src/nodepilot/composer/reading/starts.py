"""What starts a workflow: an event of a service, a time, a form, a webhook, a chat, a failure."""

from __future__ import annotations

from dataclasses import dataclass

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import ServiceHit, Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.roles import AI_ALWAYS, Roles
from nodepilot.composer.reading.story import Act, Start
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.knowledge.services import Services
from nodepilot.knowledge.triggers import rank_trigger_events

_HAPPENINGS = frozenset(
    {
        "payment",
        "order",
        "refund",
        "deal",
        "ticket",
        "submission",
        "invoice",
        "comment",
        "mention",
        "email",
        "subscription",
        "incident",
        "release",
        "commit",
        "signup",
        "booking",
        "meeting",
        "issue",
        "pull_request",
        "lead",
        "review",
        "subscriber",
        "candidate",
        "expense",
    }
)
_STREAMS = frozenset({"email", "submission", "sms", "mention", "comment", "reply"})
_BOTS = frozenset(
    {
        "telegram",
        "slack",
        "discord",
        "whatsApp",
        "microsoftTeams",
        "line",
        "mattermost",
        "matrix",
        "twilio",
        "facebook",
        "viber",
    }
)
_FORM_WORDS = frozenset({"form"})
_ONCE = frozenset(
    {
        "export",
        "back",
        "backup",
        "import",
        "migrate",
        "dump",
        "download",
        "exportiere",
        "exporta",
        "exporte",
        "all",
        "existing",
    }
)
_SYNC = frozenset(
    {"sync", "syncs", "mirror", "mirrors", "synchronize", "synchronise", "push", "pipe", "forward"}
)
_POSTED = frozenset(
    {"posts", "post", "sends", "calls", "submits", "hits", "pushes", "delivers", "send", "call"}
)


@dataclass(slots=True)
class Candidate:
    """A possible start. `clause` is the index of the clause that tells it; `consumed`: it tells nothing else."""

    start: Start
    clause: int
    score: float
    consumed: bool


class StartFinder:
    """Weighs the clauses of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs, roles: Roles, services: Services) -> None:
        self._u = utterance
        self._verbs = verbs
        self._roles = roles
        self._services = services

    def candidates(self, clauses: list[Clause], acts: list[list[Act]]) -> list[Candidate]:
        """Possible starts, best first; empty when nothing in the request starts anything by itself."""
        found: list[Candidate] = []
        for index, clause in enumerate(clauses):
            found += self._of_clause(index, clause, acts[index], clauses)
        found.sort(key=lambda candidate: (-candidate.score, candidate.clause))
        return found

    def _of_clause(
        self, index: int, clause: Clause, acts: list[Act], clauses: list[Clause]
    ) -> list[Candidate]:
        found: list[Candidate] = []
        early = 1.0 if index == 0 else (0.3 if index == 1 else -0.4 * index)
        if (candidate := self._local(index, clause, acts)) is not None:
            found.append(candidate)
        for reader in (self._error, self._called, self._form, self._chat, self._webhook):
            if (candidate := reader(index, clause, acts)) is not None:
                candidate.score += early
                found.append(candidate)
        if (candidate := self._event(index, clause, acts, clauses)) is not None:
            candidate.score += early
            found.append(candidate)
        return found

    # kinds

    def _error(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“If any of my workflows fails”."""
        if not self._nouns(clause, "workflow", "execution") and not self._hits(
            clause, "workflowTrigger", "n8n"
        ):
            return None
        failing = self._any(clause, "events", "failed") or (
            self._nouns(clause, "error") and clause.lead in {"when", "if", ""}
        )
        if not failing or (acts and acts[0].verb in {"copy", "get"}):
            return None
        return Candidate(
            self._start("error", clause),
            index,
            5.0 if clause.lead else 3.0,
            clause.lead in {"when", "if"} or not self._commands(acts),
        )

    def _local(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“Watch /srv/uploads for new files”: a folder on the machine itself."""
        path = any(self._u.tokens[i].kind is Kind.PATH for i in range(clause.first, clause.last))
        watching = (bool(acts) and acts[0].verb == "watch") or (
            clause.lead == "when" and self._nouns(clause, "file", "pdf", "csv", "image")
        )
        if not path or not watching or any(self._roles.is_app(h) for h in self._in(clause)):
            return None
        hit = next((h for h in self._in(clause) if h.key == "localFileTrigger"), None)
        start = self._start("service", clause)
        if hit is None:
            from nodepilot.composer.language.utterance import ServiceHit
            from nodepilot.knowledge.model import Candidate as Meant
            from nodepilot.knowledge.model import How, Mention

            span = self._u.span(clause.first, clause.last)
            hit = ServiceHit(
                clause.first,
                clause.last,
                Mention(*span, self._u.text[slice(*span)], (Meant("localFileTrigger", 0.8, How.ALIAS),)),
            )
        start.service, start.service_key = hit, "localFileTrigger"
        return Candidate(start, index, 5.0, consumed=True)

    def _called(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“When another workflow calls it”, “a sub-workflow that receives …”."""
        norms = self._norms(clause)
        sub = bool(self._hits(clause, "executeWorkflow")) or self._nouns(clause, "subworkflow")
        if not sub:
            return None
        called = (
            "called" in norms
            or "calls" in norms
            or "executed" in norms
            or "receives" in norms
            or "takes" in norms
            or "gets" in norms
        )
        if not called and not (
            index == 0 and not clause.lead and norms[:1] not in (["call"], ["run"], ["execute"], ["start"])
        ):
            return None
        if acts and acts[0].verb in {"call", "run"} and not called:
            return None
        return Candidate(
            self._start("subworkflow", clause), index, 4.0 if clause.lead else 2.5, consumed=True
        )

    def _form(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """An n8n form, when no form service is named."""
        hit = next((h for h in self._in(clause) if h.key == "formTrigger"), None)
        if hit is None and not (
            self._nouns(clause, "form") and not any(self._roles.is_app(h) for h in self._in(clause))
        ):
            return None
        others = [
            h
            for h in self._in(clause)
            if h.key != "formTrigger" and not h.is_generic and self._services.get(h.key).trigger_types
        ]
        if any("form" in self._services.get(h.key).needs or h.key == "facebookLeadAds" for h in others):
            return None
        if clause.lead == "otherwise" or (
            hit is not None and not hit.is_generic and hit.mention.text.lower() == "form" and index > 0
        ):
            return None
        verb_target = (
            acts and acts[0].verb in {"send", "email"} and acts[0].target is not None and clause.lead == ""
        )
        if verb_target:
            return None
        consumed = clause.lead in {"when", "if"} or not self._does_more(acts)
        return Candidate(
            self._start("form", clause), index, 3.4 + (1.0 if clause.lead == "when" else 0.0), consumed
        )

    def _chat(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """A chat of n8n's own, when no messenger is named."""
        if any(h.key in _BOTS for h in self._in(clause)):
            return None
        chat_hit = any(h.key == "chat" for h in self._in(clause))
        chatting = any(act.verb == "chat" for act in acts) or self._any(clause, "verbs", "chat")
        if not (chat_hit or chatting or self._nouns(clause, "chatbot")):
            return None
        if (
            any(h.key in {"googleChat", "mattermost", "rocketchat"} for h in self._in(clause))
            and not chat_hit
        ):
            return None
        if (
            not chatting
            and acts
            and acts[0].verb in {"send", "post", "notify"}
            and acts[0].target is not None
        ):
            return None
        norms = self._norms(clause)
        agent_only = not chatting and "agent" in norms and not chat_hit and clause.lead == ""
        return Candidate(self._start("chat", clause), index, 2.4 if agent_only else 3.2, consumed=True)

    def _webhook(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """A webhook of n8n's own: named, or told by "X posts … to /path"."""
        named = any(h.key == "webhook" for h in self._in(clause)) or self._nouns(clause, "webhook")
        path = next(
            (
                self._u.tokens[i]
                for i in range(clause.first, clause.last)
                if self._u.tokens[i].kind is Kind.PATH
            ),
            None,
        )
        posted = path is not None and any(
            self._u.tokens[i].norm in _POSTED for i in range(clause.first, clause.last)
        )
        if not named and not posted:
            return None
        outgoing = (
            bool(acts)
            and acts[0].verb_at == clause.first
            and acts[0].verb in {"call", "send", "post", "forward", "copy", "reply"}
            and clause.lead == ""
        )
        url = any(self._u.tokens[i].kind is Kind.URL for i in range(clause.first, clause.last))
        if outgoing and (url or not posted or index > 0):
            return None
        if url and clause.lead == "" and acts and acts[0].verb in {"call", "send", "post"}:
            return None
        if (
            index > 0
            and clause.lead not in {"when", "if"}
            and acts
            and acts[0].verb in {"reply", "send", "call", "post", "go"}
        ):
            return None
        if posted and not named and any(self._roles.is_app(h) for h in self._in(clause)):
            return None
        consumed = (
            clause.lead in {"when", "if"}
            or not self._does_more(acts)
            or not named
            or acts[0].verb in {"post", "get", "send", "validate", "receive", "call"}
        )
        return Candidate(
            self._start("webhook", clause), index, 4.2 + (0.5 if clause.lead == "when" else 0.0), consumed
        )

    # events of services

    def _event(self, index: int, clause: Clause, acts: list[Act], clauses: list[Clause]) -> Candidate | None:
        u = self._u
        if clause.lead in {"purpose", "before"}:
            return None
        when = clause.lead in {"when", "if"}
        depends = u.tokens[clause.first].norm in {
            "depending",
            "based",
            "according",
            "je",
            "segun",
            "selon",
            "dependendo",
        }
        if depends and self._hits(clause, "webhook", "formTrigger"):
            # "Depending on a field of the webhook …": the webhook starts it, whatever service is named behind.
            return None
        hits = [h for h in self._in(clause) if self._starts(h)]
        if not hits and clause.lead == "when" and not self._about_it(clause):
            hits = self._elsewhere(index, clause, clauses)
        if not hits:
            return None
        act = acts[0] if acts else None
        hit = self._which(hits, act, when=when) if not depends else hits[0]
        if hit is None:
            return None
        score = 0.0
        if clause.lead == "when":
            score += 4.0
        elif clause.lead == "if":
            score += 2.0
        event = self._has_event(clause, act)
        new = any("new" in a.quantifiers for a in (act.arguments if act else [])) or (
            act is None and self._any(clause, "events", "created")
        )
        every = act is not None and any(
            "every" in a.quantifiers and (a.role in {"object", "subject"}) for a in act.arguments
        )
        nouns = {
            n
            for i in range(clause.first, clause.last)
            if (s := u.concept(i, "nouns")) is not None
            for n in [s.concept]
        }
        if event and not when:
            score += 1.6
        somebody = not when and self._somebody_does(clause, act)
        if somebody or depends:
            score += 2.2 if not event or depends else 0.6
        if new:
            score += 2.0
        if every and not nouns & {"sheet", "row", "list", "table", "file"}:
            score += 1.0
        if nouns & {"change"} and not when:
            score += 1.5
        if act is not None and act.verb == "watch":
            score += 2.0
        service = self._services.get(hit.key)
        if not service.action_types or (
            hit.key in {"rabbitmq", "kafka", "mqtt", "amqp", "awsSqs"} and (act is None or act.source is hit)
        ):
            score += 2.0
        mail = "email" in self._services.get(hit.key).needs
        streams = (hit.is_generic and mail) or nouns & (
            {"email", "message"} if mail else _STREAMS - {"email"}
        )
        if streams and (act is None or act.source is hit):
            score += 1.6
        assistant = bool(nouns & {"bot", "chatbot"}) and hit.key in _BOTS
        if assistant:
            score += 2.5
        if self._modal_subject(act) and act is not None and act.source is hit and act.target is not hit:
            score += 2.0
        if self._counted(clause):
            score -= 3.5
        if act is not None and act.source is hit and not when:
            if (
                act.verb in AI_ALWAYS
                and nouns & _HAPPENINGS
                and "all" not in self._norms(clause)
                and act.target is None
            ):
                score += 2.0
            elif (
                act.verb == "get" and act.wrapped and nouns & _HAPPENINGS and "all" not in self._norms(clause)
            ):
                score += 1.8
            elif (
                act.verb in {"copy", "forward", "send", "post", "notify", "add", "create"}
                and nouns & _HAPPENINGS
                and "all" not in self._norms(clause)
                and act.target is not None
            ):
                score += 2.2
            elif set(self._norms(clause)) & _ONCE:
                score -= 1.5
            elif u.tokens[clause.first].norm in _SYNC or (
                act.verb == "copy" and "with" in {a.role for a in act.arguments}
            ):
                score += 1.5
        if hit.key == "rssFeedRead" and act is not None and act.source is hit and act.verb != "merge":
            score += 1.6
        opening = index == 0 or (index == 1 and clauses[1].lead == "colon" and not self._in(clauses[0]))
        behind = (
            self._u.tokens[clause.last].kind is Kind.ARROW if clause.last < len(self._u.tokens) else False
        )
        arrow = opening and (
            behind
            or (
                index + 1 < len(clauses)
                and clauses[index + 1].lead in {"arrow", "colon"}
                and act is not None
                and not act.verb
            )
        )
        if arrow:
            score += 2.5
        if act is None and index == 0:
            score += 0.8
        if (
            act is not None
            and act.target is hit
            and not when
            and not somebody
            and not depends
            and not assistant
            and not arrow
            and act.verb
        ):
            score -= 3.0
        if (
            act is not None
            and act.source is not hit
            and act.target is not hit
            and not when
            and act.verb not in {"watch", "ask", "be", "go"}
        ):
            score -= 0.5
        if score < 1.5:
            return None
        consumed = (
            when
            or arrow
            or somebody
            or (assistant and not any(a.ai or a.verb in {"reply", "chat"} for a in acts))
            or (not depends and not self._does_more(acts, hit))
        )
        start = self._start("service", clause)
        start.service, start.service_key = hit, hit.key
        if index + 1 < len(clauses) and nouns & {"bot"} and clauses[index + 1].lead == "when":
            start.words += " " + u.words(clauses[index + 1].first, clauses[index + 1].last)
        return Candidate(start, index, score, consumed)

    def _about_it(self, clause: Clause) -> bool:
        """“… when it is down”: the state of what was spoken of, no event."""
        u = self._u
        timed = u.schedule is not None and not u.schedule.weak
        return timed and any(
            u.has(i, "words", "pronoun") for i in range(clause.first, min(clause.first + 2, clause.last))
        )

    def _elsewhere(self, index: int, clause: Clause, clauses: list[Clause]) -> list[ServiceHit]:
        """“In my Shopify store, when an order is cancelled …”: the service is named outside of the clause."""
        before = [
            h
            for c in clauses[:index]
            if c.sentence == clause.sentence and c.last - c.first <= 6
            for h in self._in(c)
            if self._starts(h) and not h.is_generic
        ]
        if before:
            return before[:1]
        words = self._u.words(clause.first, clause.last).split()
        best: tuple[float, ServiceHit] | None = None
        for hit in self._u.services:
            if hit.is_generic or not self._starts(hit) or self._roles.is_model(hit):
                continue
            types = self._services.get(hit.key).trigger_types
            evidence = max(
                (rank[0].evidence for t in types if (rank := rank_trigger_events(t, words, limit=1))),
                default=0.0,
            )
            if evidence >= 3.5 and (best is None or evidence > best[0]):
                best = (evidence, hit)
        return [best[1]] if best is not None else []

    def _modal_subject(self, act: Act | None) -> bool:
        """“A message in the queue should open a ticket”: the subject is one of many to come."""
        if act is None or act.verb_at < 0:
            return False
        modal = any(self._u.has(i, "words", "modal") for i in range(act.first, act.verb_at))
        return modal and self._u.tokens[act.first].norm in {
            "a",
            "an",
            "any",
            "each",
            "every",
            "new",
            "jede",
            "jeder",
            "cada",
            "chaque",
        }

    def _counted(self, clause: Clause) -> bool:
        """“the latest 20 emails”: a list that is there already."""
        u = self._u
        return any(
            u.tokens[i].norm in {"latest", "last", "first", "top", "newest", "letzten", "ultimos", "derniers"}
            and u.tokens[i + 1].kind is Kind.NUMBER
            for i in range(clause.first, clause.last - 1)
        )

    def _which(self, hits: list[ServiceHit], act: Act | None, *, when: bool) -> ServiceHit | None:
        named = [h for h in hits if not h.is_generic] or hits
        new_for = next(
            (
                a
                for a in (act.arguments if act is not None else [])
                if a.before and a.role == "for" and a.services
            ),
            None,
        )
        if new_for is not None and new_for.services[0] in hits:
            return new_for.services[0]
        if when or act is None:
            return named[0]
        if act.source is not None and act.source in hits:
            return act.source
        if act.source is None and act.target in hits:
            return act.target
        others = [h for h in named if h is not act.target]
        return others[0] if others else None

    def _starts(self, hit: ServiceHit) -> bool:
        if hit.key in {
            "formTrigger",
            "webhook",
            "chat",
            "scheduleTrigger",
            "manualTrigger",
            "errorTrigger",
            "workflowTrigger",
            "executeWorkflow",
        } or self._roles.is_model(hit):
            return False
        service = self._services.get(hit.key)
        if hit.is_generic and not service.trigger_types:
            return any(self._services.get(c.service).trigger_types for c in hit.mention.candidates[:3])
        return bool(service.trigger_types) or (self._roles.is_app(hit) and not hit.is_generic)

    def _has_event(self, clause: Clause, act: Act | None) -> bool:
        """Whether something happens here, apart from the command itself."""
        u = self._u
        for index in range(clause.first, clause.last):
            if (
                act is not None
                and act.verb_at <= index < act.verb_at + 1
                and not act.passive
                and clause.lead == ""
            ):
                continue
            if (
                self._verbs.is_verb(index)
                and not u.tokens[index].norm.endswith("ed")
                and u.tokens[index - 1 if index else 0].norm in {"and", ",", "then", "y", "und", "et", "e"}
            ):
                continue
            if (
                u.has(index, "events")
                and not u.is_scheduled(index)
                and not (u.has(index, "words", "adj") and not u.has(index, "events", "created"))
            ):
                return True
        return False

    def _somebody_does(self, clause: Clause, act: Act | None) -> bool:
        """“Someone fills in our survey”: a person does it, it is no order."""
        u = self._u
        if act is None or clause.lead or act.passive or (act.source is not None and act.target is not None):
            return False
        subject = act.argument("subject")
        if subject is None or any(
            u.has(i, "words", "modal") for i in range(act.first, max(act.first, act.verb_at))
        ):
            return False
        return (
            bool(
                set(subject.nouns)
                & {"person", "customer", "user", "member", "candidate", "subscriber", "lead"}
            )
            and u.has(act.verb_at, "events") > 0
        )

    # helpers

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
            if act.target is not None and act.target is not start and self._roles.is_app(act.target):
                return True
            if act.ai or act.verb in AI_ALWAYS:
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
            if (
                act.verb_at >= 0
                and act.verb
                in {
                    "watermark",
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
        return any(self._u.has(i, category, *concepts) for i in range(clause.first, clause.last))
