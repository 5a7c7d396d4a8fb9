# make run and make test install everything they need in .venv. They do that only once.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE  # each process would compile all of the studio again

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run dev mcp test faults check check-style check-types check-lock check-migrations check-words bench sheets guide mutants lock messages clean browser

help: ## List what you can make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/installed ## Start the studio: http://127.0.0.1:8000 (HOST, PORT and docs/operating.md)
	@exec $(PY) manage.py studio

dev: $(VENV)/installed ## The same for developers: saved files are used at once
	@STUDIO_RELOAD=yes exec $(PY) manage.py studio

mcp: $(VENV)/installed-mcp ## Install what lets agents make films (docs/agents.md)

test: $(VENV)/installed-dev browser ## Install what tests need, check, run all tests (ARGS="-k word")
	@nice $(MAKE) --no-print-directory check & checks=$$!; \
	$(PY) -m pytest -n 3 --dist loadscope --no-loadscope-reorder $(ARGS); tests=$$?; \
	wait $$checks || { echo "make check has failed, see above."; exit 1; }; exit $$tests

faults: $(VENV)/installed-dev browser ## All tests at full counts: hours of killing, freezing and looking (ARGS="--seed 7 -k kills")
	@exec $(PY) -m pytest --faults=full $(ARGS)

check: $(VENV)/installed-dev ## Lint, format, types; lock, migrations and translations up to date
	@$(MAKE) --no-print-directory -j 2 check-types check-style check-lock check-migrations check-words

bench: $(VENV)/installed-dev $(if $(filter voice films,$(ARGS)),$(VENV)/installed-bench) ## Measure speed and memory (ARGS=voice, ARGS=films: how it sounds; ARGS=slides: how films look; ARGS=journey: from photos to a film; ARGS=services: what services do side by side)
	@exec $(PY) -m tests.tools.bench $(ARGS)

sheets: $(VENV)/installed-dev ## Draw the scenes of many films, to look at them (ARGS="--only WORD --style fresh")
	@exec $(PY) -m tests.tools.contact_sheets $(ARGS)

guide: $(VENV)/installed-dev browser ## Take the pictures of the user guide, docs/guide/, from a running studio
	@exec $(PY) -m tests.tools.guide

mutants: $(VENV)/installed-dev ## Break the product on purpose: do the tests notice? (ARGS=WORD)
	@exec $(PY) -m tests.tools.mutants $(ARGS)

lock: $(VENV)/installed-dev ## Lock the dependencies of pyproject.toml (ARGS=--upgrade for newer ones)
	@$(COMPILE) $(ARGS) pyproject.toml -o requirements.txt
	@$(COMPILE) $(ARGS) --group mcp -c requirements.txt -o requirements-mcp.txt
	@$(COMPILE) $(ARGS) --group dev -c requirements.txt -o requirements-dev.txt
	@$(COMPILE) $(ARGS) --group bench -c requirements.txt -c requirements-dev.txt -o requirements-bench.txt

messages: $(VENV)/installed-dev ## Take new words into the translations, and compile them
	@$(PY) -m tests.tools.messages

clean: ## Remove .venv and caches; your films and projects in var/ stay
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-style:
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --quiet --check . || { echo "Run: $(VENV)/bin/ruff format ."; exit 1; }

check-types:
	@$(VENV)/bin/mypy --no-error-summary

check-words:
	@$(PY) -m tests.tools.messages --check

# Equal inputs give an equal lock. The comments in it are not compared.
check-lock:
	@made=$$(mktemp -d) && trap 'rm -rf "$$made"' EXIT && cp requirements*.txt "$$made" && \
	$(COMPILE) pyproject.toml -o "$$made/requirements.txt" && \
	$(COMPILE) --group mcp -c requirements.txt -o "$$made/requirements-mcp.txt" && \
	$(COMPILE) --group dev -c requirements.txt -o "$$made/requirements-dev.txt" && \
	$(COMPILE) --group bench -c requirements.txt -c requirements-dev.txt -o "$$made/requirements-bench.txt" && \
	for lock in requirements.txt requirements-mcp.txt requirements-dev.txt requirements-bench.txt; do \
		grep -v '^#' "$$made/$$lock" > "$$made/new" && grep -v '^#' "$$lock" | cmp -s - "$$made/new" \
		|| { echo "$$lock does not fit pyproject.toml. Run: make lock"; exit 1; }; \
	done

check-migrations:
	@data=$$(mktemp -d) && chmod 755 "$$data" && trap 'rm -rf "$$data"' EXIT && \
	STUDIO_DATA="$$data" $(PY) manage.py makemigrations --check --dry-run --verbosity 0 \
	|| { echo "The models have changed. Run: $(PY) manage.py makemigrations"; exit 1; }

browser: $(VENV)/installed-dev
	@for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v $$name > /dev/null && exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; then \
		echo "Installing Chromium for the browser tests ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium-headless-shell > /dev/null; \
	else \
		$(PY) -m playwright install --only-shell chromium; \
	fi

$(VENV)/installed: requirements.txt $(VENV)/pyvenv.cfg
	@echo "Installing the studio's packages into $(VENV) ..."
	@$(PY) -P videostudio/install.py requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what tests need into $(VENV) ..."
	@$(PY) -P videostudio/install.py requirements-dev.txt
	@touch $@

$(VENV)/installed-mcp: requirements-mcp.txt $(VENV)/installed
	@echo "Installing what agents need into $(VENV) ..."
	@$(PY) -P videostudio/install.py requirements-mcp.txt
	@touch $@

$(VENV)/installed-bench: requirements-bench.txt $(VENV)/installed-dev
	@echo "Installing what listens to the voice into $(VENV) ..."
	@$(PY) -P videostudio/install.py requirements-bench.txt
	@touch $@

# A venv needs ensurepip. Debian and Ubuntu have it in a separate package.
$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) > /dev/null || { echo "There is no $(PYTHON). Install Python 3.11 or newer, or name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: this needs 3.11 or newer. Name another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
		package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
			echo "Installing $$package ..."; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y $$package > /dev/null; \
		else \
			echo "This Python cannot make a venv. On Debian and Ubuntu: sudo apt-get install $$package"; exit 1; \
		fi; }
	@$(PYTHON) -m venv $(VENV)
