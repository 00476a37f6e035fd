#!/bin/sh
# SPDX-License-Identifier: MIT
# The top level of the tree holds the agreed entries and nothing else.
#
#   sh tests/house/toplevel.sh ROOT
set -eu
cd "$1"
allowed='src include styles fonts tests CMakeLists.txt CMakePresets.json README.md LICENSE'

entries() {
    # An unpacked archive has no git; what git ignores isn't in the tree.
    files=$(git ls-files --cached --others --exclude-standard 2>/dev/null) || files=$(ls -A)
    printf '%s\n' "$files" | sed 's|/.*||'
}

entries | sort -u | awk -v allowed=" $allowed " '
    /^\./ || index(allowed, " " $0 " ") { next }
    $0 == "build" { next }
    { print "the top level may not hold \"" $0 "\""; failed = 1 }
    END { exit failed }'
