/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-cycle-dialog.h"
#include "chosho-cycle-lines.h"
#include "chosho-error-view.h"
#include "chosho-list-copy.h"
#include "chosho-spinner.h"
#include "chosho-tsv.h"

struct _ChoshoCycleDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwWindowTitle  *title;
  GtkToggleButton *due_only;
  GtkWidget       *save;
  GtkStack        *stack;       /* loading, lines, none, error */
  GtkBox          *loading;
  GtkColumnView   *view;
  AdwStatusPage   *error_page;

  ChoshoContext    *context;     /* (owned) */
  ChoshoValue      *rows;        /* (owned) (nullable) */
  ChoshoCycleLines *lines;       /* (owned) (nullable) */
  GtkStringList    *shown;       /* (owned) the numbers of the lines that are listed, from 0 */
  GCancellable     *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoCycleDialog, chosho_cycle_dialog, ADW_TYPE_WINDOW)

/* Between these and the last ones stand the periods, as many as the record knows. */
enum
{
  COLUMN_CONTROL,
  COLUMN_TITLE,
  COLUMN_PHASE,
  COLUMN_INDIVIDUAL,
  COLUMN_FIRST_PERIOD
};

#define COLUMNS_AFTER 2 /* when it was tested last, when it is to be tested again */

/* --- Cells ----------------------------------------------------------------------------------------- */

static guint
get_n_columns (ChoshoCycleDialog *self)
{
  return COLUMN_FIRST_PERIOD + self->lines->periods->len + COLUMNS_AFTER;
}

static const char *
get_head (ChoshoCycleDialog *self, guint column)
{
  static const char *const before[] = { N_("Control"), N_("Title"), N_("Phase"), N_("Individual control") };
  static const char *const after[] = { N_("Last tested"), N_("Due") };

  if (column < COLUMN_FIRST_PERIOD)
    return _(before[column]);
  column -= COLUMN_FIRST_PERIOD;
  return column < self->lines->periods->len ? g_ptr_array_index (self->lines->periods, column) : _(after[column - self->lines->periods->len]);
}

/* Borrowed; "" where nothing is known. */
static const char *
get_text (ChoshoCycleDialog *self, guint line, guint column)
{
  static const char *const before[] = { "control", "title", "phase", "individual" };
  static const char *const after[] = { "last_tested", "due" };
  ChoshoValue *row = g_ptr_array_index (self->lines->lines, line);
  const char *text;

  if (column == COLUMN_PHASE)
    return chosho_word_phase (chosho_value_get_string (row, before[column]));
  if (column < COLUMN_FIRST_PERIOD)
    text = chosho_value_get_string (row, before[column]);
  else if (column - COLUMN_FIRST_PERIOD < self->lines->periods->len)
    text = chosho_cycle_lines_get_cell (self->lines, line, column - COLUMN_FIRST_PERIOD);
  else
    text = chosho_value_get_string (row, after[column - COLUMN_FIRST_PERIOD - self->lines->periods->len]);
  return text != NULL ? text : "";
}

static guint
get_line (gpointer string)
{
  return (guint) g_ascii_strtoull (gtk_string_object_get_string (string), NULL, 10);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoCycleDialog *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (list_item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoCycleDialog *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  guint line = get_line (gtk_list_item_get_item (list_item));
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_text (GTK_LABEL (label), get_text (self, line, column));
  if (column + 1 == get_n_columns (self) && chosho_cycle_lines_is_due (self->lines, line))
    gtk_widget_add_css_class (label, "chosho-due-now");
  else
    gtk_widget_remove_css_class (label, "chosho-due-now");
}

static gboolean
is_wide (ChoshoCycleDialog *self, guint column)
{
  return column == COLUMN_TITLE || (column >= COLUMN_FIRST_PERIOD && column < COLUMN_FIRST_PERIOD + self->lines->periods->len);
}

/* The column of individual controls stands where one has a scope of its own. */
static gboolean
has_text (ChoshoCycleDialog *self, guint column)
{
  for (guint i = 0; i < self->lines->lines->len; i++)
    if (get_text (self, i, column)[0] != '\0')
      return TRUE;
  return FALSE;
}

static void
add_columns (ChoshoCycleDialog *self)
{
  for (guint i = 0; i < get_n_columns (self); i++)
    {
      GtkListItemFactory *factory;
      g_autoptr (GtkColumnViewColumn) column = NULL;

      if (i == COLUMN_INDIVIDUAL && !has_text (self, i))
        continue;
      factory = gtk_signal_list_item_factory_new ();
      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);
      column = gtk_column_view_column_new (get_head (self, i), factory);
      gtk_column_view_column_set_expand (column, is_wide (self, i));
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->view, column);
    }
}

/* "tested 2026-02-10", else whether it was in scope, and why not. (transfer full) */
static char *
dup_year (ChoshoValue *row, gpointer user_data)
{
  const char *state = chosho_value_get_string (row, "state"), *tested = chosho_value_get_string (row, "tested_on");
  const char *basis = chosho_value_get_string (row, "basis");
  const char *word = strcmp (state, "not-selected") == 0 ? _("not selected") : chosho_word_scope (state);

  if (tested != NULL)
    return g_strdup_printf (_("tested %s"), tested);
  return basis != NULL ? g_strdup_printf ("%s: %s", word, basis) : g_strdup (word);
}

