/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-evidence-picker.h"
#include "chosho-reason-dialog.h"
#include "chosho-sample-desk-private.h"
#include "chosho-sample-table.h"

/* The verbs of one sample. */

static ChoshoGetSampleDesk get_desk;

static GtkWindow *
get_window (ChoshoSampleDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* --- Into the record ----------------------------------------------------------------------------------- */

static void
on_recorded (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf (_("Results recorded: %d"), (int) chosho_value_get_integer (result, "recorded", 0));

  chosho_error_view_toast (GTK_WIDGET (page), text);
}

/* Records @entries, an array of objects, in one transaction. */
static void
record (ChoshoSampleDesk *self, ChoshoValue *entries)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *words = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (entries); i++)
    {
      g_autofree char *word = chosho_value_to_canonical (chosho_value_get_item (entries, i), NULL);

      chosho_value_append_string (words, word);
    }
  chosho_value_set_string (args, "id", self->id);
  chosho_value_set (args, "entries", words);
  chosho_page_run (self->page, "sample record", args, on_recorded, NULL);
}

static void
on_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  g_autoptr (ChoshoValue) entries = chosho_value_new_array ();

  for (guint i = 0; self->sheet != NULL && i < chosho_sample_sheet_get_n_items (self->sheet); i++)
    if (chosho_sample_sheet_is_answered (self->sheet, i))
      chosho_sample_sheet_append_entries (self->sheet, i, entries);
  if (chosho_value_get_length (entries) > 0)
    record (self, entries);
}

/* Also an item that is answered in part. */
static void
on_record_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  g_autoptr (ChoshoValue) entries = chosho_value_new_array ();
  guint row;

  if (!chosho_sample_desk_get_row (self, &row))
    return;
  chosho_sample_sheet_append_entries (self->sheet, row, entries);
  if (chosho_value_get_length (entries) > 0)
    record (self, entries);
  else
    chosho_sample_side_focus_note (self->side); /* what it lacks is said there */
}

static void
on_keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  guint row;

  if (!chosho_sample_desk_get_row (self, &row))
    return;
  chosho_sample_sheet_rebase (self->sheet, row);
  chosho_sample_desk_note_edited (self, row);
}

static void
on_discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  guint row;

  if (!chosho_sample_desk_get_row (self, &row))
    return;
  chosho_sample_sheet_discard (self->sheet, row);
  chosho_sample_desk_note_edited (self, row);
}

/* --- Evidence of an item ---------------------------------------------------------------------------------- */

/* An item that files are taken in for; another sample may be shown when they are there. */
typedef struct
{
  ChoshoSampleDesk *desk; /* (owned) */
  char             *id;   /* (owned) of the sample */
  char             *item; /* (owned) */
} Intake;

static void
link_all (ChoshoSampleDesk *self, ChoshoValue *made, guint row)
{
  for (guint i = 0; i < chosho_value_get_length (made); i++)
    chosho_sample_sheet_add_evidence (self->sheet, row, chosho_value_get_string (chosho_value_get_item (made, i), "id"));
  chosho_sample_desk_note_edited (self, row);
}

static void
on_taken_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Intake *intake = user_data;
  g_autoptr (ChoshoSampleDesk) self = intake->desk;
  g_autofree char *id = intake->id;
  g_autofree char *item = intake->item;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  guint row;

  g_free (intake);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    chosho_error_view_show (GTK_WIDGET (self), error, value);
  else if (g_strcmp0 (self->id, id) == 0 && chosho_sample_sheet_find_item (self->sheet, item, &row))
    link_all (self, value, row);
  else
    chosho_error_view_toast (GTK_WIDGET (self), _("The files are taken in and linked to nothing: the sample was left meanwhile"));
}

