from __future__ import annotations

import sys

import pytest

from nodepilot.cli.exit_codes import FAILED, WRONG_USE
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("port", ["-1", "65536", "eighty", ""])
def test_a_port_is_a_number_in_range(run: Run, port: str) -> None:
    outcome = run("serve", f"--port={port}")
    assert outcome.code == WRONG_USE
    assert "65535" in outcome.err


def test_the_library_alone_has_no_server(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # As after `pip install nodepilot`, without the extra `server`.
    for name in [
        name for name in sys.modules if name.split(".")[0] == "uvicorn" or name == "nodepilot.server.run"
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    outcome = run("serve")
    assert outcome.code == FAILED
    assert "pip install 'nodepilot[server]'" in outcome.err
