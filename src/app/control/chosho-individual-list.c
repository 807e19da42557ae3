/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-fit-layout.h"
#include "chosho-individual-list.h"
#include "chosho-text-label.h"

/* In pixels at the usual size of text: two versions of three lines each, or one text as a whole; the document below keeps most
 * of a window of 700 pixels. */
#define MAX_HEIGHT 164
#define WHOLE_HEIGHT 330 /* where somebody asked for a whole text */
#define TEXT_LINES 2 /* of a text that nobody asked for as a whole */
#define SETTLE_FRAMES 2 /* after which texts have their lines */

struct _ChoshoIndividualList
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller; /* (borrowed) */
  GtkBox            *lines;    /* (borrowed) of Line */
  GtkLayoutManager  *fit;      /* (borrowed) */
  guint              frames;   /* left until the texts have their lines */
  guint              tick;     /* 0: none */
};

/* What a row holds besides its head, for itself. */
typedef struct
{
  GtkLabel        *text;
  GtkToggleButton *whole; /* shows all of the text; hidden where that is shown anyway */
} Line;

G_DEFINE_FINAL_TYPE (ChoshoIndividualList, chosho_individual_list, ADW_TYPE_BIN)

static Line *
get_line (GtkWidget *box)
{
  return g_object_get_data (G_OBJECT (box), "line");
}

/* Only what is cut has a button that shows the rest. */
static gboolean
show_buttons (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ChoshoIndividualList *self = CHOSHO_INDIVIDUAL_LIST (widget);

  if (self->frames-- > 0)
    return G_SOURCE_CONTINUE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      Line *line = get_line (child);

      if (line == NULL) /* no text */
        continue;
      gtk_widget_set_visible (GTK_WIDGET (line->whole), gtk_toggle_button_get_active (line->whole) || pango_layout_is_ellipsized (gtk_label_get_layout (line->text)));
    }
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
settle (ChoshoIndividualList *self)
{
  self->frames = SETTLE_FRAMES;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_buttons, NULL, NULL);
}

static void
show_lines (Line *line)
{
  gboolean whole = gtk_toggle_button_get_active (line->whole);

  gtk_label_set_ellipsize (line->text, whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (line->text, whole ? -1 : TEXT_LINES);
}

/* A whole text has more room. */
static void
on_whole_cb (ChoshoIndividualList *self)
{
  gboolean any = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      Line *line = get_line (child);

      if (line == NULL)
        continue;
      show_lines (line);
      any |= gtk_toggle_button_get_active (line->whole);
    }
  g_object_set (self->fit, "max-height", any ? WHOLE_HEIGHT : MAX_HEIGHT, NULL);
  settle (self);
}

/* The versions whose text is shown as a whole. (transfer full) (element-type utf8) */
static GHashTable *
collect_whole (ChoshoIndividualList *self)
{
  GHashTable *whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      Line *line = get_line (child);

      if (line != NULL && gtk_toggle_button_get_active (line->whole))
        g_hash_table_add (whole, g_strdup (gtk_widget_get_name (GTK_WIDGET (line->whole))));
    }
  return whole;
}

/* A text, and beside it what shows the whole of it. */
static GtkWidget *
new_text (ChoshoIndividualList *self, GtkWidget *box, ChoshoValue *version, GHashTable *whole)
{
  g_autofree char *name = g_strjoin (" ", chosho_value_get_string (version, "individual"), chosho_value_get_string (version, "version"), NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Line *line = g_new (Line, 1);

  line->text = GTK_LABEL (chosho_text_label_new_selectable (chosho_value_get_string (version, "text"), "chosho-quoted"));
  line->whole = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (line->whole), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->whole), _("Show the whole text"));
  chosho_accessible_set_name (GTK_WIDGET (line->whole), _("Show the whole text"));
  gtk_widget_add_css_class (GTK_WIDGET (line->whole), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (line->whole), "chosho-small");
  gtk_widget_set_valign (GTK_WIDGET (line->whole), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (line->whole), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (line->text), TRUE);
  gtk_widget_set_name (GTK_WIDGET (line->whole), name);
  gtk_toggle_button_set_active (line->whole, g_hash_table_contains (whole, name));
  g_signal_connect_object (line->whole, "toggled", G_CALLBACK (on_whole_cb), self, G_CONNECT_SWAPPED);
  show_lines (line);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (line->text));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (line->whole));
  g_object_set_data_full (G_OBJECT (box), "line", line, g_free);
  return row;
}

static void
add_line (ChoshoIndividualList *self, ChoshoValue *row, GHashTable *whole)
{
  const char *from = chosho_value_get_string (row, "valid_from");
  const char *to = chosho_value_get_string (row, "valid_to");
  const char *text = chosho_value_get_string (row, "text");
  const char *title = chosho_value_get_string (row, "title");
  g_autofree char *head = g_strdup_printf (_("Individual control %s, version %s (%s – %s)  %s"), chosho_value_get_string (row, "individual"),
                                           chosho_value_get_string (row, "version"), from != NULL ? from : "", to != NULL ? to : "",
                                           title != NULL ? title : "");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_name (box, chosho_value_get_string (row, "individual"));
  gtk_widget_add_css_class (box, "chosho-individual");
  gtk_box_append (GTK_BOX (box), chosho_text_label_new_selectable (head, NULL));
  if (text != NULL && text[0] != '\0')
    gtk_box_append (GTK_BOX (box), new_text (self, box, row, whole));
  gtk_box_append (self->lines, box);
}

void
chosho_individual_list_set_rows (ChoshoIndividualList *self, ChoshoValue *rows)
{
  g_autoptr (GHashTable) whole = collect_whole (self);

  chosho_clear_box (self->lines);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    add_line (self, chosho_value_get_item (rows, i), whole);
  gtk_widget_set_visible (GTK_WIDGET (self), chosho_value_get_length (rows) > 0);
  on_whole_cb (self);
}

gboolean
chosho_individual_list_show (ChoshoIndividualList *self, const char *individual)
{
  double x, y;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (gtk_widget_get_name (child), individual) == 0)
      {
        if (gtk_widget_translate_coordinates (child, GTK_WIDGET (self->lines), 0, 0, &x, &y))
          gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), y);
        return TRUE;
      }
  return FALSE;
}

static void
chosho_individual_list_dispose (GObject *object)
{
  ChoshoIndividualList *self = CHOSHO_INDIVIDUAL_LIST (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  G_OBJECT_CLASS (chosho_individual_list_parent_class)->dispose (object);
}

static void
chosho_individual_list_class_init (ChoshoIndividualListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_individual_list_dispose;
}

static void
chosho_individual_list_init (ChoshoIndividualList *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *fit = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->lines = GTK_BOX (chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 0, _("Individual controls")));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860); /* as the document below: chosho-control-page.ui */
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 700);
  adw_clamp_set_child (ADW_CLAMP (clamp), fit);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->lines));
  gtk_scrolled_window_set_overlay_scrolling (self->scroller, FALSE); /* that there are more versions is seen */
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), FALSE);
  self->fit = chosho_fit_layout_new (MAX_HEIGHT, TRUE);
  gtk_widget_set_layout_manager (fit, self->fit);
  gtk_box_append (GTK_BOX (fit), GTK_WIDGET (self->scroller));
  g_signal_connect_swapped (gtk_scrolled_window_get_hadjustment (self->scroller), "changed", G_CALLBACK (settle), self); /* another width */
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-individuals");
  adw_bin_set_child (ADW_BIN (self), clamp);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
