"""What the framework alone can do: one route that says hello."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from nodepilot.server.run import listen

app = FastAPI(openapi_url=None)


@app.get("/hello")
async def hello() -> dict[str, str]:
    """Says hello."""
    return {"hello": "world"}


def serve(workers: int, port: int) -> None:
    """As our own server listens, so that the two differ in what they do and not in how packets travel."""
    config = uvicorn.Config("bare_app:app", workers=workers, log_level="warning", access_log=False)
    Multiprocess(config, sockets=[listen("127.0.0.1", port)]).run()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
