# The three commands that matter: `make run`, `make check`, `make test`. All of them: `make help`.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
STATIC := src/nodepilot/server/static
PYTHON_CODE := src tests tools hatch_build.py

# Empty as long as there is no web page in the checkout.
WEB_PACKAGE := $(wildcard web/package.json)
WEB_SOURCES := $(if $(WEB_PACKAGE),$(shell find web -type d \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.tsbuildinfo' -print))
WEB_PAGE := $(if $(WEB_PACKAGE),$(STATIC)/.built)

PYTEST := $(BIN)/pytest -q
UNIT := tests/unit tests/conventions tests/tools

.DEFAULT_GOAL := help
.PHONY: help setup run dev check test lint types layers format unit integration browser web-test chromium agreement precision expressions bench bench-server fuzz upgrade-figures mutations bad-answers nightly lock api-client build clean

help: ## list what can be made
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- set-up ------------------------------------------------------------------

setup: $(VENV)/.installed $(WEB_PAGE) ## install everything into .venv and build the web page
	@:

$(VENV)/.python:
	@tools/make_venv.sh $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python requirements/dev.txt pyproject.toml
	@echo "Installing the pinned packages into $(VENV) ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STATIC)/.built: $(WEB_SOURCES) tools/build_web.py requirements/node.txt | $(VENV)/.installed
	@$(BIN)/python tools/build_web.py
	@touch $@

# --- running -----------------------------------------------------------------

run: setup ## set up if needed, then serve on 127.0.0.1
	@exec $(BIN)/nodepilot serve

dev: setup ## serve, and reload when a source file changes
	@exec $(BIN)/nodepilot serve --reload

# --- checking ----------------------------------------------------------------

check: lint types layers ## the quick checks: run them before every commit
	@$(PYTEST) $(UNIT) -m 'not slow'

test: setup chromium ## everything that runs on this machine alone
	@tools/run_tests.sh

lint: $(VENV)/.installed ## style and formatting
	@$(BIN)/ruff check $(PYTHON_CODE)
	@$(BIN)/ruff format --check $(PYTHON_CODE)

types: $(VENV)/.installed ## static types, strictly
	@$(BIN)/mypy

layers: $(VENV)/.installed ## imports go downward only
	@report=$$($(BIN)/lint-imports --config pyproject.toml 2>&1) || { echo "$$report"; exit 1; }; echo "$$report" | tail -n 1

format: $(VENV)/.installed ## format and mend what can be mended
	@$(BIN)/ruff format $(PYTHON_CODE)
	@$(BIN)/ruff check --fix $(PYTHON_CODE)

unit: $(VENV)/.installed ## tests without database, server or browser
	@$(PYTEST) $(UNIT)

integration: setup ## tests with the embedded PostgreSQL and a running server
	@$(PYTEST) tests/integration

browser: setup chromium ## the main job, done in a real Chromium
	@$(PYTEST) tests/browser

web-test: setup ## the web page's own tests
	@if [ -n "$(WEB_PACKAGE)" ]; then $(BIN)/python tools/build_web.py --test; fi

chromium:
	@tools/install_for_tests.sh

fuzz: $(VENV)/.installed ## 50,000 mutated workflows: make fuzz [CORPUS=DIR] [COUNT=50000]
	@NODEPILOT_FUZZ=$(or $(COUNT),50000) NODEPILOT_FUZZ_CORPUS=$(CORPUS) \
	  $(PYTEST) -o timeout=0 tests/unit/validation/test_any_document.py

nightly: setup ## what takes long: kills, soak, schemathesis, fuzz, each with a budget: make nightly [CORPUS=DIR]
	@tools/nightly.sh $(CORPUS)

# --- measuring ---------------------------------------------------------------

agreement: $(VENV)/.installed ## compare with n8n's verdicts: make agreement CORPUS=DIR
	@$(BIN)/python -m tools.agreement $(if $(CORPUS),--corpus $(CORPUS) --write docs/n8n-agreement.md)

precision: $(VENV)/.installed ## how often the rules fire and are right: make precision CORPUS=DIR
	@$(BIN)/python -m tools.rule_precision $(if $(CORPUS),--corpus $(CORPUS) --write docs/rule-precision.md)

expressions: $(VENV)/.installed ## compare with n8n's expression parser: make expressions CORPUS=DIR N8N=FOLDER
	@$(BIN)/python -m tools.expression_agreement \
	  $(if $(CORPUS),--corpus $(CORPUS) --write docs/expression-agreement.md) $(if $(N8N),--n8n $(N8N))

bench: $(VENV)/.installed ## how fast generating, validating and mending are: make bench CORPUS=DIR N8N=FOLDER N8N_MCP=FOLDER
	@$(BIN)/python bench/generate.py
	@$(BIN)/python bench/repair.py
	@$(BIN)/python bench/pipeline.py
	@$(BIN)/python bench/validate.py $(if $(CORPUS),--corpus $(CORPUS)) $(if $(N8N),--n8n $(N8N)) $(if $(N8N_MCP),--n8n-mcp $(N8N_MCP))

bench-server: $(VENV)/.installed ## how fast the server answers, and how soon other tabs follow
	@$(BIN)/python bench/http.py
	@$(BIN)/python bench/realtime.py

mutations: $(VENV)/.installed ## plant defects and count what is seen and mended: make mutations CORPUS=DIR
	@$(BIN)/python -m tools.mutations $(if $(CORPUS),--corpus $(CORPUS) --write docs/repair-figures.md)

bad-answers: $(VENV)/.installed ## spoil good answers of models and count what the gate makes of them
	@$(BIN)/python -m tools.bad_answers --write docs/bad-model-answers.md

upgrade-figures: $(VENV)/.installed ## raise a corpus, ask n8n about it: make upgrade-figures CORPUS=DIR N8N="FOLDER …"
	@$(BIN)/python -m tools.upgrade_figures $(if $(CORPUS),--corpus $(CORPUS) --write docs/upgrade-figures.md) $(addprefix --n8n ,$(N8N))

# --- packaging ---------------------------------------------------------------

lock: $(VENV)/.python ## pin every dependency again, with hashes
	@tools/lock.sh $(VENV)

api-client: $(VENV)/.installed ## the web page's types of the HTTP API, from the server's own description
	@$(BIN)/python -m tools.api_client

build: setup ## wheel and source distribution, the web page in them
	@rm -rf dist
	@$(BIN)/python -m hatchling build -t sdist -t wheel

clean: ## remove what was made (not your data)
	@rm -rf $(VENV) $(STATIC) dist web/node_modules web/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
