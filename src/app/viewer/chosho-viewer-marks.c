/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error-view.h"
#include "chosho-mark-dialog.h"
#include "chosho-mark-words.h"
#include "chosho-marks-dialog.h"
#include "chosho-viewer-private.h"

/* Marks on what is shown: where they stand, making one of what is selected, and those of older versions that wait. */

#define VERSIONS_BACK 16 /* older versions that are looked at: more is no line of re-submissions */

/* --- Reading --------------------------------------------------------------------------------------- */

/* Rows of the marks that stand on the content of @row, by the index of contents: few look-ups by key. (transfer full) */
static ChoshoValue *
read_marks (ChoshoViewer *self, ChoshoValue *row)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (self->context);
  const char *sha256 = chosho_value_get_string (row, "sha256");
  g_autoptr (ChoshoValue) known = sha256 != NULL ? chosho_workspace_read_row (workspace, "marks", sha256) : NULL;
  ChoshoValue *ids = chosho_value_get (known, "marks");
  ChoshoValue *rows = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *mark = chosho_workspace_read_row (workspace, "mark", chosho_value_as_string (chosho_value_get_item (ids, i)));

      if (mark != NULL)
        chosho_value_append (rows, mark);
    }
  return rows;
}

static guint
count_outdated (ChoshoValue *rows)
{
  guint found = 0;

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    found += g_strcmp0 (chosho_value_get_string (chosho_value_get_item (rows, i), "state"), "outdated") == 0;
  return found;
}

/* Ids of the evidence shown and its older versions; @waiting (out): marks of all of them that nobody placed yet. (transfer full) */
static ChoshoValue *
list_versions (ChoshoViewer *self, guint *waiting)
{
  ChoshoValue *ids = chosho_value_new_array ();
  ChoshoValue *row = chosho_value_ref (self->row);

  *waiting = 0;
  while (row != NULL && chosho_value_get_length (ids) < VERSIONS_BACK)
    {
      g_autoptr (ChoshoValue) marks = read_marks (self, row);
      const char *older = chosho_value_get_string (row, "version_of");
      ChoshoValue *next = older != NULL ? chosho_workspace_read_row (chosho_context_get_workspace (self->context), "evidence", older) : NULL;

      chosho_value_append_string (ids, chosho_value_get_string (row, "id"));
      *waiting += count_outdated (marks);
      chosho_value_unref (row);
      row = next;
    }
  g_clear_pointer (&row, chosho_value_unref);
  return ids;
}

/* --- Showing --------------------------------------------------------------------------------------- */

static void
show_bar (ChoshoViewer *self, guint waiting)
{
  g_autofree char *badge = self->placing != NULL ? chosho_mark_words_dup_badge (self->placing) : NULL;
  g_autofree char *words = NULL;

  if (badge != NULL)
    words = g_strdup_printf (_("Choose where %s stands"), badge);
  else if (waiting > 0)
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u mark waits to be placed in the newer version", "%u marks wait to be placed in the newer version", waiting),
                             waiting);
  gtk_label_set_text (self->mark_words, words != NULL ? words : "");
  gtk_widget_set_visible (self->mark_bar, words != NULL);
  gtk_widget_set_visible (self->place_here, badge != NULL);
  gtk_widget_set_visible (self->place_cancel, badge != NULL);
  gtk_widget_set_visible (self->place_list, badge == NULL);
}

void
chosho_viewer_show_marks (ChoshoViewer *self)
{
  gboolean own = self->row != NULL && self->containers->len == 0;
  g_autoptr (ChoshoValue) marks = own ? read_marks (self, self->row) : NULL;
  g_autoptr (ChoshoValue) versions = NULL;
  g_autofree char *label = g_strdup_printf (_("Marks %u"), chosho_value_get_length (marks));
  guint waiting = 0;

  if (own)
    versions = list_versions (self, &waiting);
  chosho_pages_view_set_marks (self->page_view, marks);
  chosho_line_view_set_marks (self->line_view, marks);
  chosho_sheet_view_set_marks (self->sheet_view, marks);
  chosho_flow_view_set_marks (self->flow_view, marks);
  gtk_button_set_label (self->marks_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.marks", own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.mark", own && chosho_value_get_string (self->row, "sha256") != NULL);
  show_bar (self, waiting);
}

