# Parvis. `make run` sets everything up and serves the demo town; `make help` lists the rest.

PORT ?= 8000
HOST ?= 127.0.0.1
export PORT
PY := .venv/bin/python
MANAGE := $(PY) manage.py
TESTS ?= tests
# Two malloc arenas: many short threads would otherwise keep a heap each.
export MALLOC_ARENA_MAX ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test lint bench screenshots messages lock demo remove-demo setup setup-dev assets

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## set everything up and serve the demo town on http://127.0.0.1:8000 (PORT=8123 elsewhere)
	@exec $(MANAGE) serve --prepare --host $(HOST) --port $(PORT)

test: setup-dev ## the whole suite (TESTS=tests/posts for a part; DATABASE_URL and REDIS_URL for PostgreSQL and Redis)
	@$(PY) script/browser.py
	@$(PY) -m pytest -n 2 --dist loadfile -q $(TESTS)

lint: setup-dev ## ruff, import order, templates
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && .venv/bin/lint-imports --no-cache
	@.venv/bin/djlint templates --lint --quiet

bench: setup-dev ## speed and memory beside baselines of the same run; table here, numbers in var/bench.json (NAMES="pages live")
	@$(PY) -m bench $(NAMES)

screenshots: setup-dev ## the main pages of the demo into docs/screenshots/
	@$(PY) script/screenshots.py

demo: setup ## load the demo town
	@$(MANAGE) migrate --verbosity 0 && $(MANAGE) load_demo

remove-demo: setup ## take the demo town away again
	@$(MANAGE) remove_demo

messages: setup-dev ## collect the sentences to translate into locale/*/LC_MESSAGES/django.po
	@$(PY) script/messages.py collect

lock: ## compile requirements/*.txt anew from pyproject.toml
	@script/get-uv
	@.uv/bin/uv pip compile pyproject.toml --generate-hashes --no-header --python-version 3.11 --quiet -o requirements/base.txt
	@.uv/bin/uv pip compile pyproject.toml --extra dev -c requirements/base.txt --generate-hashes --no-header --python-version 3.11 --quiet -o requirements/dev.txt

setup:
	@script/sync base
	@$(MAKE) --no-print-directory assets

setup-dev:
	@script/sync dev
	@$(MAKE) --no-print-directory assets

assets:
	@$(PY) frontend/build.py
	@$(PY) script/messages.py compile
