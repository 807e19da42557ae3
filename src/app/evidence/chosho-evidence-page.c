/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-adaptive-bin.h"
#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-evidence-page.h"
#include "chosho-evidence-row.h"
#include "chosho-evidence-taking.h"
#include "chosho-link-chips.h"
#include "chosho-link-dialog.h"
#include "chosho-list-copy.h"
#include "chosho-list-scroll.h"
#include "chosho-list-search.h"
#include "chosho-reason-dialog.h"
#include "chosho-row-model.h"
#include "chosho-wrap-layout.h"

/* Fewer changed lines than this are told to the view one by one; more, and it gets a new list (GTK 4.8
 * looks for what was selected through all lines that came anew). */
#define SMALL_CHANGE 500
/* Columns and a name of some twelve letters, in pixels. */
#define COLUMNS_WIDTH 640
#define SERIES 200 /* pieces that Previous and Next of the viewer reach from here, each way */

/* As the page is opened first: what still asks for work stands above all else. */
#define SORT_UNLINKED 0
static const char *const sorts[] = { NULL, NULL, "name", "received_at", "size_bytes", "source" };

struct _ChoshoEvidencePage
{
  ChoshoPage parent_instance;

  /* Template */
  GtkSearchEntry    *search;
  GtkToggleButton   *chip_all;
  GtkToggleButton   *chip_unlinked;
  GtkToggleButton   *chip_repeated;
  GtkToggleButton   *chip_seen;
  GtkDropDown       *sort;
  GtkLabel          *count;
  GtkStack          *stack;     /* list, none */
  GtkListView       *view;

  ChoshoRowModel    *model;     /* (owned) (nullable) */
  GtkMultiSelection *selection; /* (owned) (nullable) */
  gboolean           narrow;    /* the list has no room for columns */
  GCancellable      *asking;    /* (owned) (nullable) */
  char              *control;   /* (owned) (nullable) only what is linked to it */
  char              *wanted;    /* (owned) (nullable) to be chosen once it is listed */
};

G_DEFINE_FINAL_TYPE (ChoshoEvidencePage, chosho_evidence_page, CHOSHO_TYPE_PAGE)

/* --- The list -------------------------------------------------------------------------------------------------- */

/* The ids chosen, in order. (transfer full) */
static GStrv
dup_chosen (ChoshoEvidencePage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->selection != NULL)
    {
      g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
      GtkBitsetIter iter;
      guint position;
      gboolean valid;

      for (valid = gtk_bitset_iter_init_first (&iter, bits, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
        g_strv_builder_add (builder, chosho_row_model_get_id (self->model, position));
    }
  return g_strv_builder_end (builder);
}

static void
tell_series (ChoshoEvidencePage *self, guint position)
{
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("as"));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = position > SERIES ? position - SERIES : 0; i < MIN (position + SERIES, n_items); i++)
    g_variant_builder_add (builder, "s", chosho_row_model_get_id (self->model, i));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.evidence-series", "as", builder);
}

/* What can be done with so many pieces chosen. */
static void
enable_acts (ChoshoEvidencePage *self, guint n_chosen)
{
  static const char *const singles[] = { "evidence.withdraw", "evidence.judge", "evidence.read", "evidence.replace", "evidence.purge", "evidence.lift" };

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "evidence.link", n_chosen > 0);
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), singles[i], n_chosen == 1);
}

static void
view (ChoshoEvidencePage *self, const char *id, guint position)
{
  tell_series (self, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view-evidence", "(ss)", id, "");
  chosho_page_note_target (CHOSHO_PAGE (self), id);
}

/* Enter or a double click: what is chosen is seen again where it was closed. */
static void
on_activate_cb (ChoshoEvidencePage *self, guint position)
{
  view (self, chosho_row_model_get_id (self->model, position), position);
}

static void
on_selection_cb (ChoshoEvidencePage *self)
{
  g_auto (GStrv) chosen = dup_chosen (self);
  guint n_chosen = g_strv_length (chosen);
  guint position;

  enable_acts (self, n_chosen);
  if (n_chosen != 1 || !chosho_row_model_find (self->model, chosen[0], &position))
    return;
  view (self, chosen[0], position);
}

static void
choose_wanted (ChoshoEvidencePage *self)
{
  guint position;

  if (self->wanted == NULL || !chosho_row_model_find (self->model, self->wanted, &position))
    return;
  g_clear_pointer (&self->wanted, g_free);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  chosho_list_scroll_to (GTK_WIDGET (self->view), position);
}

static void
take_new_model (ChoshoEvidencePage *self, GPtrArray *ids)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self)));

  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  self->model = chosho_row_model_new (workspace, "evidence", ids);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

