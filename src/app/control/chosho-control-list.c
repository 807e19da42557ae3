/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-adaptive-bin.h"
#include "chosho-badge-chip.h"
#include "chosho-clock.h"
#include "chosho-code-words.h"
#include "chosho-control-list.h"
#include "chosho-list-scroll.h"
#include "chosho-list-search.h"
#include "chosho-wrap-layout.h"
#include "chosho-control-row.h"
#include "chosho-control-tree.h"
#include "chosho-filter-popover.h"
#include "chosho-filter-words.h"
#include "chosho-fold-keys.h"
#include "chosho-list-copy.h"

#define WIDE_CHARS 42 /* of the search field in a wide window */
#define WHO_WIDTH 500 /* pixels from which a line has room for who works on it until when */

struct _ChoshoControlList
{
  GtkBox parent_instance;

  /* Template */
  GtkSearchEntry      *search;
  GtkToggleButton     *chip_all;
  GtkToggleButton     *chip_asking; /* ChoshoBadgeChip */
  GtkToggleButton     *chip_mine;
  GtkToggleButton     *chip_open;
  GtkToggleButton     *chip_stale;
  GtkMenuButton       *filter_button;
  ChoshoFilterPopover *popover;
  GtkWidget           *summary_bar;
  GtkLabel            *summary;
  GtkLabel            *conditions;
  GtkStack            *stack;
  GtkListView         *view;
  GtkRevealer         *bulk;
  GtkLabel            *bulk_label;

  ChoshoContext       *context;   /* (owned) (nullable) */
  ChoshoControlFilter *filter;    /* (owned) */
  ChoshoControlTree   *tree;      /* (owned) (nullable) */
  GtkMultiSelection   *selection; /* (owned) (nullable) */
  char                *selected;  /* (owned) (nullable) */
  gboolean             wide;      /* lines say who works on a control until when */
  gboolean             quiet;     /* the widgets show the filter: nobody chose */
};

G_DEFINE_FINAL_TYPE (ChoshoControlList, chosho_control_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  SIGNAL_WANTED,
  SIGNAL_FILTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Filter ----------------------------------------------------------------------------------------------- */

static void
update_page (ChoshoControlList *self)
{
  gboolean any = g_list_model_get_n_items (chosho_context_get_controls (self->context)) > 0;
  guint shown = chosho_control_tree_get_n_controls (self->tree);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u control fits", "%u controls fit", shown), shown);

  gtk_stack_set_visible_child_name (self->stack, shown > 0 || (any && chosho_control_filter_is_empty (self->filter)) ? "list" : any ? "none" : "empty");
  gtk_label_set_text (self->summary, text);
  gtk_widget_set_visible (self->summary_bar, !chosho_control_filter_is_empty (self->filter));
}

/* The chips are the questions of every day; any other filter presses none of them, and is told in words. */
static void
show_chips (ChoshoControlList *self)
{
  gboolean asking = chosho_control_filter_get (self->filter, "asking") != NULL;
  gboolean mine = g_strcmp0 (chosho_control_filter_get (self->filter, "person"), "me") == 0;
  gboolean open = chosho_control_filter_get (self->filter, "open") != NULL;
  gboolean stale = chosho_control_filter_get (self->filter, "stale") != NULL;
  const char *text = chosho_control_filter_get (self->filter, "text");
  g_autofree char *words = self->context != NULL ? chosho_filter_words_dup (self->filter, self->context) : NULL;

  self->quiet = TRUE;
  gtk_toggle_button_set_active (asking ? self->chip_asking : mine ? self->chip_mine : open ? self->chip_open : stale ? self->chip_stale : self->chip_all, TRUE);
  if (words != NULL && !asking && !mine && !open && !stale)
    gtk_toggle_button_set_active (self->chip_all, FALSE);
  if (!g_str_equal (gtk_label_get_text (self->conditions), words != NULL ? words : "")) /* GTK asks the display where the pointer is for a new tooltip */
    {
      gtk_label_set_text (self->conditions, words != NULL ? words : "");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->conditions), words);
    }
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->search)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text != NULL ? text : "");
  chosho_filter_popover_update (self->popover);
  self->quiet = FALSE;
}

static void
refilter (ChoshoControlList *self)
{
  if (self->tree == NULL)
    return;
  chosho_control_tree_keep (self->tree, NULL);
  chosho_control_tree_refilter (self->tree);
  show_chips (self);
  update_page (self);
  g_signal_emit (self, signals[SIGNAL_FILTERED], 0);
}

static void
on_search_changed_cb (ChoshoControlList *self)
{
  if (self->quiet)
    return;
  chosho_control_filter_set (self->filter, "text", gtk_editable_get_text (GTK_EDITABLE (self->search)));
  refilter (self);
}

