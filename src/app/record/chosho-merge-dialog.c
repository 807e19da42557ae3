/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-conflict-words.h"
#include "chosho-envelope.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-job-bar.h"
#include "chosho-merge-dialog.h"
#include "chosho-merge-words.h"
#include "chosho-password-dialog.h"

struct _ChoshoMergeDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack       *stack;     /* working, shown */
  GtkProgressBar *progress;
  GtkLabel       *headline;
  GtkLabel       *message;   /* what went wrong */
  GtkBox         *groups;
  GtkWidget      *confirm;   /* a check button, shown where something is to be destroyed */
  GtkWidget      *act;
  GtkWidget      *decide;

  ChoshoContext  *context;   /* (owned) */
  char           *file;      /* (owned) */
  int             passphrase_fd; /* (owned) of the pack; -1: none was said */
  ChoshoJob      *job;       /* (owned) (nullable) while it is under way */
  guint           source;
  gboolean        merged;    /* what is shown was done */
  gboolean        closed;
};

G_DEFINE_FINAL_TYPE (ChoshoMergeDialog, chosho_merge_dialog, ADW_TYPE_WINDOW)

#define POLL_MS 100 /* as the job bar does */
#define MOST_ROWS 50 /* of one group: who wants to see more looks at the journal */

enum
{
  SIGNAL_DECIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Showing ----------------------------------------------------------------------------------- */

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
}

typedef void (*RowFunc) (ChoshoMergeDialog *self, AdwPreferencesGroup *group, ChoshoValue *entry);

/* A heading over what @list has; nothing where it is empty. */
static void
add_group (ChoshoMergeDialog *self, const char *title, const char *description, ChoshoValue *list, RowFunc function)
{
  guint length = chosho_value_get_length (list);
  GtkWidget *group;

  if (length == 0)
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  for (guint i = 0; i < MIN (length, MOST_ROWS); i++)
    function (self, ADW_PREFERENCES_GROUP (group), chosho_value_get_item (list, i));
  if (length > MOST_ROWS)
    {
      g_autofree char *more = g_strdup_printf (_("… and %u more"), length - MOST_ROWS);

      add_row (ADW_PREFERENCES_GROUP (group), more, NULL);
    }
  gtk_box_append (self->groups, group);
}

static void
add_person (ChoshoMergeDialog *self, AdwPreferencesGroup *group, ChoshoValue *person)
{
  g_autofree char *title = chosho_merge_words_dup_person (person);
  g_autofree char *deeds = chosho_merge_words_dup_deeds (person);

  add_row (group, title, deeds);
}

static void
add_conflict (ChoshoMergeDialog *self, AdwPreferencesGroup *group, ChoshoValue *conflict)
{
  g_autofree char *title = chosho_conflict_words_dup_title (conflict);
  ChoshoValue *values = chosho_value_get (conflict, "values");
  g_autoptr (GString) authors = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (values); i++)
    {
      g_autofree char *author = chosho_conflict_words_dup_author (chosho_value_get_item (values, i));

      g_string_append_printf (authors, "%s%s", i > 0 ? "\n" : "", author);
    }
  add_row (group, title, authors->str);
}

static void
add_without (ChoshoMergeDialog *self, AdwPreferencesGroup *group, ChoshoValue *event)
{
  g_autofree char *title = chosho_merge_words_dup_without (event);

  add_row (group, title, chosho_value_get_string (event, "reason"));
}

static void
add_stale (ChoshoMergeDialog *self, AdwPreferencesGroup *group, ChoshoValue *target)
{
  ChoshoControlItem *item = chosho_context_lookup_control (self->context, chosho_value_as_string (target));

  add_row (group, item != NULL ? chosho_control_item_get_number (item) : _("General paper"), NULL);
}

static void
add_purged (ChoshoMergeDialog *self, AdwPreferencesGroup *group, ChoshoValue *evidence)
{
  g_autofree char *title = g_strjoin ("  ", chosho_value_get_string (evidence, "reference"), chosho_value_get_string (evidence, "name"), NULL);

  add_row (group, title, chosho_value_get_string (evidence, "reason"));
}

/* (transfer full) */
static char *
dup_headline (ChoshoMergeDialog *self, ChoshoValue *result)
{
  guint added = (guint) chosho_value_get_integer (result, "added", 0), objects = (guint) chosho_value_get_integer (result, "objects", 0);

  if (added == 0 && objects == 0)
    return g_strdup (self->merged ? _("Nothing new was in it: the record is as before.") : _("Nothing new is in it."));
  return g_strdup_printf (self->merged ? _("Brought back: %u entries and %u pieces of evidence.") : _("New: %u entries and %u pieces of evidence."), added, objects);
}

