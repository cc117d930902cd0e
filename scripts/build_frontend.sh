#!/usr/bin/env bash
# Build the pages' style sheet and script with Node.js (the machine's, or one from a wheel), and
# lay out the fonts of printed forms, which come the same way.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements-node.lock
    export PATH="$PWD/.venv/bin:$PATH"
fi
npm ci --no-audit --no-fund --loglevel=error
npm run --silent build

# The fonts of printed forms: the regular face of each script, and a bold one for headings.
fonts=src/claims_portal/files/printing/fonts
rm -rf "$fonts" && mkdir -p "$fonts"
cp node_modules/@expo-google-fonts/*/400Regular/*.ttf \
    node_modules/@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf "$fonts"
cp node_modules/@expo-google-fonts/noto-sans/LICENSE_FONT "$fonts/OFL.txt"
