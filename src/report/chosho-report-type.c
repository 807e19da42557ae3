/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-type.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"

/* Where the em box of a Japanese glyph stands on the baseline (OpenType "ideographic" metrics). */
#define EM_ASCENT 0.88

/* The Noto families are the declared dependency; the others are what Japanese desktops have. */
#define SERIF "Noto Serif CJK JP,Source Han Serif JP,IPAexMincho,IPAMincho,serif"
#define SANS "Noto Sans CJK JP,Source Han Sans JP,IPAexGothic,IPAGothic,sans-serif"

/* Kana, both punctuation marks and kanji of these reports; all must be in one font. */
#define JAPANESE_PROBE "あん、。「」アン言明書監査実施結果報告書"
#define LATIN_PROBE "AZaz09.,()/-"

typedef struct
{
  PangoGlyphItem *item; /* owned */
  double          x;    /* from the left edge of the text */
} Run;

typedef struct
{
  guint first_run;
  guint n_runs;
} Line;

struct _ChoshoReportText
{
  gatomicrefcount   references;
  ChoshoReportStyle style;
  double            width;
  char             *text;  /* owned: glyph items point into it by offset */
  GArray           *runs;  /* owned: of Run */
  GArray           *lines; /* owned: of Line */
};

typedef struct
{
  ChoshoReportStyle style;
  ChoshoReportAlign align;
  int               width; /* Pango units, -1 for none */
  gboolean          one_line;
  const char       *text; /* borrowed: of the ChoshoReportText, or of a lookup's caller */
} CacheKey;

struct _ChoshoReportType
{
  PangoContext         *context; /* owned */
  PangoLayout          *layout;  /* owned, reused */
  PangoFontDescription *fonts[CHOSHO_REPORT_N_STYLES];
  ChoshoReportLanguage  language;
  GHashTable           *cache;   /* owned: CacheKey to ChoshoReportText */
  char                 *place;   /* owned, nullable */
  gunichar              unknown; /* first character without a glyph, 0 if none */
  char                 *unknown_place;
};

static const struct
{
  const char *family;
  double      size_pt;
  double      leading_pt;
  gboolean    bold;
} styles[CHOSHO_REPORT_N_STYLES] = {
  [CHOSHO_REPORT_STYLE_TITLE] = { SERIF, 20, 30, TRUE },
  [CHOSHO_REPORT_STYLE_SUBTITLE] = { SERIF, 10.5, 17, FALSE },
  [CHOSHO_REPORT_STYLE_HEADING] = { SANS, 11.5, 18, TRUE },
  [CHOSHO_REPORT_STYLE_SUBHEADING] = { SANS, 10, 16, TRUE },
  [CHOSHO_REPORT_STYLE_BODY] = { SERIF, 10, 17, FALSE },
  [CHOSHO_REPORT_STYLE_BODY_STRONG] = { SERIF, 10, 17, TRUE },
  [CHOSHO_REPORT_STYLE_NOTE] = { SERIF, 8.5, 13.5, FALSE },
  [CHOSHO_REPORT_STYLE_TABLE] = { SERIF, 8.5, 12.75, FALSE },
  [CHOSHO_REPORT_STYLE_TABLE_STRONG] = { SANS, 8, 12.75, TRUE },
  [CHOSHO_REPORT_STYLE_TABLE_HEAD] = { SANS, 7.5, 12, FALSE },
  [CHOSHO_REPORT_STYLE_TABLE_SMALL] = { SANS, 7, 11, FALSE },
  [CHOSHO_REPORT_STYLE_BAND] = { SANS, 8.5, 13, TRUE },
  [CHOSHO_REPORT_STYLE_RUNNING] = { SANS, 7.5, 11, FALSE },
  [CHOSHO_REPORT_STYLE_MARK] = { SANS, 120, 130, TRUE },
};

static guint
cache_key_hash (gconstpointer data)
{
  const CacheKey *key = data;

  return g_str_hash (key->text) ^ ((guint) key->style << 8) ^ ((guint) key->align << 4) ^ (guint) key->width;
}

static gboolean
cache_key_equal (gconstpointer a, gconstpointer b)
{
  const CacheKey *x = a;
  const CacheKey *y = b;

  return x->style == y->style && x->align == y->align && x->width == y->width && x->one_line == y->one_line
         && strcmp (x->text, y->text) == 0;
}

static void
run_clear (gpointer data)
{
  pango_glyph_item_free (((Run *) data)->item);
}

