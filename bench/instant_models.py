"""A provider of models that answers at once, with what the built-in engine drafted: for measuring all but the provider.

It speaks as Anthropic does, as much of it as is asked here: one answer a request, with a call of the tool that submits.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_DRAFT = re.compile(r"<draft>\n(.*?)\n</draft>", re.DOTALL)
ANSWERS: dict[str, dict[str, Any]] = {
    "submit_intent": {"label": "workflow_request", "confidence": 0.95, "complexity": 4},
    "submit_title": {"title": "A title"},
    "submit_patterns": {"ids": []},
    "submit_template": {"key": "", "fit": 0.0},
    "submit_memories": {"memories": []},
}
START = {"key": "start", "node_type": "n8n-nodes-base.manualTrigger"}


def submitted(tool: str, prompt: str) -> dict[str, Any]:
    """The arguments with which the tool is called: for a plan the draft that stands in the question."""
    if tool != "submit_plan":
        return ANSWERS[tool]
    found = _DRAFT.search(prompt)
    draft = None if found is None or found[1] == "none" else json.loads(found[1])
    return draft or {"name": "Nothing", "steps": [START], "links": []}


def answer_to(question: dict[str, Any]) -> dict[str, Any]:
    """Anthropic's JSON."""
    tool = next(each["name"] for each in reversed(question["tools"]) if each["name"].startswith("submit_"))
    prompt = question["messages"][0]["content"]
    block = {"type": "tool_use", "id": "call_1", "name": tool, "input": submitted(tool, prompt)}
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": question["model"],
        "content": [block],
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {"input_tokens": 1000, "output_tokens": 200},
    }


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            length = int(re.search(r"content-length: (\d+)", head)[1])  # type: ignore[index]
            body = json.dumps(answer_to(json.loads(await reader.readexactly(length)))).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (len(body), body)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


@contextmanager
def instant_models() -> Iterator[str]:
    """The address of such a provider, until the end of the block."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    address: list[str] = []

    async def run() -> None:
        server = await asyncio.start_server(_serve, "127.0.0.1", 0)
        address.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        ready.set()
        async with server:
            await server.serve_forever()

    def work() -> None:
        task = loop.create_task(run())
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        finally:
            loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield address[0]
    finally:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(loop)])
        thread.join(10)
