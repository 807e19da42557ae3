/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-accessible.h"
#include "chosho-arrival-item.h"
#include "chosho-list-copy.h"
#include "chosho-password-dialog.h"
#include "chosho-receive-dialog.h"
#include "chosho-spinner.h"
#include "chosho-text-label.h"

#define LABEL_CHARACTERS 24 /* of a request's words in the choice */

struct _ChoshoReceiveDialog
{
  AdwWindow parent_instance;

  GtkStack      *stack;    /* loading, files, error */
  AdwStatusPage *failed;
  GtkLabel      *counts;
  AdwPasswordEntryRow *password; /* shown where some of it needs one */
  GtkWidget     *take;
  GListStore    *items;    /* (owned) (element-type ChoshoArrivalItem) */
  GtkStringList *choices;  /* (owned) the same for every file */
  char          *source;   /* (owned) */
  int            password_fd; /* (owned) of what was looked at last; -1: none */
  ChoshoContext *context;  /* (owned) */
  GCancellable  *asking;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoReceiveDialog, chosho_receive_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_TAKE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is chosen ------------------------------------------------------------------------------------------------- */

/* What would be taken, as the words of --take. (transfer full) */
static ChoshoValue *
list_takes (ChoshoReceiveDialog *self)
{
  ChoshoValue *takes = chosho_value_new_array ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (ChoshoArrivalItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autofree char *take = chosho_arrival_item_dup_take (item);

      if (take != NULL)
        chosho_value_append_string (takes, take);
    }
  return takes;
}

static void
show_count (ChoshoReceiveDialog *self)
{
  g_autoptr (ChoshoValue) takes = list_takes (self);
  guint count = chosho_value_get_length (takes);
  g_autofree char *label = g_strdup_printf (_("_Take In %u"), count);

  gtk_button_set_label (GTK_BUTTON (self->take), label);
  gtk_widget_set_sensitive (self->take, count > 0);
}

static const char *
get_password (ChoshoReceiveDialog *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  return password[0] != '\0' ? password : NULL;
}

static void
on_take_clicked_cb (ChoshoReceiveDialog *self)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  int password_fd;

  chosho_value_set_string (args, "source", self->source);
  chosho_value_set (args, "take", list_takes (self));
  password_fd = chosho_password_pass (get_password (self), args);
  g_signal_emit (self, signals[SIGNAL_TAKE], 0, args, password_fd);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Lines ------------------------------------------------------------------------------------------------------------ */

static void
on_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, GtkListItem *list_item)
{
  ChoshoReceiveDialog *self = CHOSHO_RECEIVE_DIALOG (gtk_widget_get_root (GTK_WIDGET (drop_down)));

  chosho_arrival_item_set_choice (gtk_list_item_get_item (list_item), gtk_drop_down_get_selected (drop_down));
  show_count (self);
}

static GtkWidget *
new_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = chosho_text_label_new (NULL, style);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoReceiveDialog *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->choices)), expression);

  g_object_set_data (G_OBJECT (line), "path", new_label (words, NULL));
  g_object_set_data (G_OBJECT (line), "reasons", new_label (words, "caption"));
  g_object_set_data (G_OBJECT (line), "choice", choice);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_widget_set_margin_start (line, 6);
  gtk_widget_set_margin_end (line, 6);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (choice, 240, -1);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), choice);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, line);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoReceiveDialog *self)
{
  GtkWidget *line = gtk_list_item_get_child (list_item);
  ChoshoArrivalItem *item = gtk_list_item_get_item (list_item);
  GtkDropDown *choice = g_object_get_data (G_OBJECT (line), "choice");
  g_autofree char *reasons = chosho_arrival_item_dup_reasons (item);
  g_autofree char *name = g_strdup_printf (_("Request for %s"), chosho_arrival_item_get_path (item));

  gtk_label_set_text (g_object_get_data (G_OBJECT (line), "path"), chosho_arrival_item_get_path (item));
  gtk_label_set_text (g_object_get_data (G_OBJECT (line), "reasons"), reasons);
  gtk_drop_down_set_selected (choice, chosho_arrival_item_get_choice (item));
  gtk_widget_set_sensitive (GTK_WIDGET (choice), chosho_arrival_item_get_problem (item) == NULL);
  chosho_accessible_set_name (choice, name);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (on_chosen_cb), list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoReceiveDialog *self)
{
  GtkWidget *line = gtk_list_item_get_child (list_item);

  g_signal_handlers_disconnect_by_func (g_object_get_data (G_OBJECT (line), "choice"), on_chosen_cb, list_item);
}

static gboolean
fill_line (guint position, char **cells, gpointer user_data)
{
  ChoshoReceiveDialog *self = user_data;
  g_autoptr (ChoshoArrivalItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  cells[0] = g_strdup (chosho_arrival_item_get_path (item));
  cells[1] = chosho_arrival_item_dup_reasons (item);
  cells[2] = g_strdup (gtk_string_list_get_string (self->choices, chosho_arrival_item_get_choice (item)));
  return TRUE;
}

/* The files with what is chosen for each: nothing else can be chosen here. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const char *const heads[] = { N_("File"), N_("What it answers, and why"), N_("Request"), NULL };

  return chosho_list_copy_dup_lines (view, all, heads, fill_line, user_data);
}

/* --- What came -------------------------------------------------------------------------------------------------------- */

static void
fill_choices (ChoshoReceiveDialog *self, ChoshoValue *requests)
{
  gtk_string_list_append (self->choices, _("Not taken in"));
  gtk_string_list_append (self->choices, _("For no request"));
  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    {
      ChoshoValue *row = chosho_value_get_item (requests, i);
      const char *text = chosho_value_get_string (row, "text");
      g_autofree char *cut = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), LABEL_CHARACTERS));
      g_autofree char *label = g_strdup_printf ("%s  %s", chosho_value_get_string (row, "number"), cut);

      gtk_string_list_append (self->choices, label);
    }
}

