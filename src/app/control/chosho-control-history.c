/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-control-history.h"
#include "chosho-zone.h"

/* More are in the journal; a control with its imports has some dozens. */
#define MAX_LINES 200

struct _ChoshoControlHistory
{
  GtkBox parent_instance;

  GtkExpander *expander; /* (borrowed) */
  GtkBox      *lines;    /* (borrowed) */
  char        *number;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoControlHistory, chosho_control_history, GTK_TYPE_BOX)

enum
{
  SIGNAL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_lines (ChoshoControlHistory *self)
{
  chosho_clear_box (self->lines);
}

static void
add_line (ChoshoControlHistory *self, const char *text, gboolean effective)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  if (!effective)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (self->lines, label);
}

static char *
dup_line (ChoshoValue *event)
{
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (event, "at"));
  const char *by = chosho_value_get_string (event, "by");
  gboolean effective = chosho_value_get_boolean (event, "effective", TRUE);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s   %s   %s", at, by != NULL ? by : chosho_value_get_string (event, "author"),
                          chosho_word_action (chosho_value_get_string (event, "action")));
  if (chosho_value_get_integer (event, "items", 1) > 1)
    g_string_append_printf (text, " × %d", (int) chosho_value_get_integer (event, "items", 1));
  if (!effective)
    g_string_append_printf (text, "   – %s", _("without effect"));
  if (chosho_value_get_boolean (event, "clock_reversed", FALSE))
    g_string_append_printf (text, "   – %s", _("clock ran backwards"));
  return g_string_free (text, FALSE);
}

void
chosho_control_history_set_events (ChoshoControlHistory *self, const char *number, ChoshoValue *events)
{
  guint count = chosho_value_get_length (events);

  if (g_strcmp0 (number, self->number) != 0)
    return; /* another control is shown by now */
  clear_lines (self);
  for (guint i = 0; i < MIN (count, MAX_LINES); i++)
    {
      ChoshoValue *event = chosho_value_get_item (events, count - 1 - i);
      g_autofree char *text = dup_line (event);

      add_line (self, text, chosho_value_get_boolean (event, "effective", TRUE));
    }
  if (count > MAX_LINES)
    {
      g_autofree char *rest = g_strdup_printf (_("%u older ones are in the journal"), count - MAX_LINES);

      add_line (self, rest, FALSE);
    }
}

static void
on_expanded_cb (ChoshoControlHistory *self)
{
  if (gtk_expander_get_expanded (self->expander) && self->number != NULL)
    g_signal_emit (self, signals[SIGNAL_WANTED], 0);
}

void
chosho_control_history_set_control (ChoshoControlHistory *self, const char *number)
{
  gboolean same = g_strcmp0 (self->number, number) == 0;

  g_free (self->number);
  self->number = g_strdup (number);
  if (same)
    {
      on_expanded_cb (self);
      return;
    }
  clear_lines (self);
  gtk_expander_set_expanded (self->expander, FALSE);
}

static void
chosho_control_history_finalize (GObject *object)
{
  g_free (CHOSHO_CONTROL_HISTORY (object)->number);
  G_OBJECT_CLASS (chosho_control_history_parent_class)->finalize (object);
}

static void
chosho_control_history_class_init (ChoshoControlHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_control_history_finalize;
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_control_history_init (ChoshoControlHistory *self)
{
  self->expander = GTK_EXPANDER (gtk_expander_new (_("History")));
  chosho_accessible_set_name (self->expander, _("History"));
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_margin_top (GTK_WIDGET (self->lines), 4);
  gtk_expander_set_child (self->expander, GTK_WIDGET (self->lines));
  gtk_widget_set_hexpand (GTK_WIDGET (self->expander), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->expander), "chosho-section");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->expander));
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (on_expanded_cb), self);
}
