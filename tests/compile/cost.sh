#!/usr/bin/env bash
# What a program costs to compile that is linked to the compiled library: the umbrella header at most
# 2.7 times, a first program at most 1.8 times the memory that g++ takes for Eigen/Dense alone, which
# unlike seconds is the same at every run; and none of them includes Eigen/Dense, Boost or a JSON
# library.
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
flags=(-std=c++20 -O0 -DTONEWHEEL_COMPILED)
for folder in "${folders[@]}"; do
  # The compiler's own folders are in their place already, and may not be in another.
  [ "$folder" = /usr/include ] || flags+=(-isystem "$folder")
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo '#include <Eigen/Dense>' >"$work/eigen_dense.cpp"
echo '#include <tonewheel/tonewheel.hpp>' >"$work/umbrella.cpp"

# Megabytes, from the last column of the line TOTAL.
memory() {
  LC_ALL=C "$compiler" "${flags[@]}" -S -o /dev/null -ftime-report "$1" 2>"$work/report" ||
    { grep -A3 error "$work/report" >&2; return 1; }
  awk '/TOTAL/ { number = $NF; unit = 1
                 if (number ~ /k$/) unit = 1 / 1024
                 if (number ~ /G$/) unit = 1024
                 sub(/[kMG]$/, "", number); print number * unit }' "$work/report"
}

base=$(memory "$work/eigen_dense.cpp")
printf '%-14s %6.0f MB\n' Eigen/Dense "$base"
failed=0
for source in "$work/umbrella.cpp" "$here"/../../examples/[1-9]_*.cpp; do
  name=$(basename "$source" .cpp)
  limit=1.8
  [ "$name" = umbrella ] && limit=2.7
  mine=$(memory "$source") || exit 1
  if ! awk -v name="$name" -v mine="$mine" -v base="$base" -v limit=$limit 'BEGIN {
         printf "%-14s %6.0f MB %6.2f times, at most %.1f\n", name, mine, mine / base, limit
         exit !(mine > 0 && mine <= limit * base) }'; then
    echo "$name: takes too much; g++ -H shows what it includes" >&2
    failed=1
  fi
  "$compiler" "${flags[@]}" -M "$source" | tr -s ' \\' '\n' >"$work/reached"
  grep -q 'tonewheel/' "$work/reached" || { echo "$name: reaches no header of ours" >&2; exit 1; }
  if grep -E '/(Eigen/(Dense|SVD|Eigenvalues|QR|LU)$|boost/|nlohmann/)' "$work/reached" | head -3 |
    grep .; then
    echo "$name: includes these, which a first program must not" >&2
    failed=1
  fi
done
exit $failed
