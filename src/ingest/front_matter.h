// SPDX-License-Identifier: MIT
/* ingest/front_matter.h: the YAML, TOML or JSON head of a file → metadata. */
#ifndef PL_INGEST_FRONT_MATTER_H
#define PL_INGEST_FRONT_MATTER_H

#include "model/article.h"

/* The next article of a text that holds several: from its head to the next one. False: nothing is left. A rule
 * between paragraphs is no head: that begins behind a blank line, with a key. Linear but for the length of heads. */
bool pl_front_matter_next_part(pl_str *rest, pl_str *part);

/* Reads a head at the start of *body, a part of input->text, into article->metadata: YAML between lines `---` and `---` or
 * `...`, TOML between `+++` lines, a JSON object from `{` in the first column to its `}` on a line of its
 * own or at the end of a line. *body is what follows it, all of the text where there
 * is none. False: the head is there and broken; one error was reported. */
bool pl_front_matter_read(struct pl_article *article, pl_str *body,
                          struct pl_diags *diags);

#endif
