/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-clear.h"
#include "chosho-command-dialog.h"
#include "chosho-comment-view.h"
#include "chosho-comments-dialog.h"
#include "chosho-spinner.h"

struct _ChoshoCommentsDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack       *stack;  /* loading, none (that are not decided), empty, list, error */
  GtkCheckButton *open;   /* only those that are not decided */
  GtkBox         *list;
  AdwStatusPage  *failed;

  ChoshoContext  *context; /* (owned) */
  char           *wanted;  /* (owned) (nullable) the comment that gets the focus once it is there */
};

G_DEFINE_FINAL_TYPE (ChoshoCommentsDialog, chosho_comments_dialog, ADW_TYPE_WINDOW)

static void load (ChoshoCommentsDialog *self);

/* --- Deciding ---------------------------------------------------------------------------------- */

/* The form asks why; what comes of it is shown in place, with the focus where it was. */
static void
on_decide_cb (ChoshoCommentView *view, const char *state, ChoshoCommentsDialog *self)
{
  ChoshoValue *comment = chosho_comment_view_get_comment (view);
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();
  gboolean accepted = g_str_equal (state, "accepted");
  ChoshoCommandDialog *dialog;

  g_free (self->wanted);
  self->wanted = g_strdup (chosho_value_get_string (comment, "id"));
  chosho_value_set_string (preset, "id", self->wanted);
  chosho_value_set_string (preset, "state", state);
  dialog = chosho_command_dialog_new (GTK_WINDOW (self), self->context, "report comments decide", preset);
  chosho_command_dialog_explain (dialog, accepted ? _("The comment is taken up: say what is changed for it. The report itself is mended where its words come from.")
                                                  : _("The comment is declined: say why nothing is changed."));
  g_signal_connect_object (dialog, "done", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Showing ----------------------------------------------------------------------------------- */

/* Returns TRUE where it is the one that is wanted. */
static gboolean
add_comment (ChoshoCommentsDialog *self, ChoshoValue *comment)
{
  GtkWidget *view = chosho_comment_view_new (self->context, comment);
  gboolean wanted = g_strcmp0 (self->wanted, chosho_value_get_string (comment, "id")) == 0;

  g_signal_connect (view, "decide", G_CALLBACK (on_decide_cb), self);
  gtk_box_append (self->list, view);
  if (wanted)
    chosho_comment_view_focus (CHOSHO_COMMENT_VIEW (view));
  return wanted;
}

static void
show_comments (ChoshoCommentsDialog *self, ChoshoValue *comments)
{
  guint count = chosho_value_get_length (comments);

  gtk_stack_set_visible_child_name (self->stack, count > 0 ? "list" : gtk_check_button_get_active (self->open) ? "none" : "empty");
  for (guint i = 0; i < count; i++)
    if (add_comment (self, chosho_value_get_item (comments, i)))
      g_clear_pointer (&self->wanted, g_free);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCommentsDialog) self = user_data;
  g_autoptr (ChoshoValue) comments = NULL;
  g_autoptr (GError) error = NULL;

  if (self->list == NULL)
    return;
  chosho_clear_box (self->list);
  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &comments, &error))
    {
      show_comments (self, comments);
      return;
    }
  adw_status_page_set_description (self->failed, error->message);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
load (ChoshoCommentsDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  if (gtk_check_button_get_active (self->open))
    chosho_value_set_boolean (args, "open", TRUE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "report comments list", args, NULL, on_listed_cb, g_object_ref (self));
}

static void
on_open_toggled_cb (ChoshoCommentsDialog *self)
{
  load (self);
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_comments_dialog_dispose (GObject *object)
{
  CHOSHO_COMMENTS_DIALOG (object)->list = NULL;
  G_OBJECT_CLASS (chosho_comments_dialog_parent_class)->dispose (object);
}

static void
chosho_comments_dialog_finalize (GObject *object)
{
  g_clear_object (&CHOSHO_COMMENTS_DIALOG (object)->context);
  g_free (CHOSHO_COMMENTS_DIALOG (object)->wanted);
  G_OBJECT_CLASS (chosho_comments_dialog_parent_class)->finalize (object);
}

static void
chosho_comments_dialog_class_init (ChoshoCommentsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_comments_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_comments_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-comments-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommentsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommentsDialog, open);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommentsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommentsDialog, failed);
  gtk_widget_class_bind_template_callback (widget_class, on_open_toggled_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_comments_dialog_init (ChoshoCommentsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

ChoshoCommentsDialog *
chosho_comments_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *comment)
{
  ChoshoCommentsDialog *self = g_object_new (CHOSHO_TYPE_COMMENTS_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->wanted = g_strdup (comment);
  load (self);
  return self;
}
