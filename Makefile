# `make run` opens the reader on the sample briefings, `make test` runs the tests.
# Both set up .venv first; nothing but Python >= 3.11 and a package index is needed.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run test test-all check format docs clean

help:
	@echo "make run     open the reader on the sample briefings"
	@echo "make test    run the tests (make test-all: the slow ones too)"
	@echo "make check   lint and types"
	@echo "make clean   remove what the above made"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	@echo "Setting up $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV) >&2 || { rm -rf $(VENV); echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# What is installed depends on pyproject.toml alone: the package itself is installed editable.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	@$(PIP) install --editable . >&2
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@$(PIP) install --editable '.[test]' >&2
	@touch $@ $(VENV)/.run

$(VENV)/.check: pyproject.toml | $(BIN)/python
	@$(PIP) install --editable '.[test,check]' >&2
	@touch $@ $(VENV)/.run $(VENV)/.test

run: $(VENV)/.run
	@$(BIN)/briefing briefings

# Four at a time also on two cores: the tests that drive the real program mostly wait for it.
test: $(VENV)/.test
	@$(BIN)/python -m pytest -q -n 4 --dist worksteal -m "not slow"

test-all: $(VENV)/.test
	@$(BIN)/python -m pytest -q -n 4 --dist worksteal

check: $(VENV)/.check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Written anew from what the screens tell of themselves; README's table: briefing help keys --short --markdown
docs: $(VENV)/.run
	@BRIEFING_CONFIG=/dev/null $(BIN)/briefing help keys --markdown > docs/keys.md

format: $(VENV)/.check
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
