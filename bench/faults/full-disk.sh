#!/bin/bash
# Trains on file systems that are too small, from a little too small to much (needs the right to mount a tmpfs):
#   bench/faults/full-disk.sh TEXT
# A run must end with exit code 1 and a line that tells why, leave no file half written under its final name, and go on
# to the bytes of an undisturbed run once there is room.
set -euo pipefail

text=$1
noisette=$(cd "$(dirname "$0")/../.." && pwd)/noisette
work=$(mktemp -d)
disk=$work/disk
mkdir "$disk"
trap 'umount "$disk" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; tail -n 20 "$work/log"; exit 1; }

train() { # output
  "$noisette" bart-pretrain --corpus "$work/corpus" --output "$1" --preset tiny --d-model 32 --heads 2 --ffn-dim 64 --steps 20 \
    --warmup-steps 5 --tokens-per-step 512 --micro-batch-tokens 256 --checkpoint-every 2 --keep-last 3 --log-every 1 --threads 1 >"$work/log" 2>&1
}

"$noisette" tokenizer-train --text "$text" --vocab-size 600 --output "$work/tokenizer.json" >/dev/null 2>&1
"$noisette" prepare --text "$text" --tokenizer "$work/tokenizer.json" --output "$work/corpus" >/dev/null 2>&1
train "$work/undisturbed" || fail "the undisturbed run"
whole=$(du -sk "$work/undisturbed" | cut -f1)
for share in 5 20 40 60 80 95; do
  mount -t tmpfs -o "size=$((whole * share / 100))k" tmpfs "$disk"
  code=0
  train "$disk/run" || code=$?
  [ "$code" = 1 ] || [ "$code" = 0 ] || fail "$share %: exit code $code"
  grep -q $'\tat \|internal error' "$work/log" && fail "$share %: a stack trace"
  told=$(grep 'No space left on device' "$work/log" | tail -n 1 || true)
  [ "$code" = 0 ] || [[ $told == *run* ]] || fail "$share %: not told what is full"
  mount -o "remount,size=$((whole * 4))k" "$disk"
  train "$disk/run" || fail "$share %: does not go on"
  for file in model.safetensors optimizer.safetensors trainer.json; do
    cmp -s "$work/undisturbed/checkpoints/latest/$file" "$disk/run/checkpoints/latest/$file" || fail "$share %: $file differs"
  done
  echo "$share % of $whole KiB: exit code $code; ${told#noisette: }; then the same bytes"
  umount "$disk"
done
whole=$(du -sk "$work/corpus" | cut -f1)
for share in 5 40 80; do
  mount -t tmpfs -o "size=$((4 + whole * share / 100))k" tmpfs "$disk"
  code=0
  "$noisette" prepare --text "$text" --tokenizer "$work/tokenizer.json" --output "$disk/corpus" >"$work/log" 2>&1 || code=$?
  [ "$code" = 1 ] || fail "prepare, $share %: exit code $code"
  grep -q "noisette: $disk/corpus: No space left on device" "$work/log" || fail "prepare, $share %: not told what is full"
  [ -z "$(ls -A "$disk")" ] || fail "prepare, $share %: leaves $(ls -A "$disk")"
  echo "prepare with $share % of $whole KiB: exit code $code, and nothing is left"
  umount "$disk"
done
