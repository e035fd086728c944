"""Chats: an agent with its model, memory and tools behind a chat or a messenger."""

from __future__ import annotations

from collections.abc import Mapping

from nodepilot.composer.build.apps import service_name
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.models import add_memory, add_model
from nodepilot.composer.build.operations import choose_read, choose_write
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.required import complete
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import READS, WRITES
from nodepilot.composer.reading.story import Act, Start
from nodepilot.plan.model import Code, Locator, OriginKind, Ref, Value
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
_BASE = "n8n-nodes-base."
_SQL = frozenset(
    {
        "postgres",
        "mySql",
        "microsoftSql",
        "snowflake",
        "googleBigQuery",
        "oracleDatabase",
        "crateDb",
        "questDb",
        "timescaleDb",
    }
)
_LIVE = {
    "toolWikipedia": _LC + "toolWikipedia",
    "toolCalculator": _LC + "toolCalculator",
    "serpApi": _LC + "toolSerpApi",
    "toolWolframAlpha": _LC + "toolWolframAlpha",
    "searXng": _LC + "toolSearXng",
    "toolThink": _LC + "toolThink",
}
_MATHS = frozenset(
    {
        "calculations",
        "calculation",
        "calculate",
        "calculator",
        "math",
        "maths",
        "arithmetic",
        "compute",
        "rechnen",
        "calculos",
        "calculs",
        "numbers",
        "calcular",
        "calculadora",
        "calculatrice",
        "taschenrechner",
        "rechner",
    }
)
_WEB = frozenset({"internet", "web", "google"})
_LOOK_UP = "Use your tools to look things up before you answer, and say so when you find nothing."
_LONGEST_BRIEF = 600
"""Letters of the request that an agent is told."""


def add_agent(
    draft: Draft,
    flow: Flow,
    *,
    prompt: Value | None = None,
    system: str = "",
    memory: Value | None = None,
    remember: bool = True,
    span: tuple[int, int] | None = None,
    wanted: str | None = None,
) -> str:
    """An agent with model and memory; tools come after. `prompt` None: the chat's own input."""
    parameters: dict[str, Value] = {}
    if prompt is not None:
        parameters |= {"promptType": "define", "text": prompt}
    parameters["options"] = {"systemMessage": system} if system else {}
    key = draft.add(_LC + "agent", parameters, name="Agent", key="agent", span=span)
    add_model(draft, key, wanted)
    if remember:
        add_memory(draft, key, memory)
    draft.hook(flow, key)
    flow.give(Output(key, {"ai_text": Known("output"), "text": Known("output")}, noun="answer"))
    return key


def chat_agent(draft: Draft, flow: Flow, start: Start) -> str:
    """The agent behind n8n's chat: guardrails before it where asked for, tools as the request names them."""
    u = draft.utterance
    span = u.span(start.first, start.last)
    prompt: Value | None = None
    guarded = guardrails(draft, flow)
    if guarded is not None:
        first = flow.history[0]
        prompt = Ref(first.step, "chatInput")
    session: Value | None = Ref(flow.history[0].step, "sessionId") if guarded is not None else None
    return add_agent(draft, flow, prompt=prompt, memory=session, span=span)


def brief_agent(draft: Draft, agent: str, manner: str, first: int, last: int) -> None:
    """Tells the agent how to answer, and in the request's own words (these tokens) what it is for."""
    said = draft.utterance.words(first, last).strip(" ,.;:-")[:_LONGEST_BRIEF]
    able = any(link.target == agent and link.connection_type == "ai_tool" for link in draft.links)
    parts = [f"You were built for this request: “{said}”." if said else "", manner, _LOOK_UP if able else ""]
    draft.set(agent, "options", {"systemMessage": "\n".join(part for part in parts if part)})


def guardrails(draft: Draft, flow: Flow) -> str | None:
    """A check of the message before a model sees it, where the request speaks of guardrails."""
    u = draft.utterance
    if not any(hit.key == "guardrails" for hit in u.services) and not any(
        t.norm in {"guardrail", "guardrails"} for t in u.tokens
    ):
        return None
    words = {t.norm for t in u.tokens}
    checks: dict[str, Value] = {}
    if words & {"jailbreak", "jailbreaks", "injection", "injections"}:
        checks["jailbreak"] = {"value": {"threshold": 0.7}}
    if words & {"personal", "pii", "private"}:
        checks["pii"] = {"value": {"type": "all"}}
    if words & {"nsfw", "adult", "offensive", "profanity", "toxic"}:
        checks["nsfw"] = {"value": {"threshold": 0.7}}
    if words & {"secret", "secrets", "keys", "passwords"}:
        checks["secretKeys"] = {"value": {"permissiveness": "balanced"}}
    if words & {"urls", "links"}:
        checks["urls"] = {"value": {"allowedUrls": ""}}
    if not checks:
        checks["jailbreak"] = {"value": {"threshold": 0.7}}
    text = flow.data.find("text") if flow.data is not None else None
    span = next((u.span(h.first, h.last) for h in u.services if h.key == "guardrails"), None)
    key = draft.add(
        _LC + "guardrails",
        {
            "operation": "classify",
            "text": text if text is not None else Code("$json.chatInput"),
            "guardrails": checks,
        },
        name="Guardrails",
        key="guardrails",
        span=span,
    )
    if "jailbreak" in checks or "nsfw" in checks:
        add_model(draft, key)
    draft.hook(flow, key)
    blocked = draft.add(
        _BASE + "set",
        {
            "assignments": {
                "assignments": [
                    {"name": "output", "value": "Sorry, I can't answer that message.", "type": "string"}
                ]
            },
            "options": {},
        },
        name="Refuse",
        kind=OriginKind.ASSUMPTION,
    )
    draft.link(key, blocked, output=1)
    draft.assume(say("A message that the guardrails stop is answered with a short refusal."), blocked)
    return key


