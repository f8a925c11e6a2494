# Everyday commands; CI calls only these. A fresh machine needs Python 3.11 or later, make and git.
PYTHON ?= python3
VENV ?= .venv
SHARED ?= ../shared
CORPORA ?= $(SHARED)/corpora
PYTEST_ARGS ?= -n auto -q

BIN := $(VENV)/bin
READY := $(VENV)/.ready
CLAIMLEDGER := $(abspath $(BIN))/claimledger

.PHONY: help demo test check fmt golden eval train eval-model bench ledger ledger-is-fresh clean

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/:/' | column -t -s:

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(READY)  ## a fresh ledger from seeds/, then what the last article adds to it
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; cp -R seeds "$$work/articles"; cd "$$work"; \
	last=$$(find articles -name '*.txt' | LC_ALL=C sort | tail -n 1); \
	find articles -name '*.txt' | LC_ALL=C sort | sed '$$d' | tr '\n' '\0' | \
	  xargs -0 $(CLAIMLEDGER) --ledger ledger ingest > /dev/null; \
	echo "The ledger holds the other articles. Now: claimledger diff $$last"; echo; \
	$(CLAIMLEDGER) --ledger ledger diff "$$last" || test $$? -eq 1

test: $(READY) check ledger-is-fresh  ## everything that must pass
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(READY)  ## format, lint, types
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy

fmt: $(READY)  ## format and mend what can be mended
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

golden: $(READY) ledger  ## rewrite the golden files, the demonstration ledger among them; read the diff before you commit it
	GOLDEN=rewrite $(BIN)/python -m pytest tests -q -k golden

eval: $(READY)  ## scores on the development clusters and on PolNeAR
	$(BIN)/python $(SHARED)/eval/score.py cluster $(SHARED)/eval/clusters/* --cmd $(CLAIMLEDGER)
	$(BIN)/python $(SHARED)/eval/score.py polnear $(SHARED)/corpora/polnear/dev.jsonl.gz --cmd $(CLAIMLEDGER)

train: $(READY)  ## the language model again from CORPORA (three runs, about three hours on two cores)
	$(BIN)/python -m pip install --quiet --requirement training/requirements.txt
	$(BIN)/python training/train.py --corpora $(CORPORA) --out runs/first --epochs 4 --minutes 66
	$(BIN)/python training/train.py --corpora $(CORPORA) --out runs/second --resume runs/first/model.pt \
	  --epochs 2 --minutes 24 --rate 1.2e-4 --head-rate 8e-4 --seed 1
	$(BIN)/python training/train.py --corpora $(CORPORA) --out runs/third --resume runs/second/model.pt \
	  --epochs 5 --minutes 96 --rate 1.5e-4 --head-rate 1e-3 --treebank 0.5 --seed 3
	$(BIN)/python training/export.py runs/third src/claimledger/model --version 1.1
	$(MAKE) eval-model

eval-model: $(READY)  ## scores of the language model on CORPORA
	$(BIN)/python training/evaluate.py src/claimledger/model --corpora $(CORPORA) --json training/scores.json

bench: $(READY)  ## speed and accuracy, one file each
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

ledger: $(READY)  ## rebuild the committed demonstration ledger from seeds/
	rm -rf ledger/articles
	$(CLAIMLEDGER) --ledger ledger ingest seeds > /dev/null

ledger-is-fresh: $(READY)
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; cp -R seeds "$$work/seeds"; \
	(cd "$$work" && $(CLAIMLEDGER) --ledger ledger ingest seeds > /dev/null); \
	diff -r ledger/articles "$$work/ledger/articles" || \
	  { echo "the demonstration ledger is stale: run make ledger and commit it" >&2; exit 1; }

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
