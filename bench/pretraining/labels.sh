#!/bin/sh
# What pretraining is worth where labels are few: SST-2 and MRPC with 100, 1,000 and all labels, beside random weights; a sample of its own for each seed.
# labels.sh DATA MODEL WORK: DATA is made by data.py. The same command continues. The last step counts, not the best on the dev set.
set -eu
data=$1 model=$2 work=$3
noisette=${NOISETTE:-$(dirname "$0")/../../noisette}
threads=${BENCH_THREADS:-1}

tune() { # TASK LABELS SEED STEPS ARM RATE
  run=$work/$1-$2/$5-$6
  test -d "$run/seed-$3/checkpoints/best" && return
  folder=$data/glue/$2-$3
  if [ "$2" = all ]; then folder=$data/glue/all; fi
  random=''
  if [ "$5" = random ]; then random=--random-init; fi
  # shellcheck disable=SC2086
  "$noisette" freelb-finetune --task "$1" --data "$folder" --model "$model" $random --seeds "$3" --steps "$4" --validate-every "$4" --batch-size 16 \
    --learning-rate "$6" --keep-last 1 --checkpoint-every 10000 --threads "$threads" --output "$run/seed-$3"
}
for seed in ${SEEDS:-4 1 2 3}; do
  for arm in pretrained random; do
    for task in sst2 mrpc; do
      if [ "$seed" = 4 ]; then # chooses the rate
        for rate in 1e-4 3e-4 1e-3; do tune $task 1000 4 250 $arm $rate; done
      else
        rate=3e-4 # what seed 4 chose
        if [ $arm-$task = random-mrpc ]; then rate=1e-4; fi
        tune $task 100 "$seed" 80 $arm "$rate"
        tune $task 1000 "$seed" 250 $arm "$rate"
        tune $task all "$seed" 700 $arm "$rate"
      fi
    done
  done
done
