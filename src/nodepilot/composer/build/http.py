"""HTTP requests: calling an address, sending data to it, checking whether it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import field_said
from nodepilot.composer.build.http_bodies import body_of, json_of, query_said
from nodepilot.composer.build.http_details import call_details, filled_address, of_each, pages
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.polling import wait_until
from nodepilot.composer.build.transforms import digest
from nodepilot.composer.language.inflection import noun_forms
from nodepilot.composer.language.rates import Rate
from nodepilot.composer.language.tokens import METHODS, Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Origin, OriginKind, Ref, Text, Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_SENDING = frozenset(
    {
        "send",
        "post",
        "forward",
        "copy",
        "upload",
        "add",
        "create",
        "go",
        "notify",
        "index",
        "update",
        "greet",
        "publish",
        "run",
        "refund",
        "route",
    }
)
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
FILES = frozenset({"pdf", "csv", "excel", "zip", "image", "ics", "file"})
"""What comes as a file."""
_ONE_CALL = Pattern(
    r"\b(?:in|as|with) (?:one|a single) (?:request|call|post|array|list|json|body|batch|go)\b|\ball at once\b|\bin one go\b"
    r"|\bas an array\b|\bin einem (?:aufruf|request|rutsch)\b|\ben una sola (?:petición|llamada)\b|\ben une seule requête\b",
    re.IGNORECASE,
)
_FILE_ENDING = re.compile(r"\.(csv|pdf|ics|xlsx?|json|xml|zip|gz|txt|png|jpe?g|html?)(?:$|\?)", re.IGNORECASE)


def url_of(act: Act) -> Token | None:
    """The address in an act."""
    return next((t for t in act.literals if t.kind is Kind.URL), None)


def said_of(u: Utterance, act: Act) -> str:
    """The words of the act."""
    start, end = u.span(act.first, act.last)
    return u.text[start:end]


def is_sent_to(act: Act) -> bool:
    """“send the rows of the sheet to https://…”: the address is where they go."""
    to = act.argument("to")
    return act.verb in _SENDING and to is not None and any(t.kind is Kind.URL for t in to.literals)


def _is_told(act: Act) -> bool:
    """“calls our webhook https://…”, “to https://…”: something is told there, whatever the verb."""
    to = act.argument("to")
    placed = act.verb == "" and to is not None and any(t.kind is Kind.URL for t in to.literals)
    return placed or (act.verb == "call" and "webhook" in act.nouns)


def method_of(draft: Draft, act: Act, *, sends: bool) -> str:
    """The method that is written in capitals, else what the verb means."""
    u = draft.utterance
    for index in range(act.first, act.last):
        if u.tokens[index].text in _METHODS:
            return u.tokens[index].text
    if act.verb == "delete":
        return "DELETE"
    return "POST" if sends else "GET"


def opens_page(flow: Flow, act: Act) -> bool:
    """“I enter a URL in a form, fetch the page and …”: the page behind the address that came in."""
    if act.verb not in {"get", "extract"} or act.ai or act.source is not None or act.target is not None:
        return False
    wanted = [noun for role in ("object", "from", "in") if (a := act.argument(role)) for noun in a.nouns]
    came = flow.data is not None and not flow.data.empty and _link_in(flow) is not None
    return came and bool({"site", "link", "page"} & set(wanted))


def checks_listed(draft: Draft, flow: Flow, act: Act) -> bool:
    """“check each URL in my Google Sheet”: the addresses that the rows have are called."""
    said, u = act.argument("object"), draft.utterance
    if act.verb not in {"check", "test", "validate"} or said is None or act.condition is not None or act.ai:
        return False
    listed = flow.data is not None and flow.data.many and flow.data.open
    addresses = any(
        u.has(i, "nouns", "link", "site") or u.has(i, "fields", "url") for i in range(said.first, said.last)
    )
    return listed and addresses and url_of(act) is None and act.target is None


def _link_in(flow: Flow, named: str | None = None) -> Ref | Code | None:
    """The address in the data at hand: a field of its own (`named`: by that name), or all that somebody wrote to a bot."""
    data = flow.data
    if data is None:
        return None
    if named is not None and data.open:
        return data.value(Known(data.path_of(named)))
    return data.guess("url") or (data.find("text") if data.noun == "message" else None)


