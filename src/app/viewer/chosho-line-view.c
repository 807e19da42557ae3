/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-find-text.h"
#include "chosho-line-model.h"
#include "chosho-line-search.h"
#include "chosho-line-view.h"
#include "chosho-list-copy.h"
#include "chosho-mark-signs.h"

#define MIN_DIGITS 6 /* of a line's number */

struct _ChoshoLineView
{
  GtkBox parent_instance;

  /* Template */
  GtkListView       *view;
  GtkDropDown       *charset;
  GtkLabel          *facts;

  ChoshoDocument    *document;  /* (owned) (nullable) */
  ChoshoLineModel   *model;     /* (owned) (nullable) */
  GtkMultiSelection *selection; /* (owned) (nullable) */
  GPtrArray         *bound;     /* (owned) (element-type GtkListItem, borrowed) the rows there are */
  ChoshoLineSearch  *search;    /* (owned) (nullable) of the words that are marked */
  ChoshoValue       *marks;     /* (owned) (nullable) rows */
  guint              wanted;    /* G_MAXUINT: none; the line to go to once it is counted */
  gboolean           wanted_found; /* it was found: it is selected too */
  gboolean           quiet;     /* the choice shows what was detected: nobody chose */
};

G_DEFINE_FINAL_TYPE (ChoshoLineView, chosho_line_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_SEARCHING,
  SIGNAL_SEARCHED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Rows ---------------------------------------------------------------------------------------------------- */

/* Room for the number of the last line, so that all stand below each other. */
static int
get_digits (ChoshoLineView *self)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  int digits = MIN_DIGITS;

  for (guint limit = 1000000; limit <= n_lines && digits < 10; limit *= 10)
    digits++;
  return digits;
}

static void
mark_words (ChoshoLineView *self, GtkLabel *label, const char *text)
{
  PangoAttrList *marks = pango_attr_list_new ();
  g_autoptr (GArray) hits = self->search != NULL ? chosho_find_text (text, chosho_line_search_get_needle (self->search)) : NULL;

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const ChoshoHit *hit = &g_array_index (hits, ChoshoHit, i);
      const char *start = g_utf8_offset_to_pointer (text, hit->first);
      PangoAttribute *colours[] = { pango_attr_background_new (0xffff, 0xd999, 0x3333), pango_attr_background_alpha_new (0x7fff) };

      for (guint n = 0; n < G_N_ELEMENTS (colours); n++)
        {
          colours[n]->start_index = (guint) (start - text);
          colours[n]->end_index = (guint) (g_utf8_offset_to_pointer (start, hit->n_characters) - text);
          pango_attr_list_insert (marks, colours[n]);
        }
    }
  gtk_label_set_attributes (label, marks);
  pango_attr_list_unref (marks);
}

static gboolean
is_on_line (ChoshoValue *row, gpointer place)
{
  return g_strcmp0 (chosho_value_get_string (row, "place"), place) == 0;
}

/* The marks that stand on @line, from 0. (transfer full) */
static ChoshoValue *
list_marks (ChoshoLineView *self, guint64 line)
{
  g_autofree char *place = g_strdup_printf ("line=%" PRIu64, line + 1);

  return chosho_mark_signs_list (self->marks, is_on_line, place);
}

static void
show_line (ChoshoLineView *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkLabel *number = GTK_LABEL (gtk_widget_get_first_child (box));
  GtkLabel *text = GTK_LABEL (gtk_widget_get_last_child (box));
  ChoshoLine *line = gtk_list_item_get_item (list_item);
  g_autofree char *digits = g_strdup_printf ("%" PRIu64, chosho_line_get_number (line) + 1);
  const char *words = chosho_line_get_text (line);
  GtkWidget *row = gtk_widget_get_parent (box);
  g_autoptr (ChoshoValue) marks = list_marks (self, chosho_line_get_number (line));

  chosho_mark_signs_show (gtk_widget_get_next_sibling (GTK_WIDGET (number)), marks);
  gtk_label_set_text (number, digits);
  gtk_label_set_text (text, words != NULL ? words : "…");
  mark_words (self, text, words != NULL ? words : "");
  if (row != NULL)
    {
      g_autofree char *signs = chosho_mark_signs_dup_text (marks);
      g_autofree char *name = g_strjoin (signs[0] != '\0' ? " " : "", signs, words != NULL ? words : "", NULL);

      chosho_accessible_set_name (row, name);
    }
}

