#!/bin/sh
# SPDX-License-Identifier: MIT
# The program doesn't load at its start what only some of its jobs need: a
# library that costs milliseconds belongs to platen_load_lazily in CMakeLists.txt.
#
#   sh tests/house/starts_light.sh PROGRAM
set -eu
readelf -d "$1" | awk '
    /NEEDED/ && /lib(curl|qpdf|zip|xml2|stdc\+\+|gnutls|crypto)\.so/ { print "loaded at the start: " $NF; failed = 1 }
    END { exit failed }'
