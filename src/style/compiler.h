// SPDX-License-Identifier: MIT
/* style/compiler.h: the inside of compile.c, for the files that it is made of.
 *
 * reader_rules.c says which rules may stay, reader_winners.c what an element is told and which
 * rule says so, reader_faces.c what faces have to show, compile.c goes over all elements and writes
 * the sheet. */
#ifndef PL_STYLE_COMPILER_H
#define PL_STYLE_COMPILER_H

#include "base/map.h"
#include "base/vec.h"
#include "style/compile.h"
#include "style/counter.h"
#include "style/engine.h"
#include "style/reader_value.h"

#define PL_PROPERTY_SET_WORDS ((PL_PROPERTY_COUNT + 63) / 64)

struct pl_property_set {
    uint64_t words[PL_PROPERTY_SET_WORDS];
};

static inline void pl_property_set_add(struct pl_property_set *set, enum pl_property property)
{
    set->words[property / 64] |= (uint64_t)1 << property % 64;
}

static inline bool pl_property_set_has(const struct pl_property_set *set, enum pl_property property)
{
    return set->words[property / 64] >> property % 64 & 1;
}

/* What becomes of a pseudo-element with content. */
enum pl_form { PL_FORM_NONE, PL_FORM_STYLE, PL_FORM_TEXT, PL_FORM_MIXED };

/* What most elements are told, found in one pass (Boyer and Moore's majority vote). */
struct pl_reader_vote {
    const pl_str *said; // NULL: no element yet
    uint32_t lead, count;
};

/* A rule of the sheets. */
struct pl_reader_rule {
    const struct pl_style_rule *source;
    bool is_styling;               // somebody's, not what reading systems have themselves
    bool is_told;                  // that some of its content is missing in books
    bool may_be_kept;              // all its selectors are known everywhere
    uint8_t form;                  // enum pl_form of its pseudo-elements
    struct pl_reader_vote *votes;  // by property; NULL: it wins nowhere, or may not be kept
    struct pl_property_set needed; // by an element for which it wins
};

/* What the elements of one style below one parent's are told, by property; NULL: not yet asked. */
struct pl_reader_told {
    struct pl_reader_element element;
    const pl_str *said[PL_PROPERTY_COUNT];
};

/* A class we make. */
struct pl_reader_class {
    pl_str name, selector_tail, declarations;
    pl_str media; // the conditions it stands under, a line each; empty: none
    uint32_t weight; // how often its selector names it
};

/* What a ::before or ::after becomes. */
struct pl_reader_content {
    enum pl_form form;
    pl_str text; // TEXT
};
struct pl_reader_contents {
    struct pl_reader_content of[2]; // before, after
};

struct pl_compiler {
    struct pl_arena *arena;
    struct pl_cascade *cascade;
    const struct pl_edition *edition;
    const struct pl_styles *const *styles;
    enum pl_reader_profile profile;
    struct pl_diags *diags;
    bool is_last_pass;
    const pl_str **written_of; // by article: the names of elements as they are written, by serial
    struct pl_map moved;       // names that some element has in the tree or in the book, but not in both
    bool has_gaps; // a hidden element stands between others: its neighbours become each other's

    struct pl_reader_rule *rules; // of the common sheets, then those of the one article's own
    struct pl_map told;           // (style, parent, flags) → struct pl_reader_told
    struct pl_map texts;          // equal texts are one pointer
    struct pl_map classes;        // declarations → name
    struct {
        PL_VEC(struct pl_reader_class)
    } generated;
    struct pl_map faces;          // families, weight, slant and features → struct pl_reader_face
    struct pl_map faces_of_style; // style → the same

    /* The article at hand. */
    const struct pl_article *article;
    const struct pl_styles *run;
    const pl_str *written;
    const struct pl_sheets *own_sheets; // NULL: only the common ones
    struct pl_reader_rule *own_rules;
    struct pl_matcher *matcher;
    struct pl_matches matches;
    bool *is_on_background;               // by serial
    struct pl_reader_contents **contents; // by serial; NULL: none
    struct pl_counters counters;          // run on through the edition
    uint32_t contents_depth;              // inside lists of contents
    struct pl_markup_entry **markup;

    /* While conditions of the reading system are taken to hold. */
    pl_str media; // as pl_style_rule.reader_media; empty: none
    const struct pl_styles *media_run;
    bool *media_on_background;
    struct pl_map media_told;
};

/* An element or pseudo-element with all that was found for it. */
struct pl_reader_thing {
    const struct pl_node *node;
    enum pl_pseudo pseudo;
    enum pl_form form; // of a pseudo-element with content
    pl_str moved;      // the element is written as this one, which it isn't; empty: as itself
    struct pl_reader_told *told, *now; // now: where c->media holds
    const struct pl_style *style;
    const struct pl_match *matches;
    size_t match_count;
    const struct pl_block *hints, *attribute;
};

/* Winners by property: a rule's match, or who they are instead. */
enum { PL_READER_WINNER_NONE = -1, PL_READER_WINNER_ATTRIBUTE = -2 };

struct pl_reader_winners {
    int32_t of[PL_PROPERTY_COUNT];
    struct pl_property_set contested; // declared by more than one rule
    struct pl_property_set styled;    // by somebody
    struct pl_property_set readers;   // by the reading system's own sheet, as ours says it
};

/* --- reader_rules.c ------------------------------------------------------------------------ */

/* One row a rule of these sheets; with are_kept false none may be kept. */
struct pl_reader_rule *pl_reader_rules(struct pl_compiler *c, const struct pl_sheets *sheets,
                                       bool are_kept);

/* The row of a rule of the common sheets or the article's own. */
struct pl_reader_rule *pl_reader_rule_of(const struct pl_compiler *c,
                                         const struct pl_style_rule *source);

/* After the first pass: the rule stays and says this property. */
bool pl_reader_keeps(const struct pl_reader_rule *rule, enum pl_property property);

/* --- reader_content.c ------------------------------------------------------------------------ */

/* Fills c->contents for the article at hand. */
void pl_reader_contents_find(struct pl_compiler *c);

/* True for content with a counter that isn't the pages': told where it has no form. */
bool pl_reader_misses_numbers(const struct pl_style *style);

/* --- reader_counters.c ----------------------------------------------------------------------- */

/* The @counter-style rules of the lists; what a book can't have is reported once a style. */
void pl_reader_write_counter_styles(struct pl_compiler *c, struct pl_strbuf *out);

/* --- reader_faces.c -------------------------------------------------------------------------- */

/* The element's or pseudo-element's style shows this text. */
void pl_reader_note_text(struct pl_compiler *c, const struct pl_style *style, pl_str text);

/* The same for the strings and quotation marks of its content. */
void pl_reader_note_content(struct pl_compiler *c, const struct pl_style *style);

/* --- reader_winners.c ------------------------------------------------------------------------ */

/* What an element is told of all properties; shared among those of one style below one parent's. */
struct pl_reader_told *pl_reader_told_of(struct pl_compiler *c,
                                         const struct pl_reader_element *element);

/* Equal texts are one pointer; an empty one: nothing. */
const pl_str *pl_reader_said(struct pl_compiler *c, struct pl_reader_told *told,
                             enum pl_property property);

/* As the epub run's own cascade (Cascade 5 §6.1), for rules that are somebody's. */
void pl_reader_winners_find(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                            struct pl_reader_winners *winners);

/* True when the element has the value without anybody saying so. */
bool pl_reader_is_default(struct pl_compiler *c, const struct pl_reader_thing *thing,
                          const struct pl_reader_winners *winners, enum pl_property property);

#endif
