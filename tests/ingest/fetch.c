// SPDX-License-Identifier: MIT
/* tests/ingest/fetch.c: what the web may be asked for, from whom, how much, and how often.
 *
 * The server is a thread of this test on a port of the loopback interface; only its address is asked. */
#include "ingest/fetch.h"

#include "support/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/read.h"
#include "model/walk.h"

/* --- A server -------------------------------------------------------------------------- */

static struct {
    int listener;
    unsigned port, requests;
    pthread_t thread;
} server;

static const char *answer_to(const char *request, char *out, size_t room)
{
    bool is_known = strstr(request, "If-None-Match: \"one\"") != NULL;
    if (strstr(request, "GET /page "))
        snprintf(out, room, is_known ? "HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\n\r\n"
                                     : "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\nETag: \"one\"\r\n\r\n"
                                       "<title>%s</title><p>\xD7\xCF\xC4\xC1 stood low all week, said the clerk.</p>",
                 "Low water");
    else if (strstr(request, "GET /moved "))
        snprintf(out, room, "HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n");
    else if (strstr(request, "GET /loop "))
        snprintf(out, room, "HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
    else if (strstr(request, "GET /file "))
        snprintf(out, room, "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
    else if (strstr(request, "GET /long "))
        snprintf(out, room, "HTTP/1.1 200 OK\r\n\r\n%0900d", 7);
    else
        snprintf(out, room, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    return out;
}

static void *serve(void *unused)
{
    (void)unused;
    for (;;) {
        int client = accept(server.listener, NULL, NULL);
        if (client < 0)
            return NULL;
        char request[4096], answer[2048];
        ssize_t size = read(client, request, sizeof request - 1);
        request[size > 0 ? size : 0] = '\0';
        server.requests++;
        answer_to(request, answer, sizeof answer);
        if (write(client, answer, strlen(answer)) < 0)
            perror("answer");
        close(client);
    }
}

static int start_server(void **state)
{
    (void)state;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    server.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(server.listener, (struct sockaddr *)&address, size) != 0 || listen(server.listener, 8) != 0 ||
        getsockname(server.listener, (struct sockaddr *)&address, &size) != 0)
        return -1;
    server.port = ntohs(address.sin_port);
    return pthread_create(&server.thread, NULL, serve, NULL);
}

static int stop_server(void **state)
{
    (void)state;
    shutdown(server.listener, SHUT_RDWR);
    close(server.listener);
    return pthread_join(server.thread, NULL);
}

static pl_str at(struct pl_test *test, const char *path)
{
    return pl_str_format(test->arena, "http://127.0.0.1:%u%s", server.port, path);
}

static struct pl_fetcher *fetcher_of(struct pl_test *test, bool allows_private, bool keeps)
{
    struct pl_limits *limits = PL_NEW(test->arena, struct pl_limits);
    *limits = pl_limits_default();
    return pl_fetcher_new(test->arena, &(struct pl_fetch_options){.limits = limits,
                                                                  .cache_folder = keeps ? pl_test_path(test, "a/b") : PL_LIT(""),
                                                                  .allows_private = allows_private});
}

/* --- Addresses -------------------------------------------------------------------------- */

static void only_public_addresses_are_asked(void **state)
{
    (void)state;
    static const char *const open[] = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8"};
    static const char *const closed[] = {"127.0.0.1",  "10.1.2.3",    "172.16.0.1",       "172.31.255.255", "192.168.1.1",
                                         "169.254.169.254", "0.0.0.0", "100.64.0.1",      "224.0.0.1",      "255.255.255.255",
                                         "::1",        "::",          "fe80::1",          "fc00::1",        "ff02::1",
                                         "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
                                         "192.0.0.8",  "198.18.0.1"};
    for (int k = 0; k < 2; k++) {
        size_t count = k ? sizeof closed / sizeof *closed : sizeof open / sizeof *open;
        for (size_t i = 0; i < count; i++) {
            const char *text = k ? closed[i] : open[i];
            struct sockaddr_storage address = {0};
            struct sockaddr_in *four = (struct sockaddr_in *)&address;
            struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
            address.ss_family = strchr(text, ':') ? AF_INET6 : AF_INET;
            assert_int_equal(inet_pton(address.ss_family, text, strchr(text, ':') ? (void *)&six->sin6_addr : (void *)&four->sin_addr), 1);
            if (pl_address_is_public((struct sockaddr *)&address) != !k)
                fail_msg("%s is %s", text, k ? "closed" : "open");
        }
    }
}

static void what_may_not_be_asked_is_not(void **state)
{
    struct pl_test *test = *state;
    struct pl_fetched fetched;
    struct {
        const char *url, *why;
        bool allows_private;
    } rows[] = {
        {at(test, "/page").data, "private network", false},
        {pl_str_format(test->arena, "http://localhost:%u/page", server.port).data, "private network", false},
        {"http://[::ffff:127.0.0.1]:1/", "private network", false},
        {"file:///etc/passwd", "no web address", true},
        {"ftp://127.0.0.1/", "no web address", true},
        {"http://name:word@127.0.0.1/", "name or password", true},
        {at(test, "/loop").data, "redirects", true},
        {at(test, "/file").data, "rotocol", true},
        {at(test, "/absent").data, "the server said 404", true},
        {at(test, "/long").data, "larger than the limit", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned before = server.requests;
        pl_str why = {0};
        if (pl_fetch(fetcher_of(test, rows[i].allows_private, false), test->arena, pl_str_from(rows[i].url), 500, &fetched, &why))
            fail_msg("%s was fetched", rows[i].url);
        assert_text_contains(why, rows[i].why);
        if (!rows[i].allows_private)
            assert_int_equal(server.requests, before);
    }
}

static void no_more_addresses_than_the_limit(void **state)
{
    struct pl_test *test = *state;
    struct pl_limits limits = pl_limits_default();
    limits.value[PL_LIMIT_NAME_FETCHES] = 1;
    struct pl_fetcher *fetcher = pl_fetcher_new(test->arena, &(struct pl_fetch_options){.limits = &limits, .allows_private = true});
    struct pl_fetched fetched;
    pl_str why = {0};
    assert_true(pl_fetch(fetcher, test->arena, at(test, "/page"), 5000, &fetched, &why));
    assert_false(pl_fetch(fetcher, test->arena, at(test, "/page"), 5000, &fetched, &why));
    assert_text_contains(why, "more addresses than the limit");
}

/* --- Answers ----------------------------------------------------------------------------- */

static void an_answer_says_where_it_came_from_and_what_it_is(void **state)
{
    struct pl_test *test = *state;
    struct pl_fetched fetched;
    pl_str why = {0};
    if (!pl_fetch(fetcher_of(test, true, false), test->arena, at(test, "/moved"), 5000, &fetched, &why))
        fail_msg("%.*s", PL_ARG(why));
    assert_str_equal(fetched.url, at(test, "/page"));
    assert_text_equal(fetched.media_type, "text/html");
    assert_text_equal(fetched.charset, "koi8-r");
    assert_text_contains(fetched.bytes, "<title>Low water</title>");
}

/* Makes what is kept two hours old. */
static void let_time_pass(struct pl_test *test)
{
    pl_str command = pl_str_format(test->arena, "find '%.*s' -type f -exec touch -d '2 hours ago' {} +",
                                   PL_ARG(pl_test_path(test, "a/b")));
    assert_int_equal(system(command.data), 0);
}

static void an_answer_is_kept_and_asked_for_again_later(void **state)
{
    struct pl_test *test = *state;
    struct pl_fetched fetched;
    pl_str why = {0};
    unsigned before = server.requests;
    for (int i = 0; i < 2; i++)
        assert_true(pl_fetch(fetcher_of(test, true, true), test->arena, at(test, "/page"), 5000, &fetched, &why));
    assert_int_equal(server.requests, before + 1);
    assert_true(fetched.is_kept);
    assert_text_equal(fetched.charset, "koi8-r");
    assert_text_contains(fetched.bytes, "<title>Low water</title>");
    let_time_pass(test);
    for (int i = 0; i < 2; i++) // 304, and then it is fresh
        assert_true(pl_fetch(fetcher_of(test, true, true), test->arena, at(test, "/page"), 5000, &fetched, &why));
    assert_int_equal(server.requests, before + 2);
    assert_text_contains(fetched.bytes, "<title>Low water</title>");
}

static void an_address_is_an_input(void **state)
{
    struct pl_test *test = *state;
    struct pl_articles articles = {0};
    struct pl_read_options options = {.fetcher = fetcher_of(test, true, false)};
    if (!pl_read_path(test->arena, at(test, "/page"), &options, &articles, &test->diags))
        fail_msg("%.*s", PL_ARG(pl_test_diags(test)));
    assert_text_equal(pl_metadata_text(&articles.data[0]->metadata, PL_FIELD_title), "Low water");
    assert_text_contains(pl_node_plain_text(test->arena, articles.data[0]->body), "вода stood low");
    options.fetcher = NULL;
    assert_false(pl_read_path(test->arena, at(test, "/page"), &options, &articles, &test->diags));
    assert_text_contains(pl_test_diags(test), "the input is a web address");
}

static void a_picture_that_stays_on_the_web_is_a_link(void **state)
{
    struct pl_test *test = *state;
    struct pl_articles articles = {0};
    struct pl_read_options options = {.links_for_remote = true};
    struct pl_input input = {.name = PL_LIT("a.md"), .bytes = PL_LIT("![The gauge](https://courier.example/g.jpg)\n\nText.\n")};
    assert_true(pl_read_input(test->arena, &input, &options, &articles, &test->diags));
    bool found = false;
    for (struct pl_node *node = articles.data[0]->body; node; node = pl_node_next_in(articles.data[0]->body, node)) {
        assert_int_not_equal(node->kind, PL_KIND_image);
        if (node->kind == PL_KIND_link) {
            found = true;
            assert_text_equal(pl_node_attribute(node, PL_LIT("href")), "https://courier.example/g.jpg");
            assert_text_equal(node->first->text, "The gauge");
        }
    }
    assert_true(found);
    assert_text_contains(pl_test_diags(test), "W0107");
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(only_public_addresses_are_asked),
                                       PL_TEST(what_may_not_be_asked_is_not),
                                       PL_TEST(no_more_addresses_than_the_limit),
                                       PL_TEST(an_answer_says_where_it_came_from_and_what_it_is),
                                       PL_TEST(an_answer_is_kept_and_asked_for_again_later),
                                       PL_TEST(an_address_is_an_input),
                                       PL_TEST(a_picture_that_stays_on_the_web_is_a_link)};
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
