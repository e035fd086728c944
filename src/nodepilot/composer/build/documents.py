"""Google documents: n8n makes an empty one, so that its text is a step of its own."""

from __future__ import annotations

from nodepilot.composer.build.apps import write_step
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind, Ref

_TYPE = "n8n-nodes-base.googleDocs"


def write_document(draft: Draft, flow: Flow, act: Act, key: str) -> None:
    """Text at the end of a document that is named, else a new document with the text."""
    if _is_there(draft, act):
        write_step(draft, flow, act, key, hint="update")
        return
    data = flow.data
    created = write_step(draft, flow, act, key)
    if created is None or data is None or data.empty:
        return
    if draft.steps[created].parameters.get("operation", "create") != "create":
        return
    filler = Filler(draft, flow, act, key, _TYPE, "document.update")
    text = filler.slot("body", "text", optional=True)
    step = draft.add(
        _TYPE,
        {
            "operation": "update",
            "documentURL": Ref(created, "id"),
            "actionsUi": {"actionFields": [{"action": "insert", "text": text}]},  # type: ignore[dict-item]
        },
        name="Write the text",
        key="text",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, step)


def _is_there(draft: Draft, act: Act) -> bool:
    """“Append it to my doc 'Log'”: the document exists already."""
    u = draft.utterance
    if any(token.kind is Kind.URL for token in act.literals):
        return True
    spoken = range(act.first, min(act.last, len(u.tokens)))
    # "in my Drive": where it lies, not which one it is.
    words = {
        u.tokens[i].norm for i in spoken if (hit := u.service_at(i + 1)) is None or hit.key != "googleDrive"
    }
    if words & {"new", "neues", "neuen", "nuevo", "nouveau", "novo"}:
        return False
    return bool(words & {"append", "my", "existing", "mein", "meinem", "mi", "mon", "meu"})
