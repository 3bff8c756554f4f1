#!/usr/bin/env bash
# How cost grows: builds, measures curves over rows, classes, threads, shards, labels and vocabulary,
# prints each as a Markdown table with the fitted exponent and says by a stated rule what is flat.
#   bash benchmarks/scaling.sh [quick] [rows] [relabel] [classes] [threads] [shards] [labels] [vocabulary]
# Default: all curves, a few minutes; quick: shorter curves. MAX_ROWS (default
# 100000000, quick 1000000) of the longest stream; ROWS (default 1000000, quick 100000) of the file
# of threads and shards, which is 60 MB, its outputs 130 MB; TONEWHEEL_BUILD (default
# build-compare). Let nothing else run.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-/usr/bin/python3}
build=${TONEWHEEL_BUILD:-build-compare}
export PYTHONDONTWRITEBYTECODE=1
cmake -S . -B "$build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D TONEWHEEL_BUILD_TESTS=OFF \
  -D TONEWHEEL_BUILD_BENCHMARKS=ON >/dev/null
cmake --build "$build" --target tonewheel-relabel scaling_posterior scaling_lexicon scaling_process \
  >/dev/null
exec "$python" benchmarks/scaling.py "$build" "$@"
