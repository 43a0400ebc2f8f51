#!/bin/sh
# How long the distribution takes to start, the median of TIMES runs after one to warm up:
#   bench/startup/startup.sh [TIMES]
# `--help`, with its archive of classes and without, and one step of the preset tiny: from the start of the process
# to the end of it, with the checkpoint. The libraries must be unpacked already (noisette doctor does it).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
times=${1:-5}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
tar -xzf "$root"/launcher/target/noisette-*.tar.gz -C "$directory"
noisette=$(echo "$directory"/noisette-*/bin/noisette)
export XDG_CACHE_HOME="$directory/cache"

# The median wall time of a command in milliseconds.
median() {
  run=0
  "$@" >"$directory/log" 2>&1 || { cat "$directory/log" >&2; exit 1; }
  while [ $run -lt "$times" ]; do
    before=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - before) / 1000000))
    run=$((run + 1))
  done | sort -n | sed -n "$(((times + 1) / 2))p"
}

step() {
  rm -rf "$directory/run"
  "$noisette" bart-pretrain --corpus "$directory/corpus" --output "$directory/run" --preset tiny --steps 1
}

i=0
while [ $i -lt 500 ]; do
  echo "This is line $i of a text that is learned from. It has two sentences, and $((i * 7919 % 1000)) is a number."
  i=$((i + 1))
done >"$directory/text"
"$noisette" tokenizer-train --text "$directory/text" --vocab-size 600 --output "$directory/tokenizer.json" 2>/dev/null
"$noisette" prepare --text "$directory/text" --tokenizer "$directory/tokenizer.json" --output "$directory/corpus" 2>/dev/null

echo "load $(cut -d ' ' -f 1 /proc/loadavg), $(nproc) processors, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
echo "--help: $(median "$noisette" --help) ms"
echo "--help without its archive: $(median env NOISETTE_JAVA_OPTS=-Xshare:off "$noisette" --help) ms without any archive," \
  "$(XDG_CACHE_HOME=/dev/null median "$noisette" --help) ms with the JDK's"
echo "one step of tiny: $(median step) ms"
