# Two commands do everything: `make run` and `make test`. Paths stay relative, so the checkout may live in a folder
# whose name holds spaces or Chinese characters.
PYTHON ?= python3
LOCK ?= locks/current.txt
export PYTHON
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

.PHONY: setup run test lint check demo torture bench screenshots measures oldest lock clean system

setup:
	@sh packaging/set_up.sh $(VENV) $(LOCK)

system:
	@sh packaging/system_libraries.sh window tests

run: setup
	@sh packaging/run.sh $(VENV)

# On two cores, each with a display, a home and a folder of its own. What is compiled is kept: the tests start some
# hundred processes, and each would compile the program anew.
test torture oldest: export PYTHONDONTWRITEBYTECODE =

test: setup
	@sh packaging/system_libraries.sh window tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_OPTIONS)

# Every linter has its say, so that one report shows all there is to mend.
lint: setup
	@failed=; \
	for linter in "ruff format --check ." "ruff check ." mypy "mypy --platform win32" "lint-imports --no-logo" vulture "deptry ."; do \
		$(BIN)/$$linter || failed="$$failed [$$linter]"; \
	done; \
	test -z "$$failed" || { echo "make lint: not clean:$$failed" >&2; exit 1; }

check: lint test

demo: setup
	@$(BIN)/hrdesk demo --out demo

torture: setup
	@sh packaging/system_libraries.sh window tests
	@HRDESK_TORTURE_SCALE=1.0 $(BIN)/python -m pytest -m torture --timeout=14400 $(PYTEST_OPTIONS)

# Every module of benchmarks/ that can be run, one after the other: figures are ratios, measured side by side.
bench: setup
	@set -e; for file in benchmarks/[a-z]*.py; do \
		$(BIN)/python -m "benchmarks.$$(basename "$$file" .py)"; \
	done

# The pictures of README and manual, of made-up people, on a screen of 1366 x 768.
screenshots: setup
	@sh packaging/system_libraries.sh window tests
	@xvfb-run -a -s "-screen 0 1366x768x24" $(BIN)/python -m tests.journeys.screens docs/pictures

# docs/measures.md from the shipped pack; a test fails while it is stale.
measures: setup
	@$(BIN)/python -m tests.policy.measures_table

# The tests on the oldest releases that pyproject.toml admits.
oldest:
	@sh packaging/set_up.sh .venv-oldest locks/oldest.txt
	@sh packaging/system_libraries.sh window tests
	@.venv-oldest/bin/python -m pytest $(PYTEST_OPTIONS)

# Needs the public package index.
lock:
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet 'pip-tools>=7.5,<8'
	@.venv-lock/bin/python packaging/lock.py

clean:
	@rm -rf .venv .venv-oldest .venv-lock build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
