"""The story told step by step into a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build import files, http, pauses, row_filters, sources, special, transforms
from nodepilot.composer.build.addresses import call_addresses, called_for_each, download_each
from nodepilot.composer.build.agents import build_agent, describes_agent
from nodepilot.composer.build.ai import ai_step
from nodepilot.composer.build.ai_writing import text_handed_out
from nodepilot.composer.build.apps import read_step, resolve_service
from nodepilot.composer.build.assistants import build_assistant, describes_assistant, serve_tools
from nodepilot.composer.build.batches import batch_size, in_batches, waits_in_loop
from nodepilot.composer.build.converting import convert_files, rows_of_file
from nodepilot.composer.build.deleting import delete_by_query
from nodepilot.composer.build.details import bring_details
from nodepilot.composer.build.document_values import read_values
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.events_as_cases import tell_events
from nodepilot.composer.build.feeds import is_fed
from nodepilot.composer.build.fetching import fetch_first, without_places
from nodepilot.composer.build.field_dates import is_about_dates
from nodepilot.composer.build.fields import change_fields, keep_named
from nodepilot.composer.build.figures import make_figures
from nodepilot.composer.build.forks import asks_answer, tells_status
from nodepilot.composer.build.given_places import read_given
from nodepilot.composer.build.guarding import guard, names_guardrails
from nodepilot.composer.build.happened import only_what_happened, without_filtered
from nodepilot.composer.build.html_tables import make_html_table
from nodepilot.composer.build.http_bodies import query_said
from nodepilot.composer.build.jobs import wait_for_job
from nodepilot.composer.build.judging import (
    addressed_to,
    by_its_words,
    implies_summary,
    is_ai,
    is_noise,
)
from nodepilot.composer.build.keeping import keep_made, kept_in
from nodepilot.composer.build.keyed_lookups import look_up_by_key
from nodepilot.composer.build.later_orders import is_kept, is_posted_later
from nodepilot.composer.build.listing import adds_new
from nodepilot.composer.build.lists import list_verbs, rows_for_list, transform
from nodepilot.composer.build.lookups import forwarded
from nodepilot.composer.build.messengers import answer_back, answer_by_agent, answered_there, deliver
from nodepilot.composer.build.ordering import in_order
from nodepilot.composer.build.own_places import back_to_column, into_one, out_of_file, written_into
from nodepilot.composer.build.page_values import out_of_page
from nodepilot.composer.build.pages import asks_for_file, second_pages, upload_form
from nodepilot.composer.build.qr_codes import make_qr_code
from nodepilot.composer.build.rag import answer_from_store, asks_store
from nodepilot.composer.build.reads import read, read_without_node, source_of
from nodepilot.composer.build.ready import made_ready
from nodepilot.composer.build.reshape import reshape
from nodepilot.composer.build.respective import respective
from nodepilot.composer.build.respond import answer_by_model, answered_from, needs_response, respond
from nodepilot.composer.build.secrets import protect
from nodepilot.composer.build.short_links import shortens
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.build.talks import talk
from nodepilot.composer.build.targets import target_of, to_a_phone
from nodepilot.composer.build.together import read_together, told_together
from nodepilot.composer.build.voice_notes import hear
from nodepilot.composer.build.ways import Ways
from nodepilot.composer.build.writes import MESSAGES, fewer, is_listed_first, list_first, write
from nodepilot.composer.build.writing_back import keep_draft, write_back
from nodepilot.composer.reading.role_words import SENDS
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Item, Story, Thread, acts_of


class Walker:
    """Builds the steps of one story."""

    def __init__(self, draft: Draft, story: Story) -> None:
        self._draft = draft
        self._story = story
        self._roles = Roles(draft.utterance, draft.services)
        self._written: list[Act] = []

    def walk(self) -> None:
        """All threads, one after the other."""
        for thread in self._story.threads:
            self._thread(thread)

    def build(self, flow: Flow, items: Sequence[Item]) -> None:
        """Steps for these items behind a flow that is there already."""
        self._items(flow, items)

    def _thread(self, thread: Thread) -> None:
        start = thread.start
        if start.kind == "chat":
            flow, rest = talk(self._draft, self._roles, thread)
            self._items(flow, rest)
            return
        if start.kind == "mcp":
            serve_tools(self._draft, self._roles, thread)
            return
        draft, roles = self._draft, self._roles
        spoken_to = describes_assistant(draft.utterance, thread, roles)
        if spoken_to or describes_agent(draft.utterance, thread):
            flow, rest = (build_assistant if spoken_to else build_agent)(draft, thread, roles)
            self._items(flow, rest)
            return
        thread.start = start = tell_events(draft, start, thread.items)
        flow = upload_form(draft) if asks_for_file(draft, thread) else add_start(draft, start, thread.items)
        if start.kind == "form":
            second_pages(self._draft, flow, thread.items)
        bring_details(draft, flow)
        only_what_happened(draft, flow, start, thread.items)
        thread.items[:] = without_filtered(draft, thread.items)
        hear(draft, flow, thread)
        if names_guardrails(draft.utterance, start.first, start.last) and not any(
            names_guardrails(draft.utterance, act.first, act.last) for act in acts_of(thread.items)
        ):
            guard(draft, flow)
        self._items(flow, thread.items)
        if start.kind == "service":
            answer_back(draft, flow, start)
        deliver(draft, flow, start)
        write_back(draft, flow, acts_of(thread.items))
        if start.kind == "webhook":
            needs_response(self._draft)

    def _items(self, flow: Flow, items: Sequence[Item]) -> None:
        items = in_order(self._draft.utterance, items)
        index = 0
        while index < len(items):
            item = items[index]
            following = items[index + 1] if index + 1 < len(items) else None
            following = respective(self._draft.utterance, item, following) or following
            ways = Ways(self._draft, flow, self._story.options, self._act, self._branch)
            if isinstance(item, Act) and isinstance(following, Fork) and ways.of_both(item, following):
                index += 2
                continue
            if (joint := sources.beside(self._draft.utterance, items, index)) > index:
                acts, last = items[index:joint], items[joint]
                reads = [each for each in acts if isinstance(each, Act)]
                assert isinstance(last, Act)  # noqa: S101
                sources.side_by_side(self._draft, flow, reads, last, self._act)
                index = joint + 1
                continue
            if (joint := told_together(self._draft.utterance, items, index)) > index:
                reads = [each for each in items[index:joint] if isinstance(each, Act)]
                read_together(self._draft, flow, reads, self._act)
                index = joint
                continue
            if isinstance(item, Fork):
                ways.of_fork(item, items[:index])
                index += 1
                continue
            checked = isinstance(following, Fork) and asks_answer(following)
            checked = checked or (
                isinstance(following, Act) and tells_status(self._draft.utterance, following)
            )
            size = batch_size(self._draft, item) or (1 if waits_in_loop(self._draft, items, index) else None)
            if size is not None:
                index = in_batches(self._draft, flow, items, index, size, self._act)
                continue
            self._act(flow, item, checked=checked)
            index += 1

    def _branch(self, flow: Flow, items: Sequence[Item]) -> None:
        """The items of one way of a fork."""
        self._items(flow, items)
        keep_draft(self._draft, flow, acts_of(items))

    def _act(self, flow: Flow, act: Act, *, checked: bool = False) -> None:
        draft = self._draft
        if is_noise(self._draft, act) or act.first < draft.able_until:
            return
        if answer_by_agent(draft, flow, act, self._roles) or wait_for_job(draft, flow, act, self._act):
            return
        if act.hands_out:
            text_handed_out(flow, act)
        if act.helper is not None and act.helper.key == "guardrails":
            if act.source is not None and (flow.data is None or flow.data.empty):
                read(draft, flow, act.doing("get"), resolve_service(draft, act.source))
            guard(draft, flow, act)
            return
        if act.ai and act.verb in {"convert", "compose", "create"} and is_posted_later(self._story, act):
            # "turn it into a tweet and post it on X": once.
            act = replace(act.doing("compose"), target=None)
        act = by_its_words(
            draft, called_for_each(shortens(act)), [thread.start for thread in self._story.threads]
        )
        if asks_store(draft, act) and answer_from_store(draft, flow, act):
            if act.verb != "reply":
                return
            act = replace(act, source=None, target=None, helper=None, ai=False, wrapped="")
        if (ready := made_ready(draft, flow, act)) is None:
            return
        act = ready
        if act.verb == "convert" and act.target is not None and flow.data is not None and flow.data.many:
            act = act.doing("add")  # "the attachment into a row of the sheet": what was in the file is there.
        act = answered_from(
            draft, out_of_file(draft, flow, into_one(draft, flow, back_to_column(draft, flow, act)))
        )
        if act.verb == "compose" and http.orders_call(draft.utterance, act):
            act = act.doing("call")
        if act.verb == "wait" and pauses.is_for_end(draft.utterance, act):
            return
        if act.verb == "wait":
            if pauses.is_between(draft.utterance, act):
                draft.pause = transforms.duration(draft, act)[:2]
            else:
                transforms.wait(draft, flow, act)
            return
        if (made := answer_by_model(draft, flow, act)) is not None and not is_ai(
            self._draft, self._roles, act
        ):
            ai_step(draft, flow, made)
        act = read_given(draft, flow, act)
        if protect(draft, flow, act):
            return
        before = flow.data
        if act.verb == "reply":
            fewer(draft, flow, act)
        if act.verb == "reply" and is_about_dates(draft.utterance, act):
            change_fields(draft, flow, act)
        if act.verb == "reply":
            make_qr_code(draft, flow, act)
        if (
            act.verb == "reply"
            and act.target is None
            and act.source is None
            and not is_ai(self._draft, self._roles, act)
            and respond(draft, flow, act, is_made=flow.data is not before)
        ):
            return
        act = fetch_first(draft, flow, act)
        if change_fields(draft, flow, act) or (act.source is None and make_figures(draft, flow, act)):
            return
        if act.verb not in SENDS and make_html_table(draft, flow, act):
            return
        if special.do(draft, flow, act, self._roles):
            return
        act = out_of_page(draft, flow, act)
        if reshape(draft, flow, act, read_step):
            if (place := kept_in(act)) is not None:
                keep_made(draft, flow, act, resolve_service(draft, place))
            return
        if delete_by_query(draft, flow, act):
            return
        adds = sources.adds_lacking(draft, act)
        several = sources.several_sources(draft, act, self._roles)
        if several:
            sources.merged(draft, flow, act, several, read_step)
            act = (
                without_places(draft, replace(act, condition=None), None)
                if any("://" in key for key in several)
                else act
            )
            act = replace(act, target=act.target if adds else None, source=None, condition=None)
        later = pauses.delay_of(draft, act)
        if later is not None and act.verb in MESSAGES | {"create", "add"}:
            transforms.pause(draft, flow, *later)
        source = source_of(self._draft, flow, act) if not several else None
        if source is not None:
            known = flow.data
            # "for each row of the table call https://…": the table is read, whatever is called.
            lists = act.verb == "call" or (act.verb == "download" and files.means_all_files(act))
            reading = act.doing("get") if lists else act
            read(self._draft, flow, reading.at("source"), source)
            look_up_by_key(draft, flow, act, known)
        elif not several:
            read_without_node(draft, flow, act)
        if download_each(draft, flow, act, source or ""):
            return
        if act.verb in SENDS and source is not None and make_html_table(draft, flow, act):
            return
        rows_of_file(self._draft, flow, act)
        rows_for_list(draft, flow, act)
        if act.target is not None and is_listed_first(flow, act):
            list_first(draft, flow, act, resolve_service(draft, act.target))
        if (
            act.source is not None
            and act.verb in {"aggregate", "calculate", "get"}
            and make_figures(draft, flow, act.doing("calculate") if act.verb == "get" else act)
        ):
            return
        fetched_next = http.url_of(act) is not None and act.target is None and not is_fed(draft, act)
        if not fetched_next:
            row_filters.keep_what_fits(draft, flow, act)
        if act.target is not None:
            keep_named(draft, flow, act)
        for verb in list_verbs(self._draft, act):
            transform(self._draft, flow, act, verb)
        if implies_summary(self._written, flow, act):
            self._written.append(act)
            ai_step(draft, flow, replace(act.doing("summarize"), target=None, ai=True))
        if (
            http.url_of(act) is not None
            and not is_fed(draft, act)
            and act.target is None
            and (
                act.source is None
                or act.verb == "call"
                or act.source.key in {"httpRequest", "rssFeedRead", flow.data.service if flow.data else ""}
            )
            and (source is None or act.verb == "call" or http.is_sent_to(act))
        ):
            call_addresses(draft, flow, act, checked=checked)
            if fetched_next and not checked and not query_said(draft.utterance, act):
                row_filters.keep_what_fits(draft, flow, act)
        elif act.verb == "download" and files.download_told(flow, act):
            files.download(draft, flow)
        elif (
            act.verb in {"call", "check", "watch", "download"}
            and act.target is None
            and not to_a_phone(draft, act)
            and act.source is None
            and not act.ai
            and ((flow.data is not None and not flow.data.empty) or "site" in act.nouns)
        ):
            http.call(draft, flow, act, checked=checked)
        elif source is not None and http.checks_listed(draft, flow, act):
            http.call(draft, flow, replace(act, source=None), checked=True)
        elif http.opens_page(flow, act):
            http.call(draft, flow, act.doing("scrape"))
        if is_ai(self._draft, self._roles, act):
            self._written.append(act)
            ai_step(draft, flow, act)
            if (own := written_into(draft, flow, act)) is not None:
                write(draft, flow, act.doing("update"), own)
                return
            if act.target is None and (addressed := addressed_to(draft, act)) is not None:
                write(draft, flow, addressed, "slack")
                return
        act = answered_there(draft, flow, act)
        if act.verb in MESSAGES | {"add", "upload", "copy", "create"}:
            fewer(draft, flow, act)
        read_values(draft, flow, act)
        convert_files(self._draft, self._roles, flow, act)
        if act.verb == "reply" and act.target is None and respond(draft, flow, act):
            return
        if adds_new(draft, flow, act):
            transforms.drop_seen(draft, flow, draft.utterance.span(act.first, act.last))
        if act.verb == "reply" and act.ai and is_kept(self._story, act):
            return
        flow.data = forwarded(draft, flow, act) or flow.data
        target = target_of(self._draft, self._roles, self._written, flow, act)
        if target is not None:
            act = act.at("target")
            with_pause = pauses.pause_of(draft, act)
            if with_pause is not None:
                pauses.one_by_one(
                    draft, flow, with_pause, lambda inner: write(self._draft, inner, act, target)
                )
                return
            if pauses.with_rate(draft, flow, lambda inner: write(self._draft, inner, act, target)):
                return
            write(self._draft, flow, act, target)
            return
        unknown = special.unknown_name(draft, act)
        if unknown is not None:
            http.unknown_service(draft, flow, act, unknown)
