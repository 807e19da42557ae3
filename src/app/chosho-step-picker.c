/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-step-picker.h"

struct _ChoshoStepPicker
{
  ChoshoRowPicker parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoStepPicker, chosho_step_picker, CHOSHO_TYPE_ROW_PICKER)

static const ChoshoRowPickerWords words = {
  .title = N_("Choose Steps"),
  .choose = N_("C_hoose"),
  .search = N_("Search the steps"),
  .search_hint = N_("Control, procedure or words"),
  .found = N_("Steps found"),
  .none = N_("No step found"),
  .none_hint = N_("Steps come with the procedures."),
};

char *
chosho_step_picker_dup_name (ChoshoValue *row)
{
  return g_strjoin (", ", chosho_value_get_string (row, "control"), chosho_word_phase (chosho_value_get_string (row, "phase")),
                    chosho_word_technique (chosho_value_get_string (row, "technique")), NULL);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoRowPicker) self = user_data;
  GPtrArray *ids = chosho_row_picker_finish (self, source, result);

  if (ids != NULL)
    chosho_row_picker_show (self, ids);
}

static void
chosho_step_picker_query (ChoshoRowPicker *self, const char *needle, GCancellable *cancellable)
{
  g_autoptr (ChoshoRowQuery) wanted = chosho_row_query_new ("step");

  chosho_row_query_set_needle (wanted, needle);
  chosho_workspace_query_async (chosho_row_picker_get_workspace (self), wanted, cancellable, on_found_cb, g_object_ref (self));
}

static void
chosho_step_picker_setup (ChoshoRowPicker *self, GtkListItem *list_item)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (lines), label);
      gtk_widget_add_css_class (label, i == 0 ? "heading" : "dim-label");
    }
  gtk_list_item_set_child (list_item, lines);
}

static void
chosho_step_picker_bind (ChoshoRowPicker *self, GtkListItem *list_item)
{
  ChoshoValue *row = chosho_row_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *lines = gtk_list_item_get_child (list_item);
  const char *text = chosho_value_get_string (row, "text");
  g_autofree char *name = chosho_step_picker_dup_name (row);
  g_autofree char *whole = g_strjoin (", ", name, text != NULL ? text : "", NULL);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (lines)), name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (lines, text);
  /* GTK 4.8 names list rows by their type. */
  chosho_accessible_set_name (gtk_widget_get_parent (lines), whole);
}

static void
chosho_step_picker_class_init (ChoshoStepPickerClass *klass)
{
  ChoshoRowPickerClass *picker_class = CHOSHO_ROW_PICKER_CLASS (klass);

  picker_class->words = &words;
  picker_class->kind = "step";
  picker_class->query = chosho_step_picker_query;
  picker_class->setup = chosho_step_picker_setup;
  picker_class->bind = chosho_step_picker_bind;
}

static void
chosho_step_picker_init (ChoshoStepPicker *self)
{
}

ChoshoStepPicker *
chosho_step_picker_new (GtkWindow *parent, ChoshoWorkspace *workspace, gboolean several)
{
  ChoshoStepPicker *self = g_object_new (CHOSHO_TYPE_STEP_PICKER, "transient-for", parent, NULL);

  chosho_row_picker_start (CHOSHO_ROW_PICKER (self), workspace, several);
  return self;
}
