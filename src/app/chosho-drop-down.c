/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-drop-down.h"

static gboolean
is_same (GListModel *model, GtkStringList *words)
{
  guint n_words = g_list_model_get_n_items (G_LIST_MODEL (words));

  if (model == NULL || !GTK_IS_STRING_LIST (model) || g_list_model_get_n_items (model) != n_words)
    return FALSE;
  for (guint i = 0; i < n_words; i++)
    if (strcmp (gtk_string_list_get_string (GTK_STRING_LIST (model), i), gtk_string_list_get_string (words, i)) != 0)
      return FALSE;
  return TRUE;
}

void
chosho_drop_down_set_words (GtkDropDown *self, GtkStringList *words)
{
  guint selected = gtk_drop_down_get_selected (self);

  if (is_same (gtk_drop_down_get_model (self), words))
    return;
  gtk_drop_down_set_model (self, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self, selected < g_list_model_get_n_items (G_LIST_MODEL (words)) ? selected : 0);
}
