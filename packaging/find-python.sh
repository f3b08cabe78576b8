#!/bin/sh
# Prints the Python to build the virtual environment with: 3.11 or newer, able to make one.
#
#   find-python.sh [PYTHON]
#
# Without a name it takes the first that fits. What is missing is asked for with need.sh.
set -eu

here=$(dirname "$0")

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

pick() {
    for name in "$@"; do
        if command -v "$name" >/dev/null && fits "$name"; then
            echo "$name"
            return
        fi
    done
}

python=$(pick ${1:-python3 python3.13 python3.12 python3.11})
if [ -z "$python" ] && [ -n "${1:-}" ]; then
    printf 'PYTHON=%s is not a Python 3.11 or newer.\n' "$1" >&2
    exit 1
fi
if [ -z "$python" ]; then
    sh "$here/need.sh" "Python 3.11 or newer" python3 python3-venv
    python=$(pick python3)
fi
if [ -z "$python" ]; then
    echo "The python3 of this system is older than 3.11. Install a newer one and name it: make setup PYTHON=python3.12" >&2
    exit 1
fi

# Debian ships Python without the part that makes environments.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    sh "$here/need.sh" "the part of Python $version that makes virtual environments" "python$version-venv"
fi
echo "$python"
