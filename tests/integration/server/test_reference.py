"""Node types and templates over HTTP."""

from __future__ import annotations

from nodepilot.catalog import load_catalog
from nodepilot.validation import Severity, validate
from tests.integration.server.conftest import Person


async def test_node_types_are_found_in_plain_words(person: Person) -> None:
    answer = await person.http.get("/api/nodes/search", params={"q": "post to a slack channel", "limit": 3})
    nodes = answer.json()["nodes"]
    assert nodes[0]["type"] == "n8n-nodes-base.slack"
    assert "Send a message" in nodes[0]["operations"]
    assert len(nodes) <= 3


async def test_without_words_the_most_used_come_first(person: Person) -> None:
    nodes = (await person.http.get("/api/nodes/search", params={"limit": 20})).json()["nodes"]
    assert len(nodes) == 20
    assert "n8n-nodes-base.httpRequest" in {node["type"] for node in nodes}


async def test_all_node_types_are_listed_page_by_page(person: Person) -> None:
    seen: list[str] = []
    while True:
        page: dict[str, int] = {"limit": 100, "offset": len(seen)}
        answer = (await person.http.get("/api/nodes/search", params=page)).json()
        seen += [node["type"] for node in answer["nodes"]]
        if not answer["nodes"]:
            break
    assert len(seen) == len(set(seen)) == answer["total"] > 500
    assert set(seen) <= {entry.name for entry in load_catalog().node_types()}


async def test_node_types_are_narrowed_down(person: Person) -> None:
    kinds = {}
    for kind in ("trigger", "action", "sub_node"):
        answer = (await person.http.get("/api/nodes/search", params={"kind": kind, "limit": 100})).json()
        assert {(node["is_trigger"], node["is_sub_node"]) for node in answer["nodes"]} == {
            (kind == "trigger", kind == "sub_node")
        }
        kinds[kind] = answer["total"]
    assert sum(kinds.values()) == (await person.http.get("/api/nodes/search")).json()["total"]
    found = (await person.http.get("/api/nodes/search", params={"q": "send a message"})).json()
    [count] = [each["count"] for each in found["categories"] if each["name"] == "Communication"]
    query: dict[str, str | int] = {"q": "send a message", "category": "Communication", "limit": 100}
    narrowed = (await person.http.get("/api/nodes/search", params=query)).json()
    assert {node["category"] for node in narrowed["nodes"]} == {"Communication"}
    assert narrowed["total"] == count < found["total"]
    assert (await person.http.get("/api/nodes/search", params={"kind": "thing"})).status_code == 422


async def test_releases_that_workflows_can_be_made_for(person: Person) -> None:
    releases = (await person.http.get("/api/n8n-releases")).json()["releases"]
    assert releases[0] == load_catalog().n8n_version
    for release in releases:
        answer = await person.http.get("/api/nodes/search", params={"n8n_version": release, "limit": 1})
        assert answer.json()["n8n_version"] == release


async def test_one_node_type_in_full(person: Person) -> None:
    node = (await person.http.get("/api/nodes/n8n-nodes-base.gmail")).json()
    assert node["name"] == "Gmail"
    assert {"type": "gmailOAuth2", "name": "Gmail OAuth2 API", "required": True} in node["credentials"]
    assert any(action["parameters"].get("operation") == "send" for action in node["actions"])
    assert "resource" in {parameter["name"] for parameter in node["parameters"]}
    langchain = await person.http.get("/api/nodes/@n8n/n8n-nodes-langchain.agent")
    assert langchain.json()["name"] == "AI Agent"


async def test_an_older_release_has_its_own(person: Person) -> None:
    newest = (await person.http.get("/api/nodes/n8n-nodes-base.slack")).json()
    older = (await person.http.get("/api/nodes/n8n-nodes-base.slack", params={"n8n_version": "1"})).json()
    assert max(older["versions"]) < max(newest["versions"])


async def test_templates_by_words_and_by_category(person: Person) -> None:
    every = (await person.http.get("/api/templates")).json()["templates"]
    assert len(every) >= 60
    category = every[0]["category"]
    some = (await person.http.get("/api/templates", params={"category": category})).json()["templates"]
    assert {one["category"] for one in some} == {category}
    found = (await person.http.get("/api/templates", params={"q": "stripe payment to slack"})).json()
    assert "Stripe" in found["templates"][0]["integrations"]


async def test_a_template_opens_as_a_workflow_without_errors(person: Person) -> None:
    key = (await person.http.get("/api/templates")).json()["templates"][0]["key"]
    template = (await person.http.get(f"/api/templates/{key}")).json()
    assert len(template["workflow"]["nodes"]) == template["node_count"]
    assert not [
        one for one in validate(template["workflow"], load_catalog()) if one.severity is Severity.ERROR
    ]


async def test_what_is_not_there(person: Person) -> None:
    assert (await person.http.get("/api/nodes/n8n-nodes-base.blorptagram")).status_code == 404
    assert (await person.http.get("/api/templates/blorptagram")).status_code == 404
    wrong = await person.http.get("/api/templates", params={"n8n_version": "0.9"})
    assert wrong.status_code == 422


async def test_what_is_not_there_is_told_with_what_is(person: Person) -> None:
    for address, hint in (
        ("/api/nodes/n8n-nodes-base.slak", "`n8n-nodes-base.slack`"),
        ("/api/templates/none-of-that-name", "/api/templates"),
    ):
        answer = await person.http.get(address)
        assert answer.status_code == 404
        assert hint in answer.json()["next_step"]
