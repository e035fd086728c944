"""A new password by a mailed link, through a real mail server, and by the operator's command."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import httpx
import pytest

from nodepilot.cli.main import main
from nodepilot.settings import Settings
from nodepilot.storage.addresses import Address
from nodepilot.storage.ids import new_id
from tests.integration.server.conftest import EchoEngine, RunningServer, StartServer, browser
from tests.mailbox import Mailbox, mail_server

OLD, NEW = "correct horse battery", "staple the horse again"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


@pytest.fixture(scope="module")
def mailing(start_server: StartServer, settings: Settings, mailbox: Mailbox) -> RunningServer:
    chosen = replace(settings, smtp_url=mailbox.url, mail_from="nodepilot@example.com")
    return start_server(chosen, EchoEngine())


async def forget(client: httpx.AsyncClient, address: str) -> httpx.Response:
    return await client.post("/api/auth/password/forgot", json={"email": address})


async def new_account(client: httpx.AsyncClient) -> str:
    address = f"{new_id().hex}@example.com"
    made = await client.post("/api/auth/sign-up", json={"email": address, "password": OLD})
    assert made.status_code == 201
    client.cookies.clear()
    return address


async def use(client: httpx.AsyncClient, link: str) -> httpx.Response:
    token = link.partition("/reset?token=")[2]
    return await client.post("/api/auth/password/reset", json={"token": token, "password": NEW})


async def signs_in(client: httpx.AsyncClient, address: str, password: str) -> int:
    body = {"email": address, "password": password}
    return (await client.post("/api/auth/sign-in", json=body)).status_code


async def test_a_link_by_mail(mailing: RunningServer, mailbox: Mailbox) -> None:
    async with browser(mailing) as client:
        address = await new_account(client)
        stranger = await forget(client, f"{new_id().hex}@example.com")
        mailing.on_its_loop(mailing.services.forgotten_password.finish())
        assert mailbox.letters == []
        known = await forget(client, address)
        assert (known.status_code, known.json()) == (stranger.status_code, stranger.json())
        mailing.on_its_loop(mailing.services.forgotten_password.finish())
        [(to, text)] = mailbox.letters
        assert to == address
        link = re.search(r"http://\S+", text)
        assert link is not None
        assert link[0].startswith(f"{mailing.url}/reset?token=")
        assert (await use(client, link[0])).status_code == 204
        assert (await use(client, link[0])).json()["code"] == "INVALID_LINK"
        assert await signs_in(client, address, OLD) == 401
        assert await signs_in(client, address, NEW) == 200


async def test_a_mail_server_that_is_gone(
    start_server: StartServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    chosen = replace(settings, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="nodepilot@example.com")
    server = start_server(chosen, EchoEngine())
    async with browser(server) as client:
        address = await new_account(client)
        assert (await forget(client, address)).status_code == 202
        server.on_its_loop(server.services.forgotten_password.finish())
    assert "could not be sent" in caplog.text
    assert address not in caplog.text


async def test_without_a_mail_server_the_operator_makes_the_link(
    nobody: httpx.AsyncClient,
    owner: Address,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = await new_account(nobody)
    refused = await forget(nobody, address)
    assert (refused.status_code, refused.json()["code"]) == (409, "NO_MAIL")
    monkeypatch.setenv("NODEPILOT_DATA_DIR", str(settings.data_dir))
    url = f"postgresql://{owner.user}:{quote(owner.password)}@/{owner.database}?host={quote(owner.host)}"
    monkeypatch.setenv("DATABASE_URL", url)
    assert run_command("reset", address) == 0
    assert (await use(nobody, capsys.readouterr().out.strip())).status_code == 204
    assert await signs_in(nobody, address, NEW) == 200
    assert run_command("reset", "nobody-has-this@example.com") == 2
    assert "Nobody has the address" in capsys.readouterr().err


def run_command(*arguments: str) -> int:
    """In a thread: the command has an event loop of its own."""
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main(["accounts", *arguments])))
    thread.start()
    thread.join()
    return codes[0]
