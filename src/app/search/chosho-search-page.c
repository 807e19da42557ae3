/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-list-copy.h"
#include "chosho-search-page.h"
#include "chosho-search-row.h"
#include "chosho-search-state.h"
#include "chosho-spinner.h"
#include "chosho-text-search.h"
#include "chosho-wrap-layout.h"

/* Of each kind: a screen or two, made at every letter; of one kind alone as many as anybody looks through. */
#define RESULTS 30
#define RESULTS_OF_ONE 300
#define BUSY_MS 300 /* an answer that takes longer is waited for in sight */

/* In the order of the drop-down. */
static const char *const kinds[] = { NULL, "control", "result", "evidence", "note", "finding", "paper" };

struct _ChoshoSearchPage
{
  ChoshoPage parent_instance;

  /* Template */
  GtkSearchEntry    *search;
  GtkDropDown       *kind;
  ChoshoSearchState *state;
  GtkStack          *stack;     /* start, list, none */
  GtkListBox        *list;
  GtkLabel          *more;

  GCancellable      *asking;    /* (owned) (nullable) */
  ChoshoValue       *shown;     /* (owned) (nullable) the answer in the list */
  guint              busy_source;
};

G_DEFINE_FINAL_TYPE (ChoshoSearchPage, chosho_search_page, CHOSHO_TYPE_PAGE)

static ChoshoTextSearch *
get_search (ChoshoSearchPage *self)
{
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));

  return context != NULL ? chosho_context_get_text_search (context) : NULL;
}

static const char *
get_kind (ChoshoSearchPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind);

  return selected < G_N_ELEMENTS (kinds) ? kinds[selected] : NULL;
}

/* --- The list ------------------------------------------------------------------------------------------------------- */

static void
clear_list (ChoshoSearchPage *self)
{
  GtkWidget *row;

  g_clear_pointer (&self->shown, chosho_value_unref);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static const char *
get_row_kind (GtkListBoxRow *row)
{
  return chosho_value_get_string (chosho_search_row_get_result (CHOSHO_SEARCH_ROW (row)), "kind");
}

static void
on_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  GtkWidget *label;

  if (before != NULL && g_strcmp0 (get_row_kind (row), get_row_kind (before)) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (chosho_search_row_word_kind (get_row_kind (row)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "chosho-group");
  gtk_list_box_row_set_header (row, label);
}

/* Whoever goes through the list stays where they are when something else changes. */
static void
show_results (ChoshoSearchPage *self, ChoshoValue *answer)
{
  ChoshoValue *results = chosho_value_get (answer, "results");
  guint n_results = chosho_value_get_length (results);

  if (self->shown != NULL && chosho_value_equal (self->shown, answer))
    return;
  clear_list (self);
  self->shown = chosho_value_ref (answer);
  for (guint i = 0; i < n_results; i++)
    gtk_list_box_append (self->list, chosho_search_row_new (chosho_value_get_item (results, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->more), chosho_value_get_boolean (answer, "more", FALSE));
  gtk_stack_set_visible_child_name (self->stack, n_results > 0 ? "list" : "none");
}

static gboolean
on_busy (gpointer user_data)
{
  ChoshoSearchPage *self = user_data;

  self->busy_source = 0;
  clear_list (self);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  return G_SOURCE_REMOVE;
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSearchPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) answer = chosho_text_search_find_finish (CHOSHO_TEXT_SEARCH (source), result, &error);

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return; /* somebody typed on */
  g_clear_handle_id (&self->busy_source, g_source_remove);
  if (answer == NULL)
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  show_results (self, answer);
  chosho_page_show_content (CHOSHO_PAGE (self));
}

static void
ask (ChoshoSearchPage *self)
{
  ChoshoTextSearch *search = get_search (self);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  if (search == NULL)
    return;
  chosho_page_note_target (CHOSHO_PAGE (self), text[0] != '\0' ? text : NULL);
  if (text[0] == '\0')
    {
      clear_list (self);
      gtk_stack_set_visible_child_name (self->stack, "start");
      chosho_page_show_content (CHOSHO_PAGE (self));
      return;
    }
  self->asking = g_cancellable_new ();
  self->busy_source = g_timeout_add (BUSY_MS, on_busy, self);
  chosho_text_search_find_async (search, text, get_kind (self), get_kind (self) != NULL ? RESULTS_OF_ONE : RESULTS, self->asking,
                                 on_found_cb, g_object_ref (self));
}

/* --- Opening what was found ------------------------------------------------------------------------------------------ */

static void
open_evidence (ChoshoSearchPage *self, ChoshoValue *result)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.find-in-evidence", "(sss)", chosho_value_get_string (result, "id"),
                              chosho_value_get_string (chosho_value_get (result, "hit"), "position"),
                              g_strcmp0 (chosho_value_get_string (result, "record"), "content") == 0
                                ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : "");
}

