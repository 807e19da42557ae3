/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-sheet-view.h"

#include <glib/gi18n-lib.h>

#include "chosho-content-place.h"
#include "chosho-error.h"
#include "chosho-grid-view.h"

#define LISTED_OBJECTS 200 /* in the menu; all are in the sheet */

struct _ChoshoSheetView
{
  GtkBox parent_instance;

  /* Template */
  GtkEntry       *place;
  GtkLabel       *text;
  ChoshoGridView *grid;
  GtkBox         *tabs;
  GtkWidget      *tab_bar;
  GtkMenuButton  *objects;

  ChoshoDocument *document;    /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) (nullable) */
  GPtrArray      *sheets;      /* (owned) (element-type ChoshoSheetInfo) */
  GPtrArray      *buttons;     /* (owned) (element-type GtkToggleButton, borrowed) of the tabs */
  guint           sheet;
  char           *wanted;      /* (owned) (nullable) place to go to once the sheets are known */
  gboolean        quiet;       /* tabs are changed by us */
  /* Search */
  char           *needle;      /* (owned) (nullable) */
  int             direction;
  guint           left;        /* sheets still to look at */
  gboolean        continuing;  /* another sheet was opened to go on in it */
};

G_DEFINE_FINAL_TYPE (ChoshoSheetView, chosho_sheet_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_OPEN_MEMBER,
  SIGNAL_SEARCHED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Sheets --------------------------------------------------------------------------------------------------- */


static void
open_sheet (ChoshoSheetView *self, guint sheet)
{
  const ChoshoSheetInfo *info = g_ptr_array_index (self->sheets, sheet);

  self->sheet = sheet;
  self->quiet = TRUE;
  if (sheet < self->buttons->len)
    gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, sheet), TRUE);
  self->quiet = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->place), "");
  gtk_label_set_text (self->text, "");
  gtk_menu_button_set_menu_model (self->objects, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->objects), FALSE);
  chosho_grid_view_set_sheet (self->grid, self->document, sheet, info->name, NULL);
}

static void
on_tab_cb (GtkToggleButton *button, ChoshoSheetView *self)
{
  guint sheet;

  if (!self->quiet && gtk_toggle_button_get_active (button) && g_ptr_array_find (self->buttons, button, &sheet))
    open_sheet (self, sheet);
}

static void
add_tab (ChoshoSheetView *self, const ChoshoSheetInfo *info)
{
  g_autofree char *words = info->hidden ? g_strdup_printf (_("%s (hidden)"), info->name) : g_strdup (info->name);
  GtkWidget *button = gtk_toggle_button_new_with_label (words);

  if (self->buttons->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  gtk_widget_add_css_class (button, "flat");
  chosho_accessible_set_name (button, words);
  g_signal_connect (button, "toggled", G_CALLBACK (on_tab_cb), self);
  gtk_box_append (self->tabs, button);
  g_ptr_array_add (self->buttons, button);
}

static void
clear_tabs (ChoshoSheetView *self)
{
  self->quiet = TRUE;
  chosho_clear_box (self->tabs);
  self->quiet = FALSE;
  g_ptr_array_set_size (self->buttons, 0);
  g_ptr_array_set_size (self->sheets, 0);
}

static void
show_sheets (ChoshoSheetView *self)
{
  guint first = 0;

  for (guint i = 0; i < self->sheets->len; i++)
    add_tab (self, g_ptr_array_index (self->sheets, i));
  gtk_widget_set_visible (self->tab_bar, self->sheets->len > 1 || ((ChoshoSheetInfo *) g_ptr_array_index (self->sheets, 0))->name[0] != '\0');
  /* the first that the file itself shows */
  while (first + 1 < self->sheets->len && ((ChoshoSheetInfo *) g_ptr_array_index (self->sheets, first))->hidden)
    first++;
  open_sheet (self, first);
  if (self->wanted != NULL)
    {
      g_autofree char *place = g_steal_pointer (&self->wanted);

      chosho_sheet_view_show_place (self, place);
    }
}

static void
on_sheets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSheetView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = chosho_document_read_sheets_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (G_OBJECT (self->document) != source || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED))
    return;
  if (sheets == NULL || sheets->len == 0)
    {
      if (error != NULL)
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  g_ptr_array_unref (self->sheets);
  self->sheets = g_steal_pointer (&sheets);
  show_sheets (self);
}

