/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-evidence-picker.h"
#include "chosho-evidence-taking.h"
#include "chosho-paper-desk-private.h"

/* What is attached to the paper: taken in, chosen among what is there, taken off, opened. */

static ChoshoValue *
new_list (const char *text)
{
  ChoshoValue *list = chosho_value_new_array ();

  if (text != NULL)
    chosho_value_append_string (list, text);
  return list;
}

/* Arguments that name the paper. (transfer full) */
static ChoshoValue *
make_target (ChoshoPaperDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set (args, "paper", new_list (self->paper));
  return args;
}

void
chosho_paper_desk_paste (ChoshoPaperDesk *self)
{
  if (chosho_paper_desk_is_ready (self))
    chosho_evidence_take_pasted (self->page, make_target (self));
}

static ChoshoValue *
make_taken_target (gpointer user_data)
{
  return chosho_paper_desk_is_ready (user_data) ? make_target (user_data) : NULL;
}

void
chosho_paper_desk_accept_evidence (ChoshoPaperDesk *self)
{
  chosho_evidence_accept_drops (GTK_WIDGET (self), make_taken_target, self);
  chosho_evidence_accept_pastes (GTK_WIDGET (self->page), make_taken_target, self);
}

ChoshoValue *
chosho_paper_desk_list_targets (ChoshoPaperDesk *self)
{
  ChoshoValue *row = chosho_value_get (self->document, "paper");
  g_autofree char *label = NULL;
  ChoshoValue *targets, *target;

  if (!chosho_paper_desk_is_ready (self))
    return NULL;
  label = g_strdup_printf ("%s  %s", chosho_value_get_string (row, "number"), chosho_value_get_string (row, "title"));
  target = chosho_value_new_object ();
  chosho_value_set_string (target, "label", label);
  chosho_value_set (target, "args", make_target (self));
  targets = chosho_value_new_array ();
  chosho_value_append (targets, target);
  return targets;
}

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoPaperDesk *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  GSList *list = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    list = g_slist_append (list, g_list_model_get_item (files, i));
  if (list != NULL && chosho_paper_desk_is_ready (self))
    chosho_evidence_take_files (self->page, make_target (self), list);
  g_slist_free_full (list, g_object_unref);
  g_object_unref (dialog);
}

void
chosho_paper_desk_attach_files (ChoshoPaperDesk *self)
{
  GtkFileChooserNative *dialog;

  if (!chosho_paper_desk_is_ready (self))
    return;
  dialog = gtk_file_chooser_native_new (_("Attach Evidence"), chosho_paper_desk_get_window (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE); /* what is chosen belongs to the paper that is shown */
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_picked_cb (ChoshoEvidencePicker *picker, char **ids, ChoshoPaperDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *evidence = new_list (NULL);

  for (; *ids != NULL; ids++)
    chosho_value_append_string (evidence, *ids);
  chosho_value_set_string (args, "id", self->paper);
  chosho_value_set (args, "evidence", evidence);
  chosho_page_run (self->page, "paper attach", args, NULL, NULL);
}

void
chosho_paper_desk_attach_known (ChoshoPaperDesk *self)
{
  ChoshoEvidencePicker *picker;

  if (!chosho_paper_desk_is_ready (self))
    return;
  picker = chosho_evidence_picker_new (chosho_paper_desk_get_window (self), chosho_paper_desk_get_workspace (self));
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

void
chosho_paper_desk_take_off (ChoshoPaperDesk *self, const char *evidence)
{
  ChoshoValue *args;

  if (!chosho_paper_desk_is_ready (self))
    return;
  args = make_target (self);
  chosho_value_set_string (args, "id", evidence);
  chosho_page_run (self->page, "evidence unlink", args, NULL, NULL);
}

void
chosho_paper_desk_open (ChoshoPaperDesk *self, const char *evidence)
{
  ChoshoValue *ids = chosho_value_get (chosho_value_get (self->document, "paper"), "evidence");
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    g_variant_builder_add (builder, "s", chosho_value_as_string (chosho_value_get_item (ids, i)));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.evidence-series", "as", builder);
  if (!gtk_widget_activate_action (GTK_WIDGET (self), "win.view-evidence", "(ss)", evidence, ""))
    chosho_page_go (GTK_WIDGET (self), "evidence", evidence);
  g_hash_table_add (self->opened, g_strdup (evidence));
  chosho_paper_desk_show_gate (self);
}
