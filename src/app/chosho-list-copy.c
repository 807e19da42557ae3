/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-list-copy.h"
#include "chosho-row-model.h"
#include "chosho-tsv.h"

#define DATA "chosho-list-copy"

typedef struct
{
  ChoshoListCopyFunc    function;  /* (nullable) rows of a model otherwise */
  gpointer              user_data;
  ChoshoPage           *page;      /* (borrowed) (nullable) the list is in it */
  const char           *kind;
  const ChoshoRowField *columns;
} Copy;

GtkBitset *
chosho_list_copy_get_positions (GtkSelectionModel *model, gboolean all)
{
  GtkBitset *chosen = all ? gtk_bitset_new_empty () : gtk_selection_model_get_selection (model);

  if (!gtk_bitset_is_empty (chosen))
    return chosen;
  gtk_bitset_unref (chosen);
  return gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (model)));
}

static void
put (GtkWidget *view, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (view), text);
  chosho_error_view_toast (view, _("Copied as a table"));
}

/* --- Words -------------------------------------------------------------------------------------------------- */

void
chosho_list_copy_words (GtkWidget *widget, GtkSelectionModel *model, char *(*dup_words) (gpointer item))
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (model);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, chosen, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (model), position);
      g_autofree char *words = dup_words (item);

      if (words != NULL)
        g_string_append_printf (text, "%s\n", words);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

void
chosho_list_copy_append_heads (GString *text, const ChoshoRowField *columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (; columns->key != NULL; columns++)
    g_ptr_array_add (cells, (gpointer) _(columns->label));
  chosho_tsv_append_line (text, (const char *const *) cells->pdata, cells->len);
}

void
chosho_list_copy_append_row (GString *text, const ChoshoRowField *columns, ChoshoContext *context, ChoshoValue *row)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (; columns->key != NULL; columns++)
    g_ptr_array_add (cells, chosho_row_field_dup (columns, context, row));
  chosho_tsv_append_line (text, (const char *const *) cells->pdata, cells->len);
}

char *
chosho_list_copy_dup_values (const ChoshoRowField *columns, ChoshoValue *rows)
{
  GString *text = g_string_new (NULL);

  chosho_list_copy_append_heads (text, columns);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    chosho_list_copy_append_row (text, columns, NULL, chosho_value_get_item (rows, i));
  return g_string_free (text, FALSE);
}

/* --- Lines -------------------------------------------------------------------------------------------------- */

static void
append_line (GString *text, guint n_cells, guint position, ChoshoListCopyLine line, gpointer user_data)
{
  g_autofree char **cells = g_new0 (char *, n_cells);

  if (line (position, cells, user_data))
    chosho_tsv_append_line (text, (const char *const *) cells, n_cells);
  for (guint i = 0; i < n_cells; i++)
    g_free (cells[i]);
}

char *
chosho_list_copy_dup_lines (GtkWidget *view, gboolean all, const char *const *heads, ChoshoListCopyLine line, gpointer user_data)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (view));
  guint n_cells = g_strv_length ((char **) heads);
  g_autofree const char **words = g_new0 (const char *, n_cells);
  g_autoptr (GtkBitset) positions = NULL;
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (guint i = 0; i < n_cells; i++)
    words[i] = _(heads[i]);
  chosho_tsv_append_line (text, words, n_cells);
  positions = model != NULL ? chosho_list_copy_get_positions (model, all) : gtk_bitset_new_empty ();
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, positions, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    append_line (text, n_cells, position, line, user_data);
  return g_string_free (text, FALSE);
}

/* --- Rows read ---------------------------------------------------------------------------------------------- */

/* Rows on their way. */
typedef struct
{
  ChoshoPage           *page;    /* (owned) */
  GtkWidget            *view;    /* (owned) */
  const ChoshoRowField *columns;
} Reading;

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (ChoshoPage) page = reading->page;
  g_autoptr (GtkWidget) view = reading->view;
  ChoshoContext *context = chosho_page_get_context (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = chosho_workspace_read_rows_finish (CHOSHO_WORKSPACE (source), result, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (context == NULL)
    return; /* closed meanwhile */
  if (rows == NULL)
    {
      chosho_error_view_show (view, error, NULL);
      return;
    }
  chosho_list_copy_append_heads (text, reading->columns);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    chosho_list_copy_append_row (text, reading->columns, context, chosho_value_get_item (rows, i));
  put (view, text->str);
}

static void
copy_rows (GtkWidget *view, Copy *copy, gboolean all)
{
  GtkSelectionModel *selection = gtk_list_view_get_model (GTK_LIST_VIEW (view));
  g_autoptr (GListModel) model = NULL;
  g_autoptr (GtkBitset) positions = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  Reading *reading;
  GtkBitsetIter iter;
  guint position;
  gboolean valid;

  if (selection == NULL)
    return;
  g_object_get (selection, "model", &model, NULL);
  positions = chosho_list_copy_get_positions (selection, all);
  for (valid = gtk_bitset_iter_init_first (&iter, positions, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    g_strv_builder_add (builder, chosho_row_model_get_id (CHOSHO_ROW_MODEL (model), position));
  ids = g_strv_builder_end (builder);
  reading = g_new0 (Reading, 1);
  reading->page = g_object_ref (copy->page);
  reading->view = g_object_ref (view);
  reading->columns = copy->columns;
  chosho_workspace_read_rows_async (chosho_context_get_workspace (chosho_page_get_context (copy->page)), copy->kind, (const char *const *) ids, on_rows_cb, reading);
}

/* --- Any list ----------------------------------------------------------------------------------------------- */

static void
copy_now (GtkWidget *view, gboolean all)
{
  Copy *copy = g_object_get_data (G_OBJECT (view), DATA);
  g_autofree char *text = NULL;

  if (copy->function == NULL)
    {
      copy_rows (view, copy, all);
      return;
    }
  text = copy->function (view, all, copy->user_data);
  if (text != NULL)
    put (view, text);
}

void
chosho_list_copy_now (GtkWidget *view)
{
  copy_now (view, FALSE);
}

void
chosho_list_copy_all (GtkWidget *view)
{
  copy_now (view, TRUE);
}

static gboolean
on_copy_cb (GtkWidget *view, GVariant *args, gpointer user_data)
{
  copy_now (view, GPOINTER_TO_INT (user_data));
  return TRUE;
}

static void
install (GtkWidget *view, Copy *copy)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                                        gtk_callback_action_new (on_copy_cb, GINT_TO_POINTER (FALSE), NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>c"),
                                        gtk_callback_action_new (on_copy_cb, GINT_TO_POINTER (TRUE), NULL)));
  gtk_widget_add_controller (view, keys);
  g_object_set_data_full (G_OBJECT (view), DATA, copy, g_free);
}

void
chosho_list_copy_install (GtkWidget *view, ChoshoListCopyFunc function, gpointer user_data)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->function = function;
  copy->user_data = user_data;
  install (view, copy);
}

void
chosho_list_copy_install_rows (GtkListView *view, ChoshoPage *page, const char *kind, const ChoshoRowField *columns)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->page = page;
  copy->kind = kind;
  copy->columns = columns;
  install (GTK_WIDGET (view), copy);
}
