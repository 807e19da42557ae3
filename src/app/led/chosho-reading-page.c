/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-control-desk.h"
#include "chosho-error-view.h"
#include "chosho-evidence-picker.h"
#include "chosho-list-copy.h"
#include "chosho-list-search.h"
#include "chosho-reading-page.h"
#include "chosho-viewer.h"
#include "chosho-wrap-layout.h"

/* Which steps are gone through. */
enum
{
  STEPS_WAITING,  /* those that wait for the document, recorded or not */
  STEPS_OPEN,     /* every open inspection */
};

#define STEPS_HEIGHT 150 /* pixels of the list of steps */

struct _ChoshoReadingPage
{
  ChoshoPage parent_instance;

  /* Template */
  GtkLabel          *progress;
  GtkDropDown       *which;
  GtkSearchEntry    *search;
  GtkPaned          *split;     /* steps and document | desk */
  GtkStack          *found;     /* steps, none */
  GtkScrolledWindow *steps_scroller;
  GtkListView       *view;
  ChoshoViewer      *viewer;
  ChoshoControlDesk *desk;

  GtkSingleSelection *selection; /* (owned) */
  GtkStringList      *ids;       /* (borrowed) of @selection */
  GHashTable         *steps;     /* (owned) id -> row */
  char               *evidence;  /* (owned) (nullable) */
  char               *current;   /* (owned) (nullable) step on the desk */
  GCancellable       *asking;    /* (owned) (nullable) */
  gboolean            quiet;     /* the selection is set, not chosen */
};

G_DEFINE_FINAL_TYPE (ChoshoReadingPage, chosho_reading_page, CHOSHO_TYPE_PAGE)

static ChoshoWorkspace *
get_workspace (ChoshoReadingPage *self)
{
  return chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self)));
}

static ChoshoValue *
get_step (ChoshoReadingPage *self, guint position)
{
  const char *id = gtk_string_list_get_string (self->ids, position);

  return id != NULL ? g_hash_table_lookup (self->steps, id) : NULL;
}

static gboolean
is_recorded (ChoshoValue *step)
{
  return chosho_value_get_string (step, "performance") != NULL;
}

/* --- Going through the steps ----------------------------------------------------------------------------------- */

static void
show_step (ChoshoReadingPage *self, guint position)
{
  ChoshoValue *step = get_step (self, position);

  g_free (self->current);
  self->current = g_strdup (chosho_value_get_string (step, "id"));
  chosho_control_desk_show (self->desk, chosho_value_get_string (step, "control"), self->current);
}

static void
on_selected_cb (ChoshoReadingPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->quiet && position != GTK_INVALID_LIST_POSITION)
    show_step (self, position);
}

static gboolean
find_position (ChoshoReadingPage *self, const char *id, guint *position)
{
  for (*position = 0; *position < g_list_model_get_n_items (G_LIST_MODEL (self->ids)); (*position)++)
    if (g_strcmp0 (gtk_string_list_get_string (self->ids, *position), id) == 0)
      return TRUE;
  return FALSE;
}

/* The next open step from the current one on, round the end; @by 1 or -1. */
static gboolean
find_open (ChoshoReadingPage *self, int by, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  guint at;

  if (!find_position (self, self->current, &at))
    at = by > 0 ? n - 1 : 0;
  for (guint i = 1; i <= n; i++)
    {
      *position = (guint) (((gint64) at + (gint64) by * i + (gint64) n * 2) % n);
      if (!is_recorded (get_step (self, *position)) && g_strcmp0 (gtk_string_list_get_string (self->ids, *position), self->current) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
go (ChoshoReadingPage *self, int by)
{
  guint position;

  /* What is complete on the desk goes into the record; what is not stays a draft there. */
  chosho_control_desk_leave (self->desk);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->ids)) == 0 || !find_open (self, by, &position))
    {
      chosho_error_view_toast (GTK_WIDGET (self), _("No other step is open here"));
      return;
    }
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static void
on_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go (CHOSHO_READING_PAGE (widget), 1);
}

static void
on_previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go (CHOSHO_READING_PAGE (widget), -1);
}

