# Two commands: `make chat` to use Waymark, `make test` to try it. Everything lives in .venv.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALLED := $(VENV)/.installed
INSTALLED_TEST := $(VENV)/.installed-test

.DEFAULT_GOAL := help
.PHONY: help chat ingest corpus test check baseline screenshots format lock clean

help:
	@echo "make chat    install, read corpus/ and open the web chat"
	@echo "make ingest  read corpus/ into library/"
	@echo "make corpus  make the templates and example papers from their sources"
	@echo "make test    install what tests need and run them all"
	@echo "make check   ruff and mypy"
	@echo "make baseline  ask all committed cases again; their level is what tests hold"
	@echo "make screenshots  take the pictures in docs/screens again (LIBRARY= one made from corpus/)"

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Waymark needs Python 3.11 ($(PYTHON) was not found). Install it, or say where it is:"; \
	  echo "  make chat PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --progress-bar on -c constraints.txt torch==2.13.0
	$(PIP) install --quiet --progress-bar on -c constraints.txt -e .
	@touch $@

$(INSTALLED_TEST): $(INSTALLED)
	@echo "Building a language model's server for the tests: some minutes, once."
	CMAKE_ARGS=-DGGML_NATIVE=OFF \
	  $(PIP) install --quiet --progress-bar on -c constraints.txt -e '.[test]'
	@touch $@

chat: $(INSTALLED)
	$(BIN)/python app.py

ingest: $(INSTALLED)
	$(BIN)/waymark ingest corpus --library library

corpus: $(INSTALLED_TEST)
	$(BIN)/python -m corpus.build

test: $(INSTALLED_TEST)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile -m "not alone"
	$(BIN)/python -m pytest -m alone

check: $(INSTALLED_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

baseline: $(INSTALLED)
	$(BIN)/waymark eval baseline

screenshots: $(INSTALLED_TEST)
	$(BIN)/python -m tests.screenshots $(LIBRARY)

format: $(INSTALLED_TEST)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(INSTALLED_TEST)
	$(PIP) freeze --exclude-editable | grep -v '^torch==' | sort -f > constraints.txt
	echo 'torch==2.13.0' >> constraints.txt

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
