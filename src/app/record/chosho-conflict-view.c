/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-conflict-view.h"
#include "chosho-conflict-words.h"
#include "chosho-diff-label.h"
#include "chosho-field-words.h"
#include "chosho-own-words-dialog.h"
#include "chosho-text-label.h"

struct _ChoshoConflictView
{
  AdwBin parent_instance;

  GtkBox        *box;      /* (borrowed) */
  ChoshoContext *context;  /* (owned) */
  ChoshoValue   *conflict; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoConflictView, chosho_conflict_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_DECIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The columns of one conflict, while they are made. */
typedef struct
{
  ChoshoConflictView *view;
  GtkGrid            *grid;
  gboolean            beside; /* else below each other */
  GPtrArray          *fields; /* (element-type utf8, borrowed) those that differ */
} Columns;

/* --- Fields ---------------------------------------------------------------------------------------- */

/* (nullable) What stood before, else NULL. */
static ChoshoValue *
get_base (ChoshoConflictView *self)
{
  ChoshoValue *base = chosho_value_get (self->conflict, "base");

  return chosho_value_get_length (base) > 0 ? base : NULL;
}

static gboolean
differs (ChoshoConflictView *self, ChoshoValue *value, const char *field)
{
  ChoshoValue *values = chosho_value_get (self->conflict, "values");
  ChoshoValue *own = chosho_value_get (chosho_value_get (value, "value"), field);
  ChoshoValue *base = get_base (self);

  for (guint i = 0; i <= chosho_value_get_length (values); i++)
    {
      ChoshoValue *beside = i < chosho_value_get_length (values) ? chosho_value_get_item (values, i) : base;
      ChoshoValue *other = chosho_value_get (chosho_value_get (beside, "value"), field);

      if (beside != NULL && (other == NULL || !chosho_value_equal (own, other)))
        return TRUE;
    }
  return FALSE;
}

/* Which thing it is about says the place where it is shown; the first entry about it has no such field. */
static gboolean
names_thing (ChoshoConflictView *self, ChoshoValue *item, const char *field)
{
  return g_strcmp0 (chosho_value_get_string (item, field), chosho_value_get_string (self->conflict, "of")) == 0;
}

static void
add_fields (ChoshoConflictView *self, ChoshoValue *value, GPtrArray *fields)
{
  ChoshoValue *item = chosho_value_get (value, "value");

  for (guint i = 0; i < chosho_value_get_length (item); i++)
    {
      const char *field = chosho_value_get_key (item, i);

      if (chosho_field_word_label (field) != NULL && !g_ptr_array_find_with_equal_func (fields, field, g_str_equal, NULL)
          && !names_thing (self, item, field) && differs (self, value, field))
        g_ptr_array_add (fields, (gpointer) field);
    }
}

/* (transfer container) */
static GPtrArray *
list_fields (ChoshoConflictView *self)
{
  ChoshoValue *values = chosho_value_get (self->conflict, "values");
  GPtrArray *fields = g_ptr_array_new ();

  if (get_base (self) != NULL)
    add_fields (self, get_base (self), fields);
  for (guint i = 0; i < chosho_value_get_length (values); i++)
    add_fields (self, chosho_value_get_item (values, i), fields);
  return fields;
}

/* (transfer full) (nullable) */
static char *
dup_words (ChoshoConflictView *self, ChoshoValue *value, const char *field)
{
  const char *action = chosho_value_get_string (value, "action");

  return chosho_field_word_dup_value (self->context, action != NULL ? action : "", field, chosho_value_get (chosho_value_get (value, "value"), field), NULL);
}

/* --- Columns --------------------------------------------------------------------------------------- */

static void
put (const Columns *columns, guint column, guint row, GtkWidget *widget)
{
  guint rows = 2 + 2 * columns->fields->len; /* who, then what, then the button */

  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  if (columns->beside)
    gtk_grid_attach (columns->grid, widget, (int) column, (int) row, 1, 1);
  else
    gtk_grid_attach (columns->grid, widget, 0, (int) (column * rows + row), 1, 1);
}

static GtkWidget *
new_field (const Columns *columns, ChoshoValue *value, const char *field)
{
  ChoshoValue *base = get_base (columns->view);
  g_autofree char *words = dup_words (columns->view, value, field);
  g_autofree char *before = base != NULL && base != value ? dup_words (columns->view, base, field) : NULL;

  if (before != NULL && chosho_field_word_is_text (field))
    return chosho_diff_label_new (before, words);
  return chosho_text_label_new_selectable (words != NULL ? words : "—", NULL);
}

static void
add_column (const Columns *columns, guint column, const char *title, ChoshoValue *value)
{
  put (columns, column, 0, chosho_text_label_new (title, "caption-heading"));
  for (guint i = 0; i < columns->fields->len; i++)
    {
      const char *field = g_ptr_array_index (columns->fields, i);

      put (columns, column, 1 + 2 * i, chosho_text_label_new (chosho_field_word_label (field), "chosho-who"));
      put (columns, column, 2 + 2 * i, new_field (columns, value, field));
    }
}

static void
on_choose_clicked_cb (GtkWidget *button, ChoshoConflictView *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0, chosho_value_get_string (self->conflict, "id"),
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number")), NULL);
}

static void
add_choice (const Columns *columns, guint column, guint number, ChoshoValue *value)
{
  ChoshoConflictView *self = columns->view;
  g_autofree char *author = chosho_conflict_words_dup_author (value);
  g_autofree char *name = g_strdup_printf (_("Let this stand: %s"), author);
  GtkWidget *button = gtk_button_new_with_label (_("Let This Stand"));

  add_column (columns, column, author, value);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  chosho_accessible_set_name (button, name);
  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (number));
  g_signal_connect (button, "clicked", G_CALLBACK (on_choose_clicked_cb), self);
  gtk_widget_set_sensitive (button, chosho_context_get_my_id (self->context) != NULL);
  put (columns, column, 1 + 2 * columns->fields->len, button);
}

