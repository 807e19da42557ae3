/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-adaptive-bin.h"
#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-fold-keys.h"
#include "chosho-issue-lines.h"
#include "chosho-list-copy.h"
#include "chosho-paned-handle.h"
#include "chosho-preferences.h"
#include "chosho-print.h"
#include "chosho-report-mending.h"
#include "chosho-report-page.h"
#include "chosho-report-preview.h"
#include "chosho-text.h"
#include "chosho-tsv.h"
#include "chosho-wrap-layout.h"

/* From this width on, in pixels, the pages stand beside the list, else below it. */
#define BESIDE_WIDTH 840
#define LIST_SHARE 0.4 /* of the room that both have */

struct _ChoshoReportPage
{
  ChoshoPage parent_instance;

  /* Template */
  GtkLabel    *headline;
  GtkListView *view;
  GtkWidget   *issue;
  GtkPaned    *split;         /* the list, and the pages of the report */
  GtkToggleButton     *preview_shown;
  ChoshoReportPreview *preview;

  gboolean     laid_out; /* beside or below each other, as there is room */
  GtkTreeListModel *tree; /* (owned) (nullable) what is listed: (element-type ChoshoIssueLine) */
  ChoshoValue *blockers; /* (owned) (nullable) as last checked, in the list's order */
};

G_DEFINE_FINAL_TYPE (ChoshoReportPage, chosho_report_page, CHOSHO_TYPE_PAGE)

/* A rule's lines, made when they are unfolded. */
static GListModel *
open_line (gpointer item, gpointer user_data)
{
  GListModel *lines = chosho_issue_line_get_lines (item);

  return lines != NULL ? g_object_ref (lines) : NULL;
}

static const char *
get_rule (GtkTreeListRow *row)
{
  g_autoptr (ChoshoIssueLine) line = gtk_tree_list_row_get_item (row);

  return chosho_value_get_string (chosho_issue_line_get_blocker (line), "code");
}

/* Unfolds in @tree what was unfolded in the list before it. */
static void
keep_unfolded (ChoshoReportPage *self, GtkTreeListModel *tree)
{
  g_autoptr (GHashTable) unfolded = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; self->tree != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);

      if (gtk_tree_list_row_get_expanded (row))
        g_hash_table_add (unfolded, g_strdup (get_rule (row)));
    }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (tree)); i > 0 && g_hash_table_size (unfolded) > 0; i--)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (tree, i - 1);

      gtk_tree_list_row_set_expanded (row, gtk_tree_list_row_is_expandable (row) && g_hash_table_contains (unfolded, get_rule (row)));
    }
}

static void
show_blockers (ChoshoReportPage *self)
{
  GListModel *lines = chosho_issue_lines_new (chosho_page_get_context (CHOSHO_PAGE (self)), self->blockers);
  guint blocking = chosho_issue_lines_count (lines);
  g_autoptr (GtkTreeListModel) tree = gtk_tree_list_model_new (lines, FALSE, FALSE, open_line, NULL, NULL);
  g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (tree))));
  g_autofree char *text = NULL;

  if (blocking == 0)
    text = g_strdup (_("Nothing stands against the issue"));
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing stands against the issue", "%u things stand against the issue", blocking), blocking);
  gtk_label_set_text (self->headline, text);
  gtk_widget_set_sensitive (self->issue, blocking == 0);
  gtk_widget_set_tooltip_text (self->issue, blocking > 0 ? text : NULL);
  keep_unfolded (self, tree);
  g_set_object (&self->tree, tree);
  gtk_list_view_set_model (self->view, selection);
  chosho_page_show_content (CHOSHO_PAGE (self));
}

/* What stands against the issue, and how much: nothing can be chosen here, so all of it. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  ChoshoReportPage *self = user_data;
  const char *heads[] = { _("Severity"), _("What stands against the issue") };
  GString *text = g_string_new (NULL);

  chosho_tsv_append_line (text, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < chosho_value_get_length (self->blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (self->blockers, i);
      g_autofree char *line = chosho_report_mending_dup_line (chosho_page_get_context (CHOSHO_PAGE (self)), blocker);
      gboolean blocks = g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") == 0;
      const char *cells[] = { blocks ? _("Blocks") : _("Warning"), line };

      chosho_tsv_append_line (text, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free (text, FALSE);
}

/* A refusal is the answer here, not an error. */
static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoReportPage) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error) && !g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED))
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  g_clear_pointer (&self->blockers, chosho_value_unref);
  if (chosho_value_get (value, "blockers") != NULL)
    self->blockers = chosho_value_ref (chosho_value_get (value, "blockers"));
  show_blockers (self);
}

static void
chosho_report_page_load (ChoshoPage *page)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (chosho_page_get_context (page));

  chosho_workspace_run_async (workspace, "report check", chosho_value_new_object (), NULL, on_checked_cb, g_object_ref (page));
  chosho_report_preview_invalidate (CHOSHO_REPORT_PAGE (page)->preview);
}

static void
chosho_report_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  chosho_report_preview_set_context (CHOSHO_REPORT_PAGE (page)->preview, context);
}

