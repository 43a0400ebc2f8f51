#!/bin/bash
# Coverage-guided fuzzing of everything that reads files, with Jazzer, an hour each unless SECONDS says otherwise:
#   ./mvnw -q -Pbench -pl bench -am package -DskipTests
#   [JOBS=N] bench/fuzz/fuzz.sh WORK [SECONDS] [READER…]
# Each reader gets a good file as its seed, in WORK/READER/seeds, where what covers new code is kept for the next time.
# JOBS readers are fuzzed at once (one unless it is set), each for SECONDS by the clock.
# A finding is anything but content or one line that names the file: an exception, a crash, more than 20 seconds
# (times JOBS) or 900 MB. Its bytes and its stack trace are left in WORK/READER. Exit code 1 if there was one.
set -euo pipefail

version=0.30.0 # of Jazzer, from Maven Central
bench=$(cd "$(dirname "$0")/.." && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
seconds=${2:-3600}
jobs=${JOBS:-1}
shift $(($# < 2 ? $# : 2))
readers=("$@")
[ "${#readers[@]}" -gt 0 ] || mapfile -t readers < <(sed -n 's/^ *case "\(.*\)" ->.*/\1/p' "$bench/src/main/java/io/noisette/bench/fuzz/FuzzedFiles.java")

for artifact in jazzer jazzer-api; do
  [ -f "$work/$artifact-$version.jar" ] || (cd "$bench/.." && ./mvnw -q -B -ntp dependency:copy -pl . \
    -Dartifact="com.code-intelligence:$artifact:$version" -DoutputDirectory="$work")
done
class_path=$(echo "$bench"/target/bench-*.jar "$bench"/target/lib/*.jar "$work"/*.jar | tr ' ' ':')

fuzz() {
  local reader=$1 place=$work/$1 findings
  mkdir -p "$place"
  rm -rf "$place/files" # of an earlier time; a corpus, for example, is not written where one is
  java -cp "$class_path" io.noisette.bench.fuzz.ReaderFuzzer "$reader" "$place/files" "$place/seeds" 2>"$place/log" || {
    echo "$reader: its good file cannot be made, see $place/log" >&2
    return 1
  }
  local ended=0
  (cd "$place" && nice -n 10 java -Xmx900m -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp "$class_path" com.code_intelligence.jazzer.Jazzer --target_class=io.noisette.bench.fuzz.ReaderFuzzer \
    --target_args="$reader $place/files" --instrumentation_includes='io.noisette.**' --keep_going=20 \
    -- -max_total_time="$seconds" -timeout=$((20 * jobs)) -rss_limit_mb=3000 -max_len=20000 -seed=1 "$place/seeds") \
    >"$place/log" 2>&1 || ended=1
  findings=$(grep -c '== Java Exception' "$place/log" || true)
  echo "$reader: $(sed -n 's/^Done \(.*\)$/\1/p' "$place/log"), $findings findings"
  [ "$ended" = 0 ] && [ "$findings" = 0 ]
}

export -f fuzz
export work class_path seconds jobs
printf '%s\n' "${readers[@]}" | xargs -P "$jobs" -I{} bash -c 'set -uo pipefail; fuzz "$1"' fuzz {} || exit 1
