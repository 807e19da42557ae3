/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-content-place.h"
#include "chosho-find-text.h"
#include "chosho-search-words.h"

/* Characters before and behind a hit: a line of a list, of which the hit is near the beginning. */
#define EXCERPT_BEFORE 24
#define EXCERPT_AFTER 72

void
chosho_search_place_clear (ChoshoSearchPlace *self)
{
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->position, g_free);
  g_clear_pointer (&self->excerpt, g_free);
}

/* The bytes of @character among those before @offset (in characters of @text). */
static guint32
count_before (const char *text, guint offset, char character)
{
  const char *end = g_utf8_offset_to_pointer (text, offset);
  guint32 count = 0;

  for (const char *p = text; p < end; p++)
    count += *p == character;
  return count;
}

/* What stands in our own file; 0 where somebody changed it. */
static guint32
read_number (const char *text)
{
  guint64 number = 0;

  g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL);
  return (guint32) number;
}

static void
place_in_block (ChoshoSearchPlace *self, const ChoshoTextFound *found)
{
  g_auto (GStrv) parts = g_strsplit (found->place, ":", -1);
  ChoshoBlock block = { .number = (guint32) found->number };
  gboolean paragraph;

  if (g_strv_length (parts) != 5)
    return;
  block.kind = (ChoshoBlockKind) MIN (read_number (parts[1]), CHOSHO_BLOCK_ATTACHMENT);
  block.zone = (ChoshoBlockZone) MIN (read_number (parts[2]), CHOSHO_ZONE_HTML);
  block.slide = read_number (parts[3]);
  block.row = read_number (parts[4]);
  paragraph = block.zone == CHOSHO_ZONE_BODY && block.kind <= CHOSHO_BLOCK_LIST_ITEM;
  self->place = chosho_content_place_of_block (&block);
  if (block.slide > 0)
    self->position = g_strdup_printf ("slide=%u", block.slide);
  else if (paragraph)
    self->position = g_strdup_printf ("paragraph=%u", block.number);
}

static void
place_in_sheet (ChoshoSearchPlace *self, const ChoshoTextFound *found, guint32 column, const char *sheet)
{
  self->place = chosho_content_place_of_cell (sheet[0] != '\0' ? sheet : NULL, (guint32) found->number, column);
  self->position = g_strconcat ("cell=", self->place, NULL);
}

/* "COLUMN:SHEET" */
static void
place_on_cell (ChoshoSearchPlace *self, const ChoshoTextFound *found, const char *cell)
{
  g_auto (GStrv) parts = g_strsplit (cell, ":", 2);

  if (g_strv_length (parts) == 2)
    place_in_sheet (self, found, read_number (parts[0]), parts[1]);
}

static void
set_place (ChoshoSearchPlace *self, const ChoshoTextFound *found, guint offset)
{
  const char *place = found->place;

  if (strcmp (place, "page") == 0)
    {
      self->page = found->number;
      self->place = g_strdup_printf ("p.%" G_GINT64_FORMAT, found->number);
      self->position = g_strdup_printf ("page=%" G_GINT64_FORMAT, found->number);
    }
  else if (strcmp (place, "line") == 0)
    {
      gint64 line = found->number + count_before (found->text, offset, '\n');

      self->place = g_strdup_printf (_("Line %u"), (guint) line);
      self->position = g_strdup_printf ("line=%" G_GINT64_FORMAT, line);
    }
  else if (g_str_has_prefix (place, "row:"))
    place_in_sheet (self, found, count_before (found->text, offset, CHOSHO_BLOCK_CELL_END[0]), place + strlen ("row:"));
  else if (g_str_has_prefix (place, "cell:"))
    place_on_cell (self, found, place + strlen ("cell:"));
  else if (g_str_has_prefix (place, "block:"))
    place_in_block (self, found);
  if (self->place == NULL)
    self->place = g_strdup ("");
  if (self->position == NULL)
    self->position = g_strdup ("");
}

void
chosho_search_place_of_unit (ChoshoSearchPlace *self, const ChoshoTextUnit *unit, guint offset)
{
  ChoshoTextFound found = { .number = unit->number, .place = unit->place, .carried = unit->carried, .text = unit->text };

  set_place (self, &found, offset);
}

/* Appends @n_characters from @p on, line breaks and the like as blanks; returns where it ended. */
static const char *
append_clean (GString *out, const char *p, guint n_characters)
{
  for (; n_characters > 0 && *p != '\0'; n_characters--, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_isprint (c) ? c : ' ');
    }
  return p;
}

static void
set_excerpt (ChoshoSearchPlace *self, const char *text, const ChoshoHit *hit)
{
  GString *out = g_string_new (NULL);
  guint before = MIN (hit->first, EXCERPT_BEFORE);
  const char *p = g_utf8_offset_to_pointer (text, hit->first - before);

  if (before < hit->first)
    g_string_append (out, "…");
  self->first = before + (before < hit->first);
  self->n_characters = hit->n_characters;
  p = append_clean (out, p, before + hit->n_characters + EXCERPT_AFTER);
  if (*p != '\0')
    g_string_append (out, "…");
  self->excerpt = g_string_free (out, FALSE);
}

gboolean
chosho_search_place_find (ChoshoSearchPlace *self, const ChoshoTextFound *found, const char *needle)
{
  g_autoptr (GArray) hits = chosho_find_text (found->text, needle);

  for (guint i = 0; i < hits->len; i++)
    {
      const ChoshoHit *hit = &g_array_index (hits, ChoshoHit, i);

      if (hit->first + hit->n_characters <= found->carried)
        continue;
      set_place (self, found, hit->first);
      set_excerpt (self, found->text, hit);
      return TRUE;
    }
  return FALSE;
}
