/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-fit-layout.h"
#include "chosho-text-scale.h"

#define FRAME 50      /* pixels: what a dialog has above and below its content, besides text */
#define FRAME_TEXT 50 /* and the text there, at its usual size */
#define LEAST_CAP 200 /* of a dialog over a window that is hardly higher than its title */
#define PART 3        /* what is read with it has the rest of a window */

struct _ChoshoFitLayout
{
  GtkLayoutManager parent_instance;

  int      max_height;
  gboolean whole_children;
};

enum
{
  PROP_0,
  PROP_MAX_HEIGHT,
  PROP_WHOLE_CHILDREN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ChoshoFitLayout, chosho_fit_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What scrolls in the child; without the port that GTK puts around what cannot scroll by itself. (nullable) */
static GtkWidget *
get_content (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_first_child (widget);
  GtkWidget *content = scroller != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)) : NULL;

  return GTK_IS_VIEWPORT (content) ? gtk_viewport_get_child (GTK_VIEWPORT (content)) : content;
}

/* The height beyond which the content scrolls, in pixels. */
static int
get_cap (ChoshoFitLayout *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *beneath = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
  double scale = chosho_text_scale_get (widget);
  int cap = self->max_height > 0 ? (int) (self->max_height * scale) : G_MAXINT;
  int window = root != NULL ? gtk_widget_get_height (GTK_WIDGET (root)) : 0;

  if (beneath != NULL && gtk_widget_get_height (GTK_WIDGET (beneath)) > 0)
    cap = MIN (cap, MAX (LEAST_CAP, gtk_widget_get_height (GTK_WIDGET (beneath)) - FRAME - (int) (FRAME_TEXT * scale)));
  else if (beneath == NULL && window > 0)
    cap = MIN (cap, window / PART);
  return cap;
}

/* What the bar takes of the width once the content scrolls. */
static int
get_bar_width (GtkWidget *widget)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_first_child (widget));
  int width = 0;

  if (!gtk_scrolled_window_get_overlay_scrolling (scroller))
    gtk_widget_measure (gtk_scrolled_window_get_vscrollbar (scroller), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* How high those of its first children are that have room in @cap; the first whatever it is. */
static int
add_children (GtkWidget *content, int width, int cap)
{
  int spacing = GTK_IS_BOX (content) ? gtk_box_get_spacing (GTK_BOX (content)) : 0, height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (content); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
      if (height == 0)
        height = MIN (wanted, cap);
      else if (height + spacing + wanted > cap)
        break;
      else
        height += spacing + wanted;
    }
  return height;
}

static GtkSizeRequestMode
chosho_fit_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chosho_fit_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  ChoshoFitLayout *self = CHOSHO_FIT_LAYOUT (manager);
  GtkWidget *content = get_content (widget);
  int cap, wanted = 0;

  *minimum = *natural = 0;
  if (content == NULL)
    return;
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  cap = get_cap (self, widget);
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, for_size, NULL, &wanted, NULL, NULL);
  if (wanted > cap)
    wanted = self->whole_children ? add_children (content, for_size - get_bar_width (widget), cap) : cap;
  *natural = MAX (*minimum, wanted);
}

static void
chosho_fit_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_size_allocate (child, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
chosho_fit_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ChoshoFitLayout *self = CHOSHO_FIT_LAYOUT (object);

  if (id == PROP_MAX_HEIGHT)
    g_value_set_int (value, self->max_height);
  else
    g_value_set_boolean (value, self->whole_children);
}

static void
chosho_fit_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ChoshoFitLayout *self = CHOSHO_FIT_LAYOUT (object);

  if (id == PROP_MAX_HEIGHT)
    self->max_height = g_value_get_int (value);
  else
    self->whole_children = g_value_get_boolean (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
chosho_fit_layout_class_init (ChoshoFitLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = chosho_fit_layout_get_property;
  object_class->set_property = chosho_fit_layout_set_property;
  manager_class->get_request_mode = chosho_fit_layout_get_request_mode;
  manager_class->measure = chosho_fit_layout_measure;
  manager_class->allocate = chosho_fit_layout_allocate;
  properties[PROP_MAX_HEIGHT] = g_param_spec_int ("max-height", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WHOLE_CHILDREN] = g_param_spec_boolean ("whole-children", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chosho_fit_layout_init (ChoshoFitLayout *self)
{
}

GtkLayoutManager *
chosho_fit_layout_new (int max_height, gboolean whole_children)
{
  return g_object_new (CHOSHO_TYPE_FIT_LAYOUT, "max-height", max_height, "whole-children", whole_children, NULL);
}