static gboolean
is_narrowed (ChoshoEvidencePage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0' || !gtk_toggle_button_get_active (self->chip_all) || self->control != NULL;
}

static void
show_count (ChoshoEvidencePage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u piece", "%u pieces", n_items), n_items);
  g_autofree char *of = self->control != NULL ? g_strdup_printf (_("%s of %s"), text, self->control) : NULL;

  gtk_label_set_text (self->count, of != NULL ? of : text);
  gtk_stack_set_visible_child_name (self->stack, n_items > 0 ? "list" : "none");
}

static void
on_ids_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoEvidencePage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ids == NULL)
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  if (ids->len == 0 && !is_narrowed (self))
    {
      g_ptr_array_unref (ids);
      chosho_page_show_empty (CHOSHO_PAGE (self), "mail-attachment-symbolic", _("No Evidence Yet"),
                              _("Files and folders that the client hands over are taken in here: drop them, or choose them."),
                              _("_Add Files…"), "evidence.add-files");
      return;
    }
  if (self->model != NULL && chosho_row_model_count_difference (self->model, ids) <= SMALL_CHANGE)
    chosho_row_model_set_ids (self->model, ids);
  else
    take_new_model (self, ids);
  show_count (self);
  choose_wanted (self);
  chosho_page_show_content (CHOSHO_PAGE (self));
}

static void
ask (ChoshoEvidencePage *self)
{
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  g_autoptr (ChoshoRowQuery) query = chosho_row_query_new ("evidence");
  guint sort = gtk_drop_down_get_selected (self->sort);

  if (context == NULL)
    return;
  chosho_row_query_set_needle (query, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (gtk_toggle_button_get_active (self->chip_unlinked))
    {
      chosho_row_query_add_filter (query, "controls", "");
      chosho_row_query_add_filter (query, "papers", "");
      chosho_row_query_add_exclusion (query, "withdrawn", "1");
    }
  if (gtk_toggle_button_get_active (self->chip_repeated))
    chosho_row_query_set_repeated (query, "sha256");
  if (gtk_toggle_button_get_active (self->chip_seen))
    chosho_row_query_add_filter (query, "kind", "sighting");
  if (self->control != NULL)
    chosho_row_query_add_filter (query, "controls", self->control);
  if (sort == SORT_UNLINKED)
    {
      chosho_row_query_prefer (query, "controls", "");
      chosho_row_query_prefer (query, "papers", "");
      chosho_row_query_prefer_not (query, "withdrawn", "1");
    }
  if (sort < G_N_ELEMENTS (sorts) && sorts[sort] != NULL)
    chosho_row_query_set_sort (query, sorts[sort], g_str_equal (sorts[sort], "size_bytes") || g_str_equal (sorts[sort], "received_at"));
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  chosho_workspace_query_async (chosho_context_get_workspace (context), query, self->asking, on_ids_cb, g_object_ref (self));
}

static void
on_narrowed_cb (ChoshoEvidencePage *self)
{
  g_clear_pointer (&self->control, g_free);
  ask (self);
}

static void
on_chip_cb (GtkToggleButton *chip, ChoshoEvidencePage *self)
{
  if (gtk_toggle_button_get_active (chip))
    on_narrowed_cb (self);
}

static void
on_sort_cb (ChoshoEvidencePage *self)
{
  ask (self);
}

/* --- Page ------------------------------------------------------------------------------------------------------- */

static void
chosho_evidence_page_load (ChoshoPage *page)
{
  ask (CHOSHO_EVIDENCE_PAGE (page));
}

static void
chosho_evidence_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoEvidencePage *self = CHOSHO_EVIDENCE_PAGE (page);

  if (g_str_equal (target, "filter:linked=0"))
    gtk_toggle_button_set_active (self->chip_unlinked, TRUE);
  else if (g_str_equal (target, "filter:repeated=1"))
    gtk_toggle_button_set_active (self->chip_repeated, TRUE);
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      gtk_toggle_button_set_active (self->chip_all, TRUE);
      g_free (self->control);
      self->control = g_str_has_prefix (target, "filter:control=") ? g_strdup (target + strlen ("filter:control=")) : NULL;
      g_free (self->wanted);
      self->wanted = self->control == NULL ? g_strdup (target) : NULL;
    }
  ask (self);
}