/* TRUE where the best font of @description has every character of @probe. */
static gboolean
font_has (PangoContext *context, const PangoFontDescription *description, const char *probe)
{
  PangoFontset *fontset = pango_font_map_load_fontset (pango_context_get_font_map (context), context, description,
                                                       pango_context_get_language (context));
  PangoFont *font = fontset != NULL ? pango_fontset_get_font (fontset, g_utf8_get_char (probe)) : NULL;
  gboolean has = font != NULL;

  for (const char *p = probe; has && *p != '\0'; p = g_utf8_next_char (p))
    has = pango_font_has_char (font, g_utf8_get_char (p));
  g_clear_object (&font);
  g_clear_object (&fontset);
  return has;
}

static gboolean
check_fonts (ChoshoReportType *self, GError **error)
{
  const char *probe = self->language == CHOSHO_REPORT_LANGUAGE_JA ? JAPANESE_PROBE : LATIN_PROBE;

  for (guint i = 0; i < CHOSHO_REPORT_N_STYLES; i++)
    if (!font_has (self->context, self->fonts[i], probe))
      {
        if (self->language == CHOSHO_REPORT_LANGUAGE_JA)
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND,
                       _("The report cannot be set: no Japanese font was found (looked for %s). Install Noto Serif CJK and Noto Sans CJK (Debian: fonts-noto-cjk)"),
                       styles[i].family);
        else
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND,
                       _("The report cannot be set: no usable font was found (looked for %s)"), styles[i].family);
        return FALSE;
      }
  return TRUE;
}

static void
note_unknown (ChoshoReportType *self, const PangoGlyphString *glyphs)
{
  for (int i = 0; i < glyphs->num_glyphs && self->unknown == 0; i++)
    if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
      {
        self->unknown = glyphs->glyphs[i].glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        self->unknown_place = g_strdup (self->place);
      }
}

/* Takes the lines out of the layout, so that it can be used for the next text. */
static ChoshoReportText *
copy_lines (ChoshoReportType *self, ChoshoReportStyle style)
{
  ChoshoReportText *text = g_new0 (ChoshoReportText, 1);
  gboolean any_unknown = pango_layout_get_unknown_glyphs_count (self->layout) > 0;
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);

  g_atomic_ref_count_init (&text->references);
  text->style = style;
  text->text = g_strdup (pango_layout_get_text (self->layout));
  text->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  g_array_set_clear_func (text->runs, run_clear);
  text->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      Line entry = { text->runs->len, 0 };
      PangoRectangle extents;
      double x;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      x = (double) extents.x / PANGO_SCALE;
      text->width = MAX (text->width, (double) extents.width / PANGO_SCALE);
      for (GSList *l = line->runs; l != NULL; l = l->next)
        {
          PangoGlyphItem *item = l->data;
          Run run = { pango_glyph_item_copy (item), x };

          g_array_append_val (text->runs, run);
          entry.n_runs++;
          x += (double) pango_glyph_string_get_width (item->glyphs) / PANGO_SCALE;
          if (any_unknown)
            note_unknown (self, item->glyphs);
        }
      g_array_append_val (text->lines, entry);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return text;
}

/* Line ends of other systems and of Unicode have no glyph: "\n" stands for all of them, and a
 * space in a single line. NULL where nothing is to be changed. (transfer full) */
static char *
unify_line_ends (const char *text, gboolean one_line)
{
  GString *out;

  if (text[strcspn (text, one_line ? "\n\v\f\r" : "\v\f\r")] == '\0' && strstr (text, "\xc2\x85") == NULL
      && strstr (text, "\u2028") == NULL && strstr (text, "\u2029") == NULL)
    return NULL;
  out = g_string_new (text);
  g_string_replace (out, "\r\n", "\n", 0);
  for (const char *const *end = (const char *const[]) { "\r", "\v", "\f", "\xc2\x85", "\u2028", "\u2029", NULL };
       *end != NULL; end++)
    g_string_replace (out, *end, "\n", 0);
  if (one_line)
    g_string_replace (out, "\n", " ", 0);
  return g_string_free (out, FALSE);
}

