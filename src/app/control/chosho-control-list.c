/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-control-list.h"
#include "chosho-control-row.h"
#include "chosho-text.h"

struct _ChoshoControlList
{
  GtkBox parent_instance;

  /* Template */
  GtkSearchEntry     *search;
  GtkToggleButton    *chip_all;
  GtkToggleButton    *chip_mine;
  GtkToggleButton    *chip_open;
  GtkToggleButton    *chip_stale;
  GtkStack           *stack;
  GtkListView        *view;

  /* Owned */
  GListModel         *controls;  /* (borrowed from the context) (nullable) (element-type ChoshoControlItem) */
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  GtkFilter          *filter;
  char               *needle;    /* (nullable) normalised */
  char               *member;    /* (nullable) */
  char               *selected;  /* (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoControlList, chosho_control_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Filter ----------------------------------------------------------------------------------------- */

static gboolean
passes_chip (ChoshoControlList *self, ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");

  if (gtk_toggle_button_get_active (self->chip_mine))
    return self->member != NULL && (g_strcmp0 (chosho_value_get_string (row, "assignee_id"), self->member) == 0
                                    || g_strcmp0 (chosho_value_get_string (row, "reviewer_id"), self->member) == 0);
  if (gtk_toggle_button_get_active (self->chip_open))
    return g_strcmp0 (state, "approved") != 0 && g_strcmp0 (state, "out_of_scope") != 0;
  if (gtk_toggle_button_get_active (self->chip_stale))
    return chosho_value_get_boolean (row, "stale", FALSE) || chosho_value_get_boolean (row, "suspended", FALSE);
  return TRUE;
}

/* Headings stand only over the whole list: in a filtered one the numbers say enough. */
static gboolean
on_filter_cb (gpointer object, gpointer user_data)
{
  ChoshoControlList *self = user_data;
  ChoshoControlItem *item = object;

  if (chosho_control_item_is_heading (item))
    return self->needle == NULL && gtk_toggle_button_get_active (self->chip_all);
  return (self->needle == NULL || chosho_control_item_matches (item, self->needle))
         && passes_chip (self, chosho_control_item_get_row (item));
}

static void
update_page (ChoshoControlList *self)
{
  gboolean any = self->controls != NULL && g_list_model_get_n_items (self->controls) > 0;
  gboolean shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;

  gtk_stack_set_visible_child_name (self->stack, shown ? "list" : any ? "none" : "empty");
}

static void
refilter (ChoshoControlList *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_page (self);
}

static void
on_search_changed_cb (ChoshoControlList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->needle, g_free);
  if (text[0] != '\0')
    self->needle = chosho_text_normalise (text);
  refilter (self);
}

/* Enter in the search field goes to the first control found. */
static void
on_search_activate_cb (ChoshoControlList *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  chosho_control_list_move (self, 1);
}

static void
on_chip_toggled_cb (ChoshoControlList *self)
{
  refilter (self);
}

static void
on_other_chip_cb (GtkToggleButton *chip, ChoshoControlList *self)
{
  refilter (self);
}

/* --- Selection -------------------------------------------------------------------------------------- */

static void
on_selection_cb (GtkSingleSelection *selection, GParamSpec *pspec, ChoshoControlList *self)
{
  ChoshoControlItem *item = gtk_single_selection_get_selected_item (selection);

  if (item == NULL || chosho_control_item_is_heading (item)
      || g_strcmp0 (self->selected, chosho_control_item_get_number (item)) == 0)
    return;
  g_free (self->selected);
  self->selected = g_strdup (chosho_control_item_get_number (item));
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
on_row_activate_cb (ChoshoControlList *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

void
chosho_control_list_move (ChoshoControlList *self, int steps)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (model);
  guint position = gtk_single_selection_get_selected (self->selection);
  gint64 next = position == GTK_INVALID_LIST_POSITION ? (steps > 0 ? -1 : (gint64) n_items) : (gint64) position;

  for (next += steps; next >= 0 && next < n_items; next += steps)
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (model, (guint) next);

      if (chosho_control_item_is_heading (item))
        continue;
      gtk_single_selection_set_selected (self->selection, (guint) next);
      /* 4.8 has no scroll-to of its own; the inner list's action does it. */
      gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", (guint) next);
      return;
    }
}

const char *
chosho_control_list_get_selected (ChoshoControlList *self)
{
  return self->selected;
}

void
chosho_control_list_focus_search (ChoshoControlList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* --- Rows ------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (chosho_control_row_new ()));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  ChoshoControlItem *item = gtk_list_item_get_item (list_item);

  gtk_list_item_set_selectable (list_item, !chosho_control_item_is_heading (item));
  gtk_list_item_set_activatable (list_item, !chosho_control_item_is_heading (item));
  chosho_control_row_set_item (CHOSHO_CONTROL_ROW (gtk_list_item_get_child (list_item)), item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  chosho_control_row_set_item (CHOSHO_CONTROL_ROW (gtk_list_item_get_child (list_item)), NULL);
}

void
chosho_control_list_set_controls (ChoshoControlList *self, GListModel *controls)
{
  self->controls = controls;
  gtk_filter_list_model_set_model (self->filtered, controls);
  g_signal_connect_object (controls, "items-changed", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_page (self);
}

/* Where @number stands among what is shown. */
static gboolean
find_shown (ChoshoControlList *self, const char *number, guint *position)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (model, i);

      if (strcmp (chosho_control_item_get_number (item), number) == 0)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

void
chosho_control_list_select (ChoshoControlList *self, const char *number)
{
  guint position;

  if (!find_shown (self, number, &position))
    {
      /* The filter hides it: who comes from elsewhere wants to see it all the same. */
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      g_clear_pointer (&self->needle, g_free);
      gtk_toggle_button_set_active (self->chip_all, TRUE);
      refilter (self);
      if (!find_shown (self, number, &position))
        return;
    }
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

void
chosho_control_list_set_member (ChoshoControlList *self, const char *member)
{
  g_free (self->member);
  self->member = g_strdup (member);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chip_mine), member != NULL);
  refilter (self);
}

/* --- Class ------------------------------------------------------------------------------------------ */

static void
chosho_control_list_dispose (GObject *object)
{
  ChoshoControlList *self = CHOSHO_CONTROL_LIST (object);

  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (chosho_control_list_parent_class)->dispose (object);
}

static void
chosho_control_list_finalize (GObject *object)
{
  ChoshoControlList *self = CHOSHO_CONTROL_LIST (object);

  g_free (self->needle);
  g_free (self->member);
  g_free (self->selected);
  G_OBJECT_CLASS (chosho_control_list_parent_class)->finalize (object);
}

static void
chosho_control_list_class_init (ChoshoControlListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_control_list_finalize;
  G_OBJECT_CLASS (klass)->dispose = chosho_control_list_dispose;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-control-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, search);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, chip_all);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, chip_mine);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, chip_open);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, chip_stale);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, view);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_chip_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activate_cb);
}

static void
chosho_control_list_init (ChoshoControlList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkToggleButton **chips[] = { &self->chip_mine, &self->chip_open, &self->chip_stale };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (on_filter_cb, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, self->filter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->filtered));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (self->selection, "notify::selected-item", G_CALLBACK (on_selection_cb), self);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    g_signal_connect (*chips[i], "toggled", G_CALLBACK (on_other_chip_cb), self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chip_mine), FALSE);
  update_page (self);
}