static GtkWidget *
chosho_evidence_page_get_first (ChoshoPage *page)
{
  return GTK_WIDGET (CHOSHO_EVIDENCE_PAGE (page)->view);
}

static void
chosho_evidence_page_focus_search (ChoshoPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CHOSHO_EVIDENCE_PAGE (page)->search));
}

/* --- Taking in ---------------------------------------------------------------------------------------------------- */

/* What is taken in here is linked to nothing. */
static ChoshoValue *
make_target (gpointer user_data)
{
  return chosho_page_get_context (user_data) != NULL ? chosho_value_new_object () : NULL;
}

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoEvidencePage *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  GSList *list = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    list = g_slist_append (list, g_list_model_get_item (files, i));
  if (list != NULL)
    chosho_evidence_take_files (CHOSHO_PAGE (self), chosho_value_new_object (), list);
  g_slist_free_full (list, g_object_unref);
  g_object_unref (dialog);
}

static void
on_add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean folder = g_str_equal (name, "evidence.add-folder");
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (folder ? _("Add a Folder") : _("Add Files"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), !folder);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- Acts on what is chosen ------------------------------------------------------------------------------------------ */

static void
on_link_cb (ChoshoLinkDialog *dialog, const char *const *controls, ChoshoEvidencePage *self)
{
  g_auto (GStrv) chosen = dup_chosen (self);
  ChoshoValue *args, *list;

  if (chosen[0] == NULL)
    return;
  args = chosho_value_new_object ();
  list = chosho_value_new_array ();
  for (guint i = 0; controls[i] != NULL; i++)
    chosho_value_append_string (list, controls[i]);
  chosho_link_set_evidence (args, (const char *const *) chosen);
  chosho_value_set (args, "control", list);
  chosho_page_run (CHOSHO_PAGE (self), "evidence link", args, NULL, NULL);
}

static void
on_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoLinkDialog *dialog = chosho_link_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), chosho_page_get_context (CHOSHO_PAGE (widget)));

  g_signal_connect_object (dialog, "link", G_CALLBACK (on_link_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Acts that take a reason and nothing else. */
typedef struct
{
  const char *action;
  const char *title, *words, *button; /* of the dialog, to be translated */
  const char *command;
  gboolean    lift;
} ReasonAct;

static const ReasonAct reason_acts[] = {
  { "evidence.withdraw", N_("Withdraw Evidence"), N_("It stays in the record with who withdrew it, when and why, and counts as none."), N_("_Withdraw"),
    "evidence withdraw", FALSE },
  { "evidence.judge", N_("Judge Evidence from Elsewhere"), N_("Why evidence collected elsewhere is appropriate here."), N_("_Record"), "evidence judge", FALSE },
  { "evidence.purge", N_("Destroy the Bytes"),
    N_("For what was received by mistake, must be given back, or whose time of keeping is over. The bytes are destroyed in this folder and cannot be "
       "brought back; what it was, who had it destroyed, when and why stay in the record, and so do words that were written off or that "
       "marks quote. Backups and other copies are not reached. What relied on it has to be signed again."), N_("_Destroy"), "evidence purge", FALSE },
  { "evidence.lift", N_("Lift the Destruction"), N_("The bytes do not come back by this; the same file may be taken in again."), N_("_Lift"),
    "evidence purge", TRUE },
};

static void
on_reason_cb (ChoshoReasonDialog *dialog, const char *reason, ChoshoEvidencePage *self)
{
  const ReasonAct *act = g_object_get_data (G_OBJECT (dialog), "act");
  g_auto (GStrv) chosen = dup_chosen (self);
  ChoshoValue *args;

  if (chosen[0] == NULL)
    return;
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", chosen[0]);
  chosho_value_set_string (args, "reason", reason);
  if (act->lift)
    chosho_value_set_boolean (args, "lift", TRUE);
  chosho_page_run (CHOSHO_PAGE (self), act->command, args, NULL, NULL);
}

static void
on_reason_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const ReasonAct *act = reason_acts;
  ChoshoReasonDialog *dialog;

  while (!g_str_equal (act->action, name))
    act++;
  dialog = chosho_reason_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _(act->title), _(act->words), _(act->button));
  g_object_set_data (G_OBJECT (dialog), "act", (gpointer) act);
  g_signal_connect_object (dialog, "given", G_CALLBACK (on_reason_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What came again takes the place of what is chosen. */
static void
on_replace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GStrv) chosen = dup_chosen (CHOSHO_EVIDENCE_PAGE (widget));
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();

  if (chosen[0] == NULL)
    return;
  chosho_value_set_string (preset, "id", chosen[0]);
  gtk_window_present (GTK_WINDOW (chosho_command_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), chosho_page_get_context (CHOSHO_PAGE (widget)),
                                                             "evidence replace", preset)));
}

