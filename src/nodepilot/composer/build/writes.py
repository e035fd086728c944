"""Writing to a service: row by row, one by one, or as one message."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build import files, http, ranking, totals, transforms
from nodepilot.composer.build.apps import read_step, write_step
from nodepilot.composer.build.archives import all_attachments
from nodepilot.composer.build.converting import rows_at_hand
from nodepilot.composer.build.documents import write_document
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.figures import figures_before_message
from nodepilot.composer.build.inner_lists import split_list
from nodepilot.composer.build.keyed_lookups import look_up_by_key
from nodepilot.composer.build.listing import before_message, list_meant
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.models import is_vector_store
from nodepilot.composer.build.narrowing import narrow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.person_lookups import find_person, finds_people, only_that_person
from nodepilot.composer.build.rag import load_documents, store_named
from nodepilot.composer.build.repositories import HOSTS
from nodepilot.composer.build.short_links import link_shortened
from nodepilot.composer.build.translators import TRANSLATED
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act

MESSAGES = frozenset(
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


def write(draft: Draft, flow: Flow, act: Act, key: str) -> None:
    figures_before_message(draft, flow, act)
    _counted(draft, flow, act)
    list_of = list_meant(draft, flow, act)
    if list_of is not None:
        output, label, path = list_of
        tails = list(flow.tails)
        branch = flow.copy()
        split_list(draft, branch, output, label, path)
        write_step(draft, branch, act, key)
        flow.tails = tails
        return
    named = store_named(draft)
    if is_vector_store(draft, key) or (named is not None and key == named.key):
        load_documents(draft, flow, key, span=draft.utterance.span(act.first, act.last))
        return
    service = draft.services.get(key)
    if "translation" in service.needs:
        if write_step(draft, flow, act, key) is not None:
            step = flow.tails[0][0]
            text = Known(TRANSLATED.get(draft.steps[step].node_type, "text"))
            flow.give(Output(step, {"ai_text": text, "text": text}, noun="translation"))
        return
    if flow.binary is None and _attaches(draft, flow, act):
        files.download(draft, flow)
    before_message(draft, flow, act, key, is_message=act.verb in MESSAGES)
    if service.api and not service.has_node:
        http.unknown_service(draft, flow, act, service.name, service.api)
        return
    if key == "googleDocs":
        write_document(draft, flow, act, key)
        return
    hint = _hint(draft, flow, act, key)
    if hint == "upload" and act.verb in {"copy", "move"}:
        # "move the attachment to the Dropbox folder mail": the file is put there, no folder is moved.
        act = act.doing("upload")
    if key in FILE_STORES:
        all_attachments(draft, flow)
    person = find_person(draft, flow, act, key, hint)
    written = write_step(draft, flow, act, key, hint=hint)
    if written is not None and person is not None:
        person.put_into(draft, written)
    if written is not None:
        link_shortened(draft, flow, written, key)


def _hint(draft: Draft, flow: Flow, act: Act, key: str) -> str:
    """`update` where a thing that came from the same service is written back."""
    u = draft.utterance
    back = any(
        u.has(i, "words", "back") or u.tokens[i].norm in {"back", "zuruck"}
        for i in range(act.first, act.last)
    )
    own = any(o.service == key for o in flow.history)
    if own and key == "zendesk" and act.verb in {"reply", "send"}:
        return "update"
    if own and ((back and act.verb in {"add", "copy", "go"}) or act.verb == "update"):
        return "update"
    if act.verb == "delete":
        return "delete"
    if own and act.verb == "move":
        return "move"
    kept = act.verb in {"add", "copy", "move", "upload"} and _is_content(act)
    sent = act.verb in {"", "go", "send", "forward", "post"} and flow.binary is not None and _is_content(act)
    if key == "slack" and sent and _hands_on_file(flow, act):
        return "upload"
    if key in FILE_STORES and (kept or sent):
        # "save it to the bucket web": the bucket is where it goes.
        return "upload"
    workflows = flow.data is not None and flow.data.noun == "workflow" and flow.data.whole
    if key in HOSTS and ((kept and _goes_to_repository(act)) or (workflows and act.verb in _KEEPING)):
        return "upload"
    changes = own and (_belongs_to_own(flow, act, key) or _fills_row(draft, flow, act, key))
    return "update" if changes else ""


_KEEPING = frozenset({"add", "copy", "move", "upload", "create"})


def _hands_on_file(flow: Flow, act: Act) -> bool:
    """“make a CSV and send it to Slack”: the file itself, where no message about it is ordered."""
    said, data = act.argument("object"), flow.data
    meant = said is not None and (said.pronoun or bool(_FILES & set(said.nouns)))
    at_hand = data is None or data.noun in _FILES or (flow.binary is not None and flow.binary[0] == data.step)
    return meant and at_hand and said is not None and "message" not in said.nouns


_TOLD_OF = frozenset({"issue", "error", "ticket", "task", "bug", "comment", "message", "report"})


def _goes_to_repository(act: Act) -> bool:
    """“save it in a GitHub repo”: a file, where it is nothing that repositories keep a list of."""
    places = (a for a in act.arguments if a.role in {"to", "in"})
    said = act.argument("object")
    listed = said is not None and bool(_TOLD_OF & set(said.nouns))
    return any("repository" in place.nouns for place in places) and not listed


_CONTAINERS = frozenset({"folder", "bucket"})


def _is_content(act: Act) -> bool:
    """What is put somewhere, and no container that is made there."""
    said = act.argument("object")
    return said is None or not _CONTAINERS & set(said.nouns[:1])


def _belongs_to_own(flow: Flow, act: Act, key: str) -> bool:
    """“add the summary to the ticket as a note”: the ticket that came from there is changed, none is made."""
    into = act.argument("to", "in")
    objects = act.argument("object")
    if into is None and act.verb == "add" and _is_tag(act):
        return any(o.noun in _TAGGED and o.service == key and not o.receipt for o in flow.history)
    if act.verb not in {"add", "post", "update"} or into is None or objects is None:
        return False
    own = {o.noun for o in flow.history if o.service == key and not o.receipt}
    return bool(own & set(into.nouns)) and not own & set(objects.nouns)


_TABLES = frozenset({"googleSheets", "airtable", "microsoftExcel"})
_SAME = frozenset({"the", "that", "this", "same"})


def _fills_row(draft: Draft, flow: Flow, act: Act, key: str) -> bool:
    """“a lead is added to my sheet: research it and write the result in the sheet”: in the row that came from there."""
    into, said, data = act.argument("to", "in"), act.argument("object"), flow.data
    if key not in _TABLES or act.verb != "add" or into is None or said is None or data is None:
        return False
    made = "ai_text" in data.roles or data.noun == "extract"
    same = draft.utterance.tokens[into.first].norm in _SAME and act.argument("called") is None
    row = {"row", "record", "contact", "lead"} & set(said.nouns)
    return made and same and not row and flow.history[0].service == key


_TAGGED = frozenset({"ticket", "issue", "task", "conversation", "contact", "lead", "deal", "post", "product"})
"""What tags are a field of."""


def _is_tag(act: Act) -> bool:
    """“add the category as a tag”: to the thing at hand."""
    form = act.argument("as")
    return form is not None and form.nouns == ["label"]


_FILES = frozenset({"file", "csv", "pdf", "image", "excel", "json", "xml", "document"})
LISTED_FIRST = frozenset({"delete", "archive", "close", "complete"})


def is_listed_first(flow: Flow, act: Act) -> bool:
    """Whether what the act is done to has to be found: what is deleted, and all that a schedule changes."""
    if act.verb == "move":
        into = act.target is not None and act.target.key in FILE_STORES
        return into and bool(_FILES & set(act.nouns)) and flow.data is not None and flow.data.empty
    if act.verb == "update":
        everything = any({"all", "every"} & argument.quantifiers for argument in act.arguments)
        return everything and flow.data is not None and flow.data.empty
    return act.verb in LISTED_FIRST


def list_first(draft: Draft, flow: Flow, act: Act, key: str) -> None:
    """What is to be deleted or closed has to be found first, unless the trigger gave it."""
    if any(o.service == key and not o.empty for o in flow.history):
        return
    if flow.data is not None and not flow.data.empty and "email" in flow.data.roles:
        # A person is known by the address.
        return
    if finds_people(draft, flow, act, key):
        return
    meant = act.argument("object")
    if meant is not None and meant.pronoun and flow.data is not None and flow.data.noun == "request":
        # "delete it in MySQL": what came in tells which.
        return
    reading = replace(act, verb="get", source=act.target, target=None)
    goes_to = act.argument("to")
    if act.verb == "move" and goes_to is not None and goes_to.first - 1 > act.first:
        # Of the two places, the list is that of the first one.
        reading = replace(reading, last=goes_to.first - 1)
    known = flow.data
    if read_step(draft, flow, reading, key) is not None:
        # "delete the completed tasks in Todoist": those, and no others.
        narrow(draft, flow, reading)
        look_up_by_key(draft, flow, act.doing("search"), known)
        only_that_person(draft, flow, act, known)


def _attaches(draft: Draft, flow: Flow, act: Act) -> bool:
    """“send it as an attachment”: the file that the data only names goes along."""
    u = draft.utterance
    if any(u.has(i, "nouns", "link") for i in range(act.first, min(act.last, len(u.tokens)))):
        # "with a link to it": where the file is, not the file.
        return False
    said = any(
        u.tokens[i].norm.startswith("attach") or u.has(i, "nouns", "file", "pdf", "image")
        for i in range(act.first, min(act.last, len(u.tokens)))
    )
    data = flow.data
    objects = act.argument("object")
    meant = objects is not None and objects.pronoun and data is not None and data.noun in {"file", "image"}
    attached = said or (meant and act.verb in _HANDING_ON)
    return attached and data is not None and "file_text" not in data.roles and act.verb in MESSAGES


_HANDING_ON = frozenset({"send", "email", "forward"})
"""“email it to …”, of a file: the file itself, where “tell me” speaks of it."""


def fewer(draft: Draft, flow: Flow, act: Act) -> None:
    """“mail me the 5 best”, “send the top 10 as CSV”: only those of the list."""
    data = flow.data
    found = ranking.limit_of(draft, act.first, act.last)
    if found is None or data is None or not data.many or flow.binary is not None or act.source is not None:
        return
    if any(draft.steps[step].node_type.endswith(".limit") for step, _ in flow.tails):
        return
    ranking.limit(draft, flow, *found)


def _counted(draft: Draft, flow: Flow, act: Act) -> None:
    """“…a page with how many there are per priority”: counted before it is written."""
    u = draft.utterance
    data = flow.data
    if data is None or not data.many or draft.steps[data.step].node_type.endswith("summarize"):
        # "group by list and email me how many each has": they are counted already.
        return
    words = [u.tokens[i].norm for i in range(act.first, act.last)]
    asks = any(
        word in {"many", "count", "number", "anzahl", "cuantos", "combien", "quantos"}
        # "without a phone number": a field's name.
        and not any(u.has(i, "fields") > at - i for i in range(max(0, at - 2), at))
        for at, word in enumerate(words, act.first)
    )
    if asks:
        rows_at_hand(draft, flow, act)
    for index in range(act.first, act.last - 1):
        if u.tokens[index].norm in {"per", "pro", "por", "par"} and asks and u.service_at(index + 1) is None:
            name = u.tokens[index + 1].text
            totals.count_by(draft, flow, name, role_of_words(name, u.languages), u.span(index, index + 2))
            transforms.digest(draft, flow)
            return
    if asks and act.verb in MESSAGES:
        totals.total_of(draft, flow, "id", "id", u.span(act.first, act.last), how="count")
