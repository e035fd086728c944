"""Starts a real n8n on this machine, imports workflows over its public API, says what it answered.

    python tools/ask-n8n/live.py --n8n FOLDER < workflows.jsonl > answers.jsonl

FOLDER is what `install.sh` prints. A row is {"id", "workflow"}; its answer is {"id", "imported", "status",
"message"}, `status` being the HTTP status of `POST /api/v1/workflows`. The server listens on loopback only,
keeps its data in a scratch folder, and is gone when the program ends.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_SECONDS = 180
STOP_SECONDS = 10
HOST = "127.0.0.1"
SCOPES = ["workflow:create", "workflow:read", "workflow:list", "workflow:delete"]


class LiveError(Exception):
    """n8n did not start, or did not let us in."""


@dataclass
class LiveN8n:
    """A running n8n with an owner, and a key for its public API. Both exist as long as the server."""

    port: int
    api_key: str = field(default="", repr=False)
    cookie: str = field(default="", repr=False)

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON (None where the answer is no JSON); raises `OSError` while nobody listens."""
        headers = {"content-type": "application/json"}
        if self.cookie:
            headers["cookie"] = self.cookie
        if self.api_key:
            headers["x-n8n-api-key"] = self.api_key
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            content = response.read()
            for cookie in response.headers.get_all("set-cookie") or []:
                self.cookie = cookie.split(";")[0]
        finally:
            connection.close()
        try:
            return response.status, json.loads(content)
        except ValueError:
            return response.status, None

    def import_workflow(self, workflow: Any) -> tuple[int, str]:
        """Status and message of the public API; 200 means that n8n took the workflow as it is."""
        status, answer = self.call("POST", "/api/v1/workflows", workflow)
        message = answer.get("message", "") if isinstance(answer, dict) else ""
        return status, str(message)


@contextmanager
def live_n8n(folder: Path) -> Iterator[LiveN8n]:
    """A fresh n8n, ready to import into; stopped by its process id at the end."""
    with tempfile.TemporaryDirectory(prefix="nodepilot-n8n-", ignore_cleanup_errors=True) as scratch:
        port, broker_port = free_ports(2)
        log_path = Path(scratch) / "n8n.log"
        command = [str(folder / "bin" / "node"), str(folder / "node_modules/n8n/bin/n8n"), "start"]
        with log_path.open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=scratch,
                env=environment(scratch, port, broker_port),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            server = LiveN8n(port)
            wait_until_ready(server, process, log_path)
            let_us_in(server)
            yield server
        finally:
            stop(process)


def environment(scratch: str, port: int, broker_port: int) -> dict[str, str]:
    """Only what n8n needs: none of our own variables reach it."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "HOME": scratch,
        "N8N_USER_FOLDER": scratch,
        "N8N_PORT": str(port),
        "N8N_LISTEN_ADDRESS": HOST,
        "N8N_RUNNERS_BROKER_PORT": str(broker_port),
        "N8N_SECURE_COOKIE": "false",
        "N8N_DIAGNOSTICS_ENABLED": "false",
        "N8N_VERSION_NOTIFICATIONS_ENABLED": "false",
        "N8N_TEMPLATES_ENABLED": "false",
        "N8N_PERSONALIZATION_ENABLED": "false",
    }


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server((HOST, 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def wait_until_ready(server: LiveN8n, process: subprocess.Popen[bytes], log: Path) -> None:
    """Migrations done, routes registered; raises `LiveError` with the end of n8n's own log."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LiveError(f"n8n ended with code {process.returncode}:\n{tail(log)}")
        try:
            ready, _ = server.call("GET", "/healthz/readiness")
            # The server answers before its routes are there; the settings come last.
            status, settings = server.call("GET", "/rest/settings")
        except (OSError, http.client.HTTPException):
            time.sleep(0.5)
            continue
        if ready == status == http.client.OK and "showSetupOnFirstLoad" in json.dumps(settings):
            return
        time.sleep(0.5)
    raise LiveError(f"n8n was not ready after {START_SECONDS} s:\n{tail(log)}")


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])


def let_us_in(server: LiveN8n) -> None:
    """Sets up the owner and takes a key for the public API."""
    owner = {"email": "owner@example.com", "firstName": "Owner", "lastName": "Owner"}
    password = f"Aa1{secrets.token_urlsafe(18)}"
    login = {"emailOrLdapLoginId": owner["email"], "password": password}
    key = {"label": "nodepilot", "expiresAt": None, "scopes": SCOPES}
    server_answers = [
        server.call("POST", "/rest/owner/setup", {**owner, "password": password}),
        server.call("POST", "/rest/login", login),
        server.call("POST", "/rest/api-keys", key),
    ]
    for (status, answer), step in zip(server_answers, ("owner", "login", "API key"), strict=True):
        if status >= http.client.BAD_REQUEST:
            reason = answer.get("message") if isinstance(answer, dict) else answer
            raise LiveError(f"n8n refused the {step} with status {status}: {reason}")
    server.api_key = server_answers[-1][1]["data"]["rawApiKey"]


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the server and what it started (its task runner), which share its process group."""
    for end in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, end)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--n8n", type=Path, required=True, metavar="FOLDER", help="what install.sh prints")
    folder = parser.parse_args().n8n
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    try:
        with live_n8n(folder) as server:
            for row in rows:
                status, message = server.import_workflow(row["workflow"])
                answer = {
                    "id": row["id"],
                    "imported": status == http.client.OK,
                    "status": status,
                    "message": message,
                }
                print(json.dumps(answer), flush=True)
    except LiveError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
