#!/bin/sh
# What pretraining is worth on pairs of texts and on questions: a BART of `bart-pretrain` beside the same one with random weights, each seed on the same data.
# tasks.sh DATA MODEL WORK TASK…: DATA is made by data.py. The same command continues. Each task is a call of its own, so that two can run side by side.
# NOISETTE is the program; STEPS, RATE and RANDOM_RATE replace the number of steps and the two peak learning rates of a task.
set -eu
data=$1 model=$2 work=$3
shift 3
noisette=${NOISETTE:-$(dirname "$0")/../../noisette}
threads=${BENCH_THREADS:-1}
seeds=${SEEDS:-1 2 3}

of() { # pretrained or random: that arm's value
  if [ "$1" = pretrained ]; then echo "$2"; else echo "$3"; fi
}
rewriting() { # PAIRS TRAIN VALIDATION TEST STEPS RATE RATE_OF_RANDOM [option…]: fine-tune and test each arm and seed
  pairs=$1 train=$2 validation=$3 test=$4 steps=$5 rate=$6 random_rate=$7
  shift 7
  for seed in $seeds; do
    for arm in pretrained random; do
      run=$work/$pairs/$arm/seed-$seed
      test -f "$run.json" && continue
      # shellcheck disable=SC2046,SC2086
      "$noisette" seq2seq-finetune --model "$model" $(of $arm '' --random-init) --train "$data/$pairs/$train" --validation "$data/$pairs/$validation" \
        --steps "$steps" --validate-every $((steps / 4)) --learning-rate "$(of $arm "$rate" "$random_rate")" --tokens-per-step 2048 --truncate cut \
        --validation-rows 100 --metric loss --keep-last 1 --threads "$threads" --seed "$seed" --output "$run" "$@"
      # shellcheck disable=SC2086
      "$noisette" evaluate --task seq2seq --model "$run" --data "$data/$pairs/$test" --metric bleu rouge exact-match --truncate cut --threads "$threads" \
        --format json --predictions "$run.predictions.jsonl" >"$run.part"
      mv "$run.part" "$run.json"
    done
  done
}
wiki_split() {
  rewriting wiki-split train.tsv validation.tsv test.tsv "${STEPS:-240}" "${RATE:-5e-4}" "${RANDOM_RATE:-1e-3}" --preset rewriting
}
scitldr() {
  rewriting scitldr train.jsonl validation.jsonl test.jsonl "${STEPS:-300}" "${RATE:-5e-4}" "${RANDOM_RATE:-1e-3}" \
    --preset summarization --no-repeat-ngram-size 3 --max-source-length 256
}
multi30k() { # German to English, since BART knows English: two stages as in the paper; with random weights all is trained from the first of as many steps
  for seed in $seeds; do
    for arm in ${ARMS:-pretrained random}; do
      run=$work/multi30k/$arm/seed-$seed
      test -f "$run.json" && continue
      $arm
      for stage in $stages; do
        "$noisette" evaluate --task seq2seq --model "$run/stage-$stage" --data "$data/multi30k/test.de" "$data/multi30k/test.en" --metric bleu chrf \
          --threads "$threads" --format json --predictions "$run.stage-$stage.jsonl" >"$run.stage-$stage.json"
      done
      cp "$run.stage-2.json" "$run.json"
    done
  done
}
pretrained() {
  stages='1 2'
  # shellcheck disable=SC2046
  "$noisette" seq2seq-finetune --model "$model" --source-encoder 2 --source-tokenizer "$work/de.json" \
    --steps "${STEPS:-800}" --learning-rate "${RATE:-1e-3}" $(translating stage-1)
  # shellcheck disable=SC2046
  "$noisette" seq2seq-finetune --model "$run/stage-1" --stage 2 --steps "${STEPS_2:-400}" --learning-rate "${RATE_2:-5e-4}" $(translating stage-2)
}
random() {
  stages=2
  # shellcheck disable=SC2046
  "$noisette" seq2seq-finetune --model "$model" --random-init --source-encoder 2 --source-tokenizer "$work/de.json" --stage 2 \
    --steps $((${STEPS:-800} + ${STEPS_2:-400})) --learning-rate "${RANDOM_RATE:-1e-3}" $(translating stage-2)
}
translating() { # STAGE: what the stages have in common
  printf '%s\n' --train "$data/multi30k/train.de" "$data/multi30k/train.en" --validation "$data/multi30k/validation.de" "$data/multi30k/validation.en" \
    --preset translation --tokens-per-step 2048 --warmup-share 0.1 --validate-every 200 --metric loss --validation-rows 100 --keep-last 1 \
    --threads "$threads" --seed "$seed" --output "$run/$1"
}
xquad() {
  for arm in ${ARMS:-pretrained random}; do
    # shellcheck disable=SC2046,SC2086
    "$noisette" freelb-finetune --task squad1 --data "$data/xquad" --model "$model" $(of $arm '' --random-init) --steps "${STEPS:-450}" --batch-size 16 \
      --learning-rate "$(of $arm "${RATE:-3e-4}" "${RANDOM_RATE:-3e-4}")" --validate-every 150 --max-length 192 --doc-stride 96 --keep-last 1 \
      --threads "$threads" --seeds "$(echo $seeds | tr ' ' ,)" --output "$work/xquad/$arm"
  done
}
mkdir -p "$work"
test -f "$work/de.json" || "$noisette" tokenizer-train --text "$data/multi30k/train.de" --vocab-size 6000 --output "$work/de.json"
for task in "$@"; do "$task"; done
