/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-date-text.h"
#include "chosho-desk.h"
#include "chosho-error.h"
#include "chosho-import-dialog.h"
#include "chosho-import-lines.h"
#include "chosho-work-notice.h"

#define N_FIELDS 2

/* What is said of the file beside it. */
typedef struct
{
  const char *argument; /* of the command */
  const char *title;
  gboolean    day;
} Field;

typedef struct
{
  const char *code;
  const char *title;
  const char *description;
  const char *command;
  gboolean    replaces; /* the command knows "replace" */
  Field       fields[N_FIELDS]; /* up to the first without an argument */
} Kind;

static const Kind kinds[CHOSHO_N_IMPORTS] = {
  [CHOSHO_IMPORT_SETTINGS] = { "settings", N_("Firm's Settings"),
                               N_("Sample sizes by frequency, techniques, word lists, deadlines and templates of general papers, as JSON, XLSX or CSV."),
                               "settings import", FALSE },
  [CHOSHO_IMPORT_CRITERIA] = { "criteria", N_("Criteria"),
                               N_("The criteria with their numbers, titles and texts, as XLSX, CSV or an OSCAL catalogue. The columns are found by their headers."),
                               "catalog import", TRUE, { { "edition", N_("Edition"), FALSE } } },
  [CHOSHO_IMPORT_PROCEDURES] = { "procedures", N_("Procedures"),
                                 N_("The firm's standard procedure, or its templates and the subjects of the controls, as XLSX or CSV; "
                                    "or an OSCAL catalogue. The criteria come first."),
                                 "procedures import", FALSE },
  [CHOSHO_IMPORT_STATEMENT] = { "statement", N_("Statement"),
                                N_("The provider's statement or its individual controls, as XLSX or CSV. The criteria come first."), "statement import", FALSE,
                                { { "version", N_("Version"), FALSE }, { "dated", N_("Date (YYYY-MM-DD)"), TRUE } } },
  [CHOSHO_IMPORT_PRIOR] = { "prior", N_("Earlier Results"),
                            N_("What was found at each control in an earlier year, as XLSX or CSV, to be read beside the work. It is evidence of nothing. "
                               "The criteria come first."),
                            "prior import", FALSE },
};

struct _ChoshoImportDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget      *take_button;
  GtkLabel       *description;
  GtkWidget      *choose_button;
  GtkLabel       *file_label;
  GtkSpinner     *spinner;
  GtkBox         *fields;
  GtkCheckButton *replace_check;
  GtkLabel       *summary;
  GtkWidget      *scroller;
  GtkListView    *view;
  GtkWidget      *foot;

  /* Owned */
  const Kind     *kind;      /* (borrowed) */
  GtkEditable    *entries[N_FIELDS]; /* (borrowed) (nullable) */
  char           *path;
  ChoshoIdentity *identity;
  char           *file;      /* (nullable) */
  ChoshoValue    *result;    /* (nullable) of the last look or import, with its problems */
  gboolean        taking;    /* what is under way writes */
};

G_DEFINE_FINAL_TYPE (ChoshoImportDialog, chosho_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

ChoshoImportKind
chosho_import_kind_from_code (const char *code)
{
  ChoshoImportKind kind = 0;

  while (kind < CHOSHO_N_IMPORTS && !g_str_equal (kinds[kind].code, code))
    kind++;
  return kind;
}

const char *
chosho_import_kind_get_title (ChoshoImportKind kind)
{
  return _(kinds[kind].title);
}

/* --- Showing -------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), text);
  chosho_accessible_set_name (gtk_widget_get_parent (label), text);
}

/* @lines are taken; an empty list hides itself. */
static void
show_lines (ChoshoImportDialog *self, GStrv lines)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) lines);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)));

  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->scroller, g_list_model_get_n_items (G_LIST_MODEL (list)) > 0);
  g_strfreev (lines);
}

static void
show_summary (ChoshoImportDialog *self, const char *text)
{
  gtk_label_set_text (self->summary, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), text != NULL);
}

static void
set_busy (ChoshoImportDialog *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->choose_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->replace_check), !busy);
  gtk_widget_set_sensitive (self->take_button, FALSE);
}

