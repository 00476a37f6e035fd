// SPDX-License-Identifier: MIT
/* base/workers.c: the same function over many items on all cores, results in order.
 *
 * How it works: threads take the next index under one lock, but never more than `ahead`
 * past the last one that was handed over; the calling thread waits for the items in
 * order and hands each over as soon as it is finished. It works itself too, when
 * the item it waits for isn't ready and another may be begun. */
#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>

/* What all threads share. Everything below `lock` is guarded by it. */
struct crew {
    size_t count, ahead;
    bool (*work)(void *context, size_t index, unsigned thread);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t begun, handed; // items [0, begun) were taken, [0, handed) handed over
    uint8_t *finished;    // ring of `ahead` items
    bool stop;            // nothing more is begun
    bool failed;
};

struct member {
    struct crew *crew;
    unsigned thread;
    pthread_t handle;
};

unsigned pl_workers_available(void)
{
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) > 0)
        return (unsigned)CPU_COUNT(&cores);
    return 1;
}

static bool may_begin(const struct crew *crew)
{
    return !crew->stop && crew->begun < crew->count && crew->begun - crew->handed < crew->ahead;
}

/* Works on the next item. Called and left with the lock held. */
static void work_once(struct crew *crew, unsigned thread)
{
    size_t index = crew->begun++;
    pthread_mutex_unlock(&crew->lock);
    bool done = crew->work(crew->context, index, thread);
    pthread_mutex_lock(&crew->lock);
    crew->finished[index % crew->ahead] = 1;
    if (!done)
        crew->failed = crew->stop = true;
    pthread_cond_broadcast(&crew->changed);
}

static void *run_member(void *argument)
{
    struct member *member = argument;
    struct crew *crew = member->crew;
    pthread_mutex_lock(&crew->lock);
    while (!crew->stop && crew->begun < crew->count) {
        if (may_begin(crew))
            work_once(crew, member->thread);
        else
            pthread_cond_wait(&crew->changed, &crew->lock);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

/* Hands over item by item until all are, or something failed. On the calling thread. */
static void hand_over(struct crew *crew, bool (*done)(void *context, size_t index))
{
    pthread_mutex_lock(&crew->lock);
    while (!crew->stop && crew->handed < crew->count) {
        uint8_t *finished = &crew->finished[crew->handed % crew->ahead];
        if (*finished) {
            pthread_mutex_unlock(&crew->lock);
            bool accepted = !done || done(crew->context, crew->handed);
            pthread_mutex_lock(&crew->lock);
            *finished = 0;
            crew->handed++;
            if (!accepted)
                crew->failed = crew->stop = true;
            pthread_cond_broadcast(&crew->changed);
        } else if (may_begin(crew)) {
            work_once(crew, 0);
        } else {
            pthread_cond_wait(&crew->changed, &crew->lock);
        }
    }
    pthread_mutex_unlock(&crew->lock);
}

static bool run_alone(size_t count, bool (*work)(void *context, size_t index, unsigned thread),
                      bool (*done)(void *context, size_t index), void *context)
{
    for (size_t i = 0; i < count; i++)
        if (!work(context, i, 0) || (done && !done(context, i)))
            return false;
    return true;
}

bool pl_workers_ordered(unsigned threads, size_t count, size_t ahead,
                        bool (*work)(void *context, size_t index, unsigned thread),
                        bool (*done)(void *context, size_t index), void *context)
{
    if (threads == 0)
        threads = pl_workers_available();
    if (threads > count)
        threads = count ? (unsigned)count : 1;
    if (ahead < threads)
        ahead = threads;
    if (ahead > count)
        ahead = count;
    uint8_t *finished = threads > 1 ? calloc(ahead, 1) : NULL;
    struct member *members = finished ? calloc(threads, sizeof *members) : NULL;
    if (!members) {
        free(finished);
        return run_alone(count, work, done, context);
    }
    struct crew crew = {.count = count,
                        .ahead = ahead,
                        .work = work,
                        .context = context,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER,
                        .finished = finished};
    // Member 0 is the calling thread. A thread that can't be had is done without.
    unsigned started = 1;
    for (; started < threads; started++) {
        members[started] = (struct member){.crew = &crew, .thread = started};
        if (pthread_create(&members[started].handle, NULL, run_member, &members[started]) != 0)
            break;
    }
    hand_over(&crew, done);
    for (unsigned i = 1; i < started; i++)
        pthread_join(members[i].handle, NULL);
    pthread_cond_destroy(&crew.changed);
    pthread_mutex_destroy(&crew.lock);
    free(members);
    free(finished);
    return !crew.failed;
}

bool pl_workers_each(unsigned threads, size_t count,
                     bool (*work)(void *context, size_t index, unsigned thread), void *context)
{
    return pl_workers_ordered(threads, count, count, work, NULL, context);
}
