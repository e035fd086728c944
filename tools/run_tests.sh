#!/usr/bin/env bash
# run_tests.sh: the static checks, the web page's tests, then every test folder that runs on this machine alone
# in one pytest run, whose summary is the last line. One failure does not hide the others; any of them counts.
# What has to be left out is said before the tests and stands among the skipped ones.
set -uo pipefail

failed=()
for part in lint types layers web-test; do
  make --no-print-directory "$part" || failed+=("$part")
done
if ((${#failed[@]})); then
  echo "FAILED before the tests: ${failed[*]} (see above)" >&2
fi

if ! { command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome; } >/dev/null; then
  cat >&2 <<'TEXT'
==================================================================
 LEFT OUT: tests/browser. There is no Chromium on this machine.
 Install it (Debian, Ubuntu: sudo apt-get install chromium) and run
 `make test` again, or set CHROMIUM=/path/to/chromium.
==================================================================
TEXT
fi

folders=()
for folder in tests/unit tests/conventions tests/tools tests/integration tests/browser; do
  [[ -d $folder ]] && folders+=("$folder")
done
.venv/bin/pytest -q "${folders[@]}" || failed+=(tests)
((${#failed[@]} == 0))
