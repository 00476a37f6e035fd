#!/bin/sh
# SPDX-License-Identifier: MIT
# Set-up brings the hyphenation patterns of every language that has a row, so that
# lines don't depend on what a machine happens to have.
#
#   sh tests/house/patterns.sh ROOT
set -eu
cd "$1"
missing=0
for file in $(grep -o 'hyph_[A-Za-z_]*\.dic' src/base/languages.def | sort -u); do
    [ -e "/usr/share/hyphen/$file" ] || { echo "missing: $file; is its package in .ci/packages?"; missing=1; }
done
exit $missing