void
chosho_viewer_show_mark (ChoshoViewer *self, const char *id)
{
  g_autoptr (ChoshoValue) row = chosho_workspace_read_row (chosho_context_get_workspace (self->context), "mark", id);
  const char *quote = chosho_value_get_string (row, "quote"), *place = chosho_value_get_string (row, "place");

  g_clear_pointer (&self->wanted_mark, g_free);
  if (row == NULL)
    return;
  if (self->document == NULL || chosho_document_get_info (self->document) == NULL)
    self->wanted_mark = g_strdup (id); /* once it is loaded */
  else if (chosho_viewer_is_shown (self, "pages"))
    chosho_pages_view_show_mark (self->page_view, row);
  else if (place[0] == '\0' && quote != NULL)
    chosho_viewer_find (self, quote);
}

void
chosho_viewer_show_wanted_mark (ChoshoViewer *self)
{
  g_autofree char *id = g_steal_pointer (&self->wanted_mark);

  if (id != NULL)
    chosho_viewer_show_mark (self, id);
}

/* --- What is selected ------------------------------------------------------------------------------ */

static ChoshoValue *
new_place (const char *key, const char *place)
{
  ChoshoValue *value = chosho_value_new_object ();
  g_autofree char *position = g_strconcat (key, place, NULL);

  chosho_value_set_string (value, "place", position);
  return value;
}

/* Of several cells the first. */
static ChoshoValue *
dup_cell (ChoshoViewer *self)
{
  g_autofree char *place = chosho_sheet_view_dup_place (self->sheet_view);
  char *range = place != NULL ? strrchr (place, ':') : NULL;
  const char *sheet = place != NULL ? strrchr (place, '!') : NULL;

  if (range != NULL && (sheet == NULL || range > sheet))
    *range = '\0';
  return place != NULL ? new_place ("cell=", place) : NULL;
}

/* {place, rectangle, quote}; NULL where nothing is shown that could be marked. (transfer full) */
static ChoshoValue *
dup_selected (ChoshoViewer *self)
{
  if (chosho_viewer_is_shown (self, "pages"))
    return chosho_pages_view_dup_marked_place (self->page_view);
  if (chosho_viewer_is_shown (self, "sheets"))
    return dup_cell (self);
  if (chosho_viewer_is_shown (self, "flow"))
    return chosho_flow_view_dup_marked_place (self->flow_view);
  if (chosho_viewer_is_shown (self, "text") && chosho_line_view_get_chosen (self->line_view) >= 0)
    {
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, chosho_line_view_get_chosen (self->line_view) + 1);

      return new_place ("line=", line);
    }
  return NULL;
}

/* --- Marking --------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoViewer     *viewer; /* (owned) */
  ChoshoMarkDialog *dialog; /* (owned) */
  int               password_fd;
} Marking;

static void
on_marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Marking *marking = user_data;
  g_autoptr (ChoshoViewer) self = marking->viewer;
  g_autoptr (ChoshoMarkDialog) dialog = marking->dialog;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (marking->password_fd >= 0)
    close (marking->password_fd);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      chosho_mark_dialog_tell (dialog, error, value);
      return;
    }
  g_clear_pointer (&self->placing, chosho_value_unref);
  gtk_window_close (GTK_WINDOW (dialog));
  chosho_viewer_show_marks (self);
}

static void
on_mark_cb (ChoshoMarkDialog *dialog, ChoshoValue *args, ChoshoViewer *self)
{
  Marking *marking = g_new0 (Marking, 1);
  ChoshoValue *full = chosho_value_copy (args);

  marking->viewer = g_object_ref (self);
  marking->dialog = g_object_ref (dialog);
  marking->password_fd = chosho_viewer_pass_password (self, full);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), self->placing != NULL ? "mark move" : "mark add", full, NULL,
                              on_marked_cb, marking);
}

