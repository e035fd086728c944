"""Starts of n8n's own: forms, webhooks, failures, other workflows, local files."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import METHODS, Kind
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.role_words import READS
from nodepilot.composer.reading.start_view import Candidate, StartView
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.triggers import rank_trigger_events

_STARTED = frozenset({"triggered", "started", "ausgelost", "gestartet", "iniciado", "declenche", "acionado"})
_SURE = 4.2
_HEADING = 4.0
_LONGEST_TITLE = 5
_FORM_KINDS = frozenset("request order report check review contact support feedback transfer return".split())
_POSTED = frozenset(
    {"posts", "post", "sends", "calls", "submits", "hits", "pushes", "delivers", "send", "call"}
)


_HOLDING = frozenset({"pdf", "csv", "excel", "file", "document", "cv"})
_HELD = frozenset({"text", "data", "row", "value", "field"})

_ON_CHANGE = ("created", "updated", "deleted", "received", "uploaded")
_ON_DISK = ("localFileTrigger", "readWriteFile")


class OwnStarts(StartView):
    """Readers for the kinds that need no service."""

    def error(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“If any of my workflows fails”."""
        if self._hits(clause, "errorTrigger") and clause.lead in {"when", "if"}:
            # "when our error workflow catches a failure": whatever is done then.
            return Candidate(self._start("error", clause), index, 6.0, consumed=True)
        if not self._nouns(clause, "workflow", "execution") and not self._hits(
            clause, "workflowTrigger", "n8n"
        ):
            return None
        if any(
            self._services.get(h.key).trigger_types
            and h.key not in {"n8n", "workflowTrigger"}
            and (clause.lead or self._owns_run(h.last))
            for h in self._in(clause)
        ):
            # A workflow of GitHub, not one of n8n.
            return None
        failing = self._any(clause, "events", "failed") or (
            self._nouns(clause, "error") and clause.lead in {"when", "if", ""}
        )
        if not failing or (acts and acts[0].verb in {"copy", "get"}):
            return None
        ordered = self._commands(acts) and any(act.verb for act in acts)
        return Candidate(
            self._start("error", clause),
            index,
            5.0 if clause.lead else 3.0 if ordered else 6.0,
            clause.lead in {"when", "if"} or not ordered,
        )

    def _owns_run(self, place: int) -> bool:
        """“failed GitHub | Actions runs”: runs of that service."""
        near = range(place, min(place + 2, len(self._u.tokens)))
        return any(self._u.has(i, "nouns", "workflow", "execution") for i in near)

    def local(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“Watch /srv/uploads for new files”: a folder on the machine itself."""
        path = any(self._u.tokens[i].kind is Kind.PATH for i in range(clause.first, clause.last))
        watching = (bool(acts) and acts[0].verb == "watch") or (
            (clause.lead == "when" or (clause.lead == "if" and self._any(clause, "events", *_ON_CHANGE)))
            and (self._nouns(clause, "file", "pdf", "csv", "image") or self._hits(clause, *_ON_DISK))
        )
        others = (h for h in self._in(clause) if h.key not in _ON_DISK)
        if not path or not watching or any(self._roles.is_app(h) for h in others):
            return None
        hit = next((h for h in self._in(clause) if h.key == "localFileTrigger"), None)
        start = self._start("service", clause)
        if hit is None:
            from nodepilot.composer.language.service_signs import ServiceHit
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

    def called(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
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

    def form(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
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
        if (hit is None or hit.is_generic) and any(self._has_forms(clause, other) for other in others):
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
        more = self._does_more(acts) or self._reads_file(acts) or self._reads_page(acts)
        consumed = clause.lead in {"when", "if"} or not more
        sure = 1.0 if clause.lead == "when" else _SURE if set(self._norms(clause)) & _STARTED else 0.0
        if index == 0 and self._is_titled_form(clause, acts):
            sure = _HEADING
            # "Request form with …" orders nothing, "form … that creates …" does.
            named = all(self._names_form(act.verb_at) for act in acts if act.verb)
            consumed = consumed or named
        return Candidate(self._start("form", clause), index, 3.4 + sure, consumed)

    def _is_titled_form(self, clause: Clause, acts: list[Act]) -> bool:
        """“Clinic appointment form with …”: the request begins with the form, and orders nothing of it."""
        u = self._u
        listed = next((i for i in range(clause.first, clause.last) if u.has(i, "words", "with")), clause.last)
        ordered = (act.verb_at for act in acts if act.verb and act.verb_at < listed)
        if any(not self._names_form(place) for place in ordered):
            return False
        titled = clause.first < listed <= clause.first + _LONGEST_TITLE
        return titled and u.tokens[listed - 1].norm == "form" and listed < clause.last

    def _names_form(self, place: int) -> bool:
        """“Request | form with …”, “job posting | form”: what kind of form it is."""
        u = self._u
        norm = u.tokens[place].norm
        noun = u.has(place, "nouns") > 0 or norm.endswith("ing") or norm in _FORM_KINDS
        return noun and place + 1 < len(u.tokens) and u.tokens[place + 1].norm == "form"

    def _reads_file(self, acts: list[Act]) -> bool:
        """“Take the text from PDFs uploaded via a form”: what stands in the file is taken out of it."""
        return any(
            act.verb in {"get", "extract"}
            and (source := act.argument("from")) is not None
            and (said := act.argument("object")) is not None
            and bool(_HOLDING & set(source.nouns) and _HELD & set(said.nouns))
            for act in acts
        )

    def _reads_page(self, acts: list[Act]) -> bool:
        """“Read the website at a URL I enter in a form”: the page behind it is fetched."""
        return any(
            act.verb == "get" and {"site", "link", "page"} & set(act.nouns) and self._is_command(act)
            for act in acts
        )

    def _has_forms(self, clause: Clause, hit: ServiceHit) -> bool:
        """“A form is submitted in Netlify”: the service tells of it itself."""
        if hit.last < clause.last and self._u.has(hit.last, "nouns", "form") and self._tells_of_forms(hit):
            # "A KoBoToolbox form": the service's own.
            return True
        place = hit.first - 1
        if self._u.has(place, "words", "det") and not self._u.has(place, "words", "in", "from", "via"):
            place -= 1
        before = place > clause.first and self._u.has(place, "words", "in", "from", "via")
        if not before and not self._u.has(hit.last, "nouns", "form"):
            return False
        named = [
            self._u.tokens[i].norm
            for i in (*range(clause.first, hit.first), hit.last)
            if self._u.has(i, "nouns", "form")
        ]
        types = self._services.get(hit.key).trigger_types
        ranked = [rank_trigger_events(each, named, limit=1) for each in types]
        return any(
            {"thing", "label"} & set(found[0].reasons) if found else clause.lead in {"when", "if"}
            for found in ranked
        )

    def _tells_of_forms(self, hit: ServiceHit) -> bool:
        types = self._services.get(hit.key).trigger_types
        ranked = [rank_trigger_events(each, ["form", "submission"], limit=1) for each in types]
        return any(found and {"thing", "label"} & set(found[0].reasons) for found in ranked)

    def uploaded(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """“Convert an uploaded spreadsheet …”: somebody has to be able to upload it."""
        u = self._u
        named = any(
            u.has(i, "events", "uploaded", "submitted")
            and u.tokens[i].norm.endswith(("ed", "en"))
            and u.has(i + 1, "nouns", "file", "csv", "excel", "pdf", "image", "document", "cv", "json")
            for i in range(clause.first, clause.last - 1)
        )
        if index or not named or clause.lead or any(self._roles.is_app(h) for h in self._in(clause)):
            return None
        del acts
        return Candidate(self._start("form", clause), index, 2.4, consumed=False)

    def webhook(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
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
        if self._u.tokens[clause.first].text in METHODS and self._u.has(clause.first + 1, "nouns", "webhook"):
            # "POST webhook that checks the key": what it is called by.
            outgoing = False
        if self._is_heading(clause):
            outgoing = False
        url = any(self._u.tokens[i].kind is Kind.URL for i in range(clause.first, clause.last))
        if named and self._comes_from(acts):
            return Candidate(self._start("webhook", clause), index, 4.2, consumed=not self._does_more(acts))
        if named and not url and index > 0 and acts and acts[0].verb == "reply":
            # "…, return them as the webhook's response": it answers whoever called it.
            return Candidate(self._start("webhook", clause), index, 3.6, False)
        if outgoing and (url or not posted or index > 0):
            return None
        if url and clause.lead == "" and acts and acts[0].verb in {"call", "send", "post"} | READS:
            return None
        if url and self._calls_it(clause):
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
        score = 4.2 + (0.5 if clause.lead == "when" else 0.0) + (3.0 if self._by_webhook(clause) else 0.0)
        return Candidate(self._start("webhook", clause), index, score, consumed)

    def _is_heading(self, clause: Clause) -> bool:
        """“Shipping status webhook: …”: what it is about, though its first word could order something."""
        u = self._u
        compound = all(u.tokens[i].kind is Kind.WORD for i in range(clause.first, clause.last))
        bare = not any(u.has(i, "words") for i in range(clause.first, clause.last))
        ends = u.has(clause.last - 1, "nouns", "webhook") > 0
        return compound and bare and ends and u.tokens[clause.first].norm.endswith("ing")

    def _comes_from(self, acts: list[Act]) -> bool:
        """“post the body of a webhook to https://…”, “the data comes from a webhook”: it is called, and calls nobody."""
        u = self._u
        for hit in u.services if acts else ():
            if hit.key != "webhook" or not max(acts[0].first, acts[0].verb_at) < hit.first < acts[0].last:
                continue
            before = hit.first - 1
            while (
                before > acts[0].first
                and u.has(before, "words", "det")
                and not u.has(before, "words", "from", "of")
            ):
                before -= 1
            if u.has(before, "words", "from", "of"):
                return True
        return False

    def _calls_it(self, clause: Clause) -> bool:
        """“critical ones call our on-call webhook https://…”, “it goes to our webhook https://…”: it is called by us."""
        u = self._u
        for place in range(clause.first, clause.last):
            if u.has(place, "nouns", "webhook"):
                return any(
                    u.has(i, "verbs", "call", "send", "post", "go", "forward", "notify")
                    for i in range(clause.first, place)
                )
        return False

    def _by_webhook(self, clause: Clause) -> bool:
        """“new Sentry issues by webhook”, “arrives on my webhook”: how it comes, whoever sends it."""
        u = self._u
        for place in range(clause.first + 1, clause.last):
            if not u.has(place, "nouns", "webhook"):
                continue
            before = place - 1
            while before > clause.first and u.has(before, "words", "det"):
                before -= 1
            if u.has(before, "words", "via", "in", "from", "to"):
                return True
        return False
