PYTHON ?= python3
IN := .venv/bin/python
LOCK := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet --custom-compile-command "make lock"
export PATH := $(CURDIR)/.venv/bin:$(PATH)
.DEFAULT_GOAL := help
.PHONY: help run test lint format nightly bench messages schema lock vendor fonts dev

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*  ## /\1\t/p' Makefile | expand -t 12

run:  ## Prepare this machine and serve the site (PORT, VR4M_DATA, VR4M_ADMIN_PASSWORD)
	@$(PYTHON) scripts/bootstrap.py run
	@$(IN) scripts/run.py

test: dev  ## Lint, then all tests on SQLite and those of the database on PostgreSQL; ARGS="tests/website -k kits" runs some
	@$(IN) scripts/suite.py test $(ARGS)

lint: dev  ## Check style, types, imports, settings, templates and translations
	@$(IN) scripts/suite.py lint

format: dev  ## Put the Python files into shape
	@ruff check --fix --quiet .
	@ruff format --quiet .

nightly: dev  ## Run the full grids, which take long
	@$(IN) scripts/suite.py nightly $(ARGS)

bench:  ## Measure, and print the table of the benchmarks
	@$(PYTHON) scripts/bootstrap.py bench
	@$(IN) scripts/bench.py $(ARGS)

messages: dev  ## Collect the strings of the code into locale/ and compile them
	@$(IN) scripts/messages.py

schema: dev  ## Write the schema of the GraphQL API down, as tests compare it
	@$(IN) manage.py graphql_schema

lock: dev  ## Renew the lock files from pyproject.toml; ARGS=--upgrade takes newer versions
	@$(LOCK) $(ARGS) --group build --output-file requirements-build.lock
	@$(LOCK) $(ARGS) pyproject.toml --group build --constraints requirements-build.lock --output-file requirements.lock
	@$(LOCK) $(ARGS) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock
	@$(LOCK) $(ARGS) pyproject.toml --group dev --group bench --constraints requirements-dev.lock --output-file requirements-bench.lock

vendor: dev  ## Renew the scripts of others that the website ships (needs npm)
	@$(IN) scripts/vendor.py

fonts: dev  ## Renew the fonts for web and print
	@$(IN) scripts/fonts.py

dev:  ## Prepare this machine for work on the code
	@$(PYTHON) scripts/bootstrap.py dev
