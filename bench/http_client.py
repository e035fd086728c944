"""A small HTTP/1.1 client, so that what is measured is the server and not the client beside it on the same cores."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """One connection that is kept, with a browser's headers and one cookie."""

    base: str
    cookie: str = ""
    _reader: asyncio.StreamReader | None = field(default=None, repr=False)
    _writer: asyncio.StreamWriter | None = field(default=None, repr=False)

    async def request(self, method: str, path: str, body: Any = None) -> Answer:
        """Sends one request and reads its whole answer; over a new connection if the kept one has been closed."""
        await self.send(method, path, body)
        try:
            return await self._read()
        except (asyncio.IncompleteReadError, ConnectionError):
            await self.close()
            await self.send(method, path, body)
            return await self._read()

    async def send(self, method: str, path: str, body: Any = None, accept: str = "application/json") -> None:
        address = urlsplit(self.base)
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(address.hostname, address.port)
        content = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {address.netloc}",
            f"Origin: {self.base}",
            "X-NodePilot: 1",
            f"Accept: {accept}",
            f"Content-Length: {len(content)}",
        ]
        if body is not None:
            lines.append("Content-Type: application/json")
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        self._writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)

    async def line(self) -> str:
        """The next line of a stream's body."""
        return (await self._open_reader().readline()).decode().rstrip("\r\n")

    async def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _open_reader(self) -> asyncio.StreamReader:
        if self._reader is None:
            raise RuntimeError("nothing was sent")
        return self._reader

    async def _read(self) -> Answer:
        reader = self._open_reader()
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        status = int(head[0].split(" ")[1])
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        if "set-cookie" in headers:
            # Names are folded above; the value must not be.
            kept = next(line for line in head if line.lower().startswith("set-cookie"))
            self.cookie = kept.split(": ", 1)[1].split(";")[0]
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(await reader.readline(), 16):
                parts.append((await reader.readexactly(size + 2))[:-2])
            await reader.readline()
            return Answer(status, headers, b"".join(parts))
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers, body)
