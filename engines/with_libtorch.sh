#!/bin/sh
# Runs a command with libtorch: engines/with_libtorch.sh FOLDER WHAT OF COMMAND...
#
# Brings libtorch into FOLDER first. Where a machine lacks what that takes (python3 with pip, a C++ compiler), one line says which tests or
# lints (WHAT) of what (OF) are skipped, and all is well.
set -eu

folder=$1 what=$2 of=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)

status=0
if command -v "${CXX:-c++}" >/dev/null; then
    sh "$here/libtorch.sh" "$folder" || status=$?
else
    echo "libtorch: no C++ compiler (${CXX:-c++})" >&2
    status=3
fi
if [ "$status" = 3 ]; then
    echo "SKIPPED: the $what of $of" >&2
    exit 0
fi
[ "$status" = 0 ] || exit "$status"

# The variables of a libtorch of one's own are one's own.
[ -n "${LIBTORCH:-}" ] || . "$(cd "$folder" && pwd)/env"
"$@"
