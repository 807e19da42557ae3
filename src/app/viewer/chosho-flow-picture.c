/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-flow-picture.h"

#include <glib/gi18n-lib.h>

#define UNKNOWN_HEIGHT 160 /* before it was rendered */
#define MOST_WIDTH 640
#define LEAST_WIDTH 80

struct _ChoshoFlowPicture
{
  GtkWidget parent_instance;

  ChoshoMemberPictures *pictures; /* (owned) */
  guint                 member;
  int                   width, height; /* of the picture; 0: not known yet */
};

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoFlowPicture, chosho_flow_picture, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
chosho_flow_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
chosho_flow_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  ChoshoFlowPicture *self = CHOSHO_FLOW_PICTURE (widget);
  int most = self->width > 0 ? MIN (self->width, MOST_WIDTH) : MOST_WIDTH;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (LEAST_WIDTH, most);
      *natural = most;
      return;
    }
  *minimum = *natural = UNKNOWN_HEIGHT;
  if (self->width > 0)
    *minimum = *natural = (int) ((double) self->height * (for_size < 0 ? most : MIN (for_size, most)) / self->width) + 1;
}

static void
draw_words (ChoshoFlowPicture *self, GtkSnapshot *snapshot, const char *words)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
  gtk_snapshot_append_layout (snapshot, layout, &ink);
}

static void
chosho_flow_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ChoshoFlowPicture *self = CHOSHO_FLOW_PICTURE (widget);
  gboolean failed;
  GdkTexture *texture = chosho_member_pictures_get (self->pictures, self->member, &failed);
  float width = (float) gtk_widget_get_width (widget);

  if (texture == NULL)
    {
      draw_words (self, snapshot, failed ? _("A picture of this kind is not shown here") : "…");
      return;
    }
  width = MIN (width, (float) MIN (gdk_texture_get_width (texture), MOST_WIDTH));
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (0, 0, width, width * (float) gdk_texture_get_height (texture) / (float) gdk_texture_get_width (texture)));
}

static void
on_loaded_cb (ChoshoFlowPicture *self, guint member)
{
  gboolean failed;
  GdkTexture *texture;

  if (member != self->member)
    return;
  texture = chosho_member_pictures_get (self->pictures, member, &failed);
  if (texture != NULL)
    {
      self->width = gdk_texture_get_width (texture);
      self->height = gdk_texture_get_height (texture);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, ChoshoFlowPicture *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
chosho_flow_picture_dispose (GObject *object)
{
  ChoshoFlowPicture *self = CHOSHO_FLOW_PICTURE (object);

  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_func (self->pictures, on_loaded_cb, self);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (chosho_flow_picture_parent_class)->dispose (object);
}

static void
chosho_flow_picture_class_init (ChoshoFlowPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_flow_picture_dispose;
  widget_class->get_request_mode = chosho_flow_picture_get_request_mode;
  widget_class->measure = chosho_flow_picture_measure;
  widget_class->snapshot = chosho_flow_picture_snapshot;
  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
chosho_flow_picture_init (ChoshoFlowPicture *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect (click, "released", G_CALLBACK (on_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
chosho_flow_picture_new (ChoshoMemberPictures *pictures, guint member, const char *name)
{
  ChoshoFlowPicture *self = g_object_new (CHOSHO_TYPE_FLOW_PICTURE, "tooltip-text", _("Open this picture large"), NULL);

  self->pictures = g_object_ref (pictures);
  self->member = member;
  chosho_accessible_set_name (self, name);
  g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (on_loaded_cb), self);
  return GTK_WIDGET (self);
}