def call(draft: Draft, flow: Flow, act: Act, *, checked: bool = False) -> str:
    """An HTTP request to the address in the act, or to the one in each item."""
    u = draft.utterance
    token = url_of(act)
    origins: dict[str, Origin] = {}
    url: Value
    placeholder = ""
    if token is not None:
        url = token.text if token.text.lower().startswith("http") else f"https://{token.text}"
        origins["url"] = Origin(OriginKind.REQUEST, (token.start, token.end))
    else:
        found = (
            _link_in(flow, field_said(u, act.first, act.last))
            if flow.data is not None and not flow.data.empty
            else None
        )
        url = found if found is not None else "https://example.com"
        placeholder = "" if found is not None else "the address to call"
    if (
        act.verb in _SENDING
        and flow.data is not None
        and flow.data.many
        and _ONE_CALL.search(said_of(u, act))
    ):
        digest(draft, flow)
    asked = (source := act.argument("from")) is not None and token in source.literals
    sends = (
        (act.verb in _SENDING or _is_told(act))
        and not asked
        and flow.data is not None
        and not flow.data.empty
    )
    method = method_of(draft, act, sends=sends)
    parameters: dict[str, Value] = {"url": url, "options": {}}
    if method != "GET":
        parameters["method"] = method
    if method in {"POST", "PUT", "PATCH"}:
        parameters |= body_of(draft, flow, act)
    elif method == "GET" and not checked:
        parameters |= query_said(u, act)
    kind = _expects(token, act, u.text) if method == "GET" else "json"
    if checked:
        parameters["options"] = {
            "response": {"response": {"fullResponse": True, "neverError": True, "responseFormat": "text"}},
            "timeout": 10000,
        }
    elif kind in FILES:
        parameters["options"] = {"response": {"response": {"responseFormat": "file"}}}
    elif kind in {"xml", "html", "text"}:
        parameters["options"] = {"response": {"response": {"responseFormat": "text"}}}
    parameters |= call_details(u, act)
    if token is not None and (filled := filled_address(u, flow.data, token.text)) is not None:
        parameters["url"] = filled
    if token is not None and method == "GET" and not checked:
        parameters |= of_each(u, act, flow.data, token.text)
    if method == "GET" and (option := pages(u)) is not None and not checked:
        options = parameters["options"]
        parameters["options"] = {**(options if isinstance(options, dict) else {}), "pagination": option}
    if draft.rate is not None and flow.data is not None and not flow.data.empty:
        _keep_to(draft, parameters, draft.rate)
    key = draft.add(
        _BASE + "httpRequest",
        parameters,
        name=_name(method, token, act),
        key="http",
        span=u.span(act.first, act.last),
        origins=origins,
        on_error="continueRegularOutput" if checked else None,
    )
    if placeholder:
        draft.placeholder(key, "url", placeholder)
    if "YOUR_" in str(parameters.get("headerParameters", "")):
        draft.placeholder(key, "headerParameters", say("the value of the header"))
    draft.hook(flow, key)
    _give(flow, key, kind, checked=checked)
    if draft.poll is not None and token is not None and token.text == draft.poll.url:
        wait_until(draft, flow, key, draft.poll)
        draft.poll = None
    return key


def _keep_to(draft: Draft, parameters: dict[str, Value], rate: Rate) -> None:
    """So many calls at once, and the next ones when they may be made."""
    options = parameters["options"]
    batch = {"batchSize": rate.count, "batchInterval": rate.seconds * 1000}
    parameters["options"] = {**(options if isinstance(options, dict) else {}), "batching": {"batch": batch}}
    draft.rate = None


def _give(flow: Flow, key: str, kind: str, *, checked: bool) -> None:
    before = flow.data
    if checked:
        subject = Output(
            key, {"http_status": Known("statusCode")}, {"status code": Known("statusCode")}, noun="answer"
        )
        flow.history.append(subject)
        if before is None or before.empty:
            flow.data = subject
    elif kind in FILES:
        flow.binary = (key, "data")
        flow.give(Output(key, {"file_kind": Known(kind)}, noun="file"))
    elif kind in {"xml", "html", "text"}:
        flow.give(Output(key, {"text": Known("data"), "raw": Known("data")}, noun=kind))
    else:
        flow.give(Output(key, {}, noun="response", open=True))