/* --- Lines ----------------------------------------------------------------------------------------- */

static void
list_lines (ChoshoCycleDialog *self)
{
  gboolean due_only = gtk_toggle_button_get_active (self->due_only);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->lines->lines->len; i++)
    if (!due_only || chosho_cycle_lines_is_due (self->lines, i))
      g_ptr_array_add (numbers, g_strdup_printf ("%u", i));
  g_ptr_array_add (numbers, NULL);
  gtk_string_list_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), (const char *const *) numbers->pdata);
}

static void
on_due_only_cb (ChoshoCycleDialog *self)
{
  list_lines (self);
}

static void
on_activate_cb (ChoshoCycleDialog *self, guint position)
{
  g_autoptr (GObject) string = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.go", "(ss)", "controls", get_text (self, get_line (string), COLUMN_CONTROL));
  gtk_window_close (GTK_WINDOW (self));
}

static void
append_line (ChoshoCycleDialog *self, GString *text, guint line)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < get_n_columns (self); i++)
    g_ptr_array_add (cells, (gpointer) get_text (self, line, i));
  chosho_tsv_append_line (text, (const char *const *) cells->pdata, cells->len);
}

/* The table as it is listed. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  ChoshoCycleDialog *self = user_data;
  g_autoptr (GtkBitset) positions = chosho_list_copy_get_positions (gtk_column_view_get_model (self->view), all);
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (guint i = 0; i < get_n_columns (self); i++)
    g_ptr_array_add (heads, (gpointer) get_head (self, i));
  chosho_tsv_append_line (text, (const char *const *) heads->pdata, heads->len);
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, positions, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) string = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

      append_line (self, text, get_line (string));
    }
  return g_string_free (text, FALSE);
}

static guint
count_due (ChoshoCycleDialog *self)
{
  guint found = 0;

  for (guint i = 0; i < self->lines->lines->len; i++)
    found += chosho_cycle_lines_is_due (self->lines, i);
  return found;
}

static void
show_lines (ChoshoCycleDialog *self)
{
  guint n_lines, n_due;
  g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->shown))));
  g_autofree char *text = NULL;

  self->lines = chosho_cycle_lines_new (self->rows, dup_year, NULL);
  n_lines = self->lines->lines->len;
  n_due = count_due (self);
  text = n_due > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u to be tested this year", "%u to be tested this year", n_due), n_due) : NULL;
  adw_window_title_set_subtitle (self->title, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->due_only), n_due > 0);
  gtk_widget_set_sensitive (self->save, n_lines > 0);
  add_columns (self);
  list_lines (self);
  gtk_column_view_set_model (self->view, selection);
  gtk_stack_set_visible_child_name (self->stack, n_lines > 0 ? "lines" : "none");
  if (n_lines > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCycleDialog) self = user_data;
  g_autoptr (ChoshoValue) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *escaped = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &rows, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done)
    {
      self->rows = g_steal_pointer (&rows);
      show_lines (self);
      return;
    }
  escaped = g_markup_escape_text (error->message, -1); /* a description is markup */
  adw_status_page_set_description (self->error_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* --- Workbook -------------------------------------------------------------------------------------- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCycleDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (done)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The workbook of the cycle is written.")));
  else
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
}

static void
on_named_cb (GtkNativeDialog *chooser, int response, ChoshoCycleDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      ChoshoValue *args = chosho_value_new_object ();

      chosho_value_set_string (args, "output", g_file_peek_path (file));
      gtk_widget_set_sensitive (self->save, FALSE);
      chosho_workspace_run_async (chosho_context_get_workspace (self->context), "cycle list", args, self->cancellable, on_saved_cb, g_object_ref (self));
    }
  g_object_unref (chooser);
}

static void
on_save_cb (ChoshoCycleDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save the Cycle as a Workbook"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("cycle.xlsx"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_named_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- Class ----------------------------------------------------------------------------------------- */

static void
chosho_cycle_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (CHOSHO_CYCLE_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (chosho_cycle_dialog_parent_class)->dispose (object);
}

static void
chosho_cycle_dialog_finalize (GObject *object)
{
  ChoshoCycleDialog *self = CHOSHO_CYCLE_DIALOG (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->lines, chosho_cycle_lines_free);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_object_unref (self->shown);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (chosho_cycle_dialog_parent_class)->finalize (object);
}

static void
chosho_cycle_dialog_class_init (ChoshoCycleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_cycle_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_cycle_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-cycle-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoCycleDialog, name)
  CHILD (toasts);
  CHILD (title);
  CHILD (due_only);
  CHILD (save);
  CHILD (stack);
  CHILD (loading);
  CHILD (view);
  CHILD (error_page);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_due_only_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_cycle_dialog_init (ChoshoCycleDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->shown = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (self->loading, chosho_spinner_new ());
  chosho_list_copy_install (GTK_WIDGET (self->view), dup_table, self);
}

ChoshoCycleDialog *
chosho_cycle_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoCycleDialog *self = g_object_new (CHOSHO_TYPE_CYCLE_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  chosho_workspace_run_async (chosho_context_get_workspace (context), "cycle list", chosho_value_new_object (), self->cancellable, on_listed_cb, g_object_ref (self));
  return self;
}
