// SPDX-License-Identifier: MIT
/* base/turns.c: a part of parallel work that must be done in the order of its items. */
#include "base/turns.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct pl_turns {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t next; // whose turn it is
    bool is_cancelled;
};

struct pl_turns *pl_turns_new(void)
{
    struct pl_turns *turns = calloc(1, sizeof *turns);
    if (!turns)
        return NULL;
    pthread_mutex_init(&turns->lock, NULL);
    pthread_cond_init(&turns->changed, NULL);
    return turns;
}

void pl_turns_free(struct pl_turns *turns)
{
    if (!turns)
        return;
    pthread_cond_destroy(&turns->changed);
    pthread_mutex_destroy(&turns->lock);
    free(turns);
}

bool pl_turns_wait(struct pl_turns *turns, size_t index)
{
    pthread_mutex_lock(&turns->lock);
    while (turns->next < index && !turns->is_cancelled)
        pthread_cond_wait(&turns->changed, &turns->lock);
    bool is_mine = !turns->is_cancelled;
    pthread_mutex_unlock(&turns->lock);
    return is_mine;
}

void pl_turns_pass(struct pl_turns *turns, size_t index)
{
    pthread_mutex_lock(&turns->lock);
    assert(turns->next == index || turns->is_cancelled);
    turns->next = index + 1;
    pthread_cond_broadcast(&turns->changed);
    pthread_mutex_unlock(&turns->lock);
}

void pl_turns_cancel(struct pl_turns *turns)
{
    pthread_mutex_lock(&turns->lock);
    turns->is_cancelled = true;
    pthread_cond_broadcast(&turns->changed);
    pthread_mutex_unlock(&turns->lock);
}
