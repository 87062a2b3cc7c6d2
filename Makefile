# Attest: `make run` serves a furnished site, `make test` runs everything that CI runs.
# Needs python3 (3.11 or newer) with venv and pip; everything else goes into .venv.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 0
HTTPS ?= 0
# The local network gets no tracebacks, and static files as collectstatic has prepared them. Whoever teaches
# sees the address of the class on the screen, and only what went wrong below it.
SERVED := $(if $(filter 127.% localhost [::1],$(HOST)),,DEBUG=0 HTTPS=0 LOG_LEVEL=$(or $(LOG_LEVEL),WARNING))
PRODUCTION := DEBUG=0 HTTPS=$(HTTPS)
VENV := .venv
BIN := $(VENV)/bin/python
# Before the database is touched: can this host and port be served at all?
ADDRESS = $(BIN) -m quizzes.management.addresses 'make $@' '$(HOST)' '$(PORT)'
PIP := $(BIN) -m pip install --quiet --disable-pip-version-check --require-hashes
# The tests run side by side, on as many cores as there are. What a part prints comes in one piece at its end, and
# a failure in one part does not hide those of the others.
PARTS := test-quizzes test-browser test-postgres test-rest
JOBS ?= $(shell nproc)
COVERED = $(BIN) -m coverage run --data-file=.$(subst test-,coverage.,$@) -m pytest

.DEFAULT_GOAL := help
.PHONY: help install run serve backup restore test lint types contracts checks bench messages requirements $(PARTS)

help:  ## show what can be done here
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/ready: requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Attest needs Python 3.11 or newer; $(PYTHON) is older or missing. Try make PYTHON=python3.12 run."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv."; exit 1; }
	@echo "Installing into $(VENV); this takes a few minutes the first time …"
	@$(BIN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/ready-to-test: requirements/dev.txt $(VENV)/ready
	@$(PIP) -r requirements/dev.txt
	@touch $@

$(VENV)/ready-to-serve: requirements/serve.txt $(VENV)/ready
	@echo "Installing the server into $(VENV); this takes a minute the first time …"
	@$(PIP) -r requirements/serve.txt
	@touch $@

install: $(VENV)/ready  ## install what the site needs into .venv

run: $(VENV)/ready  ## set up what is missing and serve on HOST:PORT (127.0.0.1:8000)
	@$(ADDRESS)
	@echo "Looking after the database …"
	@$(BIN) manage.py migrate --verbosity 0 --skip-checks
	$(if $(SERVED),@$(SERVED) $(BIN) manage.py collectstatic --noinput --verbosity 0)
	@$(BIN) manage.py furnish --skip-checks
	@exec env $(SERVED) $(BIN) manage.py runserver --skip-checks $(HOST):$(PORT)

serve: $(VENV)/ready-to-serve  ## serve a school on HOST:PORT, with WORKERS processes (one for each core)
	@$(ADDRESS)
	@echo "Looking after the database …"
	@$(BIN) manage.py migrate --verbosity 0 --skip-checks
	@$(PRODUCTION) $(BIN) manage.py collectstatic --noinput --verbosity 0
	@$(PRODUCTION) $(BIN) manage.py furnish --skip-checks
	@exec env $(PRODUCTION) $(BIN) manage.py serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

backup: $(VENV)/ready  ## copy the whole site to one file while it runs (FILE=..., or KEEP=n to keep the newest n)
	@$(BIN) manage.py backup $(if $(FILE),'$(FILE)') $(if $(KEEP),--keep $(KEEP))

restore: $(VENV)/ready  ## put a backup in the place of the site's data: make restore FILE=... (YES=1 does not ask)
	@test -n '$(FILE)' || { echo "Which backup? make restore FILE=backups/attest-....sqlite3"; exit 1; }
	@$(BIN) manage.py restore '$(FILE)' $(if $(YES),--yes)

test: lint types contracts checks  ## everything that CI runs
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=$(JOBS) $(PARTS)
	@$(BIN) -m coverage combine --quiet
	@$(BIN) -m coverage report

test-quizzes: $(VENV)/ready-to-test
	@$(COVERED) tests/quizzes

test-browser: $(VENV)/ready-to-test
	@$(COVERED) tests/browser

test-rest: $(VENV)/ready-to-test
	@$(COVERED) tests --ignore=tests/quizzes --ignore=tests/browser

test-postgres: $(VENV)/ready-to-test
	@$(BIN) -m tests.postgres

lint: $(VENV)/ready-to-test  ## ruff and the templates' linter
	@$(BIN) -m ruff check .
	@$(BIN) -m ruff format --check .
	@$(BIN) -m djlint --quiet --lint templates

types: $(VENV)/ready-to-test  ## mypy
	@$(BIN) -m mypy

contracts: $(VENV)/ready-to-test  ## which room may import which
	@$(VENV)/bin/lint-imports --no-cache >$(VENV)/contracts.txt 2>&1 || { cat $(VENV)/contracts.txt; exit 1; }
	@grep '^Contracts:' $(VENV)/contracts.txt

checks: $(VENV)/ready-to-test  ## Django's own checks, as development and as production
	@$(BIN) manage.py makemigrations --check --dry-run --verbosity 0
	@DEBUG=0 SECRET_KEY=$$($(BIN) -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=attest.example \
		$(BIN) manage.py check --deploy --fail-level WARNING

bench: $(VENV)/ready-to-test  ## measure, beside a floor or a peer in the same run
	@for bench in tests/bench/bench_*.py; do \
		$(BIN) -m $$(echo $$bench | sed 's/\.py$$//; s,/,.,g') || exit 1; done

messages: $(VENV)/ready-to-test  ## gather what the pages say, and compile the catalogues of languages
	@$(BIN) -m tests.catalogues

requirements:  ## lock the requirements anew (needs uv)
	uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 pyproject.toml -o requirements/base.txt
	uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 pyproject.toml \
		--extra postgres --extra fit --group test --group lint -o requirements/dev.txt
	uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 pyproject.toml \
		--extra serve --extra fit -o requirements/serve.txt
