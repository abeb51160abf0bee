# `make run` and `make test` do all the set-up themselves; git, make and Python 3.11 or newer are all they need.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PORT ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench accuracy accuracy-page addressing bench-attacks bench-retrieval bench-ingest bench-search bench-scale bench-delivery bench-report known-notes bench-terms bench-questions bench-desk bench-desk-live lock screenshots calibrate bench-exports clean cluster bench-history bench-review bench-fuzz bench-load audit

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## install what the app needs into .venv

$(VENV)/.ready: requirements.lock pyproject.toml
	@sh tools/make-venv.sh $(VENV)
	@echo "Installing the pinned packages (about two minutes the first time)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@echo "Installing the pinned tools for tests"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

run: setup ## index the notes and serve the app at http://localhost:8501 (PORT=8600 for another port)
	@$(BIN)/interviewer run $(if $(PORT),--port $(PORT))

cluster: setup-dev ## two replicas, Postgres, Chroma and nginx on this machine, at http://localhost:8600 (PORT=8700)
	@$(BIN)/python -m bench.cluster $(if $(PORT),--port $(PORT))

test: setup-dev lint ## check style, types and imports, and run all tests
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup-dev ## measure speed, retrieval and grading; figures go to bench/results
	@$(BIN)/python -m bench

accuracy: setup-dev ## measure a chat model as grader, cost estimate first (MODEL=gpt-5-mini LIMIT=30 FILES=... YES=1)
	@$(BIN)/python -m bench.accuracy $(MODEL) $(FILES) $(if $(LIMIT),--limit $(LIMIT)) $(if $(YES),--yes)

accuracy-page: setup-dev ## make docs/accuracy.md and docs/load.md from the figures in bench/results
	@$(BIN)/python -m bench.accuracy_page
	@$(BIN)/python -m bench.load_page

bench-attacks: setup-dev ## measure what talking to the grader gains, and what honest answers lose by the defences
	@$(BIN)/python -m bench.attacks

bench-questions: setup-dev ## measure what questions and hints give away, and where follow-ups aim (NOTES="file.md ...")
	@$(BIN)/python -m bench.questions $(NOTES)

bench-desk: setup-dev ## measure what the interviewer's desk suggests, and how fast (MODELS=FILE keeps the models of the folds)
	@$(BIN)/python -m bench.desk $(if $(MODELS),--models $(MODELS))

bench-desk-live: setup-dev ## measure in Chromium how fast the interviewer's live screen suggests
	@$(BIN)/python -m bench.desk_live

bench-retrieval: setup-dev ## measure what each part of search is worth
	@$(BIN)/python -m bench.retrieval

bench-ingest: setup-dev ## measure ingest beside the plain LangChain recipe (SIZES="100 1000 10000 100000")
	@$(BIN)/python -m bench.scale ingest $(SIZES)

bench-search: setup-dev ## measure queries on small to big indexes (SIZES="100 1000 10000 100000")
	@$(BIN)/python -m bench.scale search $(SIZES)

bench-delivery: setup-dev ## measure fillers in transcripts and pauses in recordings (needs espeak-ng)
	@$(BIN)/python -m bench.delivery

audit: setup-dev ## look for known weaknesses in the pinned packages (AUDIT_SNAPSHOT=all.zip where there is no network)
	@$(BIN)/python tools/audit.py

bench-fuzz: setup-dev ## try a million mutated notes, import files and model replies (INPUTS=1000000)
	@$(BIN)/python -m bench.fuzz $(INPUTS)

bench-history: setup-dev ## measure the history page on 2,000 sessions, and export and import of them
	@$(BIN)/python -m bench.history

bench-terms: setup-dev ## measure how many misheard terms the term pass puts right, and what it changes wrongly
	@$(BIN)/python -m bench.terms

bench-report: setup-dev ## measure how soon the report of thirty questions stands in a browser
	@$(BIN)/python -m bench.report_page

bench-exports: setup-dev ## measure reports as files, in each format
	@$(BIN)/python -m bench.exports

bench-review: setup-dev ## measure the review schedule on simulated learners, against SM-2; one month of it: DAYS=1
	@$(BIN)/python -m bench.review $(if $(DAYS),--days)

bench-load: setup-dev ## measure how many candidates practise at once (WHAT=replicas or long for two servers, or half an hour; SESSIONS="20 100")
	@$(BIN)/python -m bench.load $(or $(WHAT),sessions) $(if $(SESSIONS),--of $(SESSIONS))

bench-scale: setup-dev ## both at once, on the same indexes (SIZES="100 1000 10000 100000")
	@$(BIN)/python -m bench.scale both $(SIZES)

known-notes: setup-dev ## make search's compact form of knowledge/ anew, after it changed
	@$(BIN)/python -m bench.known_notes

addressing: setup-dev ## make anew the small model that knows speech to the grader
	@$(BIN)/python -m bench.addressing

calibrate: setup-dev ## make the embedded grader's calibration anew
	@$(BIN)/python -m bench.calibrate

screenshots: setup-dev ## photograph every page and state in Chromium, into screenshots/
	@$(BIN)/python -m bench.screenshots

lock: setup-dev ## pin the newest allowed packages, with hashes
	@sh tools/lock.sh

clean: ## remove what was installed and built; your data stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
