"""A new route comes with a case in tests/integration/server/isolation_cases.py, so that none goes untried."""

from __future__ import annotations

from tests.conventions.test_routes_are_documented import routes
from tests.integration.server.isolation_cases import CASES, ELSEWHERE


def test_every_route_has_a_case() -> None:
    missing = set(routes()) - set(CASES) - set(ELSEWHERE)
    assert not missing, f"say in isolation_cases.py how a stranger tries: {sorted(missing)}"


def test_no_case_is_for_a_route_that_is_gone() -> None:
    assert set(CASES) | set(ELSEWHERE) <= set(routes())
