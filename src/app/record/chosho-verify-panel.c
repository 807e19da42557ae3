/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-job-bar.h"
#include "chosho-list-copy.h"
#include "chosho-password-dialog.h"
#include "chosho-verify-panel.h"

#define POLL_MS 100 /* as the job bar does */
#define EVENT_PLACE "event " /* how verify names the place of an event, before its id */

struct _ChoshoVerifyPanel
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel       *headline;
  GtkProgressBar *progress;
  GtkWidget      *cancel;
  GtkWidget      *unlock;   /* shown where members could not be read without a password */
  GtkWidget      *copy;
  GtkWidget      *close;
  GtkWidget      *scroller;
  GtkListView    *view;

  ChoshoJob      *job;      /* (owned) (nullable) while it is under way */
  ChoshoValue    *problems; /* (owned) (nullable) of the last one */
  ChoshoWorkspace *workspace; /* (owned) (nullable) what was verified last */
  GString        *passwords; /* (owned) of archives, one a line, said since somebody began */
  int             password_fd; /* (owned) -1: none */
  guint           source;
};

G_DEFINE_FINAL_TYPE (ChoshoVerifyPanel, chosho_verify_panel, GTK_TYPE_BOX)

/* The first problem for which a password would help; NULL. Borrowed. */
static ChoshoValue *
find_locked (ChoshoVerifyPanel *self)
{
  for (guint i = 0; i < chosho_value_get_length (self->problems); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (self->problems, i), "code"), "member-unread") == 0)
      return chosho_value_get_item (self->problems, i);
  return NULL;
}

static void
show_state (ChoshoVerifyPanel *self)
{
  gboolean any = chosho_value_get_length (self->problems) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), self->job != NULL);
  gtk_widget_set_visible (self->cancel, self->job != NULL);
  gtk_widget_set_visible (self->close, self->job == NULL);
  gtk_widget_set_visible (self->copy, self->job == NULL && any);
  gtk_widget_set_visible (self->unlock, self->job == NULL && find_locked (self) != NULL);
  gtk_widget_set_visible (self->scroller, self->job == NULL && any);
}

/* --- What came of it ------------------------------------------------------------------------------------------- */

/* "Error: message", then the place. (transfer full) */
static char *
dup_problem (ChoshoValue *problem)
{
  gboolean warning = g_strcmp0 (chosho_value_get_string (problem, "severity"), "warn") == 0;

  return g_strdup_printf ("%s: %s\n%s · %s", warning ? _("Warning") : _("Error"), chosho_value_get_string (problem, "message"),
                          chosho_value_get_string (problem, "where"), chosho_value_get_string (problem, "code"));
}

static void
show_problems (ChoshoVerifyPanel *self)
{
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;

  for (guint i = 0; i < chosho_value_get_length (self->problems); i++)
    gtk_string_list_take (lines, dup_problem (chosho_value_get_item (self->problems, i)));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (lines))));
  gtk_list_view_set_model (self->view, selection);
}

/* (transfer full) */
static char *
dup_headline (ChoshoVerifyPanel *self, gboolean done, ChoshoValue *value)
{
  ChoshoValue *checked = chosho_value_get (value, "checked");
  guint count = chosho_value_get_length (self->problems);
  g_autofree char *problems = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u problem", "%u problems", count), count);

  if (done && count == 0 && chosho_value_get (checked, "members") != NULL)
    return g_strdup_printf (_("%u events, %u objects and %u members of archives are unchanged"), (guint) chosho_value_get_integer (checked, "events", 0),
                            (guint) chosho_value_get_integer (checked, "objects", 0), (guint) chosho_value_get_integer (checked, "members", 0));
  if (done && count == 0)
    return g_strdup_printf (_("%u events and %u objects are unchanged"), (guint) chosho_value_get_integer (checked, "events", 0),
                            (guint) chosho_value_get_integer (checked, "objects", 0));
  return g_strdup_printf ("%s – %s", done ? _("The record verifies, with warnings") : _("The record does not verify"), problems);
}

static void
on_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoVerifyPanel) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);
  g_autofree char *headline = NULL;

  if (self->password_fd >= 0)
    (void) close (self->password_fd);
  self->password_fd = -1;
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->job);
  g_clear_pointer (&self->problems, chosho_value_unref);
  if (chosho_value_get (value, "problems") != NULL)
    self->problems = chosho_value_ref (chosho_value_get (value, "problems"));
  headline = value != NULL ? dup_headline (self, done, value) : g_strdup (error->message);
  gtk_label_set_text (self->headline, headline);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->headline), headline);
  show_problems (self);
  show_state (self);
}