/* What came of it, for a file that would come in by the person's word: the command's own sentence names its option. (transfer full) */
static char *
dup_offer (ChoshoImportDialog *self)
{
  const char *edition = chosho_value_get_string (self->result, "edition");
  const char *standing = chosho_value_get_string (self->result, "standing_edition");
  guint n = chosho_value_get_length (chosho_value_get (self->result, "changed"));

  if (g_strcmp0 (edition, standing) != 0)
    return g_strdup_printf (_("The file is edition %s, the engagement holds edition %s. It comes in only where what stands is replaced."), edition, standing);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The file says otherwise for %u entry. It comes in only where what stands is replaced.",
                                       "The file says otherwise for %u entries. It comes in only where what stands is replaced.", n), n);
}

/* The error's sentence and what to do now. (transfer full) */
static char *
dup_refusal (ChoshoImportDialog *self, const GError *error)
{
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS)) /* no file could be mended so that it does not stand */
    return g_strdup_printf (_("%s\nThe record is as it was."), error->message);
  return g_strdup_printf (_("%s\nThe record is as it was. Mend the file and choose it again."), error->message);
}

static void
show_refusal (ChoshoImportDialog *self, const GError *error)
{
  gboolean problems = chosho_value_get_length (chosho_value_get (self->result, "problems")) > 0;
  gboolean replaceable = chosho_value_get_boolean (self->result, "replaceable", FALSE);
  g_autofree char *text = replaceable ? dup_offer (self) : dup_refusal (self, error);

  show_summary (self, text);
  show_lines (self, problems ? chosho_import_lines_of_problems (self->result) : chosho_import_lines_of_changes (self->result));
  gtk_widget_set_visible (self->foot, problems);
  if (replaceable)
    gtk_widget_set_visible (GTK_WIDGET (self->replace_check), TRUE);
}

static void
show_plan (ChoshoImportDialog *self)
{
  g_autofree char *counts = chosho_import_lines_dup_summary (self->result);
  g_autofree char *text = g_strdup_printf (_("This would come of it: %s."), counts);

  show_summary (self, text);
  show_lines (self, chosho_import_lines_of_plan (self->result));
  gtk_widget_set_visible (self->foot, FALSE);
  gtk_widget_set_sensitive (self->take_button, TRUE);
  gtk_widget_grab_focus (self->take_button);
}

static void
show_done (ChoshoImportDialog *self)
{
  g_autofree char *counts = chosho_import_lines_dup_summary (self->result);
  g_autofree char *name = g_filename_display_basename (self->file);
  g_autofree char *text = g_strdup_printf (_("%s was taken in: %s."), name, counts);

  show_summary (self, text);
  gtk_widget_set_visible (GTK_WIDGET (self->replace_check), FALSE);
  g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, text);
}

/* --- What is said of the file ------------------------------------------------------------------------------------ */

static void
add_fields (ChoshoImportDialog *self)
{
  for (guint i = 0; i < N_FIELDS && self->kind->fields[i].argument != NULL; i++)
    {
      const char *title = _(self->kind->fields[i].title);
      GtkWidget *label = gtk_label_new (title), *entry = gtk_entry_new ();

      chosho_accessible_set_name (entry, title);
      gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
      gtk_box_append (self->fields, label);
      gtk_box_append (self->fields, entry);
      self->entries[i] = GTK_EDITABLE (entry);
      gtk_widget_set_visible (GTK_WIDGET (self->fields), TRUE);
    }
}

static void
take_fields (ChoshoImportDialog *self, ChoshoValue *args)
{
  for (guint i = 0; i < N_FIELDS && self->entries[i] != NULL; i++)
    {
      const Field *field = &self->kind->fields[i];
      g_autofree char *text = field->day ? chosho_date_text_fold (gtk_editable_get_text (self->entries[i]))
                                         : g_strstrip (g_strdup (gtk_editable_get_text (self->entries[i])));

      if (text[0] != '\0')
        chosho_value_set_string (args, field->argument, text);
    }
}

/* What stands or is taken where nothing is typed, as the plan says it. */
static void
show_defaults (ChoshoImportDialog *self)
{
  for (guint i = 0; i < N_FIELDS && self->entries[i] != NULL; i++)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entries[i]), chosho_value_get_string (self->result, self->kind->fields[i].argument));
}

