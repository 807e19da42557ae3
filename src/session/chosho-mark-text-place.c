/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-content-place.h"
#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-mark-text-private.h"
#include "chosho-mark.h"

/* Placing a mark: what a person names is looked up, so that no mark stands where nothing is. */

static gpointer
no_such_place (ChoshoMarkText *self, const char *shown, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s has no place “%s”"), self->name, shown);
  return NULL;
}

static gpointer
wrong_kind (ChoshoMarkText *self, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s has no places of that kind"), self->name);
  return NULL;
}

static gpointer
other_words (const char *shown, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The quoted words do not stand at “%s”"), shown);
  return NULL;
}

static gpointer
several (guint count, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("The quoted words stand %u times there: say at which place, or quote more"), count);
  return NULL;
}

/* The words of @text to be quoted: @quote as it stands there, or all of it; NULL with @error where it stands not there. */
static char *
dup_quoted (const char *text, const char *quote, const char *shown, GError **error)
{
  g_autoptr (GArray) hits = quote != NULL ? chosho_find_text (text, quote) : NULL;
  const ChoshoHit *hit;
  const char *start;

  if (hits == NULL)
    return g_strdup (strlen (text) <= CHOSHO_MARK_QUOTE_BYTES ? text : "");
  if (hits->len == 0)
    return other_words (shown, error);
  hit = &g_array_index (hits, ChoshoHit, 0);
  start = g_utf8_offset_to_pointer (text, hit->first);
  return g_strndup (start, (gsize) (g_utf8_offset_to_pointer (start, hit->n_characters) - start));
}

static ChoshoValue *
place_at (const char *place, const char *shown, const char *text, const char *quote, GError **error)
{
  g_autofree char *quoted = dup_quoted (text, quote, shown, error);

  return quoted != NULL ? chosho_mark_place_new (place, shown, NULL, quoted) : NULL;
}

/* --- Pages ---------------------------------------------------------------------------------------- */

static ChoshoContentRect
read_rectangle (ChoshoValue *rectangle)
{
  double edges[4];

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    edges[i] = (double) chosho_value_as_integer (chosho_value_get_item (rectangle, i), 0);
  return (ChoshoContentRect) { edges[0], edges[1], edges[2], edges[3] };
}

static gboolean
check_rectangle (ChoshoMarkText *self, guint page, ChoshoValue *rectangle, GError **error)
{
  const ChoshoPageSize *size = &g_array_index (self->info->pages, ChoshoPageSize, page);
  ChoshoContentRect rect = read_rectangle (rectangle);

  /* Rectangles are of whole points, rounded outwards. */
  if (rect.left >= 0 && rect.bottom >= 0 && rect.left < rect.right && rect.bottom < rect.top && rect.right <= size->width + 1
      && rect.top <= size->height + 1)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The region lies outside of page %u, which is %d by %d"), page + 1,
               (int) size->width, (int) size->height);
  return FALSE;
}

static gboolean
overlaps (ChoshoValue *a, ChoshoValue *b)
{
  ChoshoContentRect one = read_rectangle (a), other = read_rectangle (b);

  return one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top;
}

/* Of the places of the words on the page the one in the region; without a region the only one. */
static ChoshoValue *
place_words (const ChoshoPageText *text, const char *place, const char *shown, ChoshoValue *rectangle, const char *quote, GError **error)
{
  g_autoptr (GArray) hits = chosho_find_text (text->text, quote);

  if (rectangle == NULL && hits->len > 1)
    return several (hits->len, error);
  for (guint i = 0; i < hits->len; i++)
    {
      const ChoshoHit *hit = &g_array_index (hits, ChoshoHit, i);
      g_autoptr (ChoshoValue) own = chosho_mark_text_cover (text, hit->first, hit->n_characters);
      g_autofree char *words = chosho_page_text_dup_range (text, hit->first, hit->n_characters);

      if (rectangle == NULL || own == NULL || overlaps (own, rectangle))
        return chosho_mark_place_new (place, shown, rectangle != NULL ? rectangle : own, words);
    }
  return other_words (shown, error);
}