/* --- Quoting the place ------------------------------------------------------------------------------------------ */

/* What is quoted is linked: the step rests on it. */
static void
link_evidence (ChoshoReadingPage *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *list = chosho_value_new_array ();

  chosho_value_append_string (list, self->current);
  chosho_value_set_string (args, "id", self->evidence);
  chosho_value_set (args, "step", list);
  chosho_page_run (CHOSHO_PAGE (self), "evidence link", args, NULL, NULL);
}

static void
on_cite_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoReadingPage *self = CHOSHO_READING_PAGE (widget);
  g_autofree char *citation = chosho_viewer_dup_citation (self->viewer);
  g_autofree char *text = citation != NULL ? g_strdup_printf ("[%s] ", citation) : NULL;
  ChoshoValue *step = self->current != NULL ? g_hash_table_lookup (self->steps, self->current) : NULL;

  if (text == NULL || step == NULL || !chosho_control_desk_insert (self->desk, self->current, text))
    {
      chosho_error_view_toast (widget, _("Choose a step first"));
      return;
    }
  if (!chosho_value_has_text (chosho_value_get (step, "evidence"), self->evidence))
    link_evidence (self);
}

/* --- The steps ------------------------------------------------------------------------------------------------------ */

static void
show_progress (ChoshoReadingPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  guint recorded = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    recorded += is_recorded (get_step (self, i));
  text = g_strdup_printf (_("%u of %u steps recorded"), recorded, n);
  gtk_label_set_text (self->progress, n > 0 ? text : "");
  gtk_stack_set_visible_child_name (self->found, n > 0 ? "steps" : "none");
}

static void
take_steps (ChoshoReadingPage *self, ChoshoValue *rows)
{
  guint n = chosho_value_get_length (rows);
  g_auto (GStrv) ids = g_new0 (char *, n + 1);
  guint position;

  g_hash_table_remove_all (self->steps);
  for (guint i = 0; i < n; i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      ids[i] = g_strdup (chosho_value_get_string (row, "id"));
      g_hash_table_insert (self->steps, g_strdup (ids[i]), chosho_value_ref (row));
    }
  self->quiet = TRUE;
  gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)), (const char *const *) ids);
  if (find_position (self, self->current, &position))
    gtk_single_selection_set_selected (self->selection, position);
  else
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->quiet = FALSE;
  show_progress (self);
}

static void
on_steps_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoReadingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = NULL;
  guint position;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &rows, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  take_steps (self, rows);
  chosho_page_show_content (CHOSHO_PAGE (self));
  if (self->current == NULL && chosho_value_get_length (rows) > 0 && find_open (self, 1, &position))
    gtk_single_selection_set_selected (self->selection, position);
}

static void
ask (ChoshoReadingPage *self)
{
  ChoshoValue *args;
  const char *search;

  if (self->evidence == NULL)
    return;
  args = chosho_value_new_object ();
  search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  if (search[0] != '\0')
    chosho_value_set_string (args, "search", search);
  if (gtk_drop_down_get_selected (self->which) == STEPS_OPEN)
    {
      ChoshoValue *techniques = chosho_value_new_array ();

      chosho_value_append_string (techniques, "inspection");
      chosho_value_set (args, "technique", techniques);
    }
  else
    {
      chosho_value_set_string (args, "evidence", self->evidence);
      chosho_value_set_boolean (args, "recorded", TRUE);
    }
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  chosho_workspace_run_async (get_workspace (self), "step waiting", args, self->asking, on_steps_cb, g_object_ref (self));
}

static void
on_narrowed_cb (ChoshoReadingPage *self)
{
  ask (self);
}

