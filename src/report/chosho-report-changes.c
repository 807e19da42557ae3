/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-changes.h"

#include <string.h>

#include "chosho-report-lines.h"
#include "chosho-report-values.h"

typedef struct
{
  ChoshoReportValues         *before;
  ChoshoReportValues         *now;
  const ChoshoReportTemplate *template;
  GString                    *lines;
} Comparison;

static void
add_line (Comparison *self, const char *group, const char *key, const char *number, const char *change)
{
  g_autofree char *what = chosho_report_template_join_number (self->template, chosho_report_template_get (self->template, group, key), number);
  g_autofree char *line = chosho_report_template_format (self->template, "format", "reissue-change", "what", what, "change",
                                                         chosho_report_template_get (self->template, "label", change), NULL);

  if (strstr (self->lines->str, line) == NULL) /* the statement is one thing with several values */
    g_string_append_printf (self->lines, "%s%s", self->lines->len > 0 ? "\n" : "", line);
}

static void
compare_single (Comparison *self, const ChoshoReportLineKind *single)
{
  if (strcmp (chosho_report_values_get (self->before, single->name, 0), chosho_report_values_get (self->now, single->name, 0)) != 0)
    add_line (self, single->group, single->key, NULL, "changed");
}

/* What each number says: a control may stand in annex 2 in several rows. (transfer full) (element-type utf8 GString) */
static GHashTable *
index_rows (ChoshoReportValues *values, const ChoshoReportLineKind *kind)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_report_values_count (values, chosho_report_values_get_group (kind->name)); i++)
    {
      const char *number = chosho_report_values_get (values, kind->name, i);
      GString *text = g_hash_table_lookup (index, number);

      if (text == NULL)
        {
          text = g_string_new (NULL);
          g_hash_table_insert (index, (gpointer) number, text);
        }
      for (guint c = 0; kind->columns[c] != NULL; c++)
        g_string_append_printf (text, "%s\x1f", chosho_report_values_get (values, kind->columns[c], i));
    }
  return index;
}

static void
free_index (GHashTable *index)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, index);
  while (g_hash_table_iter_next (&iter, NULL, &text))
    g_string_free (text, TRUE);
  g_hash_table_unref (index);
}

/* In the order of @values; of each number once. @both: what stands in the other one too, where it differs. */
static void
compare_to (Comparison *self, const ChoshoReportLineKind *kind, ChoshoReportValues *values, GHashTable *own, GHashTable *other, const char *missing, gboolean both)
{
  const char *last = NULL;

  for (guint i = 0; i < chosho_report_values_count (values, chosho_report_values_get_group (kind->name)); i++)
    {
      const char *number = chosho_report_values_get (values, kind->name, i);
      GString *text = g_hash_table_lookup (other, number);

      if (g_strcmp0 (number, last) == 0)
        continue;
      last = number;
      if (text == NULL)
        add_line (self, kind->group, kind->key, number, missing);
      else if (both && !g_string_equal (text, g_hash_table_lookup (own, number)))
        add_line (self, kind->group, kind->key, number, "changed");
    }
}

static void
compare_rows (Comparison *self, const ChoshoReportLineKind *kind)
{
  GHashTable *before = index_rows (self->before, kind);
  GHashTable *now = index_rows (self->now, kind);

  compare_to (self, kind, self->now, now, before, "added", TRUE);
  compare_to (self, kind, self->before, before, now, "removed", FALSE);
  free_index (before);
  free_index (now);
}

char *
chosho_report_changes_describe (const ChoshoReportModel *before, const ChoshoReportModel *now, const ChoshoReportTemplate *template)
{
  g_autoptr (ChoshoReportValues) old_values = chosho_report_values_new (before, template);
  g_autoptr (ChoshoReportValues) new_values = chosho_report_values_new (now, template);
  Comparison comparison = { old_values, new_values, template, g_string_new (NULL) };
  const ChoshoReportLineKind *kind;

  for (guint i = 0; (kind = chosho_report_lines_get_kind (i)) != NULL; i++)
    if (kind->columns[0] == NULL)
      compare_single (&comparison, kind);
    else
      compare_rows (&comparison, kind);
  return g_string_free (comparison.lines, FALSE);
}
