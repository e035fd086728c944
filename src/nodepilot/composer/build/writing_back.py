"""What a model made of things in a table, a shop or a blog goes back to them where the request names no other place."""

from __future__ import annotations

from nodepilot.composer.build.apps import service_name, write_step
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.type_facts import operations_of_type
from nodepilot.sentences import say

_KEPT = frozenset(
    {
        "googleSheets",
        "airtable",
        "baserow",
        "nocoDb",
        "seaTable",
        "notion",
        "wordpress",
        "shopify",
        "wooCommerce",
        "webflow",
        "microsoftExcel",
    }
)
"""Services whose things have a text or a field that can be changed."""
_CHANGED = frozenset({"translate", "rewrite", "classify", "decide", "score"})
_WRITTEN = frozenset({"description", "text", "category", "title"})
_MAILS = frozenset({"gmail", "microsoftOutlook"})
_LABELLED = frozenset({"gmail"})


def write_back(draft: Draft, flow: Flow, acts: list[Act]) -> None:
    """“translate all rows of the sheet”: the translation goes into the row."""
    data = flow.data
    last = acts[-1] if acts else None
    if data is None or last is None or len(flow.history) < 2:
        return
    if last.target is not None and (last.ai or last.target.key != data.service):
        return
    if not last.ai:
        if not _kept_there(draft, flow, last):
            _edited_back(draft, flow, last)
        return
    if flow.tails != [(data.step, 0)] or not (data.noun == "extract" or "ai_text" in data.roles):
        return
    if keep_draft(draft, flow, acts):
        return
    if last.verb == "compose" and "reply" in last.nouns and flow.history[0].service in _MAILS:
        # "write a reply to each new mail"
        _go_back(draft, flow, Act("reply", last.last, last.last), flow.history[0].service, hint="")
        return
    source = next((each for each in reversed(flow.history[:-1]) if each.service in draft.services), None)
    verb = _change(draft, last, source)
    if source is None or verb is None or not draft.services.get(source.service).action_types:
        return
    changes = verb == "update" or source.service in _KEPT or _by_field(draft, source)
    _go_back(draft, flow, Act(verb, last.last, last.last), source.service, hint="update" if changes else "")


def keep_draft(draft: Draft, flow: Flow, acts: list[Act]) -> bool:
    """“draft a reply to it”: what a model wrote last is kept as a draft in the mailbox, in a branch as well."""
    data, last = flow.data, acts[-1] if acts else None
    if data is None or last is None or not last.ai or last.verb != "compose" or "ai_text" not in data.roles:
        return False
    if flow.tails != [(data.step, 0)] or not flow.history or not _drafts_reply(draft, flow, last):
        return False
    draft_of = Argument("object", last.verb_at, last.verb_at + 1, nouns=["draft"])
    service = flow.history[0].service
    write_step(draft, flow, Act("create", last.verb_at, last.verb_at + 1, [draft_of]), service)
    return True


def _kept_there(draft: Draft, flow: Flow, last: Act) -> bool:
    """“let GPT check the grammar of every row and save the corrected text”: in the row, where no other place is told."""
    data = flow.data
    made = data is not None and (data.noun == "extract" or "ai_text" in data.roles)
    if data is None or not made or last.verb not in {"add", "update"} or last.source is not None:
        return False
    source = next((each for each in reversed(flow.history[:-1]) if each.service in _KEPT), None)
    if source is None or last.target is not None or flow.tails != [(data.step, 0)]:
        return False
    _go_back(draft, flow, Act("update", last.last, last.last), source.service, hint="update")
    return True


def _by_field(draft: Draft, source: Output) -> bool:
    """Whether a label is a field of the thing there, and no operation of its own puts it on."""
    return not any(
        (fact.operation or "").lower().startswith(_LABELLING)
        for node_type in draft.services.get(source.service).action_types
        for fact in operations_of_type(draft.catalog, node_type)
    )


_LABELLING = ("addlabel", "addtag", "label", "tag", "attach")


def _edited_back(draft: Draft, flow: Flow, last: Act) -> None:
    """“convert the date column in my sheet to YYYY-MM-DD”: the rows themselves are meant."""
    data = flow.data
    if data is None or data.service not in _KEPT or flow.tails != [(data.step, 0)]:
        return
    step = draft.steps.get(data.step)
    if step is None or not step.node_type.endswith(".set") or not step.parameters.get("includeOtherFields"):
        return
    _go_back(draft, flow, Act("update", last.last, last.last), data.service, hint="update")


def _go_back(draft: Draft, flow: Flow, act: Act, service: str, hint: str) -> None:
    """Writes what is at hand to the service that it came from, and says that nobody asked for it."""
    draft.assume(
        say(
            "Nothing was said about where the result goes: it goes back to {service}.",
            service=service_name(draft, service),
        ),
        flow.data.step if flow.data is not None else None,
    )
    write_step(draft, flow, act, service, hint=hint)


def _drafts_reply(draft: Draft, flow: Flow, act: Act) -> bool:
    """“draft a reply to each new mail”, “write a reply draft for it”: it is kept as a draft."""
    said = draft.utterance.tokens[act.verb_at].norm if act.verb_at >= 0 else ""
    drafted = said.startswith("draft") or "draft" in act.nouns
    return drafted and "reply" in act.nouns and flow.history[0].service in _MAILS


def _change(draft: Draft, act: Act, source: Output | None) -> str | None:
    """The verb for what is done to the thing: `update`, `label`, or None."""
    if source is None:
        return None
    u = draft.utterance
    ordered = act.verb_at >= 0 and u.has(act.verb_at, "verbs", "label")
    if act.verb == "classify" and (ordered or (source.service in _LABELLED and "label" in act.nouns)):
        # "let AI label the issues as frontend or backend"
        return "label"
    if source.service not in _KEPT:
        return None
    thing = act.argument("object")
    written = thing is not None and any(u.has(i, "fields", *_WRITTEN) for i in range(thing.first, thing.last))
    return "update" if act.verb in _CHANGED or (act.verb == "compose" and written) else None
