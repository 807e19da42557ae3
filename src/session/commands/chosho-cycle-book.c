/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-cycle-book.h"
#include "chosho-report-template.h"
#include "chosho-tables-book.h"

#define YEARS_WIDTH 88 /* of about 190, for all years together */

static void
add_column (ChoshoValue *columns, const char *title, const char *kind, int width)
{
  ChoshoValue *column = chosho_value_new_object ();

  chosho_value_set_string (column, "title", title);
  chosho_value_set_string (column, "kind", kind);
  chosho_value_set_integer (column, "width", width);
  chosho_value_append (columns, column);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The periods of all rows, the oldest first. (element-type utf8) (transfer container) */
static GPtrArray *
list_periods (ChoshoValue *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *periods = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      const char *period = chosho_value_get_string (chosho_value_get_item (rows, i), "period");

      if (g_hash_table_add (seen, (gpointer) period))
        g_ptr_array_add (periods, (gpointer) period);
    }
  g_ptr_array_sort (periods, compare_texts);
  return periods;
}

/* What is said of a year: "in scope", when it was tested, why not. (transfer full) */
static char *
dup_year (const ChoshoReportTemplate *words, ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");
  const char *basis = chosho_value_get_string (row, "basis"), *tested = chosho_value_get_string (row, "tested_on");
  GString *text = g_string_new (chosho_report_template_get_label (words, strcmp (state, "not-selected") == 0 ? "basis" : "paper-scope", state));

  if (tested != NULL)
    g_string_append_printf (text, "\n%s", tested);
  if (basis != NULL)
    g_string_append_printf (text, "\n%s", basis);
  return g_string_free (text, FALSE);
}

static void
append_text (ChoshoValue *cells, const char *text)
{
  chosho_value_append (cells, text != NULL ? chosho_value_new_string (text) : chosho_value_new_null ());
}

/* The cells that @row begins, with blank years. */
static ChoshoValue *
new_line (const ChoshoReportTemplate *words, ChoshoValue *row)
{
  ChoshoValue *cells = chosho_value_new_array ();

  append_text (cells, chosho_value_get_string (row, "control"));
  append_text (cells, chosho_value_get_string (row, "title"));
  append_text (cells, chosho_report_template_get_label (words, "phase", chosho_value_get_string (row, "phase")));
  append_text (cells, chosho_value_get_string (row, "individual"));
  return cells;
}

/* The rows of one control and phase, from @start on, as one line; returns the row after them. */
static guint
add_line (const ChoshoReportTemplate *words, ChoshoValue *lines, ChoshoValue *rows, guint start, GPtrArray *periods)
{
  ChoshoValue *first = chosho_value_get_item (rows, start), *cells = new_line (words, first);
  guint end = start;

  while (!chosho_value_get_boolean (chosho_value_get_item (rows, end), "current", FALSE))
    end++;
  for (guint i = 0; i < periods->len; i++)
    {
      g_autofree char *text = NULL;

      for (guint j = start; j <= end && text == NULL; j++)
        if (strcmp (chosho_value_get_string (chosho_value_get_item (rows, j), "period"), g_ptr_array_index (periods, i)) == 0)
          text = dup_year (words, chosho_value_get_item (rows, j));
      append_text (cells, text);
    }
  append_text (cells, chosho_value_get_string (first, "last_tested"));
  append_text (cells, chosho_value_get_string (first, "due"));
  chosho_value_append (lines, cells);
  return end + 1;
}

/* The columns of a line; the periods are those of the years. */
static ChoshoValue *
new_columns (const ChoshoReportTemplate *words, GPtrArray *periods)
{
  ChoshoValue *columns = chosho_value_new_array ();

  add_column (columns, chosho_report_template_get (words, "cycle", "control"), "text", 16);
  add_column (columns, chosho_report_template_get (words, "cycle", "title"), "text", 30);
  add_column (columns, chosho_report_template_get (words, "cycle", "phase"), "text", 12);
  add_column (columns, chosho_report_template_get (words, "cycle", "individual"), "text", 14);
  for (guint i = 0; i < periods->len; i++)
    add_column (columns, g_ptr_array_index (periods, i), "text", YEARS_WIDTH / (int) periods->len);
  add_column (columns, chosho_report_template_get (words, "cycle", "last-tested"), "date", 14);
  add_column (columns, chosho_report_template_get (words, "cycle", "due"), "date", 14);
  return columns;
}

GBytes *
chosho_cycle_book_make (ChoshoValue *rows, ChoshoValue *facts, GError **error)
{
  gboolean english = g_strcmp0 (chosho_value_get_string (facts, "language"), "en") == 0;
  g_autoptr (ChoshoReportTemplate) words = chosho_report_template_new_papers (english ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA);
  g_autoptr (GPtrArray) periods = list_periods (rows);
  g_autoptr (ChoshoValue) tables = chosho_value_new_array ();
  ChoshoValue *table = chosho_value_new_object (), *lines = chosho_value_new_array ();
  const char *name = chosho_report_template_get (words, "cycle", "name");

  for (guint i = 0; i < chosho_value_get_length (rows); )
    i = add_line (words, lines, rows, i, periods);
  chosho_value_set_string (table, "name", name);
  chosho_value_set_string (table, "title", name);
  chosho_value_set_string (table, "about", chosho_value_get_string (facts, "title"));
  chosho_value_set (table, "columns", new_columns (words, periods));
  chosho_value_set (table, "rows", lines);
  chosho_value_append (tables, table);
  return chosho_tables_book_make (tables, chosho_value_get_string (facts, "firm"), english, error);
}
