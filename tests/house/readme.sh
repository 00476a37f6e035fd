#!/bin/sh
# SPDX-License-Identifier: MIT
# What the README tells people to run works: its build/platen lines, in a folder
# of their own.
#
#   sh tests/house/readme.sh PROGRAM
set -eu
program=$1
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ln -s "$root/tests" "$scratch/tests"
mkdir "$scratch/build"
ln -s "$program" "$scratch/build/platen"
cd "$scratch"

grep '^build/platen ' "$root/README.md" | while read -r command; do
    echo "$command"
    status=0
    sh -c "$command" >output 2>&1 || status=$?
    # 1: done, with warnings.
    [ "$status" -le 1 ] || { cat output; echo "exit $status"; exit 1; }
done