/* Enter or Down in the search field goes to the first control found; Enter wants to see it, too. */
static void
on_search_activate_cb (ChoshoControlList *self)
{
  ChoshoControlItem *first = chosho_control_tree_look_on (self->tree, NULL, 1, FALSE, NULL, NULL);

  if (first != NULL)
    chosho_control_list_select (self, chosho_control_item_get_number (first));
  chosho_list_focus_chosen (GTK_WIDGET (self->view));
  if (first != NULL && !chosho_list_search_is_by_arrow (self->search))
    g_signal_emit (self, signals[SIGNAL_WANTED], 0);
}

static void
on_chip_toggled_cb (GtkToggleButton *chip, ChoshoControlList *self)
{
  if (self->quiet || !gtk_toggle_button_get_active (chip))
    return;
  if (chip == self->chip_all) /* whatever else was asked for, but for the words beside it */
    {
      g_autofree char *text = g_strdup (chosho_control_filter_get (self->filter, "text"));

      chosho_control_filter_parse (self->filter, "");
      chosho_control_filter_set (self->filter, "text", text);
    }
  chosho_control_filter_set (self->filter, "asking", chip == self->chip_asking ? "1" : NULL);
  chosho_control_filter_set (self->filter, "person", chip == self->chip_mine ? "me" : NULL);
  chosho_control_filter_set (self->filter, "open", chip == self->chip_open ? "1" : NULL);
  chosho_control_filter_set (self->filter, "stale", chip == self->chip_stale ? "1" : NULL);
  refilter (self);
}

static void
on_clear_clicked_cb (ChoshoControlList *self)
{
  chosho_control_list_set_filter (self, NULL);
}

void
chosho_control_list_set_filter (ChoshoControlList *self, const char *text)
{
  chosho_control_filter_parse (self->filter, text != NULL ? text : "");
  refilter (self);
}

char *
chosho_control_list_dup_filter (ChoshoControlList *self)
{
  return chosho_control_filter_to_text (self->filter);
}

/* --- Selection ---------------------------------------------------------------------------------------------- */

GStrv
chosho_control_list_dup_chosen (ChoshoControlList *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GtkBitsetIter iter;
  guint position;
  gboolean valid;

  for (valid = gtk_bitset_iter_init_first (&iter, bits, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (G_LIST_MODEL (self->tree), position);

      if (item != NULL && !chosho_control_item_is_heading (item))
        g_strv_builder_add (builder, chosho_control_item_get_number (item));
    }
  return g_strv_builder_end (builder);
}

static void
on_selection_cb (ChoshoControlList *self)
{
  g_auto (GStrv) chosen = chosho_control_list_dup_chosen (self);
  guint n_chosen = g_strv_length (chosen);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u chosen", "%u chosen", n_chosen), n_chosen);

  gtk_label_set_text (self->bulk_label, text);
  gtk_revealer_set_reveal_child (self->bulk, n_chosen > 1);
  if (n_chosen != 1 || g_strcmp0 (self->selected, chosen[0]) == 0)
    return;
  g_free (self->selected);
  self->selected = g_strdup (chosen[0]);
  chosho_control_tree_keep (self->tree, self->selected);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

/* A heading folds, a control opens. */
static void
on_row_activate_cb (ChoshoControlList *self, guint position)
{
  g_autoptr (ChoshoControlItem) item = g_list_model_get_item (G_LIST_MODEL (self->tree), position);

  if (chosho_control_item_is_heading (item))
    chosho_control_tree_fold (self->tree, chosho_control_item_get_number (item),
                              !chosho_control_tree_is_folded (self->tree, chosho_control_item_get_number (item)));
  else
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
want_chosen (gpointer list)
{
  ChoshoControlList *self = list;
  g_auto (GStrv) chosen = chosho_control_list_dup_chosen (self);

  if (g_strv_length (chosen) == 1)
    g_signal_emit (self, signals[SIGNAL_WANTED], 0);
  return G_SOURCE_REMOVE;
}

/* A click on a line wants to see its control, also where that was chosen before. The line itself chooses it after this. */
static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, ChoshoControlList *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *line = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  while (line != NULL && gtk_widget_get_parent (line) != GTK_WIDGET (self->view))
    line = line == GTK_WIDGET (self->view) ? NULL : gtk_widget_get_parent (line);
  if (line == NULL || n_press != 1 || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0
      || chosho_control_item_is_heading (chosho_control_row_get_item (CHOSHO_CONTROL_ROW (gtk_widget_get_first_child (line)))))
    return;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, want_chosen, g_object_ref (self), g_object_unref);
}

static void
install_click (ChoshoControlList *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE); /* a line keeps its clicks to itself */
  g_signal_connect (click, "released", G_CALLBACK (on_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

/* To the line @position, as the arrows go. */
static void
go_to (ChoshoControlList *self, guint position)
{
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->tree)))
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
      chosho_list_focus_chosen (GTK_WIDGET (self->view));
    }
}

