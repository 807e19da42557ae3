/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-carry-dialog.h"
#include "chosho-conflicts-dialog.h"
#include "chosho-error-view.h"
#include "chosho-merge-dialog.h"
#include "chosho-window-private.h"

/* Carrying out, bringing back, and deciding between what came of it. */

/* Whoever does this signs, or opens what is sealed to a key. */
static gboolean
is_ready (ChoshoWindow *self)
{
  if (self->workspace == NULL || self->context == NULL)
    return FALSE;
  if (chosho_workspace_get_identity (self->workspace) != NULL)
    return TRUE;
  chosho_error_view_toast (GTK_WIDGET (self), _("Choose your identity first: packs are sealed to keys, and what goes out is signed."));
  return FALSE;
}

static void
on_pack_named_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->workspace != NULL)
    {
      ChoshoValue *args = chosho_value_copy (g_object_get_data (G_OBJECT (chooser), "args"));

      chosho_value_set_string (args, "output", g_file_peek_path (file));
      chosho_page_run_job (chosho_window_get_page (self), _("Carrying out"), "pack create", args, chosho_window_tell_written, NULL);
    }
  g_object_unref (chooser);
}

static void
clear_fd (gpointer data)
{
  close (*(int *) data);
}

/* A command may wait long before it reads a passphrase. */
void
chosho_window_keep_passphrase (ChoshoWindow *self, int fd)
{
  GArray *kept = g_object_get_data (G_OBJECT (self), "pack-passphrases");

  if (fd < 0)
    return;
  if (kept == NULL)
    {
      kept = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_set_clear_func (kept, clear_fd);
      g_object_set_data_full (G_OBJECT (self), "pack-passphrases", kept, (GDestroyNotify) g_array_unref);
    }
  g_array_append_val (kept, fd);
}

static void
on_chosen_cb (ChoshoCarryDialog *dialog, ChoshoValue *args, int passphrase_fd, ChoshoWindow *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Carry Out"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  chosho_window_keep_passphrase (self, passphrase_fd);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("engagement.pack"));
  g_object_set_data_full (G_OBJECT (chooser), "args", chosho_value_ref (args), (GDestroyNotify) chosho_value_unref);
  g_signal_connect (chooser, "response", G_CALLBACK (on_pack_named_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_carry_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoCarryDialog *dialog;

  if (!is_ready (self))
    return;
  dialog = chosho_carry_dialog_new (GTK_WINDOW (self), self->context);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_conflicts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->context != NULL)
    gtk_window_present (GTK_WINDOW (chosho_conflicts_dialog_new (GTK_WINDOW (self), self->context)));
}

static void
on_decide_cb (ChoshoMergeDialog *dialog, ChoshoWindow *self)
{
  on_conflicts_action (GTK_WIDGET (self), NULL, NULL);
}

static void
on_pack_file_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->context != NULL)
    {
      ChoshoMergeDialog *dialog = chosho_merge_dialog_new (GTK_WINDOW (self), self->context, g_file_peek_path (file));

      g_signal_connect_object (dialog, "decide", G_CALLBACK (on_decide_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  g_object_unref (chooser);
}

static void
on_bring_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  GtkFileChooserNative *chooser;

  if (!is_ready (self))
    return;
  chooser = gtk_file_chooser_native_new (_("Bring Back"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect (chooser, "response", G_CALLBACK (on_pack_file_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- A shared folder --------------------------------------------------------------------------- */

static guint
count_added (ChoshoValue *merged)
{
  guint added = 0;

  for (guint i = 0; i < chosho_value_get_length (merged); i++)
    added += (guint) chosho_value_get_integer (chosho_value_get_item (merged, i), "added", 0);
  return added;
}

/* How many of @what ("conflicts", "without_effect") all packs brought. */
static guint
count_told (ChoshoValue *merged, const char *what)
{
  guint told = 0;

  for (guint i = 0; i < chosho_value_get_length (merged); i++)
    told += chosho_value_get_length (chosho_value_get (chosho_value_get_item (merged, i), what));
  return told;
}

static void
append_count (GString *text, const char *words, guint count)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s: %u", text->len > 0 ? "\n" : "", words, count);
}

static void
append_skipped (GString *text, ChoshoValue *entry)
{
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n\n" : "", chosho_value_get_string (entry, "file"), chosho_value_get_string (entry, "message"));
  if (g_strcmp0 (chosho_value_get_string (entry, "code"), "refused") == 0)
    g_string_append_printf (text, "\n%s", _("To confirm it, bring this file back with “Bring Back…”, then exchange again."));
}

/* What a person has to look at: which files were left and why, what is to be decided, what has no effect. NULL: nothing. (transfer full) */
static char *
dup_attention (ChoshoValue *result)
{
  ChoshoValue *merged = chosho_value_get (result, "merged"), *skipped = chosho_value_get (result, "skipped");
  GString *text = g_string_new (NULL);

  append_count (text, _("Entries against each other, to be decided"), count_told (merged, "conflicts"));
  append_count (text, _("Entries without effect"), count_told (merged, "without_effect"));
  for (guint i = 0; i < chosho_value_get_length (skipped); i++)
    append_skipped (text, chosho_value_get_item (skipped, i));
  return g_string_free (text, text->len == 0);
}

static void
on_exchanged (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  guint n_sent = (guint) chosho_value_get_integer (chosho_value_get (result, "sent"), "events", 0);
  g_autofree char *text = g_strdup_printf (_("Sent: %u entries. Taken in: %u entries."), n_sent, count_added (chosho_value_get (result, "merged")));
  g_autofree char *attention = dup_attention (result);

  if (attention != NULL)
    chosho_error_view_show_text (GTK_WIDGET (page), text, attention);
  else
    chosho_error_view_toast (GTK_WIDGET (page), text);
}

static void
on_exchange_folder_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->workspace != NULL)
    {
      ChoshoValue *args = chosho_value_new_object ();

      chosho_value_set_string (args, "folder", g_file_peek_path (file));
      chosho_page_run_job (chosho_window_get_page (self), _("Exchanging with the folder"), "pack sync", args, on_exchanged, NULL);
    }
  g_object_unref (chooser);
}

static void
on_exchange_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  GtkFileChooserNative *chooser;

  if (!is_ready (self))
    return;
  chooser = gtk_file_chooser_native_new (_("Shared Folder"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect (chooser, "response", G_CALLBACK (on_exchange_folder_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* (pack's id): it is no longer out. */
static void
on_pack_return_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoValue *args;

  if (!is_ready (self))
    return;
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", g_variant_get_string (parameter, NULL));
  chosho_page_run (chosho_window_get_page (self), "pack return", args, NULL, NULL);
}

void
chosho_window_install_pack_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.carry-out", NULL, on_carry_out_action);
  gtk_widget_class_install_action (widget_class, "win.bring-back", NULL, on_bring_back_action);
  gtk_widget_class_install_action (widget_class, "win.exchange", NULL, on_exchange_action);
  gtk_widget_class_install_action (widget_class, "win.conflicts", NULL, on_conflicts_action);
  gtk_widget_class_install_action (widget_class, "win.pack-return", "s", on_pack_return_action);
}
