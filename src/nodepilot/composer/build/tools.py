"""Tools of an agent: services that it may use, n8n's own tools, other workflows and MCP servers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.build.apps import recipe_for, service_name
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.read_operations import choose_read
from nodepilot.composer.build.required import complete
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.build.tool_uses import ability_in, further_changes, is_of, other_act, other_use
from nodepilot.composer.build.tool_values import from_ai, told_in_talk
from nodepilot.composer.build.workflow_tools import call_workflows
from nodepilot.composer.build.write_operations import choose_write
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import MESSAGING, READS, WRITES
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Locator, Value

_LC = "@n8n/n8n-nodes-langchain."
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
OWN_TOOLS = {
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
_SEARCHING = frozenset(
    "search searches searching browse browses suchen buscar chercher look looks research researches find finds google googles".split()
)
_LONGEST_SAID = 4
"""Words of a value that the request gives to a tool; more of them only tell what the agent is for."""
_WEB = frozenset({"internet", "web", "google"})


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
    if words & _WEB and words & _SEARCHING and "serpApi" not in keys:
        _plain_tool(draft, agent, "serpApi", "Web search")
    call_workflows(draft, agent)
    for key in keys:
        if key in OWN_TOOLS:
            _plain_tool(draft, agent, key, service_name(draft, key))
        else:
            _app_tool(draft, agent, key, acts)


def _plain_tool(draft: Draft, agent: str, key: str, name: str) -> None:
    node_type = OWN_TOOLS[key]
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
        if key == "mcpClient" and (address := mcp_address(draft.utterance)) is not None:
            own |= {"endpointUrl": address} | ({"serverTransport": "sse"} if _SSE in address else {})
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
        act = ability_in(draft.utterance, key)
    if act.verb in {"reply", "chat"} and act.target is not None and not service.needs & MESSAGING:
        # "answers questions about our Notion docs": they are looked up there.
        act = replace(act.doing("get"), source=act.target, target=None)
    if act.verb not in READS | WRITES:
        # "it can send emails via Gmail", "tools: Gmail for sending mails": the verb beside the name.
        act = ability_in(draft.utterance, key)
    writes = act.verb in WRITES and (act.target is not None and is_of(act.target, key))
    _use(draft, agent, key, node_type, act, writes=writes)
    other = (
        None
        if key in _SQL
        else other_use(draft.utterance, key, writes=writes) or other_act(acts, key, writes)
    )
    if other is not None:
        _use(draft, agent, key, node_type, act.doing(other), writes=not writes)
    done = act.verb if writes else other or ""
    for further in further_changes(draft.utterance, key, done) if done and key not in _SQL else ():
        _use(draft, agent, key, node_type, act.doing(further), writes=True)


_SSE = "/sse"


def mcp_address(u: Utterance) -> str | None:
    """The address behind the name of an MCP server."""
    hit = next((h for h in u.services if h.key == "mcpClient"), None)
    if hit is None:
        return None
    return next((t.text for t in u.tokens[hit.last :] if t.kind is Kind.URL), None)


def _use(draft: Draft, agent: str, key: str, node_type: str, act: Act, *, writes: bool) -> None:
    """One tool that reads from the service or writes to it."""
    service = draft.services.get(key)
    parameters: dict[str, Value]
    filler = Filler(draft, Flow(), act, key, node_type, "executeQuery")
    if key in _SQL:
        version = draft.catalog.get(node_type).latest
        query = "query" if version.property("query") is not None else "sqlQuery"
        asked = from_ai("sql", "One SQL query that only reads data", "string")
        parameters = complete(version, {"operation": "executeQuery", query: asked}, filler)
    elif key == "httpRequest" and (address := _address(draft.utterance)) is not None:
        parameters = {"url": address, "options": {}}
    else:
        chooser = choose_write if writes else choose_read
        match = chooser(draft.catalog, draft.utterance, node_type, act)
        parameters = dict(match.parameters) if match is not None else {}
        parameters = _by_ai(draft, node_type, parameters, act, key)
        told = told_in_talk(recipe_for(node_type, match)) if match is not None else {}
        parameters |= {name: value for name, value in told.items() if not parameters.get(name)}
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
    for path, what in filler.open_values:
        draft.placeholder(step, path, what)
    draft.link(step, agent, kind="ai_tool")


def _does(draft: Draft, node_type: str, parameters: Mapping[str, Value]) -> list[Value | None]:
    """Resource and operation, n8n's defaults where they are left out."""
    version = draft.catalog.get(node_type).latest
    defaults = {prop.name: prop.default for prop in reversed(version.properties)}
    return [parameters.get(name, defaults.get(name)) for name in ("resource", "operation")]


def _is_own_id(draft: Draft, node_type: str, parameters: Mapping[str, Value], name: str) -> bool:
    """Which issue is updated or deleted comes up in the talk; which team it is of does not."""
    resource, operation = _does(draft, node_type, parameters)
    changed = str(operation).startswith(("update", "delete")) or operation == "get"
    return changed and name.lower() in {"id", f"{resource}id".lower()}


def _address(u: Utterance) -> str | None:
    return next((t.text for t in u.tokens if t.kind is Kind.URL), None)


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
        own = _is_own_id(draft, node_type, parameters, name)
        if (
            prop is not None
            and prop.type == "string"
            and isinstance(value, str)
            and (own or not name.lower().endswith("id"))
            and not (value and len(value.split()) <= _LONGEST_SAID and value in draft.utterance.text)
        ):
            made[name] = from_ai(name, prop.display_name or name)
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
        made["text"] = from_ai("query", "What to look for")
    return made
