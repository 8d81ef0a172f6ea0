# The verbs. Each makes what it needs: .venv, from python3 (3.11 or newer).
# Windows: README.md has the same in plain commands.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve check cells test site new record complete pythons chaos mutants bench audit requirements lab lab-test clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/make \1	\2/'

serve: .venv/ready ## show the site, both languages, at http://127.0.0.1:8000/ (PORT=8001: another)
	@echo "==> The site: http://127.0.0.1:$(PORT)/ (Chinese), http://127.0.0.1:$(PORT)/en/ (English). End with Ctrl-C."
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

check: .venv/ready ## check pages, style, links and code in seconds; runs no snippet
	@echo "==> Checking pages and code"
	$(BIN)/python -m pytest tests/content $(ARGS)

cells: .venv/ready ## run each snippet and notebook, and compare what it prints (ARGS="-k exitcode")
	@echo "==> Running the snippets"
	$(BIN)/python -m pytest tests/cells $(ARGS)

test: .venv/ready ## run all tests (ARGS="-k exitcode", ARGS=tests/harness: a part)
	@echo "==> Running the tests"
	$(BIN)/python -m pytest -n logical --maxprocesses 4 $(ARGS)

site: .venv/ready ## build the site into site/
	@echo "==> Building the site into site/"
	$(BIN)/mkdocs build --strict

new: .venv/ready ## begin a page in both languages, with a snippet (PAGE=pool/map)
	$(BIN)/python -m theme.new $(PAGE)

record: .venv/ready ## write the transcripts (ONLY=process/exitcode: of a page, a chapter or a snippet)
	@echo "==> Recording $(or $(ONLY),all transcripts and notebooks)"
	$(BIN)/python -m harness record $(ONLY) $(ARGS)
	$(if $(ONLY),,$(BIN)/python -m harness notebooks)

complete: .venv/ready ## list the transcripts that nobody has run (ARGS="--python PATH": and count that one's cells)
	$(BIN)/python -m harness complete $(ARGS)

pythons: .venv/ready ## run all cells on every Python that is found, and write down the evidence
	$(BIN)/python -m harness pythons $(ARGS)

chaos: .venv/ready ## run each cell N=50 times in disorder (ONLY as above)
	@echo "==> Running $(or $(ONLY),all cells) in disorder"
	$(BIN)/python -m harness chaos $(or $(N),50) $(ONLY) $(ARGS)

mutants: .venv/ready ## change transcripts and programs; tell which changes are caught (ONLY as above)
	@echo "==> Changing the transcripts and programs of $(or $(ONLY),all snippets)"
	$(BIN)/python -m harness mutants $(ONLY) $(ARGS)

bench: .venv/ready ## measure what readers and contributors wait for (ARGS="site saves": a part; ARGS=ci: .ci/run)
	@echo "==> Measuring; an hour, on a quiet machine; ARGS=reading needs npx, and Chromium"
	$(BIN)/python -m harness bench
	$(BIN)/python -m tests.project.bench $(ARGS)

audit: .venv/ready ## ask whether a pinned version has a known vulnerability
	$(BIN)/pip-audit -r requirements.txt --require-hashes --disable-pip --strict

requirements: .venv/ready ## pin requirements.in again, in requirements.txt
	$(BIN)/uv pip compile requirements.in --output-file requirements.txt --quiet \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make requirements"

lab: ## build the laboratory, which then is on each page: a Linux for the reader's tab (x86, Debian or Ubuntu)
	@echo "==> Building the laboratory into lab/built/ (two minutes)"
	$(PYTHON) lab/build.py $(ARGS)

lab-test: .venv/ready ## run every program of the site in the laboratory, in Chromium (half an hour)
	@echo "==> Running the programs in the laboratory"
	$(BIN)/python -m pytest -n logical --maxprocesses 2 tests/browser/test_lab_programs.py --lab-programs all $(ARGS)

clean: ## delete what was made: .venv, node_modules, site, results, the laboratory
	rm -rf .venv node_modules site results lab/built lab/node_modules

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
