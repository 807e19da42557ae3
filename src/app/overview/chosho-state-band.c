/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-page.h"
#include "chosho-state-band.h"
#include "chosho-state-pattern.h"

#define MIN_PART_WIDTH 5 /* pixels: what is there is seen, and can be hit */
#define NATURAL_WIDTH 240

/* --- A part ----------------------------------------------------------------------------------------------- */

#define CHOSHO_TYPE_STATE_PART (chosho_state_part_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoStatePart, chosho_state_part, CHOSHO, STATE_PART, GtkButton)

struct _ChoshoStatePart
{
  GtkButton   parent_instance;
  const char *state;
  gint64      count;
};

G_DEFINE_FINAL_TYPE (ChoshoStatePart, chosho_state_part, GTK_TYPE_BUTTON)

static void
chosho_state_part_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  chosho_state_pattern_snapshot (widget, snapshot, CHOSHO_STATE_PART (widget)->state, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static void
chosho_state_part_class_init (ChoshoStatePartClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = chosho_state_part_snapshot;
}

static void
chosho_state_part_init (ChoshoStatePart *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-part");
}

/* --- The band --------------------------------------------------------------------------------------------- */

struct _ChoshoStateBand
{
  GtkWidget  parent_instance;
  GPtrArray *parts; /* (owned) (element-type ChoshoStatePart, borrowed: our children) */
};

G_DEFINE_FINAL_TYPE (ChoshoStateBand, chosho_state_band, GTK_TYPE_WIDGET)

static void
chosho_state_band_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  ChoshoStateBand *self = CHOSHO_STATE_BAND (widget);

  *minimum = *natural = 0;
  for (guint i = 0; i < self->parts->len; i++)
    {
      int part_minimum, part_natural;

      gtk_widget_measure (g_ptr_array_index (self->parts, i), orientation, -1, &part_minimum, &part_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, part_minimum);
          *natural = MAX (*natural, part_natural);
        }
      else
        *minimum += MAX (part_minimum, MIN_PART_WIDTH);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, NATURAL_WIDTH);
}

static void
chosho_state_band_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ChoshoStateBand *self = CHOSHO_STATE_BAND (widget);
  gint64 room = width - (gint64) self->parts->len * MIN_PART_WIDTH;
  gint64 total = 0, passed = 0;
  int end = 0;

  for (guint i = 0; i < self->parts->len; i++)
    total += CHOSHO_STATE_PART (g_ptr_array_index (self->parts, i))->count;
  for (guint i = 0; i < self->parts->len; i++)
    {
      ChoshoStatePart *part = g_ptr_array_index (self->parts, i);
      int begin = end;

      passed += part->count;
      end = (int) ((i + 1) * MIN_PART_WIDTH + room * passed / total);
      gtk_widget_size_allocate (GTK_WIDGET (part), &(GtkAllocation) { begin, 0, end - begin, height }, -1);
    }
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers, ChoshoStateBand *self)
{
  gboolean forward = key == (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? GDK_KEY_Left : GDK_KEY_Right);

  if (key != GDK_KEY_Left && key != GDK_KEY_Right)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);
      guint next = forward ? i + 1 : i - 1; /* before the first: beyond the last */

      if (!gtk_widget_has_focus (part) || next >= self->parts->len)
        continue;
      gtk_widget_set_focusable (g_ptr_array_index (self->parts, next), TRUE);
      gtk_widget_grab_focus (g_ptr_array_index (self->parts, next));
      gtk_widget_set_focusable (part, FALSE);
      break;
    }
  return GDK_EVENT_STOP;
}

static void
on_part_clicked_cb (GtkWidget *part, const char *target)
{
  chosho_page_go (part, "controls", target);
}

static void
free_target (gpointer target, GClosure *closure)
{
  g_free (target);
}

static void
add_part (ChoshoStateBand *self, const char *state, gint64 count, const char *name, const char *condition)
{
  ChoshoStatePart *part = g_object_new (CHOSHO_TYPE_STATE_PART, NULL);
  g_autofree char *label = g_strdup_printf (_("%s: %s %u"), name, chosho_word_state (state), (guint) count);
  char *target = g_strdup_printf ("filter:%s%sstate=%s", condition != NULL ? condition : "", condition != NULL ? "&" : "", state);

  part->state = g_intern_string (state);
  part->count = count;
  gtk_widget_set_tooltip_text (GTK_WIDGET (part), label);
  chosho_accessible_set_name (part, label);
  gtk_widget_set_focusable (GTK_WIDGET (part), self->parts->len == 0);
  gtk_widget_set_parent (GTK_WIDGET (part), GTK_WIDGET (self));
  g_signal_connect_data (part, "clicked", G_CALLBACK (on_part_clicked_cb), target, free_target, 0);
  g_ptr_array_add (self->parts, part);
}

static void
chosho_state_band_dispose (GObject *object)
{
  ChoshoStateBand *self = CHOSHO_STATE_BAND (object);

  for (guint i = 0; i < self->parts->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->parts, i));
  g_ptr_array_set_size (self->parts, 0);
  G_OBJECT_CLASS (chosho_state_band_parent_class)->dispose (object);
}

static void
chosho_state_band_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_STATE_BAND (object)->parts);
  G_OBJECT_CLASS (chosho_state_band_parent_class)->finalize (object);
}

static void
chosho_state_band_class_init (ChoshoStateBandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_state_band_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_state_band_finalize;
  GTK_WIDGET_CLASS (klass)->measure = chosho_state_band_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = chosho_state_band_size_allocate;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
chosho_state_band_init (ChoshoStateBand *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->parts = g_ptr_array_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
chosho_state_band_new (ChoshoValue *counts, const char *name, const char *condition)
{
  ChoshoStateBand *self = g_object_new (CHOSHO_TYPE_STATE_BAND, NULL);

  chosho_accessible_set_name (self, name);
  for (const char *const *state = chosho_state_pattern_codes (); *state != NULL; state++)
    {
      gint64 count = chosho_value_get_integer (counts, *state, 0);

      if (count > 0)
        add_part (self, *state, count, name, condition);
    }
  return GTK_WIDGET (self);
}
