#!/bin/sh
# SPDX-License-Identifier: MIT
# Every C file begins with its licence and then says what it is for.
#
#   sh tests/house/first_lines.sh ROOT
set -eu
cd "$1"
find src include tests -name '*.[ch]' | LC_ALL=C sort | xargs awk '
    FNR == 1 && $0 != "// SPDX-License-Identifier: MIT" {
        print FILENAME ":1: the first line is // SPDX-License-Identifier: MIT"
        failed = 1
    }
    FNR == 2 && $0 !~ /^(\/\*|\/\/) [^ ]/ {
        print FILENAME ":2: the second line says the one job of the file"
        failed = 1
    }
    END { exit failed }'
