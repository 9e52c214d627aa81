# make demo: the main job from end to end on emulated terminals.  make test: everything that is checked.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo run test lint messages pictures bench clean

setup: $(STAMP)

$(STAMP): pyproject.toml scripts/system_deps.sh
	PYTHON=$(PYTHON) sh scripts/system_deps.sh
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat -e '.[test]'
	touch $(STAMP)

demo: setup
	$(BIN)/python app.py --home demo-home demo

run: setup
	$(BIN)/python app.py $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	PYTHON=$(PYTHON) sh scripts/system_deps.sh tests
	$(BIN)/python -m pytest -n auto --dist loadfile

# the English catalogue of the window from its sources; says what has no English yet
messages: setup
	$(BIN)/python scripts/messages.py

# every page of the window on the demo centre, for docs/pictures and the README
pictures: setup
	$(BIN)/python scripts/pictures.py

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo-home .pytest_cache .mypy_cache .ruff_cache *.egg-info
