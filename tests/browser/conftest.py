"""A real server and a real Chromium.

Every page is watched: an error in the console, an uncaught exception, a violation of the security policy or
a request to any other host fails the test that caused it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SLOWEST_START = 60.0
LONGEST_WAIT = 30_000
"""Milliseconds. What is waited for comes at once, except on a machine that has much else to do."""

expect.set_options(timeout=LONGEST_WAIT)
ADDRESS = re.compile(r"(http://[^/\s]+)/\?token=\S+")

WATCH_POLICY = """
globalThis.policyViolations = [];
addEventListener("securitypolicyviolation", (event) =>
  policyViolations.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Served:
    """A running `nodepilot serve`. `sign_in` is the printed address, `home` the page without the token."""

    data_dir: Path
    process: subprocess.Popen[bytes]
    sign_in: str

    @property
    def home(self) -> str:
        return self.sign_in.split("?", 1)[0]

    @property
    def port(self) -> str:
        return self.home.rstrip("/").rsplit(":", 1)[1]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def start_server(data_dir: Path, port: str = "0", **environment: str) -> Served:
    log = data_dir.parent / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("nodepilot"), "serve", "--port", port],
            # One owner does in seconds what people do in a day.
            env={
                **os.environ,
                "NODEPILOT_DATA_DIR": str(data_dir),
                "NODEPILOT_RATE_LIMIT": "0",
                **environment,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + SLOWEST_START
    while time.monotonic() < deadline and process.poll() is None:
        found = ADDRESS.search(log.read_text())
        if found:
            return Served(data_dir, process, found[0])
        time.sleep(0.05)
    process.kill()
    process.wait()
    raise AssertionError(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def make_data_dir() -> Iterator[Callable[[], Path]]:
    """Makes data folders. pytest's own temporary folders are closed to the account that root drops to."""
    made: list[Path] = []

    def make() -> Path:
        parent = Path(tempfile.mkdtemp(prefix="nodepilot-browser-"))
        parent.chmod(0o711)
        made.append(parent)
        return parent / "data"

    yield make
    for parent in made:
        shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture(scope="session")
def served(make_data_dir: Callable[[], Path]) -> Iterator[Served]:
    """One server for all tests that need none of their own."""
    server = start_server(make_data_dir())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(
        filter(
            None,
            map(shutil.which, (os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome")),
        ),
        None,
    )
    if path is None:
        pytest.skip("There is no Chromium on this machine: apt-get install chromium, or set CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong on a page while nobody looked."""

    own: str
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Hosts of somebody else that the browser is sent to."""

    def follow(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console {message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.own, "data:", "blob:", *self.others)):
            self.complaints.append(f"request to {request.url}")

    def check(self, context: BrowserContext) -> None:
        for page in context.pages:
            for violation in page.evaluate("globalThis.policyViolations ?? []"):
                self.complaints.append(f"security policy: {violation}")
        unexpected = [
            complaint
            for complaint in self.complaints
            if not any(words in complaint for words in self.expected)
        ]
        assert not unexpected, unexpected


OpenPage = Callable[..., Page]
MakeDataDir = Callable[[], Path]


@contextmanager
def watched(chromium: Browser, own: str, **options: Any) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser window of its own; what went wrong in it fails the test at the end."""
    context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    context.set_default_timeout(LONGEST_WAIT)
    context.add_init_script(WATCH_POLICY)
    watch = Watch(own)
    context.on("page", watch.follow)
    try:
        yield context, watch
        watch.check(context)
    finally:
        context.close()


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, served: Served) -> Any:
    """The cookies of the local owner."""
    with watched(chromium, served.home) as (context, _):
        page = context.new_page()
        page.goto(served.sign_in)
        page.get_by_label("Your message").wait_for()
        # The first-run tour has tests of its own.
        page.get_by_role("button", name="Skip the tour").click()
        expect(page.get_by_role("complementary", name="A short tour")).to_have_count(0)
        return context.storage_state()


@pytest.fixture
def open_page(chromium: Browser, served: Served, signed_in: Any) -> Iterator[OpenPage]:
    """Opens the page, signed in; keyword arguments go to the browser window (`viewport`, `color_scheme` ...)."""
    windows = []

    def open_one(path: str = "", *, expect: tuple[str, ...] = (), **options: Any) -> Page:
        window = watched(chromium, served.home, storage_state=signed_in, **options)
        context, watch = window.__enter__()
        watch.expected.extend(expect)
        windows.append(window)
        page = context.new_page()
        page.goto(served.home + path)
        return page

    yield open_one
    for window in windows:
        window.__exit__(None, None, None)
