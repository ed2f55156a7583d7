#!/usr/bin/env bash
# Trains and writes standpoint-large beside the small model: make model-large DATA=...; about an hour on two cores with AVX-512, two and a half without. Resumable:
# run it again after an interruption.
#   models/standpoint-small/train/large.sh DATA WORK OUT
# DATA holds newsmtsc/, dse/, polnear/, conllpp/, gap/; WORK (new or from an earlier run) takes weights, checkpoints and logs.
set -euo pipefail
mkdir -p "$3"
out=$(cd "$3" && pwd)
. "$(dirname "$0")/setup.sh"
cd "$here"
"$work/venv/bin/python" -u train.py --data "$data" --weights "$work/all-mpnet-base-v2" --work "$work" --seed 1 judged 2>&1 | tee -a "$work/large.log"
"$work/venv/bin/python" export_large.py --data "$data" --weights "$work/all-mpnet-base-v2" --work "$work" --out "$out"
