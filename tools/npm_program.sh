#!/usr/bin/env bash
# npm_program.sh NAME VERSION: puts a program from npm, and the Node.js that runs it, into a cache folder outside the
# checkout and prints the folder (nothing else on stdout). Does nothing when it is complete. Tests use it for servers
# that stand in for paid services.
#
# NODEPILOT_CACHE   where such folders are; default /var/cache/nodepilot, or ~/.cache/nodepilot where that is not writable
set -euo pipefail
name=$1
version=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

cache=${NODEPILOT_CACHE:-/var/cache/nodepilot}
if ! mkdir -p "$cache" 2>/dev/null || [[ ! -w $cache ]]; then
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/nodepilot
fi
folder=$cache/${name//[^a-z0-9-]/-}-$version
mkdir -p "$folder"
complete() { [[ -f $folder/.complete ]]; }
complete && { echo "$folder"; exit 0; }

# Two installs into one folder would spoil each other: the second waits, then finds it complete.
exec 9>"$folder/.lock"
flock 9
complete && { echo "$folder"; exit 0; }
{
  npm=$("$here/node_in.sh" "$folder")
  export PATH="$folder/bin:$PATH" NODE_USE_SYSTEM_CA=${NODE_USE_SYSTEM_CA:-1}
  cd "$folder"
  echo '{"private": true}' >package.json
  node "$npm" install "$name@$version" --ignore-scripts --no-audit --no-fund --loglevel=error
  touch "$folder/.complete"
} >&2
echo "$folder"
