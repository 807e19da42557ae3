/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-date-text.h"
#include "chosho-engagement-facts.h"
#include "chosho-error-view.h"
#include "chosho-followup-group.h"
#include "chosho-rollforward-dialog.h"
#include "chosho-rollforward-words.h"

/* After the last key, so that the record is not read at each. */
#define PREVIEW_DELAY_MS 400

struct _ChoshoRollforwardDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwPreferencesGroup *facts;
  ChoshoFollowupGroup *link;    /* what is asked of an audit that belongs to this one, */
  GtkWidget           *edition; /* and of the next year's */
  GtkEditable         *title;
  GtkEditable         *period_start;
  GtkEditable         *period_end;
  AdwActionRow        *folder_row;
  AdwActionRow        *catalog_row;
  AdwActionRow        *renumbering_row;
  GtkLabel            *problem;
  AdwPreferencesGroup *plan;
  AdwActionRow        *notes, *scope, *carried, *results, *people, *asks, *left_out;
  GtkCheckButton      *independent;
  GtkSpinner          *spinner;
  GtkWidget           *act;

  ChoshoContext *context;     /* (owned) */
  char          *folder;      /* (owned) (nullable) as chosen */
  char          *catalog;     /* (owned) (nullable) */
  char          *renumbering; /* (owned) (nullable) */
  char          *proposed;    /* (owned) (nullable) the title that follows from the form, of an audit that belongs to this one */
  gboolean       followup;    /* that is what is made */
  guint          timer;       /* of the next preview; 0: none */
  guint          generation;  /* of the form: what was asked of an older one is no answer */
  gboolean       planned;     /* the plan of this form is shown */
  gboolean       filled;      /* the fields have what follows from the earlier engagement */
  gboolean       making;
};

G_DEFINE_FINAL_TYPE (ChoshoRollforwardDialog, chosho_rollforward_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Arguments --------------------------------------------------------------------------------- */

/* As chosen, else beside the earlier one, after the title; before there is one, a name that nothing has. (transfer full) */
static char *
dup_folder (ChoshoRollforwardDialog *self)
{
  const char *earlier = chosho_workspace_get_path (chosho_context_get_workspace (self->context));
  g_autofree char *parent = g_path_get_dirname (earlier);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = chosho_engagement_facts_dup_folder_name (self->filled ? gtk_editable_get_text (self->title) : unique);

  return self->folder != NULL ? g_strdup (self->folder) : g_build_filename (parent, name, NULL);
}

static void
set_typed (ChoshoValue *args, const char *key, GtkEditable *field, gboolean date)
{
  g_autofree char *text = date ? chosho_date_text_fold (gtk_editable_get_text (field)) : g_strstrip (g_strdup (gtk_editable_get_text (field)));

  if (text[0] != '\0')
    chosho_value_set_string (args, key, text);
}

/* A title that nobody wrote goes with the kind. */
static gboolean
has_own_title (ChoshoRollforwardDialog *self)
{
  return g_strcmp0 (gtk_editable_get_text (self->title), self->proposed) != 0;
}

static const char *
get_command (ChoshoRollforwardDialog *self)
{
  return self->followup ? "followup" : "rollforward";
}

static ChoshoValue *
collect (ChoshoRollforwardDialog *self, gboolean preview)
{
  ChoshoValue *args = chosho_value_new_object ();
  g_autofree char *folder = dup_folder (self);

  chosho_value_set_string (args, "dir", folder);
  if (self->followup)
    chosho_followup_group_set_args (self->link, args);
  if (has_own_title (self))
    set_typed (args, "title", self->title, FALSE);
  set_typed (args, "period_start", self->period_start, TRUE);
  set_typed (args, "period_end", self->period_end, TRUE);
  chosho_value_set_string (args, "catalog", self->catalog);
  chosho_value_set_string (args, "renumbering", self->catalog != NULL ? self->renumbering : NULL);
  if (preview)
    chosho_value_set_boolean (args, "dry_run", TRUE);
  return args;
}

static void
update (ChoshoRollforwardDialog *self)
{
  g_autofree char *folder = dup_folder (self);
  g_autofree char *shown = g_filename_display_name (folder);

  adw_action_row_set_subtitle (self->folder_row, self->filled ? shown : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->renumbering_row), self->catalog != NULL);
  gtk_widget_set_sensitive (self->act, self->planned && !self->making && gtk_check_button_get_active (self->independent));
  gtk_spinner_set_spinning (self->spinner, self->making || !self->planned);
}

/* --- Preview ----------------------------------------------------------------------------------- */

static void
show_row (AdwActionRow *row, char *text)
{
  g_autofree char *owned = text;

  adw_action_row_set_subtitle (row, owned);
  gtk_widget_set_visible (GTK_WIDGET (row), owned[0] != '\0');
}

