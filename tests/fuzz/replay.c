// SPDX-License-Identifier: MIT
/* tests/fuzz/replay.c: gives each file of the named folders to a fuzz target, once, and then changed.
 *
 *     replay_css_parse tests/fuzz/seeds/css_parse
 *     PLATEN_FUZZ_SECONDS=60 replay_css_parse tests/fuzz/seeds/css_parse
 *
 * With PLATEN_FUZZ_SECONDS the seeds are changed, cut and joined for so long, always in the same way
 * (PLATEN_FUZZ_START begins elsewhere). It knows nothing of the code it runs, as libFuzzer does, but needs
 * no other compiler. What is running is kept in the file replay_NAME.input until it has ended well. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { SEEDS_MOST = 4096, INPUT_MOST = 1 << 16 };

struct seed {
    uint8_t *bytes;
    size_t size;
};

static struct seed seeds[SEEDS_MOST];
static size_t seed_count;

static void replay(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size ? size
                                 : 1); // exactly as large: the sanitiser sees reads behind it
    size_t got = fread(bytes, 1, size, file);
    fclose(file);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(bytes, got);
    if (seed_count < SEEDS_MOST)
        seeds[seed_count++] = (struct seed){bytes, got};
    else
        free(bytes);
}

/* --- Changing ------------------------------------------------------------------------------ */

/* xorshift64* (Vigna): the same inputs on every machine. */
static uint64_t state;
static uint64_t next_random(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545F4914F6CDD1DULL;
}

static size_t below(size_t count)
{
    return count ? (size_t)(next_random() % count) : 0;
}

/* A part of any seed in the place of `length` bytes at `at`. */
static size_t splice(uint8_t *input, size_t size, size_t at, size_t length, const uint8_t *part,
                     size_t part_size)
{
    if (size - length + part_size > INPUT_MOST)
        return size;
    memmove(input + at + part_size, input + at + length, size - at - length);
    if (part_size)
        memcpy(input + at, part, part_size);
    return size - length + part_size;
}

static size_t change(uint8_t *input, size_t size)
{
    static const uint8_t signs[] = "(){}[]<>;:,.#@!/*\\\"'%+-=~|^$&_ \n\t\r\f0123456789aezAZ\0\x80\xC3\xA9\xFF";
    const struct seed *other = &seeds[below(seed_count)];
    size_t at = below(size + 1), length = below(1 + (size - at < 16 ? size - at : 16));
    size_t from = below(other->size), many = below(1 + (other->size - from < 64 ? other->size - from : 64));
    uint8_t sign = signs[below(sizeof signs - 1)], run[64];
    switch (next_random() % 6) {
    case 0: return splice(input, size, at, at < size, &sign, 1);
    case 1: return splice(input, size, at, 0, &sign, 1);
    case 2: return splice(input, size, at, length, NULL, 0);
    case 3: return splice(input, size, at, length, other->bytes + from, many);
    case 4:
        memset(run, sign, sizeof run);
        return splice(input, size, at, 0, run, below(sizeof run));
    }
    if (at < size)
        input[at] ^= (uint8_t)(1u << below(8));
    return size;
}

static void keep(const char *name, const uint8_t *input, size_t size)
{
    FILE *file = fopen(name, "wb");
    if (!file)
        return;
    fwrite(input, 1, size, file);
    fclose(file);
}

static void run_changed(const char *name, long seconds)
{
    static uint8_t input[INPUT_MOST];
    unsigned long inputs = 0;
    time_t end = time(NULL) + seconds;
    for (; seed_count && time(NULL) < end; inputs++) {
        const struct seed *seed = &seeds[below(seed_count)];
        size_t size = seed->size < INPUT_MOST ? seed->size : INPUT_MOST;
        memcpy(input, seed->bytes, size);
        for (size_t i = 1 + below(8); i > 0; i--)
            size = change(input, size);
        keep(name, input, size);
        uint8_t *exact = malloc(size ? size : 1);
        memcpy(exact, input, size);
        LLVMFuzzerTestOneInput(exact, size);
        free(exact);
    }
    remove(name);
    fprintf(stderr, "%lu changed inputs in %ld s\n", inputs, seconds);
}

int main(int count, char **folders)
{
    for (int i = 1; i < count; i++) {
        DIR *folder = opendir(folders[i]);
        if (!folder) {
            perror(folders[i]);
            return 1;
        }
        for (struct dirent *entry; (entry = readdir(folder));)
            if (entry->d_name[0] != '.')
                replay(folders[i], entry->d_name);
        closedir(folder);
    }
    const char *seconds = getenv("PLATEN_FUZZ_SECONDS"), *start = getenv("PLATEN_FUZZ_START");
    state = 88172645463325252ULL + (start ? strtoull(start, NULL, 10) * 0x9E3779B97F4A7C15ULL : 0);
    char name[4096];
    snprintf(name, sizeof name, "%s.input", folders[0]);
    if (seconds && strtol(seconds, NULL, 10) > 0)
        run_changed(name, strtol(seconds, NULL, 10));
    for (size_t i = 0; i < seed_count; i++)
        free(seeds[i].bytes);
    return 0;
}
