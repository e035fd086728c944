"""Steps that a language model does: summarise, extract, classify, score, write, translate, draw, transcribe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.build.ai_extract import extract
from nodepilot.composer.build.ai_media import becomes_sound, describe_image, draw_image, speak, transcribe
from nodepilot.composer.build.chat import add_agent
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import download, extract_rows, format_of
from nodepilot.composer.build.gathering import gather
from nodepilot.composer.build.messenger_files import fetch_sent_file
from nodepilot.composer.build.models import add_model_for
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import prompt, text_at_hand
from nodepilot.composer.build.rag import answer_from_store
from nodepilot.composer.build.tools import OWN_TOOLS, attach_tools
from nodepilot.composer.reading.story import Act, Fork
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.plan.model import OriginKind, Value

_LC = "@n8n/n8n-nodes-langchain."
_STRUCTURED = frozenset({"extract", "score", "decide", "classify"})


def ai_step(draft: Draft, flow: Flow, act: Act) -> None:
    """The step or steps for an act of a language model."""
    if act.verb in {"compose", "create"} and _is_picture(act):
        draw_image(draft, flow, act)
        return
    if act.verb == "transcribe":
        transcribe(draft, flow, act)
        return
    if becomes_sound(draft, act):
        speak(draft, flow, act)
        return
    if answer_from_store(draft, flow, act):
        return
    bring_text(draft, flow, act)
    if _is_seen(draft, flow, act):
        describe_image(draft, flow, act)
        said = act.argument("object")
        read_out = act.verb == "extract" and said is not None and said.nouns == ["text"]
        to_rows = act.verb in {"get", "analyze"} and _goes_to_rows(draft, act)
        if read_out or not (act.verb in _STRUCTURED or to_rows):
            return
    outputs = _several(act)
    if outputs:
        _several_outputs(draft, flow, act, outputs)
    elif act.verb in _STRUCTURED or (act.verb in {"get", "analyze"} and _goes_to_rows(draft, act)):
        extract(draft, flow, act)
    else:
        _write(draft, flow, act)


_LOOKING = _STRUCTURED | {"describe", "get", "analyze", "check", "summarize", "search", "compose", "create"}


def _is_seen(draft: Draft, flow: Flow, act: Act) -> bool:
    """“extract … from the photos”, “Telegram photo -> describe it”: a picture is at hand that has to be looked at first."""
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    data = flow.data
    looked = any(step.parameters.get("operation") == "analyze" for step in draft.steps.values())
    if (
        act.verb not in _LOOKING
        or looked
        or (data is not None and {"file_text", "ai_text"} & set(data.roles))
    ):
        return False
    told = "image" in act.nouns or bool(words & {"ocr", "vision"})
    if act.verb in {"compose", "create", "summarize", "search"} and not told:
        return False
    if not told and not any(u.has(i, "nouns", "image") for i in range(act.first)):
        return False
    return fetch_sent_file(draft, flow)


def _is_picture(act: Act) -> bool:
    """“an image from the text of the form”: a picture is what is made, no text."""
    made = act.argument("object")
    nouns = set(made.nouns) if made is not None else set(act.nouns)
    return "image" in nouns and not nouns & {"article", "text", "post"}


def classifier(draft: Draft, flow: Flow, act: Act, fork: Fork, options: list[str]) -> list[tuple[str, int]]:
    """A classifier; its outputs in the order of the options, (label, index)."""
    bring_text(draft, flow, act)
    if _is_seen(draft, flow, act):
        describe_image(draft, flow, act)
    labels = options or [case.guard.label for case in fork.cases]
    rest = [
        label
        for label in labels
        if label.lower()
        in {"other", "others", "else", "rest", "otro", "andere", "autre", "outro", "sonstiges"}
    ]
    main = [label for label in labels if label not in rest]
    if act.verb == "sentiment" or _is_sentiment(draft, act, main):
        return _sentiment(draft, flow, act, labels)
    categories = [{"category": label, "description": _described(draft, act, label)} for label in main]
    options_value: dict[str, Value] = (
        {"fallback": "other"} if rest or any(case.guard.rest for case in fork.cases) else {}
    )
    key = draft.add(
        _LC + "textClassifier",
        {
            "inputText": text_at_hand(flow),
            "categories": {"categories": categories},
            "options": options_value,
        },
        name="Sort by content",
        key="classifier",
        span=draft.utterance.span(act.first, act.last),
    )
    add_model_for(draft, key, act)
    draft.hook(flow, key)
    if flow.data is not None:
        flow.history.append(flow.data)
    return [
        *((label, number) for number, label in enumerate(main)),
        *((label, len(main)) for label in rest),
        ("other", len(main)),
    ]


def _described(draft: Draft, act: Act, label: str) -> str:
    """What a category means: a language, an answer to the question that was asked, else a topic."""
    u = draft.utterance
    if role_of_value(label) == "language":
        return f"The text is written in {label}."
    asked = next((i for i in range(act.first, act.last) if u.has(i, "words", "if")), None)
    answer = next((a for a in ("yes", "no") if label.lower() == a), None)
    if asked is not None and answer is not None and asked + 1 < act.last:
        question = u.words(asked + 1, act.last)
        return f"This holds: {question}." if answer == "yes" else f"This does not hold: {question}."
    return f"The text is about {label}." if len(label.split()) < 3 else label


def _is_sentiment(draft: Draft, act: Act, labels: list[str]) -> bool:
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(act.first, act.last)} | {label.lower() for label in labels}
    return bool(words & {"sentiment", "mood", "tone"} or {"positive", "negative"} <= words)


def _sentiment(draft: Draft, flow: Flow, act: Act, labels: list[str]) -> list[tuple[str, int]]:
    names = [label[:1].upper() + label[1:] for label in labels] or ["Positive", "Neutral", "Negative"]
    for each in ("Positive", "Negative"):
        if each not in names:
            names.append(each)
    key = draft.add(
        _LC + "sentimentAnalysis",
        {"inputText": text_at_hand(flow), "options": {"categories": ", ".join(names)}},
        name="Sentiment",
        key="sentiment",
        span=draft.utterance.span(act.first, act.last),
    )
    add_model_for(draft, key, act)
    draft.hook(flow, key)
    return [(name.lower(), number) for number, name in enumerate(names)] + [
        (name, number) for number, name in enumerate(names)
    ]


def bring_text(draft: Draft, flow: Flow, act: Act) -> None:
    """Text of a file, where the file is what shall be read."""
    data = flow.data
    if data is not None and "file_text" in data.roles:
        return
    u = draft.utterance
    kind = format_of(draft, 0, len(u.tokens))
    speaks_of_file = any(
        u.has(i, "nouns", "pdf", "cv", "file", "document", "transcript", "csv", "excel", "attachment")
        for i in range(len(u.tokens))
    )
    audio = any(u.has(i, "nouns", "audio", "voice") for i in range(len(u.tokens)))
    from_drive = any(
        "file_id" in o.roles and o.service in {"googleDrive", "dropbox", "microsoftOneDrive", "box"}
        for o in flow.history
    )
    if flow.binary is None and (from_drive or (data is not None and data.service == "localFileTrigger")):
        download(draft, flow)
    if flow.binary is None or not (speaks_of_file or from_drive) or act.verb == "describe" or audio:
        return
    if any(u.has(i, "nouns", "image") for i in range(len(u.tokens))) and kind != "pdf":
        return
    if (
        kind is None
        and data is not None
        and data.noun == "email"
        and not any(u.has(i, "nouns", "file", "document", "attachment") for i in range(len(u.tokens)))
    ):
        return
    before = flow.data
    if kind is None and any(u.has(i, "nouns", "transcript") for i in range(len(u.tokens))):
        kind = "text"
    extract_rows(draft, flow, kind if kind in {"csv", "excel", "text", "json", "html"} else "pdf")
    if before is not None and flow.data is not None and not flow.data.many:
        flow.data = replace(flow.data, fields={}, noun="document")
        flow.history[-1] = flow.data


def _several(act: Act) -> list[tuple[str, str]]:
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


def _several_outputs(draft: Draft, flow: Flow, act: Act, outputs: list[tuple[str, str]]) -> None:
    example: dict[str, object] = {}
    for name, kind in outputs:
        example[name] = (
            [{"title": "text", "description": "text", "owner": "text", "due_date": "2026-01-31"}]
            if kind == "array"
            else "text"
        )
    key = _chain(draft, flow, act, name="Write with AI")
    _parser(draft, key, example)
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


def _parser(draft: Draft, root: str, example: Mapping[str, object]) -> None:
    import json

    step = draft.add(
        _LC + "outputParserStructured",
        {"schemaType": "fromJson", "jsonSchemaExample": json.dumps(example, indent=2)},
        name="Structure",
        key="parser",
        kind=OriginKind.REQUIRED,
    )
    draft.link(step, root, kind="ai_outputParser")
    draft.set(root, "hasOutputParser", True)


def _goes_to_rows(draft: Draft, act: Act) -> bool:
    """Whether what the model reads goes into a table: then it has to come out as fields."""
    u = draft.utterance
    return (
        any(
            u.has(i, "nouns", "row", "sheet", "table", "record", "field", "database")
            for i in range(act.last, len(u.tokens))
        )
        or act.verb == "get"
    )


def _by_agent(draft: Draft, flow: Flow, act: Act) -> bool:
    """“research the company with an AI agent (SerpAPI)”: a model that may use tools, once."""
    u = draft.utterance
    keys = [hit.key for hit in u.services if act.first <= hit.first < act.last and hit.key in OWN_TOOLS]
    if act.first < act.last <= len(u.tokens) and act.last < len(u.tokens) and u.tokens[act.last].norm == "(":
        keys += [hit.key for hit in u.services if hit.first == act.last + 1 and hit.key in OWN_TOOLS]
    named = act.verb == "research" and any(u.has(i, "nouns", "chatbot") for i in range(act.first, act.last))
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


def _write(draft: Draft, flow: Flow, act: Act) -> None:
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
    roles = {"ai_text": Known("text"), "text": Known("text")}
    flow.give(Output(key, roles, noun=noun))
    if act.verb in {"compose", "create"} and noun in {"article", "post"} and subject is not None:
        _titled(draft, flow, key)


def _titled(draft: Draft, flow: Flow, key: str) -> None:
    """An article needs a title beside its text."""
    _parser(draft, key, {"title": "text", "content": "text"})
    assert flow.data is not None  # noqa: S101
    flow.data = replace(
        flow.data,
        roles={
            "ai_title": Known("output.title"),
            "ai_text": Known("output.content"),
            "text": Known("output.content"),
        },
    )
    flow.history[-1] = flow.data


def _chain(draft: Draft, flow: Flow, act: Act, *, name: str) -> str:
    key = draft.add(
        _LC + "chainLlm",
        {"promptType": "define", "text": prompt(draft, flow, act)},
        name=name,
        key=act.verb or "ai",
        span=draft.utterance.span(act.first, act.last),
    )
    add_model_for(draft, key, act)
    draft.hook(flow, key)
    return key