def speaks_of_own_tools(u: Utterance) -> bool:
    """Whether tools are meant that belong to no service: a calculator, the web, Wikipedia."""
    words = {token.norm for token in u.tokens}
    return bool(words & (_MATHS | _WEB | {"wikipedia"}))


def attach_tools(draft: Draft, agent: str, keys: list[str], acts: list[Act]) -> None:
    """The tools of an agent: services it may use, and n8n's own tools by what it shall do."""
    u = draft.utterance
    # "Google" in the name of a service says nothing about the web.
    words = {t.norm for index, t in enumerate(u.tokens) if u.service_at(index) is None or t.norm != "google"}
    if words & _MATHS:
        _plain_tool(draft, agent, "toolCalculator", "Calculator")
    if any(hit.key == "toolWikipedia" for hit in u.services):
        _plain_tool(draft, agent, "toolWikipedia", "Wikipedia")
    if (
        words & _WEB
        and words & {"search", "browse", "suchen", "buscar", "chercher", "searches", "look"}
        and "serpApi" not in keys
    ):
        _plain_tool(draft, agent, "serpApi", "Web search")
    for key in keys:
        if key in _LIVE:
            _plain_tool(draft, agent, key, service_name(draft, key))
        else:
            _app_tool(draft, agent, key, acts)


def _plain_tool(draft: Draft, agent: str, key: str, name: str) -> None:
    node_type = _LIVE[key]
    if any(step.node_type == node_type for step in draft.steps.values()):
        return
    span = next(
        (draft.utterance.span(h.first, h.last) for h in draft.utterance.services if h.key == key), None
    )
    step = draft.add(node_type, {}, name=name, key=key, span=span)
    draft.link(step, agent, kind="ai_tool")


def _app_tool(draft: Draft, agent: str, key: str, acts: list[Act]) -> None:
    service = draft.services.get(key)
    if not service.action_types:
        return
    if "ai_tool" in service.roles and (not service.tool_types or key == "mcpClient"):
        own = complete(
            draft.catalog.get(service.roles["ai_tool"][0]).latest,
            {},
            Filler(draft, Flow(), Act("get", 0, 0), key, service.roles["ai_tool"][0], ""),
        )
        step = draft.add(service.roles["ai_tool"][0], own, name=service.name, key=f"{key}_tool")
        draft.link(step, agent, kind="ai_tool")
        return
    node_type = service.action_types[0]
    if (
        not any(t == f"{node_type}Tool" for t in service.tool_types)
        and draft.catalog.find_entry(f"{node_type}Tool") is None
    ):
        return
    act = next((a for a in acts if any(h.key == key for g in a.arguments for h in g.services)), None)
    if act is None:
        act = _ability(draft.utterance, key)
    writes = act.verb in WRITES and (act.target is not None and act.target.key == key)
    _use(draft, agent, key, node_type, act, writes=writes)
    other = (
        None
        if key in _SQL
        else _other_use(draft.utterance, key, writes=writes) or _other_act(acts, key, writes)
    )
    if other is not None:
        _use(draft, agent, key, node_type, act.doing(other), writes=not writes)


def _ability(u: Utterance, key: str) -> Act:
    """“… that can create Jira tickets”: what the agent does there, by the nearest verb before the service."""
    hit = next((h for h in u.services if h.key == key), None)
    if hit is not None and u.has(hit.first - 1, "words", "from", "in", "about") and hit.first:
        # "answers questions from Confluence": it is read there.
        return Act("search", hit.first, hit.last)
    for place in range(hit.first - 1, max(-1, hit.first - 5), -1) if hit is not None else ():
        sense = u.concept(place, "verbs")
        if sense is not None and sense.concept in READS | WRITES and hit is not None:
            target = hit if sense.concept in WRITES else None
            last = min(hit.last + 2, len(u.tokens))
            objects = Argument("object", place + 1, hit.first)
            return Act(sense.concept, place, last, [objects], target=target, verb_at=place)
    return Act("get", 0, len(u.tokens))