void
chosho_sheet_view_set_document (ChoshoSheetView *self, ChoshoDocument *document)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, g_free);
  clear_tabs (self);
  chosho_grid_view_set_sheet (self->grid, NULL, 0, NULL, NULL);
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  if (chosho_document_get_info (document)->kind != CHOSHO_CONTENT_SHEETS)
    {
      chosho_sheet_list_add (self->sheets, "", FALSE);
      show_sheets (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  chosho_document_read_sheets_async (document, self->cancellable, on_sheets_cb, g_object_ref (self));
}

guint
chosho_sheet_view_get_sheet (ChoshoSheetView *self, const char **name)
{
  *name = self->sheet < self->sheets->len ? ((ChoshoSheetInfo *) g_ptr_array_index (self->sheets, self->sheet))->name : "";
  return self->sheet;
}

char *
chosho_sheet_view_dup_place (ChoshoSheetView *self)
{
  return self->document != NULL && self->sheets != NULL ? chosho_grid_view_dup_place (self->grid) : NULL;
}

void
chosho_sheet_view_show_place (ChoshoSheetView *self, const char *place)
{
  g_autofree char *name = NULL;
  guint32 row, column;
  guint sheet = self->sheet;

  if (self->sheets->len == 0)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (place);
      return;
    }
  if (!chosho_content_place_parse (place, &name, &row, &column))
    return;
  if (name != NULL)
    for (sheet = 0; sheet < self->sheets->len; sheet++)
      if (g_str_equal (((ChoshoSheetInfo *) g_ptr_array_index (self->sheets, sheet))->name, name))
        break;
  if (sheet >= self->sheets->len)
    return;
  if (sheet != self->sheet)
    open_sheet (self, sheet);
  chosho_grid_view_show_cell (self->grid, row, column);
}

void
chosho_sheet_view_set_marks (ChoshoSheetView *self, ChoshoValue *marks)
{
  chosho_grid_view_set_marks (self->grid, marks);
}

/* --- Signals of the parts -------------------------------------------------------------------------------------- */

/* The pictures and notes of the sheet as a menu: a way to them without a pointer. */
static void
list_objects (ChoshoSheetView *self, const ChoshoSheetLayout *layout)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < MIN (layout->objects->len, LISTED_OBJECTS); i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (layout->objects, i);
      g_autofree char *place = chosho_content_place_of_object (NULL, object);
      g_autofree char *words = g_strdup_printf ("%s  %.80s", place, object->kind == CHOSHO_OBJECT_NOTE || object->name[0] == '\0' ? object->text : object->name);
      g_autofree char *valid = g_utf8_make_valid (words, -1); /* cut inside a character */
      g_autoptr (GMenuItem) item = NULL;
      char *p = valid;

      /* an underscore is no mnemonic here, a line break no line */
      g_strdelimit (p, "_\n", ' ');
      item = g_menu_item_new (valid, NULL);
      g_menu_item_set_action_and_target (item, "sheet-view.show-object", "u", i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->objects, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->objects), layout->objects->len > 0);
}

static void search_on (ChoshoSheetView *self);

static void
on_selected_cb (ChoshoSheetView *self)
{
  g_autofree char *place = chosho_grid_view_dup_place (self->grid), *text = chosho_grid_view_dup_text (self->grid);
  const ChoshoSheetLayout *layout = chosho_grid_view_get_layout (self->grid);

  gtk_editable_set_text (GTK_EDITABLE (self->place), place);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), text);
  if (layout != NULL && gtk_menu_button_get_menu_model (self->objects) == NULL)
    {
      list_objects (self, layout);
      if (self->continuing)
        search_on (self);
    }
}

