#!/usr/bin/env bash
# Emotion-wheel scores of 20,000 samples of 1 to 8 labels: tonewheel-score as a process on one thread
# beside plain Python, in turns on the same files. The scores must agree. Prints a Markdown table;
# medians of $ROUNDS (default 7) rounds.
#   bash benchmarks/scoring.sh BUILD [LEXICON]      LEXICON: builtin (default), an .npz, a folder
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
programs=$(cd "${1:?name the build folder}/examples" && pwd)
python=${PYTHON:-/usr/bin/python3}
rounds=${ROUNDS:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lexicon=${2:-builtin}
[ "$lexicon" = builtin ] || lexicon=$(realpath "$lexicon")
"$programs/tonewheel-lexicon" import "$lexicon" -o "$work/lexicon.json" >/dev/null
cd "$work"

median() { sort -g | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
seconds() { date +%s.%N; }

"$python" "$here/peers/scoring_python.py" make lexicon.json truth.csv prediction.csv
: >peer_process; : >peer_inside; : >ours
for _ in $(seq "$rounds"); do
  start=$(seconds)
  "$python" "$here/peers/scoring_python.py" score lexicon.json truth.csv prediction.csv >peer
  end=$(seconds)
  awk -v a="$start" -v b="$end" 'BEGIN {print b - a}' >>peer_process
  head -1 peer >>peer_inside
  start=$(seconds)
  "$programs/tonewheel-score" --truth truth.csv --prediction prediction.csv --lexicon lexicon.json \
    --threads 1 --quiet --json report.json
  end=$(seconds)
  awk -v a="$start" -v b="$end" 'BEGIN {print b - a}' >>ours
done
apart=$("$python" - <<'PYTHON'
import json
ours = {(w["wheel"], w["level"]): w for w in json.load(open("report.json"))["wheels"]}
worst = 0.0
lines = open("peer").read().splitlines()[1:]
assert len(lines) == len(ours)
for line in lines:
    wheel, level, f, p, r = line.split(" ")
    row = ours[wheel, int(level)]
    worst = max(worst, abs(row["fscore"] - float(f)), abs(row["precision"] - float(p)),
                abs(row["recall"] - float(r)))
print(worst)
PYTHON
)
echo "| Python, s a process | of it scoring | tonewheel-score, s a process | ratio | largest difference |"
echo "|---|---|---|---|---|"
awk -v p="$(median <peer_process)" -v i="$(median <peer_inside)" -v o="$(median <ours)" -v a="$apart" \
  'BEGIN {printf "| %.2f | %.2f | %.3f | %.0f | %s |\n", p, i, o, p / o, a}'
# The sums of 20,000 fractions in Python are rounded at each step.
awk -v a="$apart" 'BEGIN {exit a > 1e-12}' || { echo "the scores differ" >&2; exit 1; }
