"""What docs/git.md says works with a real git: the set-up lines are taken from the page itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conventions.source_files import ROOT

PAGE = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
SLACK = {"__rl": True, "mode": "name", "value": "#sales"}

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def node(name: str, kind: str, version: float, **parameters: Any) -> dict[str, Any]:
    return {
        "id": name.lower(),
        "name": name,
        "type": f"n8n-nodes-base.{kind}",
        "typeVersion": version,
        "position": [0, 0],
        "parameters": parameters,
    }


def document() -> dict[str, Any]:
    end = {"node": "Slack", "type": "main", "index": 0}
    return {
        "name": "Orders",
        "nodes": [
            node("Start", "manualTrigger", 1),
            node("Slack", "slack", 2.3, select="channel", channelId=SLACK, text="A new order"),
        ],
        "connections": {"Start": {"main": [[end]]}},
        "settings": {},
    }


class Repository:
    """A git repository with one workflow, set up as the page says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "workflows" / "orders.json"
        self.file.parent.mkdir()
        self.environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PAGER": "cat",
            "LC_ALL": "C.UTF-8",
        }
        self.run("git init --quiet --initial-branch main")
        self.run("git config user.name Somebody && git config user.email somebody@example.com")
        (folder / ".gitattributes").write_text(blocks("gitattributes")[0])
        for block in blocks("sh"):
            if block.startswith("git config"):
                self.run(block)
        self.commit(document(), "first")

    def run(self, command: str, *, code: int = 0) -> str:
        done = subprocess.run(
            ["sh", "-e", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def write(self, content: dict[str, Any]) -> None:
        self.file.write_text(json.dumps(content, indent=2) + "\n")

    def commit(self, content: dict[str, Any], message: str) -> None:
        self.write(content)
        self.run(f"git add --all && git commit --quiet --message '{message}'")

    def branch(self, name: str, content: dict[str, Any]) -> None:
        self.run(f"git checkout --quiet -b {name} main")
        self.commit(content, name)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def with_channel(value: str) -> dict[str, Any]:
    changed = document()
    changed["nodes"][1]["parameters"]["channelId"] = {**SLACK, "value": value}
    return changed


def test_git_diff_tells_it_in_words(repository: Repository) -> None:
    repository.write(with_channel("#ops"))
    assert repository.run("git diff") == "workflows/orders.json\n  `Slack`: channel `#sales` → `#ops`\n"
    assert "`Slack`: channel" in repository.run("git diff HEAD -- workflows")


def test_new_removed_renamed_and_broken_files(repository: Repository) -> None:
    (repository.folder / "workflows" / "new.json").write_text(json.dumps(document()))
    repository.run("git add --all")
    assert "workflows/new.json\n  new workflow with 2 nodes\n" in repository.run("git diff --cached")
    repository.run("git mv workflows/orders.json workflows/o.json")
    assert "workflows/o.json" in repository.run("git diff --cached -M")
    repository.run("git reset --quiet --hard && rm workflows/orders.json")
    assert "removed: a workflow with 2 nodes" in repository.run("git diff")
    repository.file.write_text("{ no json")
    assert "after: no workflow that can be read" in repository.run("git diff")


def test_git_log_compares_line_by_line(repository: Repository) -> None:
    repository.commit(with_channel("#ops"), "second")
    log = repository.run("git log -p -1")
    assert "-  channelId.value: #sales\n+  channelId.value: #ops\n" in log
    assert "position" not in log
    assert "`Slack`: channel `#sales` → `#ops`" in repository.run("git show --ext-diff")
    assert '"value": "#ops"' in repository.run("git show --no-ext-diff --no-textconv")


def test_a_merge_without_conflict(repository: Repository) -> None:
    ours, theirs = with_channel("#ops"), document()
    theirs["nodes"][1]["name"] = "Tell sales"
    theirs["nodes"].append(node("Wait", "wait", 1.1))
    theirs["connections"] = json.loads(json.dumps(theirs["connections"]).replace("Slack", "Tell sales"))
    repository.branch("theirs", theirs)
    repository.branch("ours", ours)
    repository.run("git merge --quiet --no-edit theirs")
    merged = json.loads(repository.file.read_text())
    assert [each["name"] for each in merged["nodes"]] == ["Start", "Tell sales", "Wait"]
    assert merged["nodes"][1]["parameters"]["channelId"]["value"] == "#ops"
    assert merged["connections"]["Start"]["main"][0][0]["node"] == "Tell sales"
    assert repository.run("git status --porcelain") == ""


def test_a_conflict_loses_nothing(repository: Repository) -> None:
    repository.branch("theirs", with_channel("#theirs"))
    repository.branch("ours", with_channel("#ours"))
    told = repository.run("git merge --no-edit theirs", code=1)
    assert "workflows/orders.json: Conflict: `Slack`: channel: `#ours` in ours, `#theirs` in theirs" in told
    assert repository.run("git status --porcelain") == "UU workflows/orders.json\n"
    text = repository.file.read_text()
    assert re.search(r"<{7} ours\n.*#ours.*\n={7}\n.*#theirs.*\n>{7} theirs\n", text)
    for side, keep in (("ours", r"\1"), ("theirs", r"\2")):
        chosen = re.sub(r"<{7} ours\n(.*?)={7}\n(.*?)>{7} theirs\n", keep, text, flags=re.DOTALL)
        assert json.loads(chosen) == with_channel(f"#{side}")


def test_both_sides_add_the_same_file(repository: Repository) -> None:
    for name, channel in (("theirs", "#sales"), ("ours", "#ops")):
        repository.run(f"git checkout --quiet -b {name} main")
        repository.file.parent.joinpath("new.json").write_text(json.dumps(with_channel(channel), indent=2))
        repository.run("git add --all && git commit --quiet --message new")
    told = repository.run("git merge --no-edit theirs", code=1)
    assert "new.json: Conflict: `Slack`: channel" in told


def test_the_hook_by_hand(repository: Repository) -> None:
    (script,) = [block for block in blocks("sh") if block.startswith("#!")]
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script)
    hook.chmod(0o755)
    (repository.folder / "package.json").write_text('{"name": "x"}')
    repository.run("git add --all && git commit --quiet --message 'no workflow'")
    broken = document()
    broken["nodes"][0]["type"] = "n8n-nodes-base.manualTriger"
    repository.write(broken)
    assert "UNKNOWN_NODE_TYPE" in repository.run("git commit --all --message broken", code=1)


def test_the_hook_of_pre_commit(repository: Repository) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (example,) = blocks("yaml")
    (used,) = yaml.safe_load(example)["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    command = " ".join([hook["entry"], *used["args"]])
    assert "1 workflow, 0 of them not valid" in repository.run(f"{command} workflows/orders.json")
    repository.file.write_text("{}{")
    assert "is not JSON" in repository.run(f"{command} workflows/orders.json", code=1)


def test_what_continuous_integration_runs(repository: Repository) -> None:
    github, sarif = [block for block in blocks("sh") if "--format" in block]
    assert "::error" not in repository.run(github)
    repository.run(sarif)
    assert json.loads((repository.folder / "nodepilot.sarif").read_text())["version"] == "2.1.0"
