# Everything runs in .venv, from wheels, at the versions and hashes of constraints.txt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.PHONY: setup peers demo test lint format bench constraints clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --only-binary :all: --require-hashes --no-deps -r constraints.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@echo "compiling the search for this machine (once, most of a minute)"
	@$(BIN)/python -c "from yalu.screening import Screener; Screener.compile()"
	@touch $@

# What the benchmarks of screening are measured against: adds packages, changes none.
peers: setup
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --only-binary :all: --require-hashes --no-deps -r constraints-peers.txt

demo: setup
	$(BIN)/yalu investigate examples/beijing-procurement.txt --list examples/public-parties.ftm.json \
		--as-of 2023-06-19 --out demo-report
	$(BIN)/yalu investigate examples/river-network/article.txt --list examples/river-network/list.ftm.json \
		--as-of 2024-06-10 --records examples/river-network/shipments.csv \
		--records examples/river-network/payments.csv --records examples/river-network/shareholders.csv \
		--cut 1 --out demo-report/river-network

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n 2 --dist worksteal

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m benchmarks.run

constraints:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--extra icu --extra nlp --extra postgresql --group dev --no-emit-index-url --output-file constraints.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--group peers --constraints constraints.txt --no-emit-index-url --output-file constraints-peers.txt

clean:
	rm -rf $(VENV) demo-report .mypy_cache .ruff_cache .pytest_cache