static ChoshoValue *
place_region (const ChoshoPageText *text, const char *place, const char *shown, ChoshoValue *rectangle)
{
  ChoshoContentRect rect = read_rectangle (rectangle);
  g_autofree char *words = NULL;
  guint first, n_characters;

  if (chosho_page_text_find_area (text, &rect, &first, &n_characters))
    words = chosho_page_text_dup_range (text, first, n_characters);
  if (words != NULL && strlen (words) > CHOSHO_MARK_QUOTE_BYTES)
    g_clear_pointer (&words, g_free);
  return chosho_mark_place_new (place, shown, rectangle, words);
}

static ChoshoValue *
place_on_page (ChoshoMarkText *self, const char *place, ChoshoValue *rectangle, const char *quote, GCancellable *cancellable, GError **error)
{
  gint64 page = chosho_mark_text_get_number (place, "page=");
  g_autofree char *shown = g_strdup_printf ("p.%" G_GINT64_FORMAT, page);
  const ChoshoPageText *text = NULL;

  if (self->info->kind != CHOSHO_CONTENT_PAGES)
    return wrong_kind (self, error);
  if (page < 1 || page > self->info->pages->len)
    return no_such_place (self, place + strlen ("page="), error);
  if (rectangle != NULL && !check_rectangle (self, (guint) page - 1, rectangle, error))
    return NULL;
  if (!self->info->has_text)
    return quote != NULL ? other_words (shown, error) : chosho_mark_place_new (place, shown, rectangle, NULL);
  if (quote == NULL && rectangle == NULL)
    return chosho_mark_place_new (place, shown, NULL, NULL);
  text = chosho_mark_text_read_page (self, (guint) page - 1, cancellable, error);
  if (text == NULL)
    return NULL;
  return quote != NULL ? place_words (text, place, shown, rectangle, quote, error) : place_region (text, place, shown, rectangle);
}

/* --- Lines, cells, blocks ------------------------------------------------------------------------- */

static guint
count_lines (const char *text)
{
  guint count = 1;

  for (; text != NULL && *text != '\0'; text++)
    count += *text == '\n';
  return count;
}

static ChoshoValue *
place_on_line (ChoshoMarkText *self, const char *place, const char *quote, GCancellable *cancellable, GError **error)
{
  gint64 line = chosho_mark_text_get_number (place, "line=");
  g_autofree char *shown = g_strdup_printf (_("Line %u"), (guint) line);
  g_autoptr (ChoshoTextLines) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->info->kind != CHOSHO_CONTENT_TEXT)
    return wrong_kind (self, error);
  lines = line > 0 ? chosho_helper_document_read_lines (self->document, (guint64) line - 1, count_lines (quote), NULL, cancellable, error) : NULL;
  if (lines == NULL || lines->lines->len == 0)
    return line > 0 && lines == NULL ? NULL : no_such_place (self, place + strlen ("line="), error);
  for (guint i = 0; i < lines->lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", ((ChoshoTextLine *) g_ptr_array_index (lines->lines, i))->text);
  return place_at (place, shown, text->str, quote, error);
}

/* The sheet of that name, or the first where none is named; -1 where there is none. */
static int
find_sheet (ChoshoMarkText *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sheets = NULL;

  if (self->info->kind == CHOSHO_CONTENT_TEXT)
    return name == NULL ? 0 : -1;
  sheets = chosho_helper_document_read_sheets (self->document, cancellable, error);
  for (guint i = 0; sheets != NULL && i < sheets->len; i++)
    if (name == NULL || strcmp (((ChoshoSheetInfo *) g_ptr_array_index (sheets, i))->name, name) == 0)
      return (int) i;
  return -1;
}

static const char *
get_cell (ChoshoTable *table, guint32 column)
{
  ChoshoTableSheet *sheet = table->sheets->len > 0 ? g_ptr_array_index (table->sheets, 0) : NULL;
  const char *text = sheet != NULL && sheet->rows->len > 0 ? chosho_table_row_get (g_ptr_array_index (sheet->rows, 0), column) : NULL;

  return text != NULL ? text : "";
}

