#!/usr/bin/env bash
# lock.sh VENV: requirements/*.txt from pyproject.toml and requirements/node.in.
# Versions stay as they are unless pyproject.toml forbids them; `make lock UPGRADE=1` takes the newest.
set -euo pipefail
bin=$1/bin
[[ -x $bin/uv ]] || "$bin/python" -m pip install --quiet uv
lock() {
  local output=$1; shift
  "$bin/uv" pip compile "$@" --output-file "$output" --quiet \
    --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links ${UPGRADE:+--upgrade}
  echo "$output: $(grep -c == "$output") packages"
}
lock requirements/dev.txt pyproject.toml --all-extras
lock requirements/server.txt pyproject.toml --extra server --constraint requirements/dev.txt
lock requirements/node.txt requirements/node.in
