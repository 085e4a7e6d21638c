# Everything lands in .venv; nothing is installed elsewhere.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := demo
# A server on which tests may make and drop databases of their own.
POSTGRES := postgres://postgres@127.0.0.1:5432/postgres
CHROMIUM := /usr/bin/chromium
TODAY := $(shell date +%F)

.DEFAULT_GOAL := help
.PHONY: help setup browser peers demo serve stop test lint unit format bench bench-office lock clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: $(STAMP) ## make .venv with the locked packages and the ansinh command

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

browser: $(CHROMIUM) ## Debian's Chromium, in which tests look at pages

$(CHROMIUM):
	(apt-get update -q && apt-get install -y -q --no-install-recommends chromium) || \
	  echo "Chromium could not be installed; the tests that look at pages will be skipped"

peers: setup ## .venv-peers: OpenFisca and its country template, whose own tests our engine must pass
	$(BIN)/python -m bench.environments openfisca

demo: setup ## make a commune of 3,000 households, run the law over it today, show the four lists
	$(BIN)/ansinh people make --households 3000 --seed 42 --date $(TODAY) --out $(DEMO)/registry --replace
	$(BIN)/ansinh run $(DEMO)/registry --date $(TODAY) --out $(DEMO)/results --replace
	ANSINH_HOME=$(DEMO)/office $(BIN)/ansinh office setup --registry $(DEMO)/registry --demo
	ANSINH_HOME=$(DEMO)/office $(BIN)/ansinh office run --date $(TODAY)
	@$(MAKE) --no-print-directory serve

serve: setup stop ## serve the office that make demo set up, in the background
	@ANSINH_HOME=$(DEMO)/office nohup $(BIN)/ansinh office serve > $(DEMO)/office/server.log 2>&1 & \
	  echo $$! > $(DEMO)/office/server.pid
	@echo "http://127.0.0.1:8000 (make stop ends it; log: $(DEMO)/office/server.log)"

stop: ## end the office that make serve began
	@test ! -f $(DEMO)/office/server.pid || \
	  { kill $$(cat $(DEMO)/office/server.pid) 2>/dev/null; rm -f $(DEMO)/office/server.pid; } || true

test: lint unit ## everything a change must pass: style, types, layers, law, tests

lint: setup ## style, types, layers and the law itself
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/ansinh lint

unit: setup browser peers ## the tests alone, on two cores
	$(BIN)/python -m pytest -n 2 -q
	@if $(BIN)/python -c "import psycopg; psycopg.connect('$(POSTGRES)', connect_timeout=3)" 2>/dev/null; \
	then DATABASE_URL=$(POSTGRES) $(BIN)/python -m pytest -n 2 -q tests/web; \
	else echo "PostgreSQL does not answer at $(POSTGRES): the office was tested on SQLite alone"; fi

format: setup ## write the code as the formatter wants it
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

bench: setup ## measure ours and the peers side by side and write docs/benchmarks.md
	$(BIN)/python -m bench

bench-office: setup ## a province of 2.16 million in PostgreSQL and 50 officers at once: see docs/office-load.md
	$(BIN)/python -m bench.office

LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --custom-compile-command "make lock" --quiet
lock: setup ## write requirements.lock anew from pyproject.toml, and those of the peers
	$(BIN)/$(LOCK) pyproject.toml --extra dev --output-file requirements.lock
	for peer in bench/peers/*.in; do $(BIN)/$(LOCK) $$peer --output-file $${peer%.in}.lock; done

clean: ## remove what was made, .venv too
	rm -rf $(VENV) .venv-peers $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
