"""What a language model is told: the instruction in the request's own words, and the material."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.reading.plain.verbs import base_of, participle_of
from nodepilot.composer.reading.role_words import MODEL_TASKS
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Ref, Text, Value

TEXT_ROLES = ("file_text", "ai_text", "text", "html", "description")
HEADS = (
    ("subject", "Subject"),
    ("author", "From"),
    ("title", "Title"),
    ("url", "Link"),
    ("status", "Status"),
    ("amount", "Amount"),
)


def material(flow: Flow) -> Value:
    """The text to work on: head lines and the body of what is at hand."""
    data = flow.data
    if data is None or data.empty:
        return ""
    for role in ("file_text",):
        if role in data.roles:
            return data.value(data.roles[role])
    if "ai_text" in data.roles:
        return data.value(data.roles["ai_text"])
    parts: list[str | Ref | Code] = []
    if data.fields:
        for label, known in data.fields.items():
            parts += ["\n" if parts else "", f"{label}: ", data.value(known)]
        return Text(tuple(parts))
    seen: set[str] = set()
    for role, label in HEADS:
        head = data.roles.get(role)
        if head is not None and head.path not in seen:
            seen.add(head.path)
            parts += ["\n" if parts else "", f"{label}: ", data.value(head)]
    body = next(
        (data.roles[r] for r in TEXT_ROLES if r in data.roles and data.roles[r] != data.roles.get("title")),
        None,
    )
    if body is not None:
        parts += ["\n\n" if parts else "", data.value(body)]
    if not parts:
        return _whole(data)
    return Text(tuple(parts)) if len(parts) > 2 or body is None else data.value(body)


def text_at_hand(flow: Flow) -> Value:
    """The text to work on for a node that demands one: all of the item where nothing is known of it."""
    return material(flow) or Code("JSON.stringify($json)")


def _whole(data: Output) -> Value:
    if data.open and not data.many and not data.whole and data.style == "Title":
        return Code(f"Object.entries($('{data.step}').item.json).map(([k, v]) => k + ': ' + v).join('\\n')")
    prefix = f".{data.prefix}" if data.prefix else ""
    return Code(f"JSON.stringify($('{data.step}').item.json{prefix}, null, 2)")


def instruction(draft: Draft, flow: Flow, act: Act) -> str:
    """The order in the request's own words ("Score it from 0 to 100 against our job ad.")."""
    u = draft.utterance
    start = act.verb_at if act.verb_at >= 0 else act.first
    if act.verb == "reply" and act.passive | (act.wrapped == "be"):
        # "every review should be answered with a reply written by AI"
        answered = act.argument("subject")
        to = f" to {u.words(answered.first, answered.last).lower()}" if answered is not None else ""
        return f"Write a reply{to}."
    words: list[str] = []
    index = start
    while index < act.last:
        hit = u.service_at(index)
        if u.has(index, "words", "via", "with") and index + 1 < act.last and _is_model(draft, index + 1):
            index += 1
            while index < act.last and (_is_model(draft, index) or u.has(index, "words", "det")):
                index += 1
            continue
        if hit is not None and _is_model(draft, index):
            index += 1
            continue
        words.append(u.tokens[index].text)
        index += 1
    if u.language == "en":
        words = _as_order(words, act)
    text = _joined(words).strip(" ,.;:")
    del flow
    return f"{text[:1].upper()}{text[1:]}." if text else "Work on the following text."


def _as_order(words: list[str], act: Act) -> list[str]:
    """“writes the text” and “(they should be) summarized” as one tells a model to do it."""
    base = base_of(words[0]) if words else None
    if base is None or words[0].lower() == base:
        return words
    done = act.passive and participle_of(words[0]) is not None and act.argument("object") is None
    return [base, *(["it"] if done else []), *words[1:]]


def _is_model(draft: Draft, index: int) -> bool:
    hit = draft.utterance.service_at(index)
    if hit is None:
        return bool(draft.utterance.has(index, "words", "ai"))
    return (
        hit.key in MODEL_TASKS
        or hit.mention.need == "language_model"
        or (
            "ai_languageModel" in draft.services.get(hit.key).roles
            and not draft.services.get(hit.key).trigger_types
        )
    )


def _joined(words: list[str]) -> str:
    text = ""
    for word in words:
        text += (
            word
            if not text or word in {",", ".", ")", ":", ";", "?", "!", "'"} or text.endswith(("(", "'"))
            else f" {word}"
        )
    return text


def prompt(draft: Draft, flow: Flow, act: Act) -> Value:
    """Instruction and material as one prompt."""
    order = instruction(draft, flow, act)
    content = material(flow)
    if isinstance(content, str) and not content:
        return order
    parts: tuple[str | Ref | Code, ...] = content.parts if isinstance(content, Text) else (content,)  # type: ignore[assignment]
    return Text((f"{order}\nAnswer with the text alone, without any introduction.\n\n", *parts))


def picture_prompt(draft: Draft, flow: Flow, act: Act) -> Value:
    """What the picture shall show."""
    data = flow.data
    if data is not None and data.fields:
        wanted = next(
            (
                known
                for label, known in data.fields.items()
                if "prompt" in label.lower() or "image" in label.lower()
            ),
            None,
        )
        return data.value(wanted if wanted is not None else next(iter(data.fields.values())))
    if data is not None and not data.empty:
        return Text((f"{instruction(draft, flow, act)}\n\n", *_parts(material(flow))))
    return instruction(draft, flow, act)


def _parts(value: Value) -> tuple[str | Ref | Code, ...]:
    if isinstance(value, Text):
        return value.parts
    return (value,) if isinstance(value, str | Ref | Code) else (str(value),)
