// SPDX-License-Identifier: MIT
/* layout/page.h: a page as a list of things to draw, each with its owner.
 *
 * Includes base, typeset/run.h and image/picture.h only: draw and pdf know no style and,
 * from here, no model. Coordinates are the page's: x and y from its top left, y downwards. */
#ifndef PL_LAYOUT_PAGE_H
#define PL_LAYOUT_PAGE_H

#include "base/arena.h"
#include "base/str.h"
#include "base/unit.h"
#include "image/picture.h"
#include "typeset/run.h"

/* Number of a node in the whole edition: its article's first_owner + its serial. */
typedef uint32_t pl_owner;
#define PL_OWNER_NONE UINT32_MAX

enum pl_part { PL_PART_TEXT, PL_PART_MARKER, PL_PART_BEFORE, PL_PART_AFTER, PL_PART_NOTE_CALL };

enum pl_mark_type {
    PL_MARK_RUN,
    PL_MARK_STROKE, // text-decoration
    PL_MARK_FILL,   // a filled rectangle
    PL_MARK_BORDER, // one side of a box
    PL_MARK_PICTURE,
    PL_MARK_TILES, // a layer of a background: decoration only
};

struct pl_fill {
    struct pl_rect rect;
    pl_color color;
    pl_unit radius[4]; // top left, top right, bottom right, bottom left
};

struct pl_border {
    struct pl_rect box; // outer edge
    pl_unit width[4];   // top, right, bottom, left
    pl_color color[4];
    uint8_t style[4]; // enum pl_border_style
    pl_unit radius[4];
};
enum pl_border_style {
    PL_BORDER_NONE,
    PL_BORDER_SOLID,
    PL_BORDER_DASHED,
    PL_BORDER_DOTTED,
    PL_BORDER_DOUBLE,
    PL_BORDER_GROOVE,
    PL_BORDER_RIDGE,
    PL_BORDER_INSET,
    PL_BORDER_OUTSET,
};

struct pl_picture_mark {
    const struct pl_picture *picture;
    struct pl_rect rect; // where the whole picture goes
    struct pl_rect clip; // what of it shows (object-fit); equal to rect: all
};

struct pl_gradient_stop {
    double at; // along the gradient's line, 0 to 1
    pl_color color;
};

/* Points, from a tile's top left, y downwards. Stops ascend and begin at 0 and end at 1; before and behind them their
 * colours go on. Between two stops each channel goes straight. */
struct pl_gradient {
    bool is_radial;
    double from_x, from_y, to_x, to_y; // the line's ends; radial: both of the centre
    double from_radius, to_radius;     // radial: horizontally, at 0 and at 1
    double squeeze;                    // radial: height of the ellipse for a width of 1
    const struct pl_gradient_stop *stops;
    uint32_t stop_count; // at least 2
};

/* A picture or a gradient, once or again and again, behind a hole with round corners. */
struct pl_tiles {
    const struct pl_picture *picture; // NULL: the gradient
    const struct pl_gradient *gradient;
    struct pl_rect first;   // the top left tile
    pl_unit step_x, step_y; // from a tile to the next
    uint32_t across, down;  // tiles
    struct pl_rect clip;
    pl_unit radius[4]; // of the clip: top left, top right, bottom right, bottom left
};

struct pl_mark {
    enum pl_mark_type type;
    union {
        struct pl_run run;       // x, y: of the page
        struct pl_stroke stroke; // x, y: of the page
        struct pl_fill fill;
        struct pl_border border;
        struct pl_picture_mark picture;
        const struct pl_tiles *tiles;
    };
};

/* A piece of content: one leaf of the structure tree. Pieces come in reading order, their marks in
 * logical order; x is visual. Content has runs and strokes, or one picture. */
struct pl_piece {
    pl_owner owner; // the innermost node
    enum pl_part part;
    pl_str language;      // where it differs from its parent's; else empty
    pl_str alternative;   // of a picture
    bool has_alternative; // alt="" is decoration: such pictures come as decoration, not here
    pl_owner link;        // the link node it belongs to, or PL_OWNER_NONE
    const struct pl_mark *marks;
    uint32_t mark_count;
};

enum pl_decoration_type {
    PL_DECORATION_BACKGROUND,
    PL_DECORATION_LAYOUT, // rules, borders, tints
    PL_DECORATION_HEADER, // margin boxes above; corners included
    PL_DECORATION_FOOTER, // margin boxes below
    PL_DECORATION_TYPE_COUNT
};

/* Decoration lies below content always; in order within its type. */
struct pl_decoration {
    enum pl_decoration_type type;
    const struct pl_mark *marks;
    uint32_t mark_count;
};

/* A rectangle that leads somewhere: one a line of a link. */
struct pl_link_area {
    pl_owner link; // the link node
    struct pl_rect rect;
    pl_str uri;         // an address outside; empty: inside
    pl_owner target;    // the node it leads to, or PL_OWNER_NONE
    pl_str description; // for /Contents: the link's text
};

/* A node that begins on this page: destination of links and outline. */
struct pl_anchor {
    pl_owner owner;
    pl_unit x, y;
};

struct pl_page {
    uint32_t index; // from 0
    pl_str label;   // "iv", "12"
    pl_unit width, height;
    const struct pl_piece *pieces;
    uint32_t piece_count;
    const struct pl_decoration *decorations;
    uint32_t decoration_count;
    const struct pl_link_area *links;
    uint32_t link_count;
    const struct pl_anchor *anchors; // of blocks and of nodes with an id, in reading order
    uint32_t anchor_count;
};

/* Pages made on demand. make() gives page `index` in `arena`, the same whatever was made before, from
 * any thread (`thread` < the number of threads given to layout). NULL: failed, reported. */
struct pl_pages {
    uint32_t count;
    const struct pl_page *(*make)(void *context, struct pl_arena *arena, uint32_t index,
                                  unsigned thread);
    void *context;
};

#endif
