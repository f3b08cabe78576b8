# SPDX-License-Identifier: MIT
# `make run` and `make test` each do all the set-up on a new machine. `make help` lists the rest.

VENV ?= .venv
# Empty: an environment without Qt, for everything but the window.
WINDOW ?= yes
# Name another interpreter with PYTHON=python3.12; left empty, the first that fits is taken.
PYTHON ?=
# Used by `make lock` alone, in an environment of its own.
UV_VERSION = 0.13.9

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# No package may run code of its own while it is installed, and each must have the hash written in the lock.
PIP_LOCKED = $(PIP) install --require-hashes --only-binary :all:

# One lock for every Python from 3.11 on. No header and no index: a lock names versions and hashes, not addresses.
# Extras stay: an older pip, with hashes, finds no `coverage[toml]` in a lock that names `coverage`.
LOCK = pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml

# Real parts for `make test-system`: a capture, a service manager, a screen, a session bus, a screen reader's side.
SYSTEM_PARTS = tshark iproute2 systemd xvfb openbox xdotool dbus at-spi2-core python3-pyatspi gir1.2-atspi-2.0

# One more than there are cores on the smallest machine: tests often wait for a disk or another process.
PROCESSES ?= 3

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

.PHONY: help
help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(VENV)/ready ## Make .venv with everything to run, test and change the program
	@# Start-up is slower from source alone, and PYTHONDONTWRITEBYTECODE may be set here.
	@$(BIN)/python -m compileall -q src

$(VENV)/ready: pyproject.toml requirements.lock requirements-desktop.lock packaging/find-python.sh packaging/need.sh packaging/window-libraries.sh
	python=$$(sh packaging/find-python.sh $(PYTHON)) && "$$python" -m venv --clear $(VENV)
	$(PIP_LOCKED) --requirement requirements.lock
	$(if $(WINDOW),$(PIP_LOCKED) --requirement requirements-desktop.lock)
	$(if $(WINDOW),sh packaging/window-libraries.sh $(BIN)/python)
	$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q -x '[.]tmpl[.]py$$' $(VENV)/lib
	touch $@

.PHONY: run
run: setup ## Try the program with an example company, in a window; without a screen, on the command line
	$(BIN)/privacyclient try

.PHONY: test
test: check unit ## Run every check and test

.PHONY: check
check: setup ## Check style, types and the rules of the house
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

.PHONY: unit
unit: setup ## Run the tests; every line and branch of the modules named for coverage in pyproject.toml must be covered
	$(BIN)/coverage erase
	$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist worksteal --cov --cov-report=
	$(BIN)/coverage report --show-missing --skip-covered --fail-under=100

.PHONY: test-core
test-core: ## Run the tests of everything but the window in an environment without Qt
	$(MAKE) --no-print-directory VENV=.venv-core WINDOW= unit-core

.PHONY: unit-core
unit-core: setup
	@if $(BIN)/python -c 'import PySide6' 2>/dev/null; then echo 'Qt is installed in $(VENV).' >&2; exit 1; fi
	$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist worksteal --ignore=tests/desktop

.PHONY: test-system
test-system: setup ## Run the tests that need root and real parts of a system, such as a capture of the network
	@for tool in tshark ip systemctl Xvfb openbox xdotool dbus-run-session; do \
		command -v $$tool >/dev/null || exec sh packaging/need.sh "the program $$tool" $(SYSTEM_PARTS); \
	done
	@/usr/bin/python3 -c 'import pyatspi' 2>/dev/null || exec sh packaging/need.sh "what a screen reader is built on" $(SYSTEM_PARTS)
	$(BIN)/python -m pytest tests/system

.PHONY: bench
bench: setup ## Measure speed and memory against their floors
	$(BIN)/python bench/run.py

.PHONY: screenshots
screenshots: setup ## Render every page of the window, light and dark, to docs/screenshots, without a screen
	$(BIN)/python docs/screenshots.py

.PHONY: format
format: setup ## Put the code into its one form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: messages
messages: setup ## Bring the catalogues of the languages up to date with the texts in the code
	$(BIN)/python -m tests.house.messages

.PHONY: lock
lock: ## Renew the locks after a change of pyproject.toml; UPGRADE=--upgrade takes the newest of everything
	python=$$(sh packaging/find-python.sh $(PYTHON)) && "$$python" -m venv --clear build/lock
	build/lock/bin/python -m pip --quiet --disable-pip-version-check install uv==$(UV_VERSION)
	build/lock/bin/uv $(LOCK) --extra service --group dev --output-file requirements.lock
	build/lock/bin/uv $(LOCK) --extra desktop --group window-tests --constraint requirements.lock --output-file requirements-desktop.lock
	rm -r build/lock

.PHONY: clean
clean: ## Remove everything that was made
	rm -rf .venv .venv-core build dist .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -prune -exec rm -r {} +
