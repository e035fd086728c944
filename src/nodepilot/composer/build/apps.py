"""Steps at a service: reading from it, writing to it, or calling its HTTP API where n8n has no node."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

from nodepilot.catalog.ports import inputs
from nodepilot.composer.build.api_reads import read_by_api
from nodepilot.composer.build.direct_messages import goes_to_person
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.fitting import plain
from nodepilot.composer.build.made_text import put_made_text
from nodepilot.composer.build.mapped_rows import map_by_names
from nodepilot.composer.build.memories import add_memory
from nodepilot.composer.build.outputs import Known, output_of
from nodepilot.composer.build.people import tell_person
from nodepilot.composer.build.read_operations import choose_read
from nodepilot.composer.build.required import complete, fit_locators
from nodepilot.composer.build.said_details import set_said_details
from nodepilot.composer.build.said_options import set_said_options
from nodepilot.composer.build.said_values import set_said_values
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.build.switches import by_webhook, with_switches
from nodepilot.composer.build.told_things import tell_thing
from nodepilot.composer.build.write_operations import choose_write
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.knowledge.operations import OperationMatch
from nodepilot.plan.model import Origin, OriginKind, Value
from nodepilot.sentences import later, say

_WHAT = {
    "recipient": later("the address that the mail goes to"),
    "chat_id": later("the chat's id"),
    "document": later("the spreadsheet"),
    "base": later("the Airtable base"),
    "table": later("the table"),
    "notion_database": later("the Notion database"),
    "list_id": later("the list"),
    "board_id": later("the board"),
    "team_id": later("the team"),
    "channel_id": later("the channel"),
    "project_id": later("the project"),
    "recipient_phone": later("the phone number that the message goes to"),
    "sender_phone": later("your own number at the service"),
    "sender_email": later("the address that mails are sent from"),
    "feed_url": later("the feed's address"),
    "whatsapp_sender": later("your WhatsApp number at Meta"),
    "bucket": later("the bucket's name"),
    "watched_folder": later("the folder to watch"),
}


@cache
def recipes() -> dict[str, dict[str, Any]]:
    """Parameter templates by node type and operation."""
    return packaged_json("composer", "data/recipes.json")  # type: ignore[no-any-return]


@cache
def trigger_recipes() -> dict[str, dict[str, Any]]:
    """Parameter templates of triggers."""
    found: dict[str, dict[str, Any]] = packaged_json("composer", "data/trigger_recipes.json")
    return found


def recipe_for(node_type: str, match: OperationMatch | None) -> dict[str, Any]:
    """The template of an operation, else the node type's common one."""
    known = recipes().get(node_type, {})
    if match is None:
        return known.get("", known.get(".", known.get("*", {})))  # type: ignore[no-any-return]
    key = f"{match.resource or ''}.{match.operation or ''}"
    return known.get(key) or known.get("*", {})  # type: ignore[no-any-return]


_SENDING = frozenset({"send", "forward", "post", "copy"})
_FILES = frozenset({"file", "pdf", "document", "csv", "excel", "zip"})


def resolve_service(draft: Draft, hit: ServiceHit, *, role: str = "") -> str:
    """The service that is meant; for a mere need ("email") one that the request names anyway, else the usual one."""
    if not hit.is_generic:
        return hit.key
    named = {h.key for h in draft.utterance.services if not h.is_generic}
    if hit.mention.need == "database" and "notion" in named and _fits(draft, "notion", role):
        candidates = {each.service for each in hit.mention.candidates}
        if not named & candidates:
            # "create the page in another database": Notion calls its tables so.
            return "notion"
    sheet = "sheet" in hit.mention.text.lower() and "airtable" in named
    for candidate in hit.mention.candidates:
        if sheet and candidate.service == "airtable":
            # "a row in the sheet …, otherwise add it in Airtable": two places.
            continue
        if candidate.service in named and _fits(draft, candidate.service, role):
            return candidate.service
    for candidate in hit.mention.candidates:
        if _fits(draft, candidate.service, role):
            chosen = candidate.service
            draft.assume(
                say(
                    "I used {chosen} for “{text}”.",
                    chosen=draft.services.get(chosen).name,
                    text=hit.mention.text,
                ),
                span=(hit.mention.start, hit.mention.end),
            )
            return chosen
    return hit.key


def _fits(draft: Draft, key: str, role: str) -> bool:
    service = draft.services.get(key)
    return bool(service.trigger_types if role == "trigger" else service.action_types)


