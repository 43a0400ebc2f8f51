#!/bin/bash
# Data distillation on SST-2 with 1,000 labels and 8,000 texts without, three seeds: supervised, identity view, several
# views, identity view with noise in training, and all 9,000 labels, each with as many steps. Measured on the dev set,
# which also chooses the checkpoints, and on 10,000 training phrases that no student has seen:
#   bench/distillation/data.sh GLUE MODEL OUTPUT
# The same command resumes. NOISETTE names another program than the one of this directory.
set -euo pipefail

glue=$1
model=$2
output=$3
noisette=${NOISETTE:-$(cd "$(dirname "$0")/../.." && pwd)/noisette}
seeds=1,2,3
training=(--learning-rate 3e-4 --max-length 64 --attention-dropout 0 --threads 1 --precision fp32 --log-every 50)

# Rows $2 to $3 of the training set, counted from 1, as the file $1 with its header.
cut_rows() {
  [ -e "$1" ] && return
  mkdir -p "$(dirname "$1")"
  zcat -f "$glue/SST-2/train.tsv"* | awk -v from="$2" -v to="$3" 'NR == 1 || (NR > from && NR <= to + 1)' >"$1.tmp"
  mv "$1.tmp" "$1"
}

cut_rows "$output/few/train.tsv" 1 1000
cut_rows "$output/all/train.tsv" 1 9000
cut_rows "$output/unseen/dev.tsv" 50001 60000
cp "$glue/SST-2/dev.tsv" "$output/few/dev.tsv"
cp "$glue/SST-2/dev.tsv" "$output/all/dev.tsv"
[ -e "$output/unlabelled.txt" ] || tail -n +1002 "$output/all/train.tsv" | cut -f 1 >"$output/unlabelled.txt"

"$noisette" distill-data --model "$model" --task sst2 --data "$output/few" --unlabelled "$output/unlabelled.txt" \
  --train-noise 'delete-tokens(ratio=0.1),mask-tokens(ratio=0.1),infill(ratio=0.1)' --seeds "$seeds" \
  --output "$output/runs" "${training[@]}"
"$noisette" freelb-finetune --adversary none --model "$model" --task sst2 --data "$output/all" --seeds "$seeds" \
  --output "$output/runs-all" --steps 471 "${training[@]}" # as many as three epochs of 1,000 and 4,000 texts

echo "accuracy on 10,000 unseen phrases"
for arm in supervised identity views noise all; do
  for seed in ${seeds//,/ }; do
    run=$output/runs/$arm/seed-$seed
    [ "$arm" = all ] && run=$output/runs-all/seed-$seed
    result=$output/unseen/$arm-$seed.txt
    [ -s "$result" ] || { "$noisette" evaluate --task sst2 --data "$output/unseen" --model "$run" --threads 1 >"$result.tmp"; mv "$result.tmp" "$result"; }
    echo "$arm $seed $(awk 'END { print $NF }' "$result")" # the last line has the accuracy
  done
done | awk '{ print; sum[$1] += $NF; squares[$1] += $NF * $NF; n[$1]++ }
  END { for (arm in n) printf "%s: %.4f ± %.4f over %d seeds\n", arm, sum[arm] / n[arm],
      n[arm] < 2 ? 0 : sqrt((squares[arm] - sum[arm] ^ 2 / n[arm]) / (n[arm] - 1)), n[arm] }'
