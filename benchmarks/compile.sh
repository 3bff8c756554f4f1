#!/usr/bin/env bash
# What it costs to compile a program: user seconds of g++ -O0 for the umbrella header and for the
# first programs of examples/, in both faces of the library, beside Eigen/Dense, in turns.
# Prints a Markdown table; medians of $ROUNDS (default 3) rounds.
#   bash benchmarks/compile.sh BUILD      BUILD: a configured build folder, for its generated headers
# $CXX (default g++) compiles, with the flags that pkg-config gives for Eigen.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
generated=$(cd "${1:?name the build folder}/generated" && pwd)
compiler=${CXX:-g++}
rounds=${ROUNDS:-3}
read -r -a eigen <<<"$(pkg-config --cflags eigen3)"
flags=(-std=c++20 -O0 -S -o /dev/null -I "$here/../include" -I "$generated" "${eigen[@]}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo '#include <Eigen/Dense>' >"$work/Eigen-Dense.cpp"
echo '#include <tonewheel/tonewheel.hpp>' >"$work/tonewheel.hpp.cpp"
sources=("$work/tonewheel.hpp.cpp" "$here"/../examples/[1-9]_*.cpp)

seconds() {  # user seconds of one compilation, appended to the file of its name
  local TIMEFORMAT=%U
  { time "$compiler" "${flags[@]}" "${@:2}"; } 2>>"$work/$1"
}
median() { sort -n "$work/$1" | awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'; }

for _ in $(seq "$rounds"); do
  seconds eigen "$work/Eigen-Dense.cpp"
  for source in "${sources[@]}"; do
    name=$(basename "$source" .cpp)
    seconds "$name.compiled" -DTONEWHEEL_COMPILED "$source"
    seconds "$name.header_only" "$source"
  done
done
base=$(median eigen)
echo "Eigen/Dense: $base s"
echo
echo "| program | compiled, s | times Eigen/Dense | header-only, s | times Eigen/Dense |"
echo "|---|---|---|---|---|"
for source in "${sources[@]}"; do
  name=$(basename "$source" .cpp)
  awk -v name="$name" -v base="$base" -v a="$(median "$name.compiled")" \
    -v b="$(median "$name.header_only")" \
    'BEGIN { printf "| %s | %.1f | %.1f | %.1f | %.1f |\n", name, a, a / base, b, b / base }'
done
