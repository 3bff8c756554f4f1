#!/usr/bin/env bash
# Metrics of 100,000 samples (8 classes): ours beside numpy, SciPy and scikit-learn, in turns on the
# same numbers, one thread. The values must agree. Prints a Markdown table; medians of $ROUNDS
# (default 7) rounds.
#   bash benchmarks/metrics.sh BUILD      BUILD has benchmarks/metrics_bench
# Needs python3-scipy and python3-sklearn.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bench=$(cd "${1:?name the build folder}/benchmarks" && pwd)/metrics_bench
python=${PYTHON:-/usr/bin/python3}
rounds=${ROUNDS:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

for _ in $(seq "$rounds"); do
  "$python" "$here/peers/metrics_python.py" >>"$work/peer"
  "$bench" >>"$work/ours"
done
"$python" - "$work/peer" "$work/ours" <<'PYTHON'
import statistics
import sys

def read(name):
    rows = {}
    for line in open(name):
        metric, seconds, value = line.split()
        rows.setdefault(metric, []).append((float(seconds), float(value)))
    return rows

peer, ours = read(sys.argv[1]), read(sys.argv[2])
assert peer.keys() == ours.keys()
print("| metric | numpy, SciPy, scikit-learn, ms | tonewheel, ms | ratio | difference |")
print("|---|---|---|---|---|")
worst = 0.0
for metric in peer:
    p = 1000 * statistics.median(s for s, _ in peer[metric])
    o = 1000 * statistics.median(s for s, _ in ours[metric])
    apart = abs(peer[metric][0][1] - ours[metric][0][1])
    worst = max(worst, apart)
    print(f"| {metric} | {p:.2f} | {o:.3f} | {p / o:.1f} | {apart:.1e} |")
sys.exit("the values differ" if worst > 1e-12 else 0)
PYTHON
