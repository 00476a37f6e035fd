// SPDX-License-Identifier: MIT
/* cli/main.c: where the program begins. */

#include <stdio.h>

int main(void)
{
    puts("platen " PL_VERSION);
    return 0;
}
