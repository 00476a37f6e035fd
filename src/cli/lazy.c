// SPDX-License-Identifier: MIT
/* cli/lazy.c: load a library at the first call of one of its functions (lazy.sh has the calls). */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lazy.h"

/* The linker refuses to start a program whose library is missing; so does this, only later. */
static void *or_end(void *found)
{
    if (!found) {
        fprintf(stderr, "platen: %s\n", dlerror());
        exit(2);
    }
    return found;
}

void pl_lazy_load(const char *soname, const char *names, void **slots)
{
    void *library = or_end(dlopen(soname, RTLD_NOW | RTLD_LOCAL));
    for (; *names; names += strlen(names) + 1)
        __atomic_store_n(slots++, or_end(dlsym(library, names)), __ATOMIC_RELEASE);
}
