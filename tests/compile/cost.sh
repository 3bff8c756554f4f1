#!/usr/bin/env bash
# What a program costs to compile, as memory of g++ beside what it takes for Eigen/Dense alone, which
# unlike seconds is the same at every run. Linked to the compiled library: the umbrella header at
# most 2.7 times, a first program at most 1.8 times. Header-only: a first program at most 4.5 times.
# None of them includes Eigen/Dense, Boost or a JSON library, and the lexicon, header-only, nothing of
# Eigen.
#   cost.sh COMPILER INCLUDE[;INCLUDE ...]     77: the compiler is not g++, nothing was looked at
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
compiler=${1:?name the compiler}
IFS=';' read -r -a folders <<<"${2:?name the folders of headers}"
if ! "$compiler" --version | grep -q 'Free Software Foundation' ||
  "$compiler" -dM -E -x c++ /dev/null | grep -q __clang__; then
  echo "skipped: $compiler is not g++, whose -ftime-report counts memory"
  exit 77
fi
flags=(-std=c++20 -O0)
for folder in "${folders[@]}"; do
  # The compiler's own folders are in their place already, and may not be in another.
  [ "$folder" = /usr/include ] || flags+=(-isystem "$folder")
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo '#include <Eigen/Dense>' >"$work/eigen_dense.cpp"
echo '#include <tonewheel/tonewheel.hpp>' >"$work/umbrella.cpp"

# Megabytes for a source and more flags, from the last column of the line TOTAL.
memory() {
  LC_ALL=C "$compiler" "${flags[@]}" "${@:2}" -S -o /dev/null -MD -MF "$work/dependencies" \
    -ftime-report "$1" 2>"$work/report" ||
    { grep -A3 error "$work/report" >&2; return 1; }
  awk '/TOTAL/ { number = $NF; unit = 1
                 if (number ~ /k$/) unit = 1 / 1024
                 if (number ~ /G$/) unit = 1024
                 sub(/[kMG]$/, "", number); print number * unit }' "$work/report"
}

base=$(memory "$work/eigen_dense.cpp")
printf '%-24s %6.0f MB\n' Eigen/Dense "$base"
failed=0
check() {  # name, source, limit, flags
  local mine
  mine=$(memory "$2" "${@:4}") || exit 1
  if ! awk -v name="$1" -v mine="$mine" -v base="$base" -v limit="$3" 'BEGIN {
         printf "%-24s %6.0f MB %6.2f times, at most %.1f\n", name, mine, mine / base, limit
         exit !(mine > 0 && mine <= limit * base) }'; then
    echo "$1: takes too much; g++ -H shows what it includes" >&2
    failed=1
  fi
  tr -s ' \\' '\n' <"$work/dependencies" >"$work/reached"
  grep -q 'tonewheel/' "$work/reached" || { echo "$1: reaches no header of ours" >&2; exit 1; }
  if grep -E '/(Eigen/(Dense|SVD|Eigenvalues|QR|LU)$|boost/|nlohmann/)' "$work/reached" | head -3 |
    grep .; then
    echo "$1: includes these, which a first program must not" >&2
    failed=1
  fi
}
check umbrella "$work/umbrella.cpp" 2.7 -DTONEWHEEL_COMPILED
examples=$here/../../examples
for source in "$examples"/[1-9]_*.cpp; do
  check "$(basename "$source" .cpp)" "$source" 1.8 -DTONEWHEEL_COMPILED
done
for source in "$examples"/[1-9]_*.cpp; do
  check "$(basename "$source" .cpp), header-only" "$source" 4.5
done
# The lexicon is made of names alone: no mixture, and so no linear algebra.
echo '#include <tonewheel/lexicon/builtin.hpp>' >"$work/lexicon.cpp"
check 'lexicon, header-only' "$work/lexicon.cpp" 2.0
if grep '/Eigen/' "$work/reached"; then
  echo "lexicon, header-only: includes Eigen" >&2
  failed=1
fi
exit $failed
