"""Nothing that a person, a model or a workflow writes becomes part of the page's code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canned import Answer, ask, links, node, pretend

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


def test_the_policy_has_no_holes_for_scripts(open_page: OpenPage) -> None:
    page = open_page()
    response = page.request.get(page.url)
    policy = response.headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    assert directives["script-src"] == "'self'"
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in policy
