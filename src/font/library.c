// SPDX-License-Identifier: MIT
/* font/library.c: the private set of faces. */
#include "font/library.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "font/registry.h"
#include "font/woff.h"

enum { MAX_FOLDER_DEPTH = 8 };

/* What the machine's language settings would say to fontconfig and Pango (a Japanese
 * locale prefers Japanese faces for Han text everywhere) is answered once with English:
 * both keep the first answer for the life of the process. */
static void forget_the_locale(void)
{
    static gsize done = 0;
    if (!g_once_init_enter(&done))
        return;
    static const char *const names[] = {"FC_LANG", "PANGO_LANGUAGE"};
    char *before[2];
    for (int i = 0; i < 2; i++) {
        before[i] = g_strdup(g_getenv(names[i]));
        g_setenv(names[i], "en", TRUE);
    }
    FcStrSet *languages = FcGetDefaultLangs();
    if (languages)
        FcStrSetDestroy(languages);
    FcPattern *pattern = FcPatternCreate(); // fills fontconfig's own "namelang"
    FcDefaultSubstitute(pattern);
    FcPatternDestroy(pattern);
    PangoLanguage **preferred = pango_language_get_preferred();
    (void)preferred;
    for (int i = 0; i < 2; i++) {
        if (before[i])
            g_setenv(names[i], before[i], TRUE);
        else
            g_unsetenv(names[i]);
        g_free(before[i]);
    }
    g_once_init_leave(&done, 1);
}

static void drop_file(void *thing)
{
    struct pl_face_bytes *file = thing;
    if (file->is_mapped)
        munmap((void *)file->bytes.data, file->bytes.size);
    if (file->is_given)
        close(file->memory_fd);
    g_free((char *)file->path);
    g_free(file);
}

static void drop_fonts(void *thing)
{
    struct pl_fonts *fonts = thing;
    for (uint32_t i = 0; i < fonts->face_count; i++) {
        hb_face_destroy(fonts->faces[i].hb);
        hb_set_destroy(fonts->faces[i].characters);
    }
    if (fonts->numbers)
        g_hash_table_destroy(fonts->numbers);
    g_hash_table_destroy(fonts->metrics);
    g_ptr_array_free(fonts->files, TRUE);
    if (FcConfigGetCurrent() == fonts->config) // drops the reference it holds, reads nothing
        FcConfigSetCurrent(NULL);
    FcConfigDestroy(fonts->config);
    g_mutex_clear(&fonts->lock);
    struct pl_arena *arena = fonts->arena;
    pl_arena_free(arena);
}

/* "" when fontconfig's `pattern` is a face that a PDF can hold as outlines; else why not. */
static const char *refusal(const FcPattern *pattern)
{
    FcBool is = FcFalse;
    if (FcPatternGetBool(pattern, FC_VARIABLE, 0, &is) == FcResultMatch && is)
        return "is variable; make static faces of it";
    int index = 0;
    if (FcPatternGetInteger(pattern, FC_INDEX, 0, &index) == FcResultMatch && index > 0xFFFF)
        return "is variable; make static faces of it";
    if (FcPatternGetBool(pattern, FC_COLOR, 0, &is) == FcResultMatch && is)
        return "has coloured glyphs, which can't be drawn as outlines";
    if (FcPatternGetBool(pattern, FC_OUTLINE, 0, &is) != FcResultMatch || !is)
        return "has bitmaps and no outlines";
    FcChar8 *format = NULL;
    if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
        (strcmp((char *)format, "TrueType") != 0 && strcmp((char *)format, "CFF") != 0))
        return "isn't an OpenType file";
    return "";
}

/* Removes what can't be used from the application set, from `first` on. The last reason, or NULL. */
static const char *sift(struct pl_fonts *fonts, int first)
{
    FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    const char *why = NULL;
    if (!set)
        return NULL;
    int kept = first;
    for (int i = first; i < set->nfont; i++) {
        const char *reason = refusal(set->fonts[i]);
        if (*reason) {
            why = reason;
            FcPatternDestroy(set->fonts[i]);
        } else {
            set->fonts[kept++] = set->fonts[i];
        }
    }
    set->nfont = kept;
    return why;
}

static int application_count(const struct pl_fonts *fonts)
{
    FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    return set ? set->nfont : 0;
}

/* OS/2 fsType (OpenType 1.9): bit 1 alone forbids embedding, bit 8 subsets, bit 9 outlines. */
static unsigned embedding_bits(hb_face_t *face)
{
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
    unsigned size = 0, bits = 0;
    const unsigned char *data = (const unsigned char *)hb_blob_get_data(table, &size);
    if (size >= 10)
        bits = (unsigned)data[8] << 8 | data[9];
    hb_blob_destroy(table);
    return bits;
}

static bool bits_allow_embedding(unsigned bits)
{
    return (bits & 0xF) != 0x2 && !(bits & 0x200);
}

/* Outlines that PDF knows no program for (ISO 32000-1 9.9): CFF2 alone. */
static bool has_new_outlines(hb_face_t *face)
{
    hb_blob_t *cff2 = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', '2'));
    bool has = hb_blob_get_length(cff2) > 0;
    hb_blob_destroy(cff2);
    return has;
}

/* NULL, or why a PDF can't hold the file. */
static const char *embedding_refusal(const char *path)
{
    hb_blob_t *blob = hb_blob_create_from_file(path);
    hb_face_t *face = hb_face_create(blob, 0);
    const char *why = NULL;
    if (has_new_outlines(face))
        why = "has CFF2 outlines, which no PDF can hold";
    else if (!bits_allow_embedding(embedding_bits(face)))
        why = "may not be embedded, says its licence field";
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return why;
}

static const char *path_of_bytes(struct pl_fonts *fonts, pl_str bytes);

/* The path of the plain file that a packed one holds; NULL when it is broken. */
static const char *unpacked_path(struct pl_fonts *fonts, pl_str bytes)
{
    pl_str plain = pl_woff_unpack(fonts->arena, bytes);
    return plain.size ? path_of_bytes(fonts, plain) : NULL;
}

/* Fonts of the web are named .woff or .woff2: only these are looked into. */
static const char *plain_path(struct pl_fonts *fonts, const char *path)
{
    pl_str extension = pl_path_extension(pl_str_from(path)), bytes;
    if (!pl_str_eq_ascii_nocase(extension, PL_LIT("woff")) &&
        !pl_str_eq_ascii_nocase(extension, PL_LIT("woff2")))
        return path;
    struct pl_diags untold = PL_DIAGS(fonts->arena);
    if (!pl_file_read(fonts->arena, pl_str_from(path), PL_LIMIT_IMAGE_BYTES, &bytes, &untold) ||
        !pl_is_woff(bytes))
        return path;
    return unpacked_path(fonts, bytes);
}

/* Adds a font file to the set. NULL, or why not; *partly: what of it is left out, or NULL. */
static const char *add_file(struct pl_fonts *fonts, const char *path, const char **partly)
{
    *partly = NULL;
    path = plain_path(fonts, path);
    if (!path)
        return "is a broken font of the web";
    int before = application_count(fonts);
    if (!FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path) ||
        application_count(fonts) == before)
        return "isn't a font, or is broken";
    const char *why = sift(fonts, before);
    if (application_count(fonts) == before)
        return why ? why : "isn't a font, or is broken";
    if (why)
        *partly = "is variable: of its faces only the default one is used";
    why = embedding_refusal(path);
    if (why) {
        FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
        while (set->nfont > before)
            FcPatternDestroy(set->fonts[--set->nfont]);
    }
    return why;
}

static bool has_font_extension(pl_str name)
{
    pl_str extension = pl_path_extension(name);
    static const char *const known[] = {"otf", "ttf", "ttc", "otc", "woff", "woff2"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (pl_str_eq_ascii_nocase(extension, pl_str_from(known[i])))
            return true;
    }
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void refuse(struct pl_diags *diags, pl_str path, const char *why)
{
    struct pl_diag *diag = pl_warn(diags, PL_W_FACE, PL_NO_SPAN, "the font '%.*s' %s", PL_ARG(path),
                                   why);
    pl_at_path(diags, diag, path);
}

/* The font files of a folder in order of their names, folders in it as well. */
static void add_folder(struct pl_fonts *fonts, const char *folder, int depth,
                       struct pl_diags *diags)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    if (!dir)
        return;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));)
        g_ptr_array_add(names, g_strdup(name));
    g_dir_close(dir);
    if (names->len)
        qsort(names->pdata, names->len, sizeof *names->pdata, by_bytes);
    for (guint i = 0; i < names->len; i++) {
        char *path = g_build_filename(folder, names->pdata[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            if (depth < MAX_FOLDER_DEPTH)
                add_folder(fonts, path, depth + 1, diags);
        } else if (has_font_extension(pl_str_from(path))) {
            const char *partly, *why = add_file(fonts, path, &partly);
            if (why || partly)
                refuse(diags, pl_str_from(path), why ? why : partly);
        }
        g_free(path);
    }
    g_ptr_array_free(names, TRUE);
}

static void add_path(struct pl_fonts *fonts, pl_str path, struct pl_diags *diags)
{
    const char *name = pl_str_cstr(fonts->arena, path);
    if (pl_path_is_folder(path)) {
        add_folder(fonts, name, 0, diags);
        return;
    }
    const char *partly = NULL;
    const char *why = pl_path_is_file(path) ? add_file(fonts, name, &partly) : "isn't there";
    if (why || partly)
        refuse(diags, path, why ? why : partly);
}

/* Our own configuration and nothing else. NULL when it isn't there or names no face. */
static FcConfig *load_config(struct pl_arena *arena, pl_str folder)
{
    char *real = realpath(pl_str_cstr(arena, folder), NULL);
    if (!real)
        return NULL;
    FcConfig *config = FcConfigCreate();
    char *conf = g_build_filename(real, "fonts.conf", NULL);
    bool done = g_file_test(conf, G_FILE_TEST_IS_REGULAR) &&
                FcConfigParseAndLoad(config, (const FcChar8 *)conf, FcTrue) &&
                FcConfigBuildFonts(config);
    if (done) {
        // A set that was moved after staging names a folder that is no more: it lies beside us.
        FcFontSet *set = FcConfigGetFonts(config, FcSetSystem);
        if (!set || set->nfont == 0) {
            char *faces = g_build_filename(real, "faces", NULL);
            FcConfigAppFontAddDir(config, (const FcChar8 *)faces);
            g_free(faces);
            set = FcConfigGetFonts(config, FcSetApplication);
        }
        done = set && set->nfont > 0;
    }
    if (!done) {
        FcConfigDestroy(config);
        config = NULL;
    }
    g_free(conf);
    free(real);
    return config;
}

struct pl_fonts *pl_fonts_open(struct pl_arena *arena, const struct pl_fonts_options *options,
                               struct pl_diags *diags)
{
    forget_the_locale();
    struct pl_arena *own = pl_arena_new(0);
    FcConfig *config = own ? load_config(own, options->folder) : NULL;
    if (!config) {
        pl_arena_free(own);
        struct pl_diag *diag = pl_error(diags, PL_E_FONTS, PL_NO_SPAN,
                                        "there are no staged faces in '%.*s'",
                                        PL_ARG(options->folder));
        pl_hint(diags, diag, "build the target 'fonts', or install the program anew");
        return NULL;
    }
    struct pl_fonts *fonts = PL_NEW(own, struct pl_fonts);
    fonts->arena = own;
    fonts->folder = pl_str_copy(own, options->folder);
    fonts->config = config;
    g_mutex_init(&fonts->lock);
    fonts->files = g_ptr_array_new_with_free_func(drop_file);
    fonts->metrics = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    FcConfigSetCurrent(config); // takes a reference of its own
    pl_arena_defer(arena, drop_fonts, fonts);
    for (size_t i = 0; i < options->font_path_count; i++)
        add_path(fonts, options->font_paths[i], diags);
    return fonts;
}

pl_str pl_fonts_folder(const struct pl_fonts *fonts)
{
    return fonts->folder;
}

/* The path under which the bytes can be opened: of a file in memory. NULL: no such thing here. */
static const char *path_of_bytes(struct pl_fonts *fonts, pl_str bytes)
{
    for (guint i = 0; i < fonts->files->len; i++) {
        const struct pl_face_bytes *file = fonts->files->pdata[i];
        if (file->bytes.data == bytes.data && file->bytes.size == bytes.size)
            return file->path;
    }
    int fd = memfd_create("face", MFD_CLOEXEC);
    if (fd < 0)
        return NULL;
    for (size_t done = 0; done < bytes.size;) {
        ssize_t n = write(fd, bytes.data + done, bytes.size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            return NULL;
        }
        done += (size_t)n;
    }
    struct pl_face_bytes *file = g_new0(struct pl_face_bytes, 1);
    *file = (struct pl_face_bytes){.path = g_strdup_printf("/proc/self/fd/%d", fd),
                                   .bytes = bytes,
                                   .memory_fd = fd,
                                   .is_given = true};
    g_ptr_array_add(fonts->files, file);
    return file->path;
}

/* A sheet names and describes its faces as it likes (CSS Fonts 4 §4). */
static void describe(FcPattern *pattern, const char *family, int weight, int slanted)
{
    FcPatternDel(pattern, FC_FAMILY);
    FcPatternDel(pattern, FC_FAMILYLANG);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
    if (weight > 0) {
        FcPatternDel(pattern, FC_WEIGHT);
        FcPatternAddDouble(pattern, FC_WEIGHT, FcWeightFromOpenTypeDouble(weight));
    }
    if (slanted >= 0) {
        FcPatternDel(pattern, FC_SLANT);
        FcPatternAddInteger(pattern, FC_SLANT, slanted ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    }
}

bool pl_fonts_add_face(struct pl_fonts *fonts, pl_str family, int weight, int slanted, pl_str bytes,
                       struct pl_span span, struct pl_diags *diags)
{
    assert(!fonts->is_numbered);
    const char *path = pl_is_woff(bytes) ? unpacked_path(fonts, bytes)
                                         : path_of_bytes(fonts, bytes);
    int before = application_count(fonts);
    const char *partly = NULL;
    const char *why = path                ? add_file(fonts, path, &partly)
                      : pl_is_woff(bytes) ? "is a broken font of the web"
                                          : "can't be kept in memory";
    if (why || partly)
        pl_warn(diags, PL_W_FACE, span, "the font for '%.*s' %s", PL_ARG(family),
                why ? why : partly);
    if (why)
        return false;
    FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    for (int i = before; i < set->nfont; i++)
        describe(set->fonts[i], pl_str_cstr(fonts->arena, family), weight, slanted);
    return true;
}

/* --- Numbers and files --------------------------------------------------------------------- */

static pl_str pattern_string(struct pl_arena *arena, const FcPattern *pattern, const char *object)
{
    FcChar8 *text = NULL;
    if (FcPatternGetString(pattern, object, 0, &text) != FcResultMatch)
        return PL_LIT("");
    return pl_str_copy(arena, pl_str_from((const char *)text));
}

static int by_file(const void *a, const void *b)
{
    const struct pl_face_entry *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : (x->file.index > y->file.index) - (x->file.index < y->file.index);
}

static bool is_given(const struct pl_fonts *fonts, const char *path)
{
    for (guint i = 0; i < fonts->files->len; i++) {
        const struct pl_face_bytes *file = fonts->files->pdata[i];
        if (file->is_given && strcmp(file->path, path) == 0)
            return true;
    }
    return false;
}

static char *number_key(const char *path, uint32_t index)
{
    return g_strdup_printf("%s\n%u", path, index);
}

static void collect(struct pl_fonts *fonts, FcSetName name)
{
    FcFontSet *set = FcConfigGetFonts(fonts->config, name);
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *path = NULL;
        int index = 0;
        FcPatternGetInteger(set->fonts[i], FC_INDEX, 0, &index);
        if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &path) != FcResultMatch ||
            *refusal(set->fonts[i]))
            continue;
        struct pl_face_entry *face = &fonts->faces[fonts->face_count++];
        face->path = pl_str_cstr(fonts->arena, pl_str_from((const char *)path));
        face->pattern = set->fonts[i];
        face->space_is_plain = -1;
        face->file.index = (uint32_t)index;
        face->file.family = pattern_string(fonts->arena, set->fonts[i], FC_FAMILY);
        face->file.postscript_name = pattern_string(fonts->arena, set->fonts[i],
                                                    FC_POSTSCRIPT_NAME);
        if (!is_given(fonts, face->path))
            face->file.path = pl_str_from(face->path);
    }
}

void pl_fonts_number(struct pl_fonts *fonts)
{
    g_mutex_lock(&fonts->lock);
    if (!fonts->is_numbered) {
        size_t room = 0;
        for (int name = FcSetSystem; name <= FcSetApplication; name++) {
            FcFontSet *set = FcConfigGetFonts(fonts->config, (FcSetName)name);
            room += set ? (size_t)set->nfont : 0;
        }
        fonts->faces = PL_NEW_ARRAY(fonts->arena, struct pl_face_entry, room);
        collect(fonts, FcSetSystem);
        collect(fonts, FcSetApplication);
        qsort(fonts->faces, fonts->face_count, sizeof *fonts->faces, by_file);
        fonts->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (uint32_t i = 0; i < fonts->face_count; i++)
            g_hash_table_insert(fonts->numbers,
                                number_key(fonts->faces[i].path, fonts->faces[i].file.index),
                                GUINT_TO_POINTER(i + 1));
        fonts->is_numbered = true;
    }
    g_mutex_unlock(&fonts->lock);
}

uint32_t pl_fonts_find(const struct pl_fonts *fonts, const FcPattern *pattern)
{
    FcChar8 *path = NULL;
    int index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch)
        return UINT32_MAX;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    char *key = number_key((const char *)path, (uint32_t)index);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(fonts->numbers, key));
    g_free(key);
    return number ? number - 1 : UINT32_MAX;
}

/* Under the lock: the file's bytes, mapped once for all faces of a collection. */
static pl_str map_file(struct pl_fonts *fonts, const char *path)
{
    for (guint i = 0; i < fonts->files->len; i++) {
        const struct pl_face_bytes *file = fonts->files->pdata[i];
        if (strcmp(file->path, path) == 0)
            return file->bytes;
    }
    struct pl_face_bytes *file = g_new0(struct pl_face_bytes, 1);
    file->path = g_strdup(path);
    g_ptr_array_add(fonts->files, file);
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
        void *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            file->bytes = (pl_str){bytes, (size_t)about.st_size};
            file->is_mapped = true;
        }
    }
    if (fd >= 0)
        close(fd);
    return file->bytes;
}

const struct pl_face_entry *pl_fonts_open_face(const struct pl_fonts *const_fonts, uint32_t number)
{
    struct pl_fonts *fonts = (struct pl_fonts *)const_fonts; // opening isn't seen from outside
    assert(number < fonts->face_count);
    struct pl_face_entry *face = &fonts->faces[number];
    if (g_atomic_int_get(&face->is_open))
        return face;
    g_mutex_lock(&fonts->lock);
    if (!face->is_open) {
        face->file.bytes = map_file(fonts, face->path);
        hb_blob_t *blob = hb_blob_create(face->file.bytes.data, (unsigned)face->file.bytes.size,
                                         HB_MEMORY_MODE_READONLY, NULL, NULL);
        face->hb = hb_face_create(blob, face->file.index);
        hb_blob_destroy(blob);
        unsigned bits = embedding_bits(face->hb);
        face->file.may_embed = bits_allow_embedding(bits);
        face->file.may_subset = !(bits & 0x100);
        face->characters = hb_set_create();
        hb_face_collect_unicodes(face->hb, face->characters);
        hb_face_make_immutable(face->hb);
        g_atomic_int_set(&face->is_open, 1);
    }
    g_mutex_unlock(&fonts->lock);
    return face;
}
