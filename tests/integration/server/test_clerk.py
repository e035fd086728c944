"""Clerk's session tokens: a key set on a real address, and every way in which a token may be wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import jwt
import pytest
from jwt.algorithms import RSAAlgorithm

from nodepilot.accounts.clerk import clerk_session_id
from nodepilot.accounts.tokens import SigningKey, generate_signing_key
from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import NO_TLS, EchoEngine, RunningServer, StartServer

PARTY = "https://app.example.com"


@dataclass
class Clerk:
    """An instance of Clerk as far as a server sees it: an address with public keys."""

    url: str = ""
    keys: dict[str, SigningKey] = field(default_factory=dict)
    fetched: int = 0

    def token(self, *, key_id: str = "ins_1", signed_by: SigningKey | None = None, **changed: Any) -> str:
        now = datetime.now(UTC)
        usual = {
            "iss": self.url,
            "sub": f"user_{new_id().hex}",
            "sid": f"sess_{new_id().hex}",
            "azp": PARTY,
            "iat": now,
            "nbf": now - timedelta(seconds=10),
            "exp": now + timedelta(minutes=1),
        }
        claims = {name: value for name, value in (usual | changed).items() if value is not None}
        key = signed_by or self.keys["ins_1"]
        return jwt.encode(claims, key.private_key, algorithm="RS256", headers={"kid": key_id})


@pytest.fixture(scope="module")
def clerk() -> Iterator[Clerk]:
    instance = Clerk(keys={"ins_1": generate_signing_key("ins_1")})

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            instance.fetched += 1
            public = [
                json.loads(RSAAlgorithm.to_jwk(key.private_key.public_key()))
                | {"kid": name, "use": "sig", "alg": "RS256"}
                for name, key in instance.keys.items()
            ]
            body = json.dumps({"keys": public}).encode()
            self.send_response(200 if self.path == "/.well-known/jwks.json" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    instance.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield instance
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def clerk_server(start_server: StartServer, settings: Settings, clerk: Clerk) -> RunningServer:
    chosen = replace(settings, clerk_issuer=clerk.url, clerk_parties=frozenset({PARTY}))
    return start_server(chosen, EchoEngine())


async def me(server: RunningServer, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, verify=NO_TLS, timeout=30) as client:
        return await client.get("/api/users/me")


async def test_first_sight_makes_the_account(clerk_server: RunningServer, clerk: Clerk) -> None:
    email = f"{new_id().hex}@example.com"
    token = clerk.token(sub="user_first", email=email, name="Somebody")
    seen = await me(clerk_server, token)
    assert seen.status_code == 200
    assert (seen.json()["email"], seen.json()["name"]) == (email, "Somebody")
    again = await me(clerk_server, clerk.token(sub="user_first"))
    assert again.json()["id"] == seen.json()["id"]
    assert (await me(clerk_server, clerk.token())).json()["id"] != seen.json()["id"]


async def test_an_address_that_another_account_has_is_left_out(
    clerk_server: RunningServer, clerk: Clerk
) -> None:
    email = f"{new_id().hex}@example.com"
    await me(clerk_server, clerk.token(email=email))
    second = await me(clerk_server, clerk.token(email=email.upper()))
    assert (second.status_code, second.json()["email"]) == (200, None)


OTHER = generate_signing_key("ins_1")
SOON, PAST = datetime.now(UTC) + timedelta(hours=1), datetime.now(UTC) - timedelta(minutes=1)

FORGED: dict[str, dict[str, Any]] = {
    "another key under the same id": {"signed_by": OTHER},
    "an unknown key": {"key_id": "ins_unknown"},
    "another issuer": {"iss": "https://clerk.evil.example"},
    "expired": {"exp": PAST},
    "not yet valid": {"nbf": SOON},
    "another party": {"azp": "https://evil.example"},
    "no party": {"azp": None},
    "for somebody else": {"aud": "another service"},
    "no subject": {"sub": None},
    "an empty subject": {"sub": " "},
    "no session": {"sid": None},
    "no expiry": {"exp": None},
}


@pytest.mark.parametrize("how", FORGED)
async def test_a_token_that_is_not_taken(clerk_server: RunningServer, clerk: Clerk, how: str) -> None:
    assert (await me(clerk_server, clerk.token(**FORGED[how]))).status_code == 401


async def test_the_built_in_issuer_is_not_impersonated(clerk_server: RunningServer, clerk: Clerk) -> None:
    assert (await me(clerk_server, clerk.token(iss="nodepilot", sub=str(new_id())))).status_code == 401


async def test_made_up_keys_are_not_asked_for_each_time(clerk_server: RunningServer, clerk: Clerk) -> None:
    await me(clerk_server, clerk.token())
    before = clerk.fetched
    for number in range(10):
        await me(clerk_server, clerk.token(key_id=f"ins_made_up_{number}"))
    assert clerk.fetched - before <= 1


async def test_a_tombstone_stays(clerk_server: RunningServer, clerk: Clerk) -> None:
    token = clerk.token(sub="user_leaves")
    assert (await me(clerk_server, token)).status_code == 200
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=clerk_server.url, headers=headers, verify=NO_TLS) as client:
        gone = await client.post("/api/users/me/delete", json={"confirm": "delete"})
    assert gone.status_code == 204
    assert (await me(clerk_server, token)).status_code == 401
    assert (await me(clerk_server, clerk.token(sub="user_leaves"))).status_code == 401


async def test_a_revoked_session(clerk_server: RunningServer, clerk: Clerk, database: Database) -> None:
    first, second = (clerk.token(sub="user_two", sid=f"sess_{one}") for one in ("a", "b"))
    assert (await me(clerk_server, first)).status_code == 200
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute(
            "update sessions set revoked_at = now() where id = %s", (clerk_session_id("sess_a"),)
        )
    assert (await me(clerk_server, first)).status_code == 401
    assert (await me(clerk_server, second)).status_code == 200


async def test_keys_that_cannot_be_had(start_server: StartServer, settings: Settings, clerk: Clerk) -> None:
    chosen = replace(settings, clerk_issuer=clerk.url, clerk_jwks_url=f"{clerk.url}/nothing-here")
    server = start_server(chosen, EchoEngine())
    answer = await me(server, clerk.token())
    assert (answer.status_code, answer.json()["code"]) == (503, "ISSUER_UNAVAILABLE")
