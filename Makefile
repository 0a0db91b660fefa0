# The commands of the project.  CI, the pre-commit hooks and the README use the same ones.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check format dev bench compile docs lock clean

HOME_DIR ?= data
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter on the path that the locks were made for.
FIND_PYTHON = for p in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	if $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then echo $$p; break; fi; done
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
RESOLVE = uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-header --no-annotate --quiet

COMPILED = *__mypyc.*.so $(shell find tradewire/extract -name '*.so')
TESTED_EXTRAS = --extra dask --extra deploy --extra notebooks --extra s3 --extra spacy

export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := False

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1 - /p' $(MAKEFILE_LIST) | awk -F ' - ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: $(VENV)/.installed  ## turn the seed documents into a release under ./data
	$(BIN)/tradewire run seeds --home $(HOME_DIR)

test: $(VENV)/.installed-dev  ## run every test
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.installed-dev  ## lint, formatting, types, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.installed-dev  ## format and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

dev: $(VENV)/.installed  ## Dagster's pages and daemon on http://localhost:3000
	$(BIN)/python -m pipelines.dev --home $(HOME_DIR)

bench: $(VENV)/.installed-dev  ## measure speed, memory and growth
	$(BIN)/python -m benchmarks

compile: $(VENV)/.installed  ## compile the extractor in place: five minutes, 1.6 times the speed (needs a C compiler)
	@rm -f $(COMPILED)
	@$(PIP_INSTALL) --require-hashes -r requirements-compile.lock
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(PIP_INSTALL) --no-deps --no-build-isolation -e .

docs: $(VENV)/.installed-dev  ## write the generated pages of docs/ anew
	$(BIN)/python -m tradewire.schema

lock:  ## resolve the dependencies anew, with hashes (needs uv)
	$(RESOLVE) pyproject.toml --group build $(EXTRAS) -o requirements.lock
	$(RESOLVE) pyproject.toml --extra deploy --extra dask --group build -c requirements.lock -o requirements-deploy.lock
	$(RESOLVE) pyproject.toml $(TESTED_EXTRAS) --group build --group dev -c requirements.lock -o requirements-dev.lock
	@# pip 23, which Python 3.11 brings, takes html_clean and html-clean for two extras: as trafilatura spells it.
	$(RESOLVE) --group compile --group build -c requirements-dev.lock -o requirements-compile.lock
	sed -i.bak 's/\[html-clean\]/[html_clean]/' requirements*.lock && rm requirements*.lock.bak

clean:  ## remove what these commands made, the home ./data excepted
	rm -f $(COMPILED)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo "Python 3.11, 3.12 or 3.13 is needed; none was found on the path." >&2; exit 1; fi; \
	echo "creating $(VENV) with $$($$python --version)"; $$python -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing requirements.lock (about two minutes the first time)"
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "installing requirements-dev.lock"
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
