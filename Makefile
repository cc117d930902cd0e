# Everything below works on a fresh machine with Python 3.11+, make and git.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Python keeps what it has compiled, whatever the machine says: each process of the portal would
# compile all of it again, which takes two seconds, and there are five of them.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
PORTAL := $(BIN)/claims-portal
COMPILE := $(BIN)/uv pip compile -q --universal --generate-hashes \
	--no-emit-index-url --python-version 3.11 --custom-compile-command "make lock"
FRONTEND := src/claims_portal/web/static/portal/built/portal.css
TEXTS := $(wildcard src/claims_portal/locale/*/LC_MESSAGES/django.po)
CATALOGUES := $(TEXTS:.po=.mo)

.PHONY: help run demo test journeys fuzz check bench bench-rounds docs client messages lock setup setup-tests clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup ## Set everything up and serve the demo portal, a sandbox, on http://localhost:8000
	@PORTAL_DEMO=$${PORTAL_DEMO:-yes} PORTAL_SANDBOX=$${PORTAL_SANDBOX:-$${PORTAL_DEMO:-yes}} exec $(PORTAL) serve

demo: setup ## Play a whole RTA claim against the running portal (make run, in another window)
	@$(PORTAL) demo-claim

test: setup-tests ## Run all tests against a real PostgreSQL and a real browser
	@$(BIN)/pytest -n auto --dist worksteal

journeys: setup-tests ## Walk the journeys by keyboard in all four ways, axe on every page
	@PORTAL_ALL_WAYS=yes $(BIN)/pytest -n auto --dist worksteal $$(find tests -name 'test_browser_by_keyboard*.py')

fuzz: setup ## Send the API many requests that its contract allows, others each time
	@PORTAL_FUZZ_EXAMPLES=$${PORTAL_FUZZ_EXAMPLES:-200} $(BIN)/pytest -n auto tests/api/test_schemathesis.py

check: setup ## Style, types, import contracts, missing migrations, stale documents
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.lint
	@$(BIN)/python -m tests.migrations_policy
	@$(PORTAL) makemigrations --check --dry-run
	@$(PORTAL) check

bench: setup ## Measure throughput beside pgbench, and 100,000 old accounts beside DuckDB
	@bash bench/setup.sh && $(BIN)/python -m bench
	@$(BIN)/python -m bench.accounts

bench-rounds: setup ## Measure what the worker does every minute, two workers racing
	@$(BIN)/python -m bench.rounds

docs: setup ## Write the generated documents anew
	@$(PORTAL) write-docs

client: setup ## Write the generated files of the Python client anew
	@$(BIN)/python -m scripts.write_client

messages: setup ## Collect the texts of the pages for translators, and compile what they wrote
	@$(BIN)/python -m scripts.messages

setup: .venv/.installed $(FRONTEND) $(CATALOGUES)

.venv/.installed: requirements.lock requirements-setup.lock pyproject.toml
	@test -x $(BIN)/uv || bash scripts/make_environment.sh
	@$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements.lock requirements-setup.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(FRONTEND): package.json package-lock.json $(shell find src/claims_portal/web/frontend -type f) | .venv/.installed
	@bash scripts/build_frontend.sh

$(CATALOGUES) &: $(TEXTS) | .venv/.installed
	@$(BIN)/python -m scripts.messages compile

setup-tests: setup ## What the tests need beside: a browser
	@bash scripts/install_browser.sh

lock: .venv/.installed ## Renew the hashed lock files
	@$(COMPILE) pyproject.toml --extra s3 --extra tracing --group dev -o requirements.lock
	@$(COMPILE) --group setup -o requirements-setup.lock
	@$(COMPILE) --group node -o requirements-node.lock

clean: ## Remove what set-up made; the demo's data (var/) stays
	@rm -rf .venv node_modules build src/claims_portal/web/static/portal/built
