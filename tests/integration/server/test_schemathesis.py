"""The whole API against its own description, by schemathesis: no 500, and no answer that breaks its schema.

`NODEPILOT_SCHEMATHESIS=SECONDS` fuzzes for that long in place of the short run (`make nightly`).
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import psycopg

from nodepilot.settings import Settings
from nodepilot.storage.addresses import Address
from nodepilot.storage.embedded import EmbeddedPostgres
from tests.integration.server.conftest import MakePerson, serving

BUDGET = os.environ.get("NODEPILOT_SCHEMATHESIS", "")

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)

LEFT_OUT = {
    "/api/events": "does not end",
    "/api/users/me/delete": "would end the account that asks",
    "/api/auth/sign-out": "would end the session that asks",
}


def run_options(folder: Path) -> list[str]:
    effort = (
        [
            "--phases=examples,coverage,fuzzing",
            "--max-examples=15",
            f"--max-time={BUDGET}",
            "--generation-database=none",
        ]
        if BUDGET
        else ["--phases=examples,fuzzing", "--max-examples=4", "--seed=1", "--generation-deterministic"]
    )
    return [
        *effort,
        f"--checks={','.join(CHECKS)}",
        *(f"--exclude-path={path}" for path in LEFT_OUT),
        "--suppress-health-check=all",
        "--warnings=off",
        "--no-color",
    ]


async def test_the_api_keeps_to_its_description(
    make_person: MakePerson, settings: Settings, postgres: EmbeddedPostgres, owner: Address, tmp_path: Path
) -> None:
    administrator = await make_person()
    with psycopg.connect(postgres.superuser.conninfo(dbname=owner.database), autocommit=True) as connection:
        connection.execute("update users set is_admin = true where id = %s", (administrator.id,))
    with serving(settings, None) as server:
        paths = (await administrator.http.get("/api/openapi.json")).json()["paths"]
        operations = sum(len(methods) for methods in paths.values())
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("st")),
            "run",
            f"{server.url}/api/openapi.json",
            f"--header=Authorization: Bearer {administrator.token}",
            *run_options(tmp_path),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said = (await process.communicate())[0].decode()
    report = "\n".join(line for line in said.splitlines() if administrator.token not in line)
    assert process.returncode == 0, report
    assert "No issues found" in report, report
    assert f"Tested: {operations - len(LEFT_OUT)}\n" in report, report
