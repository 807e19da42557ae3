/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-type.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"

/* The Noto families are the declared dependency; the others are what Japanese desktops have. */
#define SERIF "Noto Serif CJK JP,Source Han Serif JP,IPAexMincho,IPAMincho,serif"
#define SANS "Noto Sans CJK JP,Source Han Sans JP,IPAexGothic,IPAGothic,sans-serif"

/* Kana, both punctuation marks and kanji of these reports; all must be in one font. */
#define JAPANESE_PROBE "あん、。「」アン言明書監査実施結果報告書"
#define LATIN_PROBE "AZaz09.,()/-"

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
  PangoAttrList        *attributes; /* owned: of every text */
  PangoFontDescription *fonts[CHOSHO_REPORT_N_STYLES];
  ChoshoReportLanguage  language;
  GHashTable           *cache;   /* owned: CacheKey to ChoshoReportText */
  gboolean              names_unknown;
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
  gboolean    red;
} styles[CHOSHO_REPORT_N_STYLES] = {
  [CHOSHO_REPORT_STYLE_TITLE] = { SERIF, 20, 30, TRUE },
  [CHOSHO_REPORT_STYLE_SUBTITLE] = { SERIF, 10.5, 17, FALSE },
  [CHOSHO_REPORT_STYLE_PAPER] = { SANS, 13, 20, TRUE },
  [CHOSHO_REPORT_STYLE_HEADING] = { SANS, 11.5, 18, TRUE },
  [CHOSHO_REPORT_STYLE_SUBHEADING] = { SANS, 10, 16, TRUE },
  [CHOSHO_REPORT_STYLE_BODY] = { SERIF, 10, 17, FALSE },
  [CHOSHO_REPORT_STYLE_BODY_STRONG] = { SERIF, 10, 17, TRUE },
  [CHOSHO_REPORT_STYLE_NOTE] = { SERIF, 8.5, 13.5, FALSE },
  [CHOSHO_REPORT_STYLE_TABLE] = { SERIF, 8.5, 12.75, FALSE },
  [CHOSHO_REPORT_STYLE_TABLE_STRONG] = { SANS, 8, 12.75, TRUE },
  [CHOSHO_REPORT_STYLE_TABLE_HEAD] = { SANS, 7.5, 12, FALSE },
  [CHOSHO_REPORT_STYLE_TABLE_SMALL] = { SANS, 7, 11, FALSE },
  [CHOSHO_REPORT_STYLE_REFERENCE] = { SANS, 7.5, 11.5, FALSE, TRUE },
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
                       pango_font_description_get_family (self->fonts[i]));
        else
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND,
                       _("The report cannot be set: no usable font was found (looked for %s)"),
                       pango_font_description_get_family (self->fonts[i]));
        return FALSE;
      }
  return TRUE;
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

static gboolean
is_of_reference (char c)
{
  return g_ascii_isdigit (c) || g_ascii_isupper (c);
}

/* The end of a reference as the record gives them, "E-K7QX-0412", whose first hyphen stands at @hyphen in @text; NULL where it is none. */
static const char *
find_reference_end (const char *text, const char *hyphen)
{
  const char *p = hyphen + 1;

  if (hyphen == text || !g_ascii_isupper (hyphen[-1]) || (hyphen - 1 > text && (g_ascii_isalnum (hyphen[-2]) || hyphen[-2] == '-')))
    return NULL;
  while (p < hyphen + 5 && is_of_reference (*p))
    p++;
  if (p != hyphen + 5 || *p != '-')
    return NULL;
  for (p++; g_ascii_isdigit (*p); p++)
    ;
  return p >= hyphen + 10 ? p : NULL;
}

/* No reference is broken at its hyphens: half of one says nothing, and nobody finds it. */
static void
keep_references (ChoshoReportType *self, const char *text)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  for (const char *hyphen = strchr (text, '-'); hyphen != NULL; hyphen = strchr (hyphen + 1, '-'))
    {
      const char *end = find_reference_end (text, hyphen);
      PangoAttribute *whole;

      if (end == NULL)
        continue;
      if (attributes == NULL)
        attributes = pango_attr_list_copy (self->attributes);
      whole = pango_attr_allow_breaks_new (FALSE);
      whole->start_index = (guint) (hyphen - 1 - text);
      whole->end_index = (guint) (end - text);
      pango_attr_list_insert (attributes, whole);
      hyphen = end - 1;
    }
  pango_layout_set_attributes (self->layout, attributes != NULL ? attributes : self->attributes);
}

