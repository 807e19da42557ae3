/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-adaptive-bin.h"
#include "chosho-text-scale.h"

#define MINIMUM_WIDTH 360 /* pixels: what GNOME asks every window to fit into */

struct _ChoshoAdaptiveBin
{
  GtkWidget parent_instance;

  GtkWidget *child;         /* (owned by being its parent) (nullable) */
  int        natural_width; /* pixels at the usual size of text, at least; 0: the child's */
  int        told_width;    /* of the widget at the last "resized"; 0: none yet */
  guint      idle;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_NATURAL_WIDTH,
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

static void
tell (ChoshoAdaptiveBin *self, int width)
{
  self->told_width = width;
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0, (int) (width / chosho_text_scale_get (GTK_WIDGET (self))));
}

/* Panes are not shown and hidden in the middle of an allocation: it would be lost. */
static gboolean
on_idle (gpointer user_data)
{
  ChoshoAdaptiveBin *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  self->idle = 0;
  if (width != self->told_width && width > 0)
    tell (self, width);
  return G_SOURCE_REMOVE;
}

/* Text has another size: what fits is asked again. */
static void
on_dpi_cb (ChoshoAdaptiveBin *self)
{
  self->told_width = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
chosho_adaptive_bin_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chosho_adaptive_bin_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi", G_CALLBACK (on_dpi_cb), widget, G_CONNECT_SWAPPED);
}

static void
chosho_adaptive_bin_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_settings (widget), on_dpi_cb, widget);
  GTK_WIDGET_CLASS (chosho_adaptive_bin_parent_class)->unroot (widget);
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
      *natural = MAX (*natural, MAX (*minimum, (int) (self->natural_width * chosho_text_scale_get (widget))));
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

void
chosho_adaptive_bin_expect (ChoshoAdaptiveBin *self, int width)
{
  tell (self, width);
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
  ChoshoAdaptiveBin *self = CHOSHO_ADAPTIVE_BIN (object);

  if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else
    g_value_set_int (value, self->natural_width);
}

static void
chosho_adaptive_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ChoshoAdaptiveBin *self = CHOSHO_ADAPTIVE_BIN (object);

  if (id == PROP_CHILD)
    set_child (self, g_value_get_object (value));
  else
    self->natural_width = g_value_get_int (value);
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
  widget_class->root = chosho_adaptive_bin_root;
  widget_class->unroot = chosho_adaptive_bin_unroot;
  widget_class->measure = chosho_adaptive_bin_measure;
  widget_class->size_allocate = chosho_adaptive_bin_size_allocate;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_RESIZED] = g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
chosho_adaptive_bin_init (ChoshoAdaptiveBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