static void
on_place_activate_cb (ChoshoSheetView *self)
{
  g_autofree char *place = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->place)));

  chosho_sheet_view_show_place (self, g_strstrip (place));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
on_open_member_cb (ChoshoSheetView *self, guint member, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_MEMBER], 0, member, name);
}

static void
on_grid_failed_cb (ChoshoSheetView *self, const GError *error)
{
  /* one damaged sheet: the others can be looked at */
  gtk_label_set_text (self->text, error->message);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), error->message);
  if (self->continuing)
    g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, FALSE);
  self->continuing = FALSE;
  if (self->sheets->len == 1)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
on_show_object_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoSheetView *self = CHOSHO_SHEET_VIEW (widget);
  const ChoshoSheetLayout *layout = chosho_grid_view_get_layout (self->grid);
  guint index = g_variant_get_uint32 (parameter);
  const ChoshoSheetObject *object;

  if (layout == NULL || index >= layout->objects->len)
    return;
  object = g_ptr_array_index (layout->objects, index);
  chosho_grid_view_show_cell (self->grid, object->row, object->column);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* --- Searching ------------------------------------------------------------------------------------------------- */

/* In a sheet that was opened to go on in it. */
static void
search_on (ChoshoSheetView *self)
{
  self->continuing = FALSE;
  chosho_grid_view_search (self->grid, self->needle, self->direction, TRUE);
}

static void
on_grid_searched_cb (ChoshoSheetView *self, gboolean found)
{
  guint n_sheets = self->sheets->len;

  if (found || self->needle == NULL || self->left == 0)
    {
      g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, found);
      return;
    }
  self->left--;
  if (n_sheets == 1)
    {
      search_on (self); /* round the end */
      return;
    }
  self->continuing = TRUE;
  open_sheet (self, (self->sheet + n_sheets + (guint) self->direction) % n_sheets);
}

void
chosho_sheet_view_search (ChoshoSheetView *self, const char *needle, int direction)
{
  g_free (self->needle);
  self->needle = needle != NULL && needle[0] != '\0' ? g_strdup (needle) : NULL;
  self->direction = direction;
  self->left = self->sheets->len; /* the one begun in is looked at again at last: round the end */
  self->continuing = FALSE;
  chosho_grid_view_search (self->grid, needle, direction, FALSE);
}

void
chosho_sheet_view_step_zoom (ChoshoSheetView *self, int steps)
{
  chosho_grid_view_step_zoom (self->grid, steps);
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_sheet_view_dispose (GObject *object)
{
  ChoshoSheetView *self = CHOSHO_SHEET_VIEW (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->quiet = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_sheet_view_parent_class)->dispose (object);
}

static void
chosho_sheet_view_finalize (GObject *object)
{
  ChoshoSheetView *self = CHOSHO_SHEET_VIEW (object);

  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->buttons);
  g_free (self->wanted);
  g_free (self->needle);
  G_OBJECT_CLASS (chosho_sheet_view_parent_class)->finalize (object);
}

static void
chosho_sheet_view_class_init (ChoshoSheetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_sheet_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_sheet_view_finalize;
  signals[SIGNAL_OPEN_MEMBER] = g_signal_new ("open-member", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_type_ensure (CHOSHO_TYPE_GRID_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-sheet-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoSheetView, place);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSheetView, text);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSheetView, grid);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSheetView, tabs);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSheetView, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSheetView, objects);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_member_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_grid_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_grid_searched_cb);
  gtk_widget_class_install_action (widget_class, "sheet-view.show-object", "u", on_show_object_action);
}

static void
chosho_sheet_view_init (ChoshoSheetView *self)
{
  self->sheets = chosho_sheet_list_new ();
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
