#!/bin/sh
# Heap of `prepare` in 64 MiB, for a text and for the same text TIMES times over:
#   bench/prepare/heap.sh TEXT tokenizer.json [TIMES]
# Prints the most heap in use after a garbage collection, in MiB: it must not grow.
set -eu
noisette=$(dirname "$0")/../../noisette
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

measure() {
  name=$1
  shift
  NOISETTE_JAVA_OPTS="-Xmx64m -Xlog:gc:file=$directory/$name.log" \
    "$noisette" prepare --text "$@" --tokenizer "$tokenizer" --output "$directory/$name"
  sed -n 's/.*->\([0-9]*\)M(.*/\1/p' "$directory/$name.log" | sort -n | tail -n 1
}

text=$1
tokenizer=$2
times=${3:-5}
echo "once: $(measure once "$text" | tail -n 1)"
set --
while [ $# -lt "$times" ]; do
  set -- "$@" "$text"
done
echo "$times times: $(measure often "$@" | tail -n 1)"