/* --- Under way -------------------------------------------------------------------------------------------------- */

static gboolean
on_poll (gpointer user_data)
{
  ChoshoVerifyPanel *self = user_data;

  chosho_job_show_progress (self->job, self->progress);
  return G_SOURCE_CONTINUE;
}

static void
run (ChoshoVerifyPanel *self, gboolean members)
{
  ChoshoValue *args = chosho_value_new_object ();

  if (members)
    chosho_value_set_boolean (args, "members", TRUE);
  self->password_fd = chosho_password_pass (self->passwords->len > 0 ? self->passwords->str : NULL, args);
  self->job = chosho_job_new (_("Reading everything again"));
  gtk_label_set_text (self->headline, chosho_job_get_title (self->job));
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_state (self);
  self->source = g_timeout_add (POLL_MS, on_poll, self);
  chosho_workspace_run_job_async (self->workspace, "verify", args, self->job, on_verified_cb, g_object_ref (self));
}

void
chosho_verify_panel_start (ChoshoVerifyPanel *self, ChoshoWorkspace *workspace, gboolean members)
{
  if (self->job != NULL)
    return;
  g_set_object (&self->workspace, workspace);
  g_string_set_size (self->passwords, 0);
  run (self, members);
}

/* --- Passwords -------------------------------------------------------------------------------------------------- */

static void
on_password_cb (const char *password, gpointer user_data)
{
  g_autoptr (ChoshoVerifyPanel) self = user_data;

  if (password == NULL || self->job != NULL || self->workspace == NULL)
    return;
  g_string_append_printf (self->passwords, "%s\n", password);
  run (self, TRUE);
}

static void
on_unlock_cb (ChoshoVerifyPanel *self)
{
  chosho_password_dialog_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), chosho_value_get_string (find_locked (self), "where"), on_password_cb,
                              g_object_ref (self));
}

static void
on_cancel_cb (ChoshoVerifyPanel *self)
{
  if (self->job != NULL)
    chosho_job_cancel (self->job);
}

static void
on_close_cb (ChoshoVerifyPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  ChoshoVerifyPanel *self = user_data;
  static const ChoshoRowField columns[] = {
    { "severity", N_("Severity"), NULL }, { "code", N_("Code"), NULL }, { "where", N_("Where"), NULL }, { "message", N_("What is wrong"), NULL },
    { NULL, NULL, NULL },
  };

  return chosho_list_copy_dup_values (columns, self->problems);
}

static void
on_copy_cb (ChoshoVerifyPanel *self)
{
  chosho_list_copy_now (GTK_WIDGET (self->view));
}

/* The event it is about is shown below, where it is one. */
static void
on_activate_cb (ChoshoVerifyPanel *self, guint position)
{
  const char *where = chosho_value_get_string (chosho_value_get_item (self->problems, position), "where");
  g_autofree char *id = where != NULL && g_str_has_prefix (where, EVENT_PLACE) ? g_strndup (where + strlen (EVENT_PLACE), CHOSHO_DIGEST_HEX_SIZE - 1) : NULL;

  if (id != NULL)
    chosho_page_go (GTK_WIDGET (self), "journal", id);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
chosho_verify_panel_dispose (GObject *object)
{
  ChoshoVerifyPanel *self = CHOSHO_VERIFY_PANEL (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->job != NULL)
    chosho_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->problems, chosho_value_unref);
  G_OBJECT_CLASS (chosho_verify_panel_parent_class)->dispose (object);
}

static void
chosho_verify_panel_finalize (GObject *object)
{
  g_string_free (CHOSHO_VERIFY_PANEL (object)->passwords, TRUE);
  G_OBJECT_CLASS (chosho_verify_panel_parent_class)->finalize (object);
}

static void
chosho_verify_panel_class_init (ChoshoVerifyPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_verify_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_verify_panel_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-verify-panel.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoVerifyPanel, name)
  CHILD (headline);
  CHILD (progress);
  CHILD (cancel);
  CHILD (unlock);
  CHILD (copy);
  CHILD (close);
  CHILD (scroller);
  CHILD (view);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
chosho_verify_panel_init (ChoshoVerifyPanel *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->passwords = g_string_new (NULL);
  self->password_fd = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  chosho_list_copy_install (GTK_WIDGET (self->view), dup_table, self);
}

GtkWidget *
chosho_verify_panel_new (void)
{
  return g_object_new (CHOSHO_TYPE_VERIFY_PANEL, NULL);
}
