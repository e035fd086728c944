"""Files with a message: what they are, what becomes of them, and whose they stay."""

from __future__ import annotations

import io
import json
from base64 import b64decode
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from nodepilot.files import repository
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import Person, RunningServer, StartServer, browser

CSV = b"E-Mail Address,First Name,Order Total\nada@example.com,Ada,12\n"
BROKEN: dict[str, Any] = {
    "name": "Mail to chat",
    "nodes": [
        {
            "id": "1",
            "name": "Gmail Trigger",
            "type": "n8n-nodes-base.gmailTrigger",
            "typeVersion": 1.3,
            "position": [0, 0],
            "parameters": {"pollTimes": {"item": [{"mode": "everyMinute"}]}},
        },
        {
            "id": "2",
            "name": "Tell the team",
            "type": "n8n-nodes-base.slack",
            "typeVersion": 99,
            "position": [224, 0],
            "parameters": {"select": "channel", "channelId": "#sales", "text": "=News: {{ $json.subject }}"},
        },
    ],
    "connections": {"Gmail Trigger": {"main": [[{"node": "Tell the team", "type": "main", "index": 0}]]}},
}


def make_pdf(text: str, password: str | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


async def upload(person: Person, content: bytes, name: str = "file.bin") -> httpx.Response:
    return await person.http.post("/api/files", files={"file": (name, content)})


async def kept(person: Person, content: bytes, name: str = "file.bin") -> dict[str, Any]:
    response = await upload(person, content, name)
    assert response.status_code == 201, response.text
    return dict(response.json())


async def say(person: Person, message: str, *files: str, conversation: str | None = None) -> dict[str, Any]:
    body = {"message": message, "file_ids": list(files)}
    body |= {"conversation_id": conversation} if conversation else {}
    response = await person.http.post("/api/chat/message", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


@pytest.fixture(scope="module")
def real(start_server: StartServer, settings: Settings, server: RunningServer) -> RunningServer:
    return start_server(settings, None)


@pytest.fixture
async def talking(real: RunningServer, person: Person) -> AsyncIterator[Person]:
    async with browser(real, person.token) as client:
        yield Person(person.id, person.token, client)


def parameters(answer: dict[str, Any], service: str) -> str:
    nodes = answer["metadata"]["workflow"]["nodes"]
    return next(json.dumps(node["parameters"]) for node in nodes if service in node["type"])


async def test_a_broken_workflow_is_explained_mended_and_changed(talking: Person) -> None:
    file = await kept(talking, json.dumps(BROKEN).encode(), "broken.json")
    assert (file["kind"], file["nodes"], file["name"]) == ("workflow", 2, "broken.json")
    told = await say(talking, "", file["id"])
    assert "Tell the team" in told["content"]
    here = told["conversation_id"]
    mended = await say(talking, "fix it", conversation=here)
    assert mended["metadata"]["workflow"]["nodes"][1]["typeVersion"] < 99
    changed = await say(talking, "post it to #ops instead", conversation=here)
    assert "#ops" in parameters(changed, ".slack")


async def test_what_the_message_says_is_done_with_the_file_at_once(talking: Person) -> None:
    file = await kept(talking, json.dumps(BROKEN).encode())
    answer = await say(talking, "please fix all errors", file["id"])
    assert "What I mended" in answer["content"]
    said = (await talking.http.get(f"/api/conversations/{answer['conversation_id']}")).json()["messages"][0]
    assert said["metadata"]["files"] == [{name: file[name] for name in ("id", "name", "kind", "size")}]


async def test_columns_of_a_table_are_the_fields_of_the_data(talking: Person) -> None:
    file = await kept(talking, CSV, "orders.csv")
    assert (file["kind"], file["rows"]) == ("csv", 1)
    assert file["columns"] == ["E-Mail Address", "First Name", "Order Total"]
    request = "When a row is added to my Google Sheet, send a mail with Gmail to the customer"
    answer = await say(talking, request, file["id"])
    assert r"$json[\"E-Mail Address\"]" in parameters(answer, ".gmail")


async def test_text_and_pdf_say_what_is_wanted(talking: Person) -> None:
    wish = "When a Typeform response comes in, notify #leads on Slack"
    for content, kind in ((wish.encode(), "text"), (make_pdf(wish), "pdf")):
        for message in ("", "Please make this for me"):
            file = await kept(talking, content)
            assert file["kind"] == kind
            answer = await say(talking, message, file["id"])
            assert "#leads" in parameters(answer, ".slack")
            # Places in the request are places in the message, which ends before the file's text begins.
            origins = answer["metadata"]["provenance"].values()
            spans = [origin["span"] for paths in origins for origin in paths.values() if origin["span"]]
            assert all(end <= len(message) for _, end in spans)


async def test_regenerating_and_editing_keep_the_files(talking: Person) -> None:
    file = await kept(talking, CSV)
    request = "When a row is added to my Google Sheet, send a mail with Gmail to the customer"
    first = await say(talking, request, file["id"])
    again = (await talking.http.post(f"/api/messages/{first['id']}/regenerate")).json()
    assert r"$json[\"E-Mail Address\"]" in parameters(again, ".gmail")
    other = {"message": request.replace("Gmail", "SendGrid")}
    edited = (await talking.http.post(f"/api/messages/{first['parent_id']}/edit", json=other)).json()
    assert r"$json[\"E-Mail Address\"]" in parameters(edited, ".sendGrid")
    without = {**other, "file_ids": []}
    bare = (await talking.http.post(f"/api/messages/{first['parent_id']}/edit", json=without)).json()
    assert "E-Mail Address" not in parameters(bare, ".sendGrid")


async def test_an_edited_message_keeps_its_workflow(talking: Person) -> None:
    file = await kept(talking, json.dumps(BROKEN).encode())
    first = await say(talking, "fix it", file["id"])
    other = {"message": "disable the slack step"}
    edited = (await talking.http.post(f"/api/messages/{first['parent_id']}/edit", json=other)).json()
    assert edited["metadata"]["workflow"]["nodes"][1]["disabled"] is True


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "EMPTY_FILE"),
        (b"\x89PNG\r\n\x1a\n", 415, "IMAGE_NOT_READ"),
        (b"PK\x03\x04\0\0", 415, "FILE_TYPE_NOT_ALLOWED"),
        (b"%PDF-1.7 and nothing else", 422, "PDF_NOT_READABLE"),
        (make_pdf("secret", "a password"), 422, "PDF_NOT_READABLE"),
        (make_pdf(""), 422, "PDF_NOT_READABLE"),
        (b"x" * 10_000_001, 413, "FILE_TOO_LARGE"),
        (b"x" * 12_000_000, 413, "FILE_TOO_LARGE"),
    ],
    ids=["empty", "picture", "zip", "broken", "locked", "scan", "a byte too large", "far too large"],
)
async def test_what_is_refused_says_why(person: Person, content: bytes, status: int, code: str) -> None:
    response = await upload(person, content, "innocent.json")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["next_step"]


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [
        ({"data": {"file": "a text"}}, "INVALID_REQUEST", "`body.file` has to be a file"),
        ({"data": {"other": "x"}}, "INVALID_REQUEST", "`body.file` is missing"),
        (
            {"content": b"rubbish", "headers": {"Content-Type": "multipart/form-data"}},
            "INVALID_FORM",
            "cannot be read",
        ),
        (
            {"content": b"rubbish", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
            "INVALID_FORM",
            "cannot be read",
        ),
    ],
)
async def test_what_is_no_form_with_a_file(
    person: Person, sent: dict[str, Any], code: str, said: str
) -> None:
    answer = await person.http.post("/api/files", **sent)
    assert answer.status_code == (400 if code == "INVALID_FORM" else 422)
    assert answer.json()["code"] == code
    assert said in answer.json()["detail"]