def orders_call(u: Utterance, act: Act) -> bool:
    """“create a shipment via POST https://…”: the address makes it, nothing is written."""
    return url_of(act) is not None and any(u.tokens[i].text in METHODS for i in range(act.first, act.last))


def _expects(token: Token | None, act: Act, text: str) -> str:
    """What kind of answer the address gives, by its ending or by the words around it."""
    del text
    nouns = {noun for a in act.arguments if a.role not in {"with", "for"} for noun in a.nouns}
    for noun in ("zip", "pdf", "csv", "excel", "ics", "xml", "image"):
        if noun in nouns:
            return noun
    match = _FILE_ENDING.search(token.text) if token is not None else None
    if match is not None:
        ending = match.group(1).lower()
        return {
            "xlsx": "excel",
            "xls": "excel",
            "gz": "zip",
            "png": "image",
            "jpg": "image",
            "jpeg": "image",
            "htm": "html",
            "txt": "text",
        }.get(ending, ending)
    if token is None and act.verb == "download":
        # "a recording is ready, download it"
        return "file"
    return "html" if "html" in nouns or act.verb == "scrape" else "json"


def _name(method: str, token: Token | None, act: Act) -> str:
    if token is None:
        return "Call each address" if act.verb in {"call", "check"} else "HTTP Request"
    host = re.sub(r"^https?://(?:www\.)?", "", token.text).split("/")[0]
    return f"{'Call' if method == 'GET' else 'Send to'} {host}"


def unknown_service(draft: Draft, flow: Flow, act: Act, name: str, api: str = "") -> str:
    """An HTTP request for a service that n8n has no node for; `api` is the base address of its API, where that is known."""
    host = re.sub(r"[^a-z0-9]+", "", name.lower()) or "service"
    key = draft.add(
        _BASE + "httpRequest",
        {
            "method": "POST",
            "url": f"{api or f'https://api.{host}.example'}/{_collection(act)}",
            **(
                body_of(draft, flow, act)
                if api and act.verb not in _TELLING
                else _message_body(draft, flow, act)
            ),
            "options": {},
        },
        name=f"Send to {name}",
        key=host,
        span=draft.utterance.span(act.first, act.last),
    )
    draft.assume(
        say(
            "n8n has no node for “{name}”: an HTTP Request stands in; fill in the address and the "
            "credentials of its API.",
            name=name,
        ),
        key,
        draft.utterance.span(act.first, act.last),
    )
    draft.placeholder(key, "url", say("the address of {name}'s API", name=name))
    draft.hook(flow, key)
    flow.give(replace(flow.data, step=key) if flow.data is not None else Output(key), is_subject=False)
    return key


_TELLING = frozenset({"send", "message", "notify", "post", "reply", "forward", "let", "tweet", "text"})


def _collection(act: Act) -> str:
    """What an API calls the things that are made there: “subscribers”, “companies”."""
    made = act.argument("as") or act.argument("object")
    noun = made.nouns[0] if made is not None and made.nouns else "message"
    return noun_forms(noun.replace("_", "-"))[-1]


def _message_body(draft: Draft, flow: Flow, act: Act) -> Mapping[str, Value]:
    from nodepilot.composer.build.slots import Filler

    message = Filler(draft, flow, act, "httpRequest", _BASE + "httpRequest", "").slot("message", "jsonBody")
    text = message if isinstance(message, str | Text | Ref | Code) else ""
    return {"sendBody": True, "specifyBody": "json", "jsonBody": json_of(text)}


def unknown_source(draft: Draft, flow: Flow, name: str, span: tuple[int, int]) -> str:
    """An HTTP request that reads from a service that n8n cannot read from."""
    host = re.sub(r"[^a-z0-9]+", "", name.lower()) or "service"
    key = draft.add(
        _BASE + "httpRequest",
        {"url": f"https://api.{host}.example/", "options": {}},
        name=f"Read from {name}",
        key=host,
        span=span,
    )
    draft.assume(
        say(
            "n8n has no node that reads from {name}: an HTTP Request stands in; fill in the address "
            "and the credentials of its API.",
            name=name,
        ),
        key,
        span,
    )
    draft.placeholder(key, "url", say("the address of {name}'s API", name=name))
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun="item", many=True, open=True))
    return key