def _other_use(u: Utterance, key: str, *, writes: bool) -> str | None:
    """“can read and create events”, “can look at my calendar and add events”: the verb of the second use."""
    wanted = READS if writes else WRITES
    for number, hit in enumerate(u.services):
        if hit.key != key:
            continue
        before = u.services[number - 1].last if number else 0
        after = len(u.tokens)
        if number + 1 < len(u.services):
            # "…, search Notion and create Jira tickets": behind the "and" another service is spoken of.
            after = u.services[number + 1].first
            joints = [
                i for i in range(hit.last, after) if u.has(i, "words", "and") or u.tokens[i].norm == ","
            ]
            after = joints[-1] if joints else after
        able = [i for i in range(before, hit.first) if u.has(i, "words", "modal", "that")]
        for place in range(able[-1] + 1 if able else hit.first, after):
            if u.tokens[place].norm in {".", ";", "!"}:
                break
            for sense in u.concepts(place, "verbs"):
                if sense.concept in wanted and not u.has(place, "nouns"):
                    return sense.concept
    return None


def _other_act(acts: list[Act], key: str, writes: bool) -> str | None:
    """“can check slots in Google Calendar and book appointments”: the second act there."""
    ends = [(act, act.source if writes else act.target) for act in acts]
    wanted = READS if writes else WRITES
    return next(
        (act.verb for act, end in ends if end is not None and end.key == key and act.verb in wanted), None
    )


def _use(draft: Draft, agent: str, key: str, node_type: str, act: Act, *, writes: bool) -> None:
    """One tool that reads from the service or writes to it."""
    service = draft.services.get(key)
    parameters: dict[str, Value]
    if key in _SQL:
        parameters = {
            "operation": "executeQuery",
            "query": _from_ai("sql", "One SQL query that only reads data", "string"),
        }
    elif key == "httpRequest" and (address := _address(draft.utterance)) is not None:
        parameters = {"url": address, "options": {}}
    else:
        chooser = choose_write if writes else choose_read
        match = chooser(draft.catalog, draft.utterance, node_type, act)
        parameters = dict(match.parameters) if match is not None else {}
        parameters = _by_ai(draft, node_type, parameters, act, key)
    if key not in _SQL and any(
        made.node_type == node_type
        and made.key.startswith(f"{key.lower()}_tool")
        and _does(draft, node_type, made.parameters) == _does(draft, node_type, parameters)
        for made in draft.steps.values()
    ):
        # "can it send emails?": what can do one thing only is one tool, whichever verb is read.
        return
    step = draft.add(
        node_type,
        parameters,
        name=f"{service.name}",
        key=f"{key}_tool",
        span=draft.utterance.span(act.first, act.last) if act.last else None,
    )
    draft.link(step, agent, kind="ai_tool")


def _does(draft: Draft, node_type: str, parameters: Mapping[str, Value]) -> list[Value | None]:
    """Resource and operation, n8n's defaults where they are left out."""
    version = draft.catalog.get(node_type).latest
    defaults = {prop.name: prop.default for prop in reversed(version.properties)}
    return [parameters.get(name, defaults.get(name)) for name in ("resource", "operation")]


def _address(u: Utterance) -> str | None:
    return next((t.text for t in u.tokens if t.kind is Kind.URL), None)


def _from_ai(name: str, description: str, kind: str = "string") -> str:
    return f"={{{{ $fromAI('{name}', '{description}', '{kind}') }}}}"


def _by_ai(
    draft: Draft, node_type: str, parameters: dict[str, Value], act: Act, key: str
) -> dict[str, Value]:
    """Required values that are texts are left to the agent, ids to the person."""
    version = draft.catalog.get(node_type).latest
    filler = Filler(draft, Flow(), act, key, node_type, "")
    made = complete(version, dict(parameters), filler)
    for name, value in list(made.items()):
        if name in parameters:
            continue
        prop = version.property(name)
        if (
            prop is not None
            and prop.type == "string"
            and isinstance(value, str)
            and not name.lower().endswith("id")
            and not (value and value in draft.utterance.text)
        ):
            made[name] = _from_ai(name, prop.display_name or name)
        elif (
            isinstance(value, Locator)
            and isinstance(value.value, str)
            and not value.value.startswith("YOUR_")
            and value.mode != "list"
        ):
            continue
        elif isinstance(value, dict) and "mappingMode" in value:
            made[name] = value
    if node_type.endswith("googleSheets"):
        made |= {"documentId": Locator("id", "YOUR_DOCUMENT"), "sheetName": Locator("name", "Sheet1")}
    if node_type.endswith(".notion") and parameters.get("operation") == "search":
        made["text"] = _from_ai("query", "What to look for")
    return made
