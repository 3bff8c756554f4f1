#!/usr/bin/env bash
# Tonewheel beside scipy, scikit-learn, numpy, pandas, rdflib, networkx, plain Python and cp: builds,
# runs all in turns on the same data, checks that the answers agree, prints a Markdown table of
# medians and ratios.
#   bash benchmarks/compare.sh [posterior] [relabel] [fit] [scoring] [ontology] [hierarchy]   default: all
# ROUNDS (default 7); ROWS (default 1000000) of data sets; LEXICON (default builtin) for scoring;
# TONEWHEEL_BUILD (default build-compare). Let nothing else run.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-/usr/bin/python3}
build=${TONEWHEEL_BUILD:-build-compare}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1  # one thread beside one thread
export PYTHONDONTWRITEBYTECODE=1
for module in pandas sklearn rdflib networkx; do
  "$python" -c "import $module" 2>/dev/null || {
    echo "compare: no $module for $python; apt-get install python3-{pandas,sklearn,rdflib,networkx}" >&2
    exit 1
  }
done
cmake -S . -B "$build" -G Ninja -D CMAKE_BUILD_TYPE=Release -D TONEWHEEL_BUILD_TESTS=OFF \
  -D TONEWHEEL_BUILD_BENCHMARKS=ON >/dev/null
cmake --build "$build" >/dev/null
exec "$python" benchmarks/peers/compare.py "$build" "$@"
