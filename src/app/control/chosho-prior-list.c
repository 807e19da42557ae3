/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-prior-list.h"
#include "chosho-text-label.h"

struct _ChoshoPriorList
{
  AdwBin parent_instance;

  GtkExpander *expander; /* (borrowed) */
  GtkBox      *lines;    /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoPriorList, chosho_prior_list, ADW_TYPE_BIN)

static void
add_label (GtkWidget *box, const char *text, const char *style)
{
  gtk_box_append (GTK_BOX (box), chosho_text_label_new_selectable (text, style));
}

/* In the words of the year that wrote it, codes where this program recorded it; what the row does not say is left out.
 * (transfer full) */
static char *
dup_head (ChoshoValue *row)
{
  static const struct { const char *field; const char *(*word) (const char *code); } fields[] = {
    { "period", NULL }, { "individual", NULL }, { "procedure", NULL }, { "phase", chosho_word_phase },
    { "technique", chosho_word_technique }, { "performed_on", NULL }, { "outcome", chosho_word_outcome },
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *said = chosho_value_get_string (row, fields[i].field);
      const char *word = fields[i].word != NULL ? fields[i].word (said) : said;

      if (word != NULL && word[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "  ·  " : "", word);
    }
  g_string_append_printf (text, "%s%s", text->len > 0 ? "  ·  " : "", chosho_value_get_string (row, "source"));
  return g_string_free (text, FALSE);
}

static void
add_line (ChoshoPriorList *self, ChoshoValue *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *result = chosho_value_get_string (row, "result");
  const char *finding = chosho_value_get_string (row, "finding_text");
  const char *remarks = chosho_value_get_string (row, "remarks");
  g_autofree char *head = dup_head (row);
  g_autofree char *found = g_strdup_printf (_("Finding: %s"), finding != NULL ? finding : "");
  g_autofree char *noted = g_strdup_printf (_("Remarks: %s"), remarks != NULL ? remarks : "");

  add_label (box, head, "chosho-who");
  if (result != NULL)
    add_label (box, result, NULL);
  if (finding != NULL)
    add_label (box, found, NULL);
  if (remarks != NULL)
    add_label (box, noted, NULL);
  gtk_widget_add_css_class (box, "chosho-prior");
  gtk_box_append (self->lines, box);
}

void
chosho_prior_list_set_rows (ChoshoPriorList *self, ChoshoValue *rows)
{
  guint count = chosho_value_get_length (rows);
  g_autofree char *title = g_strdup_printf (_("Earlier results, for reference (%u)"), count);

  chosho_clear_box (self->lines);
  if (count > 0)
    add_label (GTK_WIDGET (self->lines), _("What was found at the time. It is no evidence for this period."), "dim-label");
  for (guint i = 0; i < count; i++)
    add_line (self, chosho_value_get_item (rows, i));
  gtk_expander_set_label (self->expander, title);
  chosho_accessible_set_name (self->expander, title);
  gtk_widget_set_visible (GTK_WIDGET (self), count > 0);
}

static void
chosho_prior_list_class_init (ChoshoPriorListClass *klass)
{
}

static void
chosho_prior_list_init (ChoshoPriorList *self)
{
  self->expander = GTK_EXPANDER (gtk_expander_new (NULL));
  self->lines = GTK_BOX (chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 6, _("Earlier results")));
  gtk_widget_set_margin_top (GTK_WIDGET (self->lines), 6);
  gtk_expander_set_child (self->expander, GTK_WIDGET (self->lines));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->expander));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
