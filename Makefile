# Two commands matter: `make demo` and `make test`. Both need nothing before them.
PYTHON ?= python3
BIN := .venv/bin
# One worker a core; a file stays with one worker, because its tests share what they have started. In their own order,
# so that the files with few tests that take long are not the last ones.
WORKERS ?= --numprocesses auto --dist loadfile --no-loadscope-reorder
CATALOGUES := $(wildcard */translations/*/LC_MESSAGES/messages.po)

.PHONY: demo test test-long install check check-ui pictures images lint docs docs-current messages messages-missing lock clean

demo: .venv/installed
	$(BIN)/mizuguchi demo $(DEMO)

test: .venv/tests-installed
	$(BIN)/pytest $(WORKERS) $(TESTS)

# What takes minutes each: the whole day of three clerks, the races at full size, each procedure also without scripts,
# bad days, and every kind of page in two languages.
test-long: .venv/tests-installed
	$(BIN)/pytest $(WORKERS) --timeout 1200 -m long $(TESTS)
	LOOK_AT=more $(BIN)/pytest $(WORKERS) --timeout 1200 tests/looks

install: .venv/installed

# Everything that has to be green before a commit.
check: lint docs-current test

# All thirty checks of the pages over all languages, published in docs/looks.md and in the statement of the window.
# Half an hour and more; after a mend, `make check-ui AGAIN=--lf` tries again what failed and keeps the rest.
check-ui: .venv/tests-installed
	LOOK_AT=all $(BIN)/pytest $(WORKERS) --timeout 1200 -m check --record-checks $(AGAIN)
	$(MAKE) pictures

# Build the images of docker/ without an engine, and start what is in them: root, buildah, debootstrap, some minutes.
images: .venv/tests-installed
	$(BIN)/pytest --timeout 3600 -m images -s tests/installation

# A picture of every page, in Japanese and English, for a phone and a desk: var/pictures/*/index.html.
pictures: .venv/tests-installed
	$(BIN)/pytest --timeout 1200 -m pictures tests/looks

lint: .venv/tests-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Documents that are made from the code; `make check` fails when they were not made again.
docs: .venv/installed
	$(BIN)/mizuguchi register > docs/register.md
	$(BIN)/mizuguchi register --ledger > docs/register-ledger.md
	$(BIN)/mizuguchi roles > docker/database/roles.sql

docs-current: .venv/installed
	$(BIN)/mizuguchi register | diff docs/register.md - || { echo "run make docs"; exit 1; }
	$(BIN)/mizuguchi register --ledger | diff docs/register-ledger.md - || { echo "run make docs"; exit 1; }

# Collect the visible strings of every room into its catalogues, of every language that it has.
messages: .venv/tests-installed
	$(BIN)/python -m simulation.catalogues intake webapp admin emails billing simulation evidence

# List what a catalogue lacks; fails if there is anything.
messages-missing: .venv/tests-installed
	$(BIN)/python -m simulation.catalogues --missing

# Pin every distribution with its hashes; the files carry no address of a registry.
lock: .venv/tests-installed
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra build pyproject.toml -o docker/lock/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra build --extra test -c docker/lock/run.txt pyproject.toml -o docker/lock/test.txt

.venv/installed: docker/lock/run.txt pyproject.toml $(CATALOGUES)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r docker/lock/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	for room in $(dir $(patsubst %/LC_MESSAGES/messages.po,%,$(CATALOGUES))); do echo $$room; done | sort -u | \
	  while read folder; do $(BIN)/pybabel --quiet compile --directory $$folder || exit 1; done
	touch $@

.venv/tests-installed: .venv/installed docker/lock/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r docker/lock/test.txt
	touch $@

clean:
	rm -rf .venv var
