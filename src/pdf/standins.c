// SPDX-License-Identifier: MIT
/* pdf/standins.c: the text of every glyph, as Cairo is told and as the file says it. */
#include "pdf/standins.h"

#include <assert.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "draw/glyphs.h"

#define STANDIN_FIRST 0xF0000u
#define STANDIN_COUNT 0xFFFEu

/* --- One hash for both tables --------------------------------------------------------------------- */

static size_t slot_of(uint32_t face, uint32_t glyph, size_t slot_count)
{
    uint64_t key = ((uint64_t)face << 32 | glyph) * 0x9E3779B97F4A7C15u;
    return (size_t)(key >> 32) & (slot_count - 1);
}

/* --- The register ---------------------------------------------------------------------------------- */

/* What is primed for a glyph, one a twin. */
struct pl_glyph_slot {
    uint32_t face, glyph;
    const struct pl_primed *twins[PL_FACE_TWINS]; // [0] NULL: a free slot
};

struct pl_glyph_register pl_glyph_register_begin(struct pl_arena *arena)
{
    struct pl_glyph_register glyphs = {.arena = arena, .slot_count = 1024};
    glyphs.slots = PL_NEW_ARRAY(arena, struct pl_glyph_slot, glyphs.slot_count);
    return glyphs;
}

static struct pl_glyph_slot *find_slot(struct pl_glyph_slot *slots, size_t count, uint32_t face, uint32_t glyph)
{
    size_t i = slot_of(face, glyph, count);
    while (slots[i].twins[0] && (slots[i].face != face || slots[i].glyph != glyph))
        i = (i + 1) & (count - 1);
    return &slots[i];
}

static void grow_slots(struct pl_glyph_register *glyphs)
{
    size_t count = glyphs->slot_count * 2;
    struct pl_glyph_slot *slots = PL_NEW_ARRAY(glyphs->arena, struct pl_glyph_slot, count);
    for (size_t i = 0; i < glyphs->slot_count; i++) {
        const struct pl_glyph_slot *old = &glyphs->slots[i];
        if (old->twins[0])
            *find_slot(slots, count, old->face, old->glyph) = *old;
    }
    glyphs->slots = slots;
    glyphs->slot_count = count;
}

static struct pl_primed *new_primed(struct pl_glyph_register *glyphs)
{
    size_t in_block = glyphs->count % PL_PRIMED_A_BLOCK;
    if (in_block == 0) {
        struct pl_primed_block *block = PL_NEW(glyphs->arena, struct pl_primed_block);
        if (glyphs->last)
            glyphs->last->next = block;
        else
            glyphs->first = block;
        glyphs->last = block;
    }
    glyphs->count++;
    return &glyphs->last->primed[in_block];
}

static bool has_private_use(pl_str text)
{
    for (size_t i = 0; i < text.size;) {
        uint32_t c = pl_utf8_next(text, &i);
        if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000)
            return true;
    }
    return false;
}

/* One character passes as it is; several get a stand-in. Empty when there is none left. */
static pl_str told_for(struct pl_glyph_register *glyphs, const struct pl_primed *primed)
{
    size_t end = 0;
    uint32_t first = pl_utf8_next(primed->text, &end);
    bool is_private = first >= STANDIN_FIRST && first < STANDIN_FIRST + STANDIN_COUNT;
    if (end == primed->text.size && !is_private)
        return primed->text;
    if (glyphs->standin_count == STANDIN_COUNT)
        return (pl_str){0};
    char bytes[4];
    size_t size = pl_utf8_encode(STANDIN_FIRST + glyphs->standin_count++, bytes);
    *PL_PUSH(glyphs->arena, &glyphs->standins) = primed;
    return pl_str_copy(glyphs->arena, (pl_str){bytes, size});
}

