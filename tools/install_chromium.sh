#!/usr/bin/env bash
# Sees to it that there is a Chromium for the browser tests, where this machine lets us.
# Never fails: without one, the tests that need it are left out, aloud.
set -uo pipefail
for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
  echo "No Chromium here, and this user may not install one." >&2
  exit 0
fi
echo "Installing Chromium from the distribution's packages ..."
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install --yes --no-install-recommends chromium; } >"$log" 2>&1; then
  echo "Chromium could not be installed:" >&2
  tail -n 5 "$log" >&2
fi
rm -f "$log"
