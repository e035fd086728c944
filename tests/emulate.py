"""Paid services as somebody else imitates them: the npm program `emulate`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.npm_program import free_port, npm_program, running

VERSION = "0.12.2"


@contextmanager
def emulated(service: str, seed: dict[str, Any]) -> Iterator[str]:
    """The service's address while it runs."""
    folder, port = npm_program("emulate", VERSION), free_port()
    # It calls itself by this name in the addresses that it gives out.
    address = f"http://localhost:{port}"
    with tempfile.TemporaryDirectory() as scratch:
        seed_file = Path(scratch) / "seed.json"
        seed_file.write_text(json.dumps({service: seed}))
        arguments = ["start", "--service", service, "--port", str(port), "--seed", str(seed_file)]
        with running(folder, "emulate/dist/index.js", arguments, address):
            yield address
