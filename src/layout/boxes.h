// SPDX-License-Identifier: MIT
/* layout/boxes.h: styled nodes → boxes, generated content included.
 *
 * Articles are built one after the other in reading order, since counters run on from
 * one to the next; what is built may then be set in parallel. Linear in the nodes. */
#ifndef PL_LAYOUT_BOXES_H
#define PL_LAYOUT_BOXES_H

#include "layout/box.h"
#include "model/edition.h"

struct pl_box_builder;
struct pl_fonts;

struct pl_box_builder *pl_box_builder_new(struct pl_arena *arena, const struct pl_edition *edition,
                                          const struct pl_styles *const *styles,
                                          struct pl_cascade *cascade, const struct pl_fonts *fonts,
                                          struct pl_diags *diags);

/* The box of an article's root element; lives in `arena`. NULL when it is display: none. */
struct pl_box *pl_boxes_build(struct pl_box_builder *builder, struct pl_arena *arena,
                              uint32_t article);

/* Text of a subtree's boxes as it is shown, deferred texts as they stand: string-set, target-text. */
void pl_box_text(struct pl_strbuf *out, const struct pl_box *box);

#endif
