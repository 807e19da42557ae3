/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-cycle-book.h"
#include "chosho-cycle-lines.h"
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

/* What is said of a year: "in scope", when it was tested, why not. (transfer full) */
static char *
dup_year (ChoshoValue *row, gpointer user_data)
{
  const ChoshoReportTemplate *words = user_data;
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

static ChoshoValue *
new_line (const ChoshoReportTemplate *words, ChoshoCycleLines *lines, guint line)
{
  ChoshoValue *row = g_ptr_array_index (lines->lines, line), *cells = chosho_value_new_array ();

  append_text (cells, chosho_value_get_string (row, "control"));
  append_text (cells, chosho_value_get_string (row, "title"));
  append_text (cells, chosho_report_template_get_label (words, "phase", chosho_value_get_string (row, "phase")));
  append_text (cells, chosho_value_get_string (row, "individual"));
  for (guint i = 0; i < lines->periods->len; i++)
    append_text (cells, chosho_cycle_lines_get_cell (lines, line, i));
  append_text (cells, chosho_value_get_string (row, "last_tested"));
  append_text (cells, chosho_value_get_string (row, "due"));
  return cells;
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
  g_autoptr (ChoshoCycleLines) years = chosho_cycle_lines_new (rows, dup_year, words);
  g_autoptr (ChoshoValue) tables = chosho_value_new_array ();
  ChoshoValue *table = chosho_value_new_object (), *lines = chosho_value_new_array ();
  const char *name = chosho_report_template_get (words, "cycle", "name");

  for (guint i = 0; i < years->lines->len; i++)
    chosho_value_append (lines, new_line (words, years, i));
  chosho_value_set_string (table, "name", name);
  chosho_value_set_string (table, "title", name);
  chosho_value_set_string (table, "about", chosho_value_get_string (facts, "title"));
  chosho_value_set (table, "columns", new_columns (words, years->periods));
  chosho_value_set (table, "rows", lines);
  chosho_value_append (tables, table);
  return chosho_tables_book_make (tables, chosho_value_get_string (facts, "firm"), english, error);
}
