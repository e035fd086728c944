"""Starts by what happens in a service."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.happenings import told_new
from nodepilot.composer.reading.role_words import AI_ALWAYS, TABLE_STORES
from nodepilot.composer.reading.start_bots import BOTS
from nodepilot.composer.reading.start_view import Candidate
from nodepilot.composer.reading.start_which import WhichService
from nodepilot.composer.reading.story import Act

_HAPPENINGS = frozenset(
    "payment order refund deal ticket submission invoice comment mention email subscription incident "
    "release commit signup booking meeting issue pull_request lead review subscriber candidate expense".split()
)
_STREAMS = frozenset({"email", "submission", "sms", "mention", "comment", "reply"})
_SHORTEST = 6
_SENT_THINGS = frozenset("link links url code invite invitation voucher coupon".split())
"""What of a service is sent to somebody: nothing that happens there."""
_ONCE = frozenset(
    "export back backup import migrate dump download exportiere exporta exporte all existing".split()
)
_OURSELVES = frozenset("i we ich wir je j nous yo nosotros eu nos io noi".split())
"""Who gets something, where “they” are what was named before."""
_GIVING = frozenset("send post forward text message upload share add copy write submit drop email".split())
_PEOPLE = frozenset({"person", "customer", "user", "member", "team", "manager", "employee", "student"})
_STATED = 6.0
"""What people do as a matter of course, said before anything is ordered."""
_KEEPING = frozenset({"add", "copy", "upload", "forward", "move"})
_SYNC = frozenset(
    {"sync", "syncs", "mirror", "mirrors", "synchronize", "synchronise", "push", "pipe", "forward"}
)


_LOOKING = frozenset(
    "get search check download count sum average aggregate sort dedupe limit calculate".split()
)
_UNREAD = frozenset({"telegram", "whatsApp", "line"})
"""Messengers whose messages cannot be read afterwards: what is sent there comes in."""


class EventStarts(WhichService):
    """Weighs whether a clause tells an event of a service."""

    def event(self, index: int, clause: Clause, acts: list[Act], clauses: list[Clause]) -> Candidate | None:
        u = self._u
        if clause.lead in {"purpose", "before"} or (index and u.has(clause.first, "words", "rest")):
            # "…, all others only get saved in Airtable": what is done in the other cases.
            return None
        when = clause.lead in {"when", "if"}
        if clause.lead == "if" and index and u.has(clause.first, "events", "approved", "rejected"):
            # "if approved publish it": the answer to what was asked before.
            return None
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
        if index and when and clause.last - clause.first <= _SHORTEST and self._compares_it(clause):
            # "(every 10 minutes get …,) when it is 0 …": of what was got.
            return None
        hits = [h for h in self._in(clause) if self._starts(h)]
        if index and clause.lead == "if" and all(h.is_generic for h in hits) and self._is_opened(clauses[0]):
            # "If a Shopify order …, if the customer is new send an email": of what happened there.
            return None
        if not hits and self._compares(clause):
            return None
        if (
            self._hits(clause, "webhook")
            and hits
            and not any(self._services.get(h.key).trigger_types for h in hits)
        ):
            # "Mailgun inbound webhook": n8n has no trigger of it, the webhook is called by it.
            return None
        own = self._hits(clause, "webhook", "formTrigger", "chat", "workflowTrigger", "localFileTrigger")
        called = any(u.tokens[i].kind is Kind.PATH for i in range(clause.first, clause.last))
        if not hits and clause.lead == "when" and not (own or called) and not self._about_it(clause):
            hits = self._elsewhere(index, clause, clauses)
        if (
            when
            and all(h.is_generic for h in hits)
            and u.has(clause.first, "words", "pronoun")
            and u.tokens[clause.first].norm not in _OURSELVES
            and (elsewhere := self._elsewhere(index, clause, clauses))
        ):
            # "Summarize Notion pages when they are added to a database": what is told of was named before.
            hits = elsewhere
        if (
            clause.lead == "when"
            and all(h.is_generic for h in hits)
            and (watched := self._watched(index, clauses))
        ):
            hits = [watched]
        if not hits:
            return None
        act = acts[0] if acts else None
        if index == 0 and len(clauses) > 1 and (stated := self._sent_by_us(clause, act)) is not None:
            start = self._start("service", clause)
            start.service, start.service_key = stated, stated.key
            return Candidate(start, index, _STATED, consumed=True)
        hit = self._which(hits, act, clause, when=when) if not depends else hits[0]
        if not when and (messenger := self._spoken_to(clause, hits)) is not None:
            hit = messenger
        if hit is None:
            return None
        if act is not None and act.verb in {"", "go"} and act.target is hit and not when:
            into = next((a for a in act.arguments if hit in a.services), None)
            if into is not None and into.role == "to":
                # "new leads into Pipedrive", "every signup goes to HubSpot": where they go.
                return None
        if not when and (self._found_before(clause, hit, clauses[:index]) or self._is_one_file(act, hit)):
            return None
        score = 0.0
        if clause.lead == "when" and u.tokens[clause.first].kind is not Kind.QUOTED:
            score += 4.0
        elif clause.lead == "if":
            score += 2.0
        event = self._has_event(clause, act)
        new = told_new(act) if act is not None else self._any(clause, "events", "created")
        every = act is not None and any(
            "every" in a.quantifiers and a.role in {"object", "subject"} and not self._only_per(a)
            for a in act.arguments
        )
        nouns = {
            n
            for i in range(clause.first, clause.last)
            if (s := u.concept(i, "nouns")) is not None
            for n in [s.concept]
        }
        reads = act is not None and act.source is hit and (act.verb in _LOOKING or self._carries(act))
        if reads and hit.key in TABLE_STORES and not (when or new or every or hit.is_generic):
            # "get the average of the MySQL table orders": nothing happens there.
            return None
        if not when and not new and (self._asks_for_list(clause, act) or self._looks_back(act)):
            return None
        given = act is not None and u.has(max(0, act.verb_at), "verbs", "get", "receive", "send", "give")
        beside = {t.norm for t in u.tokens[hit.last - 1 : min(hit.last + 1, clause.last)]}
        if not when and given and beside & _SENT_THINGS:
            # "pro users get a Calendly link": what they are sent.
            return None
        if hit.key == "localFileTrigger" and not (when or new or event or (act and act.verb == "watch")):
            # "zip the files in the local folder": those that lie there.
            return None
        if event and not when:
            score += 1.6
        told = event and not when and act is not None and self._told_short(clause, act)
        if told:
            score += 2.5
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
            hit.key in {"rabbitmq", "kafka", "mqtt", "amqp", "awsSqs"}
            and (act is None or act.source is hit or not act.verb)
        ):
            score += 2.0
        mail = "email" in self._services.get(hit.key).needs
        streams = (hit.is_generic and mail) or nouns & (
            {"email", "message"} if mail else _STREAMS - {"email"}
        )
        if streams and (act is None or act.source is hit):
            score += 1.6
        if (
            mail
            and act is not None
            and act.source is hit
            and act.target is not None
            and nouns & {"media", "file"}
        ):
            # "save the attachments of my mails": of each that comes in.
            score += 2.2 if not set(self._norms(clause)) & _ONCE and act.verb in _KEEPING else 0.0
        assistant = hit.key in BOTS and any(
            u.has(i, "nouns", "bot", "chatbot") and u.tokens[i].norm != "chat"
            for i in range(clause.first, clause.last)
        )
        if assistant:
            score += 2.5
        if act is not None and act.verb == "reply" and act.source is hit and hit.key in BOTS and not when:
            # "answer the WhatsApp messages with AI": each that comes in.
            score += 3.5
        sent = {"question"} | ({"invoice", "image", "audio", "media", "pdf"} if hit.key in _UNREAD else set())
        if act is not None and act.source is hit and hit.key in BOTS and sent & nouns and not when:
            # "turn a question from Slack into SQL": each that is asked.
            score += 3.5
        if (
            act is not None
            and act.source is hit
            and hit.key in BOTS
            and nouns & {"message", "media"}
            and not when
        ):
            # "save my WhatsApp messages": each that comes in, for a chat cannot be read afterwards.
            to_come = not set(self._norms(clause)) & _ONCE or self._from_people(clause)
            score += 2.0 if to_come else 0.0
        if not when and self._sent_there(clause, hit):
            # "photos sent via Telegram", "receipts sent to the bot": each that comes in.
            score += 4.0
        if self._modal_subject(act) and act is not None and act.source is hit and act.target is not hit:
            score += 2.0
        if self._counted(clause):
            score -= 3.5
        if act is not None and act.source is hit and not self._services.get(hit.key).action_types:
            # n8n cannot read there, only wait: "keep a log of all Cal.com bookings".
            score += 1.5
        routes = act is not None and (act.verb == "route" or bool(u.has(act.verb_at, "verbs", "route")))
        if act is not None and routes and act.source is hit and not when:
            # "Route support mails by language": each that comes in.
            score += 2.5
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
                act.verb in {"", "copy", "forward", "send", "post", "notify", "add", "create"}
                and hit.key not in TABLE_STORES
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
                and clauses[index + 1].lead in {"arrow", "colon", "case", "if", "when"}
                and act is not None
                and (not act.verb or self._ends_in_event(clause, act))
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
            and not told
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
            or told
            or somebody
            or (
                assistant
                and not any(a.ai or a.verb in {"reply", "chat"} for a in acts)
                and not self._does_more(acts, hit)
            )
            or (not depends and not self._does_more(acts, hit))
        )
        start = self._start("service", clause)
        start.service, start.service_key = hit, hit.key
        if not when and not consumed and act is not None:
            start.words = self._told_by(clause, act, hit)
        if index + 1 < len(clauses) and clauses[index + 1].lead == "case":
            label = clauses[index + 1].first
            if u.has(label, "events") and not u.has(label, "events", "created", "received"):
                # "Jira ticket moved to Done -> …": the label tells what happens.
                start.words += " " + u.tokens[label].text
        if index + 1 < len(clauses) and nouns & {"bot"} and clauses[index + 1].lead == "when":
            start.words += " " + u.words(clauses[index + 1].first, clauses[index + 1].last)
        return Candidate(start, index, score, consumed)

    def _only_per(self, argument: Argument) -> bool:
        """“the revenue per month”: how figures are grouped, no event."""
        u = self._u
        every = [i for i in range(argument.first, argument.last) if u.has(i, "words", "every")]
        return bool(every) and all(u.tokens[i].norm == "per" for i in every)

    def _carries(self, act: Act) -> bool:
        """“copy the rows from Airtable to MySQL”: those that are there, unless both are to be kept alike."""
        return (
            act.verb in {"copy", "move"} and self._u.tokens[act.verb_at].norm not in _SYNC and not act.passive
        )

    def _is_opened(self, clause: Clause) -> bool:
        """Whether the request opens with what happens at a service that is named."""
        named = (hit for hit in self._in(clause) if not hit.is_generic and self._starts(hit))
        return clause.lead in {"if", "when"} and any(True for _ in named)

    def _compares_it(self, clause: Clause) -> bool:
        """“it is 0”, “they are above 5”: a number of what was told before."""
        u = self._u
        return bool(u.has(clause.first, "words", "pronoun")) and u.tokens[clause.last - 1].kind in {
            Kind.NUMBER,
            Kind.MONEY,
        }

    def _from_people(self, clause: Clause) -> bool:
        """“all messages that people write in our channel”: those to come, too."""
        u = self._u
        return any(
            u.has(i, "words", "that") and u.has(i + 1, "nouns", *_PEOPLE)
            for i in range(clause.first, clause.last - 1)
        )

    def _sent_by_us(self, clause: Clause, act: Act | None) -> ServiceHit | None:
        """“I send photos of invoices over Telegram, …”, “We post ideas in #ideas, …”: what people do, and where."""
        u = self._u
        if act is None or clause.lead or act.verb not in _GIVING or act.wrapped or act.passive or u.schedule:
            return None
        subject = act.argument("subject")
        people = subject is not None and (
            u.tokens[subject.first].norm in _OURSELVES or bool(_PEOPLE & set(subject.nouns))
        )
        modal = any(u.has(i, "words", "modal") for i in range(act.first, max(act.first, act.verb_at)))
        hit = act.target
        if not people or modal or hit is None or hit.is_generic:
            return None
        return hit if self._services.get(hit.key).trigger_types else None
