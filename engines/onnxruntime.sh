#!/bin/sh
# Brings the library of ONNX Runtime, for the feature `onnxruntime`, out of its Python package: engines/onnxruntime.sh FOLDER
#
# FOLDER/lib gets the library (22 MB); FOLDER/env sets the variable of a shell. Where ORT_DYLIB_PATH is set already, that library is used
# and nothing is fetched.
name=onnxruntime variable=ORT_DYLIB_PATH
folder=${1:?"usage: engines/onnxruntime.sh FOLDER"}
. "$(dirname "$0")/library.sh"

if [ -n "${ORT_DYLIB_PATH:-}" ]; then
    echo "onnxruntime: ORT_DYLIB_PATH=$ORT_DYLIB_PATH is used" >&2
    exit 0
fi

fetch "17 MB" --platform manylinux_2_27_x86_64
unpack 'onnxruntime/capi/(libonnxruntime\.so)\.[0-9.]*' 'lib/\1'
finish <<ENV
export ORT_DYLIB_PATH='$absolute/lib/libonnxruntime.so'
ENV
