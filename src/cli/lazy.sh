#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes assembler that loads a shared library when a function of it is first
# called, instead of each time the program starts.
#
#   sh src/cli/lazy.sh LIBRARY.so ARCHIVE.a > lazy.S
#
# Why: the dynamic linker takes 4.5 ms for libqpdf and what it brings, 2 ms for
# libzip's, of the 15 ms that a one-page PDF may take; a PDF needs neither.
#
# How it works: for each function of the library that the archive calls there is
# one here with the same name, which jumps to where its slot says. The first call
# of any finds its slot empty, keeps all registers that may carry arguments, has
# the library loaded and all slots filled, and goes on as if nothing had been.
# Whoever calls sees the library's own declarations and notices nothing.
set -eu
library=$1
archive=$2
soname=$(readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

nm -D --defined-only "$library" | awk '{ sub(/@.*/, "", $3); print $3, $2 }' | sort -u >"$scratch/offered"
nm -u "$archive" 2>/dev/null | awk 'NF == 2 { print $2 }' | sort -u >"$scratch/wanted"
join "$scratch/wanted" "$scratch/offered" | awk -v soname="$soname" '
    $2 !~ /^[TW]$/ {
        print "lazy.sh: " $1 " of " soname " is data and must be there at the start" >"/dev/stderr"
        failed = 1
    }
    { names[count++] = $1 }
    END {
        if (failed)
            exit 1
        print "    .text"
        for (i = 0; i < count; i++) {
            printf "    .globl %s\n    .hidden %s\n    .type %s, @function\n", names[i], names[i], names[i]
            printf "%s:\n    movq slots+%d(%%rip), %%r11\n    testq %%r11, %%r11\n    jz 1f\n", names[i], 8 * i
            printf "    jmp *%%r11\n1:  call load\n    jmp *slots+%d(%%rip)\n    .size %s, . - %s\n", 8 * i, names[i], names[i]
        }
        print "load:"
        saved = split("rdi rsi rdx rcx r8 r9 rax r10", registers, " ")
        for (i = 1; i <= saved; i++)
            print "    pushq %" registers[i]
        # With the two return addresses the stack stands on a multiple of 16 again.
        print "    subq $128, %rsp"
        for (i = 0; i < 8; i++)
            printf "    movups %%xmm%d, %d(%%rsp)\n", i, 16 * i
        print "    leaq soname(%rip), %rdi\n    leaq names(%rip), %rsi\n    leaq slots(%rip), %rdx"
        print "    call pl_lazy_load"
        for (i = 0; i < 8; i++)
            printf "    movups %d(%%rsp), %%xmm%d\n", 16 * i, i
        print "    addq $128, %rsp"
        for (i = saved; i >= 1; i--)
            print "    popq %" registers[i]
        print "    ret\n    .section .rodata"
        printf "soname:\n    .asciz \"%s\"\nnames:\n", soname
        for (i = 0; i < count; i++)
            printf "    .asciz \"%s\"\n", names[i]
        print "    .byte 0\n    .bss\n    .balign 8"
        printf "slots:\n    .skip %d\n", 8 * (count + 1)
        print "    .section .note.GNU-stack, \"\", @progbits"
    }'
