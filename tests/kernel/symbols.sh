#!/usr/bin/env bash
# The objects of an instruction set's kernels may define nothing that another object could define
# too: every shared symbol belongs to the instruction set's namespace, and no code runs at start.
#   symbols.sh ISA OBJECT...
set -euo pipefail
isa=$1
shift
faults=0
fault() {
  echo "$1" >&2
  faults=$((faults + 1))
}
for object in "$@"; do
  # Defined symbols that the linker sees: all but local ones.
  symbols=$(nm --demangle --defined-only --extern-only "$object" | cut -d' ' -f2-)
  grep -q "tonewheel::kernel::$isa::exported_table" <<<"$symbols" ||
    fault "$object: has no table of kernels"
  while read -r kind name; do
    case $name in
      "tonewheel::kernel::$isa::"* | *" tonewheel::kernel::$isa::"*) ;;
      "DW.ref."*) ;;
      *) fault "$object: foreign symbol of kind $kind: $name" ;;
    esac
  done <<<"$symbols"
  if objdump --section-headers "$object" | grep -E '\.(init_array|ctors)'; then
    fault "$object: runs code at start"
  fi
done
[ "$faults" = 0 ]
