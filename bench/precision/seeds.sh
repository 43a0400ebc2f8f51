#!/bin/sh
# Whether bf16 products reach fp32's validation loss within the spread of seeds, at mini on Wikipedia.
# seeds.sh CORPUS VALIDATION WORK [STEPS]: three seeds of each precision, then their losses. NOISETTE is the program.
set -eu
corpus=$1 validation=$2 work=$3 steps=${4:-600}
noisette=${NOISETTE:-$(dirname "$0")/../../noisette}
for seed in 1 2 3; do
  for precision in fp32 bf16; do
    "$noisette" bart-pretrain --preset mini --corpus "$corpus" --validation "$validation" --output "$work/$precision-$seed" \
      --precision "$precision" --seed "$seed" --steps "$steps" --warmup-steps $((steps / 6)) --validate-every "$steps" \
      --checkpoint-every 100 --keep-last 1 --threads "${BENCH_THREADS:-2}" > /dev/null
  done
done
for run in "$work"/*-[123]; do
  printf '%s ' "$(basename "$run")"
  grep -o '"validation_loss":[0-9.]*' "$run/metrics.jsonl" | tail -1
done