static void
show_plan (ChoshoRollforwardDialog *self, ChoshoValue *plan)
{
  show_row (self->notes, chosho_rollforward_words_dup_notes (plan));
  show_row (self->scope, chosho_rollforward_words_dup_scope (plan, self->context));
  show_row (self->carried, chosho_rollforward_words_dup_carried (plan));
  show_row (self->results, chosho_rollforward_words_dup_results (plan));
  show_row (self->people, chosho_rollforward_words_dup_people (plan));
  show_row (self->asks, chosho_rollforward_words_dup_asks (plan));
  show_row (self->left_out, chosho_rollforward_words_dup_left_out (plan));
}

static void
propose_title (ChoshoRollforwardDialog *self, ChoshoValue *plan)
{
  g_free (self->proposed);
  self->proposed = self->followup ? g_strdup (chosho_value_get_string (plan, "title")) : NULL;
}

static void
fill (ChoshoRollforwardDialog *self, ChoshoValue *plan)
{
  self->filled = TRUE;
  propose_title (self, plan);
  gtk_editable_set_text (self->title, chosho_value_get_string (plan, "title"));
  gtk_editable_set_text (self->period_start, chosho_value_get_string (plan, "period_start"));
  gtk_editable_set_text (self->period_end, chosho_value_get_string (plan, "period_end"));
}

/* Says why there is no plan; NULL: nothing. @missing: only that something is not written yet, which is no error of who has just begun. */
static void
show_problem (ChoshoRollforwardDialog *self, const char *problem, gboolean missing)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem), missing ? "error" : "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), missing ? "dim-label" : "error");
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->plan), problem == NULL);
}

typedef struct
{
  ChoshoRollforwardDialog *dialog; /* (owned) */
  guint generation;
} Asked;

static void
on_plan_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (ChoshoRollforwardDialog) self = asked->dialog;
  g_autoptr (ChoshoValue) plan = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &plan, &error);

  if (asked->generation != self->generation || self->act == NULL)
    return;
  show_problem (self, good ? NULL : error->message, FALSE);
  if (good && !self->filled)
    {
      fill (self, plan); /* which asks again, for the folder after the title */
      return;
    }
  if (good && self->proposed != NULL && !has_own_title (self) && !g_str_equal (chosho_value_get_string (plan, "title"), self->proposed))
    {
      propose_title (self, plan);
      gtk_editable_set_text (self->title, self->proposed); /* so does this */
      return;
    }
  if (good)
    show_plan (self, plan);
  self->planned = good;
  update (self);
  if (!good)
    gtk_spinner_set_spinning (self->spinner, FALSE);
}

/* The first plan is about what follows from the earlier engagement: the folder's name comes after it. */
static gboolean
on_timer_cb (gpointer user_data)
{
  ChoshoRollforwardDialog *self = user_data;
  Asked *asked = g_new0 (Asked, 1);

  self->timer = 0;
  asked->dialog = g_object_ref (self);
  asked->generation = self->generation;
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), get_command (self), collect (self, TRUE), NULL, on_plan_cb, asked);
  return G_SOURCE_REMOVE;
}

static void
ask (ChoshoRollforwardDialog *self, guint delay_ms)
{
  const char *missing = self->followup ? chosho_followup_group_get_missing (self->link) : NULL;

  self->generation++;
  self->planned = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  update (self);
  if (missing != NULL)
    {
      show_problem (self, missing, TRUE);
      gtk_spinner_set_spinning (self->spinner, FALSE);
      return;
    }
  self->timer = g_timeout_add (delay_ms, on_timer_cb, self);
}

/* Of an audit that belongs to this one: from these fields all else follows. */
static void
on_link_changed_cb (ChoshoRollforwardDialog *self)
{
  if (self->context != NULL)
    ask (self, PREVIEW_DELAY_MS);
}

static void
on_changed_cb (ChoshoRollforwardDialog *self)
{
  if (self->context != NULL && self->filled)
    ask (self, PREVIEW_DELAY_MS);
}

static void
on_independent_cb (ChoshoRollforwardDialog *self)
{
  update (self);
}

/* --- Files ------------------------------------------------------------------------------------- */

/* Where the chosen path goes, and the row that shows it. */
static void
take_path (ChoshoRollforwardDialog *self, GtkNativeDialog *chooser, int response, char **path, AdwActionRow *row)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *shown = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_free (*path);
      *path = g_file_get_path (file);
      shown = g_filename_display_basename (*path);
      adw_action_row_set_subtitle (row, shown);
      on_changed_cb (self);
    }
  g_object_unref (chooser);
}

static void
on_folder_cb (GtkNativeDialog *chooser, int response, ChoshoRollforwardDialog *self)
{
  take_path (self, chooser, response, &self->folder, self->folder_row);
}

static void
on_catalog_cb (GtkNativeDialog *chooser, int response, ChoshoRollforwardDialog *self)
{
  take_path (self, chooser, response, &self->catalog, self->catalog_row);
}

