#!/bin/sh
# SPDX-License-Identifier: MIT
# The README's two commands are there as agreed, and CI runs the second of them.
#
#   sh tests/house/commands.sh ROOT
set -eu
cd "$1"
demo='sh .ci/setup && cmake --workflow --preset demo'
test='sh .ci/setup --test && cmake --workflow --preset test'
grep -qxF "$demo" README.md || { echo "README.md lacks: $demo"; exit 1; }
grep -qxF "$test" README.md || { echo "README.md lacks: $test"; exit 1; }
grep -qxF "$test" .ci/run || { echo ".ci/run lacks: $test"; exit 1; }
