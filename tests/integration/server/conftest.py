"""A real server on a free port, and people who talk to it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx
import pytest
import uvicorn

from nodepilot.accounts.sessions import Sessions
from nodepilot.accounts.signing_keys import SigningKeys
from nodepilot.application.services import Services
from nodepilot.application.turn import Turn
from nodepilot.pipeline.events import (
    Done,
    Event,
    IssuesFound,
    QuestionAsked,
    SetupListed,
    StageFinished,
    StageStarted,
    TextDelta,
    WorkflowReady,
)
from nodepilot.server.app import create_app
from nodepilot.server.guard import SESSION_COOKIE
from nodepilot.settings import Settings
from nodepilot.storage.addresses import Address
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from nodepilot.storage.vault import open_vault
from tests.integration.conftest import MakeDataDir

# Reading the machine's certificates takes longer than a whole test.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

WORKFLOW = {
    "nodes": [{"name": "Start", "type": "n8n-nodes-base.manualTrigger"}],
    "connections": {},
    "name": "Echo",
}


@dataclass
class EchoEngine:
    """Answers with the request's own words, through every kind of event.

    "wait" holds the answer back until `gate` is set; "fail" fails in the middle.
    """

    gate: threading.Event = field(default_factory=threading.Event)
    started: threading.Event = field(default_factory=threading.Event)
    given_up: list[str] = field(default_factory=list)
    """Messages that were begun with and refused."""

    async def __call__(self, turn: Turn) -> AsyncIterator[Event]:
        if turn.kept is not None:
            try:
                await turn.kept.wait()
            except asyncio.CancelledError:
                self.given_up.append(turn.message)
                raise
        yield StageStarted("understand")
        yield TextDelta("You said: ")
        self.started.set()
        if turn.message.startswith("wait"):
            await asyncio.to_thread(self.gate.wait, 20)
        if turn.message.startswith("fail"):
            raise RuntimeError("the test asked for it")
        yield StageFinished("understand", 1.5, "1 step")
        yield QuestionAsked("Which one?", ("this", "that"), 0)
        yield WorkflowReady(WORKFLOW, {"Start": {"": {"kind": "request", "span": [0, 4], "note": ""}}})
        yield IssuesFound(({"code": "NOTHING", "severity": "hint"},))
        yield SetupListed((), (), ({"text": "It is a test", "node": None, "span": None},))
        yield TextDelta(turn.message)
        yield Done("workflow", "echo", 2.5, 0.75)


@dataclass
class RunningServer:
    """A server that takes requests; `services` belong to its own event loop."""

    url: str
    settings: Settings
    services: Services
    loop: asyncio.AbstractEventLoop

    def on_its_loop(self, work: Awaitable[Any]) -> Any:
        async def run() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(30)


StartServer = Callable[[Settings, Any], RunningServer]


@contextmanager
def serving(settings: Settings, engine: Any) -> Iterator[RunningServer]:
    """A server with an event loop and a thread of its own, until the end of the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    chosen = replace(settings, port=listening.getsockname()[1])
    app = create_app(chosen, engine)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="critical",
            lifespan="on",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
    )
    ready = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.startup([listening])
        ready.set()
        await server.main_loop()
        await server.shutdown([listening])

    def run() -> None:
        config = server.config
        config.load()
        server.lifespan = config.lifespan_class(config)
        asyncio.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(30)
    try:
        yield RunningServer(f"http://127.0.0.1:{chosen.port}", chosen, app.state.services, loops[0])
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def start_server(postgres: EmbeddedPostgres) -> Iterator[StartServer]:
    """Starts servers that end with the module's tests: each keeps connections, and the database has a hundred."""
    with ExitStack() as started:
        yield lambda settings, engine: started.enter_context(serving(settings, engine))


@pytest.fixture(scope="session")
def settings(owner: Address, make_data_dir: MakeDataDir) -> Settings:
    """With the database by its address, as an operator names it."""
    url = f"postgresql://{owner.user}:{quote(owner.password)}@/{owner.database}?host={quote(owner.host)}"
    return Settings(data_dir=make_data_dir(), database_url=url, requests_a_minute=0)


@pytest.fixture(scope="session")
def shared_engine() -> EchoEngine:
    return EchoEngine()


@pytest.fixture(scope="session")
def server(
    postgres: EmbeddedPostgres, settings: Settings, shared_engine: EchoEngine
) -> Iterator[RunningServer]:
    """The server that most tests share; it ends before its database."""
    del postgres
    with serving(settings, shared_engine) as running:
        yield running


@pytest.fixture
def engine(shared_engine: EchoEngine) -> Iterator[EchoEngine]:
    """The server's engine, its gate closed; open again afterwards."""
    shared_engine.gate.clear()
    shared_engine.started.clear()
    yield shared_engine
    shared_engine.gate.set()


@dataclass
class Person:
    """Somebody signed in, with a browser's headers."""

    id: UUID
    token: str
    http: httpx.AsyncClient

    async def say(self, message: str, conversation: str | None = None, **headers: str) -> httpx.Response:
        body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
        return await self.http.post("/api/chat/message", json=body, headers=headers)

    async def conversation(self, message: str = "hello") -> dict[str, Any]:
        """A new conversation with one answered message, as the server shows it."""
        answer = (await self.say(message)).json()
        found = await self.http.get(f"/api/conversations/{answer['conversation_id']}")
        return dict(found.json())


MakePerson = Callable[[], Awaitable[Person]]


def browser(server: RunningServer, token: str | None = None) -> httpx.AsyncClient:
    headers = {"Origin": server.url, "X-NodePilot": "1"}
    cookies = {SESSION_COOKIE: token} if token else {}
    return httpx.AsyncClient(base_url=server.url, headers=headers, cookies=cookies, timeout=30, verify=NO_TLS)


@pytest.fixture
async def make_person(server: RunningServer, database: Database) -> AsyncIterator[MakePerson]:
    clients: list[httpx.AsyncClient] = []
    sessions = Sessions(database, SigningKeys(database, open_vault(server.settings)))

    async def make() -> Person:
        user = new_id()
        async with database.acting_as(Role.ACCOUNTS) as transaction:
            await transaction.execute("insert into users (id, name) values (%s, 'somebody')", (user,))
        token = await sessions.start(user, "test")
        client = browser(server, token)
        clients.append(client)
        return Person(user, token, client)

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
async def person(make_person: MakePerson) -> Person:
    return await make_person()


@pytest.fixture
async def stranger(make_person: MakePerson) -> Person:
    return await make_person()


@pytest.fixture
async def nobody(server: RunningServer) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that is not signed in."""
    async with browser(server) as client:
        yield client
