#!/usr/bin/env bash
# From a fresh clone to a result, on Debian 12 or a system with the same packages:
#   bash cmake/bootstrap.sh demo   builds two programs and relabels a data set of this repository
#   bash cmake/bootstrap.sh test   builds everything and runs every test
# As root it installs the packages that are missing; otherwise it names them. The build goes to
# $TONEWHEEL_BUILD (default: build).
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build pkg-config git libeigen3-dev libboost-graph-dev libfmt-dev nettle-dev
          libutf8proc-dev zlib1g-dev libcli11-dev nlohmann-json3-dev libserd-dev libraptor2-dev libminizip-dev
          libpugixml-dev)
test_packages=(doctest-dev)

usage() { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }

install_missing() {
  command -v dpkg-query >/dev/null || return 0  # not Debian: CMake says what it lacks
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "These packages are missing; install them as root:" >&2
    echo "  apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build() {
  local targets=$1
  shift
  cmake -S . -B "$build" -G Ninja -D CMAKE_BUILD_TYPE=Release "$@" >/dev/null
  # shellcheck disable=SC2086  # several words
  cmake --build "$build" --target $targets
}

demo() {
  install_missing "${packages[@]}"
  build "tonewheel-relabel tonewheel-ontology" -D TONEWHEEL_BUILD_TESTS=OFF
  local out="$build/demo"
  mkdir -p "$out"
  echo
  echo "Relabelling examples/data/moments.csv: valence, arousal and dominance on a scale of 1..9"
  "$build/examples/tonewheel-relabel" examples/data/moments.csv -o "$out/moments.csv" \
    --scale 1:9:5 --top 3 --json "$out/report.json"
  echo
  echo "The three likeliest emotions of the first rows:"
  cut_rows "$out/moments.csv"
  echo
  echo "Mean mass of each emotion, from the report:"
  sed -n '/"mean_mass"/,/}/p' "$out/report.json"
  echo
  echo "What the graph of emotions says about infatuation:"
  "$build/examples/tonewheel-ontology" find infatuation
  echo
  echo "All rows: $out/moments.csv"
  echo "The report: $out/report.json"
  echo "The other programs: cmake --build $build"
}

# Text and the last six columns (top1,top1_p,...) of the first rows without quotes.
cut_rows() {
  awk -F, 'NR > 1 && NF == 19 && !/"/ {
    printf "  %s\n    %s %.3f, %s %.3f, %s %.3f\n", $2, $(NF-5), $(NF-4), $(NF-3), $(NF-2), $(NF-1), $NF
    if (++shown == 8) exit
  }' "$1"
}

run_tests() {
  install_missing "${packages[@]}" "${test_packages[@]}"
  build all -D TONEWHEEL_BUILD_TESTS=ON -D TONEWHEEL_WARNINGS_AS_ERRORS="${TONEWHEEL_WERROR:-OFF}"
  ctest --test-dir "$build" --output-on-failure -j "$(nproc)"
}

build=${TONEWHEEL_BUILD:-build}
case "${1:-}" in
  demo) demo ;;
  test) run_tests ;;
  *) usage ;;
esac
