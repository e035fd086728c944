"""Facebook pages by the Graph API: posts are published, comments answered, hidden, liked and deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.files import bring_file
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.required import complete
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.reading.story import Act, Start
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.sentences import say

FACEBOOK = "facebookGraphApi"
_NODE_TYPE = "n8n-nodes-base.facebookGraphApi"
_PUBLISHING = frozenset(
    {"", "post", "publish", "send", "create", "add", "copy", "upload", "go", "forward", "message", "notify"}
)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of the Graph API on a thing: its method, the edge of the thing, and what goes along."""

    name: str
    edge: str = ""
    method: str = "POST"
    said: Mapping[str, str] = field(default_factory=dict)
    tells: bool = False


_ON_COMMENTS = {
    "hide": _Call("Hide the comment", said={"is_hidden": "true"}),
    "delete": _Call("Delete the comment", method="DELETE"),
    "react": _Call("Like the comment", "likes"),
    "reply": _Call("Answer the comment", "comments", tells=True),
}
_POST = _Call("Post on the page", "feed", tells=True)
_PHOTO = _Call("Post the picture on the page", "photos")


def on_facebook(draft: Draft, flow: Flow, act: Act) -> bool:
    """Does an act that writes to a page, or to a comment that came from one; False for any other."""
    target = act.target
    if target is not None and target.key != FACEBOOK:
        return False
    comment = _comment(flow)
    written = flow.data is not None and "ai_text" in flow.data.roles
    answers = act.verb == "reply" or (target is None and written and act.verb in _PUBLISHING)
    if act.ai and not (written and answers):
        return False
    if comment is not None and (answers or act.verb in _ON_COMMENTS):
        _call(draft, flow, act, _ON_COMMENTS["reply" if answers else act.verb], comment)
        return True
    if target is None or act.verb not in _PUBLISHING or flow.data is None:
        return False
    if flow.binary is None and flow.data.noun == "file" and _speaks_of_pictures(draft):
        bring_file(draft, flow)
    picture = flow.binary is not None and flow.binary[0] in {step for step, _ in flow.tails}
    _call(draft, flow, act, _PHOTO if picture else _POST, None)
    return True


def answer_comment(draft: Draft, flow: Flow, start: Start) -> None:
    """What a model wrote for a comment, and nobody gets, answers it."""
    data, comment = flow.data, _comment(flow)
    if data is None or comment is None or "ai_text" not in data.roles or flow.tails != [(data.step, 0)]:
        return
    if data.noun in {"reply", "answer"}:
        _call(draft, flow, Act("reply", start.last, start.last), _ON_COMMENTS["reply"], comment)


def _speaks_of_pictures(draft: Draft) -> bool:
    u = draft.utterance
    return any(u.has(index, "nouns", "image") for index in range(len(u.tokens)))


def _comment(flow: Flow) -> Ref | Code | None:
    """The id of the comment that started it all."""
    first = flow.history[0] if flow.history else None
    return first.find("id") if first is not None and first.service == FACEBOOK and not first.many else None


def _call(draft: Draft, flow: Flow, act: Act, call: _Call, thing: Ref | Code | None) -> None:
    filler = Filler(draft, flow, act, FACEBOOK, _NODE_TYPE, "")
    said: dict[str, Value] = dict(call.said)
    if call.tells and (text := filler.slot("message", "message")) is not None:
        said["message"] = text  # type: ignore[assignment]
    parameters: dict[str, Value] = {
        "httpRequestMethod": call.method,
        "node": thing if thing is not None else "YOUR_PAGE_ID",
        **({"edge": call.edge} if call.edge else {}),
    }
    if call is _PHOTO and flow.binary is not None:
        parameters |= {"sendBinaryData": True, "binaryPropertyName": f"source:{flow.binary[1]}"}
    if said:
        pairs = [{"name": name, "value": value} for name, value in said.items()]
        parameters["options"] = {"queryParameters": {"parameter": pairs}}
    parameters = complete(draft.catalog.get(_NODE_TYPE).latest, parameters, filler)
    span = draft.utterance.span(act.first, act.last) if act.last > act.first else None
    key = draft.add(_NODE_TYPE, parameters, name=call.name, key="facebook", span=span)
    if thing is None:
        draft.placeholder(key, "node", say("the page's id"))
    draft.hook(flow, key)
    flow.give(Output(key, {"id": Known("id")}, service=FACEBOOK, receipt=True), is_subject=False)
