# Make a virtual environment with the first Python that is new enough.
set -eu
target=$1
[ -x "$target/bin/python" ] && exit 0
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null 2>&1 &&
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$python" -m venv "$target" && exit 0
        echo "$python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    fi
done
echo "Python 3.11 or newer is needed and was not found. Install it, then run make again." >&2
exit 1
