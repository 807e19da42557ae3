/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-command-dialog.h"
#include "chosho-list-copy.h"
#include "chosho-list-search.h"
#include "chosho-row-model.h"
#include "chosho-sample-desk.h"
#include "chosho-samples-page.h"
#include "chosho-wrap-layout.h"

struct _ChoshoSamplesPage
{
  ChoshoPage parent_instance;

  /* Template */
  GtkStack         *stack;  /* list, sample */
  GtkStack         *rows;   /* rows, none */
  GtkSearchEntry   *search;
  GtkBox           *heads;  /* of the columns */
  GtkListView      *view;
  ChoshoSampleDesk *desk;

  ChoshoRowModel   *model;  /* (owned) (nullable) */
  ChoshoValue      *shared; /* (owned) (nullable) rows of populations, for forms */
  GCancellable     *asking; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoSamplesPage, chosho_samples_page, CHOSHO_TYPE_PAGE)

static ChoshoWorkspace *
get_workspace (ChoshoSamplesPage *self)
{
  return chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self)));
}

/* --- Where the page is --------------------------------------------------------------------------------------- */

static void
show_list (ChoshoSamplesPage *self)
{
  chosho_sample_desk_show (self->desk, NULL);
  gtk_stack_set_visible_child_name (self->stack, "list");
  chosho_page_note_target (CHOSHO_PAGE (self), "");
}

static void
show_sample (ChoshoSamplesPage *self, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hide-evidence", NULL); /* the item's own stands beside it */
  gtk_stack_set_visible_child_name (self->stack, "sample"); /* before, so that the grid takes the focus */
  if (chosho_sample_desk_show (self->desk, id))
    chosho_page_note_target (CHOSHO_PAGE (self), id);
  else
    show_list (self);
}

static void
chosho_samples_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoSamplesPage *self = CHOSHO_SAMPLES_PAGE (page);

  if (target != NULL && target[0] != '\0')
    show_sample (self, target);
  else
    show_list (self);
}

static void
on_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_list (CHOSHO_SAMPLES_PAGE (widget));
}

/* --- The list --------------------------------------------------------------------------------------------------- */

static void
on_ids_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSamplesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, &error);
  GtkSelectionModel *selection;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ids == NULL)
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  gtk_stack_set_visible_child_name (self->rows, ids->len > 0 ? "rows" : gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0' ? "none" : "empty");
  if (self->model != NULL)
    chosho_row_model_set_ids (self->model, ids);
  else
    {
      self->model = chosho_row_model_new (get_workspace (self), "sample", ids);
      selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model))));
      gtk_list_view_set_model (self->view, selection);
      g_object_unref (selection);
    }
  chosho_page_show_content (CHOSHO_PAGE (self));
}

static void
ask (ChoshoSamplesPage *self)
{
  g_autoptr (ChoshoRowQuery) query = chosho_row_query_new ("sample");

  if (chosho_page_get_context (CHOSHO_PAGE (self)) == NULL)
    return;
  chosho_row_query_set_needle (query, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  chosho_workspace_query_async (get_workspace (self), query, self->asking, on_ids_cb, g_object_ref (self));
}

static void
on_narrowed_cb (ChoshoSamplesPage *self)
{
  ask (self);
}

static void
on_activate_cb (ChoshoSamplesPage *self, guint position)
{
  const char *id = chosho_row_model_get_id (self->model, position);

  if (id != NULL)
    show_sample (self, id);
}

static void
on_shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSamplesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  ChoshoValue *shared = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, &error);

  if (shared == NULL)
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  g_clear_pointer (&self->shared, chosho_value_unref);
  self->shared = shared;
}

static void
chosho_samples_page_load (ChoshoPage *page)
{
  static const char *const kinds[] = { "population", NULL };
  ChoshoSamplesPage *self = CHOSHO_SAMPLES_PAGE (page);

  chosho_workspace_list_async (get_workspace (self), NULL, kinds, NULL, on_shared_cb, g_object_ref (self));
  chosho_sample_desk_reload (self->desk);
  ask (self);
}

/* --- Lines --------------------------------------------------------------------------------------------------------- */

enum
{
  PART_REFERENCE,
  PART_NAME,
  PART_PROGRESS,
  PART_EXCEPTIONS,
  PART_STEPS,
  N_PARTS
};

