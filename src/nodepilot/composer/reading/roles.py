"""Which service an act reads from, which it writes to, and which it is done with."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.addressed import by_address
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.neighbours import (
    is_listed_value,
    is_of,
    is_value,
    listed_with,
    of_a_store,
    tells_where_from,
    tells_who,
)
from nodepilot.composer.reading.offers import Offers
from nodepilot.composer.reading.on_lists import subscribes, taken_off
from nodepilot.composer.reading.role_places import (
    goes_into,
    into_workbook,
    kept_elsewhere,
    kept_in_drive,
    made_in_drive,
    pages_with,
    read_where_it_lies,
    tells_kind,
)
from nodepilot.composer.reading.role_words import (
    AI_ALWAYS,
    FILE_STORES,
    MAKES,
    READS,
    SENDS,
    SENT_WITH,
    TELLS,
    WITH,
    WORKS_ON,
    WRITES,
)
from nodepilot.composer.reading.statistics import sums_up
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.written_fields import written_as_field

_FILE_SERVERS = frozenset({"ftp", "ssh"})
_FORMAT_SERVICES = frozenset({"microsoftExcel"})
_MADE_OF = frozenset({"csv", "excel", "json", "xml", "html", "pdf", "report", "list"})
_FILES = frozenset({"csv", "json", "file", "media", "pdf", "xml"})


class Roles(Offers):
    """Knows the services of one catalog and sorts those of an act."""

    def ai_between(self, first: int, last: int) -> bool:
        """Whether a language model is named in these tokens."""
        for index in range(max(0, first), min(last, len(self._u.tokens))):
            hit = self._u.service_at(index)
            named = self._u.has(index, "words", "ai") and not is_listed_value(self._u, index)
            if (hit is not None and self.is_model(hit)) or named:
                return True
        return False

    def has_ai(self, argument: Argument) -> bool:
        """Whether a language model is named in the argument."""
        return self.ai_between(argument.first, argument.last)

    def assign(self, act: Act) -> None:
        """Fills `source`, `target`, `helper` and `ai` of an act."""
        act.source = act.target = act.helper = None
        act.ai = any(self.has_ai(a) for a in act.arguments if a.role != "about") or self.ai_between(
            act.first, act.verb_at
        )
        act.helper = next(
            (hit for a in act.arguments for hit in a.services if self.is_model(hit)), None
        ) or self._model_before(act)
        if act.verb == "watch" and subscribes(self._u, self._services, act):
            act.verb = "subscribe"
        if act.verb == "summarize" and not act.ai and sums_up(self._u, act):
            act.verb = "aggregate"
        if act.verb in AI_ALWAYS:
            act.ai = True
        stores = {h.key for a in act.arguments for h in a.services} & FILE_STORES
        for argument in act.arguments:
            for hit in argument.services:
                if hit.key in _FORMAT_SERVICES and stores and tells_kind(argument):
                    continue
                if self.is_app(hit):
                    self._place(act, argument, hit)
        written_as_field(self._u, act)
        self._looked_in(act)
        taken_off(self._u, act)
        self._connect(act)
        self._merge_generic(act)
        made_in_drive(act)
        into_workbook(self._u, act)
        goes_into(act)
        kept_elsewhere(act)
        read_where_it_lies(act)
        by_address(self._u, act)

    def _looked_in(self, act: Act) -> None:
        """“for each new order check if the buyer exists in Mailchimp”: where it is looked for, behind the verb."""
        if act.verb not in {"search", "check", "validate"} or act.source is None:
            return
        later = [
            hit
            for argument in act.arguments
            if argument.role == "in" and not argument.before and argument.first > act.verb_at
            for hit in argument.services
            if self.is_app(hit) and not hit.is_generic and hit.first > act.source.first
        ]
        if later and later[-1].key != act.source.key:
            act.source = later[-1]

    def _connect(self, act: Act) -> None:
        """“connect Typeform and Notion”: from the first to the second."""
        source = act.source
        if act.verb != "copy" or act.target is not None or source is None:
            return
        act.target = next(
            (
                hit
                for argument in act.arguments
                for hit in argument.services
                if argument.role == "object"
                and hit.key != source.key
                and self.is_app(hit)
                # "die Tabelle kunden aus MySQL": one of that store.
                and not (hit.is_generic and (of_a_store(act) or not argument.services[0].is_generic))
            ),
            None,
        )

    def _model_before(self, act: Act) -> ServiceHit | None:
        for index in range(act.first, max(act.first, act.verb_at)):
            hit = self._u.service_at(index)
            if hit is not None and self.is_model(hit):
                return hit
        return None

    def _merge_generic(self, act: Act) -> None:
        if self._is_kind_of_target(act):
            act.source = None
            return
        if (
            act.source is None
            or act.target is None
            or act.source.key != act.target.key
            or act.source.is_generic == act.target.is_generic
        ):
            return
        if act.verb in READS:
            act.target = None
        else:
            act.source = None

    def _is_kind_of_target(self, act: Act) -> bool:
        """“send a mail through Mailgun”: the mail is what is sent, not where it comes from."""
        source, target = act.source, act.target
        return (
            source is not None
            and target is not None
            and act.verb in SENDS
            and source.is_generic
            and not target.is_generic
            and (
                source.mention.need in self._services.get(target.key).needs
                or (source.mention.need == "newsletter" and self.takes_messages(target))
            )
            and any(source in a.services and a.role == "object" for a in act.arguments)
        )

    def _place(self, act: Act, argument: Argument, hit: ServiceHit) -> None:
        role = argument.role
        if act.verb in {"classify", "decide"} and role in {"as", "to", "in"} and hit.is_generic and act.ai:
            # "sort mails as invoice, newsletter or other": the answers that are offered.
            return
        if is_value(self._u, act, hit, role):
            # "all email addresses", "match them on email": a value.
            return
        if (
            hit.is_generic
            and hit.mention.need == "database"
            and not argument.services[0].is_generic
            and (role == "object" or argument.services[0].last == hit.first)
        ):
            # "the Notion database Projects": what Notion calls it.
            return
        if hit.is_generic and role == "object" and hit.mention.need == "spreadsheet" and of_a_store(act):
            # "die Tabelle kunden aus MySQL": one of that store.
            return
        if act.verb == "loop":
            # "loop through all Airtable records": what is gone through.
            self.offer(act, "source", hit)
            return
        if act.verb == "embed" and role == "object":
            # "embed the rows of my Postgres table": what is read, wherever it is put.
            self.offer(act, "source", hit)
            return
        if act.verb == "rename" and hit.is_generic:
            # "rename the field mail to email": names of fields.
            return
        if act.verb == "split" and role == "in" and act.argument("to") is not None:
            # "split the items into rows in Google Sheets"
            self.offer(act, "target", hit)
            return
        if act.verb in WORKS_ON and role in {"in", "for"} and not hit.is_generic and self._u.language == "en":
            # "calculate the average in the Airtable table Reviews"
            self.offer(act, "source", hit)
            return
        told = act.verb in TELLS and self._u.language == "en" and self._u.tokens[hit.first - 1].norm == "of"
        if (act.verb in WORKS_ON or told) and is_of(self._u, argument, hit):
            self.offer(act, "source", hit)
            return
        if self.tells_which(act, argument, hit):
            return
        if role in {"in", "from"} and (
            self.is_told_of(act, hit) or (not self.takes_messages(hit) and tells_who(act, argument))
        ):
            self.offer(act, "source", hit)
            return
        if role == "in" and self.is_told_there(act, hit):
            act.verb = "send"
            self.offer(act, "target", hit)
            return
        if (
            (
                role in {"to", "in", "via"}
                or (role == "object" and (not act.verb or act.verb in MAKES))
                or (role == "object" and act.verb in TELLS and self.takes_messages(hit))
            )
            and act.target is not None
            and listed_with(self._u, act, argument, hit)
        ):
            # "to LinkedIn and Facebook", "to a sheet and to a CRM": the second place gets an act of its own.
            return
        if (
            self.is_model(hit)
            and not self._services.get(hit.key).trigger_types
            and hit.key not in {"mongoDb", "postgres", "redis", "databricks"}
            and act.verb not in {"create", "upload"}
        ):
            act.ai = True
            act.helper = act.helper or hit
            return
        if self.is_model(hit) and act.ai and role in {"via", "with", "subject"} and act.helper is not None:
            return
        if act.verb == "tweet":
            # Twitter is where it goes; whatever else is named is where it comes from.
            if hit.key != "twitter":
                self.offer(act, "source", hit)
            return
        if role == "subject" and act.verb == "greet" and self.takes_messages(hit):
            # "-> SendGrid welcome mail": what it is sent with.
            self.offer(act, "target", hit)
            return
        reading = act.verb in READS or act.verb in AI_ALWAYS or (act.ai and act.verb not in WRITES)
        if role == "from" or (
            argument.before
            and role != "object"
            and not act.ai
            and self._u.language != "de"
            and any(
                (a.role == "object" and not a.before) or (a.role in {"to", "in"} and not a.before)
                for a in act.arguments
            )
        ):
            self.offer(act, "source", hit)
        elif hit.key in _FORMAT_SERVICES and (
            role == "as"
            or (
                role in {"in", "to"}
                and act.verb in SENDS | {"copy"}
                and (
                    "file" in argument.nouns
                    or (argument.preposition in {"en", "in"} and argument.last - argument.first == 1)
                )
            )
            or (role == "to" and act.verb == "convert" and _FILES & set(act.nouns))
        ):
            # "save it as Excel to SharePoint": what it becomes, no place.
            if (store := kept_in_drive(hit)) is not None:
                self.offer(act, "target", store)
            return
        elif (
            role == "to"
            and ((act.ai and hit.is_generic) or act.verb == "reply")
            and {"new", "every"} & argument.quantifiers
        ) or (
            role == "to"
            and act.verb == "compose"
            and any({"reply", "draft"} & set(a.nouns) for a in act.arguments if a.role == "object")
        ):
            # "write a reply to each incoming mail": those are what is read.
            self.offer(act, "source", hit)
        elif role in {"to", "as"}:
            self.offer(act, "target", hit)
        elif role == "in":
            # "List the invoices from Xero in a sheet": the second place is where they go.
            elsewhere = (
                act.verb == "get"
                and act.source is not None
                and hit.key not in {act.source.key, "rssFeedRead"}
            )
            reads = reading and act.verb not in WRITES and not elsewhere
            reads = reads or (act.target is not None and self.is_spoken_of(act, act.target, hit))
            self.offer(
                act,
                "source"
                if reads or tells_where_from(act, argument, takes_messages=self.takes_messages(hit))
                else "target",
                hit,
            )
        elif role in {"via", "with"}:
            if self.is_model(hit) and act.ai:
                return
            made = act.argument("object")
            if act.verb in MAKES and role == "with" and made is not None and _MADE_OF & set(made.nouns[:1]):
                # "generate a CSV with all orders of the shop": what stands in it.
                self.offer(act, "source", hit)
                return
            if (
                act.verb == "copy"
                and act.target is None
                and (
                    act.source is not None
                    or any(a.pronoun for a in act.arguments if a.role == "object")
                    # "push “take an umbrella” to my phone with Pushover"
                    or self.takes_messages(hit)
                )
            ):
                self.offer(act, "target", hit)
                return
            if act.verb == "upload" and act.target is None:
                self.offer(act, "target", hit)
                return
            if act.verb in {"copy", "move", "download", "get"} and hit.key in _FILE_SERVERS:
                # "copy the file by SFTP to Google Drive": where it lies.
                self.offer(act, "source", hit)
                return
            if "translation" in self._services.get(hit.key).needs:
                act.target, act.ai, act.helper = hit, False, None
                return
            if act.verb in SENT_WITH and (
                pages_with(act, argument, hit)
                or argument.preposition not in WITH
                or (
                    act.verb in {"text", "message", "notify", "email", "send", "greet"}
                    and self.takes_messages(hit)
                )
            ):
                self.offer(act, "target", hit)
            elif (
                (
                    act.verb in {"send", "message", "notify", "email", "text", "reply", "post", "tweet"}
                    and (act.verb == "tweet" or not self.takes_messages(hit))
                )
                or reading
                or act.verb == "enrich"
                or (act.verb == "upload" and act.target is not None)
            ):
                self.offer(act, "source", hit)
            elif (
                hit.mention.need == "translation"
                or "translation" in self._services.get(hit.key).needs
                or (act.source is None and act.target is None and act.verb in {"run", "call"})
            ):
                act.target = hit
            elif act.target is None and act.source is None and act.verb in {"invite", "schedule"}:
                # "invite the candidate with a Google Calendar event".
                act.target = hit
            elif (
                act.target is not None
                and act.source is None
                and act.target.key != hit.key
                and argument.preposition in {"through", "via"}
            ):
                act.source = hit
        elif role == "about" and act.verb == "compose" and not (argument.quantifiers or argument.nouns):
            # "three ideas about n8n": what is written about.
            return
        elif role in {"subject", "for", "about", "material"}:
            self.offer(act, "source", hit)
        elif role == "object":
            written = "reply" if act.ai else "compose"
            if act.verb == written and {"new", "every"} & argument.quantifiers:
                # "write a summary of every Zoom recording", "let AI answer new mails"
                self.offer(act, "source", hit)
                return
            if act.verb == "compose" and act.ai:
                # "a LinkedIn post": what is written, not where it is read, as in "a summary of my Notion entries".
                if {"summary", "report"} & set(argument.nouns) and is_of(self._u, argument, hit):
                    self.offer(act, "source", hit)
                return
            stored = act.verb == "embed" and "ai_vectorStore" not in self._services.get(hit.key).roles
            if stored or (act.verb == "greet" and not self.takes_messages(hit)):
                # "embed my Google Docs"; "welcome new HubSpot contacts with an email": who is greeted is known there.
                self.offer(act, "source", hit)
                return
            self.offer(act, "object", hit)
