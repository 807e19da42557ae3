/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-find-bar.h"

struct _ChoshoFindBar
{
  GtkBox parent_instance;

  /* Template */
  GtkRevealer    *revealer;
  GtkSearchEntry *entry;
  GtkLabel       *result;
  GtkWidget      *stop; /* shown while a search is under way that told how far it is */
};

enum
{
  SIGNAL_FIND,
  SIGNAL_STOP,
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoFindBar, chosho_find_bar, GTK_TYPE_BOX)

void
chosho_find_bar_open (ChoshoFindBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
tell (ChoshoFindBar *self, const char *words, gboolean running)
{
  gboolean had_focus = gtk_widget_has_focus (self->stop);

  gtk_label_set_text (self->result, words);
  gtk_widget_set_visible (self->stop, running);
  if (had_focus && !running)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
chosho_find_bar_find (ChoshoFindBar *self, int direction)
{
  const char *needle = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (needle[0] == '\0')
    {
      chosho_find_bar_open (self);
      return;
    }
  if (!gtk_widget_get_visible (self->stop))
    tell (self, "", FALSE);
  g_signal_emit (self, signals[SIGNAL_FIND], 0, needle, direction);
}

void
chosho_find_bar_find_words (ChoshoFindBar *self, const char *needle)
{
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), needle);
  chosho_find_bar_find (self, 1);
}

void
chosho_find_bar_tell_progress (ChoshoFindBar *self, const char *words)
{
  tell (self, words, TRUE);
}

void
chosho_find_bar_tell_result (ChoshoFindBar *self, const char *words)
{
  tell (self, words, FALSE);
}

void
chosho_find_bar_reset (ChoshoFindBar *self)
{
  tell (self, "", FALSE);
}

static void
on_activate_cb (ChoshoFindBar *self)
{
  chosho_find_bar_find (self, 1);
}

static void
on_previous_cb (ChoshoFindBar *self)
{
  chosho_find_bar_find (self, -1);
}

static void
on_stop_cb (ChoshoFindBar *self)
{
  g_signal_emit (self, signals[SIGNAL_STOP], 0);
  tell (self, _("The search was stopped"), FALSE);
}

static void
on_escape_cb (ChoshoFindBar *self)
{
  if (gtk_widget_get_visible (self->stop))
    {
      on_stop_cb (self);
      return;
    }
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_signal_emit (self, signals[SIGNAL_STOP], 0);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
chosho_find_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (chosho_find_bar_parent_class)->dispose (object);
}

static void
chosho_find_bar_class_init (ChoshoFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_find_bar_dispose;
  signals[SIGNAL_FIND] = g_signal_new ("find", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  signals[SIGNAL_STOP] = g_signal_new ("stop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFindBar, result);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFindBar, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_escape_cb);
}

static void
chosho_find_bar_init (ChoshoFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
