#!/bin/sh
# Whether specialists help a small generalist to tell 24 books apart by a sentence (docs/results.md, "Specialists").
# specialists.sh GUTENBERG MODEL WORK: train.txt.gz of documents under = Title =, a pretrained encoder, a directory.
# Every run resumes where it was stopped; what has finished is skipped. NOISETTE is the program.
set -eu
here=$(realpath "$(dirname "$0")")
gutenberg=$(realpath "$1") model=$(realpath "$2")
noisette=${NOISETTE:-$here/../../noisette}
mkdir -p "$3"
cd "$3"
[ -f test.tsv ] || gunzip -c "$gutenberg" | awk -v out=. -v train=400 -v dev=100 -v test=200 -f "$here/books.awk"
common="--task books.yaml --data . --max-length 64 --attention-dropout 0 --threads ${BENCH_THREADS:-1}"

# shellcheck disable=SC2086 # options are words
tune() { # OUTPUT MODEL EPOCHS RATE
  "$noisette" freelb-finetune $common --model "$2" --output "$1" --epochs "$3" --learning-rate "$4" \
    --validate-every 150 --checkpoint-every 150 > /dev/null
}
# shellcheck disable=SC2086
specialists() { # OUTPUT OPTIONS...
  output=$1
  shift
  "$noisette" distill-specialists $common --generalist generalist --clusters 6 --epochs 2 --learning-rate 1e-4 \
    --output "$output" "$@" > "$output.dev.txt"
}
evaluate() { # NAME OPTIONS...
  name=$1
  shift
  [ -s "$name.test.txt" ] || "$noisette" evaluate --task books.yaml --data . --split test \
    --threads "${BENCH_THREADS:-1}" "$@" > "$name.test.txt"
}

tune generalist "$model" 4 3e-4
specialists covariance
evaluate covariance --model generalist --specialists covariance
specialists overlapping --specialist-size 8
evaluate overlapping --model generalist --specialists overlapping
specialists correlation --cluster-by correlation
evaluate correlation --model generalist --specialists correlation
tune longer generalist 2 1e-4
evaluate longer --model longer
specialists soft --hard-weight 0.5
evaluate soft --model generalist --specialists soft
for name in covariance overlapping correlation longer soft; do
  echo "== $name"
  cat "$name.test.txt"
done
