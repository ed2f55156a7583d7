#!/bin/sh
# Runs a command with every feature whose native library can be had, their names in FEATURES: engines/with.sh WHAT COMMAND...
#
# Brings the libraries first. Where a machine lacks what one takes, one line says which tests or lints (WHAT) are skipped, and all is well.
set -eu

what=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
FEATURES=

# bring FEATURE LIBRARY OWN, where OWN is what the variable of a library of one's own says.
bring() {
    status=0
    sh "$here/$2.sh" "$root/.$2" || status=$?
    case $status in
        0) FEATURES=${FEATURES:+$FEATURES,}$1 ;;
        3) echo "SKIPPED: the $what of the feature $1" >&2; return ;;
        *) exit "$status" ;;
    esac
    # The variables of a library of one's own are one's own.
    [ -n "$3" ] || . "$root/.$2/env"
}

bring onnxruntime onnxruntime "${ORT_DYLIB_PATH:-}"
bring rust-bert libtorch "${LIBTORCH:-}"
[ -n "$FEATURES" ] || exit 0
export FEATURES
"$@"
