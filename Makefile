# Everything a fresh machine with Python 3.11+ and make needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run install test check format whoosh274 bench bench-search bench-intake screenshots clean

run: $(VENV)/installed  ## open the reader on the bundled sample, in a library that is thrown away
	@$(BIN)/papers-tui --sample

install: $(VENV)/installed  ## make .venv with the program and what its tests need

test check: $(VENV)/tested  ## format, lint, types, layers and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: $(VENV)/tested  ## let ruff format and mend the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

whoosh274:  ## run the tests of the index against the original Whoosh 2.7.4
	$(PYTHON) -m venv $(VENV)-whoosh274
	$(VENV)-whoosh274/bin/pip install --quiet -e '.[dev]'
	$(VENV)-whoosh274/bin/pip uninstall --quiet --yes whoosh3
	$(VENV)-whoosh274/bin/pip install --quiet --force-reinstall --no-deps 'Whoosh==2.7.4'
	$(VENV)-whoosh274/bin/python -m pytest tests/index tests/cli

bench: $(VENV)/tested  ## measure the reader against a minimal Textual program
	$(BIN)/python -m tests.benchmarks.reader

bench-search: $(VENV)/tested  ## measure search and index against Whoosh, FTS5 and Tantivy
	$(BIN)/pip install --quiet -e '.[bench]'
	$(BIN)/python -m tests.benchmarks.search

bench-intake: $(VENV)/tested  ## measure how fast dumps are read, against the plain parsers
	$(BIN)/python -m tests.benchmarks.intake

screenshots: $(VENV)/tested  ## take the pictures of the README again
	$(BIN)/python screenshots/take.py

clean:
	rm -rf $(VENV) $(VENV)-whoosh274 dist build

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -e .
	@touch $@

$(VENV)/tested: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -e '.[dev]'
	@touch $@ $(VENV)/installed
