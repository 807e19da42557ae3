/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-content.h"
#include "chosho-line-diff.h"
#include "chosho-search-words.h"
#include "chosho-version-changes.h"

/* The lines of one version, and where each stands. */
typedef struct
{
  const ChoshoTextExtract *extract; /* (borrowed) */
  GPtrArray *texts;  /* (owned) (element-type utf8, owned) as they are shown and compared */
  GArray    *places; /* (owned) (element-type Place) */
} Lines;

typedef struct
{
  guint unit;
  guint offset; /* characters */
} Place;

/* --- Lines ---------------------------------------------------------------------------------------- */

/* Without blanks at the ends, and with one for many: PDFs set them as they please. */
static char *
clean (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);
  gboolean blank = FALSE;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          blank = TRUE;
          continue;
        }
      if (blank && out->len > 0)
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/* The cells of a row are shown with bars between them. */
static char *
clean_row (const char *text, gsize length)
{
  g_autofree char *row = g_strndup (text, length);
  g_auto (GStrv) cells = g_strsplit (row, CHOSHO_BLOCK_CELL_END, -1);
  g_autofree char *joined = g_strjoinv (" | ", cells);

  return clean (joined, strlen (joined));
}

static gboolean
is_row (const ChoshoTextUnit *unit)
{
  return g_str_has_prefix (unit->place, "row:");
}

static void
add_unit (Lines *self, guint index, const ChoshoTextUnit *unit)
{
  const char *p = g_utf8_offset_to_pointer (unit->text, unit->carried);
  guint offset = unit->carried;

  while (*p != '\0')
    {
      const char *end = is_row (unit) ? p + strlen (p) : strchrnul (p, '\n');
      g_autofree char *text = is_row (unit) ? clean_row (p, (gsize) (end - p)) : clean (p, (gsize) (end - p));
      Place place = { index, offset };

      if (text[0] != '\0')
        {
          g_ptr_array_add (self->texts, g_steal_pointer (&text));
          g_array_append_val (self->places, place);
        }
      offset += (guint) g_utf8_strlen (p, end - p) + (*end == '\n');
      p = end + (*end == '\n');
    }
}

static void
lines_init (Lines *self, const ChoshoTextExtract *extract)
{
  self->extract = extract;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  for (guint i = 0; i < extract->units->len; i++)
    add_unit (self, i, g_ptr_array_index (extract->units, i));
}

static void
lines_clear (Lines *self)
{
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
}

/* --- Changes -------------------------------------------------------------------------------------- */

/* @count lines from @first on, as one text; and where they begin. */
static void
set_side (ChoshoValue *change, const Lines *lines, guint first, guint count, const char *words, const char *place, const char *position)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (ChoshoSearchPlace) found = { 0 };

  for (guint i = first; i < first + count; i++)
    g_string_append_printf (text, "%s%s", i > first ? "\n" : "", (const char *) g_ptr_array_index (lines->texts, i));
  if (count > 0)
    {
      const Place *at = &g_array_index (lines->places, Place, first);

      chosho_search_place_of_unit (&found, g_ptr_array_index (lines->extract->units, at->unit), at->offset);
    }
  chosho_value_set_string (change, words, text->str);
  chosho_value_set_string (change, place, found.place != NULL ? found.place : "");
  chosho_value_set_string (change, position, found.position != NULL ? found.position : "");
}

static ChoshoValue *
make_change (const Lines *older, const Lines *newer, const ChoshoLineChange *part)
{
  ChoshoValue *change = chosho_value_new_object ();

  chosho_value_set_string (change, "kind", part->n_old == 0 ? "added" : part->n_new == 0 ? "removed" : "changed");
  set_side (change, older, part->first_old, part->n_old, "before", "older_place", "older_position");
  set_side (change, newer, part->first_new, part->n_new, "after", "place", "position");
  return change;
}

/* In pieces that can be read; FALSE where no more are told. */
static gboolean
add_change (ChoshoValue *list, const Lines *older, const Lines *newer, ChoshoLineChange rest)
{
  while (rest.n_old > 0 || rest.n_new > 0)
    {
      ChoshoLineChange part = { rest.first_old, MIN (rest.n_old, CHOSHO_VERSION_CHANGE_LINES),
                                rest.first_new, MIN (rest.n_new, CHOSHO_VERSION_CHANGE_LINES) };

      if (chosho_value_get_length (list) == CHOSHO_VERSION_CHANGES)
        return FALSE;
      chosho_value_append (list, make_change (older, newer, &part));
      rest.first_old += part.n_old;
      rest.n_old -= part.n_old;
      rest.first_new += part.n_new;
      rest.n_new -= part.n_new;
    }
  return TRUE;
}

ChoshoValue *
chosho_version_changes_list (const ChoshoTextExtract *older, const ChoshoTextExtract *newer, gboolean *more)
{
  ChoshoValue *list = chosho_value_new_array ();
  g_autoptr (GArray) changes = NULL;
  Lines old, new;

  lines_init (&old, older);
  lines_init (&new, newer);
  changes = chosho_line_diff ((const char *const *) old.texts->pdata, old.texts->len, (const char *const *) new.texts->pdata, new.texts->len);
  *more = FALSE;
  for (guint i = 0; i < changes->len && !*more; i++)
    *more = !add_change (list, &old, &new, g_array_index (changes, ChoshoLineChange, i));
  lines_clear (&old);
  lines_clear (&new);
  return list;
}
