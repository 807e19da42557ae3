/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-sample-cursor.h"
#include "chosho-sample-grid.h"
#include "chosho-sample-row.h"
#include "chosho-text-scale.h"

struct _ChoshoSampleGrid
{
  GtkBox parent_instance;

  GtkBox      *head;     /* (borrowed) headings */
  GtkListView *view;     /* (borrowed) */

  ChoshoSampleSheet *sheet; /* (borrowed) (nullable) */
  GHashTable  *bound;    /* (owned) position -> ChoshoSampleRow (borrowed) of the lines with widgets */
  guint        row;
  guint        column;
  guint        wanted;   /* line whose cell takes the focus as soon as it has a widget; GTK_INVALID_LIST_POSITION: none */
  gboolean     editable;

  /* The remark is of the item that was marked last, although the cursor went on; from the remark it comes back to where it was. */
  guint        marked_row; /* GTK_INVALID_LIST_POSITION: another key came since, or the pointer */
  guint        marked_column;
  guint        next_row;   /* GTK_INVALID_LIST_POSITION: to where it is */
  guint        next_column;
};

G_DEFINE_FINAL_TYPE (ChoshoSampleGrid, chosho_sample_grid, GTK_TYPE_BOX)

enum
{
  SIGNAL_CURSOR_MOVED,
  SIGNAL_EDITED,
  SIGNAL_REMARK,
  SIGNAL_EVIDENCE,
  SIGNAL_DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_n_rows (ChoshoSampleGrid *self)
{
  return self->sheet != NULL ? chosho_sample_sheet_get_n_items (self->sheet) : 0;
}

static guint
get_n_columns (ChoshoSampleGrid *self)
{
  return self->sheet != NULL ? chosho_sample_sheet_get_n_attributes (self->sheet) : 0;
}

static ChoshoSampleRow *
get_bound (ChoshoSampleGrid *self, guint row)
{
  return g_hash_table_lookup (self->bound, GUINT_TO_POINTER (row));
}

/* --- Cursor ------------------------------------------------------------------------------------------------ */

static void
place_cursor (ChoshoSampleGrid *self, guint row, guint column)
{
  ChoshoSampleRow *old = get_bound (self, self->row);
  ChoshoSampleRow *current = get_bound (self, row);
  gboolean moved = row != self->row || column != self->column;

  if (old != NULL)
    chosho_sample_row_set_current (old, FALSE);
  self->row = row;
  self->column = column;
  if (current != NULL)
    chosho_sample_row_set_current (current, TRUE);
  if (moved)
    g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0);
}

void
chosho_sample_grid_move (ChoshoSampleGrid *self, guint row, guint column)
{
  if (row >= get_n_rows (self) || column >= get_n_columns (self))
    return;
  place_cursor (self, row, column);
  self->wanted = row;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", row);
  if (get_bound (self, row) != NULL)
    {
      self->wanted = GTK_INVALID_LIST_POSITION;
      chosho_sample_row_focus_cell (get_bound (self, row), column);
    }
}

gboolean
chosho_sample_grid_get_cursor (ChoshoSampleGrid *self, guint *row, guint *column)
{
  *row = self->row;
  *column = self->column;
  return self->row < get_n_rows (self) && self->column < get_n_columns (self);
}

/* The first open cell from there on, round the end. */
static gboolean
find_open (ChoshoSampleGrid *self, guint *row, guint *column)
{
  guint n_columns = get_n_columns (self);
  guint n_cells = get_n_rows (self) * n_columns;
  guint start = *row * n_columns + *column;

  for (guint i = 0; i < n_cells; i++)
    {
      guint place = (start + i) % n_cells;
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (self->sheet, place / n_columns, place % n_columns, &cell);
      if (cell.state != NULL || chosho_sample_sheet_is_answered (self->sheet, place / n_columns))
        continue;
      *row = place / n_columns;
      *column = place % n_columns;
      return TRUE;
    }
  return FALSE;
}

gboolean
chosho_sample_grid_go_open (ChoshoSampleGrid *self)
{
  guint row = self->row, column = self->column;

  if (!find_open (self, &row, &column))
    return FALSE;
  self->marked_row = GTK_INVALID_LIST_POSITION;
  chosho_sample_grid_move (self, row, column);
  return TRUE;
}

static gboolean
move (ChoshoSampleGrid *self, ChoshoMove where)
{
  guint row = self->row, column = self->column;

  if (!chosho_sample_cursor_move (where, get_n_rows (self), get_n_columns (self), &row, &column))
    return FALSE;
  chosho_sample_grid_move (self, row, column);
  return TRUE;
}

/* --- Typing ----------------------------------------------------------------------------------------------------- */

