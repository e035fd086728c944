"""Prompts: edited with instant effect in every process, rolled back in one step, out as Markdown and back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from nodepilot.ai.prompts import NAMES, packaged_text
from nodepilot.application.prompts import active_texts, take_over
from nodepilot.cli.main import main
from nodepilot.reference.service import KnowledgeTables
from nodepilot.settings import Settings
from nodepilot.storage.addresses import Address
from nodepilot.storage.database import Database
from nodepilot.storage.notifications import Bells
from tests.integration.conftest import MakeDataDir
from tests.integration.server.conftest import Person, RunningServer, serving
from tests.integration.server.test_administration import admin

__all__ = ["admin"]
NAME = "conversation_title"


def edited(words: str) -> str:
    return packaged_text(NAME).replace("## The task", f"## The task\n{words}", 1)


@pytest.fixture(autouse=True)
async def _filled(database: Database, owner: Address) -> None:
    """The server fills the tables when it has started; whoever comes first need not wait."""
    await KnowledgeTables(database, Bells(owner)).fill()


@pytest.fixture
def other(settings: Settings) -> Iterator[RunningServer]:
    """Another process's server, as far as it can be told from here."""
    with serving(settings, None) as running:
        yield running


async def until_shown(server: RunningServer, words: str, *, there: bool = True) -> None:
    async with asyncio.timeout(10):
        while (words in server.services.prompts.book.get(NAME).instructions) is not there:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_an_edit_counts_everywhere_and_is_taken_back(
    admin: Person, server: RunningServer, other: RunningServer
) -> None:
    before = (await admin.http.get(f"/api/admin/prompts/{NAME}")).json()
    answer = await admin.http.put(f"/api/admin/prompts/{NAME}", json={"content": edited("Zorble first.")})
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert made["version"] > before["version"]
    assert (made["origin"], made["is_active"], made["author_id"]) == ("edited", True, str(admin.id))
    for running in (server, other):
        await until_shown(running, "Zorble first.")
    back = (await admin.http.post(f"/api/admin/prompts/{NAME}/rollback", json={})).json()
    assert back["content"] == before["content"]
    for running in (server, other):
        await until_shown(running, "Zorble first.", there=False)
    again = await admin.http.post(f"/api/admin/prompts/{NAME}/rollback", json={"version": made["version"]})
    assert again.json()["version"] == made["version"]
    versions = (await admin.http.get(f"/api/admin/prompts/{NAME}/versions")).json()["versions"]
    assert [each["version"] for each in versions if each["is_active"]] == [made["version"]]
    await admin.http.post(f"/api/admin/prompts/{NAME}/rollback", json={"version": before["version"]})
    acts = [entry["action"] for entry in (await admin.http.get("/api/admin/audit-log")).json()["entries"]]
    assert {"edit prompt", "roll prompt back"} <= set(acts)


async def test_all_of_them_are_listed(admin: Person) -> None:
    listed = (await admin.http.get("/api/admin/prompts")).json()["prompts"]
    assert sorted(each["name"] for each in listed) == sorted(NAMES)
    assert sum(each["characters"] for each in listed) > 32_000


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        (NAME, "no prompt", 422, "INVALID_PROMPT"),
        (NAME, packaged_text("main_prompt"), 422, "INVALID_PROMPT"),
        ("no_such_prompt", packaged_text(NAME), 422, "INVALID_PROMPT"),
        (NAME, "", 422, "INVALID_REQUEST"),
    ],
)
async def test_what_its_stage_could_not_use_is_refused(
    admin: Person, name: str, content: str, status: int, code: str
) -> None:
    answer = await admin.http.put(f"/api/admin/prompts/{name}", json={"content": content})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_version_that_is_not_there(admin: Person) -> None:
    for path in (f"{NAME}?version=9999", "no_such_prompt", "no_such_prompt/versions"):
        assert (await admin.http.get(f"/api/admin/prompts/{path}")).status_code == 404
    answer = await admin.http.post(f"/api/admin/prompts/{NAME}/rollback", json={"version": 9999})
    assert answer.status_code == 404


async def test_out_and_back(database: Database) -> None:
    texts = await active_texts(database)
    assert sorted(texts) == sorted(NAMES)
    assert await take_over(database, texts) == []
    assert await take_over(database, {**texts, NAME: edited("Quibble.")}) == [NAME]
    assert (await active_texts(database))[NAME] == edited("Quibble.")
    assert await take_over(database, texts) == [NAME]
    assert await active_texts(database) == texts


def test_before_a_server_has_started_for_the_first_time(
    make_data_dir: MakeDataDir,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("NODEPILOT_DATA_DIR", str(make_data_dir()))
    assert main(["prompts", "export", str(tmp_path)]) == 0
    assert main(["prompts", "import", str(tmp_path)]) == 0
    assert "Nothing differs." in capsys.readouterr().out


def test_as_a_command(
    settings: Settings,
    server: RunningServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url or "")
    monkeypatch.setenv("NODEPILOT_DATA_DIR", str(settings.data_dir))
    assert main(["prompts", "export", str(tmp_path)]) == 0
    assert sorted(file.stem for file in tmp_path.glob("*.md")) == sorted(NAMES)
    assert main(["prompts", "import", str(tmp_path)]) == 0
    assert "Nothing differs." in capsys.readouterr().out
    assert main(["prompts", "import", str(tmp_path / "nowhere")]) == 2
    (tmp_path / f"{NAME}.md").write_text("no prompt")
    assert main(["prompts", "import", str(tmp_path)]) == 2
    assert NAME in capsys.readouterr().err
