"""Sorting by content: a classifier or a sentiment analysis, whose outputs are the branches."""

from __future__ import annotations

from nodepilot.composer.build.ai_matter import bring_text, is_seen
from nodepilot.composer.build.ai_media import describe_image
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.models import add_model_for
from nodepilot.composer.build.prompts import text_at_hand
from nodepilot.composer.reading.moods import mood_called
from nodepilot.composer.reading.story import Act, Fork
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.plan.model import Value

_LC = "@n8n/n8n-nodes-langchain."


def classifier(draft: Draft, flow: Flow, act: Act, fork: Fork, options: list[str]) -> list[tuple[str, int]]:
    """A classifier; its outputs in the order of the options, (label, index)."""
    bring_text(draft, flow, act)
    if is_seen(draft, flow, act):
        describe_image(draft, flow, act)
    labels = options or [case.guard.label for case in fork.cases]
    rest = [
        label
        for label in labels
        if label.lower()
        in {"other", "others", "else", "rest", "otro", "andere", "autre", "outro", "sonstiges"}
    ]
    main = [label for label in labels if label not in rest]
    left = None if rest else _left_to_the_rest(fork, main)
    if act.verb == "sentiment" or _is_sentiment(draft, act, main):
        return _sentiment(draft, flow, act, labels)
    categories = [{"category": label, "description": _described(draft, act, label)} for label in main]
    options_value: dict[str, Value] = (
        {"fallback": "other"}
        if rest or (left is None and any(case.guard.rest for case in fork.cases))
        else {}
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
        ("other", len(main) if left is None else left),
    ]


def _left_to_the_rest(fork: Fork, labels: list[str]) -> int | None:
    """The only category that no case is about, where one is about all else: “spam or not spam. Spam …, the rest …”."""
    told = {
        str(case.guard.condition.tests[0].right or case.guard.label).lower()
        for case in fork.cases
        if case.guard.condition is not None and case.guard.condition.tests
    }
    left = [number for number, label in enumerate(labels) if label.lower() not in told]
    rested = any(case.guard.rest for case in fork.cases)
    return left[0] if rested and len(left) == 1 and len(labels) > 1 else None


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
    told = {label.lower() for label in labels}
    if told and told <= {"positive", "negative", "neutral"}:
        # "… if negative": whatever the order was called.
        return True
    return bool(words & {"sentiment", "mood", "tone"} or {"positive", "negative"} <= words)


def _sentiment(draft: Draft, flow: Flow, act: Act, labels: list[str]) -> list[tuple[str, int]]:
    moods = {label: (mood_called(label) or label) for label in labels}
    names = [name[:1].upper() + name[1:] for name in dict.fromkeys(moods.values())]
    names = names or ["Positive", "Neutral", "Negative"]
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
    numbers = {name.lower(): number for number, name in enumerate(names)}
    told = [(label, numbers[mood.lower()]) for label, mood in moods.items()]
    return [*told, *numbers.items(), *((name, number) for number, name in enumerate(names))]