/* How this text of this glyph is told; primed when it is new. NULL: all twins show other texts. */
static const struct pl_primed *settle(struct pl_glyph_register *glyphs, uint32_t face, uint32_t glyph, pl_str text)
{
    struct pl_glyph_slot *slot = find_slot(glyphs->slots, glyphs->slot_count, face, glyph);
    unsigned twin = 0;
    if (pl_str_empty(text) && slot->twins[0]) // its text is said beside it: any twin will do
        return slot->twins[0];
    for (; twin < PL_FACE_TWINS && slot->twins[twin]; twin++)
        if (pl_str_eq(slot->twins[twin]->text, text))
            return slot->twins[twin];
    if (twin == PL_FACE_TWINS)
        return NULL;
    struct pl_primed *primed = new_primed(glyphs);
    *primed = (struct pl_primed){
        .index = (uint32_t)glyphs->count - 1, .face = face, .glyph = glyph, .twin = twin, .text = pl_str_copy(glyphs->arena, text)};
    if (!pl_str_empty(text))
        primed->told = told_for(glyphs, primed);
    if (glyph == 0)
        glyphs->notdef_count++;
    if (has_private_use(text))
        glyphs->private_count++;
    if (twin == 0 && ++glyphs->used_slots * 2 > glyphs->slot_count) {
        slot->face = face, slot->glyph = glyph, slot->twins[0] = primed;
        grow_slots(glyphs);
        return primed;
    }
    slot->face = face, slot->glyph = glyph, slot->twins[twin] = primed;
    return primed;
}

/* --- A chunk's texts -------------------------------------------------------------------------------- */

/* A glyph with one of its texts, or without text: a glyph of a cluster that can't be shared out. */
struct use {
    uint32_t face, glyph;
    pl_str text;
    uint32_t next; // 1 + another use of the glyph; 0: none
    uint32_t primed;
    struct pl_glyph_text said;
};

struct pl_glyph_texts {
    struct pl_arena *arena;
    struct { PL_VEC(struct use) } uses; // in order of first use
    uint32_t *heads; // hash over (face, glyph): 1 + first use
    size_t head_count, used_heads;
    bool any_apart;
};

struct pl_glyph_texts *pl_glyph_texts_new(struct pl_arena *arena)
{
    struct pl_glyph_texts *texts = PL_NEW(arena, struct pl_glyph_texts);
    texts->arena = arena;
    texts->head_count = 2048;
    texts->heads = PL_NEW_ARRAY(arena, uint32_t, texts->head_count);
    return texts;
}

static uint32_t *find_head(const struct pl_glyph_texts *texts, uint32_t face, uint32_t glyph)
{
    size_t i = slot_of(face, glyph, texts->head_count);
    for (; texts->heads[i]; i = (i + 1) & (texts->head_count - 1)) {
        const struct use *use = &texts->uses.data[texts->heads[i] - 1];
        if (use->face == face && use->glyph == glyph)
            break;
    }
    return &texts->heads[i];
}

static void grow_heads(struct pl_glyph_texts *texts)
{
    uint32_t *old = texts->heads;
    size_t old_count = texts->head_count;
    texts->head_count *= 2;
    texts->heads = PL_NEW_ARRAY(texts->arena, uint32_t, texts->head_count);
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            *find_head(texts, texts->uses.data[old[i] - 1].face, texts->uses.data[old[i] - 1].glyph) = old[i];
}

/* Texts are a character or two: as fast as comparing can be made. */
static inline bool is_same_text(pl_str a, pl_str b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (a.data[i] != b.data[i])
            return false;
    return true;
}

static struct use *find_use(const struct pl_glyph_texts *texts, uint32_t face, uint32_t glyph, pl_str text)
{
    for (uint32_t i = *find_head(texts, face, glyph); i; i = texts->uses.data[i - 1].next) {
        struct use *use = &texts->uses.data[i - 1];
        if (is_same_text(use->text, text))
            return use;
    }
    return NULL;
}

/* White space that isn't a plain space shows the space's glyph in many faces; readers want a space. */
static pl_str text_told(pl_str text)
{
    if (text.size > 2 || text.size == 0 || (text.size == 1 && text.data[0] > '\r'))
        return text;
    if (pl_str_eq(text, PL_LIT("\xC2\xA0")) || pl_str_eq(text, PL_LIT("\t")) || pl_str_eq(text, PL_LIT("\n")) ||
        pl_str_eq(text, PL_LIT("\r")))
        return PL_LIT(" ");
    return text;
}

static void note(struct pl_glyph_texts *texts, uint32_t face, uint32_t glyph, pl_str text)
{
    if (find_use(texts, face, glyph, text))
        return;
    uint32_t *head = find_head(texts, face, glyph);
    bool is_new = *head == 0;
    uint32_t next = *head;
    *PL_PUSH(texts->arena, &texts->uses) =
        (struct use){.face = face, .glyph = glyph, .text = text, .next = next};
    *head = (uint32_t)texts->uses.count;
    if (is_new && ++texts->used_heads * 2 > texts->head_count)
        grow_heads(texts);
}

