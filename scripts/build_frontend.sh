#!/usr/bin/env bash
# Build the pages' style sheet and script with Node.js: the machine's, or one from a wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements-node.lock
    export PATH="$PWD/.venv/bin:$PATH"
fi
npm ci --no-audit --no-fund --loglevel=error
npm run --silent build
