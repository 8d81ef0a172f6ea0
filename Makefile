# The verbs. Each makes what it needs: .venv, from python3 (3.11 or newer).
# Windows: README.md has the same in plain commands.

PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site check test record pythons chaos mutants bench audit requirements clean

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1	\2/'

serve: .venv/ready ## show the site, both languages, at http://127.0.0.1:8000/
	@echo "==> The site: http://127.0.0.1:8000/ (Chinese), http://127.0.0.1:8000/en/ (English). End with Ctrl-C."
	$(BIN)/python -m mkdocs serve

site: .venv/ready ## build the site into site/
	@echo "==> Building the site into site/"
	$(BIN)/python -m mkdocs build --strict

check: .venv/ready ## check pages, style, links and code in seconds; runs no snippet
	@echo "==> Checking pages and code"
	$(BIN)/python -m pytest tests/content $(ARGS)

test: .venv/ready ## run all tests (ARGS="-k exitcode" narrows them)
	@echo "==> Running the tests"
	$(BIN)/python -m pytest $(ARGS)

record: .venv/ready ## write the transcripts (ONLY=process/exitcode narrows it)
	@echo "==> Recording $(or $(ONLY),all transcripts and notebooks)"
	$(BIN)/python -m harness record $(ONLY) $(ARGS)
	$(if $(ONLY),,$(BIN)/python -m harness notebooks)

chaos: .venv/ready ## run each cell N=50 times in disorder (ONLY=process/exitcode narrows it)
	@echo "==> Running $(or $(ONLY),all cells) in disorder"
	$(BIN)/python -m harness chaos $(or $(N),50) $(ONLY) $(ARGS)

mutants: .venv/ready ## change transcripts and programs; each change must be caught (ONLY, ARGS as above)
	@echo "==> Changing the transcripts and programs of $(or $(ONLY),all snippets)"
	$(BIN)/python -m harness mutants $(ONLY) $(ARGS)

bench: .venv/ready ## measure what the checking and the site's build cost
	@echo "==> Measuring; a few minutes, on a quiet machine"
	$(BIN)/python -m harness bench $(ARGS)

pythons: .venv/ready ## run all cells on every Python that is found (ARGS="--python PATH" adds one)
	$(BIN)/python -m harness pythons $(ARGS)

audit: .venv/ready ## ask whether a pinned version has a known vulnerability
	@echo "==> Asking the advisory database about requirements.txt"
	$(BIN)/python -m tests.harness.audit $(ARGS)

requirements: .venv/ready ## pin requirements.in again, in requirements.txt
	$(BIN)/uv pip compile requirements.in --output-file requirements.txt --quiet \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make requirements"

clean: ## delete what was made: .venv, site, results
	rm -rf .venv site results

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; $(PYTHON) is: $$($(PYTHON) --version 2>&1)"; \
	  echo "Name another one:  make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "The module venv is missing; on Debian and Ubuntu:  sudo apt-get install python3-venv"; exit 1; }
	@echo "==> Making .venv with the packages of requirements.txt (a minute, once)"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