static void
note_edited (guint row, gpointer user_data)
{
  ChoshoSampleGrid *self = user_data;

  chosho_sample_grid_refresh (self, row);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, row);
}

/* Of the item @row; then on at the next cell. */
static void
ask_remark (ChoshoSampleGrid *self, guint row, guint column)
{
  guint next_row = row, next_column = column;

  if (!chosho_sample_cursor_move (CHOSHO_MOVE_NEXT, get_n_rows (self), get_n_columns (self), &next_row, &next_column))
    next_row = GTK_INVALID_LIST_POSITION;
  chosho_sample_grid_move (self, row, column);
  self->next_row = next_row;
  self->next_column = next_column;
  g_signal_emit (self, signals[SIGNAL_REMARK], 0);
}

void
chosho_sample_grid_resume (ChoshoSampleGrid *self)
{
  guint row = self->row, column = self->column;

  self->marked_row = GTK_INVALID_LIST_POSITION;
  if (self->next_row != GTK_INVALID_LIST_POSITION)
    {
      row = self->next_row;
      column = self->next_column;
      self->next_row = GTK_INVALID_LIST_POSITION;
    }
  chosho_sample_grid_move (self, row, column);
}

/* From what was just marked; its remark can still be asked for. */
static void
go_on (ChoshoSampleGrid *self, ChoshoMove where)
{
  self->marked_row = self->row;
  self->marked_column = self->column;
  move (self, where);
}

static void
type_state (ChoshoSampleGrid *self, const char *state, GdkModifierType modifiers)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0, control = (modifiers & GDK_CONTROL_MASK) != 0;

  if (shift && control)
    chosho_sample_sheet_fill_column (self->sheet, self->column, state, note_edited, self);
  else if (shift)
    {
      if (chosho_sample_sheet_fill_row (self->sheet, self->row, state) > 0)
        note_edited (self->row, self);
      go_on (self, CHOSHO_MOVE_DOWN);
    }
  else
    {
      if (chosho_sample_sheet_set_state (self->sheet, self->row, self->column, state))
        note_edited (self->row, self);
      if (strcmp (state, "replaced") == 0)
        ask_remark (self, self->row, self->column); /* it needs a reason */
      else
        go_on (self, CHOSHO_MOVE_NEXT);
    }
}

static const char *
get_state_of_key (guint key)
{
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_o: case GDK_KEY_1: case GDK_KEY_KP_1: return "no-exception";
    case GDK_KEY_x: case GDK_KEY_2: case GDK_KEY_KP_2: return "exception";
    case GDK_KEY_r: case GDK_KEY_3: case GDK_KEY_KP_3: return "replaced";
    case GDK_KEY_n: case GDK_KEY_4: case GDK_KEY_KP_4: return "not-obtained";
    default: return NULL;
    }
}

/* Whether the key was one of those that type. */
static gboolean
type_key (ChoshoSampleGrid *self, guint key, GdkModifierType modifiers)
{
  const char *state = get_state_of_key (key);
  guint marked = self->marked_row;

  self->marked_row = self->next_row = GTK_INVALID_LIST_POSITION;
  if ((modifiers & GDK_ALT_MASK) != 0 || ((modifiers & GDK_CONTROL_MASK) != 0 && (modifiers & GDK_SHIFT_MASK) == 0))
    return FALSE;
  if (!self->editable)
    return FALSE;
  if (state != NULL)
    type_state (self, state, modifiers);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    {
      if (chosho_sample_sheet_set_state (self->sheet, self->row, self->column, NULL))
        note_edited (self->row, self);
    }
  else if (key == GDK_KEY_F2 && marked != GTK_INVALID_LIST_POSITION)
    ask_remark (self, marked, self->marked_column);
  else if (key == GDK_KEY_F2)
    g_signal_emit (self, signals[SIGNAL_REMARK], 0);
  else if (gdk_keyval_to_lower (key) == GDK_KEY_e)
    g_signal_emit (self, signals[SIGNAL_EVIDENCE], 0);
  else
    return FALSE;
  return TRUE;
}

