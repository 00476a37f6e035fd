#!/bin/sh
# SPDX-License-Identifier: MIT
# Holds the #include lines of src/ and include/platen/ against the plan:
# folders.txt (which room may include which) and rooms.txt (which room may
# include which header from outside). A line for each that breaks it; exit 1 if
# there was one.
#
#   sh tests/house/includes.sh ROOT
set -eu
plan=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$1"

find src include -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | awk -v plan="$plan" '
    function read_plan(file, table,    line, parts, left, right, i, j, n, m) {
        while ((getline line < file) > 0) {
            sub(/#.*/, "", line)
            if (split(line, parts, ":") != 2)
                continue
            n = split(parts[1], left, " ")
            m = split(parts[2], right, " ")
            for (i = 1; i <= n; i++) {
                table[left[i]] = 1
                for (j = 1; j <= m; j++)
                    table[left[i], right[j]] = 1
            }
        }
        close(file)
    }
    function broken(text) {
        print path ":" number ": " text
        failed = 1
    }
    # "room/name.h", or <platen/name.h>: one of ours.
    function ours(header,    to) {
        to = header
        sub(/\/.*/, "", to)
        if (to == header || !(to in folders))
            broken("\"" header "\" names no room; write it from src/")
        else if (to != room && !((room, to) in folders) && !((room, header) in folders))
            broken(room " may not include " header " (tests/house/folders.txt)")
    }
    function foreign(header,    key) {
        key = header
        while (!(key in rooms) && sub(/\/[^\/]*$/, "", key))
            ;
        if (!(key in rooms))
            broken("<" header "> has no room (tests/house/rooms.txt)")
        else if (!((key, room) in rooms) && !((key, "any") in rooms))
            broken(room " may not include <" header "> (tests/house/rooms.txt)")
    }
    BEGIN {
        read_plan(plan "/folders.txt", folders)
        read_plan(plan "/rooms.txt", rooms)
    }
    {
        path = $0
        split(path, steps, "/")
        room = steps[2]
        if (!(room in folders)) {
            number = 1
            broken("there is no room \"" room "\" (tests/house/folders.txt)")
            next
        }
        number = 0
        while ((getline line < path) > 0) {
            number++
            if (line !~ /^[ \t]*#[ \t]*include[ \t]*["<]/)
                continue
            split(line, quoted, /["<>]/)
            if (line ~ /include[ \t]*"/ || quoted[2] ~ /^platen\//)
                ours(quoted[2])
            else
                foreign(quoted[2])
        }
        close(path)
        files++
    }
    END {
        print files + 0 " files read"
        exit failed
    }'
