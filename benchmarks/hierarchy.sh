#!/usr/bin/env bash
# Wu-Palmer similarity of 2,000 random pairs: ours beside networkx, in turns on the same files. The
# answers must agree. Prints a Markdown table; medians of $ROUNDS (default 7) rounds.
#   bash benchmarks/hierarchy.sh BUILD      BUILD has benchmarks/hierarchy_bench
# Needs python3-networkx; WordNet (wordnet-base) is left out where it is not installed.
set -euo pipefail
cd "$(dirname "$0")"
bench="$(cd "../${1:?name the build folder}" 2>/dev/null && pwd || cd "$1" && pwd)/benchmarks/hierarchy_bench"
peer="$PWD/peers/hierarchy_networkx.py"
python=${PYTHON:-/usr/bin/python3}
rounds=${ROUNDS:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

median() { sort -g | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

echo "| hierarchy | networkx, us a query | tonewheel, us a query | ratio | build, ms | largest difference |"
echo "|---|---|---|---|---|---|"
for kind in tree mesh wordnet; do
  [ "$kind" != wordnet ] || [ -e /usr/share/wordnet/data.noun ] || continue
  "$python" "$peer" make "$kind" "$work/edges" "$work/queries"
  : >"$work/peer_times"; : >"$work/our_times"; : >"$work/build_times"
  for _ in $(seq "$rounds"); do
    "$python" "$peer" answer "$work/edges" "$work/queries" >"$work/peer"
    "$bench" "$work/edges" "$work/queries" >"$work/ours"
    head -1 "$work/peer" | cut -d' ' -f2 >>"$work/peer_times"
    head -1 "$work/ours" | cut -d' ' -f2 >>"$work/our_times"
    head -1 "$work/ours" | cut -d' ' -f1 >>"$work/build_times"
  done
  apart=$(paste <(tail -n +2 "$work/peer") <(tail -n +2 "$work/ours") |
    awk '{d = $1 - $2; if (d < 0) d = -d; if (d > m) m = d} END {print m + 0}')
  awk -v k="$kind" -v p="$(median <"$work/peer_times")" -v o="$(median <"$work/our_times")" \
    -v b="$(median <"$work/build_times")" -v a="$apart" \
    'BEGIN {printf "| %s | %.1f | %.3f | %.0f | %.1f | %s |\n", k, p, o, p / o, 1000 * b, a}'
  awk -v a="$apart" 'BEGIN {exit a > 1e-15}' || { echo "the answers differ" >&2; exit 1; }
done
