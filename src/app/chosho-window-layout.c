/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paned-handle.h"
#include "chosho-place.h"
#include "chosho-preferences.h"
#include "chosho-window-private.h"

/* The panes of the window: places, page, evidence; how the person left them is kept. */

#define VIEWER_VISIBLE "viewer-visible"
#define VIEWER_WIDTH "viewer-width"
/* The least in which a page of a document can still be read beside the work, in pixels. */
#define READABLE_WIDTH 360

/* --- Evidence beside the work --------------------------------------------------------------------------------- */

/* What page and evidence have for them, in pixels: asked of what stands beside them, since the places may have shrunk or
 * grown since the last allocation. */
static int
get_room (ChoshoWindow *self)
{
  int room = gtk_widget_get_width (self->adaptive);

  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (self->split))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int width = 0;

      if (child != GTK_WIDGET (self->split))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL); /* 0 where it is hidden */
      room -= width;
    }
  return room;
}

static gboolean
is_viewer_shown (ChoshoWindow *self)
{
  return self->viewer != NULL && gtk_widget_get_visible (GTK_WIDGET (self->viewer));
}

/* The least that evidence needs beside the page, in pixels. */
static int
get_least_width (ChoshoWindow *self)
{
  return MAX (READABLE_WIDTH, self->viewer != NULL ? chosho_viewer_get_least_width (self->viewer) : 0);
}

/* Whether page and evidence stand side by side; a page differs from another in what it needs. */
static gboolean
has_room_for_both (ChoshoWindow *self)
{
  int needed = 0;

  if (chosho_context_get_width (self->context) == CHOSHO_WIDTH_SINGLE)
    return FALSE;
  gtk_widget_measure (GTK_WIDGET (chosho_window_get_page (self)), GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  return needed + get_least_width (self) <= get_room (self);
}

/* What is right of the page, with the handle between: so it is given to the next window. Over the page the evidence has
 * all the room, which is nobody's choice. */
static void
on_viewer_unmap_cb (ChoshoViewer *viewer, ChoshoWindow *self)
{
  GSettings *settings = chosho_preferences_get_settings ();
  int width = gtk_widget_get_width (GTK_WIDGET (self->split)) - gtk_paned_get_position (self->split);

  if (settings != NULL && width > 0 && gtk_widget_get_visible (GTK_WIDGET (self->pages)))
    g_settings_set_int (settings, VIEWER_WIDTH, MAX (width, READABLE_WIDTH));
}

void
chosho_window_note_work (ChoshoWindow *self, ChoshoPage *left)
{
  g_autoptr (ChoshoValue) targets = chosho_page_list_targets (left);

  if (targets != NULL)
    self->worked = left;
}

/* What the page offers; where it has nothing that evidence could be linked to, what was worked on last. */
static ChoshoValue *
list_targets (gpointer window)
{
  ChoshoWindow *self = window;
  ChoshoPage *page = chosho_window_get_page (self);
  ChoshoValue *targets = page != NULL ? chosho_page_list_targets (page) : NULL;

  return targets != NULL || self->worked == NULL ? targets : chosho_page_list_targets (self->worked);
}

ChoshoViewer *
chosho_window_ensure_viewer (ChoshoWindow *self)
{
  if (self->viewer == NULL)
    {
      self->viewer = g_object_new (CHOSHO_TYPE_VIEWER, "visible", FALSE, NULL);
      chosho_viewer_set_context (self->viewer, self->context);
      chosho_viewer_set_targets_func (self->viewer, list_targets, self);
      g_signal_connect_object (self->viewer, "closed", G_CALLBACK (chosho_window_close_evidence), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->viewer, "unmap", G_CALLBACK (on_viewer_unmap_cb), self, 0);
      gtk_paned_set_end_child (self->split, GTK_WIDGET (self->viewer));
    }
  return self->viewer;
}

/* With room for one pane only, the evidence takes it. */
static void
lay_out_viewer (ChoshoWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pages), !is_viewer_shown (self) || has_room_for_both (self));
}

/* The width that somebody gave the evidence; half of the room, or somewhat less in a wide window, before that. */
static int
get_viewer_width (ChoshoWindow *self, int room)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_autoptr (GVariant) chosen = settings != NULL ? g_settings_get_user_value (settings, VIEWER_WIDTH) : NULL;
  int width = chosho_context_get_width (self->context) == CHOSHO_WIDTH_WIDE ? room * 4 / 10 : room / 2;

  if (chosen != NULL)
    width = g_variant_get_int32 (chosen);
  return CLAMP (width, MIN (get_least_width (self), room), room);
}

/* The width that evidence is to have once what stands beside it has its own. */
typedef struct
{
  int width; /* of the evidence, in pixels */
  int room;  /* at the last frame */
} Settling;

/* Styles that were changed for a narrower window count from the next frame on: until the room stays as it is, what was measured
 * beforehand may have been something else. */
static gboolean
settle_viewer (GtkWidget *split, GdkFrameClock *clock, gpointer user_data)
{
  Settling *settling = user_data;
  int room = gtk_widget_get_width (split);
  GtkWidget *viewer = gtk_paned_get_end_child (GTK_PANED (split));

  if (room != settling->room)
    {
      settling->room = room;
      return G_SOURCE_CONTINUE;
    }
  if (viewer != NULL && gtk_widget_get_visible (viewer))
    gtk_paned_set_position (GTK_PANED (split), room - MIN (room, settling->width));
  return G_SOURCE_REMOVE;
}