static void
on_line_text_cb (ChoshoLine *line, GParamSpec *pspec, GtkListItem *list_item)
{
  show_line (g_object_get_data (G_OBJECT (list_item), "view"), list_item);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *signs = chosho_mark_signs_new ();
  GtkWidget *text = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), signs);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoLineView *self)
{
  GtkWidget *number = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  gtk_label_set_width_chars (GTK_LABEL (number), get_digits (self));
  g_object_set_data (G_OBJECT (list_item), "view", self);
  g_signal_connect (gtk_list_item_get_item (list_item), "notify::text", G_CALLBACK (on_line_text_cb), list_item);
  g_ptr_array_add (self->bound, list_item);
  show_line (self, list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoLineView *self)
{
  g_ptr_array_remove_fast (self->bound, list_item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_line_text_cb, list_item);
}

/* --- What is read ---------------------------------------------------------------------------------------------- */

static void
show_charset (ChoshoLineView *self, const char *charset)
{
  const char *const *names = chosho_text_charsets ();

  self->quiet = TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], charset) == 0)
      gtk_drop_down_set_selected (self->charset, i);
  self->quiet = FALSE;
}

/* Goes to the line that was asked for, once it is in the list. */
static void
show_wanted (ChoshoLineView *self)
{
  if (self->model == NULL || self->wanted >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    return;
  if (self->wanted_found)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), self->wanted, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", self->wanted);
  self->wanted = G_MAXUINT;
}

/* How many lines there are, as far as it is known. (transfer full) */
static char *
dup_facts (ChoshoLineModel *model)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (model));
  double counted = chosho_line_model_get_counted (model);
  g_autofree char *lines = NULL;

  if (counted < 1)
    return g_strdup_printf (_("%u lines so far; %u %% of the file read"), n_lines, (guint) (100 * counted));
  lines = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line", "%u lines", n_lines), n_lines);
  if (chosho_line_model_get_n_replaced (model) > 0)
    return g_strdup_printf (_("%s; some characters do not fit this encoding"), lines);
  return g_steal_pointer (&lines);
}

static void
on_loaded_cb (ChoshoLineModel *model, const GError *error, ChoshoLineView *self)
{
  g_autofree char *facts = NULL;

  if (error != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  facts = dup_facts (model);
  gtk_label_set_text (self->facts, facts);
  show_charset (self, chosho_line_model_get_charset (model));
  show_wanted (self);
}

static void
mark_rows (ChoshoLineView *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    show_line (self, g_ptr_array_index (self->bound, i));
}

void
chosho_line_view_set_marks (ChoshoLineView *self, ChoshoValue *marks)
{
  g_clear_pointer (&self->marks, chosho_value_unref);
  self->marks = marks != NULL ? chosho_value_ref (marks) : NULL;
  mark_rows (self);
}

static void
drop_search (ChoshoLineView *self)
{
  if (self->search == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->search, self);
  chosho_line_search_stop (self->search);
  g_clear_object (&self->search);
}

static void
read_as (ChoshoLineView *self, const char *charset)
{
  drop_search (self);
  gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, on_loaded_cb, self);
  g_clear_object (&self->model);
  if (self->document == NULL)
    return;
  self->model = chosho_line_model_new (self->document, charset);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded_cb), self, 0);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

static void
on_charset_cb (ChoshoLineView *self)
{
  guint position = gtk_drop_down_get_selected (self->charset);

  if (!self->quiet && position != GTK_INVALID_LIST_POSITION)
    read_as (self, chosho_text_charsets ()[position]);
}

void
chosho_line_view_set_document (ChoshoLineView *self, ChoshoDocument *document)
{
  g_set_object (&self->document, document);
  gtk_label_set_text (self->facts, document != NULL ? _("Reading…") : "");
  self->wanted = G_MAXUINT;
  read_as (self, NULL);
}

void
chosho_line_view_show_line (ChoshoLineView *self, guint line)
{
  self->wanted = line;
  self->wanted_found = FALSE;
  show_wanted (self);
}

/* --- Searching --------------------------------------------------------------------------------------------------- */

gint64
chosho_line_view_get_chosen (ChoshoLineView *self)
{
  g_autoptr (GtkBitset) chosen = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;

  return chosen != NULL && !gtk_bitset_is_empty (chosen) ? (gint64) gtk_bitset_get_minimum (chosen) : -1;
}