static void
show_result (ChoshoMergeDialog *self, ChoshoValue *result)
{
  g_autofree char *headline = dup_headline (self, result);
  gboolean purges = chosho_value_get_length (chosho_value_get (result, "purged")) > 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  gtk_label_set_text (self->headline, headline);
  add_group (self, _("Who did what"), NULL, chosho_value_get (result, "people"), add_person);
  add_group (self, _("Entries against each other"), _("Both stay until somebody decides; what they concern cannot be signed off before."),
             chosho_value_get (result, "conflicts"), add_conflict);
  add_group (self, _("To be signed again"), _("Something else stands there than what was signed."), chosho_value_get (result, "stale"), add_stale);
  add_group (self, _("Without effect"), _("They stay in the record and change nothing."), chosho_value_get (result, "without_effect"), add_without);
  add_group (self, self->merged ? _("Destroyed") : _("To be destroyed"), _("An executive ordered the destruction of these bytes."),
             chosho_value_get (result, "purged"), add_purged);
  gtk_widget_set_visible (self->confirm, purges && !self->merged);
  gtk_widget_set_visible (self->act, !self->merged);
  gtk_widget_set_sensitive (self->act, !purges);
  gtk_widget_set_visible (self->decide, self->merged && chosho_value_get_length (chosho_value_get (result, "conflicts")) > 0);
  gtk_stack_set_visible_child_name (self->stack, "shown");
  gtk_widget_grab_focus (gtk_widget_get_visible (self->act) && !purges ? self->act : gtk_widget_get_visible (self->decide) ? self->decide
                                                                                                                           : GTK_WIDGET (self->stack));
}

static void
on_confirm_toggled_cb (ChoshoMergeDialog *self)
{
  gtk_widget_set_sensitive (self->act, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->confirm)));
}

/* --- Working ----------------------------------------------------------------------------------- */

static gboolean
on_poll (gpointer user_data)
{
  ChoshoMergeDialog *self = user_data;

  chosho_job_show_progress (self->job, self->progress);
  return G_SOURCE_CONTINUE;
}

static void
end_job (ChoshoMergeDialog *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->job);
}

static void run (ChoshoMergeDialog *self, gboolean plan);

static void
close_passphrase (ChoshoMergeDialog *self)
{
  if (self->passphrase_fd >= 0)
    close (self->passphrase_fd);
  self->passphrase_fd = -1;
}

static void
on_passphrase (const char *passphrase, gpointer user_data)
{
  g_autoptr (ChoshoMergeDialog) self = user_data;
  g_autoptr (ChoshoValue) unused = chosho_value_new_object ();

  if (passphrase == NULL || self->closed)
    return;
  close_passphrase (self);
  self->passphrase_fd = chosho_password_pass_as (passphrase, unused, "pack_passphrase_file");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  run (self, TRUE);
}

static void
ask_passphrase (ChoshoMergeDialog *self)
{
  g_autofree char *name = g_path_get_basename (self->file);

  chosho_password_dialog_ask (GTK_WINDOW (self), name, on_passphrase, g_object_ref (self));
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoMergeDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);
  gboolean was_plan = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self), "plan"));

  end_job (self);
  if (self->closed)
    return;
  if (done)
    {
      self->merged = !was_plan;
      show_result (self, value);
      return;
    }
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE) && chosho_envelope_wants_passphrase (self->file) && was_plan)
    ask_passphrase (self);
  gtk_label_set_text (self->headline, _("Nothing was taken"));
  gtk_label_set_text (self->message, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  gtk_widget_set_visible (self->act, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "shown");
}

static void
run (ChoshoMergeDialog *self, gboolean plan)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "file", self->file);
  if (self->passphrase_fd >= 0)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", self->passphrase_fd);

      chosho_value_set_string (args, "pack_passphrase_file", path);
    }
  if (plan)
    chosho_value_set_boolean (args, "plan", TRUE);
  g_object_set_data (G_OBJECT (self), "plan", GINT_TO_POINTER (plan));
  gtk_stack_set_visible_child_name (self->stack, "working");
  self->job = chosho_job_new (plan ? _("Looking at the pack") : _("Bringing back"));
  self->source = g_timeout_add (POLL_MS, on_poll, self);
  chosho_workspace_run_job_async (chosho_context_get_workspace (self->context), "pack merge", args, self->job, on_done_cb, g_object_ref (self));
}

static void
on_act_clicked_cb (ChoshoMergeDialog *self)
{
  run (self, FALSE);
}

static void
on_decide_clicked_cb (ChoshoMergeDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_merge_dialog_finalize (GObject *object)
{
  ChoshoMergeDialog *self = CHOSHO_MERGE_DIALOG (object);

  end_job (self);
  g_clear_object (&self->context);
  close_passphrase (self);
  g_free (self->file);
  G_OBJECT_CLASS (chosho_merge_dialog_parent_class)->finalize (object);
}

/* Closing while it is looked at or brought back stops that: nothing is half done. */
static gboolean
on_close_request_cb (ChoshoMergeDialog *self)
{
  if (self->job != NULL)
    chosho_job_cancel (self->job);
  self->closed = TRUE;
  return FALSE;
}

static void
chosho_merge_dialog_class_init (ChoshoMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_merge_dialog_finalize;
  signals[SIGNAL_DECIDE] = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, headline);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, message);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, confirm);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, act);
  gtk_widget_class_bind_template_child (widget_class, ChoshoMergeDialog, decide);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_decide_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_merge_dialog_init (ChoshoMergeDialog *self)
{
  self->passphrase_fd = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoMergeDialog *
chosho_merge_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *file)
{
  ChoshoMergeDialog *self = g_object_new (CHOSHO_TYPE_MERGE_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->file = g_strdup (file);
  run (self, TRUE);
  return self;
}
