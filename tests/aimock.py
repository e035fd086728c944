"""Hosted models as somebody else imitates them on the wire: the npm program `@copilotkit/aimock`.

A fixture is what it answers to a message: {"match": {"userMessage", "model"}, "response"}.
"""

from __future__ import annotations

import gc
import json
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.npm_program import free_port, npm_program, running

VERSION = "1.43.0"
Fixture = dict[str, Any]


@dataclass
class FakeModels:
    """Both providers at one address."""

    url: str
    _forgotten: int = 0

    def requests(self) -> list[dict[str, Any]]:
        """What was asked since the last `forget`, oldest first."""
        with urllib.request.urlopen(f"{self.url}/__aimock/journal", timeout=10) as answer:  # noqa: S310
            return list(json.load(answer))[self._forgotten :]

    def disturb(self, **rates: float) -> None:
        """From now on so many answers of one fail: `dropRate`, `malformedRate`, `disconnectRate`, `rateLimitRate`.
        Without rates none does any more."""
        request = urllib.request.Request(  # noqa: S310 - an address of our own
            f"{self.url}/__aimock/chaos",
            data=json.dumps(rates).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310

    def forget(self) -> None:
        self._forgotten += len(self.requests())


def open_clients() -> list[Any]:
    """Clients of both SDKs that nobody has closed, or whose owner forgot them."""
    import anthropic
    import openai

    kinds = (anthropic.AsyncAnthropic, openai.AsyncOpenAI)
    # The type is asked for, not the object: some objects answer for another one.
    found = [each for each in gc.get_objects() if issubclass(type(each), kinds)]
    return [client for client in found if not client.is_closed()]


@contextmanager
def fake_models(fixtures: Sequence[Fixture], *, strict: bool = True) -> Iterator[FakeModels]:
    """Not `strict`, it makes up an answer where no fixture fits: for embeddings one that depends on the text alone."""
    folder, port = npm_program("@copilotkit/aimock", VERSION), free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "fixtures.json"
        file.write_text(json.dumps({"fixtures": list(fixtures)}))
        arguments = ["--port", str(port), "--fixtures", str(file), "--log-level", "silent"]
        arguments += ["--strict"] if strict else []
        with running(folder, "@copilotkit/aimock/dist/cli.js", arguments, f"{url}/__aimock/journal"):
            yield FakeModels(url)


def submits(plan: dict[str, Any]) -> dict[str, Any]:
    """A response that calls `submit_plan`."""
    return calls("submit_plan", plan)


def calls(tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """A response that calls a tool."""
    usage = {"prompt_tokens": 900, "completion_tokens": 120, "input_tokens": 900, "output_tokens": 120}
    return {"toolCalls": [{"name": tool, "arguments": json.dumps(arguments)}], "usage": usage}


def fails(status: int, kind: str, message: str = "No") -> dict[str, Any]:
    """A response that is an error."""
    return {"error": {"message": message, "type": kind}, "status": status}
