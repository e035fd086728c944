"""Answers that a test writes itself, where what the page does with them matters and not who made them.

The page, its security policy and everything around the answer are the real server's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Route

CONVERSATION = "0190f0e0-0000-7000-8000-000000000001"
GENERATION = "0190f0e0-0000-7000-8000-000000000002"
USER_MESSAGE = "0190f0e0-0000-7000-8000-000000000003"
ASSISTANT_MESSAGE = "0190f0e0-0000-7000-8000-000000000004"
LANGCHAIN = "@n8n/n8n-nodes-langchain."


def node(
    name: str, kind: str, x: int, y: int, parameters: Mapping[str, Any] | None = None, **rest: Any
) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "type": kind if "." in kind else f"n8n-nodes-base.{kind}",
        "typeVersion": 1,
        "position": [x, y],
        "parameters": dict(parameters or {}),
        **rest,
    }


def links(*pairs: tuple[str, str] | tuple[str, str, int] | tuple[str, str, int, str]) -> dict[str, Any]:
    """`(source, target, output, connection type)`; the last two may be left out."""
    connections: dict[str, Any] = {}
    for pair in pairs:
        source, target = pair[0], pair[1]
        output = pair[2] if len(pair) > 2 else 0
        kind = pair[3] if len(pair) > 3 else "main"
        outputs = connections.setdefault(source, {}).setdefault(kind, [])
        outputs += [[] for _ in range(output + 1 - len(outputs))]
        outputs[output].append({"node": target, "type": kind, "index": 0})
    return connections


EVERYTHING: dict[str, Any] = {
    "name": "Everything at once",
    "nodes": [
        node(
            "Note",
            "stickyNote",
            -60,
            -140,
            {"content": "## Support\nAnswers **questions**.", "width": 420, "height": 380},
        ),
        node("When chat message received", f"{LANGCHAIN}chatTrigger", 0, 0),
        node("Is it a question?", "if", 224, 0),
        node("Assistant", f"{LANGCHAIN}agent", 448, -80),
        node("Model", f"{LANGCHAIN}lmChatOpenAi", 448, 144),
        node("Memory", f"{LANGCHAIN}memoryBufferWindow", 560, 144),
        node("Wikipedia", f"{LANGCHAIN}toolWikipedia", 672, 144),
        node(
            "By language",
            "switch",
            448,
            360,
            {
                "rules": {"values": [{"outputKey": "German"}, {"outputKey": "French"}]},
                "options": {"fallbackOutput": "extra"},
            },
            typeVersion=3.2,
        ),
        node(
            "Tell the team",
            "slack",
            720,
            280,
            {"resource": "message", "operation": "post", "text": "={{ $json.text }}"},
        ),
        node("Write it down", "googleSheets", 720, 480, disabled=True),
        node("One by one", "splitInBatches", 960, 280, typeVersion=3),
    ],
    "connections": links(
        ("When chat message received", "Is it a question?"),
        ("Is it a question?", "Assistant", 0),
        ("Is it a question?", "By language", 1),
        ("Model", "Assistant", 0, "ai_languageModel"),
        ("Memory", "Assistant", 0, "ai_memory"),
        ("Wikipedia", "Assistant", 0, "ai_tool"),
        ("By language", "Tell the team", 0),
        ("By language", "Write it down", 2),
        ("Tell the team", "One by one"),
        ("One by one", "Is it a question?", 1),
    ),
}

TWO_STEPS: dict[str, Any] = {
    "name": "Mail to chat",
    "nodes": [
        node("Gmail Trigger", "gmailTrigger", 0, 0),
        node(
            "Slack",
            "slack",
            224,
            0,
            {"resource": "message", "operation": "post", "text": "={{ $json.subject }}"},
        ),
    ],
    "connections": links(("Gmail Trigger", "Slack")),
}


@dataclass
class Answer:
    """What the pretended server says to the next message."""

    workflow: Mapping[str, Any] | None = field(default_factory=lambda: TWO_STEPS)
    text: str = "Here it is."
    provenance: Mapping[str, Any] = field(default_factory=dict)
    issues: Sequence[Mapping[str, Any]] = ()
    credentials: Sequence[Mapping[str, Any]] = ()
    placeholders: Sequence[Mapping[str, Any]] = ()
    assumptions: Sequence[Mapping[str, Any]] = ()
    questions: Sequence[Mapping[str, Any]] = ()
    title: str = "A conversation"
    stages: Sequence[str] = ("intent", "understand", "plan", "compile", "validate", "answer")

    @property
    def setup(self) -> dict[str, Any]:
        return {
            "credentials": list(self.credentials),
            "placeholders": list(self.placeholders),
            "assumptions": list(self.assumptions),
        }

    def events(self) -> list[tuple[str, Mapping[str, Any]]]:
        ids = {
            "conversation_id": CONVERSATION,
            "generation_id": GENERATION,
            "user_message_id": USER_MESSAGE,
            "assistant_message_id": ASSISTANT_MESSAGE,
        }
        events: list[tuple[str, Mapping[str, Any]]] = [("accepted", ids)]
        for stage in self.stages:
            events.append(("stage_started", {"stage": stage}))
            events.append(
                ("stage_finished", {"stage": stage, "milliseconds": 1.5, "detail": f"about {stage}"})
            )
        if self.workflow is not None:
            events.append(("workflow", {"workflow": self.workflow, "provenance": self.provenance}))
            events.append(("issues", {"issues": list(self.issues)}))
            events.append(("setup", self.setup))
        events += [("question", question) for question in self.questions]
        events.append(("text", {"delta": self.text}))
        events.append(("title", {"conversation_id": CONVERSATION, "title": self.title}))
        events.append(("done", self.done()))
        return events

    def done(self) -> dict[str, Any]:
        outcome = "answer" if self.workflow is None else "workflow"
        return {"outcome": outcome, "answered_by": "built-in engine", "milliseconds": 12.0, "confidence": 0.9}

    def metadata(self) -> dict[str, Any]:
        return {
            **self.done(),
            "stages": [
                {"stage": stage, "milliseconds": 1.5, "detail": f"about {stage}"} for stage in self.stages
            ],
            "workflow": self.workflow,
            "provenance": self.provenance,
            "issues": list(self.issues),
            "setup": self.setup,
            "questions": list(self.questions),
        }


def as_stream(events: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    return "".join(
        f"id: {number}\nevent: {event}\ndata: {json.dumps(data)}\n\n"
        for number, (event, data) in enumerate(events, 1)
    )


def pretend(page: Page, answer: Answer) -> None:
    """From now on every message sent on this page gets `answer`, and a reload shows it again."""
    sent: list[str] = []

    def say(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}")["message"])
        route.fulfill(content_type="text/event-stream", body=as_stream(answer.events()))

    def show(route: Route) -> None:
        moment = "2030-01-01T12:00:00Z"
        messages = [
            {
                "id": USER_MESSAGE,
                "role": "user",
                "content": sent[-1] if sent else "A message",
                "timestamp": moment,
                "metadata": {},
            },
            {
                "id": ASSISTANT_MESSAGE,
                "role": "assistant",
                "content": answer.text,
                "timestamp": moment,
                "metadata": answer.metadata(),
            },
        ]
        head = {"id": CONVERSATION, "title": answer.title, "created_at": moment, "updated_at": moment}
        route.fulfill(json={**head, "messages": messages, "running_generation_id": None})

    page.route("**/api/chat/message", say)
    page.route(f"**/api/conversations/{CONVERSATION}?*", show)


def hold(page: Page, path: str) -> list[Route]:
    """From now on requests for `path` wait in the list that is given back, unanswered."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(path, keep)
    return held


def ask(page: Page, message: str) -> None:
    """Types a message, sends it and waits for the answer's end."""
    box = page.get_by_label("Your message")
    box.fill(message)
    box.press("Enter")
    page.get_by_text("Answered by").last.wait_for()
