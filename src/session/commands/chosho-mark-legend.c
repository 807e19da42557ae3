/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-mark-legend.h"

/* What every file has; the firm's list takes its place. */
static const struct
{
  const char *mark, *label_ja, *label_en;
} sample[] = {
  { "✓", "一致", "Agreed" },
  { "✗", "例外あり", "Exception" },
  { "N/A", "該当なし", "Not applicable" },
};

static ChoshoValue *
new_sample (void)
{
  ChoshoValue *legend = chosho_value_new_array ();

  for (guint i = 0; i < G_N_ELEMENTS (sample); i++)
    {
      ChoshoValue *entry = chosho_value_new_object ();

      chosho_value_set_string (entry, "mark", sample[i].mark);
      chosho_value_set_string (entry, "label_ja", sample[i].label_ja);
      chosho_value_set_string (entry, "label_en", sample[i].label_en);
      chosho_value_set_boolean (entry, "sample", TRUE);
      chosho_value_append (legend, entry);
    }
  return legend;
}

static ChoshoValue *
copy_own (ChoshoValue *ticks)
{
  ChoshoValue *legend = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (ticks); i++)
    {
      ChoshoValue *entry = chosho_value_copy (chosho_value_get_item (ticks, i));

      chosho_value_set_boolean (entry, "sample", FALSE);
      chosho_value_append (legend, entry);
    }
  return legend;
}

ChoshoValue *
chosho_mark_legend_make (ChoshoValue *ticks)
{
  return chosho_value_get_length (ticks) > 0 ? copy_own (ticks) : new_sample ();
}

ChoshoValue *
chosho_mark_legend_list (ChoshoSession *session, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, "setting", NULL, error);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (g_strcmp0 (chosho_value_get_string (row, "name"), "ticks") == 0 && chosho_value_get_length (chosho_value_get (row, "value")) > 0)
        return copy_own (chosho_value_get (row, "value"));
    }
  return new_sample ();
}

gboolean
chosho_mark_legend_has (ChoshoValue *legend, const char *sign)
{
  for (guint i = 0; i < chosho_value_get_length (legend); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (legend, i), "mark"), sign) == 0)
      return TRUE;
  return FALSE;
}
