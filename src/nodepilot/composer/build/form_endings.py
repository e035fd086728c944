"""What a form shows when all is done: “…, and show the answer on the form's last page”."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.reading.story import Act

_SHOWN = frozenset(
    {"form", "form's", "formular", "formulario", "formulaire", "page", "screen", "ending", "user", "end"}
)


def end_form(draft: Draft, flow: Flow, act: Act) -> bool:
    """A last page with the text at hand; False where no form waits for one, or nothing was made."""
    first = next(iter(draft.steps.values()), None)
    if first is None or not first.node_type.endswith(".formTrigger") or flow.data is None:
        return False
    u = draft.utterance
    named = any(u.tokens[i].norm in _SHOWN for i in range(act.first, act.last))
    known = flow.data.roles.get("ai_text") or flow.data.roles.get("made")
    if not named or known is None or act.target is not None:
        return False
    key = draft.add(
        "n8n-nodes-base.form",
        {
            "operation": "completion",
            "respondWith": "text",
            "completionTitle": "Your answer",
            "completionMessage": flow.data.value(known),
            "options": {},
        },
        name="Show the answer",
        key="form_end",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    return True
