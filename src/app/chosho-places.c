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

  chosho_accessible_set_name (line->row, name);
  gtk_widget_set_tooltip_text (line->row, name);
}

static void
add_line (ChoshoPlaces *self, const ChoshoPlace *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (place->icon_name);
  Line line = { .place = place, .row = gtk_list_box_row_new (), .label = gtk_label_new (_(place->title)), .badge = GTK_LABEL (gtk_label_new (NULL)) };

  gtk_label_set_xalign (GTK_LABEL (line.label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line.label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (line.label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line.badge), "chosho-count");
  gtk_widget_add_css_class (GTK_WIDGET (line.badge), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (line.badge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (line.badge), FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), line.label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line.badge));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line.row), box);
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
    gtk_widget_set_visible (g_array_index (self->lines, Line, i).label, !compact);
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
