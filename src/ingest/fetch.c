// SPDX-License-Identifier: MIT
/* ingest/fetch.c: the only file that opens a network connection. */
#include "ingest/fetch.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/strbuf.h"

enum { FRESH_SECONDS = 3600, CONNECT_SECONDS = 10, SLOW_BYTES = 100, SLOW_SECONDS = 15 };

struct pl_fetcher {
    struct pl_fetch_options options;
    CURL *curl;       // NULL until the first address
    bool is_broken;   // the library can't be used
    uint64_t fetches; // so far
};

/* What comes in; outside of arenas, since a callback of a foreign library must not unwind. */
struct answer {
    char *data;
    size_t size, room;
    uint64_t limit;
    char etag[512], modified[128];
    bool is_too_large, is_refused, allows_private;
};

bool pl_url_is_web(pl_str url)
{
    return pl_str_starts_ascii_nocase(url, PL_LIT("http://")) || pl_str_starts_ascii_nocase(url, PL_LIT("https://"));
}

/* --- Callbacks ---------------------------------------------------------------------------- */

static size_t take_bytes(char *bytes, size_t one, size_t count, void *context)
{
    struct answer *answer = context;
    size_t size = one * count;
    if (size > answer->limit - answer->size) {
        answer->is_too_large = true;
        return 0;
    }
    if (answer->size + size > answer->room) {
        size_t room = answer->room ? answer->room : 65536;
        while (room < answer->size + size)
            room *= 2;
        char *grown = realloc(answer->data, room);
        if (!grown)
            return 0;
        answer->data = grown;
        answer->room = room;
    }
    memcpy(answer->data + answer->size, bytes, size);
    answer->size += size;
    return size;
}

static void keep_header(pl_str line, pl_str name, char *place, size_t room)
{
    if (!pl_str_starts_ascii_nocase(line, name))
        return;
    pl_str value = pl_str_trim(pl_str_slice(line, name.size, line.size));
    if (value.size >= room)
        return;
    memcpy(place, value.data, value.size);
    place[value.size] = '\0';
}

static size_t take_header(char *bytes, size_t one, size_t count, void *context)
{
    struct answer *answer = context;
    pl_str line = {bytes, one * count};
    if (pl_str_starts(line, PL_LIT("HTTP/"))) { // of a redirect: what follows counts
        answer->etag[0] = answer->modified[0] = '\0';
        answer->size = 0;
    }
    keep_header(line, PL_LIT("etag:"), answer->etag, sizeof answer->etag);
    keep_header(line, PL_LIT("last-modified:"), answer->modified, sizeof answer->modified);
    return line.size;
}

/* Called with the address that is about to be connected to, whatever name or redirect led there. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct answer *answer = context;
    (void)purpose;
    if (!answer->allows_private && !pl_address_is_public(&address->addr)) {
        answer->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* --- One request --------------------------------------------------------------------------- */

static void drop_curl(void *thing)
{
    struct pl_fetcher *fetcher = thing;
    if (fetcher->curl)
        curl_easy_cleanup(fetcher->curl);
    fetcher->curl = NULL;
}

struct pl_fetcher *pl_fetcher_new(struct pl_arena *arena, const struct pl_fetch_options *options)
{
    struct pl_fetcher *fetcher = PL_NEW(arena, struct pl_fetcher);
    fetcher->options = *options;
    pl_arena_defer(arena, drop_curl, fetcher);
    return fetcher;
}

static bool has_curl(struct pl_fetcher *fetcher)
{
    if (!fetcher->curl && !fetcher->is_broken) {
        fetcher->curl = curl_easy_init();
        fetcher->is_broken = !fetcher->curl;
    }
    return fetcher->curl != NULL;
}

static void set_bounds(const struct pl_fetcher *fetcher)
{
    CURL *curl = fetcher->curl;
    const uint64_t *limits = fetcher->options.limits->value;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)limits[PL_LIMIT_NAME_FETCH_REDIRECTS]);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)limits[PL_LIMIT_NAME_FETCH_SECONDS]);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // a proxy would connect where the rule on addresses can't see
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "platen/" PL_VERSION);
}

struct request {
    struct pl_fetcher *fetcher;
    struct pl_arena *arena;
    pl_str url;
    struct answer *answer;
    struct curl_slist *headers;
};

static void drop_answer(void *thing)
{
    struct answer *answer = thing;
    free(answer->data);
    answer->data = NULL;
}

static void add_condition(struct request *request, const char *name, pl_str value)
{
    if (!pl_str_empty(value))
        request->headers = curl_slist_append(request->headers,
                                             pl_str_format(request->arena, "%s: %.*s", name, PL_ARG(value)).data);
}

/* The server's status; 0: there was none, *why says it. */
static long perform(struct request *request, const struct pl_kept *kept, pl_str *why)
{
    CURL *curl = request->fetcher->curl;
    struct answer *answer = request->answer;
    curl_easy_reset(curl);
    set_bounds(request->fetcher);
    if (kept) {
        add_condition(request, "If-None-Match", kept->etag);
        add_condition(request, "If-Modified-Since", kept->modified);
    }
    curl_easy_setopt(curl, CURLOPT_URL, pl_str_cstr(request->arena, request->url));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, request->headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, answer);
    CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(request->headers);
    if (code == CURLE_OK)
        return status;
    *why = answer->is_too_large ? PL_LIT("it is larger than the limit")
           : answer->is_refused ? PL_LIT("it lies in a private network, which is not asked")
                                : pl_str_from(curl_easy_strerror(code));
    return 0;
}

