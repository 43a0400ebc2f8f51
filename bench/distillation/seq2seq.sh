#!/bin/sh
# Whether a 2+2 student of a 4+4 BART gains on WikiSplit: word and sequence level and both, greedy and beam search, beside the student alone.
# seq2seq.sh CORPUS HELD_OUT PAIRS WORK: corpora of `reproduce bart-table1` (docs/results.md), PAIRS with train.jsonl and test.jsonl, which
# bench/table1/data.py writes to wiki-split. The same command continues. NOISETTE is the program. A teacher that writes nothing but
# frequent words has nothing to teach: this one has a BLEU of 72.
set -eu
corpus=$1 held_out=$2 pairs=$3 work=$4
noisette=${NOISETTE:-$(dirname "$0")/../../noisette}
threads=${BENCH_THREADS:-1}
mkdir -p "$work"
"$noisette" bart-pretrain --preset tiny --d-model 64 --ffn-dim 256 --encoder-layers 4 --decoder-layers 4 --noise 'permute-sentences|infill' \
  --corpus "$corpus" --validation "$held_out" --validate-every 1000 --validation-tokens 16384 --sequence-length 64 --max-positions 256 \
  --steps 3000 --warmup-steps 500 --tokens-per-step 1024 --learning-rate 4e-3 --keep-last 1 --threads "$threads" --output "$work/pretrained"
rewriting() { # what teacher and students have in common
  printf '%s\n' --train "$pairs/train.jsonl" --validation "$pairs/test.jsonl" --preset rewriting --validation-rows 200 --learning-rate 2e-3 \
    --tokens-per-step 1024 --truncate cut --max-tokens 96 --keep-last 1 --threads "$threads"
}
# shellcheck disable=SC2046
"$noisette" seq2seq-finetune $(rewriting) --model "$work/pretrained" --steps 400 --output "$work/teacher"
for level in word sequence both; do
  # shellcheck disable=SC2046
  "$noisette" distill --level $level $(rewriting) --teacher "$work/teacher" --student 'layers(2)' --steps 200 --beam 4 --seeds "${SEEDS:-1,2,3}" \
    --output "$work/students"
done