/* --- Lines ---------------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (list_item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoReadingPage *self)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  ChoshoValue *step = get_step (self, gtk_list_item_get_position (list_item));
  const char *why = chosho_value_get_string (step, "why");
  g_autofree char *words = g_strdup_printf ("%s  %s · %s  %s", chosho_value_get_string (step, "control"), chosho_word_technique (chosho_value_get_string (step, "technique")),
                                            chosho_word_phase (chosho_value_get_string (step, "phase")), chosho_value_get_string (step, "text"));
  g_autofree char *shown = g_strdup_printf ("%s  %s", is_recorded (step) ? "●" : "○", words);
  g_autofree char *name = g_strdup_printf ("%s, %s", is_recorded (step) ? _("recorded") : _("open"), words);

  gtk_label_set_text (GTK_LABEL (label), shown);
  gtk_widget_set_tooltip_text (label, g_strcmp0 (why, "named") == 0 ? _("The step names this document")
                                      : g_strcmp0 (why, "control") == 0 ? _("The document is linked to its control")
                                      : g_strcmp0 (why, "step") == 0 ? _("The document is linked to the step") : NULL);
  /* GTK 4.8 names list rows by their type. */
  chosho_accessible_set_name (gtk_widget_get_parent (label), name);
}

/* --- Copying --------------------------------------------------------------------------------------------------------- */

static gboolean
fill_line (guint position, char **cells, gpointer user_data)
{
  ChoshoValue *step = get_step (user_data, position);

  cells[0] = g_strdup (chosho_value_get_string (step, "control"));
  cells[1] = g_strdup (chosho_word_phase (chosho_value_get_string (step, "phase")));
  cells[2] = g_strdup (chosho_word_technique (chosho_value_get_string (step, "technique")));
  cells[3] = g_strdup (chosho_value_get_string (step, "text"));
  cells[4] = g_strdup (is_recorded (step) ? _("recorded") : _("open"));
  return TRUE;
}

/* All steps: the one chosen is where one is. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const char *const heads[] = { N_("Control"), N_("Phase"), N_("Technique"), N_("Procedure"), N_("State"), NULL };

  return chosho_list_copy_dup_lines (view, TRUE, heads, fill_line, user_data);
}

/* --- The document ------------------------------------------------------------------------------------------------------ */

static void
open_document (ChoshoReadingPage *self, const char *id)
{
  g_autoptr (ChoshoValue) row = chosho_workspace_read_row (get_workspace (self), "evidence", id);

  if (row == NULL)
    return;
  if (g_strcmp0 (self->evidence, id) != 0)
    {
      g_free (self->evidence);
      self->evidence = g_strdup (id);
      g_clear_pointer (&self->current, g_free);
      chosho_control_desk_show (self->desk, NULL, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->viewer), TRUE);
      chosho_viewer_show (self->viewer, id, "");
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hide-evidence", NULL); /* it stands here */
  chosho_page_note_target (CHOSHO_PAGE (self), id);
  ask (self);
}

static void
on_picked_cb (ChoshoEvidencePicker *picker, char **ids, ChoshoReadingPage *self)
{
  open_document (self, ids[0]);
}

static void
on_choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoReadingPage *self = CHOSHO_READING_PAGE (widget);
  ChoshoEvidencePicker *picker = chosho_evidence_picker_new (GTK_WINDOW (gtk_widget_get_root (widget)), get_workspace (self));

  chosho_evidence_picker_choose_one (picker);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

/* --- Page ----------------------------------------------------------------------------------------------------------------- */

static void
chosho_reading_page_load (ChoshoPage *page)
{
  ChoshoReadingPage *self = CHOSHO_READING_PAGE (page);

  if (self->evidence == NULL)
    {
      chosho_page_show_empty (page, "accessories-dictionary-symbolic", _("No Document Open"),
                              _("One document beside every step that waits for it, one after another: linked to it or to its control, or naming it."),
                              _("_Choose a Document…"), "reading.choose");
      return;
    }
  chosho_control_desk_reload (self->desk);
  ask (self);
}

/* Nothing typed is lost by it: the desk keeps drafts. */
static void
on_viewer_closed_cb (ChoshoReadingPage *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_pointer (&self->evidence, g_free);
  g_clear_pointer (&self->current, g_free);
  chosho_control_desk_leave (self->desk);
  chosho_control_desk_show (self->desk, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->viewer), FALSE);
  chosho_reading_page_load (CHOSHO_PAGE (self));
}

static void
chosho_reading_page_show_target (ChoshoPage *page, const char *target)
{
  if (target != NULL && target[0] != '\0')
    open_document (CHOSHO_READING_PAGE (page), target);
}

