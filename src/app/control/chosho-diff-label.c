/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-diff-label.h"
#include "chosho-word-diff.h"

#define DIMMED (G_MAXUINT16 / 100 * 62) /* what went steps back */

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static void
mark (PangoAttrList *list, ChoshoDiffKind kind, gsize start, gsize end)
{
  if (kind == CHOSHO_DIFF_REMOVED)
    {
      add_attribute (list, pango_attr_strikethrough_new (TRUE), start, end);
      add_attribute (list, pango_attr_foreground_alpha_new (DIMMED), start, end);
    }
  else if (kind == CHOSHO_DIFF_ADDED)
    {
      add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD), start, end);
    }
}

/* What a screen reader says: it knows neither lines through nor under words. */
static void
append_spoken (GString *spoken, const ChoshoDiffPart *part)
{
  if (part->kind == CHOSHO_DIFF_REMOVED)
    g_string_append_printf (spoken, _("[removed: %s]"), part->text);
  else if (part->kind == CHOSHO_DIFF_ADDED)
    g_string_append_printf (spoken, _("[added: %s]"), part->text);
  else
    g_string_append (spoken, part->text);
}

GtkWidget *
chosho_diff_label_new (const char *old, const char *new)
{
  g_autoptr (GPtrArray) parts = chosho_word_diff (old != NULL ? old : "", new != NULL ? new : "");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) spoken = g_string_new (NULL);
  PangoAttrList *list = pango_attr_list_new ();
  GtkWidget *label;

  for (guint i = 0; i < parts->len; i++)
    {
      const ChoshoDiffPart *part = g_ptr_array_index (parts, i);
      gsize start = text->len;

      g_string_append (text, part->text);
      mark (list, part->kind, start, text->len);
      append_spoken (spoken, part);
    }
  label = gtk_label_new (text->str);
  gtk_label_set_attributes (GTK_LABEL (label), list);
  pango_attr_list_unref (list);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  chosho_accessible_set_name (label, spoken->str);
  return label;
}