static gboolean
move_key (ChoshoSampleGrid *self, guint key, GdkModifierType modifiers)
{
  gboolean control = (modifiers & GDK_CONTROL_MASK) != 0, shift = (modifiers & GDK_SHIFT_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left: move (self, CHOSHO_MOVE_LEFT); return TRUE;
    case GDK_KEY_Right: case GDK_KEY_KP_Right: move (self, CHOSHO_MOVE_RIGHT); return TRUE;
    case GDK_KEY_Up: case GDK_KEY_KP_Up: move (self, CHOSHO_MOVE_UP); return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down: move (self, CHOSHO_MOVE_DOWN); return TRUE;
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up: move (self, CHOSHO_MOVE_PAGE_UP); return TRUE;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down: move (self, CHOSHO_MOVE_PAGE_DOWN); return TRUE;
    case GDK_KEY_Home: case GDK_KEY_KP_Home: move (self, control ? CHOSHO_MOVE_START : CHOSHO_MOVE_LINE_START); return TRUE;
    case GDK_KEY_End: case GDK_KEY_KP_End: move (self, control ? CHOSHO_MOVE_END : CHOSHO_MOVE_LINE_END); return TRUE;
    case GDK_KEY_Return: case GDK_KEY_KP_Enter:
      if (control)
        return FALSE;
      move (self, shift ? CHOSHO_MOVE_UP : CHOSHO_MOVE_DOWN);
      return TRUE;
    case GDK_KEY_Tab: case GDK_KEY_KP_Tab: return !control && move (self, CHOSHO_MOVE_NEXT); /* past the last cell it leaves the grid */
    case GDK_KEY_ISO_Left_Tab: return !control && move (self, CHOSHO_MOVE_PREVIOUS);
    default: return FALSE;
    }
}

/* Copy and paste as in any table: the page's own verbs. */
static gboolean
clipboard_key (ChoshoSampleGrid *self, guint key, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK)
    return FALSE;
  if (gdk_keyval_to_lower (key) == GDK_KEY_c)
    return gtk_widget_activate_action (GTK_WIDGET (self), "samples.copy", NULL);
  if (gdk_keyval_to_lower (key) == GDK_KEY_v)
    return gtk_widget_activate_action (GTK_WIDGET (self), "samples.paste", NULL);
  return FALSE;
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, ChoshoSampleGrid *self)
{
  if (get_n_rows (self) == 0 || get_n_columns (self) == 0 || (modifiers & GDK_ALT_MASK) != 0)
    return FALSE;
  return type_key (self, key, modifiers) || clipboard_key (self, key, modifiers) || move_key (self, key, modifiers);
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

void
chosho_sample_grid_refresh (ChoshoSampleGrid *self, guint row)
{
  ChoshoSampleRow *line = get_bound (self, row);

  if (line != NULL)
    chosho_sample_row_show (line, self->sheet, row);
}

void
chosho_sample_grid_refresh_all (ChoshoSampleGrid *self)
{
  GHashTableIter iter;
  gpointer position, line;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &position, &line))
    chosho_sample_row_show (line, self->sheet, GPOINTER_TO_UINT (position));
}

static guint
get_position (ChoshoSampleRow *line)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (line), "position"));
}

/* Whoever points somewhere means what is there. */
static void
on_pressed_cb (ChoshoSampleGrid *self)
{
  self->marked_row = self->next_row = GTK_INVALID_LIST_POSITION;
}

static void
on_row_chosen_cb (ChoshoSampleRow *line, guint column, ChoshoSampleGrid *self)
{
  if (get_position (line) != self->row || column != self->column) /* not where a key went on to */
    self->marked_row = self->next_row = GTK_INVALID_LIST_POSITION;
  place_cursor (self, get_position (line), column);
}

static void
on_row_drop_cb (ChoshoSampleRow *line, GdkFileList *files, ChoshoSampleGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_DROP], 0, get_position (line), files);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoSampleGrid *self)
{
  ChoshoSampleRow *line = chosho_sample_row_new (get_n_columns (self));

  g_signal_connect_object (line, "chosen", G_CALLBACK (on_row_chosen_cb), self, 0);
  g_signal_connect_object (line, "drop", G_CALLBACK (on_row_drop_cb), self, 0);
  gtk_list_item_set_child (list_item, GTK_WIDGET (line));
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoSampleGrid *self)
{
  ChoshoSampleRow *line = CHOSHO_SAMPLE_ROW (gtk_list_item_get_child (list_item));
  guint position = gtk_list_item_get_position (list_item);

  gtk_widget_set_focusable (gtk_widget_get_parent (GTK_WIDGET (line)), FALSE); /* the cells alone take the focus */
  g_object_set_data (G_OBJECT (line), "position", GUINT_TO_POINTER (position));
  g_hash_table_insert (self->bound, GUINT_TO_POINTER (position), line);
  chosho_sample_row_show (line, self->sheet, position);
  chosho_sample_row_set_current (line, position == self->row);
  if (position == self->wanted)
    {
      self->wanted = GTK_INVALID_LIST_POSITION;
      chosho_sample_row_focus_cell (line, self->column);
    }
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoSampleGrid *self)
{
  ChoshoSampleRow *line = CHOSHO_SAMPLE_ROW (gtk_list_item_get_child (list_item));

  if (get_bound (self, get_position (line)) == line)
    g_hash_table_remove (self->bound, GUINT_TO_POINTER (get_position (line)));
}