/* At its step, where it has one. */
static void
open_control (ChoshoSearchPage *self, ChoshoValue *result)
{
  const char *control = chosho_value_get_string (result, "control");
  const char *step = chosho_value_get_string (result, "step");
  g_autofree char *target = step != NULL ? g_strdup_printf ("%s step:%s", control, step) : g_strdup (control);

  if (target != NULL)
    chosho_page_go (GTK_WIDGET (self), "controls", target);
}

static void
on_activated_cb (ChoshoSearchPage *self, GtkListBoxRow *row)
{
  static const char *const places[][2] = { { "interview", "interviews" }, { "observation", "interviews" }, { "sample", "samples" },
                                           { "note", "review" }, { "finding", "findings" }, { "paper", "papers" } };
  ChoshoValue *result = chosho_search_row_get_result (CHOSHO_SEARCH_ROW (row));
  const char *record = chosho_value_get_string (result, "record");

  if (strcmp (get_row_kind (row), "evidence") == 0)
    {
      open_evidence (self, result);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i][0], record) == 0)
      {
        chosho_page_go (GTK_WIDGET (self), places[i][1], chosho_value_get_string (result, "id"));
        return;
      }
  open_control (self, result);
}

/* Enter on what was typed opens the first thing found. */
static void
on_entry_activate_cb (ChoshoSearchPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    on_activated_cb (self, row);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, ChoshoSearchPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (key != GDK_KEY_Down || row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, row);
  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* What is listed: one line at most is chosen, as the one that is looked at. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const ChoshoRowField columns[] = {
    { "kind", N_("Kind"), chosho_search_row_word_kind }, { "control", N_("Control"), NULL }, { "reference", N_("Reference"), NULL },
    { "name", N_("Name"), NULL }, { "place", N_("Place"), NULL }, { "excerpt", N_("Text"), NULL }, { NULL, NULL, NULL },
  };
  ChoshoSearchPage *self = user_data;

  return chosho_list_copy_dup_values (columns, chosho_value_get (self->shown, "results"));
}

/* --- Page --------------------------------------------------------------------------------------------------------------- */

static void
chosho_search_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  chosho_search_state_set_search (CHOSHO_SEARCH_PAGE (page)->state, chosho_context_get_text_search (context));
}

static void
chosho_search_page_load (ChoshoPage *page)
{
  ask (CHOSHO_SEARCH_PAGE (page));
}

static void
chosho_search_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoSearchPage *self = CHOSHO_SEARCH_PAGE (page);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->search)), target) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), target);
  ask (self);
}

static void
chosho_search_page_focus_search (ChoshoPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CHOSHO_SEARCH_PAGE (page)->search));
}

static void
chosho_search_page_dispose (GObject *object)
{
  ChoshoSearchPage *self = CHOSHO_SEARCH_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  g_clear_pointer (&self->shown, chosho_value_unref);
  G_OBJECT_CLASS (chosho_search_page_parent_class)->dispose (object);
}

static void
chosho_search_page_class_init (ChoshoSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_search_page_dispose;
  page_class->setup = chosho_search_page_setup;
  page_class->load = chosho_search_page_load;
  page_class->show_target = chosho_search_page_show_target;
  page_class->focus_search = chosho_search_page_focus_search;
  g_type_ensure (CHOSHO_TYPE_SEARCH_STATE);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchPage, search);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchPage, kind);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchPage, state);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchPage, more);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_cb);
}

static void
chosho_search_page_init (ChoshoSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "busy");
  gtk_list_box_set_header_func (self->list, on_header, NULL, NULL);
  chosho_list_copy_install (GTK_WIDGET (self->list), dup_table, self);
}
