# The README gives the same lines without make.
PYTHON ?= python3
PORT ?= 8080
DURATION ?= 600
SEED ?= 7
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev playground run test check bench chaos lock clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(RUN_READY) ## Create .venv with what running needs

setup-dev: $(DEV_READY) ## Add what testing and checking need

$(RUN_READY): requirements.txt scripts/make_venv.py
	@$(PYTHON) scripts/make_venv.py $(VENV) requirements.txt $@

$(DEV_READY): requirements-dev.txt scripts/make_venv.py | $(RUN_READY)
	@$(PYTHON) scripts/make_venv.py $(VENV) requirements-dev.txt $@

playground: $(RUN_READY) ## Try everything in the browser, without a token (PORT=8080)
	@exec $(BIN)/python -m playground --port $(PORT)

run: $(RUN_READY) ## Run the bot (TELEGRAM_BOT_TOKEN from the environment or .env)
	@exec $(BIN)/python main.py

test: $(DEV_READY) ## Run all tests
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup $(ARGS)

check: $(DEV_READY) ## Lint, types, import contracts, Dockerfile
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports --no-logo
	@$(BIN)/hadolint Dockerfile

bench: $(DEV_READY) ## Measure what must not get slower or larger (OUT=file.json FULL=1)
	@$(BIN)/python -m bench $(if $(OUT),--out "$(OUT)") $(if $(filter-out 0,$(FULL)),--full)

chaos: $(DEV_READY) ## Kill the bot and break both services, then do the books (DURATION=600 SEED=7 PLANT=)
	@$(BIN)/python -m chaos --duration "$(DURATION)" --seed "$(SEED)" $(if $(PLANT),--plant "$(PLANT)")

lock: $(DEV_READY) ## Rewrite the two lock files from pyproject.toml (needs uv)
	uv pip compile -q --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra bot --extra playground pyproject.toml -o requirements.txt
	uv pip compile -q --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra bot --extra playground --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
