#!/bin/sh
# Writes the table of docs/evaluation.md to standard output: docs/evaluation.sh STANDPOINT DATA MODEL... (see `make evaluation`).
# The figures come from the CSV of `standpoint eval --out`; a task whose data are not there has a line that says so.
set -eu

standpoint=$1
data=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat <<'HEAD'
# Evaluation
Written by `make evaluation`; do not edit. Every figure is that of `standpoint eval TASK --data FILE` on the model and engine named in its line; `MODEL_CARD.md` says what each model was trained on.

- The interval is the 95 % percentile interval of 1,000 bootstrap draws of whole clusters: articles or passages, else sentences. `n` is the number of items the figure is about.
- `majority_` and `lexicon_` are baselines on the same rows: the most frequent class, and a list of some 450 words of praise and blame (`src/eval/lexicon.txt`).
- `eval newsmtsc` reads the head of that benchmark's convention; `codebook_` is the head that scores statements, which judges by another definition ([decision 0010](decisions/0010-a-head-for-each-convention-of-stance.md)).
- Shares and F1 are in 0..1. Drift is in standard deviations of the scores; a calibration error, a Brier score, a negative log-likelihood, a drift and a flip are better when they are small.
- What each figure means stands in the comments of `src/eval/`; the codebook's terms are those of [codebook.md](codebook.md).

HEAD

# name of the data, task with its flags, file
tasks() {
    cat <<TASKS
NewsMTSC dev-rw|newsmtsc --context|$data/newsmtsc/dev-rw.jsonl
NewsMTSC dev-mt|newsmtsc --context|$data/newsmtsc/dev-mt.jsonl
quoted-stance, evaluated half|quoted-stance|datasets/quoted-stance/eval.jsonl
news-stance: PolNeAR dev, our codes|quoted-stance|$work/news-stance.jsonl
DSE valid|dse|$data/dse/valid.tsv
SEESAW valid|holder-target|$data/seesaw/valid.jsonl
PolNeAR dev|attribution|$data/polnear/dev.jsonl
CoNLL++ dev|entity|$data/conllpp/dev.txt
GAP validation|reference|$data/gap/validation.tsv
templates, PolNeAR dev|swap|$data/polnear/dev.jsonl
NewsMTSC dev-rw|calibration --of newsmtsc|$data/newsmtsc/dev-rw.jsonl
NewsMTSC dev-mt|calibration --of newsmtsc|$data/newsmtsc/dev-mt.jsonl
quoted-stance, evaluated half|calibration --of quoted-stance|datasets/quoted-stance/eval.jsonl
DSE valid|calibration --of dse|$data/dse/valid.tsv
SEESAW valid|calibration --of holder-target|$data/seesaw/valid.jsonl
CoNLL++ dev|calibration --of entity|$data/conllpp/dev.txt
GAP validation|calibration --of reference|$data/gap/validation.tsv
TASKS
}

if [ -f "$data/polnear/dev.jsonl" ]; then
    python3 datasets/news-stance/make.py "$data/polnear/dev.jsonl" > "$work/news-stance.jsonl"
fi
tasks > "$work/tasks"
while IFS='|' read -r name task file; do
    printf '## `%s` on %s\n' "$task" "$name"
    if [ ! -f "$file" ]; then
        printf 'Not measured: the data were not there.\n\n'
        continue
    fi
    printf '| metric | value | 95 %% interval | n | data sha256 | model | engine | seed |\n|---|---|---|---|---|---|---|---|\n'
    for model in "$@"; do
        # The task's flags are words of their own.
        # shellcheck disable=SC2086
        "$standpoint" eval $task --data "$file" --model "$model" --quiet --out "$work/figures.csv" > "$work/table" < /dev/null
        # No cell holds a comma: names, numbers and digests.
        awk -F, 'NR > 1 {
            value = $3 == "" ? "–" : sprintf("%.3f", $3)
            interval = $4 == "" ? "–" : sprintf("%.3f to %.3f", $4, $5)
            printf "| %s | %s | %s | %s | %s | %s (%s) | %s | %s |\n", $2, value, interval, $6, substr($10, 1, 12), $7, substr($8, 1, 12), $9, $11
        }' "$work/figures.csv"
    done
    printf '\n'
done < "$work/tasks"

printf '## Who is meant, PolNeAR dev, our readings (`datasets/news-stance/meant.py`)\n'
if [ ! -f "$data/polnear/dev.jsonl" ]; then
    printf 'Not measured: the data were not there.\n'
    exit
fi
for model in "$@"; do
    printf '%s:\n\n' "$(basename "$model")"
    "$standpoint" score "$data/polnear/dev.jsonl" --model "$model" --format jsonl --quiet > "$work/found.jsonl"
    python3 datasets/news-stance/meant.py "$data/polnear/dev.jsonl" "$work/found.jsonl"
done