/* The controls of the evidence, that of the page beside first; *@step: the step at hand there. (transfer full) */
static ChoshoValue *
list_controls (ChoshoViewer *self, char **step)
{
  g_autoptr (ChoshoValue) targets = self->targets_func != NULL ? self->targets_func (self->targets_data) : NULL;
  ChoshoValue *own = chosho_value_get (self->row, "controls");
  ChoshoValue *controls = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (targets); i++)
    {
      ChoshoValue *args = chosho_value_get (chosho_value_get_item (targets, i), "args");
      const char *control = chosho_value_as_string (chosho_value_get_item (chosho_value_get (args, "control"), 0));
      const char *at_hand = chosho_value_as_string (chosho_value_get_item (chosho_value_get (args, "step"), 0));

      if (control != NULL && chosho_value_has_text (own, control) && !chosho_value_has_text (controls, control))
        chosho_value_append_string (controls, control);
      if (at_hand != NULL && *step == NULL && chosho_value_has_text (chosho_value_get (self->row, "steps"), at_hand))
        *step = g_strdup (at_hand);
    }
  for (guint i = 0; i < chosho_value_get_length (own); i++)
    if (!chosho_value_has_text (controls, chosho_value_as_string (chosho_value_get_item (own, i))))
      chosho_value_append_string (controls, chosho_value_as_string (chosho_value_get_item (own, i)));
  return controls;
}

static void
on_mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  g_autoptr (ChoshoValue) place = self->row != NULL ? dup_selected (self) : NULL;
  g_autofree char *step = NULL;
  g_autoptr (ChoshoValue) controls = self->row != NULL ? list_controls (self, &step) : NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  ChoshoMarkDialog *dialog;

  if (place == NULL)
    {
      chosho_error_view_toast (widget, _("Choose the line, cell or paragraph to be marked first"));
      return;
    }
  if (self->placing == NULL && chosho_value_get_length (controls) == 0)
    {
      chosho_error_view_toast (widget, _("A mark belongs to a control: link the evidence to one first"));
      return;
    }
  dialog = self->placing != NULL ? chosho_mark_dialog_new_move (window, self->context, self->row, place, self->placing)
                                 : chosho_mark_dialog_new (window, self->context, self->row, place, controls, step);
  g_signal_connect_object (dialog, "mark", G_CALLBACK (on_mark_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
chosho_viewer_mark_where_read (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *viewer = focus != NULL ? gtk_widget_get_ancestor (focus, CHOSHO_TYPE_VIEWER) : NULL;

  return viewer != NULL && gtk_widget_activate_action (viewer, "viewer.mark", NULL);
}

/* --- The list -------------------------------------------------------------------------------------- */

/* In the newer version, where there is one. */
static void
on_place_cb (ChoshoViewer *self, ChoshoValue *row)
{
  const char *newer = chosho_value_get_string (row, "newer");

  g_clear_pointer (&self->placing, chosho_value_unref);
  self->placing = chosho_value_ref (row);
  if (newer != NULL && g_strcmp0 (newer, self->id) != 0)
    chosho_viewer_show (self, newer, "");
  chosho_viewer_show_marks (self);
}

static void
on_marks_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoViewer *self = CHOSHO_VIEWER (widget);
  guint waiting;
  g_autoptr (ChoshoValue) versions = self->row != NULL ? list_versions (self, &waiting) : NULL;
  ChoshoMarksDialog *dialog;

  if (versions == NULL)
    return;
  dialog = chosho_marks_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->context, versions);
  g_signal_connect_object (dialog, "place", G_CALLBACK (on_place_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_stop_placing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_clear_pointer (&CHOSHO_VIEWER (widget)->placing, chosho_value_unref);
  chosho_viewer_show_marks (CHOSHO_VIEWER (widget));
}

void
chosho_viewer_install_marks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.mark", NULL, on_mark_action);
  gtk_widget_class_install_action (widget_class, "viewer.marks", NULL, on_marks_action);
  gtk_widget_class_install_action (widget_class, "viewer.stop-placing", NULL, on_stop_placing_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "viewer.mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "viewer.marks", NULL);
}
