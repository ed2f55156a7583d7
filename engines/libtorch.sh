#!/bin/sh
# Brings libtorch, for the feature `rust-bert`, out of its Python packages: engines/libtorch.sh FOLDER
#
# FOLDER/lib gets the parts that a CPU needs and FOLDER/include the headers (530 MB in all; the package itself, 760 MB, is not kept).
# FOLDER/env sets the variables of a shell. Where LIBTORCH is set already, that library is used and nothing is fetched.
# Exit status: 0 it is there; 3 this machine lacks what is needed to fetch it (one line says what); else an error.
set -eu

folder=${1:?"usage: engines/libtorch.sh FOLDER"}
here=$(cd "$(dirname "$0")" && pwd)

missing() {
    echo "libtorch: $*" >&2
    exit 3
}

if [ -n "${LIBTORCH:-}" ]; then
    [ -d "$LIBTORCH/lib" ] || { echo "libtorch: LIBTORCH=$LIBTORCH has no folder lib" >&2; exit 1; }
    echo "libtorch: LIBTORCH=$LIBTORCH is used" >&2
    exit 0
fi

# What was fetched is what is asked for now.
pins=$(cat "$here/libtorch.txt" "$here/libtorch.sh" | cksum)
if [ "$(cat "$folder/pins" 2>/dev/null)" = "$pins" ]; then
    exit 0
fi

[ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || missing "the packages are those of Linux on x86_64; elsewhere set LIBTORCH to a libtorch 2.4.0"
python=${PYTHON:-python3}
command -v "$python" >/dev/null || missing "no $python"
"$python" -m pip --version >/dev/null 2>&1 || missing "$python has no pip"
compiler=${CC:-cc}
command -v "$compiler" >/dev/null || missing "no C compiler ($compiler)"

wheels=$(mktemp -d "${TMPDIR:-/tmp}/libtorch.XXXXXX")
trap 'rm -rf "$wheels" "$folder.part"' EXIT
trap 'exit 130' INT TERM
echo "libtorch: fetching torch 2.4.0 (760 MB) with pip" >&2
# The wheels are named by their tags, for a newer Python has none of its own; --no-deps leaves 3 GB of CUDA where they are.
"$python" -m pip download --quiet --no-cache-dir --require-hashes --no-deps --only-binary=:all: \
    --platform manylinux1_x86_64 --implementation cp --python-version 3.11 --abi cp311 --abi none \
    --dest "$wheels" --requirement "$here/libtorch.txt"

rm -rf "$folder.part"
mkdir -p "$folder.part/lib"
"$python" - "$wheels" "$folder.part" <<'PYTHON'
import pathlib, re, shutil, sys, zipfile

wheels, folder = map(pathlib.Path, sys.argv[1:])
wanted = [
    (r"torch/lib/(libtorch_cpu\.so|libc10\.so|libgomp[^/]*)", "lib"),
    (r"nvidia/cuda_runtime/lib/(libcudart\.so[^/]*)", "lib"),
    (r"nvidia/cuda_cupti/lib/(libcupti\.so[^/]*)", "lib"),
    (r"torch/include/((?:torch|ATen|c10|caffe2)/.*)", "include"),
]
for wheel in sorted(wheels.glob("*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            for pattern, place in wanted:
                found = re.fullmatch(pattern, name)
                if found and not name.endswith("/"):
                    target = folder / place / found[1]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(name) as source, open(target, "wb") as copy:
                        shutil.copyfileobj(source, copy, 1 << 20)
PYTHON

# libtorch.so of the package asks for the CUDA libraries; ours is empty and asks for the CPU's alone.
echo 'void standpoint_no_cuda(void) {}' > "$wheels/stub.c"
"$compiler" -shared -fPIC -o "$folder.part/lib/libtorch.so" "$wheels/stub.c" \
    -L"$folder.part/lib" -Wl,--no-as-needed -ltorch_cpu -lc10 -Wl,--unresolved-symbols=ignore-all '-Wl,-rpath,$ORIGIN'
echo 2.4.0 > "$folder.part/build-version"
absolute=$(cd "$(dirname "$folder")" && pwd)/$(basename "$folder")
cat > "$folder.part/env" <<ENV
export LIBTORCH='$absolute'
export LIBTORCH_CXX11_ABI=0
export LD_LIBRARY_PATH='$absolute/lib'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
ENV
echo "$pins" > "$folder.part/pins"
rm -rf "$folder"
mv "$folder.part" "$folder"
echo "libtorch: in $folder; for this shell: . $folder/env" >&2
