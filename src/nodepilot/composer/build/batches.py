"""Batches: many items, some at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.build import files, http, pauses, transforms
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.rag import store_named
from nodepilot.composer.build.store_places import chunks_said
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act, Item
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Origin, OriginKind, Value

_TABLES = frozenset({"csv", "excel", "json"})
_FURTHEST = 4
_BASE = "n8n-nodes-base."


def batch_size(draft: Draft, item: Item) -> int | None:
    """The size in "in batches of 50", "50 at a time"."""
    if not isinstance(item, Act):
        return None
    u = draft.utterance
    if chunks_said(u) and store_named(draft) is not None:
        # "in chunks of 800": pieces of a text for a vector store.
        return None
    for index in range(item.first, item.last):
        if u.has(index, "nouns", "batch") or u.tokens[index].norm in {"groups", "chunks", "lotes", "lots"}:
            for place in range(max(item.first, index - 3), min(index + 4, item.last)):
                if u.tokens[place].kind is Kind.NUMBER and u.tokens[place].norm.isdigit():
                    return int(u.tokens[place].norm)
        if (
            u.tokens[index].kind is Kind.NUMBER
            and u.tokens[index].norm.isdigit()
            and _AT_A_TIME.match(u.words(index + 1, min(index + 5, item.last)))
        ):
            return int(u.tokens[index].norm)
    return None


_AT_A_TIME = Pattern(r"(?:[a-z]+ )?(?:at a time|at once)\b", re.IGNORECASE)


def waits_in_loop(draft: Draft, items: Sequence[Item], index: int) -> bool:
    """“for each contact in the sheet call …, pause 3 seconds, then …”: one by one, or all would wait together."""
    act = items[index]
    if not isinstance(act, Act) or act.source is None or act.target is not None:
        return False
    if act.verb != "loop" and not any("every" in argument.quantifiers for argument in act.arguments):
        return False
    behind = items[index + 1 : index + _FURTHEST]
    later = [i for i in behind if isinstance(i, Act) and not pauses.is_for_end(draft.utterance, i)]
    return any(item.verb == "wait" for item in later) and not any(
        pauses.is_between(draft.utterance, item) for item in later if item.verb == "wait"
    )


def in_batches(
    draft: Draft, flow: Flow, items: Sequence[Item], index: int, size: int, do: Callable[..., None]
) -> int:
    """The act and what follows it, in a loop over batches; the index behind what was taken."""
    act = items[index]
    assert isinstance(act, Act)  # noqa: S101
    if act.verb == "" and act.source is None:
        # "process the rows of my sheet 25 at a time": where they are.
        act = replace(act, source=act.target, target=None)
    reads = (act.source is not None and act.target is None) or (
        act.verb == "split" and flow.binary is not None
    )
    carried = act.source is not None and act.target is not None and act.verb in {"copy", "move", "add"}
    if (act.source is not None and act.target is None) or carried:
        # "move rows from the sheet to Airtable, 10 at a time": all are read before they go in batches.
        do(flow, replace(act, verb="get", target=None))
    if flow.binary is not None and (kind := files.format_of(draft, 0, act.last)) in _TABLES:
        files.extract_rows(draft, flow, kind)
    before = flow.data
    loop = draft.add(
        _BASE + "splitInBatches",
        {"batchSize": size, "options": {}} if size > 1 else {"options": {}},
        name="Loop over batches" if size > 1 else "One by one",
        key="loop",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, loop)
    body = flow.copy()
    body.tails = [(loop, 1)]
    if http.url_of(act) is not None and act.target is None and size == 1:
        http.call(draft, body, replace(act, source=None))
    elif http.url_of(act) is not None and act.target is None:
        _send_batch(draft, body, replace(act, source=None))
    elif not reads:
        do(body, act)
    taken = index + 1
    while taken < len(items) and isinstance(items[taken], Act):
        following = items[taken]
        assert isinstance(following, Act)  # noqa: S101
        if size == 1 and http.url_of(following) is not None and following.target is None:
            http.call(draft, body, following)
            taken += 1
            continue
        if http.url_of(following) is not None and following.target is None and following.source is None:
            _send_batch(draft, body, following)
            taken += 1
            continue
        if following.verb == "wait" and not pauses.is_for_end(draft.utterance, following):
            transforms.wait(draft, body, following)
            taken += 1
            continue
        if following.target is not None or following.verb in {"add", "update", "wait"}:
            do(body, following if size == 1 else _matching(following))
            taken += 1
            continue
        break
    pause, draft.pause = _said_between(draft, act) or draft.pause, None
    if pause is not None:
        key = draft.add(
            _BASE + "wait",
            {"amount": pause[0], "unit": pause[1]},
            name=f"Wait {pause[0]} {pause[1]}",
            key="wait",
        )
        draft.hook(body, key)
    for source, output in body.tails:
        draft.link(source, loop, output=output)
    flow.tails = [(loop, 0)]
    flow.data = before
    return taken


_BETWEEN = re.compile(
    r"\b(\d+|an?|one)[ -]?(second|minute|sec|min|s)s?\b"
    r"(?:[^,;.]*?\bbetween\b| (?:of (?:waiting|pause|delay|rest)|pause|break|delay)\b)",
    re.IGNORECASE,
)


def _said_between(draft: Draft, act: Act) -> tuple[int, str] | None:
    """“100 per batch with 3 seconds between batches”: how long it waits behind each."""
    start, end = draft.utterance.span(act.first, act.last)
    found = _BETWEEN.search(draft.utterance.text, start, end) if act.verb != "wait" else None
    if found is None:
        return None
    amount = int(found.group(1)) if found.group(1).isdigit() else 1
    return amount, "minutes" if found.group(2).lower().startswith("m") else "seconds"


def _matching(act: Act) -> Act:
    """Results that are written back update the row that they belong to."""
    return replace(act, verb="upsert") if act.verb in {"add", "update"} else act


def _send_batch(draft: Draft, flow: Flow, act: Act) -> None:
    """One request for the whole batch."""
    token = http.url_of(act)
    assert token is not None  # noqa: S101
    gather = draft.add(
        _BASE + "aggregate",
        {"aggregate": "aggregateAllItemData", "destinationFieldName": "items", "options": {}},
        name="Gather the batch",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, gather)
    body: Value = Code("JSON.stringify({ items: $json.items })")
    key = draft.add(
        _BASE + "httpRequest",
        {
            "method": "POST",
            "url": token.text,
            "sendBody": True,
            "specifyBody": "json",
            "jsonBody": body,
            "options": {},
        },
        name="Send the batch",
        key="http",
        span=draft.utterance.span(act.first, act.last),
        origins={"url": Origin(OriginKind.REQUEST, (token.start, token.end))},
    )
    draft.hook(flow, key)
    old = flow.data
    flow.give(
        Output(key, {}, noun="result", many=True, open=True, style=old.style if old is not None else "snake")
    )
