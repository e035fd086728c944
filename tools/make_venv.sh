#!/usr/bin/env bash
# make_venv.sh DIR: a virtual environment with the machine's newest usable Python.
# PYTHON=/path/to/python chooses one.
set -euo pipefail
directory=$1

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

python=
found=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
  path=$(command -v "$candidate") || continue
  if usable "$path"; then python=$path; break; fi
  found+=" $path ($("$path" --version 2>&1 | head -n 1))"
done
if [[ -z $python ]]; then
  {
    echo "NodePilot needs Python 3.11 or newer; found:${found:- none at all}."
    echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3.11"
  } >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "$python has no venv module. Debian, Ubuntu: apt-get install python3-venv" >&2
  exit 1
fi
echo "Making $directory with $("$python" --version) ($python) ..."
"$python" -m venv --clear "$directory"