static GtkWidget *
chosho_reading_page_get_first (ChoshoPage *page)
{
  return GTK_WIDGET (CHOSHO_READING_PAGE (page)->view);
}

static void
chosho_reading_page_focus_search (ChoshoPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CHOSHO_READING_PAGE (page)->search));
}

/* In a narrow window the step stands below the document, and fewer of the steps are seen at once. */
static void
on_width_cb (ChoshoContext *context, GParamSpec *pspec, ChoshoReadingPage *self)
{
  gboolean single = chosho_context_get_width (context) == CHOSHO_WIDTH_SINGLE;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split), single ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_scrolled_window_set_min_content_height (self->steps_scroller, single ? STEPS_HEIGHT / 2 : STEPS_HEIGHT);
  gtk_scrolled_window_set_max_content_height (self->steps_scroller, single ? STEPS_HEIGHT / 2 : STEPS_HEIGHT);
}

static ChoshoValue *
list_targets (gpointer user_data)
{
  return chosho_control_desk_list_targets (CHOSHO_READING_PAGE (user_data)->desk);
}

static void
chosho_reading_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  ChoshoReadingPage *self = CHOSHO_READING_PAGE (page);

  g_signal_connect_object (context, "notify::width", G_CALLBACK (on_width_cb), page, 0);
  on_width_cb (context, NULL, self);
  chosho_control_desk_set_page (self->desk, page);
  chosho_viewer_set_context (self->viewer, context);
  chosho_viewer_set_targets_func (self->viewer, list_targets, self);
}

static ChoshoValue *
chosho_reading_page_list_targets (ChoshoPage *page)
{
  return list_targets (page);
}

static GtkWidget *
chosho_reading_page_get_foot (ChoshoPage *page)
{
  return chosho_control_desk_get_gate (CHOSHO_READING_PAGE (page)->desk);
}

static void
chosho_reading_page_dispose (GObject *object)
{
  ChoshoReadingPage *self = CHOSHO_READING_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (chosho_reading_page_parent_class)->dispose (object);
}

static void
chosho_reading_page_finalize (GObject *object)
{
  ChoshoReadingPage *self = CHOSHO_READING_PAGE (object);

  g_hash_table_unref (self->steps);
  g_free (self->evidence);
  g_free (self->current);
  G_OBJECT_CLASS (chosho_reading_page_parent_class)->finalize (object);
}

static void
chosho_reading_page_class_init (ChoshoReadingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_reading_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_reading_page_finalize;
  page_class->setup = chosho_reading_page_setup;
  page_class->load = chosho_reading_page_load;
  page_class->show_target = chosho_reading_page_show_target;
  page_class->get_first = chosho_reading_page_get_first;
  page_class->focus_search = chosho_reading_page_focus_search;
  page_class->list_targets = chosho_reading_page_list_targets;
  page_class->get_foot = chosho_reading_page_get_foot;
  g_type_ensure (CHOSHO_TYPE_VIEWER);
  g_type_ensure (CHOSHO_TYPE_CONTROL_DESK);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-reading-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoReadingPage, name)
  CHILD (progress);
  CHILD (which);
  CHILD (search);
  CHILD (split);
  CHILD (found);
  CHILD (steps_scroller);
  CHILD (view);
  CHILD (viewer);
  CHILD (desk);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_viewer_closed_cb);
  gtk_widget_class_install_action (widget_class, "reading.choose", NULL, on_choose_action);
  gtk_widget_class_install_action (widget_class, "reading.next", NULL, on_next_action);
  gtk_widget_class_install_action (widget_class, "reading.previous", NULL, on_previous_action);
  gtk_widget_class_install_action (widget_class, "reading.cite", NULL, on_cite_action);
  chosho_control_desk_install_actions (widget_class);
}

static void
chosho_reading_page_init (ChoshoReadingPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (self->search, GTK_WIDGET (self->view));
  self->ids = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->ids));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  chosho_list_copy_install (GTK_WIDGET (self->view), dup_table, self);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  chosho_control_desk_add_shortcuts (CHOSHO_PAGE (self));
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "F9", "reading.next");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Shift>F9", "reading.previous");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>e", "reading.cite");
}
