# Two commands matter: `make run` and `make test`. `make help` names the others.
.DEFAULT_GOAL := help
.PHONY: help setup run dev test check bench screenshots fmt messages lock
PYTHON := .venv/bin/python
UV := .tools/bin/uv
COMPILE := $(UV) pip compile --quiet --upgrade --universal --generate-hashes \
	--custom-compile-command "make lock"

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

setup: ## die Umgebung anlegen
	@scripts/setup

run: setup ## das Portal starten (PORT=8000)
	@$(PYTHON) manage.py run

dev: setup ## das Portal starten, das jede Änderung gleich zeigt
	@$(PYTHON) manage.py run --dev

# Without a shell in between, which would not pass on a signal.
dev: export DEBUG := true

test: setup ## alle Tests (ARGS="-k suche" wählt aus)
	@scripts/test-tools
	@$(PYTHON) -m pytest --numprocesses auto --dist loadscope $(ARGS)

check: setup ## Form, Regeln, Typen, Migrationen, Übersetzungen
	@scripts/check

bench: setup ## die Messung der Ziele
	@scripts/test-tools
	@$(PYTHON) -m tests.bench

screenshots: setup ## Bilder aller Seiten in screenshots/
	@scripts/test-tools
	@$(PYTHON) -m tests.screenshots

fmt: setup ## den Quelltext in Form bringen
	@$(PYTHON) -m ruff format --quiet .
	@$(PYTHON) -m ruff check --quiet --fix .
	@find templates -name '*.html' -exec .venv/bin/djade {} +

messages: setup ## neue Texte in die Übersetzung aufnehmen
	@$(PYTHON) scripts/messages.py

lock: setup ## die Pakete erneuern und festhalten
	@$(COMPILE) pyproject.toml --output-file requirements.lock >/dev/null
	@$(COMPILE) pyproject.toml --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock >/dev/null
	@echo uv | $(COMPILE) - --output-file requirements-tools.lock >/dev/null
	@scripts/setup
