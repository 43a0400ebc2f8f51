#!/bin/sh
# Whether a 2+2 student of a 4+4 BART gains on WikiSplit: word and sequence level and both, greedy and beam search, beside the student alone.
# seq2seq.sh TEXT WIKI_SPLIT WORK: TEXT to pretrain on, WIKI_SPLIT with tune.tsv.gz and validation.tsv.gz. NOISETTE is the program.
# The same command continues. PRETRAINING, TEACHER and STUDENT are numbers of steps, SEEDS those of the students. A teacher that writes
# nothing but frequent words has nothing to teach, so this one is pretrained for longer, on 1,024 tokens; it has not been run to its end.
set -eu
text=$1 split=$2 work=$3
noisette=${NOISETTE:-$(dirname "$0")/../../noisette}
threads=${BENCH_THREADS:-1} preset=${PRESET:-tiny}
mkdir -p "$work"
[ -f "$work/tokenizer.json" ] || "$noisette" tokenizer-train --text "$text" --vocab-size "${VOCABULARY:-1024}" --output "$work/tokenizer.json"
[ -d "$work/corpus" ] || "$noisette" prepare --text "$text" --tokenizer "$work/tokenizer.json" --output "$work/corpus"
"$noisette" bart-pretrain --preset "$preset" --encoder-layers 4 --decoder-layers 4 --noise infill --corpus "$work/corpus" \
  --sequence-length 64 --max-positions 256 --steps "${PRETRAINING:-4000}" --warmup-steps "$((${PRETRAINING:-4000} / 10))" \
  --tokens-per-step 1024 --learning-rate 3e-3 --keep-last 1 --threads "$threads" --output "$work/pretrained" > /dev/null
rewriting() { # what teacher and students have in common
  printf '%s\n' --train "$split/tune.tsv.gz" --validation "$split/validation.tsv.gz" --preset rewriting --validation-rows "${ROWS:-100}" \
    --learning-rate 1e-3 --tokens-per-step 2048 --truncate cut --keep-last 1 --threads "$threads"
}
# shellcheck disable=SC2046
"$noisette" seq2seq-finetune $(rewriting) --model "$work/pretrained" --steps "${TEACHER:-1000}" --output "$work/teacher" > /dev/null
for level in word sequence both; do
  # shellcheck disable=SC2046
  "$noisette" distill --level $level $(rewriting) --teacher "$work/teacher" --student 'layers(2)' --steps "${STUDENT:-500}" \
    --beam 4 --seeds "${SEEDS:-1,2,3}" --output "$work/students"
done
