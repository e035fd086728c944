"""The page's views, each with the way to it; tests of looks and of access go through all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import chat_views, editing_views
from tests.browser.canned import CONVERSATION, EVERYTHING, TWO_STEPS, Answer, ask, pretend
from tests.browser.views_around import (
    account,
    at,
    billing,
    canvas_node,
    experiment,
    heading,
    library,
    tour,
    with_a_shop,
)

REQUEST = "Answer questions in a chat with an assistant that looks into Wikipedia, and tell the team in Slack"


def span(words: str) -> list[int]:
    start = REQUEST.index(words)
    return [start, start + len(words)]


ANSWER = Answer(
    workflow=EVERYTHING,
    text="It **answers** questions.\n\n1. First `this`\n2. then that\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nreturn 1;\n```",
    provenance={
        "Assistant": {"": {"kind": "request", "span": span("Answer questions"), "note": ""}},
        "Wikipedia": {"": {"kind": "request", "span": span("Wikipedia"), "note": ""}},
        "Tell the team": {
            "": {"kind": "request", "span": span("tell the team in Slack"), "note": ""},
            "text": {"kind": "assumption", "span": None, "note": "the incoming text"},
        },
    },
    issues=[
        {
            "code": "MISSING_PARAMETER",
            "severity": "error",
            "source": "n8n",
            "kind": "parameter",
            "node": "Tell the team",
            "parameter": "channelId",
            "message": "`Channel` is required.",
            "suggestion": "Name the channel.",
        },
        {
            "code": "DISABLED_NODE",
            "severity": "hint",
            "source": "nodepilot",
            "kind": None,
            "node": "Write it down",
            "parameter": None,
            "message": "`Write it down` is disabled.",
            "suggestion": None,
        },
        {
            "code": "NO_ERROR_WORKFLOW",
            "severity": "warning",
            "source": "nodepilot",
            "kind": None,
            "node": None,
            "parameter": None,
            "message": "Nobody hears of failures.",
            "suggestion": None,
        },
    ],
    credentials=[{"node": "Model", "type": "openAiApi", "name": "OpenAI"}],
    placeholders=[{"node": "Tell the team", "parameter": "channelId", "what": "The channel to write to"}],
    assumptions=[
        {"text": "Chats are answered in the language they are written in.", "node": "Assistant", "span": None}
    ],
    questions=[{"text": "Who is told?", "choices": ["The whole team", "One person"], "chosen": 0}],
    title="Assistant with Wikipedia",
)


def answered(page: Page) -> None:
    pretend(page, ANSWER)
    ask(page, REQUEST)
    if page.viewport_size and page.viewport_size["width"] >= 900:
        expect(page.locator(".react-flow__node")).to_have_count(11)


def with_panel(page: Page) -> None:
    """The workflow is in sight: beside the chat, or as a sheet over it."""
    answered(page)
    if page.viewport_size and page.viewport_size["width"] < 900:
        page.get_by_role("button", name="Show the workflow").click()
    expect(page.locator(".react-flow__node")).to_have_count(11)
    expect(page.locator(".react-flow__node").first).to_be_visible()


def tab(name: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        with_panel(page)
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel")).to_be_visible()

    return show


def inspector(page: Page) -> None:
    with_panel(page)
    page.locator(".react-flow__node", has_text="Tell the team").press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()


def palette(page: Page) -> None:
    answered(page)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()


def settings(part: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        sidebar(page)
        page.get_by_role("button", name="Settings").click()
        page.get_by_role("tab", name=part).click()
        expect(page.get_by_role("tabpanel", name=part)).to_be_visible()

    return show


def remembered(page: Page) -> None:
    kept = [
        {
            "id": str(number),
            "kind": kind,
            "text": REQUEST * 2,
            "score": 0.9,
            "created_at": "2030-01-01T12:00:00Z",
        }
        for number, kind in enumerate(("decision", "constraint"))
    ]
    page.route("**/api/conversations/*/memories", lambda route: route.fulfill(json={"memories": kept}))
    chat_views.conversation_menu(page)
    page.get_by_role("menuitem", name="What is remembered").click()
    expect(page.get_by_role("dialog").get_by_text("constraint")).to_be_visible()


def shared(page: Page) -> None:
    """What a stranger sees who has the link."""
    ask(page, "When a new email arrives in Gmail, post its subject to the Slack channel #shared")
    conversation = page.url.rsplit("/", 1)[1]
    home = page.url.split("/c/")[0]
    made = page.request.post(
        f"{home}/api/conversations/{conversation}/share",
        headers={"X-NodePilot": "1", "Origin": home},
        data="{}",
    )
    page.goto(made.json()["url"])
    expect(page.get_by_text("Shared conversation").first).to_be_visible()
    expect(page.get_by_role("article", name="You")).to_be_visible()


def compared(page: Page) -> None:
    """Two answers of one conversation, the later one against the earlier."""
    moment = "2030-01-01T12:00:00Z"
    messages = [
        {
            "id": f"0190f0e0-0000-7000-8000-0000000002{number}{turn}",
            "role": role,
            "content": REQUEST if role == "user" else "Here it is.",
            "timestamp": moment,
            "metadata": {} if role == "user" else Answer(workflow=workflow).metadata(),
        }
        for number, workflow in enumerate((TWO_STEPS, EVERYTHING))
        for turn, role in enumerate(("user", "assistant"))
    ]
    head = {"id": CONVERSATION, "title": "Two versions", "created_at": moment, "updated_at": moment}
    page.route(
        f"**/api/conversations/{CONVERSATION}?*",
        lambda route: route.fulfill(json={**head, "messages": messages, "running_generation_id": None}),
    )
    page.goto(f"{page.url.rstrip('/')}/c/{CONVERSATION}")
    if page.viewport_size and page.viewport_size["width"] < 900:
        page.get_by_role("button", name="Show the workflow").last.click()
    page.get_by_role("button", name="Compare with the version before").click()
    expect(page.locator(".react-flow__node.removed")).to_have_count(2)


def out_of_credits(page: Page) -> None:
    with_a_shop(page)
    refusal = {"code": "OUT_OF_CREDITS", "detail": "No credit is left.", "status": 402}
    page.route("**/api/chat/message", lambda route: route.fulfill(status=402, json=refusal))
    box = page.get_by_label("Your message")
    box.fill(REQUEST)
    box.press("Enter")
    expect(page.get_by_role("button", name="Choose Pay as you go")).to_be_visible()


def signing(path: str) -> Callable[[Page], None]:
    def show(page: Page) -> None:
        page.goto(page.url.rstrip("/") + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    return show


def sidebar(page: Page) -> None:
    welcome(page)
    if page.viewport_size and page.viewport_size["width"] < 1280:
        page.get_by_role("button", name="Show the sidebar").click()
    expect(page.get_by_role("navigation")).to_be_visible()


def welcome(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def stages(page: Page) -> None:
    answered(page)
    page.get_by_role("button", name="Answered by").click()
    expect(page.get_by_role("list", name="Show the stages")).to_be_visible()


def gone(page: Page) -> None:
    page.goto(f"{page.url.split('/c/')[0].rstrip('/')}/c/0190f0e0-0000-7000-8000-00000000dead")
    expect(page.get_by_role("alert")).to_be_visible()


@dataclass(frozen=True)
class View:
    name: str
    show: Callable[[Page], None]


VIEWS = (
    View("welcome", welcome),
    View("sidebar", sidebar),
    View("files", chat_views.files),
    View("branches", chat_views.branched),
    View("a conversation's menu", chat_views.conversation_menu),
    View("what is remembered", remembered),
    View("share", chat_views.share),
    View("a shared conversation", shared),
    View("settings", settings("General")),
    View("models", settings("Models")),
    View("account", settings("Account")),
    View("API keys", settings("API keys")),
    View("shortcuts", settings("Keyboard shortcuts")),
    View("library", library),
    View(
        "templates",
        at("/templates", shown=lambda page: page.get_by_role("heading", level=1, name="Templates")),
    ),
    View("a template", at("/templates/chat-with-documents", shown=canvas_node)),
    View("nodes", at("/nodes", shown=lambda page: page.get_by_role("link", name="HTTP Request"))),
    View(
        "a node",
        at(
            "/nodes/n8n-nodes-base/slack",
            shown=lambda page: page.get_by_role("heading", level=2, name="Slack"),
        ),
    ),
    View("administration: people", at("/admin", shown=lambda page: page.get_by_role("button", name="Owner"))),
    View("administration: an account", account),
    View(
        "administration: prompts",
        at("/admin/prompts", shown=lambda page: page.get_by_role("link", name="main_prompt")),
    ),
    View(
        "administration: a prompt",
        at("/admin/prompts/main_prompt", shown=lambda page: page.get_by_role("textbox")),
    ),
    View("administration: experiments", experiment),
    View("administration: messages", at("/admin/messages", shown=heading)),
    View("administration: feedback", at("/admin/feedback", shown=heading)),
    View("administration: audit log", at("/admin/audit", shown=lambda page: page.get_by_text("You").first)),
    View("help", at("/help", shown=lambda page: page.get_by_role("heading", level=1, name="Help"))),
    View("first-run tour", tour),
    View("plan and credits", billing),
    View("out of credits", out_of_credits),
    View("sign in", signing("/sign-in")),
    View("sign up", signing("/sign-up")),
    View("reset", signing("/reset?token=x")),
    View("conversation", answered),
    View("stages", stages),
    View("canvas", with_panel),
    View("details of a node", inspector),
    View("JSON", tab("JSON")),
    View("issues", tab("Issues")),
    View("set-up", tab("Set-up")),
    View("two versions", compared),
    View("conditions", editing_views.conditions),
    View("assignments", editing_views.assignments),
    View("columns", editing_views.columns),
    View("entries of a list", editing_views.entries),
    View("code", editing_views.code),
    View("a node that is picked up", editing_views.carried),
    View("fixes", editing_views.fixes),
    View("what was fixed", editing_views.review),
    View("versions", editing_views.versions),
    View("an old version", editing_views.old_version),
    View("search on the canvas", editing_views.search),
    View("palette", palette),
    View("a conversation that is gone", gone),
)
