/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-cycle-lines.h"

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
list_periods (ChoshoCycleLines *self, ChoshoValue *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      const char *period = chosho_value_get_string (chosho_value_get_item (rows, i), "period");

      if (g_hash_table_add (seen, (gpointer) period))
        g_ptr_array_add (self->periods, g_strdup (period));
    }
  g_ptr_array_sort (self->periods, compare_texts); /* they begin with their first day */
}

static guint
find_period (ChoshoCycleLines *self, const char *period)
{
  guint found = 0;

  g_ptr_array_find_with_equal_func (self->periods, period, g_str_equal, &found);
  return found;
}

ChoshoCycleLines *
chosho_cycle_lines_new (ChoshoValue *rows, ChoshoCycleCellFunc dup_cell, gpointer user_data)
{
  ChoshoCycleLines *self = g_new0 (ChoshoCycleLines, 1);
  GPtrArray *cells = NULL;

  self->periods = g_ptr_array_new_with_free_func (g_free);
  self->lines = g_ptr_array_new ();
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  list_periods (self, rows);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      guint period = find_period (self, chosho_value_get_string (row, "period"));

      if (cells == NULL)
        {
          cells = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_set_size (cells, (int) self->periods->len);
          g_ptr_array_add (self->cells, cells);
        }
      g_free (g_ptr_array_index (cells, period));
      g_ptr_array_index (cells, period) = dup_cell (row, user_data);
      if (!chosho_value_get_boolean (row, "current", FALSE))
        continue;
      g_ptr_array_add (self->lines, row); /* this year's row ends a line */
      cells = NULL;
    }
  return self;
}

void
chosho_cycle_lines_free (ChoshoCycleLines *self)
{
  g_ptr_array_unref (self->periods);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

const char *
chosho_cycle_lines_get_cell (ChoshoCycleLines *self, guint line, guint period)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (self->cells, line), period);
}

gboolean
chosho_cycle_lines_is_due (ChoshoCycleLines *self, guint line)
{
  ChoshoValue *row = g_ptr_array_index (self->lines, line);

  return chosho_value_get_boolean (row, "due_now", FALSE) && chosho_value_get_string (row, "tested_on") == NULL;
}
