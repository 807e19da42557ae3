/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-changes-dialog.h"
#include "chosho-diff-label.h"
#include "chosho-list-copy.h"
#include "chosho-spinner.h"
#include "chosho-value.h"

struct _ChoshoChangesDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkStack       *stack;      /* loading, changes, same, error */
  GtkBox         *loading;
  GtkListView    *view;
  AdwStatusPage  *error_page;
  GtkLabel       *note;

  ChoshoContext  *context;    /* (owned) */
  ChoshoValue    *result;     /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoChangesDialog, chosho_changes_dialog, ADW_TYPE_WINDOW)

static ChoshoValue *
get_change (ChoshoChangesDialog *self, guint position)
{
  return chosho_value_get_item (chosho_value_get (self->result, "changes"), position);
}

/* --- Rows -------------------------------------------------------------------------------------------- */

/* "p.3" where both stand there, else "p.3 → p.4"; of what stands in one alone, its place there. (transfer full) */
static char *
dup_place (ChoshoValue *change)
{
  const char *place = chosho_value_get_string (change, "place");
  const char *older = chosho_value_get_string (change, "older_place");

  if (place[0] == '\0' || older[0] == '\0' || g_str_equal (place, older))
    return g_strdup (place[0] != '\0' ? place : older);
  return g_strdup_printf ("%s → %s", older, place);
}

static const char *
get_word (ChoshoValue *change)
{
  const char *kind = chosho_value_get_string (change, "kind");

  return g_str_equal (kind, "added") ? _("Added") : g_str_equal (kind, "removed") ? _("Removed") : _("Altered");
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoChangesDialog *self)
{
  ChoshoValue *change = get_change (self, gtk_list_item_get_position (list_item));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *place = dup_place (change);
  g_autofree char *head = g_strdup_printf ("%s  %s", get_word (change), place);
  GtkWidget *label = gtk_label_new (head);
  GtkWidget *words = chosho_diff_label_new (chosho_value_get_string (change, "before"), chosho_value_get_string (change, "after"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_list_item_set_child (list_item, box);
}

static gboolean
fill_line (guint position, char **cells, gpointer user_data)
{
  ChoshoValue *change = get_change (user_data, position);

  cells[0] = g_strdup (get_word (change));
  cells[1] = dup_place (change);
  cells[2] = g_strdup (chosho_value_get_string (change, "before"));
  cells[3] = g_strdup (chosho_value_get_string (change, "after"));
  return TRUE;
}

/* All changes: the one chosen is where one is. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const char *const heads[] = { N_("Change"), N_("Place"), N_("Before"), N_("After"), NULL };

  return chosho_list_copy_dup_lines (view, TRUE, heads, fill_line, user_data);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, NULL);
}

/* To the place in the newer version; what went is shown in the older one. */
static void
on_activate_cb (ChoshoChangesDialog *self, guint position)
{
  ChoshoValue *change = get_change (self, position);
  gboolean removed = g_str_equal (chosho_value_get_string (change, "kind"), "removed");
  const char *id = chosho_value_get_string (self->result, removed ? "older" : "id");
  const char *place = chosho_value_get_string (change, removed ? "older_position" : "position");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.view-evidence", "(ss)", id, place);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Comparing ---------------------------------------------------------------------------------------- */

/* Without words on one side nothing can be told: that is no "no change". */
static gboolean
has_words (ChoshoValue *result)
{
  static const char *const members[] = { "text", "older_text" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *state = chosho_value_get_string (result, members[i]);

      if (!g_str_equal (state, "text") && !g_str_equal (state, "partial"))
        return FALSE;
    }
  return TRUE;
}

static void
show_changes (ChoshoChangesDialog *self)
{
  guint n_changes = chosho_value_get_length (chosho_value_get (self->result, "changes"));
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change", "%u changes", n_changes), n_changes);

  if (!has_words (self->result))
    {
      adw_status_page_set_title (self->error_page, _("No Text to Compare"));
      adw_status_page_set_description (self->error_page, _("One of the versions has no text information: compare them by eye."));
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  if (n_changes == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "same");
      return;
    }
  for (guint i = 0; i < n_changes; i++)
    gtk_string_list_append (lines, "");
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_steal_pointer (&lines))));
  gtk_list_view_set_model (self->view, selection);
  adw_window_title_set_subtitle (self->title, count);
  gtk_widget_set_visible (GTK_WIDGET (self->note), chosho_value_get_boolean (self->result, "more", FALSE));
  gtk_stack_set_visible_child_name (self->stack, "changes");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoChangesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *escaped = NULL;

  g_clear_pointer (&self->result, chosho_value_unref);
  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &self->result, &error))
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        show_changes (self);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  escaped = g_markup_escape_text (error->message, -1); /* a description is markup */
  adw_status_page_set_title (self->error_page, _("They Could Not Be Compared"));
  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* --- Class --------------------------------------------------------------------------------------------- */

static void
chosho_changes_dialog_dispose (GObject *object)
{
  ChoshoChangesDialog *self = CHOSHO_CHANGES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_changes_dialog_parent_class)->dispose (object);
}

static void
chosho_changes_dialog_finalize (GObject *object)
{
  ChoshoChangesDialog *self = CHOSHO_CHANGES_DIALOG (object);

  g_clear_pointer (&self->result, chosho_value_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (chosho_changes_dialog_parent_class)->finalize (object);
}

static void
chosho_changes_dialog_class_init (ChoshoChangesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_changes_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_changes_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-changes-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoChangesDialog, name)
  CHILD (title);
  CHILD (stack);
  CHILD (loading);
  CHILD (view);
  CHILD (error_page);
  CHILD (note);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_changes_dialog_init (ChoshoChangesDialog *self)
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

ChoshoChangesDialog *
chosho_changes_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *id)
{
  ChoshoChangesDialog *self = g_object_new (CHOSHO_TYPE_CHANGES_DIALOG, "transient-for", parent, NULL);
  ChoshoValue *args = chosho_value_new_object ();

  self->context = g_object_ref (context);
  chosho_value_set_string (args, "id", id);
  chosho_workspace_run_async (chosho_context_get_workspace (context), "evidence compare", args, self->cancellable, on_compared_cb, g_object_ref (self));
  return self;
}
