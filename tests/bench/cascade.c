// SPDX-License-Identifier: MIT
/* tests/bench/cascade.c: microseconds a node that the cascade takes.
 *
 *     bench_cascade [-n TIMES] [-f FORMAT] SHEET… -- ARTICLE…
 *
 * The first sheet is the user agent's, the others the author's. The articles are put together as a
 * build does it and styled one after another by one cascade, for print, TIMES times with a new cascade
 * each; the best time counts. Set C of the benchmarks:
 *
 *     bench_cascade -n 5 styles/base.css styles/digest.css -- $BENCH_WORK/in/C/articles/…md */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "edition/gather.h"
#include "style/engine.h"

struct bench {
    struct pl_arena *arena;
    struct pl_diags diags;
    struct pl_limits limits;
    const char *format;
    int times, sheet_count, article_count;
    char **sheets, **articles;
};

/* Of the processor: the machine may be busy. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct pl_sheets *read_sheets(struct bench *bench, struct pl_arena *arena)
{
    struct pl_sheets *sheets = pl_sheets_new(arena, &bench->limits);
    for (int i = 0; i < bench->sheet_count; i++) {
        struct pl_input *input = PL_NEW(arena, struct pl_input);
        input->name = pl_str_from(bench->sheets[i]);
        if (!pl_file_read(arena, input->name, 1 << 24, &input->bytes, &bench->diags))
            exit(2);
        input->text = input->bytes;
        pl_sheets_add(sheets, input, i == 0 ? PL_SHEET_USER_AGENT : PL_SHEET_AUTHOR, &bench->diags);
    }
    return sheets;
}

static struct pl_edition *read_articles(struct bench *bench)
{
    struct pl_read_options options = {.from = pl_str_from(bench->format), .limits = &bench->limits};
    struct pl_articles articles = {0};
    for (int i = 0; i < bench->article_count; i++)
        pl_read_path(bench->arena, pl_str_from(bench->articles[i]), &options, &articles, &bench->diags);
    struct pl_gather_options gather = {.source_date_epoch = 0};
    return pl_edition_gather(bench->arena, &articles, &gather, &bench->diags);
}

static double run_once(struct bench *bench, const struct pl_edition *edition, bool is_first)
{
    struct pl_arena *arena = pl_arena_new(0);
    double begin = seconds();
    struct pl_sheets *sheets = read_sheets(bench, arena);
    double read = seconds();
    struct pl_cascade *cascade = pl_cascade_new(arena, sheets, PL_MEDIUM_PRINT, NULL, NULL);
    double made = seconds();
    size_t before = pl_arena_used(arena), nodes = 0;
    for (size_t i = 0; i < edition->articles.count; i++) {
        pl_cascade_run(cascade, edition->articles.data[i], &bench->diags);
        nodes += edition->articles.data[i]->node_count;
    }
    double end = seconds();
    if (is_first)
        printf("%zu nodes, sheets read in %.2f ms, cascade made in %.2f ms, %.0f bytes a node, "
               "%" PRIu64 " elements made, %" PRIu64 " known, %.1f match steps a node\n",
               nodes, (read - begin) * 1e3, (made - read) * 1e3,
               (double)(pl_arena_used(arena) - before) / (double)nodes, cascade->element_count,
               cascade->memo_hits, (double)pl_matcher_steps(cascade->matcher) / (double)nodes);
    pl_arena_free(arena);
    return (end - made) * 1e6 / (double)nodes;
}

int main(int count, char **words)
{
    struct bench bench = {.arena = pl_arena_new(0), .limits = pl_limits_default(), .format = "", .times = 1};
    bench.diags = PL_DIAGS(bench.arena);
    int at = 1;
    for (; at + 1 < count && words[at][0] == '-' && words[at][1] != '-'; at += 2) {
        if (strcmp(words[at], "-n") == 0)
            bench.times = atoi(words[at + 1]);
        else
            bench.format = words[at + 1];
    }
    bench.sheets = words + at;
    while (at < count && strcmp(words[at], "--") != 0)
        at++, bench.sheet_count++;
    bench.articles = words + at + 1;
    bench.article_count = count - at - 1;
    if (bench.article_count < 1 || bench.sheet_count < 1) {
        fputs("usage: bench_cascade [-n TIMES] [-f FORMAT] SHEET... -- ARTICLE...\n", stderr);
        return 2;
    }
    const struct pl_edition *edition = read_articles(&bench);
    double best = 1e9;
    for (int i = 0; i < bench.times; i++) {
        double took = run_once(&bench, edition, i == 0);
        best = took < best ? took : best;
    }
    printf("%.3f us a node\n", best);
    for (size_t i = 0; i < bench.diags.count && bench.diags.errors; i++)
        printf("%.*s\n", PL_ARG(bench.diags.data[i].message));
    pl_arena_free(bench.arena);
    return 0;
}