static void
show_line (ChoshoSamplesPage *self, GtkListItem *list_item)
{
  ChoshoValue *row = chosho_row_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *box = gtk_list_item_get_child (list_item);
  g_autoptr (ChoshoValue) population = row != NULL ? chosho_workspace_read_row (get_workspace (self), "population", chosho_value_get_string (row, "population")) : NULL;
  guint n_steps = chosho_value_get_length (chosho_value_get (row, "steps"));
  int exceptions = (int) chosho_value_get_integer (row, "exceptions", 0);
  g_autofree char *progress = g_strdup_printf (_("%d of %d items"), (int) chosho_value_get_integer (row, "answered", 0), (int) chosho_value_get_integer (row, "total", 0));
  g_autofree char *deviating = exceptions > 0 ? g_strdup_printf (_("× Exceptions: %d"), exceptions) : g_strdup ("");
  g_autofree char *steps = n_steps > 0 ? g_strdup_printf (ngettext ("serves %u step", "serves %u steps", n_steps), n_steps) : g_strdup (_("linked to no step"));
  const char *name = population != NULL ? chosho_value_get_string (population, "name") : "";
  const char *texts[N_PARTS] = { row != NULL ? chosho_value_get_string (row, "reference") : "", name, progress, deviating, steps };
  g_autofree char *whole = g_strdup_printf ("%s %s, %s, %s, %s", texts[0], texts[1], texts[2], texts[3], texts[4]);
  GtkWidget *child = gtk_widget_get_first_child (box);

  for (guint i = 0; i < N_PARTS; i++, child = gtk_widget_get_next_sibling (child))
    gtk_label_set_text (GTK_LABEL (child), texts[i]);
  if (gtk_widget_get_parent (box) != NULL)
    chosho_accessible_set_name (gtk_widget_get_parent (box), whole);
}

static void
on_row_cb (ChoshoRowItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  show_line (g_object_get_data (G_OBJECT (list_item), "page"), list_item);
}

/* A label a column, as wide in the heads as in each line. */
static void
fill_columns (ChoshoSamplesPage *self, GtkBox *box)
{
  static const int chars[N_PARTS] = { 12, -1, 14, 14, 16 };

  gtk_box_set_spacing (box, 12);
  for (guint i = 0; i < N_PARTS; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), chars[i]);
      gtk_label_set_max_width_chars (GTK_LABEL (label), chars[i]);
      gtk_widget_set_hexpand (label, i == PART_NAME);
      gtk_widget_add_css_class (label, "numeric");
      if (i == PART_EXCEPTIONS || i == PART_STEPS)
        chosho_page_hide_if_narrow (CHOSHO_PAGE (self), label);
      gtk_box_append (box, label);
    }
}

static void
show_heads (ChoshoSamplesPage *self)
{
  const char *words[N_PARTS] = { _("Reference"), _("Population"), _("Items answered"), _("Exceptions"), _("Serves") };
  GtkWidget *head;

  fill_columns (self, self->heads);
  head = gtk_widget_get_first_child (GTK_WIDGET (self->heads));
  for (guint i = 0; i < N_PARTS; i++, head = gtk_widget_get_next_sibling (head))
    {
      gtk_label_set_text (GTK_LABEL (head), words[i]);
      gtk_widget_add_css_class (head, "dim-label");
    }
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoSamplesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label;
  guint i = 0;

  fill_columns (self, GTK_BOX (box));
  for (label = gtk_widget_get_first_child (box); label != NULL; label = gtk_widget_get_next_sibling (label), i++)
    if (i != PART_NAME && i != PART_EXCEPTIONS)
      gtk_widget_add_css_class (label, "dim-label");
  g_object_set_data (G_OBJECT (list_item), "page", self);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoSamplesPage *self)
{
  g_signal_connect (gtk_list_item_get_item (list_item), "notify::row", G_CALLBACK (on_row_cb), list_item);
  show_line (self, list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoSamplesPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_row_cb, list_item);
}

static const ChoshoRowField columns[] = {
  { "reference", N_("Reference"), NULL },
  { "size", N_("Size of the sample"), NULL },
  { "answered", N_("Items answered"), NULL },
  { "exceptions", N_("Exceptions"), NULL },
  { "replaced", N_("Replaced"), NULL },
  { "not_obtained", N_("Not obtained"), NULL },
  { "controls", N_("Controls"), NULL },
  { "seed", N_("Seed"), NULL },
  { "by", N_("Drawn by"), NULL },
  { "at", N_("Recorded at"), NULL },
  { NULL, NULL, NULL },
};

static void
on_copy_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_list_copy_all (GTK_WIDGET (CHOSHO_SAMPLES_PAGE (widget)->view));
}

/* --- New ones -------------------------------------------------------------------------------------------------------- */

static ChoshoCommandDialog *
new_form (ChoshoSamplesPage *self, const char *command, ChoshoValue *args)
{
  return chosho_command_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), chosho_page_get_context (CHOSHO_PAGE (self)), command, args);
}

static void
on_drawn_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoSamplesPage *self)
{
  show_sample (self, chosho_value_get_string (result, "id"));
}

static void
offer_populations (ChoshoSamplesPage *self, ChoshoCommandDialog *form)
{
  ChoshoValue *rows = chosho_value_get (self->shared, "population");

  for (guint i = chosho_value_get_length (rows); i-- > 0;) /* the newest first */
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      const char *reference = chosho_value_get_string (row, "reference");
      g_autofree char *words = g_strdup_printf (_("%s  %s (%d rows)"), reference, chosho_value_get_string (row, "name"), (int) chosho_value_get_integer (row, "count", 0));

      chosho_command_dialog_offer (form, "population", reference, words);
    }
}

