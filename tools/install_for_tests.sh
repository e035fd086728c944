#!/usr/bin/env bash
# Sees to it that the programs are there which some tests need, where this machine lets us: a Chromium, and a Redis
# (without its service: tests start their own).
# Never fails: without one, the tests that need it are left out, aloud.
set -uo pipefail
missing=()
have() { for name in "$@"; do command -v "$name" >/dev/null && return; done; return 1; }
have "${CHROMIUM:-chromium}" chromium-browser google-chrome || missing+=(chromium)
have redis-server redis-check-rdb || missing+=(redis-tools)
((${#missing[@]})) || exit 0
if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
  echo "Not here, and this user may not install it: ${missing[*]}" >&2
  exit 0
fi
echo "Installing from the distribution's packages: ${missing[*]} ..."
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  echo "Could not be installed: ${missing[*]}" >&2
  tail -n 5 "$log" >&2
fi
rm -f "$log"
