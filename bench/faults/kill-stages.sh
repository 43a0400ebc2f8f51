#!/bin/bash
# Kills what is not a training step: validations, exports and reports, at random instants:
#   bench/faults/kill-stages.sh TEXT [KILLS] [SEED]
# A validation takes most of each step here, so most kills hit one; the resumed run must end with the bytes of an
# undisturbed one, and SIGTERM must end it within ten seconds. What export and report leave under a final name must be
# whole. NOISETTE names another program than the one of this directory. Exit 1 if anything differs.
set -euo pipefail

text=$1
kills=${2:-30}
RANDOM=${3:-1}
noisette=${NOISETTE:-$(cd "$(dirname "$0")/../.." && pwd)/noisette}
work=$(mktemp -d)
trap 'kill -9 $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

fail() { echo "FAILED: $*"; tail -n 20 "$work/log"; exit 1; }

arguments() { # output
  echo bart-pretrain --corpus "$work/corpus" --validation "$work/corpus" --validation-tokens 20000 --output "$1" \
    --preset tiny --d-model 32 --heads 2 --ffn-dim 64 --steps 6 --warmup-steps 2 --tokens-per-step 256 --micro-batch-tokens 256 \
    --checkpoint-every 1 --validate-every 1 --keep-last 3 --log-every 1 --threads 1
}

train() { # output; no path in it has a space
  # shellcheck disable=SC2046
  "$noisette" $(arguments "$1")
}

# Starts a command in a session of its own, kills it after up to $1 seconds; 0 if the kill came before its end.
killed_within() { # seconds, signal, arguments…
  local most=$1 signal=$2
  shift 2
  setsid "$noisette" "$@" >"$work/log" 2>&1 &
  process=$!
  sleep "$((RANDOM % most)).$((RANDOM % 1000))"
  kill "-$signal" -- "-$process" 2>/dev/null
}

"$noisette" tokenizer-train --text "$text" --vocab-size 600 --output "$work/tokenizer.json" >/dev/null 2>&1
"$noisette" prepare --text "$text" --tokenizer "$work/tokenizer.json" --output "$work/corpus" >/dev/null 2>&1
train "$work/undisturbed" >"$work/log" 2>&1 || fail "the undisturbed run"
grep -q 'step 6: validation_loss' "$work/log" || fail "no validation"

in_validation=0 hits=0
for ((i = 0; i < kills; i++)); do
  signal=$([ $((i % 3)) = 0 ] && echo TERM || echo KILL)
  if killed_within 8 "$signal" $(arguments "$work/run"); then
    hits=$((hits + 1))
    ended=0 # within ten seconds, also in a validation
    for ((tenth = 0; tenth < 100; tenth++)); do kill -0 "$process" 2>/dev/null || { ended=1; break; }; sleep 0.1; done
    [ "$ended" = 1 ] || fail "SIG$signal: still there after ten seconds"
    code=0
    wait "$process" || code=$?
    [ "$signal" = KILL ] || [ "$code" = 143 ] || [ "$code" = 0 ] || fail "SIGTERM: exit code $code"
    grep -q $'\tat \|internal error' "$work/log" && fail "a stack trace"
    ! grep -q '"validationDue": true' "$work"/run/checkpoints/latest/trainer.json 2>/dev/null || in_validation=$((in_validation + 1))
  else
    wait "$process" || fail "the run ended with $?"
    rm -rf "$work/run"
  fi
done
train "$work/run" >"$work/log" 2>&1 || fail "the last start"
for file in model.safetensors optimizer.safetensors trainer.json; do
  cmp -s "$work/undisturbed/checkpoints/latest/$file" "$work/run/checkpoints/latest/$file" || fail "$file differs"
done
echo "training: $hits kills, $in_validation checkpoints with a validation to be made up for; then the bytes of the undisturbed run"

"$noisette" export --model "$work/undisturbed" --output "$work/export" >"$work/log" 2>&1 || fail "export"
whole=0 hits=0
for ((i = 0; i < kills; i++)); do
  killed_within 2 KILL export --model "$work/undisturbed" --output "$work/again" && hits=$((hits + 1))
  wait "$process" 2>/dev/null || true
  if [ -e "$work/again" ]; then
    diff -r "$work/export" "$work/again" >"$work/log" 2>&1 || fail "half an export"
    whole=$((whole + 1))
    rm -rf "$work/again"
  fi
done
"$noisette" export --model "$work/undisturbed" --output "$work/again" >"$work/log" 2>&1 || fail "export after kills"
diff -r "$work/export" "$work/again" >"$work/log" 2>&1 || fail "another export"
echo "export: $hits kills, $whole whole directories, none in part"

hits=0
for ((i = 0; i < kills; i++)); do
  killed_within 2 KILL report --run "$work/undisturbed" && hits=$((hits + 1))
  wait "$process" 2>/dev/null || true
  [ "$(tail -c 8 "$work/undisturbed/report.html" | tr -d '\n')" = '</html>' ] || fail "half a report"
done
echo "report: $hits kills, the page always whole"
