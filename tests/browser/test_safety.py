"""Nothing that a person, a model or a workflow writes becomes part of the page's code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canned import Answer, ask, links, node, pretend
from tests.browser.saving import open_saved

OpenPage = Callable[..., Page]

PAYLOADS = (
    "<script>window.attacked = 1</script>",
    "<img src=x onerror='window.attacked = 1'>",
    '"><svg onload="window.attacked = 1">',
    "javascript:window.attacked=1//",
    "{{constructor.constructor('window.attacked = 1')()}}",
    "[click](javascript:window.attacked=1)",
    "</script></style></textarea><iframe srcdoc='<script>parent.attacked = 1</script>'>",
    "__proto__",
)


def expect_unharmed(page: Page) -> None:
    assert page.evaluate("window.attacked") is None
    for selector in (
        "#root script",
        "#root iframe",
        "#root img[onerror]",
        "#root [onload]",
        "a[href^='javascript:']",
    ):
        expect(page.locator(selector)).to_have_count(0)


def test_no_code_can_make_html_out_of_text(open_page: OpenPage) -> None:
    page = open_page(expect=("TrustedHTML", "trusted-types", "require-trusted-types-for"))
    expect(page.get_by_label("Your message")).to_be_visible()
    for attempt in (
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.querySelector('main').innerHTML = '<b>x</b>'",
        "trustedTypes.createPolicy('default', { createHTML: (text) => text })",
    ):
        assert (
            page.evaluate(f"(() => {{ try {{ {attempt}; }} catch (error) {{ return error.name; }} }})()")
            == "TypeError"
        )
    expect(page.get_by_label("Your message")).to_be_visible()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_request_stays_text(open_page: OpenPage, payload: str) -> None:
    page = open_page()
    pretend(page, Answer(text=payload, title=payload))
    ask(page, payload)
    expect(page.get_by_role("article", name="You")).to_contain_text(payload)
    expect_unharmed(page)


def test_names_and_parameters_of_nodes_stay_text(open_page: OpenPage) -> None:
    page = open_page()
    nodes = [
        node(payload, "set", 224 * index, 0, {payload: payload, "text": f"={payload}"}, notes=payload)
        for index, payload in enumerate(PAYLOADS)
    ]
    nodes.append(
        node("Note", "stickyNote", 0, 240, {"content": "\n\n".join(PAYLOADS), "width": 600, "height": 300})
    )
    workflow = {"name": PAYLOADS[1], "nodes": nodes, "connections": links((PAYLOADS[0], PAYLOADS[1]))}
    issues = [
        {
            "code": "X",
            "severity": "error",
            "source": "nodepilot",
            "kind": None,
            "node": payload,
            "parameter": payload,
            "message": payload,
            "suggestion": payload,
        }
        for payload in PAYLOADS
    ]
    pretend(
        page,
        Answer(
            workflow=workflow,
            issues=issues,
            credentials=[{"node": PAYLOADS[0], "type": PAYLOADS[1], "name": PAYLOADS[2]}],
            placeholders=[{"node": PAYLOADS[0], "parameter": PAYLOADS[1], "what": PAYLOADS[2]}],
            assumptions=[{"text": PAYLOADS[3], "node": PAYLOADS[0], "span": None}],
            questions=[{"text": PAYLOADS[0], "choices": list(PAYLOADS), "chosen": 0}],
            provenance={
                payload: {"": {"kind": payload, "span": [0, 3], "note": payload}} for payload in PAYLOADS
            },
        ),
    )
    ask(page, "do it")
    expect(page.locator(".react-flow__node")).to_have_count(len(nodes))
    for index in range(len(PAYLOADS)):
        page.locator(".react-flow__node").nth(index).press("Enter")
        expect(page.get_by_role("complementary")).to_contain_text(PAYLOADS[index])
    for tab in ("JSON", "Issues", "Set-up"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel")).to_contain_text("window.attacked")
    expect_unharmed(page)


def test_names_of_templates_and_nodes_stay_text(open_page: OpenPage) -> None:
    page = open_page()
    nodes = [node(PAYLOADS[0], "set", 0, 0)]
    templates = [
        {
            "key": f"key-{index}",
            "name": payload,
            "description": payload,
            "category": payload,
            "complexity": "simple",
            "use_cases": [payload],
            "integrations": [payload],
            "node_types": [payload],
            "node_count": 1,
        }
        for index, payload in enumerate(PAYLOADS)
    ]
    workflow = {"name": PAYLOADS[1], "nodes": nodes, "connections": {}}
    page.route("**/api/templates?*", lambda route: route.fulfill(json={"templates": templates}))
    page.route("**/api/templates/*", lambda route: route.fulfill(json={**templates[1], "workflow": workflow}))
    page.goto(page.url.rstrip("/") + "/templates")
    cards = page.get_by_role("main").get_by_role("listitem")
    expect(cards).to_have_count(len(PAYLOADS))
    for index, payload in enumerate(PAYLOADS):
        expect(cards.nth(index)).to_contain_text(payload)
    cards.nth(1).get_by_role("link").click()
    expect(page.get_by_role("main").get_by_role("heading", level=2)).to_have_text(PAYLOADS[1])
    expect_unharmed(page)

    one = {
        "type": PAYLOADS[1],
        "name": PAYLOADS[1],
        "service": PAYLOADS[2],
        "category": PAYLOADS[0],
        "is_trigger": False,
        "is_sub_node": False,
        "operations": list(PAYLOADS),
        "versions": [1],
        "credentials": [{"type": PAYLOADS[1], "name": PAYLOADS[2], "required": True}],
        "actions": [{"action": payload, "parameters": {"resource": payload}} for payload in PAYLOADS],
        "parameters": [
            {
                "name": payload,
                "label": payload,
                "type": payload,
                "default": payload,
                "required": True,
                "choices": [{"name": payload, "value": 1}],
                "shown_for": {payload: [payload]},
                "children": [],
            }
            for payload in PAYLOADS
        ],
    }
    counts = {"total": 1, "categories": [{"name": PAYLOADS[0], "count": 1}], "n8n_version": PAYLOADS[1]}
    page.route("**/api/nodes/search?*", lambda route: route.fulfill(json={"nodes": [one], **counts}))
    page.route("**/api/nodes/n8n-nodes-base.x", lambda route: route.fulfill(json=one))
    page.goto(page.url.split("/templates")[0] + "/nodes/n8n-nodes-base/x")
    details = page.get_by_role("region", name=PAYLOADS[1])
    expect(details.get_by_role("heading", level=2)).to_contain_text(PAYLOADS[1])
    for payload in PAYLOADS:
        expect(details).to_contain_text(payload)
    expect_unharmed(page)


def test_titles_of_conversations_stay_text(open_page: OpenPage) -> None:
    page = open_page()
    moment = "2030-01-01T12:00:00Z"
    listed = [
        {
            "id": f"0190f0e0-0000-7000-8000-00000000040{index}",
            "title": payload,
            "pinned": False,
            "created_at": moment,
            "updated_at": moment,
        }
        for index, payload in enumerate(PAYLOADS)
    ]
    page.route("**/api/conversations", lambda route: route.fulfill(json={"conversations": listed}))
    page.reload()
    for payload in PAYLOADS:
        expect(page.get_by_role("navigation").get_by_text(payload, exact=True)).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Type a command").fill("attacked")
    expect(page.get_by_role("option").first).to_contain_text("window.attacked")
    expect_unharmed(page)


def test_the_policy_has_no_holes_for_scripts(open_page: OpenPage) -> None:
    page = open_page()
    response = page.request.get(page.url)
    policy = response.headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    assert directives["script-src"] == "'self'"
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in policy


def test_what_is_edited_stays_text(open_page: OpenPage) -> None:
    """Names, values, previews of expressions, messages of versions and comparisons, all full of payloads."""
    page = open_page()
    rows = [
        {"id": str(index), "name": payload, "type": "string", "value": f"={{{{ '{index}' }}}}{payload}"}
        for index, payload in enumerate(PAYLOADS)
    ]
    fields = node(PAYLOADS[1], "set", 0, 0, {"assignments": {"assignments": rows}}, typeVersion=3.4)
    open_saved(page, {"name": PAYLOADS[0], "nodes": [fields], "connections": {}})
    page.locator(".react-flow__node").press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel.get_by_role("textbox", name="Value of __proto__, Expression")).to_be_visible()
    expect_unharmed(page)
    name = panel.get_by_label("Name of the node")
    name.fill(PAYLOADS[2])
    name.press("Enter")
    expect(page.get_by_role("group", name="Version 2 of 2")).to_be_visible()
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("tabpanel").get_by_role("button").first.click()
    expect(page.get_by_role("tabpanel")).to_contain_text(PAYLOADS[2])
    page.get_by_role("button", name="Show on the canvas").click()
    expect(page.get_by_role("status").filter(has_text="What is different")).to_contain_text(PAYLOADS[1])
    expect_unharmed(page)
