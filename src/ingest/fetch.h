// SPDX-License-Identifier: MIT
/* ingest/fetch.h: bytes from the web, when the user asked for them (`--fetch`).
 *
 * What an article refers to is chosen by whoever wrote it, so a fetch is bounded in all ways: only http and https; at
 * most LIMIT(FETCH_REDIRECTS) redirects, LIMIT(FETCH_SECONDS) seconds, LIMIT(FETCHES) addresses a job, and the size
 * that the caller gives, counted after decompression; no cookies, no passwords, no proxy. The address that is
 * really connected to, after names are looked up and after each redirect, must be a public one: an article
 * can't make this machine ask its router or its neighbours.
 *
 * Answers are kept in a folder and asked for again after an hour, with what the server said
 * to tell whether they changed. */
#ifndef PL_INGEST_FETCH_H
#define PL_INGEST_FETCH_H

#include <sys/socket.h>

#include "base/arena.h"
#include "base/limits.h"

struct pl_fetch_options {
    const struct pl_limits *limits;
    pl_str cache_folder;  // empty: nothing is kept
    bool allows_private;  // also loopback and local networks: for tests, and for servers of one's own
};

struct pl_fetched {
    pl_str bytes;
    pl_str url;        // where they came from in the end
    pl_str media_type; // lower case, without parameters; may be empty
    pl_str charset;    // as the server said; may be empty
    bool is_kept;      // from the cache, nobody was asked
};

/* A fetcher serves one job and one thread. The library for it is loaded with the first address. Lives in `arena`. */
struct pl_fetcher *pl_fetcher_new(struct pl_arena *arena, const struct pl_fetch_options *options);

/* The bytes at `url` (at most `limit_bytes`), in `arena`. False: *why says it in words; nothing is reported. */
bool pl_fetch(struct pl_fetcher *fetcher, struct pl_arena *arena, pl_str url, uint64_t limit_bytes,
              struct pl_fetched *fetched, pl_str *why);

/* True for "http://…" and "https://…". */
bool pl_url_is_web(pl_str url);

/* --- Inside ------------------------------------------------------------------------------ */

/* True for an address that anybody on the internet may be asked at: not loopback, private, link-local, shared,
 * multicast, documentation or reserved, also where IPv6 carries an IPv4 address. RFC 6890 and its registries */
bool pl_address_is_public(const struct sockaddr *address);

/* An answer as it is kept. */
struct pl_kept {
    pl_str url, media_type, charset, etag, modified, bytes;
    int64_t age_seconds;
};

/* The answer kept for `url`; false when there is none. */
bool pl_kept_read(struct pl_arena *arena, pl_str folder, pl_str url, uint64_t limit_bytes, struct pl_kept *kept);
/* Keeps an answer; a failure only means that it isn't kept. */
void pl_kept_write(struct pl_arena *arena, pl_str folder, pl_str url, const struct pl_kept *kept);
/* It was asked for again and is still right. */
void pl_kept_renew(struct pl_arena *arena, pl_str folder, pl_str url);

#endif