/* --- Running -------------------------------------------------------------------------------------------------- */

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_clear_pointer (&self->result, chosho_value_unref);
  done = chosho_desk_run_finish (CHOSHO_DESK (source), result, &self->result, &error);
  set_busy (self, FALSE);
  if (!done)
    show_refusal (self, error);
  else if (self->taking)
    show_done (self);
  else
    {
      show_defaults (self);
      show_plan (self);
    }
}

static void
run (ChoshoImportDialog *self, gboolean taking)
{
  ChoshoValue *args = chosho_value_new_object ();
  g_autofree char *title = g_strdup_printf (taking ? _("Taking in: %s") : _("Reading before it is taken in: %s"), _(self->kind->title));
  g_autoptr (ChoshoJob) job = chosho_job_new (title);

  chosho_work_notice_follow (GTK_WINDOW (self), job);
  chosho_value_set_string (args, "file", self->file);
  if (!taking)
    chosho_value_set_boolean (args, "dry_run", TRUE);
  take_fields (self, args);
  if (self->kind->replaces && gtk_check_button_get_active (self->replace_check))
    chosho_value_set_boolean (args, "replace", TRUE);
  self->taking = taking;
  set_busy (self, TRUE);
  show_summary (self, taking ? _("Taking the file in…") : _("Reading the file…"));
  chosho_desk_run_async (chosho_desk_get_default (), self->kind->command, args, self->path, self->identity, NULL, job, on_run_cb, g_object_ref (self));
}

static void
on_file_cb (GtkNativeDialog *dialog, int response, ChoshoImportDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_autofree char *shown = g_filename_display_name (g_file_peek_path (file));

      g_free (self->file);
      self->file = g_file_get_path (file);
      gtk_label_set_text (self->file_label, shown);
      gtk_check_button_set_active (self->replace_check, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->replace_check), FALSE);
      run (self, FALSE);
    }
  g_object_unref (dialog);
}

static void
on_choose_clicked_cb (ChoshoImportDialog *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_(self->kind->title), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_replace_toggled_cb (ChoshoImportDialog *self)
{
  if (self->file != NULL && gtk_widget_get_visible (GTK_WIDGET (self->replace_check)))
    run (self, FALSE);
}

static void
on_take_clicked_cb (ChoshoImportDialog *self)
{
  run (self, TRUE);
}

static void
on_copy_clicked_cb (ChoshoImportDialog *self)
{
  g_autofree char *table = chosho_import_lines_dup_table (self->result);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), table);
}

static void
on_close_clicked_cb (ChoshoImportDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_import_dialog_finalize (GObject *object)
{
  ChoshoImportDialog *self = CHOSHO_IMPORT_DIALOG (object);

  g_free (self->path);
  g_free (self->file);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  g_clear_pointer (&self->result, chosho_value_unref);
  G_OBJECT_CLASS (chosho_import_dialog_parent_class)->finalize (object);
}

static void
chosho_import_dialog_class_init (ChoshoImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_import_dialog_finalize;
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-import-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoImportDialog, name)
  CHILD (take_button);
  CHILD (description);
  CHILD (choose_button);
  CHILD (file_label);
  CHILD (spinner);
  CHILD (fields);
  CHILD (replace_check);
  CHILD (summary);
  CHILD (scroller);
  CHILD (view);
  CHILD (foot);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_take_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_import_dialog_init (ChoshoImportDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
}

ChoshoImportDialog *
chosho_import_dialog_new (GtkWindow *parent, ChoshoImportKind kind, const char *path, ChoshoIdentity *identity)
{
  ChoshoImportDialog *self = g_object_new (CHOSHO_TYPE_IMPORT_DIALOG, "transient-for", parent, "title", chosho_import_kind_get_title (kind), NULL);

  self->kind = &kinds[kind];
  add_fields (self);
  self->path = g_strdup (path);
  self->identity = chosho_identity_ref (identity);
  gtk_label_set_text (self->description, _(self->kind->description));
  gtk_widget_grab_focus (self->choose_button);
  return self;
}
