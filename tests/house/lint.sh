#!/bin/sh
# SPDX-License-Identifier: MIT
# clang-tidy (.clang-tidy says what it looks for) over the sources that a build
# folder compiles, or over the files named.
#
#   sh tests/house/lint.sh build/dev [FILE...]
set -eu
command -v clang-tidy >/dev/null || { echo 'clang-tidy is missing: sh .ci/setup --dev' >&2; exit 1; }
build=$1
shift
[ $# != 0 ] || set -- $(git ls-files 'src/*.c')
printf '%s\n' "$@" | xargs -P 2 -n 8 clang-tidy -p "$build" --quiet --warnings-as-errors='*'
