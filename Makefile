# Everything installs into .venv; .venv/bin/csp is the command line.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8050

.PHONY: install run demo test check bench bench-large fuzz kill lock browser clean

install: .venv/installed

# pip compiles on one core, and the packages' own tests too: half of all there is.
.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q -j 0 -x '/tests/' .venv/lib app.py callbacks dashboard data geo layouts
	touch $@

# The demonstration store is built when there is none that this program can read.
demo: install
	@$(BIN)/csp check --store store-demo >/dev/null 2>&1 || $(BIN)/csp demo --store store-demo

run: demo
	$(BIN)/csp serve --store store-demo --port $(PORT)

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

# Chromium comes from Debian; nothing is fetched where it is there already.
browser:
	@test -x /usr/bin/chromium || (apt-get update -qq && apt-get install -y -qq chromium)

# Three at once on two cores: a test in the browser waits nearly as long as it works.
test: check browser
	$(BIN)/python -m pytest -n 3 --dist worksteal

bench: install browser
	$(BIN)/python -m bench

# At the size of England: 20 million rows are made and kept, two minutes, then built and asked; a quarter of an hour.
# 50 million: .venv/bin/python -m bench.large fifty
bench-large: install browser
	$(BIN)/python -m bench.large

# Spoilt files of every kind through the real intake; builds killed at random moments.
N ?= 10000
TIMES ?= 200
RUN ?= 1

fuzz: install
	$(BIN)/python -m tests.fuzz --inputs $(N) --run $(RUN)
	$(BIN)/python -m tests.fuzz.extremes

kill: install
	$(BIN)/python -m tests.fuzz.kill --times $(TIMES) --run $(RUN)
	$(BIN)/python -m tests.fuzz.kill --times $(TIMES) --run $(RUN) --months

lock: install
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --quiet --upgrade -o requirements.lock

clean:
	rm -rf .venv store store-demo build fuzz-failures *.egg-info .mypy_cache .pytest_cache .ruff_cache