/* As in every tree: Left folds a heading, and leads from a control or a folded heading to the heading above; Right unfolds it, and then leads
 * to what is below. A filter shows through folds: then the keys only go. */
static gboolean
fold_line (GtkWidget *child, gboolean fold, gpointer user_data)
{
  ChoshoControlList *self = user_data;
  ChoshoControlItem *item = chosho_control_row_get_item (CHOSHO_CONTROL_ROW (child));
  const char *number = chosho_control_item_get_number (item);
  gboolean heading = chosho_control_item_is_heading (item);
  guint position;

  if (heading && chosho_control_filter_is_empty (self->filter) && chosho_control_item_is_folded (item) != fold)
    chosho_control_tree_fold (self->tree, number, fold);
  else if (fold ? chosho_control_tree_find_above (self->tree, item, &position) : heading && chosho_control_tree_find (self->tree, number, &position))
    go_to (self, fold ? position : position + 1);
  return TRUE;
}

static void
on_fold_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoControlList *self = CHOSHO_CONTROL_LIST (widget);

  if (self->tree != NULL)
    chosho_control_tree_fold_all (self->tree, g_str_equal (name, "list.fold-all"));
}

static void
select_position (ChoshoControlList *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  chosho_list_scroll_to (GTK_WIDGET (self->view), position);
}

void
chosho_control_list_move (ChoshoControlList *self, int step)
{
  ChoshoControlItem *next = chosho_control_tree_look_on (self->tree, self->selected, step, FALSE, NULL, NULL);

  if (next != NULL)
    chosho_control_list_select (self, chosho_control_item_get_number (next));
}

gboolean
chosho_control_list_move_to (ChoshoControlList *self, ChoshoControlTest test, gpointer user_data)
{
  ChoshoControlItem *next = chosho_control_tree_look_on (self->tree, self->selected, 1, TRUE, test, user_data);

  if (next != NULL)
    chosho_control_list_select (self, chosho_control_item_get_number (next));
  return next != NULL;
}

guint
chosho_control_list_get_rank (ChoshoControlList *self, guint *count)
{
  return chosho_control_tree_get_rank (self->tree, self->selected, count);
}

void
chosho_control_list_select (ChoshoControlList *self, const char *number)
{
  guint position;

  if (!chosho_control_tree_find (self->tree, number, &position))
    chosho_control_tree_reveal (self->tree, number);
  if (!chosho_control_tree_find (self->tree, number, &position))
    chosho_control_list_set_filter (self, NULL);
  if (chosho_control_tree_find (self->tree, number, &position))
    select_position (self, position);
}

const char *
chosho_control_list_get_selected (ChoshoControlList *self)
{
  return self->selected;
}

GtkWidget *
chosho_control_list_get_view (ChoshoControlList *self)
{
  return GTK_WIDGET (self->view);
}

void
chosho_control_list_focus_search (ChoshoControlList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoControlList *self)
{
  ChoshoControlRow *row = chosho_control_row_new ();

  chosho_control_row_set_wide (row, self->wide);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoControlList *self)
{
  ChoshoControlItem *item = gtk_list_item_get_item (list_item);
  ChoshoControlRow *row = CHOSHO_CONTROL_ROW (gtk_list_item_get_child (list_item));

  chosho_control_row_set_item (row, item); /* headings can be chosen too: GTK 4.8 lets the keys stop at nothing else */
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  chosho_control_row_set_item (CHOSHO_CONTROL_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
on_resized_cb (ChoshoControlList *self, int width)
{
  gboolean wide = width >= WHO_WIDTH;

  if (self->wide == wide)
    return;
  self->wide = wide;
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->view)); line != NULL; line = gtk_widget_get_next_sibling (line))
    chosho_control_row_set_wide (CHOSHO_CONTROL_ROW (gtk_widget_get_first_child (line)), wide);
}

/* --- Copying ------------------------------------------------------------------------------------------------- */

static const ChoshoRowField columns[] = {
  { "number", N_("Number"), NULL },
  { "title", N_("Title"), NULL },
  { "state", N_("State"), chosho_word_state },
  { "stale", N_("Changed after sign-off"), NULL },
  { "suspended", N_("Suspended"), NULL },
  { "mandatory", N_("Mandatory"), NULL },
  { "assignee", N_("Assignee"), NULL },
  { "reviewer", N_("To be reviewed by"), NULL },
  { "due", N_("Due"), NULL },
  { "visit", N_("Visit"), NULL },
  { "evidence", N_("Evidence"), NULL },
  { "open_notes", N_("Open review notes"), NULL },
  { NULL, NULL, NULL },
};

