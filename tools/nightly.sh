#!/usr/bin/env bash
# nightly.sh [CORPUS]: what takes too long for every change, one suite after the other, each with a budget.
# A suite that fails or runs out of time does not keep the others from running; any of them counts.
set -uo pipefail
corpus=${1:-}
pytest=(.venv/bin/pytest -q -o timeout=0)
failed=()

suite() { # NAME BUDGET COMMAND …
  local name=$1 budget=$2
  shift 2
  echo "== $name (at most $budget)"
  timeout --kill-after=30s "$budget" "$@" || failed+=("$name")
}

suite kills 40m env NODEPILOT_KILLS=100 "${pytest[@]}" tests/integration/test_kills.py
suite soak 20m env NODEPILOT_SOAK=600 "${pytest[@]}" tests/integration/test_soak.py
suite schemathesis 25m env NODEPILOT_SCHEMATHESIS=900 "${pytest[@]}" tests/integration/server/test_schemathesis.py
suite fuzz 60m make --no-print-directory fuzz CORPUS="$corpus"

if ((${#failed[@]})); then
  echo "FAILED: ${failed[*]}" >&2
  exit 1
fi
echo "All suites passed."
