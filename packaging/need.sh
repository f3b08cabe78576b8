#!/bin/sh
# Sees to it that system packages are there: as root it installs them, as anyone else it prints the command and stops.
#
#   need.sh "what for" PACKAGE...
#
# There is no sudo in here: who becomes root, and when, is the person's business.
set -eu

reason=$1
shift

if ! command -v apt-get >/dev/null; then
    printf 'Missing: %s.\nOn Debian it is in: %s\nInstall the same with the package tool of this system, then try again.\n' \
        "$reason" "$*" >&2
    exit 1
fi

command="apt-get install -y --no-install-recommends $*"

if [ "$(id -u)" != 0 ]; then
    printf 'Missing: %s.\nRun this as root, then try again:\n\n    apt-get update && %s\n\n' "$reason" "$command" >&2
    exit 1
fi

printf 'Missing: %s. Installing as root: %s\n' "$reason" "$command" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2
# The words of the command are package names and options, split on purpose.
# shellcheck disable=SC2086
$command -qq -o Dpkg::Use-Pty=0 >&2