/* Controls alone: a heading is no line of a table, and who has chosen nothing but headings has chosen none. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  ChoshoControlList *self = user_data;
  g_auto (GStrv) chosen = chosho_control_list_dup_chosen (self);
  g_autoptr (GtkBitset) positions = chosho_list_copy_get_positions (GTK_SELECTION_MODEL (self->selection), all || chosen[0] == NULL);
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;
  gboolean valid;

  chosho_list_copy_append_heads (text, columns);
  for (valid = gtk_bitset_iter_init_first (&iter, positions, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (G_LIST_MODEL (self->tree), position);

      if (!chosho_control_item_is_heading (item))
        chosho_list_copy_append_row (text, columns, self->context, chosho_control_item_get_row (item));
    }
  return g_string_free (text, FALSE);
}

/* --- Context ------------------------------------------------------------------------------------------------- */

static void
take_viewer (ChoshoControlList *self)
{
  const char *zone = chosho_value_get_string (chosho_context_get_engagement (self->context), "time_zone");
  g_autofree char *today = chosho_date_of_time (chosho_clock_now_us (), zone != NULL ? zone : "UTC");

  chosho_control_filter_set_viewer (self->filter, chosho_context_get_me (self->context), chosho_context_get_members (self->context), today);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chip_mine), chosho_context_get_me (self->context) != NULL);
}

void
chosho_control_list_update (ChoshoControlList *self)
{
  take_viewer (self);
  chosho_filter_popover_set_choices (self->popover, self->context);
  chosho_control_tree_keep (self->tree, self->selected);
  chosho_control_tree_refilter (self->tree);
  update_page (self);
}

/* In a wide window the list wants room for titles: by its search field, since its rows do not say how wide they would like to be. */
static void
on_width_cb (ChoshoContext *context, GParamSpec *pspec, ChoshoControlList *self)
{
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->search), chosho_context_get_width (context) == CHOSHO_WIDTH_WIDE ? WIDE_CHARS : -1);
}

void
chosho_control_list_set_context (ChoshoControlList *self, ChoshoContext *context)
{
  self->context = g_object_ref (context);
  self->tree = chosho_control_tree_new (chosho_context_get_controls (context), self->filter);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->tree)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  chosho_badge_chip_follow (CHOSHO_BADGE_CHIP (self->chip_asking), context, "controls");
  g_signal_connect_object (context, "notify::width", G_CALLBACK (on_width_cb), self, 0);
  on_width_cb (context, NULL, self);
}

/* --- Class --------------------------------------------------------------------------------------------------- */

static void
chosho_control_list_dispose (GObject *object)
{
  ChoshoControlList *self = CHOSHO_CONTROL_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_control_list_parent_class)->dispose (object);
}

static void
chosho_control_list_finalize (GObject *object)
{
  ChoshoControlList *self = CHOSHO_CONTROL_LIST (object);

  chosho_control_filter_free (self->filter);
  g_free (self->selected);
  G_OBJECT_CLASS (chosho_control_list_parent_class)->finalize (object);
}

static void
chosho_control_list_class_init (ChoshoControlListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_control_list_finalize;
  G_OBJECT_CLASS (klass)->dispose = chosho_control_list_dispose;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FILTERED] = g_signal_new ("filtered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_BADGE_CHIP);
  g_type_ensure (CHOSHO_TYPE_FILTER_POPOVER);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-control-list.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoControlList, name)
  CHILD (search);
  CHILD (chip_all);
  CHILD (chip_asking);
  CHILD (chip_mine);
  CHILD (chip_open);
  CHILD (chip_stale);
  CHILD (filter_button);
  CHILD (popover);
  CHILD (summary_bar);
  CHILD (summary);
  CHILD (conditions);
  CHILD (stack);
  CHILD (view);
  CHILD (bulk);
  CHILD (bulk_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_resized_cb);
  gtk_widget_class_install_action (widget_class, "list.fold-all", NULL, on_fold_all_action);
  gtk_widget_class_install_action (widget_class, "list.unfold-all", NULL, on_fold_all_action);
}

static void
chosho_control_list_init (ChoshoControlList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkToggleButton **chips[] = { &self->chip_all, &self->chip_asking, &self->chip_mine, &self->chip_open, &self->chip_stale };

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (self->search, NULL);
  self->filter = chosho_control_filter_new ();
  chosho_filter_popover_set_filter (self->popover, self->filter);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  chosho_list_copy_install (GTK_WIDGET (self->view), dup_table, self);
  chosho_fold_keys_install (GTK_WIDGET (self->view), fold_line, self);
  install_click (self);
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    g_signal_connect (*chips[i], "toggled", G_CALLBACK (on_chip_toggled_cb), self);
  g_signal_connect_swapped (self->popover, "changed", G_CALLBACK (refilter), self);
}