async def test_ten_megabytes_are_taken(person: Person) -> None:
    row = b"ada@example.com,Ada\n"
    content = b"email,name\n" + row * ((10_000_000 - 11) // len(row))
    file = await kept(person, content, "large.csv")
    assert (file["kind"], file["rows"]) == ("csv", (10_000_000 - 11) // len(row))


async def test_the_body_of_other_routes_stays_small(person: Person) -> None:
    response = await person.http.post("/api/chat/message", json={"message": "x" * 1_100_000})
    assert (response.status_code, response.json()["code"]) == (413, "BODY_TOO_LARGE")


async def test_a_file_is_handed_out_to_save_alone(person: Person) -> None:
    file = await kept(person, b"<b>words</b>, of a kind", "../../<b>ä.txt")
    assert file["name"] == "_b_ä.txt"
    response = await person.http.get(f"/api/files/{file['id']}/content")
    assert response.content == b"<b>words</b>, of a kind"
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].endswith("filename*=UTF-8''_b_%C3%A4.txt")
    assert "sandbox" in response.headers["content-security-policy"]


async def test_only_what_was_not_sent_can_be_taken_away(person: Person) -> None:
    unsent, sent = [await kept(person, CSV) for _ in range(2)]
    await say(person, "look", sent["id"])
    assert (await person.http.delete(f"/api/files/{unsent['id']}")).status_code == 204
    assert (await person.http.delete(f"/api/files/{unsent['id']}")).status_code == 404
    assert (await person.http.delete(f"/api/files/{sent['id']}")).status_code == 404


async def test_files_go_with_their_conversation_and_are_exported(person: Person) -> None:
    file = await kept(person, CSV, "orders.csv")
    here = (await say(person, "look", file["id"]))["conversation_id"]
    exported = (await person.http.get("/api/users/me/export")).json()["files"]
    (kept_file,) = exported
    assert (kept_file["name"], b64decode(kept_file["content_base64"])) == ("orders.csv", CSV)
    markdown = (await person.http.get(f"/api/conversations/{here}/export")).text
    assert "Files: `orders.csv`" in markdown
    await person.http.delete(f"/api/conversations/{here}")
    assert (await person.http.get(f"/api/files/{file['id']}/content")).status_code == 404
    assert (await person.http.get("/api/users/me/export")).json()["files"] == []


async def test_a_file_is_sent_by_its_owner_in_one_conversation(person: Person, stranger: Person) -> None:
    file = await kept(person, CSV)
    foreign = {"message": "mine", "file_ids": [file["id"]]}
    assert (await stranger.http.post("/api/chat/message", json=foreign)).status_code == 404
    await say(person, "look", file["id"])
    elsewhere = await person.http.post("/api/chat/message", json=foreign)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "NOT_FOUND")
    assert len((await person.http.get("/api/conversations")).json()["conversations"]) == 1


