#!/bin/sh
# Brings libtorch, for the feature `rust-bert`, out of its Python packages: engines/libtorch.sh FOLDER
#
# FOLDER/lib gets the parts that a CPU needs and FOLDER/include the headers (530 MB in all; the package itself, 760 MB, is not kept).
# FOLDER/env sets the variables of a shell. Where LIBTORCH is set already, that library is used and nothing is fetched.
name=libtorch variable=LIBTORCH
folder=${1:?"usage: engines/libtorch.sh FOLDER"}
. "$(dirname "$0")/library.sh"

command -v "${CXX:-c++}" >/dev/null || missing "no C++ compiler (${CXX:-c++}), which building against it takes"
if [ -n "${LIBTORCH:-}" ]; then
    [ -d "$LIBTORCH/lib" ] || { echo "libtorch: LIBTORCH=$LIBTORCH has no folder lib" >&2; exit 1; }
    echo "libtorch: LIBTORCH=$LIBTORCH is used" >&2
    exit 0
fi
compiler=${CC:-cc}
command -v "$compiler" >/dev/null || missing "no C compiler ($compiler)"

fetch "760 MB" --platform manylinux1_x86_64
unpack 'torch/lib/(libtorch_cpu\.so|libc10\.so|libgomp[^/]*)' 'lib/\1' \
    'nvidia/cuda_runtime/lib/(libcudart\.so[^/]*)' 'lib/\1' \
    'nvidia/cuda_cupti/lib/(libcupti\.so[^/]*)' 'lib/\1' \
    'torch/include/((?:torch|ATen|c10|caffe2)/.*)' 'include/\1'

# libtorch.so of the package asks for the CUDA libraries; ours is empty and asks for the CPU's alone.
echo 'void standpoint_no_cuda(void) {}' > "$wheels/stub.c"
"$compiler" -shared -fPIC -o "$folder.part/lib/libtorch.so" "$wheels/stub.c" \
    -L"$folder.part/lib" -Wl,--no-as-needed -ltorch_cpu -lc10 -Wl,--unresolved-symbols=ignore-all '-Wl,-rpath,$ORIGIN'
echo 2.4.0 > "$folder.part/build-version"
finish <<ENV
export LIBTORCH='$absolute'
export LIBTORCH_CXX11_ABI=0
export LD_LIBRARY_PATH='$absolute/lib'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
ENV
