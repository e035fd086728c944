#!/usr/bin/env bash
# run_tests.sh: every test folder that runs on this machine alone, in one pytest run; its summary is the last line.
# What had to be left out is said before the tests and stands among the skipped ones.
set -euo pipefail
if ! { command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome; } >/dev/null; then
  {
    echo "=================================================================="
    echo " LEFT OUT: tests/browser. There is no Chromium on this machine."
    echo " Install it (Debian, Ubuntu: sudo apt-get install chromium) and run"
    echo " make test again, or set CHROMIUM=/path/to/chromium."
    echo "=================================================================="
  } >&2
fi
folders=()
for folder in tests/unit tests/conventions tests/integration tests/browser; do
  [[ -d $folder ]] && folders+=("$folder")
done
exec .venv/bin/pytest -q "${folders[@]}" "$@"
