/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-import-lines.h"

static guint
get_count (ChoshoValue *result, const char *key)
{
  return (guint) chosho_value_get_integer (result, key, 0);
}

char *
chosho_import_lines_dup_summary (ChoshoValue *result)
{
  g_autofree char *added = g_strdup_printf (_("%u added"), get_count (result, "added"));
  g_autofree char *changed = g_strdup_printf (_("%u changed"), get_count (result, "changed"));
  g_autofree char *unchanged = g_strdup_printf (_("%u unchanged"), get_count (result, "unchanged"));
  g_autofree char *missing = g_strdup_printf (_("%u not in the file (kept)"), get_count (result, "missing"));
  g_autofree char *counts = g_strjoin (_(", "), added, changed, unchanged, missing, NULL);

  if (chosho_value_get (result, "selected") == NULL)
    return g_steal_pointer (&counts);
  return g_strdup_printf (_("%s; in the file %u selected, %u not selected"), counts, get_count (result, "selected"), get_count (result, "not_selected"));
}

/* --- Plan --------------------------------------------------------------------------------------------------- */

static const char *
get_selection_word (gboolean selected)
{
  return selected ? _("stated as selected") : _("stated as not selected");
}

/* A line of a statement is there for this word; of a change both sides are said. (transfer full) (nullable) */
static char *
dup_selection (ChoshoValue *item, ChoshoValue *fields)
{
  ChoshoValue *selected = chosho_value_get (item, "selected");

  if (selected == NULL)
    return NULL;
  for (guint i = 0; i < chosho_value_get_length (fields); i++)
    {
      ChoshoValue *field = chosho_value_get_item (fields, i);

      if (g_strcmp0 (chosho_value_get_string (field, "field"), "selected") == 0)
        return g_strdup_printf ("%s → %s", get_selection_word (chosho_value_get_boolean (field, "old", TRUE)),
                                get_selection_word (chosho_value_get_boolean (field, "new", TRUE)));
    }
  return g_strdup (get_selection_word (chosho_value_get_boolean (item, "selected", TRUE)));
}

/* A part of the firm's data and a phase come as codes; the number of a step is its procedure, phase and place in one. */
static const char *
get_word (ChoshoValue *item, const char *field)
{
  const char *value = chosho_value_get_string (item, field);

  if (value == NULL || strcmp (field, "name") == 0)
    return value != NULL ? chosho_word_setting (value) : NULL;
  if (strcmp (field, "template") == 0 && chosho_value_get_string (item, "procedure") != NULL)
    return NULL;
  return strcmp (field, "phase") == 0 ? chosho_word_phase (value) : value;
}

/* What a person knows the thing by. (transfer full) */
static char *
dup_item_name (ChoshoValue *item)
{
  static const char *const fields[]
    = { "number", "control", "procedure", "phase", "template", "individual", "name", "version", "title", "text" };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = get_word (item, fields[i]);

      if (value != NULL && value[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", value);
    }
  if (text->len == 0)
    g_string_append (text, "…");
  return g_string_free (text, FALSE);
}

static void
add_items (GPtrArray *lines, ChoshoValue *list, const char *sign)
{
  for (guint i = 0; i < chosho_value_get_length (list) && lines->len < CHOSHO_IMPORT_LINES_MAX; i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);
      ChoshoValue *inner = chosho_value_get (entry, "item"); /* a change holds the item beside its fields */
      g_autofree char *name = dup_item_name (inner != NULL ? inner : entry);
      g_autofree char *selection = dup_selection (inner != NULL ? inner : entry, chosho_value_get (entry, "fields"));

      g_ptr_array_add (lines, selection != NULL ? g_strdup_printf ("%s %s: %s", sign, name, selection) : g_strdup_printf ("%s %s", sign, name));
    }
}

/* Nothing is taken away by a file that lacks it: no sign of a removal. */
static void
add_missing (GPtrArray *lines, ChoshoValue *list)
{
  for (guint i = 0; i < chosho_value_get_length (list) && lines->len < CHOSHO_IMPORT_LINES_MAX; i++)
    {
      g_autofree char *name = dup_item_name (chosho_value_get_item (list, i));

      g_ptr_array_add (lines, g_strdup_printf (_("%s: not in the file, kept"), name));
    }
}

static void
add_notices (GPtrArray *lines, ChoshoValue *notices)
{
  for (guint i = 0; i < chosho_value_get_length (notices) && lines->len < CHOSHO_IMPORT_LINES_MAX; i++)
    {
      const char *message = chosho_value_get_string (chosho_value_get_item (notices, i), "message");

      if (message != NULL)
        g_ptr_array_add (lines, g_strdup_printf ("! %s", message));
    }
}

GStrv
chosho_import_lines_of_plan (ChoshoValue *result)
{
  GPtrArray *lines = g_ptr_array_new ();
  ChoshoValue *plan = chosho_value_get (result, "plan");

  add_notices (lines, chosho_value_get (result, "notices"));
  for (guint i = 0; i < chosho_value_get_length (plan); i++)
    {
      ChoshoValue *part = chosho_value_get_member_at (plan, i);

      add_items (lines, chosho_value_get (part, "changed"), "~");
      add_items (lines, chosho_value_get (part, "added"), "+");
      add_missing (lines, chosho_value_get (part, "missing"));
    }
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_free (lines, FALSE);
}

GStrv
chosho_import_lines_of_changes (ChoshoValue *result)
{
  GPtrArray *lines = g_ptr_array_new ();

  add_items (lines, chosho_value_get (result, "changed"), "~");
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_free (lines, FALSE);
}

/* --- Problems ------------------------------------------------------------------------------------------------- */

GStrv
chosho_import_lines_of_problems (ChoshoValue *result)
{
  ChoshoValue *problems = chosho_value_get (result, "problems");
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    g_ptr_array_add (lines, g_strdup (chosho_value_get_string (chosho_value_get_item (problems, i), "message")));
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_free (lines, FALSE);
}

/* A cell of a table by tabs holds neither tabs nor breaks. */
static void
append_cell (GString *table, const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    g_string_append_c (table, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

char *
chosho_import_lines_dup_table (ChoshoValue *result)
{
  ChoshoValue *problems = chosho_value_get (result, "problems");
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "%s\t%s\t%s\t%s\t%s\t%s\n", _("File"), _("Sheet"), _("Row"), _("Column"), _("Value"), _("Reason"));
  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    {
      ChoshoValue *problem = chosho_value_get_item (problems, i);
      g_autofree char *row = g_strdup_printf ("%d", (int) chosho_value_get_integer (problem, "row", 0));
      const char *cells[] = { chosho_value_get_string (problem, "file"), chosho_value_get_string (problem, "sheet"), row,
                              chosho_value_get_string (problem, "column"), chosho_value_get_string (problem, "value"),
                              chosho_value_get_string (problem, "reason") };

      for (gsize j = 0; j < G_N_ELEMENTS (cells); j++)
        {
          append_cell (table, cells[j]);
          g_string_append_c (table, j + 1 < G_N_ELEMENTS (cells) ? '\t' : '\n');
        }
    }
  return g_string_free (table, FALSE);
}
