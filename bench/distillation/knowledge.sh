#!/bin/bash
# Knowledge distillation on SST-2 with 1,000 labels and 10,000 phrases without: makes the data of `reproduce hinton-table1`
# and fills in its desk table.
#   bench/distillation/knowledge.sh GLUE TEACHER STUDENT OUTPUT [OPTION…]
# TEACHER and STUDENT are pretrained models; further options are those of reproduce, such as --only. The same command
# resumes. NOISETTE names another program than the one of this directory.
set -euo pipefail

glue=$1 teacher=$2 student=$3 output=$4
shift 4
noisette=${NOISETTE:-$(cd "$(dirname "$0")/../.." && pwd)/noisette}

# The first rows of the training set, as many as $2, and the dev set, as the task SST-2 in the directory $1.
cut_rows() {
  mkdir -p "$1/SST-2"
  zcat -f "$glue/SST-2/train.tsv"* | awk -v rows="$2" 'NR <= rows + 1' >"$1/SST-2/train.tsv"
  cp -f "$glue/SST-2/dev.tsv" "$1/SST-2/dev.tsv"
}

[ -e "$output/data/unlabelled.txt" ] || {
  cut_rows "$output/data/few" 1000
  cut_rows "$output/data/all" 11000
  tail -n +1002 "$output/data/all/SST-2/train.tsv" | cut -f 1 >"$output/data/unlabelled.txt"
}
"$noisette" reproduce hinton-table1 --scale desk --data "$output/data" --model "$teacher" --student "$student" \
  --output "$output/table" --threads "${BENCH_THREADS:-1}" "$@"
