// SPDX-License-Identifier: MIT
/* ingest/text.c: scraped text → paragraphs. */
#include "ingest/reading.h"

bool pl_read_text(struct pl_reading *reading)
{
    struct pl_article *article = pl_reading_article(reading);
    pl_str rest = reading->input->text, line;
    struct pl_node *paragraph = NULL;
    while (pl_str_next_line(&rest, &line)) {
        pl_str text = pl_str_trim(line);
        if (pl_str_empty(text)) {
            paragraph = NULL;
            continue;
        }
        struct pl_span span = pl_span_of_str(reading->input, text);
        if (!paragraph) {
            paragraph = pl_node_new(reading->arena, PL_KIND_paragraph, span);
            pl_node_append(article->body, paragraph);
        } else {
            pl_node_append(paragraph, pl_node_new_text(reading->arena, PL_LIT("\n"), PL_NO_SPAN));
        }
        pl_node_append(paragraph, pl_node_new_text(reading->arena, text, span));
    }
    return true;
}
