/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-list-copy.h"
#include "chosho-mark-words.h"
#include "chosho-marks-dialog.h"
#include "chosho-spinner.h"
#include "chosho-text-label.h"

struct _ChoshoMarksDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkStack       *stack;       /* loading, marks, none, error */
  GtkBox         *loading;
  GtkListView    *view;
  AdwStatusPage  *error_page;
  GtkWidget      *confirm_all;

  ChoshoContext  *context;     /* (owned) */
  ChoshoValue    *evidence;    /* (owned) ids */
  ChoshoValue    *rows;        /* (owned) (nullable) those that are shown */
  GCancellable   *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoMarksDialog, chosho_marks_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_PLACE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void load (ChoshoMarksDialog *self);

static gboolean
has_state (ChoshoValue *row, const char *state)
{
  return g_strcmp0 (chosho_value_get_string (row, "state"), state) == 0;
}

/* --- Acts ------------------------------------------------------------------------------------------ */

static void
on_moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoMarksDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!done)
    chosho_error_view_show (GTK_WIDGET (self), error, value);
  load (self);
}

/* `mark move` of @marks (taken) with the flag @how. */
static void
move (ChoshoMarksDialog *self, ChoshoValue *marks, const char *how)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set (args, "marks", marks);
  chosho_value_set_boolean (args, how, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_widget_set_sensitive (self->confirm_all, FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "mark move", args, NULL, on_moved_cb, g_object_ref (self));
}

static ChoshoValue *
get_row_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "row");
}

static void
move_one (ChoshoMarksDialog *self, GtkWidget *button, const char *how)
{
  ChoshoValue *marks = chosho_value_new_array ();

  chosho_value_append_string (marks, chosho_value_get_string (get_row_of (button), "id"));
  move (self, marks, how);
}

static void
on_confirm_cb (GtkWidget *button, ChoshoMarksDialog *self)
{
  move_one (self, button, "confirm");
}

static void
on_stays_cb (GtkWidget *button, ChoshoMarksDialog *self)
{
  move_one (self, button, "stays");
}

static void
on_confirm_all_cb (ChoshoMarksDialog *self)
{
  ChoshoValue *marks = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (self->rows); i++)
    if (has_state (chosho_value_get_item (self->rows, i), "to-confirm"))
      chosho_value_append_string (marks, chosho_value_get_string (chosho_value_get_item (self->rows, i), "id"));
  move (self, marks, "confirm");
}

static void
on_place_cb (GtkWidget *button, ChoshoMarksDialog *self)
{
  g_autoptr (ChoshoMarksDialog) kept = g_object_ref (self);
  g_autoptr (ChoshoValue) row = chosho_value_ref (get_row_of (button));

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (kept, signals[SIGNAL_PLACE], 0, row);
}

static void
on_withdrawn_cb (ChoshoMarksDialog *self)
{
  load (self);
}

static void
on_withdraw_cb (GtkWidget *button, ChoshoMarksDialog *self)
{
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();
  ChoshoCommandDialog *dialog;

  chosho_value_set_string (preset, "mark", chosho_value_get_string (get_row_of (button), "id"));
  dialog = chosho_command_dialog_new (GTK_WINDOW (self), self->context, "mark withdraw", preset);
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_withdrawn_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Ways ------------------------------------------------------------------------------------------ */

static void
leave_to (ChoshoMarksDialog *self, const char *action, const char *first, const char *second)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), action, "(ss)", first, second);
  gtk_window_close (GTK_WINDOW (self));
}

/* To the place that is proposed, else to where it stands. */
static void
on_activate_cb (ChoshoMarksDialog *self, guint position)
{
  ChoshoValue *row = chosho_value_get_item (self->rows, position);
  ChoshoValue *proposal = chosho_value_get (row, "proposal");

  if (chosho_value_get_string (proposal, "place") != NULL)
    leave_to (self, "win.view-evidence", chosho_value_get_string (row, "newer"), chosho_value_get_string (proposal, "place"));
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.view-mark", "s", chosho_value_get_string (row, "id"));
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
on_control_cb (GtkWidget *button, ChoshoMarksDialog *self)
{
  leave_to (self, "win.go", "controls", chosho_value_get_string (get_row_of (button), "control"));
}

static void
on_target_cb (GtkWidget *button, ChoshoMarksDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.follow-mark", "s",
                              chosho_value_get_string (get_row_of (button), "id"));
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
add_label (GtkWidget *box, const char *text, const char *style)
{
  if (text != NULL && text[0] != '\0')
    gtk_box_append (GTK_BOX (box), chosho_text_label_new (text, style));
}

/* @badge tells buttons of the same word apart. */
static void
add_button (ChoshoMarksDialog *self, GtkWidget *box, ChoshoValue *row, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *badge = chosho_mark_words_dup_badge (row);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, badge);

  gtk_widget_add_css_class (button, "chosho-small");
  chosho_accessible_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "row", chosho_value_ref (row), (GDestroyNotify) chosho_value_unref);
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
new_buttons (ChoshoMarksDialog *self, ChoshoValue *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean pending = has_state (row, "to-confirm") || has_state (row, "lost");

  if (has_state (row, "to-confirm"))
    add_button (self, box, row, _("Confirm"), G_CALLBACK (on_confirm_cb));
  add_button (self, box, row, _("Place Anew"), G_CALLBACK (on_place_cb));
  if (pending && chosho_value_get_string (row, "newer") != NULL)
    add_button (self, box, row, _("Stays"), G_CALLBACK (on_stays_cb));
  add_button (self, box, row, _("Withdraw Mark…"), G_CALLBACK (on_withdraw_cb));
  if (chosho_mark_words_is_reference (row))
    add_button (self, box, row, _("What It Refers To"), G_CALLBACK (on_target_cb));
  add_button (self, box, row, chosho_value_get_string (row, "control"), G_CALLBACK (on_control_cb));
  return box;
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoMarksDialog *self)
{
  ChoshoValue *row = chosho_value_get_item (self->rows, gtk_list_item_get_position (list_item));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *head = chosho_mark_words_dup_head (row);
  g_autofree char *body = chosho_mark_words_dup_body (row);
  g_autofree char *state = chosho_mark_words_dup_state (row);

  add_label (box, head, "heading");
  add_label (box, body, NULL);
  add_label (box, state, "chosho-message");
  gtk_box_append (GTK_BOX (box), new_buttons (self, row));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (list_item, box);
}

