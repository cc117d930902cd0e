#!/usr/bin/env bash
# The browser tests drive Debian's Chromium.
set -euo pipefail
command -v chromium-headless-shell >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium-headless-shell >/dev/null
else
    echo "Chromium is needed for the browser tests: install the package chromium-headless-shell." >&2
    exit 1
fi
