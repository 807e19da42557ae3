/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-edition-book.h"
#include "chosho-tables-book.h"

typedef struct
{
  const char *key;    /* of a row's member */
  const char *title;  /* N_() */
  const char *kind;
  int         width;
} Column;

static const Column changed_columns[] = {
  { "number", N_("Number"), "text", 16 }, { "from", N_("Number before"), "text", 16 }, { "title", N_("Title"), "text", 30 },
  { "before", N_("Text before"), "text", 64 }, { "after", N_("Text now"), "text", 64 }, { NULL },
};

static const Column single_columns[] = {
  { "number", N_("Number"), "text", 16 }, { "title", N_("Title"), "text", 40 }, { "text", N_("Text of the control"), "text", 134 }, { NULL },
};

/* Headings by which the file is read again, in both languages. */
static const Column renumbering_columns[] = {
  { "from", N_("Old number"), "text", 30 }, { "number", N_("New number"), "text", 30 }, { "why", N_("Why the numbers belong together"), "text", 40 },
  { "likeness", N_("Words in common (%)"), "number", 30 }, { NULL },
};

static ChoshoValue *
new_columns (const Column *columns)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (; columns->key != NULL; columns++)
    {
      ChoshoValue *column = chosho_value_new_object ();

      chosho_value_set_string (column, "title", _(columns->title));
      chosho_value_set_string (column, "kind", columns->kind);
      chosho_value_set_integer (column, "width", columns->width);
      chosho_value_append (out, column);
    }
  return out;
}

static const char *
get_reason (ChoshoValue *row)
{
  const char *why = chosho_value_get_string (row, "why");

  if (why == NULL)
    return _("decided");
  return strcmp (why, "same-text") == 0 ? _("proposed: the same text") : _("proposed: much the same words");
}

/* @value (nullable) for a cell; a text that none holds, as overviews of groups may be, is cut there: it is read in the criteria. */
static ChoshoValue *
new_cell (ChoshoValue *value)
{
  const char *text = chosho_value_as_string (value);
  g_autofree char *head = NULL;
  g_autofree char *cut = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= CHOSHO_TABLES_BOOK_CELL)
    return value != NULL ? chosho_value_ref (value) : chosho_value_new_null ();
  head = g_utf8_substring (text, 0, CHOSHO_TABLES_BOOK_CELL - 1);
  cut = g_strconcat (head, "…", NULL);
  return chosho_value_new_string (cut);
}

static void
add_rows (ChoshoValue *rows, ChoshoValue *list, const Column *columns)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *row = chosho_value_get_item (list, i), *cells = chosho_value_new_array ();

      for (const Column *column = columns; column->key != NULL; column++)
        {
          if (strcmp (column->key, "why") == 0)
            chosho_value_append_string (cells, get_reason (row));
          else
            chosho_value_append (cells, new_cell (chosho_value_get (row, column->key)));
        }
      chosho_value_append (rows, cells);
    }
}

static ChoshoValue *
new_table (const char *name, const char *about, const Column *columns, ChoshoValue *first, ChoshoValue *second)
{
  ChoshoValue *table = chosho_value_new_object (), *rows = chosho_value_new_array ();

  add_rows (rows, first, columns);
  add_rows (rows, second, columns);
  chosho_value_set_string (table, "name", name);
  chosho_value_set_string (table, "title", name);
  chosho_value_set_string (table, "about", about);
  chosho_value_set (table, "columns", new_columns (columns));
  chosho_value_set (table, "rows", rows);
  return table;
}

GBytes *
chosho_edition_book_make (ChoshoValue *comparison, const char *about, GError **error)
{
  g_autoptr (ChoshoValue) tables = chosho_value_new_array ();
  gboolean english = strcmp (_("Number"), "Number") == 0;

  chosho_value_append (tables, new_table (_("Changed controls"), about, changed_columns, chosho_value_get (comparison, "changed"), NULL));
  chosho_value_append (tables, new_table (_("New controls"), about, single_columns, chosho_value_get (comparison, "new"), NULL));
  chosho_value_append (tables, new_table (_("Withdrawn controls"), about, single_columns, chosho_value_get (comparison, "withdrawn"), NULL));
  chosho_value_append (tables, new_table (_("Renumbering"), about, renumbering_columns, chosho_value_get (comparison, "renumbered"),
                                          chosho_value_get (comparison, "proposals")));
  return chosho_tables_book_make (tables, NULL, english, error);
}
