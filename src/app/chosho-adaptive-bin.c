/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-adaptive-bin.h"

#define MINIMUM_WIDTH 360 /* pixels: what GNOME asks every window to fit into */

struct _ChoshoAdaptiveBin
{
  GtkWidget parent_instance;

  GtkWidget *child;      /* (owned by being its parent) (nullable) */
  int        told_width; /* last "resized"; 0: none yet */
  guint      idle;
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

enum
{
  SIGNAL_RESIZED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoAdaptiveBin, chosho_adaptive_bin, GTK_TYPE_WIDGET)

/* Panes are not shown and hidden in the middle of an allocation: it would be lost. */
static gboolean
on_idle (gpointer user_data)
{
  ChoshoAdaptiveBin *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  self->idle = 0;
  if (width != self->told_width && width > 0)
    {
      self->told_width = width;
      g_signal_emit (self, signals[SIGNAL_RESIZED], 0, width);
    }
  return G_SOURCE_REMOVE;
}

static void
chosho_adaptive_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  ChoshoAdaptiveBin *self = CHOSHO_ADAPTIVE_BIN (widget);
  int child_width = 0;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (child_width, MINIMUM_WIDTH);
      *natural = MAX (*natural, *minimum);
    }
  else
    gtk_widget_measure (self->child, orientation, for_size >= 0 ? MAX (for_size, child_width) : -1, minimum, natural, NULL, NULL);
}

static void
chosho_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ChoshoAdaptiveBin *self = CHOSHO_ADAPTIVE_BIN (widget);
  int needed = 0;

  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, needed), height, baseline, NULL);
  if (width != self->told_width && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
}

static void
set_child (ChoshoAdaptiveBin *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
chosho_adaptive_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, CHOSHO_ADAPTIVE_BIN (object)->child);
}

static void
chosho_adaptive_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_child (CHOSHO_ADAPTIVE_BIN (object), g_value_get_object (value));
}

static void
chosho_adaptive_bin_dispose (GObject *object)
{
  ChoshoAdaptiveBin *self = CHOSHO_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  set_child (self, NULL);
  G_OBJECT_CLASS (chosho_adaptive_bin_parent_class)->dispose (object);
}

static void
chosho_adaptive_bin_class_init (ChoshoAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chosho_adaptive_bin_dispose;
  object_class->get_property = chosho_adaptive_bin_get_property;
  object_class->set_property = chosho_adaptive_bin_set_property;
  widget_class->measure = chosho_adaptive_bin_measure;
  widget_class->size_allocate = chosho_adaptive_bin_size_allocate;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_RESIZED] = g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
chosho_adaptive_bin_init (ChoshoAdaptiveBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