static void
show_viewer (ChoshoWindow *self)
{
  int room = get_room (self);
  gboolean shown = is_viewer_shown (self);

  self->aside = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (chosho_window_ensure_viewer (self)), TRUE);
  if (!shown && room > 0)
    {
      Settling *settling = g_new (Settling, 1);

      *settling = (Settling) { .width = get_viewer_width (self, room), .room = -1 };
      gtk_paned_set_position (self->split, room - settling->width);
      gtk_widget_add_tick_callback (GTK_WIDGET (self->split), settle_viewer, settling, g_free);
    }
  lay_out_viewer (self);
}

/* Whether the next window begins with the evidence beside the page. */
static void
remember_viewer (gboolean visible)
{
  GSettings *settings = chosho_preferences_get_settings ();

  if (settings != NULL)
    g_settings_set_boolean (settings, VIEWER_VISIBLE, visible);
}

void
chosho_window_view_evidence (ChoshoWindow *self, const char *id, const char *place)
{
  if (self->context == NULL)
    return;
  show_viewer (self);
  remember_viewer (TRUE);
  chosho_viewer_show (self->viewer, id, place);
}

/* Who was in the evidence goes on with the page. */
static void
hide_viewer (ChoshoWindow *self)
{
  if (is_viewer_shown (self))
    {
      gboolean focused = chosho_window_take_focus_out (self, GTK_WIDGET (self->viewer));

      gtk_widget_set_visible (GTK_WIDGET (self->viewer), FALSE);
      if (focused)
        chosho_window_focus_page (self);
    }
  lay_out_viewer (self);
}

void
chosho_window_hide_evidence (ChoshoWindow *self)
{
  self->aside = self->aside || (is_viewer_shown (self) && gtk_widget_get_visible (GTK_WIDGET (self->pages)));
  hide_viewer (self);
}

void
chosho_window_close_evidence (ChoshoWindow *self)
{
  self->aside = FALSE;
  remember_viewer (FALSE);
  hide_viewer (self);
}

/* Whether one reads evidence beside what is done on the page that is looked at. */
static gboolean
reads_here (ChoshoWindow *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->pages);
  const ChoshoPlace *place = name != NULL ? chosho_place_lookup (name) : NULL;

  return place != NULL && place->reads;
}

void
chosho_window_keep_page_in_sight (ChoshoWindow *self)
{
  if (!reads_here (self))
    chosho_window_hide_evidence (self);
  else if (self->aside && has_room_for_both (self))
    show_viewer (self);
  else if (is_viewer_shown (self) && has_room_for_both (self))
    lay_out_viewer (self);
  else if (is_viewer_shown (self))
    hide_viewer (self);
}

/* --- Toasts --------------------------------------------------------------------------------------------------------- */

#define TOAST_MARGIN 6

/* Where the room for toasts ends, in pixels from above: at what stands at the foot of the page, and else above the bar of the jobs. */
static int
get_toast_bottom (ChoshoWindow *self)
{
  ChoshoPage *page = chosho_window_get_page (self);
  GtkWidget *foot = page != NULL ? chosho_page_get_foot (page) : NULL;
  graphene_rect_t bounds;

  if (foot != NULL && gtk_widget_get_mapped (foot) && gtk_widget_compute_bounds (foot, GTK_WIDGET (self->overlay), &bounds))
    return (int) bounds.origin.y;
  if (gtk_widget_get_mapped (GTK_WIDGET (self->split)) && gtk_widget_compute_bounds (GTK_WIDGET (self->split), GTK_WIDGET (self->overlay), &bounds))
    return (int) (bounds.origin.y + bounds.size.height);
  return gtk_widget_get_height (GTK_WIDGET (self->overlay));
}

/* The content is allocated before what lies over it. */
static gboolean
on_toast_position_cb (GtkOverlay *overlay, GtkWidget *toasts, GdkRectangle *out, ChoshoWindow *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay)), minimum = 0, natural = 0;

  gtk_widget_measure (toasts, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  out->width = CLAMP (natural, minimum, MAX (minimum, width));
  gtk_widget_measure (toasts, GTK_ORIENTATION_VERTICAL, out->width, &minimum, &natural, NULL, NULL);
  out->height = natural;
  out->x = (width - out->width) / 2;
  out->y = MAX (0, get_toast_bottom (self) - out->height - TOAST_MARGIN);
  return TRUE;
}

void
chosho_window_place_toasts (ChoshoWindow *self)
{
  g_signal_connect (self->overlay, "get-child-position", G_CALLBACK (on_toast_position_cb), self);
}

/* --- How it was left ------------------------------------------------------------------------------------------------ */

/* As the last window was left: the pane for evidence, where there is room for it. */
static void
restore_viewer (ChoshoWindow *self)
{
  GSettings *settings = chosho_preferences_get_settings ();

  if (settings == NULL || !g_settings_get_boolean (settings, VIEWER_VISIBLE))
    return;
  if (!reads_here (self))
    self->aside = TRUE;
  else if (has_room_for_both (self)
           && chosho_window_ensure_viewer (self) != NULL && has_room_for_both (self)) /* now that it can say what it needs */
    show_viewer (self);
}

void
chosho_window_lay_out (ChoshoWindow *self)
{
  if (chosho_window_get_page (self) == NULL)
    return;
  if (!self->laid_out)
    restore_viewer (self);
  self->laid_out = TRUE;
  lay_out_viewer (self);
}

void
chosho_window_keep_layout (ChoshoWindow *self)
{
  GSettings *settings = chosho_preferences_get_settings ();
  g_autoptr (GPropertyAction) show_places = g_property_action_new ("show-places", self->places, "visible");

  chosho_paned_handle_watch (self->split);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_places));
  if (settings != NULL)
    g_settings_bind (settings, "sidebar-visible", self->places, "visible", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
}