void
chosho_sample_desk_attach (ChoshoSampleDesk *self, const char *const *paths, guint row)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *files = chosho_value_new_array ();
  g_autoptr (ChoshoJob) job = chosho_job_new (_("Taking evidence in"));
  Intake *intake = g_new0 (Intake, 1);

  for (; *paths != NULL; paths++)
    chosho_value_append_string (files, *paths);
  chosho_value_set (args, "files", files);
  intake->desk = g_object_ref (self);
  intake->id = g_strdup (self->id);
  intake->item = g_strdup (chosho_sample_sheet_get_item (self->sheet, row));
  chosho_workspace_run_job_async (chosho_context_get_workspace (chosho_sample_desk_get_context (self)), "evidence add", args, job, on_taken_in_cb, intake);
}

/* The local paths of @files; the names of places without one are left out. (transfer full) */
static GStrv
dup_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (builder, g_file_peek_path (file));
    }
  return g_strv_builder_end (builder);
}

void
chosho_sample_desk_drop (ChoshoSampleDesk *self, GdkFileList *files, guint row)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) list = gdk_file_list_get_files (files);
  g_auto (GStrv) paths = NULL;

  for (GSList *l = list; l != NULL; l = l->next)
    g_list_store_append (store, l->data);
  paths = dup_paths (G_LIST_MODEL (store));
  if (self->may_record && paths[0] != NULL)
    chosho_sample_desk_attach (self, (const char *const *) paths, row);
}

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoSampleDesk *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_auto (GStrv) paths = dup_paths (files);
  guint row;

  if (response == GTK_RESPONSE_ACCEPT && paths[0] != NULL && chosho_sample_desk_get_row (self, &row))
    chosho_sample_desk_attach (self, (const char *const *) paths, row);
  g_object_unref (dialog);
}

static void
on_attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Attach Files"), get_window (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_picked_cb (ChoshoEvidencePicker *picker, char **ids, ChoshoSampleDesk *self)
{
  guint row;

  if (!chosho_sample_desk_get_row (self, &row))
    return;
  for (; *ids != NULL; ids++)
    chosho_sample_sheet_add_evidence (self->sheet, row, *ids);
  chosho_sample_desk_note_edited (self, row);
}

void
chosho_sample_desk_link (ChoshoSampleDesk *self)
{
  ChoshoEvidencePicker *picker = chosho_evidence_picker_new (get_window (self), chosho_context_get_workspace (chosho_sample_desk_get_context (self)));

  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

static void
on_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);

  if (self->sheet != NULL && self->may_record)
    chosho_sample_desk_link (self);
}

/* --- Tables -------------------------------------------------------------------------------------------------- */

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  gboolean shown = self->sheet != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));
  g_autofree char *text = shown ? chosho_sample_table_to_text (self->sheet) : NULL;

  if (text == NULL)
    {
      gtk_widget_activate_action (widget, "samples.copy-list", NULL); /* where the page shows its list instead */
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  chosho_error_view_toast (widget, _("The grid is on the clipboard as a table"));
}

static void
on_pasted_row (guint row, gpointer user_data)
{
  chosho_sample_desk_note_edited (user_data, row);
}

static void
on_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSampleDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autofree char *done = NULL;
  guint row, column;
  int count;

  if (text == NULL || self->sheet == NULL || !chosho_sample_grid_get_cursor (self->grid, &row, &column))
    {
      chosho_error_view_toast (GTK_WIDGET (self), _("There is no table on the clipboard"));
      return;
    }
  count = chosho_sample_table_paste (self->sheet, text, row, column, on_pasted_row, self, &error);
  if (count < 0)
    chosho_error_view_show_text (GTK_WIDGET (self), _("Nothing was pasted"), error->message);
  else
    {
      done = g_strdup_printf (_("Cells and remarks pasted as drafts: %d"), count);
      chosho_error_view_toast (GTK_WIDGET (self), done);
    }
}

static void
on_paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);

  if (self->sheet != NULL && self->may_record)
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_text_cb, g_object_ref (self));
}

/* --- The sample as a whole ------------------------------------------------------------------------------------ */

