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
specialists() { # OUTPUT GENERALIST OPTIONS...
  output=$1
  generalist=$2
  shift 2
  "$noisette" distill-specialists $common --generalist "$generalist" --clusters 6 --epochs 2 --learning-rate 1e-4 \
    --output "$output" "$@" > "$output.dev.txt"
}
evaluate() { # NAME OPTIONS...
  name=$1
  shift
  [ -s "$name.test.txt" ] || {
    "$noisette" evaluate --task books.yaml --data . --split test --threads "${BENCH_THREADS:-1}" \
      --predictions "$name.tsv" "$@" > part.txt
    mv part.txt "$name.test.txt"
  }
}
compare() { # NAME OTHER: texts that one of both has right, and two standard errors of the difference
  tail -n +2 test.tsv | cut -f2 | paste - "$1.tsv.answers" "$2.tsv.answers" | awk -F'\t' -v names="$1 against $2" '
    $1 == $2 && $1 != $3 { first++ }
    $1 != $2 && $1 == $3 { second++ }
    END { printf "%s: %d right only with the first, %d only with the second, limit %.0f\n", names, first, second, 2 * sqrt(first + second) }'
}

tune generalist "$model" 4 3e-4
evaluate generalist --model generalist
tune longer generalist 2 1e-4
evaluate longer --model longer
specialists covariance generalist
evaluate covariance --model generalist --specialists covariance
specialists overlapping generalist --specialist-size 8
evaluate overlapping --model generalist --specialists overlapping
specialists correlation generalist --cluster-by correlation
evaluate correlation --model generalist --specialists correlation
specialists soft generalist --hard-weight 0.5
evaluate soft --model generalist --specialists soft
specialists of-longer longer --specialist-size 8
evaluate of-longer --model longer --specialists of-longer
for name in generalist longer covariance overlapping correlation soft of-longer; do
  echo "== $name"
  cat "$name.test.txt"
  tail -n +2 "$name.tsv" | cut -f2 > "$name.tsv.answers"
done
for name in covariance overlapping correlation soft of-longer; do
  compare "$name" generalist
  compare "$name" longer
done
compare covariance overlapping
compare covariance correlation
compare covariance soft
