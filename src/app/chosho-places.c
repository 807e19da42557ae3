/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-place.h"
#include "chosho-places.h"

/* One line of the sidebar. */
typedef struct
{
  const ChoshoPlace *place;
  GtkWidget         *row;   /* GtkListBoxRow */
  GtkWidget         *icon;
  GtkWidget         *label;
  GtkLabel          *badge;
} Line;

struct _ChoshoPlaces
{
  GtkBox parent_instance;

  /* Template */
  GtkListBox *list;
  AdwAvatar  *avatar;
  GtkWidget  *names;
  GtkLabel   *name;
  GtkLabel   *roles;
  GtkWidget  *identity_button;

  GArray     *lines;    /* (owned) (element-type Line) */
  gboolean    quiet;    /* the selection is set, not chosen */
};

G_DEFINE_FINAL_TYPE (ChoshoPlaces, chosho_places, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Line *
find_line (ChoshoPlaces *self, const char *place)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_str_equal (g_array_index (self->lines, Line, i).place->id, place))
      return &g_array_index (self->lines, Line, i);
  return NULL;
}

static void
name_line (Line *line, guint count, const char *meaning)
{
  g_autofree char *name = count > 0 ? g_strdup_printf ("%s, %u %s", _(line->place->title), count, meaning != NULL ? meaning : "")
                                    : g_strdup (_(line->place->title));
  g_autofree char *tip = count > 0 && meaning != NULL ? g_strdup_printf ("%u %s", count, meaning) : NULL;

  chosho_accessible_set_name (line->row, name);
  /* what the place does not say by itself, where the pointer asks for it: a tooltip lies over the next place, and takes its clicks */
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->badge), tip);
}

/* Where @child stands in the grid of its line. */
static void
put (GtkWidget *child, int column, int row, int width)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (gtk_widget_get_parent (child));
  GtkGridLayoutChild *cell = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, child));

  gtk_grid_layout_child_set_column (cell, column);
  gtk_grid_layout_child_set_row (cell, row);
  gtk_grid_layout_child_set_column_span (cell, width);
}

/* One after the other, or with the name below, small: also in a narrow window a place is known by its name. */
static void
lay_out_line (Line *line, gboolean compact)
{
  put (line->label, compact ? 0 : 1, compact ? 1 : 0, compact ? 2 : 1);
  put (GTK_WIDGET (line->badge), compact ? 1 : 2, 0, 1);
  gtk_grid_set_column_spacing (GTK_GRID (gtk_widget_get_parent (line->icon)), compact ? 4 : 10);
  gtk_widget_set_hexpand (line->icon, compact);
  gtk_label_set_xalign (GTK_LABEL (line->label), compact ? 0.5 : 0);
}

static void
add_line (ChoshoPlaces *self, const ChoshoPlace *place)
{
  GtkWidget *grid = gtk_grid_new ();
  Line line = { .place = place, .row = gtk_list_box_row_new (), .icon = gtk_image_new_from_icon_name (place->icon_name),
                .label = gtk_label_new (_(place->title)), .badge = GTK_LABEL (gtk_label_new (NULL)) };

  gtk_widget_set_valign (grid, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (line.label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line.badge), "chosho-count");
  gtk_widget_add_css_class (GTK_WIDGET (line.badge), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (line.badge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (line.badge), FALSE);
  gtk_grid_attach (GTK_GRID (grid), line.icon, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), line.label, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (line.badge), 2, 0, 1, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line.row), grid);
  gtk_widget_set_name (line.row, place->id);
  gtk_list_box_append (self->list, line.row);
  g_array_append_val (self->lines, line);
  name_line (&line, 0, NULL);
}

static void
on_row_selected_cb (ChoshoPlaces *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->quiet)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

void
chosho_places_select (ChoshoPlaces *self, const char *place)
{
  Line *line = find_line (self, place);

  self->quiet = TRUE;
  gtk_list_box_select_row (self->list, line != NULL ? GTK_LIST_BOX_ROW (line->row) : NULL);
  self->quiet = FALSE;
}

void
chosho_places_set_count (ChoshoPlaces *self, const char *place, guint count, const char *meaning)
{
  Line *line = find_line (self, place);
  g_autofree char *text = g_strdup_printf ("%u", count);

  g_return_if_fail (line != NULL);
  gtk_label_set_text (line->badge, text);
  gtk_widget_set_visible (GTK_WIDGET (line->badge), count > 0);
  name_line (line, count, meaning);
}

void
chosho_places_set_identity (ChoshoPlaces *self, const char *name, const char *roles)
{
  const char *shown = name != NULL ? name : _("Reading only");
  g_autofree char *tip = g_strjoin ("\n", shown, roles != NULL ? roles : _("No identity chosen"), NULL);

  adw_avatar_set_text (self->avatar, name != NULL ? name : "");
  adw_avatar_set_show_initials (self->avatar, name != NULL);
  gtk_label_set_text (self->name, shown);
  gtk_label_set_text (self->roles, roles != NULL ? roles : _("No identity chosen"));
  gtk_widget_set_tooltip_text (self->identity_button, tip);
  chosho_accessible_set_name (self->identity_button, tip);
}

void
chosho_places_set_compact (ChoshoPlaces *self, gboolean compact)
{
  for (guint i = 0; i < self->lines->len; i++)
    lay_out_line (&g_array_index (self->lines, Line, i), compact);
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_widget_set_visible (self->names, !compact);
  gtk_widget_set_size_request (GTK_WIDGET (self), compact ? -1 : 176, -1);
}

static void
chosho_places_finalize (GObject *object)
{
  g_array_unref (CHOSHO_PLACES (object)->lines);
  G_OBJECT_CLASS (chosho_places_parent_class)->finalize (object);
}

static void
chosho_places_class_init (ChoshoPlacesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_places_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-places.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoPlaces, list);
  gtk_widget_class_bind_template_child (widget_class, ChoshoPlaces, avatar);
  gtk_widget_class_bind_template_child (widget_class, ChoshoPlaces, names);
  gtk_widget_class_bind_template_child (widget_class, ChoshoPlaces, name);
  gtk_widget_class_bind_template_child (widget_class, ChoshoPlaces, roles);
  gtk_widget_class_bind_template_child (widget_class, ChoshoPlaces, identity_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
}

static void
chosho_places_init (ChoshoPlaces *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; chosho_place_nth (i) != NULL; i++)
    add_line (self, chosho_place_nth (i));
  chosho_places_set_compact (self, FALSE);
}
