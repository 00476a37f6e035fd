#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a command and holds what it prints against a file; with PLATEN_ACCEPT=1
# (target `accept`) the file is rewritten instead.
#
#   sh tests/house/golden.sh EXPECTED COMMAND...
set -eu
expected=$1
shift
if [ "${PLATEN_ACCEPT:-}" = 1 ]; then
    "$@" >"$expected" || true
else
    { "$@" || true; } | diff -u "$expected" -
fi