static void
ask (ChoshoSampleDesk *self, const char *command, ChoshoValue *args)
{
  g_autoptr (ChoshoValue) owned = args;

  gtk_window_present (GTK_WINDOW (chosho_command_dialog_new (get_window (self), chosho_sample_desk_get_context (self), command, owned)));
}

static ChoshoValue *
make_id (ChoshoSampleDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", self->id);
  return args;
}

static void
on_extend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);

  if (self->sheet != NULL)
    ask (self, "sample extend", make_id (self));
}

static void
on_link_steps_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);

  if (self->sheet != NULL)
    ask (self, "sample link", make_id (self));
}

/* A finding of what deviates names the steps that the draw serves. */
static void
on_finding_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  ChoshoValue *row = self->sheet != NULL ? chosho_sample_sheet_get_row (self->sheet) : NULL;
  ChoshoValue *args;

  if (row == NULL)
    return;
  args = chosho_value_new_object ();
  chosho_value_set (args, "control", chosho_value_ref (chosho_value_get (row, "controls")));
  chosho_value_set (args, "step", chosho_value_ref (chosho_value_get (row, "steps")));
  ask (self, "finding add", args);
}

static void
on_attribute_given_cb (ChoshoReasonDialog *dialog, const char *name, ChoshoSampleDesk *self)
{
  if (self->sheet == NULL)
    return;
  if (!chosho_sample_sheet_add_attribute (self->sheet, name))
    {
      chosho_error_view_toast (GTK_WIDGET (self), _("The draw named its attributes, or there is one of that name"));
      return;
    }
  gtk_widget_set_visible (self->no_attribute, FALSE);
  chosho_sample_grid_rebuild (self->grid);
  chosho_sample_grid_move (self->grid, 0, chosho_sample_sheet_get_n_attributes (self->sheet) - 1);
}

static void
on_attribute_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);

  ChoshoReasonDialog *dialog;

  if (self->sheet == NULL)
    return;
  dialog = chosho_reason_dialog_new (get_window (self), _("Add Attribute"), _("What is tested of each item"), _("_Add"));
  g_signal_connect_object (dialog, "given", G_CALLBACK (on_attribute_given_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_next_open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);

  if (self->sheet != NULL && !chosho_sample_grid_go_open (self->grid))
    chosho_error_view_toast (widget, _("Every item has its results"));
}

static void
on_grid_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSampleDesk *self = get_desk (widget);
  guint row, column;

  if (self->sheet != NULL && chosho_sample_grid_get_cursor (self->grid, &row, &column))
    chosho_sample_grid_resume (self->grid);
}

/* --- Class ------------------------------------------------------------------------------------------------------ */

void
chosho_sample_desk_install_actions (GtkWidgetClass *page_class, ChoshoGetSampleDesk function)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "samples.record", on_record_action },
    { "samples.record-item", on_record_item_action },
    { "samples.keep", on_keep_action },
    { "samples.discard", on_discard_action },
    { "samples.attach", on_attach_action },
    { "samples.link", on_link_action },
    { "samples.copy", on_copy_action },
    { "samples.paste", on_paste_action },
    { "samples.extend", on_extend_action },
    { "samples.link-steps", on_link_steps_action },
    { "samples.add-finding", on_finding_action },
    { "samples.add-attribute", on_attribute_action },
    { "samples.next-open", on_next_open_action },
    { "samples.grid", on_grid_action },
  };

  get_desk = function;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (page_class, actions[i].name, NULL, actions[i].activate);
}

void
chosho_sample_desk_add_shortcuts (ChoshoPage *page)
{
  chosho_page_add_shortcut (page, "<Control>s", "samples.record");
  chosho_page_add_shortcut (page, "<Control>Return", "samples.record-item");
  chosho_page_add_shortcut (page, "<Control>o", "samples.attach");
  chosho_page_add_shortcut (page, "<Control><Shift>c", "samples.copy");
  chosho_page_add_shortcut (page, "<Control><Shift>v", "samples.paste");
  chosho_page_add_shortcut (page, "F8", "samples.next-open");
}