/* Every step that waits for this document, in turn. */
static void
on_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GStrv) chosen = dup_chosen (CHOSHO_EVIDENCE_PAGE (widget));

  if (chosen[0] != NULL)
    chosho_page_go (widget, "reading", chosen[0]);
}

static const ChoshoRowField columns[] = {
  { "reference", N_("Reference"), NULL },
  { "name", N_("Name"), NULL },
  { "source", N_("Source"), NULL },
  { "received_at", N_("Received at"), NULL },
  { "as_of", N_("As of"), NULL },
  { "controls", N_("Controls"), NULL },
  { "sha256", N_("SHA-256"), NULL },
  { NULL, NULL, NULL },
};

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_list_copy_now (GTK_WIDGET (CHOSHO_EVIDENCE_PAGE (widget)->view));
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoEvidencePage *self)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (chosho_evidence_row_new (CHOSHO_PAGE (self), self->narrow)));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  chosho_evidence_row_set_item (CHOSHO_EVIDENCE_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  chosho_evidence_row_set_item (CHOSHO_EVIDENCE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
make_rows (ChoshoEvidencePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
}

static void
on_resized_cb (ChoshoEvidencePage *self, int width)
{
  gboolean narrow = width < COLUMNS_WIDTH;

  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  make_rows (self);
}

static void
chosho_evidence_page_dispose (GObject *object)
{
  ChoshoEvidencePage *self = CHOSHO_EVIDENCE_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (chosho_evidence_page_parent_class)->dispose (object);
}

static void
chosho_evidence_page_finalize (GObject *object)
{
  g_free (CHOSHO_EVIDENCE_PAGE (object)->control);
  g_free (CHOSHO_EVIDENCE_PAGE (object)->wanted);
  G_OBJECT_CLASS (chosho_evidence_page_parent_class)->finalize (object);
}

static void
chosho_evidence_page_class_init (ChoshoEvidencePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_evidence_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_evidence_page_finalize;
  page_class->load = chosho_evidence_page_load;
  page_class->show_target = chosho_evidence_page_show_target;
  page_class->get_first = chosho_evidence_page_get_first;
  page_class->focus_search = chosho_evidence_page_focus_search;
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-evidence-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoEvidencePage, name)
  CHILD (search);
  CHILD (chip_all);
  CHILD (chip_unlinked);
  CHILD (chip_repeated);
  CHILD (chip_seen);
  CHILD (sort);
  CHILD (count);
  CHILD (stack);
  CHILD (view);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sort_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_resized_cb);
  gtk_widget_class_install_action (widget_class, "evidence.add-files", NULL, on_add_action);
  gtk_widget_class_install_action (widget_class, "evidence.add-folder", NULL, on_add_action);
  gtk_widget_class_install_action (widget_class, "evidence.link", NULL, on_link_action);
  for (guint i = 0; i < G_N_ELEMENTS (reason_acts); i++)
    gtk_widget_class_install_action (widget_class, reason_acts[i].action, NULL, on_reason_action);
  gtk_widget_class_install_action (widget_class, "evidence.replace", NULL, on_replace_action);
  gtk_widget_class_install_action (widget_class, "evidence.read", NULL, on_read_action);
  gtk_widget_class_install_action (widget_class, "evidence.copy", NULL, on_copy_action);
}

static void
chosho_evidence_page_init (ChoshoEvidencePage *self)
{
  GtkToggleButton **chips[] = { &self->chip_all, &self->chip_unlinked, &self->chip_repeated, &self->chip_seen };

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (self->search, GTK_WIDGET (self->view));
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    g_signal_connect (*chips[i], "toggled", G_CALLBACK (on_chip_cb), self);
  make_rows (self);
  chosho_list_copy_install_rows (self->view, CHOSHO_PAGE (self), "evidence", columns);
  chosho_evidence_accept_drops (GTK_WIDGET (self), make_target, self);
  chosho_evidence_accept_pastes (GTK_WIDGET (self), make_target, self);
  enable_acts (self, 0);
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>o", "evidence.add-files");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>l", "evidence.link");
}
