PYTHON ?= .venv/bin/python
BIN = $(dir $(PYTHON))

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: venv
venv: ## a virtual environment with newsterm and the tools, versions as locked
	python3 -m venv .venv
	.venv/bin/pip install -q -c constraints.txt -e '.[dev]'

.PHONY: check
check: format lint types test ## all that a commit must pass

.PHONY: format
format: ## lay the code out
	$(BIN)ruff format src tests benchmarks tools
	$(BIN)ruff check --fix src tests benchmarks tools

.PHONY: lint
lint: ## style and layers
	$(BIN)ruff format --check src tests benchmarks tools
	$(BIN)ruff check src tests benchmarks tools
	$(BIN)lint-imports

.PHONY: types
types: ## mypy, strict
	$(BIN)mypy

.PHONY: test
test: ## the tests, on all cores
	$(PYTHON) -m pytest -n auto

.PHONY: test-long
test-long: ## the tests with those that take minutes
	$(PYTHON) -m pytest -n auto --long

.PHONY: catalogue
catalogue: ## gather the texts to translate, compile the translations
	$(PYTHON) tools/catalogue.py

.PHONY: screenshots
screenshots: ## the pictures of the README, from the running app (needs chromium for PNG)
	$(PYTHON) tools/screenshots.py

.PHONY: snapshots
snapshots: ## accept the app's present looks as the right ones
	$(PYTHON) -m pytest tests/tui --snapshot-update
