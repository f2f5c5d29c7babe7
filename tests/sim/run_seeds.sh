#!/usr/bin/env bash
# Runs seeds of the simulator on every core, each with a range of its own.
#
#   run_seeds.sh SIMULATOR SEEDS [FROM]
#
# Prints what failed with the command that replays it, what was injected in each range, seeds per second, and at the end
# `seeds: N, failed: M`. Fails if one did.
set -euo pipefail
simulator=$1 seeds=$2 from=${3:-1}
cores=$(nproc)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
began=$(date +%s%N)
workers=()
for ((core = 0; core < cores; ++core)); do
  first=$((from + seeds * core / cores))
  count=$((from + seeds * (core + 1) / cores - first))
  if [ "$count" -eq 0 ]; then continue; fi
  "$simulator" --from "$first" --seeds "$count" > "$out/$core" &
  workers+=($!)
done
# What a worker fails with is counted from what it printed.
wait "${workers[@]}" || true
cat "$out"/* | grep -v '^seeds' || true
took=$(( ($(date +%s%N) - began) / 1000000 ))
cat "$out"/* | awk -v ms="$took" -v asked="$seeds" '
  /^seeds: / { split($0, part, /[:,]/); ran += part[2]; failed += part[4] }
  END {
    printf "seeds per second: %.2f\n", ran * 1000 / (ms + 1)
    if (ran != asked) failed += asked - ran   # a worker that died
    printf "seeds: %d, failed: %d\n", asked, failed
    exit failed > 0
  }'