static void
on_renumbering_cb (GtkNativeDialog *chooser, int response, ChoshoRollforwardDialog *self)
{
  take_path (self, chooser, response, &self->renumbering, self->renumbering_row);
}

static void
choose (ChoshoRollforwardDialog *self, const char *title, const char *name, GCallback callback)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
                                                               NULL, NULL);

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", callback, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_choose_folder_cb (ChoshoRollforwardDialog *self)
{
  g_autofree char *folder = dup_folder (self);
  g_autofree char *name = g_filename_display_basename (folder);

  choose (self, _("Keep the Engagement In"), name, G_CALLBACK (on_folder_cb));
}

static void
on_choose_catalog_cb (ChoshoRollforwardDialog *self)
{
  choose (self, _("Another Edition of the Criteria"), NULL, G_CALLBACK (on_catalog_cb));
}

static void
on_choose_renumbering_cb (ChoshoRollforwardDialog *self)
{
  choose (self, _("Renumbering"), NULL, G_CALLBACK (on_renumbering_cb));
}

/* --- Making it --------------------------------------------------------------------------------- */

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoRollforwardDialog) self = user_data;
  g_autoptr (ChoshoValue) made = NULL;
  g_autoptr (GError) error = NULL;

  self->making = FALSE;
  if (self->act == NULL)
    return;
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &made, &error))
    {
      update (self);
      chosho_error_view_show_text (GTK_WIDGET (self), _("The engagement could not be made; nothing was written"), error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_MADE], 0, chosho_value_get_string (made, "path"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_act_clicked_cb (ChoshoRollforwardDialog *self)
{
  self->making = TRUE;
  update (self);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), get_command (self), collect (self, FALSE), NULL, on_made_cb, g_object_ref (self));
}

/* What is being made is not left alone: its end is told here. */
static gboolean
on_close_request_cb (ChoshoRollforwardDialog *self)
{
  return self->making ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_rollforward_dialog_dispose (GObject *object)
{
  ChoshoRollforwardDialog *self = CHOSHO_ROLLFORWARD_DIALOG (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->act = NULL;
  G_OBJECT_CLASS (chosho_rollforward_dialog_parent_class)->dispose (object);
}

static void
chosho_rollforward_dialog_finalize (GObject *object)
{
  ChoshoRollforwardDialog *self = CHOSHO_ROLLFORWARD_DIALOG (object);

  g_clear_object (&self->context);
  g_free (self->folder);
  g_free (self->catalog);
  g_free (self->renumbering);
  g_free (self->proposed);
  G_OBJECT_CLASS (chosho_rollforward_dialog_parent_class)->finalize (object);
}

static void
chosho_rollforward_dialog_class_init (ChoshoRollforwardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_rollforward_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_rollforward_dialog_finalize;
  signals[SIGNAL_MADE] = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (CHOSHO_TYPE_FOLLOWUP_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-rollforward-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoRollforwardDialog, name)
  CHILD (facts);
  CHILD (link);
  CHILD (edition);
  CHILD (title);
  CHILD (period_start);
  CHILD (period_end);
  CHILD (folder_row);
  CHILD (catalog_row);
  CHILD (renumbering_row);
  CHILD (problem);
  CHILD (plan);
  CHILD (notes);
  CHILD (scope);
  CHILD (carried);
  CHILD (results);
  CHILD (people);
  CHILD (asks);
  CHILD (left_out);
  CHILD (independent);
  CHILD (spinner);
  CHILD (act);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_link_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_independent_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_catalog_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_renumbering_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_rollforward_dialog_init (ChoshoRollforwardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static ChoshoRollforwardDialog *
dialog_new (GtkWindow *parent, gboolean followup)
{
  ChoshoRollforwardDialog *self = g_object_new (CHOSHO_TYPE_ROLLFORWARD_DIALOG, "transient-for", parent, NULL);

  self->followup = followup;
  gtk_widget_set_visible (GTK_WIDGET (self->link), followup);
  gtk_widget_set_visible (self->edition, !followup);
  return self;
}

/* Asks from now on, first for what follows from the earlier engagement. */
static ChoshoRollforwardDialog *
begin (ChoshoRollforwardDialog *self, ChoshoContext *context)
{
  self->context = g_object_ref (context);
  ask (self, 0);
  return self;
}

ChoshoRollforwardDialog *
chosho_rollforward_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  return begin (dialog_new (parent, FALSE), context);
}

ChoshoRollforwardDialog *
chosho_rollforward_dialog_new_followup (GtkWindow *parent, ChoshoContext *context, const char *const *controls)
{
  ChoshoRollforwardDialog *self = dialog_new (parent, TRUE);

  gtk_window_set_title (GTK_WINDOW (self), _("Additional Audit or Re-audit"));
  adw_preferences_group_set_title (self->facts, _("The new engagement"));
  chosho_followup_group_set_controls (self->link, controls);
  return begin (self, context);
}
