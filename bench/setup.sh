#!/usr/bin/env bash
# The load generator is wrk: written in C, so that it takes little of the machine it measures.
set -euo pipefail
command -v wrk >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wrk >/dev/null
else
    echo "wrk is needed for the benchmark: install the package wrk." >&2
    exit 1
fi
