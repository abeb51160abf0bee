# Pin every package with its hashes, for all platforms, without naming an index.
set -eu
compile="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"
command -v uv >/dev/null 2>&1 || { echo "uv is needed for this: pip install uv" >&2; exit 1; }
$compile --extra build pyproject.toml -o requirements.lock
$compile --extra build --extra dev --extra postgres -c requirements.lock pyproject.toml -o requirements-dev.lock
$compile --extra postgres --extra documents -c requirements-dev.lock pyproject.toml -o deploy/requirements.lock