async def test_too_many_files_are_refused(person: Person) -> None:
    ids = [(await kept(person, CSV))["id"] for _ in range(6)]
    response = await person.http.post("/api/chat/message", json={"message": "look", "file_ids": ids})
    assert (response.status_code, response.json()["code"]) == (422, "TOO_MANY_FILES")
    two = [(await kept(person, json.dumps(BROKEN).encode()))["id"] for _ in range(2)]
    response = await person.http.post("/api/chat/message", json={"message": "look", "file_ids": two})
    assert response.json()["code"] == "TOO_MANY_FILES"


async def test_what_was_never_sent_is_cleared_away_after_a_day(person: Person, database: Database) -> None:
    here = (await say(person, "look", (await kept(person, CSV))["id"]))["conversation_id"]
    async with database.as_user(person.id) as transaction:
        for name, conversation, age in (("old", None, 25), ("new", None, 23), ("sent", here, 25)):
            await transaction.execute(
                "insert into files (id, user_id, conversation_id, name, kind, size, content, created_at)"
                " values (gen_random_uuid(), auth.uid(), %s, %s, 'text', 1, 'x', now() - make_interval(hours => %s))",
                (conversation, name, age),
            )
    async with database.acting_as(Role.REAPER) as transaction:
        await repository.prune(transaction)
    async with database.as_user(person.id) as transaction:
        left = await transaction.find_value(
            "select array_agg(name order by name) from files where user_id = (select auth.uid())"
        )
    assert left == ["file.bin", "new", "sent"]


async def test_there_is_room_for_so_much(person: Person, database: Database) -> None:
    async with database.as_user(person.id) as transaction:
        await transaction.execute(
            "insert into files (id, user_id, name, kind, size, content)"
            " values (gen_random_uuid(), auth.uid(), 'x', 'text', 49999999, 'x')"
        )
    response = await upload(person, CSV)
    assert (response.status_code, response.json()["code"]) == (413, "FILES_FULL")