def service_name(draft: Draft, key: str) -> str:
    """What people call it."""
    return draft.services.get(key).name if key in draft.services else key


def read_step(draft: Draft, flow: Flow, act: Act, key: str, *, many: bool = True) -> str | None:
    """A step that reads; None when the service offers nothing to read."""
    service = draft.services.get(key)
    if many and (step := read_by_api(draft, flow, act, key)) is not None:
        return step
    for node_type in service.action_types:
        match = choose_read(draft.catalog, draft.utterance, node_type, act, many=many)
        if (
            match is None
            and recipes().get(node_type, {}).get("") is None
            and _has_operations(draft, node_type)
        ):
            continue
        step = _step(draft, flow, act, key, node_type, match)
        _say_if_another_thing(draft, act, key, match, step)
        _give_read(draft, flow, step, key, node_type, match, many=many)
        return step
    return None


def _say_if_another_thing(draft: Draft, act: Act, key: str, match: OperationMatch | None, step: str) -> None:
    """A node that cannot read what is asked for ("conversations") reads its usual thing, and that is said."""
    if match is None or match.resource is None or "thing" in match.reasons:
        return
    u = draft.utterance
    argument = act.argument("object")
    if argument is None:
        return
    asked = [
        index
        for index in range(argument.first, argument.last)
        if re.fullmatch(r"[a-z]{3,}s", u.tokens[index].norm)
        and u.service_at(index) is None
        and not u.has(index, "words")
        and not u.has(index, "time")
    ]
    if asked:
        word = u.tokens[asked[-1]].text
        name = service_name(draft, key)
        draft.assume(
            say(
                "n8n's node for {name} knows no “{word}”: I took {resource} instead. Choose another "
                "resource, or call the API with an HTTP Request.",
                name=name,
                word=word,
                resource=match.resource,
            ),
            step,
            u.span(asked[-1], asked[-1] + 1),
        )


def _has_operations(draft: Draft, node_type: str) -> bool:
    found = draft.catalog.find(node_type)
    return found is not None and bool(
        found.latest.properties_named("operation") or found.latest.properties_named("resource")
    )


def _give_read(
    draft: Draft, flow: Flow, step: str, key: str, node_type: str, match: OperationMatch | None, *, many: bool
) -> None:
    resource = match.resource if match is not None else None
    operation = match.operation if match is not None else None
    output = output_of(draft.catalog, step, node_type, resource, operation, service=key)
    if (operation and operation.lower() == "download") or node_type.endswith("httpRequest"):
        flow.binary = (step, "data")
        output = replace(output, binary="data")
    if key in _MAILBOXES and operation == "getAll" and _speaks_of_attachments(draft):
        draft.set(step, "options", {"downloadAttachments": True})
        flow.binary = (step, "attachment_0")
    flow.give(replace(output, many=output.many and many))


_MAILBOXES = frozenset({"gmail", "microsoftOutlook"})
_ATTACHED = frozenset(
    "attachment attachments anhang anhange anhangen adjunto adjuntos adjunta anexo anexos jointe jointes".split()
)


def _speaks_of_attachments(draft: Draft) -> bool:
    """“get the unread mails and save their attachments”: the files come along."""
    return any(token.norm in _ATTACHED for token in draft.utterance.tokens)


def write_step(draft: Draft, flow: Flow, act: Act, key: str, *, hint: str = "") -> str | None:
    """A step that writes to a service; an HTTP request where n8n has no node for it."""
    service = draft.services.get(key)
    if not service.action_types:
        return None
    if key == "facebookGraphApi":
        from nodepilot.composer.build.facebook import on_facebook

        if on_facebook(draft, flow, act):
            return flow.tails[0][0]
    from nodepilot.composer.build.voice_notes import speak_answer

    speak_answer(draft, flow, key)
    has_file = flow.binary is not None
    node_type = service.action_types[0]
    match = choose_write(
        draft.catalog,
        draft.utterance,
        node_type,
        act,
        has_file=has_file,
        noun=_sent_as(flow, act),
        hint=hint,
        at_hand=next((o.noun for o in reversed(flow.history) if o.service == key and not o.receipt), ""),
    )
    made, seen = flow.data, flow.copy()
    step = _step(draft, flow, act, key, node_type, match)
    set_said_options(draft, act, step)
    tell_person(draft, seen, act, step, match)
    tell_thing(draft, seen, act, step, key, match)
    set_said_details(draft, flow, act, step)
    put_made_text(draft, made, act, step)
    resource, operation = (match.resource, match.operation) if match is not None else (None, None)
    output = output_of(draft.catalog, step, node_type, resource, operation, service=key)
    flow.give(replace(output, many=False, receipt=True), is_subject=False)
    return step


