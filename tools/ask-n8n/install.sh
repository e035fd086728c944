#!/usr/bin/env bash
# Puts a real n8n into a cache folder, to be asked by `ask.cjs` and `live.py`.
#
#   tools/ask-n8n/install.sh          prints the folder (nothing else on stdout); does nothing when it is complete
#
# NODEPILOT_N8N_CACHE   the folder; default /var/cache/nodepilot/n8n, or ~/.cache/nodepilot/n8n where that is not writable
# N8N_VERSION           the release; default below
#
# The first time takes about five minutes and 2.8 GB. Node comes from PyPI, pinned and hashed; n8n from npm.
set -euo pipefail
version=${N8N_VERSION:-2.40.7}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

folder=${NODEPILOT_N8N_CACHE:-/var/cache/nodepilot/n8n}
if ! mkdir -p "$folder" 2>/dev/null || [[ ! -w $folder ]]; then
  if [[ -n ${NODEPILOT_N8N_CACHE:-} ]]; then
    echo "NODEPILOT_N8N_CACHE=$folder is not writable." >&2
    exit 1
  fi
  # Somebody else's complete copy is as good as our own.
  [[ -f $folder/.complete && $(<"$folder/.complete") == "$version" ]] && { echo "$folder"; exit 0; }
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/nodepilot/n8n
  mkdir -p "$folder"
fi

complete() { [[ -f $folder/.complete && $(<"$folder/.complete") == "$version" ]]; }
complete && { echo "$folder"; exit 0; }

# Two installs into one folder would spoil each other: the second waits, then finds it complete.
exec 9>"$folder/.lock"
flock 9
complete && { echo "$folder"; exit 0; }

{
  echo "Installing n8n $version into $folder (about five minutes) ..."
  rm -rf "$folder/.complete" "$folder/node_modules" "$folder/package.json" "$folder/package-lock.json" "$folder/npm"

  npm_program=$("$here/../node_in.sh" "$folder")
  # Behind a company's proxy the machine knows its certificate, and Node has to ask the machine.
  export PATH="$folder/bin:$PATH" NODE_USE_SYSTEM_CA=${NODE_USE_SYSTEM_CA:-1}
  npm() { "$folder/bin/node" "$npm_program" "$@"; }

  # No install scripts: one optional dependency would fetch sources from elsewhere ...
  cd "$folder"
  # Older releases take one package (spreadsheets) from its maker's own server; npm has an earlier one of it.
  echo '{"private": true, "overrides": {"xlsx": "0.18.5"}}' >package.json
  npm install "n8n@$version" --ignore-scripts --no-audit --no-fund --loglevel=error
  # ... so what the server does need is compiled here: SQLite, from the sources inside its package.
  cd "$folder/node_modules/sqlite3"
  node_home=$(cd -P "$folder/bin/.." && pwd)
  gyp=$node_home/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js
  if ! npm_config_nodedir=$node_home node "$gyp" rebuild >"$folder/sqlite3.log" 2>&1; then
    tail -n 20 "$folder/sqlite3.log"
    echo "SQLite could not be compiled: it needs a C++ compiler, make and python3 (see $folder/sqlite3.log)."
    exit 1
  fi
  cd "$folder"
  [[ $(node node_modules/n8n/bin/n8n --version 2>/dev/null | tail -n 1) == "$version" ]]
  echo "$version" >"$folder/.complete"
  echo "n8n $version is ready."
} >&2
echo "$folder"