static ChoshoValue *
place_on_cell (ChoshoMarkText *self, const char *place, const char *quote, GCancellable *cancellable, GError **error)
{
  const char *shown = place + strlen ("cell=");
  g_autofree char *name = NULL;
  g_autoptr (ChoshoTable) table = NULL;
  g_autoptr (GError) local_error = NULL;
  guint32 row, column;
  int sheet;

  if (self->info->kind != CHOSHO_CONTENT_SHEETS && !self->info->has_cells)
    return wrong_kind (self, error);
  if (!chosho_content_place_parse (shown, &name, &row, &column))
    return no_such_place (self, shown, error);
  sheet = find_sheet (self, name, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (sheet < 0)
    return no_such_place (self, shown, error);
  table = chosho_helper_document_read_rows (self->document, (guint) sheet, row, 1, NULL, cancellable, error);
  return table != NULL ? place_at (place, shown, get_cell (table, column), quote, error) : NULL;
}

/* TRUE where @block is what @place counts. */
static gboolean
is_at (const ChoshoBlock *block, gint64 paragraph, gint64 slide)
{
  if (slide > 0)
    return block->kind == CHOSHO_BLOCK_SLIDE && block->slide == slide;
  return block->zone == CHOSHO_ZONE_BODY && block->kind <= CHOSHO_BLOCK_LIST_ITEM && block->slide == 0 && block->number == paragraph;
}

/* All that is said on the slide of @first. (transfer full) */
static char *
dup_slide (GPtrArray *blocks, guint first)
{
  const ChoshoBlock *slide = g_ptr_array_index (blocks, first);
  GString *text = g_string_new (NULL);

  for (guint i = first; i < blocks->len && ((ChoshoBlock *) g_ptr_array_index (blocks, i))->slide == slide->slide; i++)
    g_string_append_printf (text, "%s\n", ((ChoshoBlock *) g_ptr_array_index (blocks, i))->text);
  return g_string_free (text, FALSE);
}

static ChoshoValue *
place_on_block (ChoshoMarkText *self, const char *place, const char *quote, GCancellable *cancellable, GError **error)
{
  gint64 paragraph = chosho_mark_text_get_number (place, "paragraph=");
  gint64 slide = chosho_mark_text_get_number (place, "slide=");
  g_autoptr (GPtrArray) blocks = NULL;

  if (self->info->kind != CHOSHO_CONTENT_FLOW)
    return wrong_kind (self, error);
  blocks = chosho_helper_document_read_blocks (self->document, cancellable, error);
  if (blocks == NULL)
    return NULL;
  for (guint i = 0; i < blocks->len; i++)
    {
      const ChoshoBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *shown = chosho_content_place_of_block (block);
      g_autofree char *words = NULL;

      if (!is_at (block, paragraph, slide))
        continue;
      words = slide > 0 ? dup_slide (blocks, i) : g_strdup (block->text);
      return place_at (place, shown, words, quote, error);
    }
  return no_such_place (self, strchr (place, '=') + 1, error);
}

/* --- Wherever the words stand --------------------------------------------------------------------- */

static ChoshoValue *
place_anywhere (ChoshoMarkText *self, const char *quote, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hits = NULL;

  if (!chosho_mark_text_read_all (self, cancellable, error))
    return NULL;
  hits = chosho_mark_text_list_hits (self, quote);
  if (hits->len > 1)
    return several (hits->len, error);
  if (hits->len == 1)
    return chosho_mark_text_describe (self, &g_array_index (hits, ChoshoMarkHit, 0), cancellable, error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The quoted words do not stand in %s"), self->name);
  return NULL;
}

ChoshoValue *
chosho_mark_text_place (ChoshoMarkText *self, const char *place, ChoshoValue *rectangle, const char *quote, GCancellable *cancellable,
                        GError **error)
{
  if (place[0] == '\0')
    return place_anywhere (self, quote, cancellable, error);
  if (g_str_has_prefix (place, "page="))
    return place_on_page (self, place, rectangle, quote, cancellable, error);
  if (g_str_has_prefix (place, "line="))
    return place_on_line (self, place, quote, cancellable, error);
  if (g_str_has_prefix (place, "cell="))
    return place_on_cell (self, place, quote, cancellable, error);
  return place_on_block (self, place, quote, cancellable, error);
}