/* The pages beside: the draft, or the report issued that was chosen. */
static void
chosho_report_page_print (ChoshoPage *page)
{
  ChoshoReportPage *self = CHOSHO_REPORT_PAGE (page);
  ChoshoDocument *document = chosho_report_preview_get_document (self->preview);

  if (document != NULL)
    {
      chosho_print_document (GTK_WIDGET (self), document, NULL, chosho_document_get_name (document));
      return;
    }
  gtk_toggle_button_set_active (self->preview_shown, TRUE);
  chosho_error_view_toast (GTK_WIDGET (self), _("The pages of the report are not there yet. They can be printed once they are shown."));
}

static void
on_resized_cb (ChoshoReportPage *self, int width)
{
  GtkOrientation orientation = width >= BESIDE_WIDTH ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;
  int room = orientation == GTK_ORIENTATION_HORIZONTAL ? width : gtk_widget_get_height (GTK_WIDGET (self->split));

  if (self->laid_out && orientation == gtk_orientable_get_orientation (GTK_ORIENTABLE (self->split)))
    return; /* the shares are the person's */
  self->laid_out = TRUE;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split), orientation);
  gtk_paned_set_position (self->split, (int) (room * LIST_SHARE));
}

/* A rule unfolds, anything else leads to where it is mended. */
static void
on_activate_cb (ChoshoReportPage *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  g_autoptr (ChoshoIssueLine) line = gtk_tree_list_row_get_item (row);

  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    chosho_report_mending_go (CHOSHO_PAGE (self), chosho_issue_line_get_blocker (line));
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

static void
on_accept_clicked_cb (GtkButton *button, ChoshoReportPage *self)
{
  chosho_report_mending_accept (CHOSHO_PAGE (self), gtk_widget_get_name (GTK_WIDGET (button)));
}

static void
on_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_report_mending_ask (CHOSHO_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static gboolean
fold (GtkWidget *child, gboolean folded, gpointer user_data)
{
  GtkTreeListRow *row = gtk_tree_expander_get_list_row (GTK_TREE_EXPANDER (child));

  if (row == NULL || !gtk_tree_list_row_is_expandable (row))
    return FALSE;
  gtk_tree_list_row_set_expanded (row, !folded);
  return TRUE;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *accept = gtk_button_new_with_mnemonic (_("_Accept Wording…"));

  gtk_widget_set_focusable (expander, FALSE); /* the line has the focus, and Enter unfolds it */
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (accept, GTK_ALIGN_CENTER);
  g_signal_connect (accept, "clicked", G_CALLBACK (on_accept_clicked_cb), user_data);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), accept);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (list_item, expander);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoReportPage *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *tree_row = gtk_list_item_get_item (list_item);
  g_autoptr (ChoshoIssueLine) line = gtk_tree_list_row_get_item (tree_row);
  gboolean holds = gtk_tree_list_row_is_expandable (tree_row);
  GtkWidget *box = gtk_tree_expander_get_child (expander);
  GtkWidget *label = gtk_widget_get_first_child (box);
  GtkWidget *accept = gtk_widget_get_last_child (box);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (expander));
  g_autofree char *occurrence = holds ? NULL : chosho_report_mending_dup_occurrence (chosho_issue_line_get_blocker (line));

  gtk_tree_expander_set_list_row (expander, tree_row);
  gtk_widget_set_name (accept, occurrence != NULL ? occurrence : "");
  gtk_widget_set_visible (accept, occurrence != NULL);
  gtk_label_set_text (GTK_LABEL (label), chosho_issue_line_get_text (line));
  if (row != NULL)
    chosho_accessible_set_name (row, chosho_issue_line_get_text (line));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item)), NULL);
}

static void
on_show_preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoReportPage *self = CHOSHO_REPORT_PAGE (widget);

  gtk_toggle_button_set_active (self->preview_shown, !gtk_toggle_button_get_active (self->preview_shown));
}

static void
chosho_report_page_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_REPORT_PAGE (object)->blockers, chosho_value_unref);
  g_clear_object (&CHOSHO_REPORT_PAGE (object)->tree);
  G_OBJECT_CLASS (chosho_report_page_parent_class)->finalize (object);
}

static void
chosho_report_page_class_init (ChoshoReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_report_page_finalize;
  CHOSHO_PAGE_CLASS (klass)->setup = chosho_report_page_setup;
  CHOSHO_PAGE_CLASS (klass)->load = chosho_report_page_load;
  CHOSHO_PAGE_CLASS (klass)->print = chosho_report_page_print;
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_REPORT_PREVIEW);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPage, headline);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPage, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPage, issue);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPage, split);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPage, preview_shown);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPage, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_resized_cb);
  gtk_widget_class_install_action (widget_class, "report.show-preview", NULL, on_show_preview_action);
  gtk_widget_class_install_action (widget_class, "report.record", "s", on_record_action);
}

static void
chosho_report_page_init (ChoshoReportPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GSettings *settings = chosho_preferences_get_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  chosho_list_copy_install (GTK_WIDGET (self->view), dup_table, self);
  chosho_fold_keys_install (GTK_WIDGET (self->view), fold, NULL);
  if (settings != NULL)
    g_settings_bind (settings, "report-preview-visible", self->preview_shown, "active", G_SETTINGS_BIND_DEFAULT);
  chosho_paned_handle_watch (self->split);
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "F9", "report.show-preview");
}
