"""What a form shows in the end: “show the answer on the form's last page”, “otherwise show "wrong code"”."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.names import content_said
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value

_SHOWN = frozenset(
    {"form", "form's", "formular", "formulario", "formulaire", "page", "screen", "ending", "user", "end"}
)
_SHOWING = frozenset(
    "show shows display displays showing zeig zeige zeigt anzeigen muestra mostrar affiche afficher mostra exibe".split()
)
_PAGES = frozenset(
    "message page text error screen note notice hint nachricht seite meldung mensaje pagina mensagem aviso".split()
)
_THANKS = ("thank", "dank", "gracias", "merci", "obrigad")
_LONGEST_TITLE = 40


def end_form(draft: Draft, flow: Flow, act: Act) -> bool:
    """A last page with the text at hand; False where no form waits for one, or nothing was made."""
    if not _waits(draft) or flow.data is None:
        return False
    u = draft.utterance
    named = any(u.tokens[i].norm in _SHOWN for i in range(act.first, act.last))
    known = flow.data.roles.get("ai_text") or flow.data.roles.get("made")
    if not named or known is None or act.target is not None:
        return False
    _add_page(draft, flow, act, "Your answer", flow.data.value(known))
    return True


def show_page(draft: Draft, flow: Flow, act: Act) -> bool:
    """A last page with what the act says that is shown; False for any other act, and where no form waits for one."""
    u = draft.utterance
    if not _waits(draft) or act.target is not None or u.tokens[act.verb_at].norm not in _SHOWING:
        return False
    said = _said(u, act)
    if said is None:
        return False
    short = len(said) <= _LONGEST_TITLE
    _add_page(draft, flow, act, said if short else "Please note", "" if short else said)
    return True


def _waits(draft: Draft) -> bool:
    first = next(iter(draft.steps.values()), None)
    return first is not None and first.node_type.endswith(".formTrigger")


def _said(u: Utterance, act: Act) -> str | None:
    """The words of the page: quoted ones, those behind "a message that …", "thank you"."""
    if (content := content_said(u, act.verb_at, act.last)) is not None:
        return content[0]
    words = range(act.verb_at + 1, act.last)
    page = next((i for i in words if u.tokens[i].norm in _PAGES), None)
    if any(u.tokens[i].norm.startswith(_THANKS) for i in words):
        return "Thank you!"
    if page is None:
        return None
    behind = (
        page + 1 + (u.tokens[page + 1].norm in {"that", "to", "saying", ":"} if page + 1 < act.last else 0)
    )
    said = u.words(behind, act.last) or u.words(act.verb_at + 1, act.last)
    return said[:1].upper() + said[1:]


def _add_page(draft: Draft, flow: Flow, act: Act, title: str, text: Value) -> None:
    key = draft.add(
        "n8n-nodes-base.form",
        {
            "operation": "completion",
            "respondWith": "text",
            "completionTitle": title,
            "completionMessage": text,
            "options": {},
        },
        name="Show the answer" if title == "Your answer" else "Show a page",
        key="form_end",
        span=draft.utterance.span(act.first, act.last),
    )
    draft.hook(flow, key)
