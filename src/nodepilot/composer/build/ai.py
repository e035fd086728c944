"""Steps that a language model does: summarise, extract, classify, score, write, translate, draw, transcribe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import bring_file, download, extract_rows, format_of
from nodepilot.composer.build.messages import fields_named
from nodepilot.composer.build.models import add_model, named_provider
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import instruction, material
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.story import Act, Fork
from nodepilot.plan.model import Locator, OriginKind, Value

_LC = "@n8n/n8n-nodes-langchain."
_STRUCTURED = frozenset({"extract", "score", "decide", "classify"})
_NUMBERS = frozenset({"amount", "score", "quantity", "age", "temperature"})
_UNKNOWN_FIELDS = (("title", "string"), ("sender", "string"), ("date", "date"), ("amount", "number"), ("reference", "string"), ("summary", "string"))


def ai_step(draft: Draft, flow: Flow, act: Act) -> None:
    """The step or steps for an act of a language model."""
    nouns = set(act.nouns)
    if act.verb in {"compose", "create"} and nouns & {"image"} and not nouns & {"article", "text"}:
        _draw(draft, flow, act)
        return
    if act.verb == "transcribe":
        _transcribe(draft, flow, act)
        return
    _bring_text(draft, flow, act)
    if act.verb == "describe" and flow.binary is not None and nouns & {"image"}:
        _look(draft, flow, act)
        return
    outputs = _several(draft, act)
    if outputs:
        _several_outputs(draft, flow, act, outputs)
    elif act.verb in _STRUCTURED or act.verb in {"get", "analyze"} and _goes_to_rows(draft, act):
        _extract(draft, flow, act)
    else:
        _write(draft, flow, act)


def classifier(draft: Draft, flow: Flow, act: Act, fork: Fork, options: list[str]) -> list[tuple[str, int]]:
    """A classifier; its outputs in the order of the options, (label, index)."""
    _bring_text(draft, flow, act)
    labels = options or [case.guard.label for case in fork.cases]
    rest = [label for label in labels if label.lower() in {"other", "others", "else", "rest", "otro", "andere", "autre", "outro", "sonstiges"}]
    main = [label for label in labels if label not in rest]
    if act.verb == "sentiment" or _is_sentiment(draft, act, main):
        return _sentiment(draft, flow, act, labels)
    categories = [{"category": label, "description": f"The text is about {label}." if len(label.split()) < 3 else label} for label in main]
    options_value: dict[str, Value] = {"fallback": "other"} if rest or any(case.guard.rest for case in fork.cases) else {}
    key = draft.add(
        _LC + "textClassifier", {"inputText": material(draft, flow), "categories": {"categories": categories}, "options": options_value},
        name="Sort by content", key="classifier", span=draft.utterance.span(act.first, act.last),
    )
    add_model(draft, key, act.helper.key if act.helper is not None and not act.helper.is_generic else None)
    draft.hook(flow, key)
    if flow.data is not None:
        flow.history.append(flow.data)
    return [*((label, number) for number, label in enumerate(main)), *((label, len(main)) for label in rest), ("other", len(main))]


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
        _LC + "sentimentAnalysis", {"inputText": material(draft, flow), "options": {"categories": ", ".join(names)}}, name="Sentiment", key="sentiment",
        span=draft.utterance.span(act.first, act.last),
    )
    add_model(draft, key, act.helper.key if act.helper is not None and not act.helper.is_generic else None)
    draft.hook(flow, key)
    return [(name.lower(), number) for number, name in enumerate(names)] + [(name, number) for number, name in enumerate(names)]


def _bring_text(draft: Draft, flow: Flow, act: Act) -> None:
    """Text of a file, where the file is what shall be read."""
    data = flow.data
    if data is not None and "file_text" in data.roles:
        return
    u = draft.utterance
    kind = format_of(draft, 0, len(u.tokens))
    speaks_of_file = any(u.has(i, "nouns", "pdf", "cv", "file", "document", "transcript", "csv", "excel", "attachment") for i in range(len(u.tokens)))
    audio = any(u.has(i, "nouns", "audio", "voice") for i in range(len(u.tokens)))
    from_drive = any("file_id" in o.roles and o.service in {"googleDrive", "dropbox", "microsoftOneDrive", "box"} for o in flow.history)
    if flow.binary is None and (from_drive or (data is not None and data.service == "localFileTrigger")):
        download(draft, flow)
    if flow.binary is None or not (speaks_of_file or from_drive) or act.verb == "describe" or audio:
        return
    if any(u.has(i, "nouns", "image") for i in range(len(u.tokens))) and kind != "pdf":
        return
    if kind is None and data is not None and data.noun == "email" and not any(u.has(i, "nouns", "file", "document", "attachment") for i in range(len(u.tokens))):
        return
    before = flow.data
    if kind is None and any(u.has(i, "nouns", "transcript") for i in range(len(u.tokens))):
        kind = "text"
    extract_rows(draft, flow, kind if kind in {"csv", "excel", "text", "json", "html"} else "pdf")
    if before is not None and flow.data is not None and not flow.data.many:
        flow.data = replace(flow.data, fields={}, noun="document")
        flow.history[-1] = flow.data


def _several(draft: Draft, act: Act) -> list[tuple[str, str]]:
    """Two texts at once ("a summary plus action items"): (name, type)."""
    argument = act.argument("object")
    if argument is None or act.verb not in {"compose", "summarize", "extract", "create"}:
        return []
    concepts = [n for n in argument.nouns if n in {"summary", "task", "keyword", "question", "transcript", "reply", "post", "tweet"}]
    if len(concepts) < 2 or "task" not in concepts:
        return []
    names = {"summary": ("summary", "string"), "task": ("action_items", "array"), "keyword": ("keywords", "array"), "question": ("questions", "array")}
    return [("title", "string"), *(names.get(c, (c, "string")) for c in concepts)]


def _several_outputs(draft: Draft, flow: Flow, act: Act, outputs: list[tuple[str, str]]) -> None:
    example: dict[str, object] = {}
    for name, kind in outputs:
        example[name] = [{"title": "text", "description": "text", "owner": "text", "due_date": "2026-01-31"}] if kind == "array" else "text"
    key = _chain(draft, flow, act, name="Write with AI")
    _parser(draft, key, example)
    roles = {"ai_title": Known("output.title")}
    main = next((name for name, kind in outputs if kind == "string" and name != "title"), "title")
    roles["ai_text"] = Known(f"output.{main}")
    lists = {name.replace("_", " "): Known(f"output.{name}") for name, kind in outputs if kind == "array"}
    flow.give(Output(key, {**roles, **{f"list:{label}": known for label, known in lists.items()}}, noun=main, service=""))


def _parser(draft: Draft, root: str, example: Mapping[str, object]) -> None:
    import json

    step = draft.add(
        _LC + "outputParserStructured", {"schemaType": "fromJson", "jsonSchemaExample": json.dumps(example, indent=2)}, name="Structure", key="parser", kind=OriginKind.REQUIRED,
    )
    draft.link(step, root, kind="ai_outputParser")
    draft.set(root, "hasOutputParser", True)


def _goes_to_rows(draft: Draft, act: Act) -> bool:
    """Whether what the model reads goes into a table: then it has to come out as fields."""
    u = draft.utterance
    return any(u.has(i, "nouns", "row", "sheet", "table", "record", "field", "database") for i in range(act.last, len(u.tokens))) or act.verb == "get"


def _extract(draft: Draft, flow: Flow, act: Act) -> None:
    """Named values out of a text."""
    attributes = _attributes(draft, act)
    span = draft.utterance.span(act.first, act.last)
    if not attributes:
        attributes = [{"name": name, "type": kind, "description": f"The {name} in the text, empty if there is none"} for name, kind in _UNKNOWN_FIELDS]
        draft.assume("The request does not say which values to take out: I chose " + ", ".join(str(a["name"]) for a in attributes) + ".", span=span)
    text = material(draft, flow)
    prompt = instruction(draft, flow, act)
    parameters: dict[str, Value] = {"text": text, "attributes": {"attributes": attributes}, "options": {"systemPromptTemplate": _system(prompt)}}
    key = draft.add(_LC + "informationExtractor", parameters, name="Extract with AI", key="extract", span=span)
    add_model(draft, key, act.helper.key if act.helper is not None and not act.helper.is_generic else None)
    draft.hook(flow, key)
    fields = {_label(str(a["name"])): Known(f"output.{a['name']}") for a in attributes}
    roles: dict[str, Known] = {}
    first = str(attributes[0]["name"])
    if act.verb in {"score", "decide", "classify"}:
        roles["decision"] = Known(f"output.{first}")
    flow.give(Output(key, roles, fields, noun="extract"))


def _system(prompt: str) -> str:
    return f"{prompt} Take only what stands in the text; leave out what is not there."


def _label(name: str) -> str:
    return name.replace("_", " ")


def _attributes(draft: Draft, act: Act) -> list[dict[str, Value]]:
    u = draft.utterance
    if act.verb == "score":
        return [{"name": "score", "type": "number", "description": _score_range(draft, act)}, {"name": "reason", "type": "string", "description": "Why, in one or two sentences"}]
    argument = act.argument("object")
    if act.verb in {"decide", "classify"}:
        options = offered_options(u, act.first, act.last)
        name = "category"
        if argument is not None:
            role = next((s.concept for i in range(argument.first, argument.last) for s in u.concepts(i, "fields")), None)
            words = [u.tokens[i].norm for i in range(argument.first, argument.last) if not u.has(i, "words") and u.tokens[i].norm.isalpha()]
            name = role or (words[0] if words else "category")
        described = f"One of: {', '.join(options)}" if options else f"The {name}"
        return [{"name": re.sub(r"\W+", "_", name).strip("_") or "category", "type": "string", "description": described, "required": True}]
    if argument is None:
        return []
    found: list[dict[str, Value]] = []
    for words, role, _ in fields_named(u, argument.first, argument.last):
        if words.lower() in {"data", "details", "information", "info", "it", "text", "fields", "values", "them", "key data", "everything"} or u.has(argument.first, "words", "object_pronoun") and len(words.split()) < 2 and words.lower() in {"it", "them"}:
            continue
        if not re.sub(r"\W+", "", words):
            continue
        kind = "number" if role in _NUMBERS else "date" if role in {"date", "due_date"} or "date" in words.lower() else "string"
        found.append({"name": re.sub(r"\W+", "_", words.lower()).strip("_"), "type": kind, "description": f"The {words}"})
    return found


def _score_range(draft: Draft, act: Act) -> str:
    text = draft.utterance.text[slice(*draft.utterance.span(act.first, act.last))]
    match = re.search(r"(?:from|between|von|de|entre)?\s*(\d+)\s*(?:to|and|-|–|bis|a|à|y|e)\s*(\d+)", text)
    return f"A score from {match.group(1)} to {match.group(2)}" if match else "A score from 0 to 100"


def _write(draft: Draft, flow: Flow, act: Act) -> None:
    """A text: a summary, an article, a reply, a translation."""
    key = _chain(draft, flow, act, name={"summarize": "Summarize", "translate": "Translate", "reply": "Write the answer", "rewrite": "Rewrite"}.get(act.verb, "Write with AI"))
    noun = next((n for n in act.nouns if n in {"summary", "article", "post", "reply", "tweet", "email", "report", "draft", "message"}), None)
    noun = noun or {"summarize": "summary", "translate": "translation", "reply": "answer"}.get(act.verb, "text")
    subject = flow.data
    roles = {"ai_text": Known("text"), "text": Known("text")}
    flow.give(Output(key, roles, noun=noun))
    if act.verb in {"compose", "create"} and noun in {"article", "post"} and subject is not None:
        _titled(draft, flow, key)


def _titled(draft: Draft, flow: Flow, key: str) -> None:
    """An article needs a title beside its text."""
    _parser(draft, key, {"title": "text", "content": "text"})
    assert flow.data is not None  # noqa: S101
    flow.data = replace(flow.data, roles={"ai_title": Known("output.title"), "ai_text": Known("output.content"), "text": Known("output.content")})
    flow.history[-1] = flow.data


def _chain(draft: Draft, flow: Flow, act: Act, *, name: str) -> str:
    from nodepilot.composer.build.prompts import prompt

    key = draft.add(
        _LC + "chainLlm", {"promptType": "define", "text": prompt(draft, flow, act)}, name=name, key=act.verb or "ai", span=draft.utterance.span(act.first, act.last),
    )
    add_model(draft, key, act.helper.key if act.helper is not None and not act.helper.is_generic else None)
    draft.hook(flow, key)
    return key


def _draw(draft: Draft, flow: Flow, act: Act) -> None:
    """A picture."""
    wanted = named_provider(draft)
    node_type = _LC + ("googleGemini" if wanted == "googleGemini" else "openAi")
    from nodepilot.composer.build.prompts import picture_prompt

    key = draft.add(node_type, {"resource": "image", "operation": "generate", "prompt": picture_prompt(draft, flow, act), "options": {}}, name="Generate the image", key="image", span=draft.utterance.span(act.first, act.last))
    draft.hook(flow, key)
    flow.binary = (key, "data")
    before = flow.data
    flow.give(Output(key, {"made_file": Known("image.png")}, noun="image"))
    if before is None:
        return


def _transcribe(draft: Draft, flow: Flow, act: Act) -> None:
    """Speech to text."""
    if flow.binary is None:
        download(draft, flow)
    bring_file(draft, flow)
    name = flow.binary[1] if flow.binary is not None else "data"
    key = draft.add(
        _LC + "openAi", {"resource": "audio", "operation": "transcribe", "binaryPropertyName": name, "options": {}}, name="Transcribe", key="transcribe", span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(Output(key, {"ai_text": Known("text"), "text": Known("text"), "file_text": Known("text")}, noun="transcript"))
    flow.binary = None


def _look(draft: Draft, flow: Flow, act: Act) -> None:
    """A picture described."""
    bring_file(draft, flow)
    name = flow.binary[1] if flow.binary is not None else "data"
    key = draft.add(
        _LC + "openAi",
        {"resource": "image", "operation": "analyze", "modelId": Locator("id", "gpt-4o-mini"), "inputType": "base64", "binaryPropertyName": name, "text": instruction(draft, flow, act)},
        name="Look at the image", key="look", span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(Output(key, {"ai_text": Known("content"), "text": Known("content")}, noun="description"))
