/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "chosho-content-place.h"
#include "chosho-error.h"
#include "chosho-find-text.h"
#include "chosho-mark-text-private.h"
#include "chosho-search-words.h"

ChoshoMarkText *
chosho_mark_text_open (int fd, const char *name, const char *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoMarkText) self = g_new0 (ChoshoMarkText, 1);

  self->fd = fd;
  self->name = g_strdup (name);
  self->document = chosho_helper_document_new (fd, name, CHOSHO_HELPER_FLAGS_NONE, error);
  if (self->document == NULL)
    return NULL;
  chosho_helper_document_set_password (self->document, password);
  self->info = chosho_helper_document_read_info (self->document, cancellable, error);
  return self->info != NULL ? g_steal_pointer (&self) : NULL;
}

void
chosho_mark_text_free (ChoshoMarkText *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->page_text, chosho_page_text_free);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->info, chosho_content_info_free);
  g_clear_pointer (&self->document, chosho_helper_document_unref);
  (void) close (self->fd);
  g_free (self->name);
  g_free (self);
}

ChoshoValue *
chosho_mark_place_new (const char *place, const char *shown, ChoshoValue *rectangle, const char *quote)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "place", place);
  chosho_value_set_string (value, "shown", shown);
  if (rectangle != NULL)
    chosho_value_set (value, "rectangle", chosho_value_ref (rectangle));
  if (quote != NULL && quote[0] != '\0')
    chosho_value_set_string (value, "quote", quote);
  return value;
}

gint64
chosho_mark_text_get_number (const char *place, const char *prefix)
{
  guint64 number = 0;

  if (g_str_has_prefix (place, prefix))
    g_ascii_string_to_unsigned (place + strlen (prefix), 10, 1, G_MAXUINT32, &number, NULL);
  return (gint64) number;
}

/* --- Pages ---------------------------------------------------------------------------------------- */

ChoshoPageText *
chosho_mark_text_read_page (ChoshoMarkText *self, guint page, GCancellable *cancellable, GError **error)
{
  if (self->page_text != NULL && self->page == page)
    return self->page_text;
  g_clear_pointer (&self->page_text, chosho_page_text_free);
  self->page = page;
  self->page_text = chosho_helper_document_read_page_text (self->document, page, cancellable, error);
  return self->page_text;
}

ChoshoValue *
chosho_mark_text_cover (const ChoshoPageText *text, guint first, guint n_characters)
{
  g_autoptr (GArray) runs = chosho_page_text_cover (text, first, n_characters);
  double left = G_MAXDOUBLE, bottom = G_MAXDOUBLE, right = 0, top = 0;
  ChoshoValue *rectangle = NULL;

  for (guint i = 0; i < runs->len; i++)
    {
      const ChoshoContentRect *run = &g_array_index (runs, ChoshoContentRect, i);

      left = MIN (left, MAX (run->left, 0));
      bottom = MIN (bottom, MAX (run->bottom, 0));
      right = MAX (right, run->right);
      top = MAX (top, run->top);
    }
  if (left < right && bottom < top)
    {
      const gint64 edges[] = { (gint64) floor (left), (gint64) floor (bottom), (gint64) ceil (right), (gint64) ceil (top) };

      rectangle = chosho_value_new_array ();
      for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
        chosho_value_append (rectangle, chosho_value_new_integer (edges[i]));
    }
  return rectangle;
}

/* --- All words ------------------------------------------------------------------------------------ */

/* The lines of a text come some together, with the end of those before again: put together they are the text, in which a
 * passage is found however long it is. */
static GPtrArray *
join_lines (GPtrArray *read)
{
  GPtrArray *units = chosho_text_units_new ();
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < read->len; i++)
    {
      const ChoshoTextUnit *unit = g_ptr_array_index (read, i);

      g_string_append (all, g_utf8_offset_to_pointer (unit->text, unit->carried));
    }
  chosho_text_units_add (units, "line", 1, 0, all->str);
  return units;
}

gboolean
chosho_mark_text_read_all (ChoshoMarkText *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTextExtract) extract = NULL;

  if (self->units != NULL)
    return TRUE;
  extract = chosho_text_extract_read (self->fd, self->name, cancellable, error);
  if (extract == NULL)
    return FALSE;
  self->state = extract->state;
  if (extract->units->len > 0 && strcmp (((ChoshoTextUnit *) g_ptr_array_index (extract->units, 0))->place, "line") == 0)
    self->units = join_lines (extract->units);
  else
    self->units = g_ptr_array_ref (extract->units);
  return TRUE;
}

/* TRUE where the characters beside those of the hit end a line, paragraph or cell. */
static gboolean
is_whole (const char *text, const ChoshoHit *hit)
{
  const char *start = g_utf8_offset_to_pointer (text, hit->first);
  const char *end = g_utf8_offset_to_pointer (start, hit->n_characters);
  static const char ends[] = "\n" CHOSHO_BLOCK_CELL_END;

  while (start > text && start[-1] == ' ')
    start--;
  while (*end == ' ' || *end == '\r')
    end++;
  return (start == text || strchr (ends, start[-1]) != NULL) && strchr (ends, *end) != NULL;
}

GArray *
chosho_mark_text_list_hits (ChoshoMarkText *self, const char *quote)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ChoshoMarkHit));

  for (guint i = 0; i < self->units->len; i++)
    {
      const ChoshoTextUnit *unit = g_ptr_array_index (self->units, i);
      g_autoptr (GArray) hits = chosho_find_text (unit->text, quote);

      for (guint j = 0; j < hits->len; j++)
        {
          const ChoshoHit *hit = &g_array_index (hits, ChoshoHit, j);
          ChoshoMarkHit one = { i, hit->first, hit->n_characters, is_whole (unit->text, hit), 0 };

          g_array_append_val (found, one);
        }
    }
  return found;
}