static void
prepare_layout (ChoshoReportType *self, const CacheKey *key)
{
  static const PangoAlignment alignments[] = {
    [CHOSHO_REPORT_ALIGN_LEFT] = PANGO_ALIGN_LEFT,
    [CHOSHO_REPORT_ALIGN_CENTER] = PANGO_ALIGN_CENTER,
    [CHOSHO_REPORT_ALIGN_RIGHT] = PANGO_ALIGN_RIGHT,
    [CHOSHO_REPORT_ALIGN_JUSTIFY] = PANGO_ALIGN_LEFT,
  };
  g_autofree char *unified = unify_line_ends (key->text, key->one_line);

  pango_layout_set_font_description (self->layout, self->fonts[key->style]);
  pango_layout_set_width (self->layout, key->width);
  pango_layout_set_alignment (self->layout, alignments[key->align]);
  pango_layout_set_justify (self->layout, key->align == CHOSHO_REPORT_ALIGN_JUSTIFY
                                              && self->language == CHOSHO_REPORT_LANGUAGE_JA);
  pango_layout_set_ellipsize (self->layout, key->one_line ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_single_paragraph_mode (self->layout, key->one_line);
  if (unified != NULL)
    pango_layout_set_text (self->layout, unified, -1);
  else
    pango_layout_set_text (self->layout, key->text, -1);
}

static ChoshoReportText *
set (ChoshoReportType *self, const CacheKey *key)
{
  ChoshoReportText *text = g_hash_table_lookup (self->cache, key);
  CacheKey *kept;

  if (text != NULL)
    return chosho_report_text_ref (text);
  prepare_layout (self, key);
  text = copy_lines (self, key->style);
  kept = g_memdup2 (key, sizeof *key);
  kept->text = text->text;
  /* Where line ends or invalid bytes were changed the key differs from what will be looked up,
   * which only costs setting such a text again. */
  g_hash_table_insert (self->cache, kept, chosho_report_text_ref (text));
  return text;
}

ChoshoReportType *
chosho_report_type_new (cairo_t *cr, ChoshoReportLanguage language, GError **error)
{
  g_autoptr (ChoshoReportType) self = g_new0 (ChoshoReportType, 1);
  PangoAttrList *attributes;

  self->language = language;
  self->cache = g_hash_table_new_full (cache_key_hash, cache_key_equal, g_free,
                                       (GDestroyNotify) chosho_report_text_unref);
  self->context = pango_cairo_create_context (cr);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  /* Also for English: names in it are Japanese, and kanji must take their Japanese forms. */
  pango_context_set_language (self->context, pango_language_from_string ("ja"));
  self->layout = pango_layout_new (self->context);
  pango_layout_set_auto_dir (self->layout, FALSE);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  /* A ligature would be extracted as one character, and "firm" not be found. */
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0, clig=0"));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  for (guint i = 0; i < CHOSHO_REPORT_N_STYLES; i++)
    {
      self->fonts[i] = pango_font_description_new ();
      pango_font_description_set_family_static (self->fonts[i], styles[i].family);
      pango_font_description_set_size (self->fonts[i], (int) (styles[i].size_pt * PANGO_SCALE));
      pango_font_description_set_weight (self->fonts[i], styles[i].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
  if (!check_fonts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_report_type_free (ChoshoReportType *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->cache);
  for (guint i = 0; i < CHOSHO_REPORT_N_STYLES; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->context);
  g_free (self->place);
  g_free (self->unknown_place);
  g_free (self);
}

double
chosho_report_type_get_leading (ChoshoReportStyle style)
{
  return styles[style].leading_pt;
}

void
chosho_report_type_set_place (ChoshoReportType *self, const char *place)
{
  g_free (self->place);
  self->place = g_strdup (place);
}

ChoshoReportText *
chosho_report_type_set (ChoshoReportType *self, ChoshoReportStyle style, ChoshoReportAlign align,
                        double width_pt, const char *text)
{
  const CacheKey key = { style, align, width_pt > 0 ? (int) (width_pt * PANGO_SCALE) : -1, FALSE, text };

  return set (self, &key);
}

ChoshoReportText *
chosho_report_type_set_line (ChoshoReportType *self, ChoshoReportStyle style, double width_pt, const char *text)
{
  const CacheKey key = { style, CHOSHO_REPORT_ALIGN_LEFT, (int) (width_pt * PANGO_SCALE), TRUE, text };

  return set (self, &key);
}

gboolean
chosho_report_type_check (ChoshoReportType *self, GError **error)
{
  char character[7] = { 0 };

  if (self->unknown == 0)
    return TRUE;
  g_unichar_to_utf8 (self->unknown, character);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               _("The report cannot be set: no installed font has the character U+%04X “%s” (in %s)"),
               self->unknown, g_unichar_isprint (self->unknown) ? character : "?",
               self->unknown_place != NULL ? self->unknown_place : _("the report"));
  return FALSE;
}

ChoshoReportText *
chosho_report_text_ref (ChoshoReportText *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_report_text_unref (ChoshoReportText *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->runs);
  g_array_unref (self->lines);
  g_free (self->text);
  g_free (self);
}

guint
chosho_report_text_get_n_lines (const ChoshoReportText *self)
{
  return self->lines->len;
}

double
chosho_report_text_get_leading (const ChoshoReportText *self)
{
  return styles[self->style].leading_pt;
}

double
chosho_report_text_get_height (const ChoshoReportText *self)
{
  return self->lines->len * styles[self->style].leading_pt;
}

double
chosho_report_text_get_width (const ChoshoReportText *self)
{
  return self->width;
}

/* The baseline of line @index counted from the first drawn one, from the top. */
static double
baseline (const ChoshoReportText *self, guint index)
{
  double size = styles[self->style].size_pt;
  double leading = styles[self->style].leading_pt;

  return index * leading + (leading - size) / 2 + EM_ASCENT * size;
}

/* Glyphs of one font that follow each other in a line. Pango ends a run at every change of script,
 * in Japanese every few characters; drawn together they make a file half the size in less time. */
typedef struct
{
  PangoFont  *font;     /* borrowed */
  GArray     *glyphs;   /* of cairo_glyph_t */
  GArray     *clusters; /* of cairo_text_cluster_t */
  const char *text;     /* of the first cluster */
  int         size_bytes;
} Span;

static void
span_flush (Span *span, cairo_t *cr)
{
  if (span->clusters->len > 0)
    {
      cairo_set_scaled_font (cr, pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (span->font)));
      cairo_show_text_glyphs (cr, span->text, span->size_bytes, (const cairo_glyph_t *) (void *) span->glyphs->data,
                              (int) span->glyphs->len, (const cairo_text_cluster_t *) (void *) span->clusters->data,
                              (int) span->clusters->len, 0);
    }
  g_array_set_size (span->glyphs, 0);
  g_array_set_size (span->clusters, 0);
  span->text = NULL;
  span->size_bytes = 0;
}

/* The end of the cluster that begins at glyph @index; its bytes go to @size_bytes. */
static int
find_cluster_end (const PangoGlyphItem *item, int index, int *size_bytes)
{
  const PangoGlyphString *glyphs = item->glyphs;
  int end = index + 1;

  while (end < glyphs->num_glyphs && glyphs->log_clusters[end] == glyphs->log_clusters[index])
    end++;
  *size_bytes = (end < glyphs->num_glyphs ? glyphs->log_clusters[end] : item->item->length)
                - glyphs->log_clusters[index];
  return end;
}

/* Adds the glyphs of a run that goes from left to right. */
static void
span_add_run (Span *span, const PangoGlyphItem *item, double x, double y)
{
  const PangoGlyphString *glyphs = item->glyphs;
  int pen = 0;

  for (int i = 0; i < glyphs->num_glyphs;)
    {
      cairo_text_cluster_t cluster = { 0, 0 };
      int end = find_cluster_end (item, i, &cluster.num_bytes);

      for (; i < end; i++)
        {
          const PangoGlyphInfo *info = &glyphs->glyphs[i];
          const cairo_glyph_t glyph = { info->glyph, x + (double) (pen + info->geometry.x_offset) / PANGO_SCALE,
                                        y + (double) info->geometry.y_offset / PANGO_SCALE };

          pen += info->geometry.width;
          if (info->glyph == PANGO_GLYPH_EMPTY || info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            continue;
          g_array_append_val (span->glyphs, glyph);
          cluster.num_glyphs++;
        }
      span->size_bytes += cluster.num_bytes;
      g_array_append_val (span->clusters, cluster);
    }
}

static void
draw_line (const ChoshoReportText *self, const Line *line, cairo_t *cr, Span *span, double x, double y)
{
  for (guint j = 0; j < line->n_runs; j++)
    {
      const Run *run = &g_array_index (self->runs, Run, line->first_run + j);
      const PangoItem *item = run->item->item;

      if (item->analysis.font != span->font || item->analysis.level % 2 != 0
          || (span->text != NULL && span->text + span->size_bytes != self->text + item->offset))
        span_flush (span, cr);
      if (item->analysis.level % 2 != 0)
        {
          cairo_move_to (cr, x + run->x, y);
          pango_cairo_show_glyph_item (cr, self->text, run->item);
          continue;
        }
      span->font = item->analysis.font;
      if (span->text == NULL)
        span->text = self->text + item->offset;
      span_add_run (span, run->item, x + run->x, y);
    }
  span_flush (span, cr);
}

void
chosho_report_text_draw (const ChoshoReportText *self, cairo_t *cr, guint first, guint count, double x, double y)
{
  Span span = { .glyphs = g_array_sized_new (FALSE, FALSE, sizeof (cairo_glyph_t), 64),
                .clusters = g_array_sized_new (FALSE, FALSE, sizeof (cairo_text_cluster_t), 64) };

  for (guint i = 0; i < count && first + i < self->lines->len; i++)
    draw_line (self, &g_array_index (self->lines, Line, first + i), cr, &span, x, y + baseline (self, i));
  g_array_unref (span.glyphs);
  g_array_unref (span.clusters);
}

void
chosho_report_text_path (const ChoshoReportText *self, cairo_t *cr, double x, double y)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      for (guint j = 0; j < line->n_runs; j++)
        {
          const Run *run = &g_array_index (self->runs, Run, line->first_run + j);

          cairo_move_to (cr, x + run->x, y + baseline (self, i));
          pango_cairo_glyph_string_path (cr, run->item->item->analysis.font, run->item->glyphs);
        }
    }
}
