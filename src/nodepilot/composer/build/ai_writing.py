"""Texts that a language model writes: a summary, an article with its title, several texts at once."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.ai_structure import add_parser, named_structure, parts_told
from nodepilot.composer.build.chat import add_agent
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.gathering import gather
from nodepilot.composer.build.models import add_model_for
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import prompt
from nodepilot.composer.build.tools import OWN_TOOLS, attach_tools
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value

_LC = "@n8n/n8n-nodes-langchain."
_SUMMARIZER = _LC + "chainSummarization"


def several_texts(act: Act) -> list[tuple[str, str]]:
    """Two texts at once ("a summary plus action items"): (name, type)."""
    argument = act.argument("object")
    if argument is None or act.verb not in {"compose", "summarize", "extract", "create"}:
        return []
    concepts = [
        n
        for n in argument.nouns
        if n in {"summary", "task", "keyword", "question", "transcript", "reply", "post", "tweet"}
    ]
    if len(concepts) < 2 or "task" not in concepts:
        return []
    names = {
        "summary": ("summary", "string"),
        "task": ("action_items", "array"),
        "keyword": ("keywords", "array"),
        "question": ("questions", "array"),
    }
    return [("title", "string"), *(names.get(c, (c, "string")) for c in concepts)]


def write_several(draft: Draft, flow: Flow, act: Act, outputs: list[tuple[str, str]]) -> None:
    example: dict[str, object] = {}
    for name, kind in outputs:
        example[name] = (
            [{"title": "text", "description": "text", "owner": "text", "due_date": "2026-01-31"}]
            if kind == "array"
            else "text"
        )
    key = _chain(draft, flow, act, name="Write with AI")
    add_parser(draft, key, example)
    roles = {"ai_title": Known("output.title")}
    main = next((name for name, kind in outputs if kind == "string" and name != "title"), "title")
    roles["ai_text"] = Known(f"output.{main}")
    lists = {name.replace("_", " "): Known(f"output.{name}") for name, kind in outputs if kind == "array"}
    flow.give(
        Output(
            key,
            {**roles, **{f"list:{label}": known for label, known in lists.items()}},
            noun=main,
            service="",
        )
    )


def write_named(draft: Draft, flow: Flow, act: Act) -> None:
    """“a tweet and a LinkedIn post”: one answer with a value for each of them."""
    gather(draft, flow, act)
    names = {text.name: text.name.replace(" ", "_") for text in act.texts}
    key = _chain(draft, flow, act, name="Write with AI")
    add_parser(draft, key, dict.fromkeys(names.values(), "text"))
    fields = {name: Known(f"output.{path}") for name, path in names.items()}
    flow.give(Output(key, {}, fields, noun="extract"))


def text_handed_out(flow: Flow, act: Act) -> None:
    """Puts the one text at hand that the act is about."""
    for output in reversed(flow.history):
        if (known := output.fields.get(act.hands_out)) is not None:
            flow.data = replace(output, roles={"ai_text": known, "text": known}, fields={}, noun="post")
            return


_SEARCHED = frozenset("web internet online google googles googled".split())


def _by_agent(draft: Draft, flow: Flow, act: Act) -> bool:
    """“research the company with an AI agent (SerpAPI)”: a model that may use tools, once."""
    u = draft.utterance
    keys = [hit.key for hit in u.services if act.first <= hit.first < act.last and hit.key in OWN_TOOLS]
    if act.first < act.last <= len(u.tokens) and act.last < len(u.tokens) and u.tokens[act.last].norm == "(":
        keys += [hit.key for hit in u.services if hit.first == act.last + 1 and hit.key in OWN_TOOLS]
    named = act.verb == "research" and any(
        u.has(i, "nouns", "chatbot") or u.tokens[i].norm in _SEARCHED for i in range(act.first, act.last)
    )
    if not keys and not named:
        return False
    helper = act.helper
    agent = add_agent(
        draft,
        flow,
        prompt=prompt(draft, flow, act),
        remember=False,
        span=u.span(act.first, act.last),
        wanted=helper.key if helper is not None and not helper.is_generic else None,
    )
    attach_tools(draft, agent, list(dict.fromkeys(keys)) or ["serpApi"], [act])
    return True


def write_text(draft: Draft, flow: Flow, act: Act) -> None:
    """A text: a summary, an article, a reply, a translation."""
    gather(draft, flow, act)
    if _by_agent(draft, flow, act):
        return
    key = _chain(
        draft,
        flow,
        act,
        name={
            "summarize": "Summarize",
            "translate": "Translate",
            "reply": "Write the answer",
            "rewrite": "Rewrite",
        }.get(act.verb, "Write with AI"),
    )
    noun = next(
        (
            n
            for n in act.nouns
            if n in {"summary", "article", "post", "reply", "tweet", "email", "report", "draft", "message"}
        ),
        None,
    )
    noun = noun or {"summarize": "summary", "translate": "translation", "reply": "answer"}.get(
        act.verb, "text"
    )
    subject = flow.data
    if (values := named_structure(draft, key)) is not None:
        fields = {name.replace("_", " "): Known(path) for name, path in values.items()}
        flow.give(Output(key, {}, fields, noun="extract"))
        return
    path = "output.text" if draft.steps[key].node_type == _SUMMARIZER else "text"
    flow.give(Output(key, {"ai_text": Known(path), "text": Known(path)}, noun=noun))
    parts = parts_told(draft.utterance, act) if act.verb in {"compose", "create"} else []
    if parts or (act.verb in {"compose", "create"} and noun in {"article", "post"} and subject is not None):
        _titled(draft, flow, key, parts)


def _titled(draft: Draft, flow: Flow, key: str, parts: list[str]) -> None:
    """An article needs a title beside its text, and what else it shall have with it."""
    names = list(dict.fromkeys(["title", "content", *parts]))
    add_parser(draft, key, dict.fromkeys(names, "text"))
    assert flow.data is not None  # noqa: S101
    flow.data = replace(
        flow.data,
        fields={name.replace("_", " "): Known(f"output.{name}") for name in names} if parts else {},
        roles={
            "ai_title": Known("output.title"),
            "ai_text": Known("output.content"),
            "text": Known("output.content"),
        },
    )
    flow.history[-1] = flow.data


def _chain(draft: Draft, flow: Flow, act: Act, *, name: str) -> str:
    summarizer = act.verb == "summarize" and any(
        h.key == "chainSummarization" for h in draft.utterance.services
    )
    told: dict[str, Value] = {"promptType": "define", "text": prompt(draft, flow, act)}
    key = draft.add(
        _SUMMARIZER if summarizer else _LC + "chainLlm",
        {"options": {}} if summarizer else told,
        name=name,
        key=act.verb or "ai",
        span=draft.utterance.span(act.first, act.last),
    )
    add_model_for(draft, key, act)
    draft.hook(flow, key)
    return key