/* The firm's table of sizes, where it is loaded. */
static void
offer_frequencies (ChoshoSamplesPage *self, ChoshoCommandDialog *form)
{
  ChoshoValue *table = chosho_context_get_setting (chosho_page_get_context (CHOSHO_PAGE (self)), "frequency_table");

  for (guint i = 0; i < chosho_value_get_length (table); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (table, i);
      const char *code = chosho_value_get_string (entry, "frequency"), *name = chosho_word_own_label (entry);
      g_autofree char *words = g_strdup_printf (_("%s: %d items"), name[0] != '\0' ? name : code, (int) chosho_value_get_integer (entry, "size", 0));

      chosho_command_dialog_offer (form, "frequency", code, words);
    }
}

static void
draw (ChoshoSamplesPage *self, const char *population)
{
  ChoshoCommandDialog *form = new_form (self, "sample draw", NULL);

  offer_populations (self, form);
  offer_frequencies (self, form);
  if (population != NULL)
    chosho_command_dialog_fill (form, "population", population);
  g_signal_connect_object (form, "done", G_CALLBACK (on_drawn_cb), self, 0);
  gtk_window_present (GTK_WINDOW (form));
}

static void
on_draw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  draw (CHOSHO_SAMPLES_PAGE (widget), NULL);
}

/* A population is taken in to draw from. */
static void
on_population_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoSamplesPage *self)
{
  draw (self, chosho_value_get_string (result, "reference"));
}

static void
on_population_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSamplesPage *self = CHOSHO_SAMPLES_PAGE (widget);
  ChoshoValue *engagement = chosho_context_get_engagement (chosho_page_get_context (CHOSHO_PAGE (self)));
  ChoshoCommandDialog *form = new_form (self, "population add", NULL);

  chosho_command_dialog_explain (form, _("A table with a header row, and below it one row for each item. Titles above the header may stay, blank rows do not count. "
                                         "No column has to be there: the one that tells items apart is found by its name (ID, 番号, 申請番号 …), else by its "
                                         "values, unless you name it below."));
  chosho_command_dialog_fill (form, "from", chosho_value_get_string (engagement, "period_start"));
  chosho_command_dialog_fill (form, "to", chosho_value_get_string (engagement, "period_end"));
  g_signal_connect_object (form, "done", G_CALLBACK (on_population_cb), self, 0);
  gtk_window_present (GTK_WINDOW (form));
}

/* --- Class -------------------------------------------------------------------------------------------------------------- */

static ChoshoSampleDesk *
get_desk (GtkWidget *page)
{
  return CHOSHO_SAMPLES_PAGE (page)->desk;
}

static void
chosho_samples_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  chosho_sample_desk_set_page (CHOSHO_SAMPLES_PAGE (page)->desk, page);
  show_heads (CHOSHO_SAMPLES_PAGE (page));
}

static GtkWidget *
chosho_samples_page_get_first (ChoshoPage *page)
{
  return GTK_WIDGET (CHOSHO_SAMPLES_PAGE (page)->view);
}

static void
chosho_samples_page_focus_search (ChoshoPage *page)
{
  ChoshoSamplesPage *self = CHOSHO_SAMPLES_PAGE (page);

  show_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
chosho_samples_page_dispose (GObject *object)
{
  ChoshoSamplesPage *self = CHOSHO_SAMPLES_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->model);
  g_clear_pointer (&self->shared, chosho_value_unref);
  G_OBJECT_CLASS (chosho_samples_page_parent_class)->dispose (object);
}

static void
chosho_samples_page_class_init (ChoshoSamplesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_samples_page_dispose;
  page_class->setup = chosho_samples_page_setup;
  page_class->load = chosho_samples_page_load;
  page_class->show_target = chosho_samples_page_show_target;
  page_class->get_first = chosho_samples_page_get_first;
  page_class->focus_search = chosho_samples_page_focus_search;
  g_type_ensure (CHOSHO_TYPE_SAMPLE_DESK);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-samples-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoSamplesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSamplesPage, rows);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSamplesPage, search);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSamplesPage, heads);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSamplesPage, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSamplesPage, desk);
  gtk_widget_class_bind_template_callback (widget_class, on_narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_install_action (widget_class, "samples.copy-list", NULL, on_copy_list_action);
  gtk_widget_class_install_action (widget_class, "samples.list", NULL, on_list_action);
  gtk_widget_class_install_action (widget_class, "samples.draw", NULL, on_draw_action);
  gtk_widget_class_install_action (widget_class, "samples.new-population", NULL, on_population_action);
  chosho_sample_desk_install_actions (widget_class, get_desk);
}

static void
chosho_samples_page_init (ChoshoSamplesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (self->search, GTK_WIDGET (self->view));
  chosho_sample_desk_add_shortcuts (CHOSHO_PAGE (self));
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>n", "samples.draw");
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  chosho_list_copy_install_rows (self->view, CHOSHO_PAGE (self), "sample", columns);
}
