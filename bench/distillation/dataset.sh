#!/bin/bash
# Distills SST-2 and the task of four authors, and evaluates the sets:
#   bench/distillation/dataset.sh GLUE AUTHORS WORDS OUTPUT
# GLUE: directory with SST-2; AUTHORS: what bench/distillation/authors.py wrote; WORDS: a BERT, RoBERTa or BART for the word
# vectors. Each set is a run in OUTPUT, each evaluation a JSON file there. What is there is not done again, and a run that
# was stopped resumes. One thread at low priority. NOISETTE names another program than the one of this directory; STEPS the
# number of outer steps (600).
set -euo pipefail

glue=$1 authors=$2 words=$3 output=$4
noisette=${NOISETTE:-$(cd "$(dirname "$0")/../.." && pwd)/noisette}
steps=${STEPS:-600}
mkdir -p "$output"

# name, task, data, full networks, further options
row() {
  local name=$1 task=$2 data=$3 full=$4
  shift 4
  [ -s "$output/$name.jsonl" ] && return
  nice -n "${NICE:-19}" "$noisette" distill-dataset --task "$task" --data "$data" --words "$words" --output "$output/$name" \
    --max-length 24 --batch-size 128 --learning-rate 0.02 --threads 1 --outer-steps "$steps" "$@" >>"$output/$name.log" 2>&1
  nice -n "${NICE:-19}" "$noisette" evaluate --task dataset --set "$output/$name" --data "$data" --full-networks "$full" --threads 1 \
    --format json >"$output/$name.unfinished" 2>>"$output/$name.log"
  mv "$output/$name.unfinished" "$output/$name.jsonl"
}

row sst2-fixed-1 sst2 "$glue" 1 --initial-rate 0.1
row authors-fixed-1 "$authors/authors.yaml" "$authors" 3 --initial-rate 0.1
row sst2-fixed-10 sst2 "$glue" 0 --per-class 10 --soft-labels --initial-rate 0.3
row authors-random-10 "$authors/authors.yaml" "$authors" 0 --init random --networks 2 --per-class 10 --soft-labels --initial-rate 0.3
row sst2-random-10 sst2 "$glue" 0 --init random --networks 2 --per-class 10 --soft-labels --initial-rate 0.3
row authors-fixed-10 "$authors/authors.yaml" "$authors" 0 --per-class 10 --soft-labels --initial-rate 0.3
