"""The story told step by step into a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build import files, http, special, transforms
from nodepilot.composer.build.ai import ai_step
from nodepilot.composer.build.apps import read_step, resolve_service, write_step
from nodepilot.composer.build.batches import batch_size, in_batches
from nodepilot.composer.build.chat import attach_tools, chat_agent
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.forks import build_classifier, build_fork
from nodepilot.composer.build.listing import before_message, list_meant, seen_meant
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.messengers import answer_by_agent, reply_service
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.rag import chat_with_documents, load_documents, store_named, store_of
from nodepilot.composer.build.reshape import reshape
from nodepilot.composer.build.respond import needs_response, respond
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.roles import AI_ALWAYS, Roles
from nodepilot.composer.reading.story import Act, Fork, Item, Story, Thread

_MESSAGES = frozenset(
    {
        "send",
        "message",
        "notify",
        "email",
        "text",
        "post",
        "reply",
        "greet",
        "forward",
        "tweet",
        "go",
        "let",
        "publish",
        "phone",
    }
)
_LISTS = frozenset(
    {
        "dedupe",
        "sort",
        "limit",
        "aggregate",
        "merge",
        "split",
        "count",
        "sum",
        "average",
        "wait",
        "unzip",
        "zip",
        "filter",
    }
)
_READ_FIRST = frozenset(
    {"dedupe", "sort", "count", "sum", "average", "aggregate", "limit", "filter", "merge"}
)


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

    def _thread(self, thread: Thread) -> None:
        start = thread.start
        if start.kind == "chat":
            self._chat(thread)
            return
        flow = add_start(self._draft, start)
        if start.kind == "form":
            from nodepilot.composer.build.pages import second_pages

            second_pages(self._draft, flow)
        self._items(flow, thread.items)
        if start.kind == "webhook":
            needs_response(self._draft)

    # chats

    def _chat(self, thread: Thread) -> None:
        draft = self._draft
        acts = [item for item in thread.items if isinstance(item, Act)]
        store = store_named(draft)
        loads = [
            act
            for act in acts
            if (store is not None and act.target is not None and act.target.key == store.key)
            or act.verb == "embed"
        ]
        documents = store is not None or self._speaks_of_documents()
        if documents:
            self._documents(thread, loads)
            return
        flow = add_start(draft, thread.start)
        agent = chat_agent(draft, flow, thread.start)
        tools, rest = self._tools(thread, acts)
        attach_tools(draft, agent, tools, acts)
        self._items(flow, rest)

    def _speaks_of_documents(self) -> bool:
        u = self._draft.utterance
        about = any(
            u.has(i, "nouns", "pdf", "file", "document", "vector_store") for i in range(len(u.tokens))
        )
        apps = {hit.key for hit in u.services if self._roles.is_app(hit) and not hit.is_generic}
        return (
            about
            and (not apps or apps <= {"googleDrive", "dropbox", "microsoftOneDrive", "awsS3", "box"})
            and any(
                u.has(i, "verbs", "chat", "ask", "reply", "embed")
                or u.has(i, "nouns", "question", "chatbot", "reply")
                for i in range(len(u.tokens))
            )
        )

    def _documents(self, thread: Thread, loads: list[Act]) -> None:
        draft = self._draft
        u = draft.utterance
        store = store_of(draft)
        source = next(
            (
                hit
                for hit in u.services
                if hit.key in {"googleDrive", "dropbox", "microsoftOneDrive", "awsS3", "box"}
            ),
            None,
        )
        from nodepilot.composer.reading.story import Start

        load = Act("get", 0, len(u.tokens), source=source) if not loads else loads[0]
        if source is not None:
            flow = add_start(draft, Start("schedule") if u.schedule is not None else Start("manual"))
            search = replace_verb(load, "search")
            if read_step(draft, flow, search, source.key) is not None:
                files.download(draft, flow)
            load_documents(draft, flow, store, span=u.span(load.first, load.last) if loads else None)
        else:
            from nodepilot.composer.build.pages import upload_form

            flow = upload_form(draft)
            load_documents(draft, flow, store)
        talk = add_start(draft, thread.start)
        chat_with_documents(draft, talk, store, span=u.span(thread.start.first, thread.start.last))

    def _tools(self, thread: Thread, acts: list[Act]) -> tuple[list[str], list[Item]]:
        """Services that the agent may use; what is done after its answer stays a step."""
        u = self._draft.utterance
        after: list[Item] = [i for i in thread.items if isinstance(i, Act) and self._after_chat(i)]
        used = {h.key for i in after if isinstance(i, Act) for a in i.arguments for h in a.services}
        keys: list[str] = []
        for hit in u.services:
            if (
                hit.key in keys
                or hit.key in used
                or self._roles.is_model(hit)
                or hit.key in {"chat", "guardrails", "memoryBufferWindow", "agent", "webhook", "n8n"}
            ):
                continue
            if (
                hit.is_generic
                and hit.mention.need in {"chat_bot", "language_model", "email"}
                and hit.mention.need != "email"
            ):
                continue
            if not self._roles.is_app(hit) and hit.key not in {
                "toolWikipedia",
                "toolCalculator",
                "serpApi",
                "httpRequest",
                "toolWolframAlpha",
                "searXng",
            }:
                continue
            if self._is_memory(hit.first):
                continue
            key = resolve_service(self._draft, hit) if hit.is_generic else hit.key
            keys.append(key)
        del acts
        return list(dict.fromkeys(keys)), after

    def _is_memory(self, place: int) -> bool:
        u = self._draft.utterance
        hit = u.service_at(place)
        if hit is None or "ai_memory" not in self._draft.services.get(hit.key).roles:
            return False
        return any(
            u.has(i, "nouns", "memory") or u.tokens[i].norm in {"remember", "remembers"}
            for i in range(max(0, place - 5), min(len(u.tokens), place + 5))
        )

    def _after_chat(self, act: Act) -> bool:
        u = self._draft.utterance
        nouns = {s.concept for i in range(act.first, act.last) for s in u.concepts(i, "nouns")}
        return (
            act.verb in {"add", "copy"}
            and act.target is not None
            and bool(
                nouns & {"question", "reply", "chatbot", "message", "data"}
                or any(
                    u.tokens[i].norm in {"conversation", "conversations", "chats", "each", "every"}
                    for i in range(act.first, act.last)
                )
            )
        )

    # items

    def _items(self, flow: Flow, items: Sequence[Item]) -> None:
        index = 0
        while index < len(items):
            item = items[index]
            following = items[index + 1] if index + 1 < len(items) else None
            if isinstance(item, Act) and isinstance(following, Fork) and self._decides(item, following):
                build_classifier(self._draft, flow, item, following, self._options(following), self._items)
                index += 2
                continue
            if isinstance(item, Fork):
                if self._by_ai(item):
                    build_classifier(
                        self._draft, flow, Act("sentiment", 0, 0), item, self._options(item), self._items
                    )
                else:
                    build_fork(self._draft, flow, item, self._items)
                index += 1
                continue
            checked = isinstance(following, Fork) and any(
                t.kind == "state"
                for c in following.cases
                if c.guard.condition
                for t in c.guard.condition.tests
            )
            if (size := batch_size(self._draft, item)) is not None:
                index = in_batches(self._draft, flow, items, index, size, self._act)
                continue
            self._act(flow, item, checked=checked)
            index += 1

    def _decides(self, act: Act, fork: Fork) -> bool:
        """Whether a language model's verdict is what the branches depend on."""
        if not act.ai or act.verb not in {
            "moderate",
            "classify",
            "decide",
            "analyze",
            "score",
            "check",
            "get",
            "label",
            "sort",
        }:
            return False
        tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
        if any(t.kind in {"number", "state", "date"} for t in tests):
            return False
        return bool(tests)

    def _by_ai(self, fork: Fork) -> bool:
        tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
        return any(
            str(t.right).lower() in {"negative", "positive"} or "sentiment" in t.left.lower() for t in tests
        )

    def _options(self, fork: Fork) -> list[str]:
        named = [
            str(t.right)
            for c in fork.cases
            if c.guard.condition is not None
            for t in c.guard.condition.tests
            if isinstance(t.right, str) and t.right
        ]
        known = list(dict.fromkeys(self._story.options))
        if known and any(n.lower() in {k.lower() for k in known} for n in named):
            return known
        return list(dict.fromkeys(named))

    # single acts

    def _act(self, flow: Flow, act: Act, *, checked: bool = False) -> None:
        draft = self._draft
        if self._is_noise(act):
            return
        if answer_by_agent(draft, flow, act, self._roles):
            return
        if act.verb == "wait":
            transforms.wait(draft, flow, act)
            return
        if (
            act.verb == "reply"
            and act.target is None
            and act.source is None
            and not self._is_ai(act)
            and respond(draft, flow, act)
        ):
            return
        if special.do(draft, flow, act, self._roles):
            return
        if reshape(draft, flow, act, read_step):
            return
        several = special.several_sources(draft, act, self._roles)
        if several:
            special.merged(draft, flow, act, several, read_step)
        later = special.delay_of(draft, act)
        if later is not None and act.verb in _MESSAGES | {"create", "add"}:
            transforms.pause(draft, flow, *later)
        source = self._source(flow, act) if not several else None
        if source is not None:
            self._read(flow, act, source)
        self._rows_of_file(flow, act)
        if (
            flow.binary is not None
            and flow.data is not None
            and (
                ("row" in act.nouns and flow.data.service == "")
                or flow.data.noun
                in {"file", ""}
                | {
                    flow.data.noun
                    if flow.data.service in {"dropbox", "googleDrive", "microsoftOneDrive", "ftp", "awsS3"}
                    else ""
                }
            )
            and (
                act.condition is not None
                or (self._list_verbs(act) and act.verb not in {"unzip", "zip", "wait"})
                or act.verb == "split"
            )
        ):
            files.extract_rows(
                draft,
                flow,
                "text"
                if act.verb == "split" and self._table_kind(flow, act) is None
                else self._table_kind(flow, act) or "csv",
                span=None,
            )
        if act.condition is not None and flow.data is not None:
            special.filter_items(draft, flow, act.condition)
        for verb in self._list_verbs(act):
            self._transform(flow, act, verb)
        if (
            http.url_of(act) is not None
            and act.target is None
            and (act.source is None or act.source.key in {"httpRequest", "rssFeedRead"})
            and source is None
        ):
            self._http(flow, act, checked=checked)
        elif (
            act.verb in {"call", "check"}
            and act.target is None
            and act.source is None
            and not act.ai
            and self._each_address(flow)
        ):
            http.call(draft, flow, act, checked=checked)
        if self._is_ai(act):
            self._written.append(act)
            ai_step(draft, flow, act)
        self._convert(flow, act)
        if act.verb == "reply" and act.target is None and respond(draft, flow, act):
            return
        target = self._target(flow, act)
        if target is not None:
            with_pause = special.pause_of(draft, act)
            if with_pause is not None:
                special.one_by_one(draft, flow, with_pause, lambda inner: self._write(inner, act, target))
                return
            self._write(flow, act, target)
            return
        unknown = special.unknown_name(draft, act)
        if unknown is not None:
            http.unknown_service(draft, flow, act, unknown)

    def _is_noise(self, act: Act) -> bool:
        """Words that order nothing: "you figure out the rest", "it gets mentioned"."""
        u = self._draft.utterance
        if (
            act.target is None
            and act.source is None
            and not act.literals
            and not (act.ai and act.helper is not None)
        ):
            if act.verb in {"be", "mention", "want", "ask", "receive", "", "start"}:
                return True
            if any(u.has(i, "words", "rest") for i in range(act.first, act.last)) and act.verb in {
                "decide",
                "get",
            }:
                return True
            if act.verb == "let" and not act.ai:
                return True
        return bool(act.verb == "let" and act.target is not None and act.target.key == "rssFeedRead")

    def _rows_of_file(self, flow: Flow, act: Act) -> None:
        """ "read the rows", "parse it": the file at hand becomes data."""
        if (
            flow.binary is None
            or act.verb not in {"get", "extract", "convert"}
            or act.ai
            or act.target is not None
        ):
            return
        words = {self._draft.utterance.tokens[i].norm for i in range(act.first, act.last)}
        if (
            words
            & {
                "rows",
                "lines",
                "records",
                "entries",
                "zeilen",
                "filas",
                "lignes",
                "linhas",
                "contents",
                "parse",
            }
            and act.source is None
        ):
            files.extract_rows(
                self._draft,
                flow,
                self._table_kind(flow, act) or "csv",
                span=self._draft.utterance.span(act.first, act.last),
            )

    def _source(self, flow: Flow, act: Act) -> str | None:
        """The service to read from; None when its data is here already."""
        draft = self._draft
        hit = act.source
        if (
            hit is None
            and act.target is not None
            and act.verb in {"get", "search", "check", "download", "dedupe", "sort", "count"}
            and act.argument("to") is None
            and act.verb != "check"
        ):
            return None
        if hit is None:
            hit = self._source_by_feed(act)
        if hit is None:
            return None
        key = resolve_service(draft, hit)
        if key == "httpRequest" or self._is_vector_store(key):
            return None
        if self._is_here(flow, act, key):
            return None
        if not draft.services.get(key).action_types:
            return None
        return key

    def _is_vector_store(self, key: str) -> bool:
        """A store of embeddings and nothing else: no rows are read from it."""
        service = self._draft.services.get(key)
        return "ai_vectorStore" in service.roles and service.category == "AI"

    def _source_by_feed(self, act: Act):  # type: ignore[no-untyped-def]  # noqa: ANN202
        if (
            act.verb in {"merge", "get", "check", "watch"}
            and act.target is not None
            and act.target.key == "rssFeedRead"
        ):
            return act.target
        return None

    def _is_here(self, flow: Flow, act: Act, key: str) -> bool:
        """Whether the trigger gave just this (new mails of Gmail need no second look)."""
        first = flow.history[0] if flow.history else None
        if first is None:
            return False
        if first.service == key:
            return not self._other_thing(act, first.noun)
        return any(o.service == key and o is flow.data for o in flow.history)

    def _other_thing(self, act: Act, noun: str) -> bool:
        u = self._draft.utterance
        words = {u.tokens[i].norm for i in range(act.first, act.last)}
        del noun
        return act.verb == "search" or bool(
            words & {"all", "list", "history", "previous", "past"} and act.verb == "get"
        )

    def _read(self, flow: Flow, act: Act, key: str) -> None:
        draft = self._draft
        urls = [t for t in act.literals if t.kind is Kind.URL]
        if key == "rssFeedRead" and len(urls) > 1:
            from nodepilot.composer.build.feeds import merged_feeds

            merged_feeds(draft, flow, act, urls)
        elif key in {"googleDrive", "dropbox", "microsoftOneDrive", "box", "awsS3"} and self._wants_content(
            act
        ):
            read_step(draft, flow, replace_verb(act, "search"), key)
            files.download(draft, flow)
        elif key in {"ftp", "nextCloud", "azureStorage", "googleCloudStorage"} and self._wants_content(act):
            read_step(draft, flow, replace_verb(act, "download"), key, many=False)
        else:
            many = not (
                act.verb == "search" and flow.data is not None and not flow.data.empty
            ) and not self._single(act)
            if read_step(draft, flow, act, key, many=many) is None:
                return
        if seen_meant(draft, act) and flow.data is not None and flow.data.many:
            transforms.drop_seen(draft, flow, draft.utterance.span(act.first, act.last))
        found = transforms.limit_of(draft, act.first, act.last)
        if found is not None:
            transforms.limit(draft, flow, *found)

    def _single(self, act: Act) -> bool:
        return bool(act.nouns and act.nouns[0] in {"weather", "summary"}) and "every" not in {
            q for a in act.arguments for q in a.quantifiers
        }

    def _wants_content(self, act: Act) -> bool:
        return (
            bool(
                set(act.nouns)
                & {"file", "pdf", "csv", "image", "document", "excel", "video", "audio", "zip", "xml", "json"}
                or any(t.kind is Kind.FILE for t in act.literals)
            )
            and act.verb != "delete"
        )

    def _list_verbs(self, act: Act) -> list[str]:
        """What happens to the list: the act's own verb, and what stands in it besides ("newest first")."""
        u = self._draft.utterance
        found = [act.verb] if act.verb in _LISTS else []
        for index in range(act.first, act.last):
            if (
                u.tokens[index].norm in {"newest", "oldest"}
                and index + 1 < len(u.tokens)
                and u.has(index + 1, "words", "first")
                and "sort" not in found
            ):
                found.append("sort")
            if u.has(index, "verbs", "dedupe") > 1 and "dedupe" not in found and act.verb != "dedupe":
                found.insert(0, "dedupe")
        return found

    def _transform(self, flow: Flow, act: Act, verb: str) -> None:
        draft = self._draft
        span = draft.utterance.span(act.first, act.last)
        match verb:
            case "dedupe":
                transforms.dedupe(draft, flow, act)
            case "sort":
                transforms.sort_items(draft, flow, act)
            case "limit":
                found = transforms.limit_of(draft, act.first, act.last)
                if found is not None:
                    transforms.limit(draft, flow, *found)
            case "unzip":
                files.unzip(draft, flow, span=span)
            case "zip":
                files.zip_up(draft, flow, act)
            case "aggregate":
                transforms.digest(draft, flow, span)
            case "count" | "sum" | "average":
                self._numbers(flow, act, verb)
            case _:
                pass

    def _numbers(self, flow: Flow, act: Act, verb: str) -> None:
        draft = self._draft
        u = draft.utterance
        span = u.span(act.first, act.last)
        for index in range(act.first, act.last - 1):
            if u.tokens[index].norm in {"per", "by", "pro", "por", "par"}:
                words = u.tokens[index + 1].text
                transforms.count_by(draft, flow, words, role_of_words(words, u.languages), span)
                return
        argument = act.argument("object")
        words = u.words(argument.first, argument.last) if argument is not None else "amount"
        transforms.total_of(
            draft,
            flow,
            "amount" if verb != "count" else words,
            "amount" if verb != "count" else None,
            span,
            how=verb,
        )

    def _each_address(self, flow: Flow) -> bool:
        return flow.data is not None and not flow.data.empty

    def _http(self, flow: Flow, act: Act, *, checked: bool) -> None:
        urls = [t for t in act.literals if t.kind is Kind.URL]
        if len(urls) > 1:
            special.several_addresses(self._draft, flow, act, urls)
            return
        http.call(self._draft, flow, act, checked=checked)

    def _is_ai(self, act: Act) -> bool:
        if act.verb in {"let", "go", "send", "add", "copy"} and not act.ai:
            return False
        if act.verb == "translate":
            return act.target is None and (
                act.source is None or act.source.key not in {"deepL", "googleTranslate"}
            )
        if act.verb == "extract" and not act.ai:
            return False
        if (
            act.verb == "extract"
            and act.helper is None
            and not self._named_ai(act)
            and self._plain_extract(act)
        ):
            return False
        if act.verb == "analyze" and act.target is not None and not self._named_ai(act):
            return False
        if act.verb == "" and act.helper is not None and act.target is None:
            return act.lead == "arrow"
        if act.wrapped == "let" and self._named_ai(act) and act.verb != "chat":
            return True
        if act.verb in AI_ALWAYS - {"moderate"}:
            return True
        if act.verb == "compose":
            return True
        if act.verb in {"chat", "moderate"}:
            return False
        return (
            act.ai
            and act.verb
            in {
                "get",
                "check",
                "create",
                "add",
                "reply",
                "convert",
                "enrich",
                "filter",
                "label",
                "sort",
                "format",
                "update",
                "send",
                "call",
                "let",
                "search",
                "upload",
                "validate",
                "compare",
                "watch",
                "run",
            }
            and self._named_ai(act)
        )

    def _named_ai(self, act: Act) -> bool:
        return self._roles.ai_between(act.first, act.last)

    def _plain_extract(self, act: Act) -> bool:
        """ "pull out the text": the file is read, nothing is thought about."""
        u = self._draft.utterance
        words = {u.tokens[i].norm for i in range(act.first, act.last)}
        return bool(
            words & {"text", "texto", "texte", "content", "contents", "rows", "data", "inhalt"}
        ) and not words & {"name", "vendor", "total", "date"}

    def _convert(self, flow: Flow, act: Act) -> None:
        """Files to data and back, pictures, formats."""
        draft = self._draft
        span = draft.utterance.span(act.first, act.last)
        kind = files.format_of(draft, act.first, act.last)
        if act.verb in {"resize", "crop", "rotate", "blur", "watermark"}:
            from nodepilot.composer.build.images import edit_image

            edit_image(draft, flow, act)
            return
        if (
            act.verb == "extract"
            and not self._is_ai(act)
            and (flow.binary is not None or files.download(draft, flow))
        ):
            files.extract_rows(
                draft,
                flow,
                kind
                if kind in {"csv", "pdf", "excel", "json", "html", "xml"}
                else self._kind_before(act) or "pdf",
                span=span,
            )
            return
        if act.verb == "convert":
            self._convert_format(flow, act, kind)
            return
        data = flow.data
        raw_xml = data is not None and "raw" in data.roles and data.noun == "xml"
        if raw_xml and act.target is not None:
            from nodepilot.composer.build.formats import parse_xml

            parse_xml(draft, flow, span)
        if (
            flow.binary is None
            and act.target is not None
            and data is not None
            and data.noun == "file"
            and self._wants_rows(flow, act)
        ):
            files.download(draft, flow)
        if flow.binary is not None and act.target is not None and self._wants_rows(flow, act):
            files.extract_rows(draft, flow, self._table_kind(flow, act), span=span)
        target_file = (
            act.target is not None
            and act.verb in {"add", "upload", "send", "copy", "create", "email", "post"}
            and act.argument("as") is not None
            and kind in {"csv", "excel", "json", "html", "text"}
        )
        if (
            act.target is None
            and act.verb in {"copy", "get", "download", "create", "add"}
            and act.argument("as", "to") is not None
            and kind in {"csv", "excel", "json", "html"}
            and data is not None
            and not data.empty
        ):
            target_file = True
        if target_file and flow.binary is None:
            files.convert_to_file(draft, flow, kind or "csv", act)

    def _kind_before(self, act: Act) -> str | None:
        return files.format_of(self._draft, 0, act.last)

    def _convert_format(self, flow: Flow, act: Act, kind: str | None) -> None:
        from nodepilot.composer.build.formats import convert

        convert(self._draft, flow, act, kind)

    def _wants_rows(self, flow: Flow, act: Act) -> bool:
        """Whether a table is the target, so that the file's rows are meant and not the file."""
        key = act.target.key if act.target is not None else ""
        tables = {
            "postgres",
            "mySql",
            "microsoftSql",
            "mongoDb",
            "supabase",
            "snowflake",
            "googleBigQuery",
            "googleSheets",
            "airtable",
            "microsoftExcel",
            "dataTable",
            "baserow",
            "nocoDb",
            "questDb",
            "crateDb",
            "elasticsearch",
            "hubspot",
            "pipedrive",
            "mailchimp",
            "salesforce",
            "shopify",
            "wooCommerce",
            "quickbooks",
            "xero",
            "notion",
        }
        nouns = set(act.nouns)
        if key not in tables:
            return False
        kind = self._table_kind(flow, act)
        return (kind is not None and not nouns & {"attachment"}) or bool(nouns & {"row", "csv", "excel"})

    def _table_kind(self, flow: Flow, act: Act) -> str | None:
        u = self._draft.utterance
        for kind in ("csv", "excel", "json", "xml"):
            if any(u.has(i, "nouns", kind) for i in range(min(act.last, len(u.tokens)))):
                return kind
        known = flow.data.roles.get("file_kind") if flow.data is not None else None
        if known is not None and known.path in {"csv", "excel", "json", "xml"}:
            return known.path
        named = next((t.norm.rpartition(".")[2] for t in u.tokens if t.kind is Kind.FILE), None)
        named = named or next(
            (t.norm.rpartition(".")[2] for t in u.tokens if t.kind is Kind.PATH and "." in t.norm), None
        )
        return {"csv": "csv", "xlsx": "excel", "xls": "excel", "json": "json"}.get(named or "")

    def _target(self, flow: Flow, act: Act) -> str | None:
        draft = self._draft
        hit = act.target
        if hit is not None and hit.key == "rssFeedRead":
            return None
        if (
            hit is not None
            and act.verb in {"get", "search", "check", "download", "watch"}
            and act.source is None
            and not self._loads(act)
        ):
            self._read(flow, act, resolve_service(draft, hit))
            return None
        if hit is not None:
            key = resolve_service(draft, hit)
            if act.verb == "reply" and hit.is_generic:
                return reply_service(draft, flow) or key
            return key
        if act.verb == "email" or (
            act.verb in {"send", "forward", "notify"} and any(t.kind is Kind.EMAIL for t in act.literals)
        ):
            return self._mail(flow, act)
        if act.verb == "tweet":
            return "twitter"
        if act.verb == "text":
            draft.assume(
                "I used Twilio for the text message.", span=draft.utterance.span(act.first, act.last)
            )
            return "twilio"
        if act.verb in {"reply", "greet"} or (act.verb in {"send", "message"} and self._answers(flow, act)):
            by_mail = any(argument.role == "via" and "email" in argument.nouns for argument in act.arguments)
            return reply_service(draft, flow) or (self._mail(flow, act) if by_mail else None)
        if (
            act.verb in {"post", "send", "add"}
            and {"comment", "note"} & set(act.nouns)
            and (own := self._own(flow, act)) is not None
        ):
            return own
        if act.verb in {"publish", "post", "send"} and (planned := self._announced(act)) is not None:
            return planned
        if (
            act.verb in {"update", "label", "delete", "archive", "close", "complete", "assign", "move", "add"}
            and http.url_of(act) is None
        ):
            return self._own(flow, act)
        if act.verb in {"notify", "message"} and not act.ai:
            return self._mail(flow, act)
        return None

    def _announced(self, act: Act) -> str | None:
        """ "Write a LinkedIn post … and publish it": the service that was named as what is written."""
        objects = act.argument("object")
        if objects is not None and not objects.pronoun:
            return None
        for earlier in self._written:
            for argument in earlier.arguments:
                for hit in argument.services:
                    if (
                        argument.role == "object"
                        and self._roles.is_app(hit)
                        and not hit.is_generic
                        and self._draft.services.get(hit.key).action_types
                    ):
                        return hit.key
        return None

    def _loads(self, act: Act) -> bool:
        return act.argument("to") is not None

    def _answers(self, flow: Flow, act: Act) -> bool:
        """A bot's message without an address goes back to where it came from."""
        first = flow.history[0] if flow.history else None
        return (
            first is not None and first.noun == "message" and act.target is None and http.url_of(act) is None
        )

    def _mail(self, flow: Flow, act: Act) -> str:
        draft = self._draft
        for output in flow.history:
            if output.service in {"gmail", "microsoftOutlook"}:
                return output.service
        named = next(
            (
                h.key
                for h in draft.utterance.services
                if not h.is_generic
                and "email" in draft.services.get(h.key).needs
                and draft.services.get(h.key).action_types
            ),
            None,
        )
        if named is not None:
            return named
        draft.assume("I used Gmail for the mail.", span=draft.utterance.span(act.first, act.last))
        return "gmail"

    def _own(self, flow: Flow, act: Act) -> str | None:
        """ "mark that row as posted", "write it back to the ticket": the service that the thing came from."""
        u = self._draft.utterance
        nouns = {s.concept for i in range(act.first, act.last) for s in u.concepts(i, "nouns")}
        latest_first = list(reversed(flow.history))
        candidates = sorted(latest_first, key=lambda o: (o.noun not in nouns, o.receipt))
        for output in candidates:
            if (
                not output.service
                or output.service not in self._draft.services
                or not self._draft.services.get(output.service).action_types
            ):
                continue
            if (
                act.verb == "add"
                and act.argument("as") is None
                and not nouns
                & {
                    output.noun,
                    "draft",
                    "label",
                    "checklist",
                    "comment",
                    "note",
                    "reply",
                    "ticket",
                    "row",
                    "record",
                    "contact",
                    "deal",
                    "issue",
                    "card",
                    "task",
                    "lead",
                    "page",
                    "sheet",
                }
            ):
                continue
            return output.service
        return None

    def _write(self, flow: Flow, act: Act, key: str) -> None:
        draft = self._draft
        self._counted(flow, act)
        list_of = list_meant(draft, flow, act)
        if list_of is not None:
            output, label, path = list_of
            tails = list(flow.tails)
            branch = flow.copy()
            transforms.split_list(draft, branch, output, label, path)
            write_step(draft, branch, act, key)
            flow.tails = tails
            return
        named = store_named(draft)
        if self._is_vector_store(key) or (named is not None and key == named.key):
            load_documents(draft, flow, key, span=draft.utterance.span(act.first, act.last))
            return
        if "translation" in draft.services.get(key).needs:
            if write_step(draft, flow, act, key) is not None:
                step = flow.tails[0][0]
                flow.give(Output(step, {"ai_text": Known("text"), "text": Known("text")}, noun="translation"))
            return
        before_message(draft, flow, act, key, is_message=act.verb in _MESSAGES)
        hint = self._hint(flow, act, key)
        if write_step(draft, flow, act, key, hint=hint) is None and draft.services.get(key).api:
            http.unknown_service(draft, flow, act, draft.services.get(key).name)

    def _hint(self, flow: Flow, act: Act, key: str) -> str:
        """`update` where a thing that came from the same service is written back."""
        u = self._draft.utterance
        back = any(
            u.has(i, "words", "back") or u.tokens[i].norm in {"back", "zuruck"}
            for i in range(act.first, act.last)
        )
        own = any(o.service == key for o in flow.history)
        if own and back and act.verb in {"add", "copy", "go", "update"}:
            return "update"
        if act.verb == "delete":
            self._list_before_delete(flow, act, key)
            return "delete"
        return ""

    def _list_before_delete(self, flow: Flow, act: Act, key: str) -> None:
        """What is to be deleted has to be found first, unless the trigger gave it."""
        if any(o.service == key and not o.empty for o in flow.history):
            return
        read_step(self._draft, flow, replace_verb(act, "get"), key)

    def _counted(self, flow: Flow, act: Act) -> None:
        """ "…a page with how many there are per priority": counted before it is written."""
        u = self._draft.utterance
        data = flow.data
        if data is None or not data.many:
            return
        words = [u.tokens[i].norm for i in range(act.first, act.last)]
        asks = any(w in {"many", "count", "number", "anzahl", "cuantos", "combien", "quantos"} for w in words)
        for index in range(act.first, act.last - 1):
            if u.tokens[index].norm in {"per", "pro", "por", "par"} and asks:
                name = u.tokens[index + 1].text
                transforms.count_by(
                    self._draft, flow, name, role_of_words(name, u.languages), u.span(index, index + 2)
                )
                transforms.digest(self._draft, flow)
                return
        if asks and act.verb in _MESSAGES:
            transforms.total_of(self._draft, flow, "id", "id", u.span(act.first, act.last), how="count")


def replace_verb(act: Act, verb: str) -> Act:
    """The same act with another verb."""
    return replace(act, verb=verb)


__all__ = ["Known", "Walker", "replace_verb"]