ChoshoValue *
chosho_mark_text_describe (ChoshoMarkText *self, const ChoshoMarkHit *hit, GCancellable *cancellable, GError **error)
{
  const ChoshoTextUnit *unit = g_ptr_array_index (self->units, hit->unit);
  g_auto (ChoshoSearchPlace) found = { 0 };
  const char *start = g_utf8_offset_to_pointer (unit->text, hit->first);
  g_autofree char *quote = g_strndup (start, (gsize) (g_utf8_offset_to_pointer (start, hit->n_characters) - start));
  g_autoptr (ChoshoValue) rectangle = NULL;

  chosho_search_place_of_unit (&found, unit, hit->first);
  if (strcmp (unit->place, "page") == 0)
    {
      const ChoshoPageText *text = chosho_mark_text_read_page (self, (guint) unit->number - 1, cancellable, error);

      if (text == NULL)
        return NULL;
      rectangle = chosho_mark_text_cover (text, hit->first, hit->n_characters);
    }
  return chosho_mark_place_new (found.position, found.place, rectangle, quote);
}

/* --- Finding a mark again ------------------------------------------------------------------------- */

#define FAR_AWAY (G_GINT64_CONSTANT (1) << 40) /* another sheet; more than any two rows of one are apart */

static gint64
get_distance_of_cells (const char *a, const char *b)
{
  g_autofree char *sheet = NULL;
  g_autofree char *other_sheet = NULL;
  guint32 row, column, other_row, other_column;

  if (!chosho_content_place_parse (a, &sheet, &row, &column) || !chosho_content_place_parse (b, &other_sheet, &other_row, &other_column))
    return FAR_AWAY;
  return (g_strcmp0 (sheet, other_sheet) != 0 ? FAR_AWAY : 0) + ABS ((gint64) row - other_row) + ABS ((gint64) column - other_column);
}

static gint64
get_distance (const char *a, const char *b)
{
  static const char *const counted[] = { "page=", "line=", "paragraph=", "slide=" };

  if (g_str_has_prefix (a, "cell=") && g_str_has_prefix (b, "cell="))
    return get_distance_of_cells (a + strlen ("cell="), b + strlen ("cell="));
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (g_str_has_prefix (a, counted[i]) && g_str_has_prefix (b, counted[i]))
      return ABS (chosho_mark_text_get_number (a, counted[i]) - chosho_mark_text_get_number (b, counted[i]));
  return FAR_AWAY;
}

static gint64
get_edge (ChoshoValue *rectangle, guint index)
{
  return chosho_value_as_integer (chosho_value_get_item (rectangle, index), 0);
}

/* Of several places on one page the one nearest to the old region; 0 where either has none. */
static gint64
get_distance_on_page (ChoshoMarkText *self, const ChoshoTextUnit *unit, const ChoshoMarkHit *hit, ChoshoValue *rectangle, GCancellable *cancellable)
{
  const ChoshoPageText *text = chosho_mark_text_read_page (self, (guint) unit->number - 1, cancellable, NULL);
  g_autoptr (ChoshoValue) own = text != NULL ? chosho_mark_text_cover (text, hit->first, hit->n_characters) : NULL;
  gint64 distance = 0;

  for (guint i = 0; own != NULL && rectangle != NULL && i < 4; i++)
    distance += ABS (get_edge (own, i) - get_edge (rectangle, i));
  return MIN (distance, 1 << 20);
}

static void
measure (ChoshoMarkText *self, ChoshoMarkHit *hit, ChoshoValue *mark, GCancellable *cancellable)
{
  const ChoshoTextUnit *unit = g_ptr_array_index (self->units, hit->unit);
  const char *place = chosho_value_get_string (mark, "place");
  g_auto (ChoshoSearchPlace) found = { 0 };

  chosho_search_place_of_unit (&found, unit, hit->first);
  hit->distance = get_distance (found.position, place) << 21;
  if (g_strcmp0 (unit->place, "page") == 0 && strcmp (found.position, place) == 0)
    hit->distance += get_distance_on_page (self, unit, hit, chosho_value_get (mark, "rectangle"), cancellable);
}

static gboolean
is_better (const ChoshoMarkHit *a, const ChoshoMarkHit *b)
{
  return a->whole != b->whole ? a->whole : a->distance < b->distance;
}

static const char *
get_lost_code (const char *state)
{
  if (strcmp (state, "text") == 0 || strcmp (state, "partial") == 0)
    return "not-found";
  return strcmp (state, "none") == 0 ? "no-text" : "unreadable";
}

ChoshoValue *
chosho_mark_text_find (ChoshoMarkText *self, ChoshoValue *mark, const char **code, GCancellable *cancellable, GError **error)
{
  const char *quote = chosho_value_get_string (mark, "quote");
  g_autoptr (GArray) hits = NULL;
  ChoshoMarkHit *best = NULL;
  ChoshoValue *place;

  *code = "no-quote";
  if (quote == NULL || !chosho_mark_text_read_all (self, cancellable, error))
    return NULL;
  *code = get_lost_code (self->state);
  hits = chosho_mark_text_list_hits (self, quote);
  for (guint i = 0; i < hits->len; i++)
    {
      ChoshoMarkHit *hit = &g_array_index (hits, ChoshoMarkHit, i);

      measure (self, hit, mark, cancellable);
      if (best == NULL || is_better (hit, best))
        best = hit;
    }
  place = best != NULL ? chosho_mark_text_describe (self, best, cancellable, error) : NULL;
  if (place != NULL)
    chosho_value_set_integer (place, "count", hits->len);
  return place;
}