static void
on_search_progress_cb (ChoshoLineView *self, guint percent)
{
  g_autofree char *words = g_strdup_printf (_("%u %% of the file searched"), percent);

  g_signal_emit (self, signals[SIGNAL_SEARCHING], 0, words);
}

static void
on_search_ended_cb (ChoshoLineView *self, gboolean found)
{
  if (found)
    {
      self->wanted = (guint) MIN (chosho_line_search_get_line (self->search), G_MAXUINT - 1);
      self->wanted_found = TRUE;
      show_wanted (self);
    }
  g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, found);
}

void
chosho_line_view_stop_search (ChoshoLineView *self)
{
  if (self->search != NULL)
    chosho_line_search_stop (self->search);
}

void
chosho_line_view_search (ChoshoLineView *self, const char *needle, int direction)
{
  gboolean any = needle != NULL && needle[0] != '\0' && self->model != NULL;

  if (any && self->search != NULL && g_str_equal (chosho_line_search_get_needle (self->search), needle))
    {
      chosho_line_search_go (self->search, direction, chosho_line_view_get_chosen (self));
      return;
    }
  drop_search (self);
  if (any)
    {
      self->search = chosho_line_search_new (self->document, chosho_line_model_get_charset (self->model), needle);
      g_signal_connect_swapped (self->search, "progress", G_CALLBACK (on_search_progress_cb), self);
      g_signal_connect_swapped (self->search, "ended", G_CALLBACK (on_search_ended_cb), self);
    }
  mark_rows (self);
  if (any)
    chosho_line_search_go (self->search, direction, chosho_line_view_get_chosen (self));
  else
    g_signal_emit (self, signals[SIGNAL_SEARCHED], 0, FALSE);
}

char *
chosho_line_view_dup_place (ChoshoLineView *self)
{
  gint64 line = chosho_line_view_get_chosen (self);

  return line >= 0 ? g_strdup_printf (_("Line %u"), (guint) line + 1) : NULL;
}

const char *
chosho_line_view_get_charset (ChoshoLineView *self)
{
  return self->model != NULL ? chosho_line_model_get_charset (self->model) : NULL;
}

/* The lines chosen, as they are read. */
static char *
dup_words (gpointer line)
{
  return g_strdup (chosho_line_get_text (line));
}

static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_LINE_VIEW (widget)->selection != NULL)
    chosho_list_copy_words (widget, GTK_SELECTION_MODEL (CHOSHO_LINE_VIEW (widget)->selection), dup_words);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

/* GTK 4.8 goes from row to row with Tab, for as many lines as there are: here it leaves the list. */
static gboolean
chosho_line_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ChoshoLineView *self = CHOSHO_LINE_VIEW (widget);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL && direction == GTK_DIR_TAB_FORWARD)
    return gtk_widget_child_focus (GTK_WIDGET (self->charset), direction);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL && direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;
  return GTK_WIDGET_CLASS (chosho_line_view_parent_class)->focus (widget, direction);
}

static void
chosho_line_view_dispose (GObject *object)
{
  ChoshoLineView *self = CHOSHO_LINE_VIEW (object);
  GtkWidget *child;

  drop_search (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_line_view_parent_class)->dispose (object);
}

static void
chosho_line_view_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_LINE_VIEW (object)->bound);
  g_clear_pointer (&CHOSHO_LINE_VIEW (object)->marks, chosho_value_unref);
  G_OBJECT_CLASS (chosho_line_view_parent_class)->finalize (object);
}

static void
chosho_line_view_class_init (ChoshoLineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_line_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_line_view_finalize;
  widget_class->focus = chosho_line_view_focus;
  signals[SIGNAL_SEARCHING] = g_signal_new ("searching", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SEARCHED] = g_signal_new ("searched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-line-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoLineView, view);
  gtk_widget_class_bind_template_child (widget_class, ChoshoLineView, charset);
  gtk_widget_class_bind_template_child (widget_class, ChoshoLineView, facts);
  gtk_widget_class_bind_template_callback (widget_class, on_charset_cb);
  gtk_widget_class_install_action (widget_class, "line-view.copy", NULL, on_copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "line-view.copy", NULL);
}

static void
chosho_line_view_init (ChoshoLineView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (chosho_text_charsets ());

  self->bound = g_ptr_array_new ();
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->charset, G_LIST_MODEL (names));
  self->quiet = FALSE;
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
}
