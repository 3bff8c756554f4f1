#!/usr/bin/env bash
# A compiler launcher for a second build of this library: an object of the first build is copied
# where the second asks for the same one, so that what is proven is not compiled twice. The same: of
# the same file, with the same macros, folders of headers, language and machine flags. Warnings,
# optimisation and debugging (-W -O -g -DNDEBUG) may differ, for they are whoever's choice.
#   reuse.sh FIRST SECOND COMMANDS COMPILER FLAG...
# FIRST, SECOND: the build folders of the library; COMMANDS: a file of the first's commands.
# Everything else is compiled: a consumer's file, and what the two builds see differently, of which
# a line goes to SECOND/reuse.log.
set -euo pipefail
first=$1 second=$2 commands=$3
shift 3

# What decides about the object: words of a command, one a line, in order of the alphabet.
essence() {
  local folder=$1 skip=0 word
  shift
  for word in "$@"; do
    if [ $skip = 1 ]; then skip=0; continue; fi
    case $word in
      -o | -MF | -MT) skip=1 ;;
      -W* | -O* | -g* | -MD | -c | -DNDEBUG) ;;
      *) printf '%s\n' "${word//"$folder"/BUILD}" ;;
    esac
  done | LC_ALL=C sort
}

object="" depends="" previous=""
for word in "$@"; do
  [ "$previous" = -o ] && object=$word
  [ "$previous" = -MF ] && depends=$word
  previous=$word
done
inner=${object#*tonewheel/}
if [ "$inner" != "$object" ] && [ -f "$first/$inner" ]; then
  line=$(grep -F -- " -o $inner " "$commands" || true)
  if [ -n "$line" ]; then
    eval "theirs=($line)"  # as the shell reads it, which ninja gives it to
    # Before the compiler may stand a launcher, such as ccache.
    while [ ${#theirs[@]} -gt 0 ] && [ "${theirs[0]}" != "$1" ]; do theirs=("${theirs[@]:1}"); done
    if [ "$(essence "$first" "${theirs[@]}")" = "$(essence "$second" "$@")" ]; then
      cp "$first/$inner" "$object"
      [ -z "$depends" ] || echo "$object:" >"$depends"
      echo "reused $inner" >>"$second/reuse.log"
      exit 0
    fi
    {
      echo "compiled $inner: the first build and the second differ in"
      diff <(essence "$first" "${theirs[@]}") <(essence "$second" "$@") || true
    } >>"$second/reuse.log"
  fi
fi
exec "$@"