def _sent_as(flow: Flow, act: Act) -> str:
    """“audio” where a model spoke the file at hand, “photo” where it is a picture, “document” where a file is what is sent."""
    data = flow.data
    if data is None:
        return ""
    if flow.binary == (data.step, "data") and data.noun in {"audio", "image"}:
        return "photo" if data.noun == "image" else "audio"
    kind = data.roles.get("file_kind") if data.noun == "file" else None
    if kind is not None and kind.path == "image" and flow.binary is not None:
        # What was downloaded is a picture by its ending.
        return "photo"
    objects = act.argument("object")
    if objects is None or act.verb not in _SENDING:
        return ""
    it = objects.pronoun and not objects.nouns and data.noun == "file"
    return "document" if it or _FILES & set(objects.nouns[:1]) else ""


def _step(draft: Draft, flow: Flow, act: Act, key: str, node_type: str, match: OperationMatch | None) -> str:
    version = draft.catalog.get(node_type).latest
    chosen: dict[str, Value] = dict(match.parameters) if match is not None else {}
    operation = f"{match.resource or ''}.{match.operation or ''}" if match is not None else ""
    filler = Filler(draft, flow, act, key, node_type, operation)
    if _needs_file(recipe_for(node_type, match)) and flow.binary is None:
        from nodepilot.composer.build.files import make_file

        make_file(draft, flow, act)
    whole = flow
    main: list[tuple[str, int]] | None = None
    if _needs_file(recipe_for(node_type, match)):
        from nodepilot.composer.build.files import bring_file

        main = list(flow.tails)
        bring_file(draft, flow)
        if flow.tails == main:
            main = None
        else:
            # The file lies upstream: this step is a side branch, and sees only what ran before it.
            flow = draft.upstream_of(flow)
    recipe = recipe_for(node_type, match)
    if node_type.endswith(".slack") and operation == "message.post" and goes_to_person(draft.utterance, act):
        recipe = recipes()[node_type]["message.post:user"]
    chosen = with_switches(version, chosen)
    parameters = {**chosen, **filler.fill(recipe)}
    parameters = map_by_names(draft, flow, act, key, match, parameters)
    if node_type.endswith(".discord"):
        parameters = by_webhook(parameters, filler)
    parameters = fit_locators(version, complete(version, parameters, filler))
    span = draft.utterance.span(act.first, act.last)
    step = draft.add(
        node_type,
        parameters,
        name=_name(draft, key, node_type, match),
        key=key,
        span=span,
        origins={path: origin for path, origin in filler.origins.items() if path in parameters},
    )
    for name in chosen:
        draft.steps[step] = replace(
            draft.steps[step], origins={**draft.steps[step].origins, name: Origin(OriginKind.REQUEST, span)}
        )
    for path, what in filler.open_values:
        draft.placeholder(step, path, what_is_missing(what))
    set_said_values(draft, act, step)
    draft.hook(flow, step)
    if main is not None:
        whole.tails = main
    if any(port.type == "ai_memory" and port.required for port in inputs(version, plain(parameters))):
        add_memory(draft, step)
    return step


def _needs_file(recipe: Any) -> bool:
    return "@binary" in json.dumps(recipe).replace("@binary_name", "")


def _name(draft: Draft, key: str, node_type: str, match: OperationMatch | None) -> str:
    """The name that n8n would give: "Send a message in Slack"."""
    service = service_name(draft, key)
    if match is None or match.operation is None:
        return service
    from nodepilot.knowledge.operation_facts import operations_of

    for fact in operations_of(draft.catalog.get(node_type).latest):
        if fact.parameters == match.parameters and fact.action:
            return (
                f"{fact.action[:1].upper()}{fact.action[1:]} in {service}"
                if service.lower() not in fact.action.lower()
                else fact.action
            )
    return service


def note_noun(flow: Flow, noun: str) -> None:
    """What the data is called from here on."""
    if flow.data is not None and noun:
        flow.data = replace(flow.data, noun=noun)


def text_role(flow: Flow, path: str) -> None:
    """Marks the data's text."""
    if flow.data is not None:
        flow.data = replace(flow.data, roles={**flow.data.roles, "text": Known(path)})


def what_is_missing(missing: str) -> str:
    """What a person has to fill in."""
    return say(_WHAT[missing]) if missing in _WHAT else missing.replace("_", " ")