/* --- Words of one's own ------------------------------------------------------------------------------ */

static void
on_written_cb (ChoshoOwnWordsDialog *dialog, guint number, const char *text, ChoshoConflictView *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0, chosho_value_get_string (self->conflict, "id"), number, text);
}

static void
on_write_clicked_cb (ChoshoConflictView *self)
{
  ChoshoOwnWordsDialog *dialog = chosho_own_words_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->conflict);

  g_signal_connect_object (dialog, "written", G_CALLBACK (on_written_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_writing (ChoshoConflictView *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Write Other Words…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, chosho_context_get_my_id (self->context) != NULL);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_write_clicked_cb), self);
  gtk_box_append (self->box, button);
}

static void
build (ChoshoConflictView *self)
{
  ChoshoValue *values = chosho_value_get (self->conflict, "values");
  g_autofree char *title = chosho_conflict_words_dup_title (self->conflict);
  g_autoptr (GPtrArray) fields = list_fields (self);
  const Columns columns = { self, GTK_GRID (gtk_grid_new ()), chosho_context_get_width (self->context) != CHOSHO_WIDTH_SINGLE, fields };
  guint column = 0;

  chosho_clear_box (self->box);
  gtk_grid_set_column_homogeneous (columns.grid, TRUE);
  gtk_grid_set_column_spacing (columns.grid, 18);
  gtk_grid_set_row_spacing (columns.grid, 3);
  gtk_box_append (self->box, chosho_text_label_new (title, "heading"));
  if (chosho_value_get_length (chosho_value_get (self->conflict, "differences")) == 0)
    gtk_box_append (self->box, chosho_text_label_new (_("Both say the same: either may stand."), "dim-label"));
  gtk_box_append (self->box, GTK_WIDGET (columns.grid));
  if (get_base (self) != NULL)
    {
      g_autofree char *author = chosho_conflict_words_dup_author (get_base (self));
      g_autofree char *before = g_strjoin (" · ", _("Before"), author, NULL);

      add_column (&columns, column++, before, get_base (self));
    }
  for (guint i = 0; i < chosho_value_get_length (values); i++)
    add_choice (&columns, column++, i + 1, chosho_value_get_item (values, i));
  if (chosho_value_get_string (self->conflict, "text_field") != NULL)
    add_writing (self);
}

/* --- Class ----------------------------------------------------------------------------------------- */

static void
chosho_conflict_view_finalize (GObject *object)
{
  ChoshoConflictView *self = CHOSHO_CONFLICT_VIEW (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->conflict, chosho_value_unref);
  G_OBJECT_CLASS (chosho_conflict_view_parent_class)->finalize (object);
}

static void
chosho_conflict_view_class_init (ChoshoConflictViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_conflict_view_finalize;
  signals[SIGNAL_DECIDE] = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                         G_TYPE_UINT, G_TYPE_STRING);
}

static void
chosho_conflict_view_init (ChoshoConflictView *self)
{
}

GtkWidget *
chosho_conflict_view_new (ChoshoContext *context, ChoshoValue *conflict)
{
  ChoshoConflictView *self = g_object_new (CHOSHO_TYPE_CONFLICT_VIEW, NULL);
  g_autofree char *title = chosho_conflict_words_dup_title (conflict);

  self->context = g_object_ref (context);
  self->conflict = chosho_value_ref (conflict);
  self->box = GTK_BOX (chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 6, title));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "chosho-choice");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "card");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  g_signal_connect_object (context, "notify::width", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  build (self);
  return GTK_WIDGET (self);
}

ChoshoValue *
chosho_conflict_view_make_decision (const char *conflict, guint number, const char *text)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", conflict);
  if (number > 0)
    chosho_value_set_integer (args, "value", number);
  chosho_value_set_string (args, "text", text);
  return args;
}