static void
prepare_layout (ChoshoReportType *self, const CacheKey *key, const char *text)
{
  static const PangoAlignment alignments[] = {
    [CHOSHO_REPORT_ALIGN_LEFT] = PANGO_ALIGN_LEFT,
    [CHOSHO_REPORT_ALIGN_CENTER] = PANGO_ALIGN_CENTER,
    [CHOSHO_REPORT_ALIGN_RIGHT] = PANGO_ALIGN_RIGHT,
    [CHOSHO_REPORT_ALIGN_JUSTIFY] = PANGO_ALIGN_LEFT,
  };
  g_autofree char *unified = unify_line_ends (text, key->one_line);

  pango_layout_set_font_description (self->layout, self->fonts[key->style]);
  pango_layout_set_width (self->layout, key->width);
  pango_layout_set_alignment (self->layout, alignments[key->align]);
  pango_layout_set_justify (self->layout, key->align == CHOSHO_REPORT_ALIGN_JUSTIFY
                                              && self->language == CHOSHO_REPORT_LANGUAGE_JA);
  pango_layout_set_ellipsize (self->layout, key->one_line ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_single_paragraph_mode (self->layout, key->one_line);
  if (unified != NULL)
    text = unified;
  pango_layout_set_text (self->layout, text, -1);
  keep_references (self, pango_layout_get_text (self->layout));
}

/* Sets the layout as a text; in one that names what no font has, until nothing of that is left. */
static ChoshoReportText *
take_layout (ChoshoReportType *self, const CacheKey *key, gunichar *unknown)
{
  ChoshoReportText *text = chosho_report_text_new (self->layout, styles[key->style].size_pt, styles[key->style].leading_pt,
                                                   styles[key->style].red, unknown);

  while (self->names_unknown && *unknown != 0)
    {
      g_autoptr (GString) named = g_string_new (chosho_report_text_get_string (text));
      g_autofree char *number = g_strdup_printf ("<U+%04X>", *unknown);
      char character[7] = { 0 };

      g_unichar_to_utf8 (*unknown, character);
      g_string_replace (named, character, number, 0);
      chosho_report_text_unref (text);
      *unknown = 0;
      prepare_layout (self, key, named->str);
      text = chosho_report_text_new (self->layout, styles[key->style].size_pt, styles[key->style].leading_pt,
                                     styles[key->style].red, unknown);
    }
  return text;
}

static ChoshoReportText *
set (ChoshoReportType *self, const CacheKey *key)
{
  ChoshoReportText *text = g_hash_table_lookup (self->cache, key);
  gunichar unknown = 0;
  CacheKey *kept;

  if (text != NULL)
    return chosho_report_text_ref (text);
  prepare_layout (self, key, key->text);
  text = take_layout (self, key, &unknown);
  if (unknown != 0 && self->unknown == 0)
    {
      self->unknown = unknown;
      self->unknown_place = g_strdup (self->place);
    }
  kept = g_memdup2 (key, sizeof *key);
  kept->text = chosho_report_text_get_string (text);
  /* Where line ends or invalid bytes were changed the key differs from what was looked up, and
   * may equal one that is there: replaced, so that no key borrows from a text that is gone. */
  g_hash_table_replace (self->cache, kept, chosho_report_text_ref (text));
  return text;
}

ChoshoReportType *
chosho_report_type_new (cairo_t *cr, ChoshoReportLanguage language, gboolean one_family, GError **error)
{
  g_autoptr (ChoshoReportType) self = g_new0 (ChoshoReportType, 1);

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
  self->attributes = pango_attr_list_new ();
  pango_attr_list_insert (self->attributes, pango_attr_font_features_new ("liga=0, clig=0"));
  /* A digest or a file's name that is broken must not get a hyphen that it has not. */
  pango_attr_list_insert (self->attributes, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; i < CHOSHO_REPORT_N_STYLES; i++)
    {
      self->fonts[i] = pango_font_description_new ();
      pango_font_description_set_family_static (self->fonts[i], one_family ? SERIF : styles[i].family);
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
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
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
chosho_report_type_name_unknown (ChoshoReportType *self)
{
  self->names_unknown = TRUE;
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
