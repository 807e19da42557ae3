/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-sample-cell.h"
#include "chosho-sample-table.h"

struct _ChoshoSampleCell
{
  GtkWidget parent_instance;

  GtkWidget *sign; /* (owned) */
  GtkWidget *word; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoSampleCell, chosho_sample_cell, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_class (ChoshoSampleCell *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

void
chosho_sample_cell_show (ChoshoSampleCell *self, const char *attribute, const ChoshoSheetCell *cell)
{
  const char *sign = chosho_sample_state_get_sign (cell->state);
  const char *word = cell->state != NULL ? chosho_word_sample_state (cell->state) : _("open");
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", attribute, word, cell->draft ? _(", draft") : "", cell->overtaken ? _(", recorded otherwise meanwhile") : "");

  gtk_label_set_text (GTK_LABEL (self->sign), sign);
  gtk_label_set_text (GTK_LABEL (self->word), cell->state != NULL ? word : "");
  set_class (self, "draft", cell->draft);
  set_class (self, "exception", g_strcmp0 (cell->state, "exception") == 0);
  set_class (self, "overtaken", cell->overtaken);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), cell->state != NULL ? name : NULL);
  chosho_accessible_set_name (self, name);
}

/* --- Class ------------------------------------------------------------------------------------------- */

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, ChoshoSampleCell *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_enter_cb (ChoshoSampleCell *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
chosho_sample_cell_dispose (GObject *object)
{
  ChoshoSampleCell *self = CHOSHO_SAMPLE_CELL (object);

  g_clear_pointer (&self->sign, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);
  G_OBJECT_CLASS (chosho_sample_cell_parent_class)->dispose (object);
}

static void
chosho_sample_cell_class_init (ChoshoSampleCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_sample_cell_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "samplecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
chosho_sample_cell_init (ChoshoSampleCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 5);
  self->sign = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->sign, "sign");
  gtk_widget_set_parent (self->sign, GTK_WIDGET (self));
  self->word = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->word), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->word, "word");
  gtk_widget_set_parent (self->word, GTK_WIDGET (self));
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_enter_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

ChoshoSampleCell *
chosho_sample_cell_new (void)
{
  return g_object_new (CHOSHO_TYPE_SAMPLE_CELL, NULL);
}