static gboolean
fill_line (guint position, char **cells, gpointer user_data)
{
  ChoshoMarksDialog *self = user_data;
  ChoshoValue *row = chosho_value_get_item (self->rows, position);

  cells[0] = chosho_mark_words_dup_badge (row);
  cells[1] = g_strdup (chosho_value_get_string (row, "evidence_reference"));
  cells[2] = chosho_mark_words_dup_place (chosho_value_get_string (row, "place"));
  cells[3] = g_strdup (chosho_value_get_string (row, "control"));
  cells[4] = g_strdup (chosho_value_get_string (row, "quote"));
  cells[5] = g_strdup (chosho_value_get_string (row, "text"));
  cells[6] = chosho_mark_words_dup_state (row);
  return TRUE;
}

/* All marks: the one chosen is where one is. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const char *const heads[] = { N_("Sign"), N_("Evidence"), N_("Place"), N_("Control"), N_("Quote"), N_("Remark"), N_("State"), NULL };

  return chosho_list_copy_dup_lines (view, TRUE, heads, fill_line, user_data);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, NULL);
}

/* --- Reading --------------------------------------------------------------------------------------- */

/* What stands on the evidence itself, and what of its older versions waits. */
static ChoshoValue *
select_rows (ChoshoMarksDialog *self, ChoshoValue *all)
{
  const char *own = chosho_value_as_string (chosho_value_get_item (self->evidence, 0));
  ChoshoValue *rows = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (all); i++)
    {
      ChoshoValue *row = chosho_value_get_item (all, i);

      if (g_strcmp0 (chosho_value_get_string (row, "evidence"), own) == 0 || !has_state (row, "standing"))
        chosho_value_append (rows, chosho_value_ref (row));
    }
  return rows;
}

static guint
count (ChoshoMarksDialog *self, const char *state)
{
  guint found = 0;

  for (guint i = 0; i < chosho_value_get_length (self->rows); i++)
    found += has_state (chosho_value_get_item (self->rows, i), state);
  return found;
}

static void
show_rows (ChoshoMarksDialog *self)
{
  guint n_rows = chosho_value_get_length (self->rows), to_confirm = count (self, "to-confirm"), lost = count (self, "lost");
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autofree char *facts = to_confirm + lost > 0 ? g_strdup_printf (_("%u to confirm, %u lost"), to_confirm, lost) : NULL;

  adw_window_title_set_subtitle (self->title, facts != NULL ? facts : "");
  gtk_widget_set_visible (self->confirm_all, to_confirm > 0);
  gtk_widget_set_sensitive (self->confirm_all, to_confirm > 0);
  for (guint i = 0; i < n_rows; i++)
    gtk_string_list_append (lines, "");
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_steal_pointer (&lines))));
  gtk_list_view_set_model (self->view, selection);
  gtk_stack_set_visible_child_name (self->stack, n_rows > 0 ? "marks" : "none");
  if (n_rows > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoMarksDialog) self = user_data;
  g_autoptr (ChoshoValue) all = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *escaped = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &all, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done)
    {
      gtk_list_view_set_model (self->view, NULL); /* its rows are read while they are bound */
      g_clear_pointer (&self->rows, chosho_value_unref);
      self->rows = select_rows (self, all);
      show_rows (self);
      return;
    }
  escaped = g_markup_escape_text (error->message, -1); /* a description is markup */
  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
load (ChoshoMarksDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set (args, "evidence", chosho_value_ref (self->evidence));
  gtk_stack_set_visible_child_name (self->stack, "loading");
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "mark list", args, self->cancellable, on_listed_cb, g_object_ref (self));
}

/* --- Class ----------------------------------------------------------------------------------------- */

static void
chosho_marks_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (CHOSHO_MARKS_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (chosho_marks_dialog_parent_class)->dispose (object);
}

static void
chosho_marks_dialog_finalize (GObject *object)
{
  ChoshoMarksDialog *self = CHOSHO_MARKS_DIALOG (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->evidence, chosho_value_unref);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (chosho_marks_dialog_parent_class)->finalize (object);
}

static void
chosho_marks_dialog_class_init (ChoshoMarksDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_marks_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_marks_dialog_finalize;
  signals[SIGNAL_PLACE] = g_signal_new ("place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-marks-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoMarksDialog, name)
  CHILD (title);
  CHILD (stack);
  CHILD (loading);
  CHILD (view);
  CHILD (error_page);
  CHILD (confirm_all);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_marks_dialog_init (ChoshoMarksDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (self->loading, chosho_spinner_new ());
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  chosho_list_copy_install (GTK_WIDGET (self->view), dup_table, self);
}

ChoshoMarksDialog *
chosho_marks_dialog_new (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence)
{
  ChoshoMarksDialog *self = g_object_new (CHOSHO_TYPE_MARKS_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->evidence = chosho_value_ref (evidence);
  load (self);
  return self;
}