static void collect_marks(struct pl_glyph_texts *texts, const struct pl_mark *marks, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (marks[i].type != PL_MARK_RUN)
            continue;
        struct pl_run_walk walk = pl_run_walk_begin(&marks[i].run);
        while (pl_run_walk_next(&walk)) {
            const struct pl_glyph *glyphs = &marks[i].run.glyphs[walk.part.first];
            pl_str text = walk.part.count == 1 ? text_told(walk.part.text) : (pl_str){0};
            texts->any_apart |= walk.part.count != 1;
            for (uint32_t k = 0; k < walk.part.count; k++)
                note(texts, marks[i].run.face, glyphs[k].id, text);
        }
    }
}

void pl_glyph_texts_collect(struct pl_glyph_texts *texts, const struct pl_page *page)
{
    for (uint32_t i = 0; i < page->piece_count; i++)
        collect_marks(texts, page->pieces[i].marks, page->pieces[i].mark_count);
    for (uint32_t i = 0; i < page->decoration_count; i++)
        collect_marks(texts, page->decorations[i].marks, page->decorations[i].mark_count);
}

void pl_glyph_texts_settle(struct pl_glyph_texts *texts, struct pl_glyph_register *glyphs)
{
    for (size_t i = 0; i < texts->uses.count; i++) {
        struct use *use = &texts->uses.data[i];
        const struct pl_primed *primed = settle(glyphs, use->face, use->glyph, use->text);
        if (primed && (!pl_str_empty(primed->told) || pl_str_empty(use->text))) {
            use->said = (struct pl_glyph_text){.text = primed->told, .twin = (uint8_t)primed->twin};
            use->primed = primed->index;
        } else {
            use->said = (struct pl_glyph_text){.text = use->text, .is_apart = true};
            glyphs->apart_count++;
            texts->any_apart = true;
        }
    }
}

struct pl_glyph_text pl_glyph_texts_say(struct pl_glyph_texts *texts, uint32_t face, const struct pl_glyph *glyphs,
                                        uint32_t count, pl_str text)
{
    if (count != 1)
        return (struct pl_glyph_text){.text = text, .is_apart = true};
    const struct use *use = find_use(texts, face, glyphs->id, text_told(text));
    assert(use && "every glyph of the chunk was collected");
    return use->said;
}

bool pl_glyph_texts_any_apart(const struct pl_glyph_texts *texts)
{
    return texts->any_apart;
}

uint32_t pl_glyph_texts_primed(const struct pl_glyph_texts *texts, uint32_t face, uint32_t glyph, pl_str text)
{
    const struct use *use = find_use(texts, face, glyph, text_told(text));
    assert(use && !use->said.is_apart);
    return use->primed;
}

/* --- In the finished file ----------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The character of "<db80dc00>" at `at` when it is a stand-in of ours: its k; else -1. */
static int64_t standin_at(pl_str cmap, size_t at)
{
    if (cmap.size - at < 10 || cmap.data[at] != '<' || cmap.data[at + 9] != '>')
        return -1;
    uint32_t value = 0;
    for (size_t i = at + 1; i < at + 9; i++) {
        int digit = hex_digit(cmap.data[i]);
        if (digit < 0)
            return -1;
        value = value << 4 | (uint32_t)digit;
    }
    uint32_t high = value >> 16, low = value & 0xFFFF;
    if (high < 0xD800 || high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return -1;
    uint32_t c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return c >= STANDIN_FIRST && c < STANDIN_FIRST + STANDIN_COUNT ? (int64_t)(c - STANDIN_FIRST) : -1;
}

static void add_utf16_hex(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '<');
    for (size_t i = 0; i < text.size;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (c >= 0x10000)
            pl_strbuf_addf(out, "%04x%04x", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
        else
            pl_strbuf_addf(out, "%04x", c);
    }
    pl_strbuf_add_byte(out, '>');
}

pl_str pl_standins_resolve(struct pl_arena *arena, const struct pl_glyph_register *glyphs, pl_str cmap)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    size_t from = 0;
    for (size_t at = 0; at < cmap.size; at++) {
        int64_t k = standin_at(cmap, at);
        if (k < 0 || (size_t)k >= glyphs->standins.count)
            continue;
        pl_strbuf_add(&out, pl_str_slice(cmap, from, at));
        add_utf16_hex(&out, glyphs->standins.data[k]->text);
        from = at + 10;
        at += 9;
    }
    pl_strbuf_add(&out, pl_str_slice(cmap, from, cmap.size));
    return pl_strbuf_str(&out);
}
