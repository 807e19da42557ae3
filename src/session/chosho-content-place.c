/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-content-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-table.h"

/* Quotes as spreadsheets use them: a name of letters and digits stands alone. */
static char *
quote_sheet (const char *sheet)
{
  gboolean plain = !g_unichar_isdigit (g_utf8_get_char (sheet));
  GString *quoted;

  for (const char *p = sheet; *p != '\0' && plain; p = g_utf8_next_char (p))
    plain = g_unichar_isalnum (g_utf8_get_char (p)) || *p == '_' || *p == '.';
  if (plain)
    return g_strdup (sheet);
  quoted = g_string_new ("'");
  for (const char *p = sheet; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append_c (quoted, '\'');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '\'');
  return g_string_free (quoted, FALSE);
}

char *
chosho_content_place_of_range (const char *sheet, guint32 first_row, guint32 first_column, guint32 last_row, guint32 last_column)
{
  g_autofree char *quoted = sheet != NULL && sheet[0] != '\0' ? quote_sheet (sheet) : NULL;
  g_autofree char *first = chosho_table_column_name (first_column), *last = chosho_table_column_name (last_column);
  GString *place = g_string_new (quoted);

  if (quoted != NULL)
    g_string_append_c (place, '!');
  g_string_append_printf (place, "%s%u", first, first_row);
  if (first_row != last_row || first_column != last_column)
    g_string_append_printf (place, ":%s%u", last, last_row);
  return g_string_free (place, FALSE);
}

char *
chosho_content_place_of_time (guint seconds)
{
  return g_strdup_printf ("%02u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

gboolean
chosho_content_place_parse_time (const char *text, guint *seconds)
{
  g_autofree char *folded = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_auto (GStrv) parts = g_strsplit (folded != NULL ? g_strstrip (folded) : "", ":", -1);
  guint n_parts = g_strv_length (parts);
  guint64 total = 0;

  if (n_parts < 2 || n_parts > 3)
    return FALSE;
  for (guint i = 0; i < n_parts; i++)
    {
      guint64 part;

      /* what stands first may go beyond an hour: players count minutes on */
      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, i == 0 ? 5999 : 59, &part, NULL))
        return FALSE;
      total = total * 60 + part;
    }
  *seconds = (guint) total;
  return TRUE;
}

char *
chosho_content_place_of_cell (const char *sheet, guint32 row, guint32 column)
{
  return chosho_content_place_of_range (sheet, row, column, row, column);
}

char *
chosho_content_place_of_object (const char *sheet, const ChoshoSheetObject *object)
{
  /* what ends at a cell's corner does not reach into it */
  guint32 last_row = object->last_row - (object->last_y == 0 && object->last_row > object->row);
  guint32 last_column = object->last_column - (object->last_x == 0 && object->last_column > object->column);

  if (object->last_row < object->row || object->last_column < object->column)
    return chosho_content_place_of_cell (sheet, object->row, object->column);
  return chosho_content_place_of_range (sheet, object->row, object->column, last_row, last_column);
}

/* "C12": letters, then digits. */
static gboolean
parse_reference (const char *text, guint32 *row, guint32 *column)
{
  guint64 letters = 0, number;

  for (; g_ascii_isalpha (*text) && letters < G_MAXUINT16; text++)
    letters = letters * 26 + (guint64) (g_ascii_toupper (*text) - 'A' + 1);
  if (letters == 0 || letters > G_MAXUINT16 || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL))
    return FALSE;
  *column = (guint32) letters - 1;
  *row = (guint32) number;
  return TRUE;
}

gboolean
chosho_content_place_parse (const char *place, char **sheet, guint32 *row, guint32 *column)
{
  const char *mark = strrchr (place, '!');
  g_autofree char *name = mark != NULL ? g_strndup (place, (gsize) (mark - place)) : NULL;
  gsize size_bytes = name != NULL ? strlen (name) : 0;

  if (!parse_reference (mark != NULL ? mark + 1 : place, row, column))
    return FALSE;
  if (size_bytes >= 2 && name[0] == '\'' && name[size_bytes - 1] == '\'')
    {
      g_auto (GStrv) parts = NULL;
      char *inner;

      name[size_bytes - 1] = '\0';
      parts = g_strsplit (name + 1, "''", -1);
      inner = g_strjoinv ("'", parts);
      g_free (name);
      name = inner;
    }
  *sheet = g_steal_pointer (&name);
  return TRUE;
}

static char *
dup_own_place (const ChoshoBlock *block)
{
  static const char *const zones[] = {
    N_("Paragraph %u"), N_("Header, paragraph %u"), N_("Footer, paragraph %u"), N_("Footnotes, paragraph %u"),
    N_("Endnotes, paragraph %u"), N_("Comment %u"), N_("Speaker’s notes, paragraph %u"), N_("Paragraph %u"), N_("HTML text, paragraph %u"),
  };
  g_autofree char *number = g_strdup_printf ("%u", block->number);
  g_auto (GStrv) parts = NULL;

  switch (block->kind)
    {
    case CHOSHO_BLOCK_TABLE_ROW:
      return g_strdup_printf (_("Table %u, row %u"), block->number, block->row);
    case CHOSHO_BLOCK_PICTURE: case CHOSHO_BLOCK_OTHER:
      return g_strdup_printf (_("Figure %u"), block->number);
    case CHOSHO_BLOCK_ATTACHMENT:
      return g_strdup_printf (_("Attachment %u"), block->number);
    case CHOSHO_BLOCK_SLIDE: case CHOSHO_BLOCK_FIELD:
      return g_strdup ("");
    default:
      parts = g_strsplit (_(zones[block->zone]), "%u", 2);
      return g_strjoinv (number, parts);
    }
}

char *
chosho_content_place_of_block (const ChoshoBlock *block)
{
  g_autofree char *own = dup_own_place (block);

  if (block->slide == 0)
    return g_steal_pointer (&own);
  if (own[0] == '\0')
    return g_strdup_printf (_("Slide %u"), block->slide);
  return g_strdup_printf (_("Slide %u, %s"), block->slide, own);
}
