/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "chosho-line-model.h"
#include "chosho-line-view.h"

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
  guint              wanted;    /* G_MAXUINT: none; the line to go to once it is counted */
  gboolean           quiet;     /* the choice shows what was detected: nobody chose */
};

G_DEFINE_FINAL_TYPE (ChoshoLineView, chosho_line_view, GTK_TYPE_BOX)

enum
{
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
show_line (GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkLabel *number = GTK_LABEL (gtk_widget_get_first_child (box));
  GtkLabel *text = GTK_LABEL (gtk_widget_get_last_child (box));
  ChoshoLine *line = gtk_list_item_get_item (list_item);
  g_autofree char *digits = g_strdup_printf ("%" PRIu64, chosho_line_get_number (line) + 1);
  const char *words = chosho_line_get_text (line);
  GtkWidget *row = gtk_widget_get_parent (box);

  gtk_label_set_text (number, digits);
  gtk_label_set_text (text, words != NULL ? words : "…");
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : "", -1);
}

static void
on_line_text_cb (ChoshoLine *line, GParamSpec *pspec, GtkListItem *list_item)
{
  show_line (list_item);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *number = gtk_label_new (NULL);
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
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoLineView *self)
{
  GtkWidget *number = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  gtk_label_set_width_chars (GTK_LABEL (number), get_digits (self));
  g_signal_connect (gtk_list_item_get_item (list_item), "notify::text", G_CALLBACK (on_line_text_cb), list_item);
  show_line (list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
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
read_as (ChoshoLineView *self, const char *charset)
{
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
  show_wanted (self);
}

char *
chosho_line_view_dup_place (ChoshoLineView *self)
{
  g_autoptr (GtkBitset) chosen = self->selection != NULL ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)) : NULL;

  return chosen != NULL && !gtk_bitset_is_empty (chosen) ? g_strdup_printf (_("Line %u"), gtk_bitset_get_minimum (chosen) + 1) : NULL;
}

/* The lines chosen, as they are read. */
static void
on_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoLineView *self = CHOSHO_LINE_VIEW (widget);
  g_autoptr (GtkBitset) bits = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;
  gboolean valid;

  if (self->selection == NULL)
    return;
  bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (valid = gtk_bitset_iter_init_first (&iter, bits, &position); valid; valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (ChoshoLine) line = g_list_model_get_item (G_LIST_MODEL (self->model), position);

      if (chosho_line_get_text (line) != NULL)
        g_string_append_printf (text, "%s\n", chosho_line_get_text (line));
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_line_view_dispose (GObject *object)
{
  ChoshoLineView *self = CHOSHO_LINE_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (chosho_line_view_parent_class)->dispose (object);
}

static void
chosho_line_view_class_init (ChoshoLineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_line_view_dispose;
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

  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->charset, G_LIST_MODEL (names));
  self->quiet = FALSE;
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
}
