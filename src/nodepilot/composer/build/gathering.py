"""A list as one text before a language model reads it: one report on twenty issues, not twenty reports."""

from __future__ import annotations

from nodepilot.composer.build import transforms
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.listing import means_each
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import HEADS, TEXT_ROLES
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind

_ABOUT_ALL = frozenset({"summary", "report", "digest", "overview", "newsletter", "recap", "briefing"})
_ONE_TEXT = frozenset(
    {
        "changelog",
        "briefing",
        "recap",
        "roundup",
        "digest",
        "newsletter",
        "notes",
        "plan",
        "overview",
        "report",
        "summary",
        "bulletin",
    }
)
_BETWEEN = "\\n\\n---\\n\\n"


def gather(draft: Draft, flow: Flow, act: Act) -> None:
    """Puts the list at hand into one item with one text, where the act writes about all of it."""
    data = flow.data
    if (
        data is None
        or not data.many
        or data.empty
        or data.whole
        or "ai_text" in data.roles
        or means_each(draft, flow, act)
    ):
        return
    said = act.argument("object")
    words = (
        {draft.utterance.tokens[i].norm for i in range(said.first, said.last)} if said is not None else set()
    )
    if act.verb != "summarize" and not _ABOUT_ALL & set(act.nouns) and not _ONE_TEXT & words:
        return
    key = draft.add(
        "n8n-nodes-base.aggregate",
        {"aggregate": "aggregateAllItemData", "options": {}},
        name="All in one",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, key)
    source = f"$json.data.map(i => {_text(data)}).join('{_BETWEEN}')"
    flow.give(Output(key, {"text": Known(source, is_code=True)}, noun=data.noun, service=data.service))


def _text(data: Output) -> str:
    """One item as lines, as JavaScript over `i`."""
    lines: list[str] = []
    seen: set[str] = set()
    for role, label in HEADS:
        known = data.roles.get(role)
        if known is not None and known.path not in seen:
            seen.add(known.path)
            lines.append(f"`{label}: ${{{transforms.of_item(known)} ?? ''}}`")
    body = next(
        (data.roles[r] for r in TEXT_ROLES if r in data.roles and data.roles[r].path not in seen), None
    )
    if body is not None:
        lines.append(f"({transforms.of_item(body)} ?? '')")
    if not lines:
        return "JSON.stringify(i)"
    return f"[{', '.join(lines)}].join('\\n')"
