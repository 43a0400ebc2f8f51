#!/bin/bash
# Kills a training run at random instants, again and again, and holds what comes out against an undisturbed run:
#   bench/faults/kills.sh TEXT [KILLS] [SEED]
# A run saves every second step. After each kill the files under final names must fit their manifests; at the end
# weights, moments, state and links must be those of the undisturbed run to the byte. Prints counts; exit 1 if anything differs.
set -euo pipefail

text=$1
kills=${2:-100}
RANDOM=${3:-1}
noisette=$(cd "$(dirname "$0")/../.." && pwd)/noisette
work=$(mktemp -d)
trap 'kill -9 $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

say() { printf '%s\n' "$*"; }
fail() { say "FAILED: $*"; tail -n 20 "$work/log"; exit 1; }

train() { # output
  "$noisette" bart-pretrain --corpus "$work/corpus" --validation "$work/corpus" --validation-tokens 500 --output "$1" \
    --preset tiny --d-model 32 --heads 2 --ffn-dim 64 --steps 120 --warmup-steps 10 --tokens-per-step 512 --micro-batch-tokens 256 \
    --checkpoint-every 2 --validate-every 10 --keep-last 3 --log-every 1 --threads 1
}

same() { # file
  cmp -s "$work/undisturbed/checkpoints/latest/$1" "$work/$run/checkpoints/latest/$1" || fail "$run: $1 differs"
}

# A run that was killed last between a checkpoint and its links must have pointed them to it.
ends_like_undisturbed() {
  same model.safetensors; same optimizer.safetensors; same trainer.json
  for link in latest best; do
    [ "$(readlink "$work/undisturbed/checkpoints/$link")" = "$(readlink "$work/$run/checkpoints/$link")" ] || fail "$run: $link differs"
  done
}

# The digests in each manifest hold for the files beside it.
check_manifests() {
  for manifest in "$work/$run"/checkpoints/step-*/manifest.json; do
    [ -f "$manifest" ] || continue
    tr -d '\n' <"$manifest" | sed 's/"files": {//' | grep -o '"[^"]*": {[^}]*"sha256": "[0-9a-f]*"' |
      sed 's/^"\([^"]*\)".*"sha256": "\([0-9a-f]*\)"$/\2  \1/' >"$work/sums"
    [ -s "$work/sums" ] || fail "$manifest lists nothing"
    (cd "$(dirname "$manifest")" && sha256sum --quiet --check "$work/sums") || fail "$manifest does not fit its files"
  done
}

"$noisette" tokenizer-train --text "$text" --vocab-size 600 --output "$work/tokenizer.json" >/dev/null 2>&1
"$noisette" prepare --text "$text" --tokenizer "$work/tokenizer.json" --output "$work/corpus" >/dev/null 2>&1
train "$work/undisturbed" >"$work/log" 2>&1 || fail "the undisturbed run"

killed=0 finished=0 started=0 run=run-0
while [ "$killed" -lt "$kills" ]; do
  started=$((started + 1))
  setsid bash -c "$(declare -f train); noisette=$noisette work=$work train $work/$run" >"$work/log" 2>&1 &
  process=$!
  sleep "$((RANDOM % 5)).$((RANDOM % 1000))"
  if kill -9 -- "-$process" 2>/dev/null; then
    killed=$((killed + 1))
    wait "$process" 2>/dev/null || true
    grep -q $'\tat \|internal error' "$work/log" && fail "a stack trace"
    check_manifests
  else
    wait "$process" || fail "$run ended with $?"
    ends_like_undisturbed
    finished=$((finished + 1))
    rm -rf "${work:?}/$run"
    run=run-$finished
  fi
done
[ ! -d "$work/$run" ] || { train "$work/$run" >"$work/log" 2>&1 || fail "the last one"; ends_like_undisturbed; finished=$((finished + 1)); }
say "$started starts, $killed kills, $finished runs finished: each has the bytes of the undisturbed run"