static void
fill (ChoshoReceiveDialog *self, ChoshoValue *arrival)
{
  ChoshoValue *requests = chosho_value_get (arrival, "requests");
  ChoshoValue *files = chosho_value_get (arrival, "files");
  g_autofree char *counts = g_strdup_printf (_("Not matched %u  ·  to be looked at %u  ·  matched %u"),
                                             (guint) chosho_value_get_integer (arrival, "unmatched", 0),
                                             (guint) chosho_value_get_integer (arrival, "unsure", 0),
                                             (guint) chosho_value_get_integer (arrival, "matched", 0));

  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->password), GTK_TYPE_LIST_BOX), chosho_value_get_boolean (arrival, "encrypted", FALSE));
  g_list_store_remove_all (self->items);
  gtk_string_list_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)), NULL);
  fill_choices (self, requests);
  for (guint i = 0; i < chosho_value_get_length (files); i++)
    {
      g_autoptr (ChoshoArrivalItem) item = chosho_arrival_item_new (chosho_value_get_item (files, i), requests);

      g_list_store_append (self->items, item);
    }
  gtk_label_set_text (self->counts, counts);
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, "files");
}

static void
on_matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoReceiveDialog) self = user_data;
  g_autoptr (ChoshoValue) arrival = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &arrival, &error))
    {
      fill (self, arrival);
      return;
    }
  if (g_cancellable_is_cancelled (self->asking))
    return;
  adw_status_page_set_description (self->failed, error->message);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
look (ChoshoReceiveDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "source", self->source);
  if (self->password_fd >= 0)
    close (self->password_fd);
  self->password_fd = chosho_password_pass (get_password (self), args);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "request match", args, self->asking, on_matched_cb, g_object_ref (self));
}

static gboolean
on_closed_cb (ChoshoReceiveDialog *self)
{
  g_cancellable_cancel (self->asking);
  return FALSE;
}

/* --- The window -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_list (ChoshoReceiveDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)))), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  chosho_accessible_set_name (view, _("Files that came back"));
  chosho_list_copy_install (view, dup_table, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

/* With it what is encrypted is read: members that are here already are recognised, and can be taken in. */
static GtkWidget *
new_password (ChoshoReceiveDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->password = ADW_PASSWORD_ENTRY_ROW (adw_password_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password), _("Password of the archive"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->password), TRUE);
  chosho_accessible_set_name (GTK_WIDGET (self->password), _("Password of the archive"));
  g_signal_connect_swapped (self->password, "apply", G_CALLBACK (look), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_bottom (list, 6);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->password));
  gtk_widget_set_visible (list, FALSE);
  return list;
}

static GtkWidget *
new_files (ChoshoReceiveDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->counts = GTK_LABEL (new_label (box, "dim-label"));
  gtk_widget_set_margin_start (GTK_WIDGET (self->counts), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->counts), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->counts), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->counts), 6);
  gtk_box_append (GTK_BOX (box), new_password (self));
  gtk_box_append (GTK_BOX (box), new_list (self));
  return box;
}

static GtkWidget *
new_header (ChoshoReceiveDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->take = gtk_button_new_with_mnemonic (_("_Take In"));
  gtk_widget_add_css_class (self->take, "suggested-action");
  gtk_widget_set_sensitive (self->take, FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->take);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (on_take_clicked_cb), self);
  return header;
}

static void
chosho_receive_dialog_dispose (GObject *object)
{
  ChoshoReceiveDialog *self = CHOSHO_RECEIVE_DIALOG (object);

  g_clear_object (&self->items);
  g_clear_object (&self->choices);
  g_clear_object (&self->asking);
  g_clear_object (&self->context);
  if (self->password_fd >= 0)
    close (self->password_fd);
  self->password_fd = -1;
  g_clear_pointer (&self->source, g_free);
  G_OBJECT_CLASS (chosho_receive_dialog_parent_class)->dispose (object);
}

static void
chosho_receive_dialog_class_init (ChoshoReceiveDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_receive_dialog_dispose;
  signals[SIGNAL_TAKE] = g_signal_new ("take", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_POINTER, G_TYPE_INT);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_receive_dialog_init (ChoshoReceiveDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->items = g_list_store_new (CHOSHO_TYPE_ARRIVAL_ITEM);
  self->choices = gtk_string_list_new (NULL);
  self->asking = g_cancellable_new ();
  self->password_fd = -1;
  self->stack = GTK_STACK (gtk_stack_new ());
  self->failed = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failed, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failed, _("It Could Not Be Looked At"));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  gtk_stack_add_named (self->stack, new_files (self), "files");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed), "error");
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect (self, "close-request", G_CALLBACK (on_closed_cb), NULL);
}

ChoshoReceiveDialog *
chosho_receive_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *source)
{
  ChoshoReceiveDialog *self = g_object_new (CHOSHO_TYPE_RECEIVE_DIALOG, "transient-for", parent, "modal", TRUE, "title", _("What Came Back"),
                                            "default-width", 760, "default-height", 560, NULL);

  self->source = g_strdup (source);
  self->context = g_object_ref (context);
  look (self);
  return self;
}
