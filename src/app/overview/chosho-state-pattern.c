/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "chosho-state-pattern.h"

#define HATCH_GAP 6.0  /* pixels between the lines of the hatching */
#define DOT_GAP 5.0
#define DOT_RADIUS 0.9
#define SWATCH_WIDTH 22
#define SWATCH_HEIGHT 12

typedef struct
{
  const char *state;
  double      density; /* of the filling, 0 to 1 */
} Filling;

static const Filling fillings[] = { { "approved", 0.95 }, { "reviewed", 0.60 }, { "prepared", 0.32 } };

const char *const *
chosho_state_pattern_codes (void)
{
  static const char *const codes[] = { "approved", "reviewed", "prepared", "in_progress", "not_started", "out_of_scope", NULL };

  return codes;
}

static void
draw_hatching (cairo_t *cr, int width, int height)
{
  for (double x = -height; x < width; x += HATCH_GAP)
    {
      cairo_move_to (cr, x, height);
      cairo_line_to (cr, x + height, 0);
    }
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
}

static void
draw_dots (cairo_t *cr, int width, int height)
{
  for (double y = DOT_GAP / 2; y < height; y += DOT_GAP)
    for (double x = DOT_GAP / 2; x < width; x += DOT_GAP)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x, y, DOT_RADIUS, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

/* Lines and dots are faint beside the fillings, but where high contrast is asked for. */
static double
get_density (double usual)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 1 : usual;
}

static void
set_source (cairo_t *cr, const GdkRGBA *colour, double density)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * density);
}

/* An edge tells where the next state begins. */
static void
draw_edge (cairo_t *cr, const GdkRGBA *colour, int width, int height)
{
  set_source (cr, colour, get_density (0.45));
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  cairo_stroke (cr);
}

static void
draw (cairo_t *cr, const char *state, const GdkRGBA *text, const GdkRGBA *accent, int width, int height)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fillings); i++)
    if (strcmp (fillings[i].state, state) == 0)
      {
        set_source (cr, accent, fillings[i].density);
        cairo_paint (cr);
      }
  if (strcmp (state, "in_progress") == 0)
    {
      set_source (cr, accent, get_density (0.7));
      draw_hatching (cr, width, height);
    }
  if (strcmp (state, "out_of_scope") == 0)
    {
      set_source (cr, text, get_density (0.35));
      draw_dots (cr, width, height);
    }
  else
    draw_edge (cr, strcmp (state, "not_started") == 0 ? text : accent, width, height);
}

void
chosho_state_pattern_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, const char *state, int width, int height)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA text, accent;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = text;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  draw (cr, state, &text, &accent, width, height);
  cairo_destroy (cr);
}

/* --- Swatch --------------------------------------------------------------------------------------------- */

struct _ChoshoStateSwatch
{
  GtkWidget   parent_instance;
  const char *state;
};

G_DEFINE_FINAL_TYPE (ChoshoStateSwatch, chosho_state_swatch, GTK_TYPE_WIDGET)

static void
chosho_state_swatch_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? SWATCH_WIDTH : SWATCH_HEIGHT;
}

static void
chosho_state_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  chosho_state_pattern_snapshot (widget, snapshot, CHOSHO_STATE_SWATCH (widget)->state, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static void
chosho_state_swatch_class_init (ChoshoStateSwatchClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = chosho_state_swatch_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = chosho_state_swatch_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
chosho_state_swatch_init (ChoshoStateSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
chosho_state_swatch_new (const char *state)
{
  ChoshoStateSwatch *self = g_object_new (CHOSHO_TYPE_STATE_SWATCH, NULL);

  self->state = g_intern_string (state);
  return GTK_WIDGET (self);
}