/* "text/html; charset=UTF-8" taken apart. */
static void read_type(struct pl_arena *arena, pl_str type, struct pl_fetched *fetched)
{
    pl_str rest = type, head = type;
    if (!pl_str_cut(&rest, ';', &head))
        rest = (pl_str){0};
    struct pl_strbuf lower = PL_STRBUF(arena);
    head = pl_str_trim(head);
    for (size_t i = 0; i < head.size; i++)
        pl_strbuf_add_byte(&lower, pl_ascii_lower(head.data[i]));
    fetched->media_type = pl_strbuf_str(&lower);
    rest = pl_str_trim(rest);
    if (!pl_str_starts_ascii_nocase(rest, PL_LIT("charset=")))
        return;
    rest = pl_str_slice(rest, 8, rest.size);
    size_t end = 0;
    while (rest.size && (rest.data[0] == '"' || rest.data[0] == '\''))
        rest = pl_str_slice(rest, 1, rest.size);
    while (end < rest.size && (pl_ascii_is_alnum(rest.data[end]) || strchr("-_.:", rest.data[end])))
        end++;
    fetched->charset = pl_str_copy(arena, pl_str_slice(rest, 0, end));
}

static void take_answer(struct request *request, struct pl_fetched *fetched)
{
    char *type = NULL, *url = NULL;
    curl_easy_getinfo(request->fetcher->curl, CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(request->fetcher->curl, CURLINFO_EFFECTIVE_URL, &url);
    fetched->bytes = pl_str_copy(request->arena, (pl_str){request->answer->data, request->answer->size});
    fetched->url = url ? pl_str_copy(request->arena, pl_str_from(url)) : request->url;
    read_type(request->arena, pl_str_from(type), fetched);
}

static void take_kept(const struct pl_kept *kept, struct pl_fetched *fetched)
{
    *fetched = (struct pl_fetched){.bytes = kept->bytes, .url = kept->url, .media_type = kept->media_type,
                                   .charset = kept->charset, .is_kept = true};
}

/* --- The way in ------------------------------------------------------------------------------ */

/* A password in an address is the writer's of the article, or stolen: it isn't sent. */
static bool holds_password(pl_str url)
{
    size_t start = pl_str_find(url, PL_LIT("://"), 0) + 3, end = start;
    while (end < url.size && !strchr("/?#", url.data[end]))
        end++;
    return pl_str_find_byte(pl_str_slice(url, start, end), '@', 0) != SIZE_MAX;
}

static bool may_ask(struct pl_fetcher *fetcher, pl_str url, pl_str *why)
{
    if (!pl_url_is_web(url) || url.size > 8192)
        *why = PL_LIT("it is no web address");
    else if (holds_password(url))
        *why = PL_LIT("its address holds a name or password");
    else if (fetcher->fetches >= fetcher->options.limits->value[PL_LIMIT_NAME_FETCHES])
        *why = PL_LIT("more addresses than the limit were asked for");
    else if (!has_curl(fetcher))
        *why = PL_LIT("the library for it can't be used");
    else
        return true;
    return false;
}

bool pl_fetch(struct pl_fetcher *fetcher, struct pl_arena *arena, pl_str url, uint64_t limit_bytes,
              struct pl_fetched *fetched, pl_str *why)
{
    struct pl_kept kept = {0};
    size_t fragment = pl_str_find_byte(url, '#', 0);
    url = pl_str_slice(url, 0, fragment);
    bool is_kept = pl_kept_read(arena, fetcher->options.cache_folder, url, limit_bytes, &kept);
    *fetched = (struct pl_fetched){0};
    if (is_kept && kept.age_seconds >= 0 && kept.age_seconds < FRESH_SECONDS) {
        take_kept(&kept, fetched);
        return true;
    }
    if (!may_ask(fetcher, url, why))
        return false;
    fetcher->fetches++;
    struct answer *answer = PL_NEW(arena, struct answer);
    answer->limit = limit_bytes;
    answer->allows_private = fetcher->options.allows_private;
    pl_arena_defer(arena, drop_answer, answer);
    struct request request = {fetcher, arena, url, answer, NULL};
    long status = perform(&request, is_kept ? &kept : NULL, why);
    if (status == 304 && is_kept) {
        pl_kept_renew(arena, fetcher->options.cache_folder, url);
        take_kept(&kept, fetched);
    } else if (status == 200) {
        take_answer(&request, fetched);
        pl_kept_write(arena, fetcher->options.cache_folder, url,
                      &(struct pl_kept){.url = fetched->url, .media_type = fetched->media_type,
                                        .charset = fetched->charset, .etag = pl_str_from(answer->etag),
                                        .modified = pl_str_from(answer->modified), .bytes = fetched->bytes});
    } else if (status) {
        *why = pl_str_format(arena, "the server said %ld", status);
    }
    drop_answer(answer);
    return status == 200 || (status == 304 && is_kept);
}
