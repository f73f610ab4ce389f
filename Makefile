# Each target is one command of `python -m helpers`, which also serves where there is no make.
# Values reach Python through the environment, as typed: neither make nor the shell looks inside them.

override PARTNERSHIP := $(value PARTNERSHIP)
override YEAR := $(value YEAR)
override CHAPTER := $(value CHAPTER)
override FROM := $(value FROM)
override TO := $(value TO)
override WHAT := $(value WHAT)
override NAME := $(if $(findstring command,$(origin NAME)),$(value NAME))
# that was NAME only as typed: some systems have one of their own
override SHORT_NAME := $(value SHORT_NAME)
override PLACE := $(value PLACE)
override PARTNERS := $(value PARTNERS)
override AREAS := $(value AREAS)
override SCHEDULER := $(value SCHEDULER)
override STORE := $(value STORE)
override WORKERS := $(value WORKERS)
override FORCE := $(value FORCE)
override FINAL := $(value FINAL)
override PORT := $(value PORT)
override BROWSER := $(value BROWSER)
override REPEATS := $(value REPEATS)
options := PARTNERSHIP YEAR CHAPTER FROM TO WHAT NAME SHORT_NAME PLACE PARTNERS FORCE FINAL AREAS SCHEDULER STORE WORKERS PORT BROWSER REPEATS
options_of_tests := CI LAB TIMES PROPERTY_YEARS PYTEST_ADDOPTS
export $(options)

letters := a b c d e f g h i j k l m n o p q r s t u v w x y z
typed := $(foreach name,$(.VARIABLES),$(if $(findstring command line,$(origin $(name))),$(name)))
misspelt := $(strip $(foreach name,$(typed),$(if $(strip $(foreach letter,$(letters),$(findstring $(letter),$(name)))),$(name))))
$(if $(misspelt),$(error make knows no "$(firstword $(misspelt))". Write its options in capitals, as in PARTNERSHIP=leeds))
unknown := $(filter-out $(options) $(options_of_tests) HELPERS_%,$(typed))
$(if $(unknown),$(error make knows no "$(firstword $(unknown))". Its options are $(options)))

unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP # another project's modules are no part of this one
unexport PYTHONDONTWRITEBYTECODE # what Python compiled once it need not compile again: each start takes half as long

run := .venv/bin/python -m helpers

.DEFAULT_GOAL := help
.PHONY: help report release preview chapter check confirm new-year new-partnership compare files list risk fleet lab published test test-slow test-authorities test-fleet test-properties test-edits test-browser lint bench clean environment

help: ## list what can be made
	@awk -F ': .*## ' '/^[a-z-]+: .*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

report: environment ## build the report (PARTNERSHIP=wirral YEAR=2023-24; FORCE=1 anew, FINAL=1 no draft) and say where it is
	@$(run) report

release: environment ## pack the final report as a version that nothing overwrites, with checksums and who signed it
	@$(run) release

preview: environment ## show the report in the browser, built anew as files are saved, until Ctrl-C (PORT=8000 BROWSER=none)
	@$(run) preview

chapter: environment ## build one chapter and say where it is (CHAPTER=03)
	@$(run) chapter

check: environment ## check the year's data without building anything
	@$(run) check

confirm: environment ## write down that what a year took over still holds (WHAT=01_introduction/facts.csv:area.land)
	@$(run) confirm

new-year: environment ## begin a year from the year before (YEAR=2024-25)
	@$(run) new-year

new-partnership: environment ## begin a partnership's first year (AREAS="Leeds, Bradford" PARTNERS="Leeds City Council; …")
	@$(run) new-partnership

compare: environment ## compare a report with last year's, or with FROM=a build or release, number by number (YEAR=2024-25)
	@$(run) compare

files: environment ## list the files that a year's folder may hold, with their headings
	@$(run) files

list: environment ## list measures, areas, tables, charts or relations, with what each needs (WHAT=measures)
	@$(run) list

risk: environment ## write down, for whoever signs, which numbers of people are hidden and what would give them away (TO=risk)
	@$(run) risk

fleet: environment ## build the reports of many areas (AREAS=all YEAR=2023-24; SCHEDULER=tcp://… elsewhere than here)
	@$(run) fleet

lab: environment ## open the chapters in JupyterLab
	@$(run) lab

published: environment ## read national figures from a folder of downloaded files (FROM=folder; without it, list what can be read and where it is)
	@$(run) published

test: environment ## run the tests, but for the slow ones
	@$(run) test

test-slow: environment ## run the slow tests: kernels, builds that are killed, publishers' files read
	@$(run) test-slow

test-authorities: environment ## test that every authority has a report of each year (hours)
	@$(run) test-authorities

test-fleet: environment ## test that many reports can be built, whatever ends on the way
	@$(run) test-fleet

test-properties: environment ## test ten thousand random tables and ten thousand random years of people for what can be worked out (an hour)
	@$(run) test-properties

test-edits: environment ## test five hundred sequences of edits against builds from nothing, and fifty builds that a table is saved beneath
	@$(run) test-edits

test-browser: environment ## check the site in a real browser, at desk and phone width
	@sh tests/browser/run.sh

lint: environment ## check the code: format, lint, types, chapter rules
	@$(run) lint

bench: environment ## measure how long reports take to build, and write docs/benchmarks.md (REPEATS=5)
	@$(run) bench

clean: environment ## remove what was built
	@$(run) clean

environment: ## make .venv where requirements.lock has changed (every target does this first)
	@for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && exec $$python set_up.py; \
	done; \
	command -v uv >/dev/null && exec uv run --quiet --no-project --python '>=3.11,<3.15' set_up.py; \
	echo 'No Python 3.11 to 3.14 was found. Install one (https://www.python.org/downloads), or uv, and run again.' >&2; exit 1

.DEFAULT:
	@$(if $(wildcard .venv/bin/python),$(run) '$(subst ','\'',$@)',echo 'This is nothing that make knows: make help lists what there is.' >&2; exit 2)
