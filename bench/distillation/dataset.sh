#!/bin/bash
# Distills SST-2 and the task of four authors, and evaluates the sets:
#   bench/distillation/dataset.sh GLUE AUTHORS WORDS OUTPUT
# GLUE: directory with SST-2; AUTHORS: what bench/distillation/authors.py wrote; WORDS: a BERT, RoBERTa or BART for the word
# vectors. Each set is a run in OUTPUT, each evaluation a JSON file there. What is there is not done again, and a run that
# was stopped resumes. One thread at low priority (NICE). NOISETTE names another program than the one of this directory; STEPS the
# number of outer steps (500).
set -euo pipefail

glue=$1 authors=$2 words=$3 output=$4
noisette=${NOISETTE:-$(cd "$(dirname "$0")/../.." && pwd)/noisette}
steps=${STEPS:-500}
mkdir -p "$output"

# name, task, data, full networks, options of distill-dataset
row() {
  local name=$1 task=$2 data=$3 full=$4
  shift 4
  [ -s "$output/$name.jsonl" ] && return
  nice -n "${NICE:-19}" "$noisette" distill-dataset --task "$task" --data "$data" --words "$words" --output "$output/$name" \
    --max-length 24 --batch-size 128 --threads 1 --outer-steps "$steps" "$@" >>"$output/$name.log" 2>&1
  nice -n "${NICE:-19}" "$noisette" evaluate --task dataset --set "$output/$name" --data "$data" --full-networks "$full" --threads 1 \
    --format json >"$output/$name.unfinished" 2>>"$output/$name.log"
  mv "$output/$name.unfinished" "$output/$name.jsonl"
}
sst2() { row "$1" sst2 "$glue" "$2" "${@:3}"; }
authors() { row "$1" "$authors/authors.yaml" "$authors" "$2" "${@:3}"; }

one="--per-class 1"
ten="--per-class 10 --soft-labels --initial-rate 0.3"
random="--init random --networks 2"
mean="--network mean-vector --per-class 10 --soft-labels --initial-rate 0.1 --learning-rate 0.03"
encoder="--network encoder --soft-labels --initial-rate 0.01 --pretraining-epochs 0 --pretraining-rate 3e-4"
# shellcheck disable=SC2086
{
  sst2 sst2-fixed-1 1 $one --initial-rate 0.1 --learning-rate 0.02
  authors authors-fixed-1 3 $one --initial-rate 0.1 --learning-rate 0.02
  sst2 sst2-fixed-10 0 $ten --learning-rate 0.02
  authors authors-encoder-fixed-1 1 $encoder --init fixed-pretrained --learning-rate 0.02
  authors authors-fixed-10 0 $ten --learning-rate 0.05
  authors authors-random-10 0 $ten $random --learning-rate 0.05
  authors authors-encoder-random-1 0 $encoder --init random-pretrained --networks 3 --learning-rate 0.02
  authors authors-mean-random-10 1 $mean $random
  sst2 sst2-mean-random-10 1 $mean $random
  sst2 sst2-random-10 0 $ten $random --learning-rate 0.02
}
