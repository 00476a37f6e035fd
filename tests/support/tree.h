// SPDX-License-Identifier: MIT
/* tests/support/tree.h: a small article written as an outline.
 *
 *     article = pl_test_article(test, "h1#t.title[data-x=1] \"What the drought left\"\n"
 *                                     "section.first\n"
 *                                     "  p \"A line of text\"\n"
 *                                     "    em \"more\"\n");
 *
 * A line is an element with #id, .classes and [attributes], then a text in quotes, its first child; two
 * spaces deeper is one level down. A line of only a text is a text node. Everything stands in body. */
#ifndef PL_TESTS_TREE_H
#define PL_TESTS_TREE_H

#include "model/article.h"
#include "support/support.h"

/* Finished, with serials; spans are absent. */
struct pl_article *pl_test_article(struct pl_test *test, const char *outline);

#endif