/* --- Headings ------------------------------------------------------------------------------------------------------ */

static void
add_heading (ChoshoSampleGrid *self, const char *text, int width, float align, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_size_request (label, (int) (width * chosho_text_scale_get (label)), -1);
  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_set_hexpand (label, expand);
  gtk_box_append (self->head, label);
}

static void
show_headings (ChoshoSampleGrid *self)
{
  chosho_clear_box (self->head);
  add_heading (self, _("No."), CHOSHO_SAMPLE_NUMBER_WIDTH, 1, FALSE);
  add_heading (self, _("Item"), CHOSHO_SAMPLE_LABEL_WIDTH, 0, FALSE);
  for (guint i = 0; i < get_n_columns (self); i++)
    add_heading (self, chosho_sample_sheet_get_attribute (self->sheet, i), CHOSHO_SAMPLE_CELL_WIDTH, 0, FALSE);
  add_heading (self, _("Evidence"), CHOSHO_SAMPLE_EVIDENCE_WIDTH, 0.5, FALSE);
  add_heading (self, _("Remark"), CHOSHO_SAMPLE_NOTE_WIDTH, 0, TRUE);
}

/* --- Sheet --------------------------------------------------------------------------------------------------------- */

static GtkListItemFactory *
make_factory (ChoshoSampleGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_cb), self, 0);
  return factory;
}

void
chosho_sample_grid_rebuild (ChoshoSampleGrid *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = make_factory (self);
  GtkSelectionModel *selection;

  gtk_list_view_set_model (self->view, NULL);
  g_hash_table_remove_all (self->bound);
  show_headings (self);
  self->row = MIN (self->row, MAX (get_n_rows (self), 1) - 1);
  self->column = MIN (self->column, MAX (get_n_columns (self), 1) - 1);
  for (guint i = 0; i < get_n_rows (self); i++)
    gtk_string_list_append (names, chosho_sample_sheet_get_item (self->sheet, i));
  gtk_list_view_set_factory (self->view, factory);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&names))));
  gtk_list_view_set_model (self->view, selection);
  g_object_unref (selection);
}

void
chosho_sample_grid_set_sheet (ChoshoSampleGrid *self, ChoshoSampleSheet *sheet)
{
  gtk_list_view_set_model (self->view, NULL);
  self->sheet = sheet;
  self->row = self->column = 0;
  self->wanted = GTK_INVALID_LIST_POSITION;
  self->marked_row = self->next_row = GTK_INVALID_LIST_POSITION;
  if (sheet != NULL && get_n_rows (self) > 0 && get_n_columns (self) > 0)
    find_open (self, &self->row, &self->column);
  chosho_sample_grid_rebuild (self);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0);
}

void
chosho_sample_grid_set_editable (ChoshoSampleGrid *self, gboolean editable)
{
  self->editable = editable;
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

static void
chosho_sample_grid_dispose (GObject *object)
{
  ChoshoSampleGrid *self = CHOSHO_SAMPLE_GRID (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  G_OBJECT_CLASS (chosho_sample_grid_parent_class)->dispose (object);
}

static void
chosho_sample_grid_finalize (GObject *object)
{
  g_hash_table_unref (CHOSHO_SAMPLE_GRID (object)->bound);
  G_OBJECT_CLASS (chosho_sample_grid_parent_class)->finalize (object);
}

static void
chosho_sample_grid_class_init (ChoshoSampleGridClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_sample_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_sample_grid_finalize;
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_REMARK] = g_signal_new ("remark", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EVIDENCE] = g_signal_new ("evidence", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, GDK_TYPE_FILE_LIST);
}

/* The headings scroll sideways with the lines, and stay above them. */
static void
add_parts (ChoshoSampleGrid *self)
{
  GtkWidget *outer = gtk_scrolled_window_new ();
  GtkWidget *inner = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->head), "chosho-sample-head");
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "chosho-sample-grid");
  chosho_accessible_set_name (self->view, _("Items and results"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (outer), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (inner), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (inner), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (inner, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (box), inner);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (outer), box);
  gtk_widget_set_hexpand (outer, TRUE);
  gtk_widget_set_vexpand (outer, TRUE);
  gtk_box_append (GTK_BOX (self), outer);
}

static void
chosho_sample_grid_init (ChoshoSampleGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  self->bound = g_hash_table_new (NULL, NULL);
  self->wanted = GTK_INVALID_LIST_POSITION;
  self->marked_row = self->next_row = GTK_INVALID_LIST_POSITION;
  add_parts (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
