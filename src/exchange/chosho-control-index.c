/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-control-index.h"
#include "chosho-number.h"

struct _ChoshoControlIndex
{
  gboolean    is_known; /* criteria were given */
  GHashTable *by_name;  /* (owned) number or label → criteria item (borrowed) */
};

ChoshoControlIndex *
chosho_control_index_new (const ChoshoValue *criteria)
{
  ChoshoControlIndex *self = g_new0 (ChoshoControlIndex, 1);

  self->is_known = criteria != NULL;
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  /* Labels first, so that a number always wins over another control's label. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < chosho_value_get_length (criteria); i++)
      {
        ChoshoValue *item = chosho_value_get_item (criteria, i);
        const char *name = chosho_value_get_string (item, pass == 0 ? "label" : "number");

        if (name != NULL)
          g_hash_table_insert (self->by_name, (gpointer) name, item);
      }
  return self;
}

void
chosho_control_index_free (ChoshoControlIndex *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_name);
  g_free (self);
}

const ChoshoValue *
chosho_control_index_find (ChoshoControlIndex *self, const char *number)
{
  return g_hash_table_lookup (self->by_name, number);
}

static gboolean
looks_like_range (const char *text)
{
  return strstr (text, "〜") != NULL || strstr (text, "～") != NULL || strchr (text, '~') != NULL
         || strstr (text, " - ") != NULL || strstr (text, "から") != NULL;
}

/* The number as the criteria write it; NULL with a problem. */
static const char *
check (ChoshoControlIndex *self, ChoshoSheetReader *reader, const char *field, const char *entry,
       gboolean controls_only, gboolean is_ismap)
{
  const ChoshoValue *item = chosho_control_index_find (self, entry);

  if (self->is_known ? item == NULL : is_ismap && !chosho_number_is_valid (entry))
    {
      if (looks_like_range (entry))
        chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "range",
                                    _ ("“%s” is a range; write every number"), entry);
      else
        chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "control-unknown",
                                    self->is_known ? _ ("the criteria have no control “%s”")
                                                   : _ ("“%s” is no control number"),
                                    entry);
      return NULL;
    }
  if (controls_only
      && (item != NULL ? g_strcmp0 (chosho_value_get_string (item, "level"), "objective") == 0
                       : chosho_number_is_valid (entry) && !chosho_number_is_control (entry)))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "not-a-control",
                                  _ ("“%s” is an objective, not a detailed control"), entry);
      return NULL;
    }
  return item != NULL ? chosho_value_get_string (item, "number") : entry;
}

GPtrArray *
chosho_control_index_read (ChoshoControlIndex *self, ChoshoSheetReader *reader, const char *field,
                           gboolean controls_only)
{
  const char *cell = chosho_sheet_reader_get (reader, field);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func (g_free);
  gboolean is_ismap = FALSE, is_good = TRUE;

  if (cell == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "control-blank", "%s",
                                  _ ("the control's number is missing"));
      return NULL;
    }
  /* The whole cell may be one label with a comma or space of its own. */
  if (chosho_control_index_find (self, cell) != NULL)
    {
      entries = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (entries, g_strdup (cell));
    }
  else
    entries = chosho_cell_split_numbers (cell);
  if (entries->len == 0)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "control-blank", "%s",
                                _ ("the control's number is missing"));
  for (guint i = 0; i < entries->len; i++)
    is_ismap = is_ismap || chosho_number_is_valid (g_ptr_array_index (entries, i))
               || g_ascii_isdigit (*(const char *) g_ptr_array_index (entries, i));
  for (guint i = 0; i < entries->len; i++)
    {
      const char *number
          = check (self, reader, field, g_ptr_array_index (entries, i), controls_only, is_ismap);

      if (number == NULL)
        is_good = FALSE;
      else if (!g_ptr_array_find_with_equal_func (out, number, g_str_equal, NULL))
        g_ptr_array_add (out, g_strdup (number));
    }
  if (!is_good || out->len == 0)
    return NULL;
  return g_steal_pointer (&out);
}
