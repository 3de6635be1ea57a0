# Two commands: `make demo` and `make test`. Everything is set up on the way; a changed lock refreshes it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: bundle help demo test test-slow test-all lint bench lock screenshots clean

help:
	@echo "make demo      the office on a training district at http://127.0.0.1:$(PORT)"
	@echo "make test      set up and pass the tests"
	@echo "make test-all  also the long ones"
	@echo "make lint      ruff, mypy, import-linter"
	@echo "make bench     measurements, as ratios within one run"
	@echo "make bundle    offline bundles for Linux and Windows in dist/"
	@echo "make lock      renew the locks"
	@echo "make screenshots  the pictures of README"

$(VENV)/.made: requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" || \
		{ echo "Python 3.11-3.13 is needed: make PYTHON=python3.12 ..."; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.made-dev: $(VENV)/.made requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.made
	$(BIN)/objektiv demo --port $(PORT)

screenshots: $(VENV)/.made-dev
	$(BIN)/python docs/screenshots.py

lint: $(VENV)/.made-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

test-slow: $(VENV)/.made-dev
	$(BIN)/pytest -n auto --dist worksteal -m slow --ignore=tests/web
	$(BIN)/pytest -n auto --dist worksteal -m slow tests/web --durations=15

test-all: test test-slow

bench: $(VENV)/.made-dev
	$(BIN)/python -m benchmarks

bundle: $(VENV)/.made-dev
	$(BIN)/python -m offline --out dist

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --constraint requirements.lock --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --constraint requirements.lock --extra postgresql pyproject.toml -o requirements-postgresql.lock

clean:
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache
