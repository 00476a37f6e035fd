// SPDX-License-Identifier: MIT
/* style/condition.c: what @media and @supports ask, answered per medium (Media Queries 4,
 * Conditional 3). */
#include "style/condition.h"
#include "style/nearest.h"

/* --- Truth in three values, for each medium (Media Queries 4 §3.1) --------------------------- */

enum tri { NO, PERHAPS, YES };

struct truth {
    enum tri print, epub;
};

#define TRUTH(value)            ((struct truth){(value), (value)})
#define TRUTH_EACH(print, epub) ((struct truth){(print), (epub)})

static enum tri least(enum tri a, enum tri b)
{
    return a < b ? a : b;
}

static enum tri greatest(enum tri a, enum tri b)
{
    return a > b ? a : b;
}

static struct truth both(struct truth a, struct truth b)
{
    return TRUTH_EACH(least(a.print, b.print), least(a.epub, b.epub));
}

static struct truth either(struct truth a, struct truth b)
{
    return TRUTH_EACH(greatest(a.print, b.print), greatest(a.epub, b.epub));
}

static struct truth opposite(struct truth a)
{
    return TRUTH_EACH((enum tri)(YES - a.print), (enum tri)(YES - a.epub));
}

static struct truth of_bool(bool is_true)
{
    return TRUTH(is_true ? YES : NO);
}

/* --- Conditions with not, and, or ------------------------------------------------------------- */

struct asker {
    const struct pl_css_source *source;
    /* The answer to what stands in parentheses or is a function, when it is no condition itself. */
    struct truth (*leaf)(struct asker *asker, const struct pl_component *part);
    const struct pl_paper *paper; // NULL: not known yet
    bool asks_reader; // epub depended on what only the reading system knows
    bool asks_paper;  // print depended on the size of the page
    bool is_bad;      // not understood as a condition at all
};

static const struct pl_component *peek(struct pl_components *values)
{
    while (values->count && values->data->type == PL_COMPONENT_SPACE)
        values->data++, values->count--;
    return values->count ? values->data : NULL;
}

static const struct pl_component *take(struct pl_components *values)
{
    const struct pl_component *next = peek(values);
    if (next)
        values->data++, values->count--;
    return next;
}

static bool take_ident(struct pl_components *values, pl_str name)
{
    const struct pl_component *next = peek(values);
    if (!next || !pl_component_is_ident(next, name))
        return false;
    take(values);
    return true;
}

static struct truth ask_condition(struct asker *asker, struct pl_components values);

/* True when what stands in parentheses is a condition and no feature or declaration. */
static bool is_condition(struct pl_components values)
{
    const struct pl_component *first = take(&values), *second = peek(&values);
    if (!first)
        return false;
    if (pl_component_is_ident(first, PL_LIT("not")))
        return second && second->type != PL_COMPONENT_COLON;
    return first->type == PL_COMPONENT_ROUND || (first->type == PL_COMPONENT_FUNCTION &&
                                                 (!second || second->type == PL_COMPONENT_IDENT));
}

static struct truth ask_part(struct asker *asker, const struct pl_component *part)
{
    if (!part || (part->type != PL_COMPONENT_ROUND && part->type != PL_COMPONENT_FUNCTION)) {
        asker->is_bad = true;
        return TRUTH(NO);
    }
    if (part->type == PL_COMPONENT_ROUND && is_condition(pl_component_items(part)))
        return ask_condition(asker, pl_component_items(part));
    return asker->leaf(asker, part);
}

/* Depth is that of the blocks, at most CSS_DEPTH. */
static struct truth ask_condition(struct asker *asker, struct pl_components values)
{
    if (take_ident(&values, PL_LIT("not"))) {
        struct truth answer = opposite(ask_part(asker, take(&values)));
        asker->is_bad = asker->is_bad || peek(&values);
        return answer;
    }
    struct truth answer = ask_part(asker, take(&values));
    const struct pl_component *word = peek(&values);
    bool is_and = word && pl_component_is_ident(word, PL_LIT("and"));
    while (take_ident(&values, is_and ? PL_LIT("and") : PL_LIT("or"))) {
        struct truth next = ask_part(asker, take(&values));
        answer = is_and ? both(answer, next) : either(answer, next);
    }
    asker->is_bad = asker->is_bad || peek(&values);
    return answer;
}

static void report_condition(const struct pl_css_source *source, struct pl_components values, const char *what,
                             const char *hint)
{
    if (!source->diags)
        return;
    struct pl_span span = values.count ? pl_css_span(source, values.data[0].first, values.data[values.count - 1].end)
                                       : source->place;
    struct pl_diag *diag = pl_warn(source->diags, PL_W_CSS_SYNTAX, span, "'%.*s' %s",
                                   PL_ARG(pl_css_text(source, values)), what);
    pl_hint(source->diags, diag, "%s", hint);
}

/* --- Media features (Media Queries 4 §4 to §7) ------------------------------------------------ */

/* What paper answers: one thing, or what the page's size says (§4.1: that of the whole page, its margins too). */
enum page_feature { OF_ANY_PAGE, PAGE_WIDTH, PAGE_HEIGHT, PAGE_RATIO, PAGE_ORIENTATION };

enum feature_type { FEATURE_NUMBER, FEATURE_IDENT };

struct feature {
    pl_str name;
    enum feature_type type;
    double paper;       // NUMBER: px, dots per px, ratio, bits
    pl_str paper_ident; // IDENT
    bool is_readers;    // only the reading system knows; else books are as paper is
    enum page_feature page;
};

static const struct feature features[] = {
    {PL_LIT_INIT("width"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, PAGE_WIDTH},
    {PL_LIT_INIT("height"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, PAGE_HEIGHT},
    {PL_LIT_INIT("device-width"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, PAGE_WIDTH},
    {PL_LIT_INIT("device-height"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, PAGE_HEIGHT},
    {PL_LIT_INIT("aspect-ratio"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, PAGE_RATIO},
    {PL_LIT_INIT("device-aspect-ratio"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, PAGE_RATIO},
    {PL_LIT_INIT("resolution"), FEATURE_NUMBER, 300 / 96.0, PL_LIT_INIT(""), true, OF_ANY_PAGE},
    {PL_LIT_INIT("color"), FEATURE_NUMBER, 8, PL_LIT_INIT(""), true, OF_ANY_PAGE},
    {PL_LIT_INIT("color-index"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, OF_ANY_PAGE},
    {PL_LIT_INIT("monochrome"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), true, OF_ANY_PAGE},
    {PL_LIT_INIT("grid"), FEATURE_NUMBER, 0, PL_LIT_INIT(""), false, OF_ANY_PAGE},
    {PL_LIT_INIT("orientation"), FEATURE_IDENT, 0, PL_LIT_INIT(""), true, PAGE_ORIENTATION},
    {PL_LIT_INIT("color-gamut"), FEATURE_IDENT, 0, PL_LIT_INIT("srgb"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("prefers-color-scheme"), FEATURE_IDENT, 0, PL_LIT_INIT("light"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("prefers-contrast"), FEATURE_IDENT, 0, PL_LIT_INIT("no-preference"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("prefers-reduced-motion"), FEATURE_IDENT, 0, PL_LIT_INIT("reduce"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("hover"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("any-hover"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("pointer"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("any-pointer"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("update"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("overflow-block"), FEATURE_IDENT, 0, PL_LIT_INIT("paged"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("overflow-inline"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), true, OF_ANY_PAGE},
    {PL_LIT_INIT("scripting"), FEATURE_IDENT, 0, PL_LIT_INIT("none"), false, OF_ANY_PAGE},
};

enum comparison { LESS, LESS_OR_EQUAL, EQUAL, GREATER_OR_EQUAL, GREATER };

static const struct feature *find_feature(pl_str name)
{
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (pl_str_eq_ascii_nocase(features[i].name, name))
            return &features[i];
    return NULL;
}

/* "min-width" is the feature width with ≥. */
static const struct feature *find_prefixed(pl_str name, enum comparison *comparison)
{
    bool is_least = pl_str_starts_ascii_nocase(name, PL_LIT("min-"));
    if (!is_least && !pl_str_starts_ascii_nocase(name, PL_LIT("max-")))
        return find_feature(name);
    *comparison = is_least ? GREATER_OR_EQUAL : LESS_OR_EQUAL;
    const struct feature *feature = find_feature(pl_str_slice(name, 4, name.size));
    return feature && feature->type == FEATURE_NUMBER ? feature : NULL;
}

/* A length in px (font-relative ones by the initial 16 px), a resolution in dots per px. */
static bool dimension(const struct pl_component *part, double *value)
{
    static const struct {
        pl_str unit;
        double worth;
    } units[] = {
        {PL_LIT_INIT("px"), 1},         {PL_LIT_INIT("pt"), 96 / 72.0},
        {PL_LIT_INIT("pc"), 16},        {PL_LIT_INIT("in"), 96},
        {PL_LIT_INIT("cm"), 96 / 2.54}, {PL_LIT_INIT("mm"), 96 / 25.4},
        {PL_LIT_INIT("q"), 96 / 101.6}, {PL_LIT_INIT("em"), 16},
        {PL_LIT_INIT("rem"), 16},       {PL_LIT_INIT("ex"), 8},
        {PL_LIT_INIT("ch"), 8},         {PL_LIT_INIT("dpi"), 1 / 96.0},
        {PL_LIT_INIT("x"), 1},          {PL_LIT_INIT("dpcm"), 2.54 / 96},
        {PL_LIT_INIT("dppx"), 1},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (pl_str_eq_ascii_nocase(part->text, units[i].unit)) {
            *value = part->number * units[i].worth;
            return true;
        }
    }
    return false;
}

/* A number, a dimension, or a ratio a/b. */
static bool number(struct pl_components values, double *value)
{
    const struct pl_component *first = take(&values), *slash = take(&values),
                              *second = take(&values);
    if (!first || (first->type != PL_COMPONENT_NUMBER && first->type != PL_COMPONENT_DIMENSION))
        return false;
    *value = first->number;
    if (first->type == PL_COMPONENT_DIMENSION)
        return !slash && dimension(first, value);
    if (!slash)
        return true;
    if (!pl_component_is_delim(slash, '/') || !second || second->type != PL_COMPONENT_NUMBER ||
        peek(&values))
        return false;
    *value = second->number != 0 ? first->number / second->number : 1e38;
    return true;
}

static bool holds(double paper, enum comparison comparison, double value)
{
    const double slack = 1e-6 * (value < 0 ? -value : value);
    switch (comparison) {
    case LESS:
        return paper < value - slack;
    case LESS_OR_EQUAL:
        return paper <= value + slack;
    case EQUAL:
        return paper >= value - slack && paper <= value + slack;
    case GREATER_OR_EQUAL:
        return paper >= value - slack;
    case GREATER:
        return paper > value + slack;
    }
    return false;
}

/* A feature with what the page says of it, where its size is known. */
static struct feature on_page(const struct asker *asker, const struct feature *feature)
{
    struct feature result = *feature;
    const struct pl_paper *paper = asker->paper;
    if (!paper)
        return result;
    switch (feature->page) {
    case OF_ANY_PAGE: break;
    case PAGE_WIDTH: result.paper = paper->width; break;
    case PAGE_HEIGHT: result.paper = paper->height; break;
    case PAGE_RATIO: result.paper = paper->height > 0 ? paper->width / paper->height : 1e38; break;
    case PAGE_ORIENTATION:
        result.paper_ident = paper->width > paper->height ? PL_LIT("landscape") : PL_LIT("portrait");
        break;
    }
    return result;
}

static struct truth told(struct asker *asker, const struct feature *feature, bool on_paper)
{
    bool is_unknown = feature->page != OF_ANY_PAGE && !asker->paper;
    asker->asks_reader = asker->asks_reader || feature->is_readers;
    asker->asks_paper = asker->asks_paper || is_unknown;
    enum tri paper = is_unknown ? PERHAPS : on_paper ? YES : NO;
    return TRUTH_EACH(paper, feature->is_readers ? PERHAPS : paper);
}

/* A misspelt feature is legal CSS and never what was meant. */
static struct truth unknown_feature(struct asker *asker, const struct pl_component *name)
{
    if (!asker->source->diags)
        return TRUTH(PERHAPS);
    struct pl_nearest nearest = pl_nearest_begin(name->text);
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        pl_nearest_try(&nearest, features[i].name);
    static const pl_str ranges[] = {PL_LIT_INIT("min-width"), PL_LIT_INIT("max-width"),
                                    PL_LIT_INIT("min-height"), PL_LIT_INIT("max-height"),
                                    PL_LIT_INIT("min-resolution"), PL_LIT_INIT("max-resolution")};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        pl_nearest_try(&nearest, ranges[i]);
    struct pl_diag *diag = pl_warn(asker->source->diags, PL_W_CSS_SYNTAX,
                                   pl_css_span(asker->source, name->first, name->end),
                                   "'%.*s' is no media feature that is known", PL_ARG(name->text));
    if (nearest.found.size)
        pl_hint(asker->source->diags, diag, "did you mean '%.*s'?", PL_ARG(nearest.found));
    return TRUTH(PERHAPS);
}

/* (feature): true when its value is neither 0 nor none. */
static struct truth ask_presence(struct asker *asker, const struct pl_component *name)
{
    const struct feature *found = find_feature(name->text);
    if (!found)
        return unknown_feature(asker, name);
    struct feature feature = on_page(asker, found);
    bool is_there = feature.type == FEATURE_NUMBER
                        ? feature.paper != 0
                        : !pl_str_eq(feature.paper_ident, PL_LIT("none")) &&
                              !pl_str_eq(feature.paper_ident, PL_LIT("no-preference"));
    return told(asker, found, is_there);
}

/* (feature: value) */
static struct truth ask_plain(struct asker *asker, const struct pl_component *name,
                              struct pl_components value)
{
    enum comparison comparison = EQUAL;
    const struct feature *feature = find_prefixed(name->text, &comparison);
    double wanted;
    if (!feature)
        return unknown_feature(asker, name);
    if (feature->type == FEATURE_NUMBER)
        return number(value, &wanted)
                   ? told(asker, feature, holds(on_page(asker, feature).paper, comparison, wanted))
                   : TRUTH(PERHAPS);
    const struct pl_component *ident = take(&value);
    if (!ident || ident->type != PL_COMPONENT_IDENT || peek(&value))
        return TRUTH(PERHAPS);
    return told(asker, feature, pl_component_is_ident(ident, on_page(asker, feature).paper_ident));
}

/* "<", "<=", "=", ">=", ">" out of delimiters. */
static bool take_comparison(struct pl_components *values, enum comparison *comparison)
{
    const struct pl_component *sign = take(values);
    if (!sign || sign->type != PL_COMPONENT_DELIM)
        return false;
    bool or_equal = values->count && pl_component_is_delim(values->data, '=');
    if (sign->delim == '=')
        *comparison = EQUAL;
    else if (sign->delim == '<')
        *comparison = or_equal ? LESS_OR_EQUAL : LESS;
    else if (sign->delim == '>')
        *comparison = or_equal ? GREATER_OR_EQUAL : GREATER;
    else
        return false;
    if (or_equal && sign->delim != '=')
        take(values);
    return true;
}

static bool is_sign(const struct pl_component *part)
{
    return part->type == PL_COMPONENT_DELIM &&
           (part->delim == '<' || part->delim == '>' || part->delim == '=');
}

/* The part before the first comparison sign. */
static struct pl_components take_operand(struct pl_components *values)
{
    struct pl_components operand = {values->data, 0};
    while (values->count && !is_sign(values->data)) {
        operand.count++;
        values->data++, values->count--;
    }
    return pl_components_trim(operand);
}

static struct truth compare_range(struct asker *asker, const struct feature *feature,
                                  struct pl_components value, enum comparison comparison)
{
    double wanted;
    return number(value, &wanted)
               ? told(asker, feature, holds(on_page(asker, feature).paper, comparison, wanted))
               : TRUTH(PERHAPS);
}

static enum comparison turned(enum comparison comparison)
{
    return (enum comparison)(GREATER - comparison);
}

/* (width >= 30em), (20em < width <= 40em) */
static struct truth ask_range(struct asker *asker, struct pl_components values)
{
    enum comparison first_sign, second_sign;
    struct pl_components first = take_operand(&values), second, third;
    if (!take_comparison(&values, &first_sign))
        return TRUTH(PERHAPS);
    second = take_operand(&values);
    bool is_name_first = first.count == 1 && first.data->type == PL_COMPONENT_IDENT;
    const struct pl_components *name = is_name_first ? &first : &second;
    if (name->count != 1 || name->data->type != PL_COMPONENT_IDENT)
        return TRUTH(PERHAPS);
    const struct feature *feature = find_feature(name->data->text);
    if (!feature)
        return unknown_feature(asker, name->data);
    if (feature->type != FEATURE_NUMBER)
        return TRUTH(PERHAPS);
    if (is_name_first)
        return peek(&values) ? TRUTH(PERHAPS) : compare_range(asker, feature, second, first_sign);
    struct truth answer = compare_range(asker, feature, first, turned(first_sign));
    if (!peek(&values))
        return answer;
    if (!take_comparison(&values, &second_sign))
        return TRUTH(PERHAPS);
    third = pl_components_trim(values);
    return both(answer, compare_range(asker, feature, third, second_sign));
}

static struct truth ask_feature(struct asker *asker, const struct pl_component *part)
{
    struct pl_components values = pl_components_trim(pl_component_items(part)), head;
    if (part->type != PL_COMPONENT_ROUND || values.count == 0)
        return TRUTH(PERHAPS);
    if (values.count == 1 && values.data->type == PL_COMPONENT_IDENT)
        return ask_presence(asker, values.data);
    struct pl_components rest = values;
    if (!pl_components_cut(&rest, PL_COMPONENT_COLON, &head))
        return ask_range(asker, values);
    head = pl_components_trim(head);
    if (head.count != 1 || head.data->type != PL_COMPONENT_IDENT)
        return TRUTH(PERHAPS);
    return ask_plain(asker, head.data, pl_components_trim(rest));
}

/* --- Media queries (§3) ----------------------------------------------------------------------- */

/* Reading systems are screens; epub is our own name for them. */
static struct truth ask_type(pl_str type)
{
    if (pl_str_eq_ascii_nocase(type, PL_LIT("all")))
        return TRUTH(YES);
    if (pl_str_eq_ascii_nocase(type, PL_LIT("print")))
        return TRUTH_EACH(YES, NO);
    if (pl_str_eq_ascii_nocase(type, PL_LIT("epub")) ||
        pl_str_eq_ascii_nocase(type, PL_LIT("screen")))
        return TRUTH_EACH(NO, YES);
    return TRUTH(NO);
}

/* Words that no medium may be named. */
static bool is_reserved(const struct pl_component *type)
{
    static const pl_str words[] = {PL_LIT_INIT("not"), PL_LIT_INIT("only"), PL_LIT_INIT("and"),
                                   PL_LIT_INIT("or"), PL_LIT_INIT("layer")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_component_is_ident(type, words[i]))
            return true;
    return false;
}

/* [not | only] type [and condition without or] */
static struct truth ask_typed(struct asker *asker, struct pl_components query)
{
    bool is_not = take_ident(&query, PL_LIT("not"));
    if (!is_not)
        take_ident(&query, PL_LIT("only"));
    const struct pl_component *type = take(&query);
    if (!type || type->type != PL_COMPONENT_IDENT || is_reserved(type)) {
        asker->is_bad = true;
        return TRUTH(NO);
    }
    struct truth answer = ask_type(type->text);
    while (take_ident(&query, PL_LIT("and"))) {
        const struct pl_component *part = take(&query);
        struct truth next = part && pl_component_is_ident(part, PL_LIT("not"))
                                ? opposite(ask_part(asker, take(&query)))
                                : ask_part(asker, part);
        answer = both(answer, next);
    }
    asker->is_bad = asker->is_bad || peek(&query);
    return is_not ? opposite(answer) : answer;
}

static bool begins_condition(struct pl_components query)
{
    const struct pl_component *first = take(&query), *second = peek(&query);
    if (first && pl_component_is_ident(first, PL_LIT("not")))
        first = second;
    return first && (first->type == PL_COMPONENT_ROUND || first->type == PL_COMPONENT_FUNCTION);
}

static struct truth ask_query(struct asker *asker, struct pl_components query)
{
    query = pl_components_trim(query);
    asker->is_bad = false;
    struct truth answer = begins_condition(query) ? ask_condition(asker, query)
                                                  : ask_typed(asker, query);
    if (!asker->is_bad)
        return answer;
    report_condition(asker->source, query, "is no media query",
                     "it counts as 'not all'; a query is like 'print and (width > 20cm)'");
    return TRUTH(NO);
}

static struct truth ask_list(struct asker *asker, struct pl_components values)
{
    struct pl_components part;
    struct truth answer = TRUTH(NO);
    if (pl_components_trim(values).count == 0)
        return TRUTH(YES);
    for (bool more = true; more;) {
        more = pl_components_cut(&values, PL_COMPONENT_COMMA, &part);
        answer = either(answer, ask_query(asker, part));
    }
    return answer;
}

bool pl_media_are_in_run(pl_media media, const struct pl_paper_condition *condition, enum pl_medium medium,
                         const struct pl_paper *paper)
{
    if (!(media & PL_MEDIA_OF(medium)))
        return false;
    if (medium != PL_MEDIUM_PRINT || !condition)
        return true;
    for (; paper && condition; condition = condition->outer) {
        struct pl_css_source silent = *condition->source;
        silent.diags = NULL;
        struct asker asker = {.source = &silent, .leaf = ask_feature, .paper = paper};
        if (ask_list(&asker, condition->query).print != YES)
            return false;
    }
    return paper != NULL;
}

struct pl_media_answer pl_media_evaluate(const struct pl_css_source *source,
                                         struct pl_components values)
{
    struct asker asker = {.source = source, .leaf = ask_feature};
    struct truth answer = ask_list(&asker, values);
    struct pl_media_answer result = {.asks_paper = answer.print == PERHAPS && asker.asks_paper};
    if (answer.print == YES || result.asks_paper)
        result.media |= PL_MEDIA_OF(PL_MEDIUM_PRINT);
    if (answer.epub == YES)
        result.media |= PL_MEDIA_OF(PL_MEDIUM_EPUB);
    result.asks_reader = answer.epub == PERHAPS && asker.asks_reader;
    return result;
}

/* --- @supports (Conditional 3 §6, Conditional 4 §2) ------------------------------------------- */

static bool supports_declaration(struct asker *asker, struct pl_components values)
{
    struct pl_declaration declaration;
    if (!pl_parse_declaration(asker->source, values, &declaration) || declaration.values.count == 0)
        return false;
    if (pl_components_are_broken(declaration.values))
        return false;
    return declaration.is_custom || pl_property_accepts(declaration.name, declaration.values);
}

static struct truth ask_supports(struct asker *asker, const struct pl_component *part)
{
    struct pl_components values = pl_component_items(part);
    if (part->type == PL_COMPONENT_ROUND)
        return of_bool(supports_declaration(asker, values));
    if (pl_component_is_function(part, PL_LIT("selector")))
        return of_bool(pl_selector_is_known(asker->source, values));
    return TRUTH(NO);
}

bool pl_supports_evaluate(const struct pl_css_source *source, struct pl_components values,
                          bool is_declaration_allowed)
{
    struct pl_css_source silent = *source;
    silent.diags = NULL;
    struct asker asker = {.source = &silent, .leaf = ask_supports};
    if (is_declaration_allowed && supports_declaration(&asker, values))
        return true;
    struct truth answer = ask_condition(&asker, values);
    struct pl_declaration unknown; // '@import … supports(colour: red)' asks well and gets no for an answer
    if (asker.is_bad && !(is_declaration_allowed && pl_parse_declaration(&silent, values, &unknown)))
        report_condition(source, pl_components_trim(values), "is no condition of '@supports'",
                         "it counts as false; a condition is like '(columns: 2) and (not (float: footnote))'");
    return !asker.is_bad && answer.print == YES;
}
