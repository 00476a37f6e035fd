#!/bin/sh
# SPDX-License-Identifier: MIT
# Formats the C files touched since this branch left main, committed or not.
set -eu
command -v clang-format >/dev/null || { echo 'clang-format is missing: sh .ci/setup --dev' >&2; exit 1; }
base=$(git merge-base main HEAD 2>/dev/null || git rev-parse HEAD)
{
    git diff --name-only --diff-filter=d "$base"
    git ls-files --others --exclude-standard
} | grep -E '^(src|include|tests)/.*\.[ch]$' | sort -u | xargs -r clang-format -i --verbose
