/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-blocker.h"
#include "chosho-gate-bar.h"
#include "chosho-code-words.h"

struct _ChoshoGateBar
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel          *headline;
  GtkScrolledWindow *scroller;
  GtkBox            *blockers;
  GtkBox            *sign_offs;
  GtkButton         *next;

  const char *stage;     /* (nullable) static: the next stage */
  gboolean    possible;
};

G_DEFINE_FINAL_TYPE (ChoshoGateBar, chosho_gate_bar, GTK_TYPE_BOX)

enum
{
  SIGNAL_SHOW,
  SIGNAL_SIGN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
on_blocker_cb (GtkButton *button, ChoshoGateBar *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW], 0, gtk_widget_get_name (GTK_WIDGET (button)));
}

static void
add_blocker (ChoshoGateBar *self, ChoshoValue *blocker)
{
  const char *sentence = chosho_blocker_describe (chosho_value_get_string (blocker, "code"));
  const char *step = chosho_value_get_string (blocker, "step");
  const char *phase = chosho_value_get_string (blocker, "phase");
  g_autofree char *text = phase != NULL ? g_strdup_printf ("%s: %s", chosho_word_phase (phase), sentence) : g_strdup (sentence);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "chosho-blocker");
  gtk_widget_set_name (button, step != NULL ? step : "");
  gtk_widget_set_sensitive (button, step != NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_blocker_cb), self);
  gtk_box_append (self->blockers, button);
}

static guint
show_blockers (ChoshoGateBar *self, ChoshoValue *row)
{
  ChoshoValue *list = chosho_value_get (row, "blockers");
  guint blocking = 0;

  clear_box (self->blockers);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (list, i);

      add_blocker (self, blocker);
      blocking += g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") == 0;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), chosho_value_get_length (list) > 0);
  return blocking;
}

static void
show_sign_offs (ChoshoGateBar *self, ChoshoValue *row)
{
  static const char *const stages[] = { "complete", "review", "approve" };
  ChoshoValue *given = chosho_value_get (row, "sign_offs");

  clear_box (self->sign_offs);
  for (guint s = 0; s < G_N_ELEMENTS (stages); s++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      GtkWidget *head = gtk_label_new (chosho_word_stage (stages[s]));
      GtkWidget *who = gtk_label_new ("—");

      gtk_widget_add_css_class (head, "dim-label");
      gtk_widget_add_css_class (head, "caption");
      for (guint i = 0; i < chosho_value_get_length (given); i++)
        {
          ChoshoValue *sign_off = chosho_value_get_item (given, i);
          const char *state = chosho_value_get_string (sign_off, "state");
          const char *at = chosho_value_get_string (sign_off, "at");
          g_autofree char *text = NULL;

          if (g_strcmp0 (chosho_value_get_string (sign_off, "stage"), stages[s]) != 0)
            continue;
          text = g_strconcat (g_strcmp0 (state, "current") == 0 ? "" : "⚠ ", chosho_value_get_string (sign_off, "by"), NULL);
          gtk_label_set_text (GTK_LABEL (who), text);
          gtk_widget_set_tooltip_text (box, at);
        }
      gtk_label_set_ellipsize (GTK_LABEL (who), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (who), 10);
      gtk_box_append (GTK_BOX (box), head);
      gtk_box_append (GTK_BOX (box), who);
      gtk_box_append (self->sign_offs, box);
    }
}

static const char *
next_label (const char *stage)
{
  if (g_strcmp0 (stage, "review") == 0)
    return _("Sign _Reviewed");
  return g_strcmp0 (stage, "approve") == 0 ? _("Sign _Approved") : _("Sign _Prepared");
}

static void
show_headline (ChoshoGateBar *self, guint blocking)
{
  g_autofree char *text = NULL;

  if (self->stage == NULL)
    text = g_strdup (_("All three sign-offs stand"));
  else if (blocking == 0)
    text = g_strdup (_("Nothing stands against the next sign-off"));
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing stands against the next sign-off", "%u things stand against the next sign-off", blocking), blocking);
  gtk_label_set_text (self->headline, text);
}

void
chosho_gate_bar_set_row (ChoshoGateBar *self, ChoshoValue *row)
{
  guint blocking;
  gboolean out = row != NULL && g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL);
  self->stage = NULL;
  self->possible = FALSE;
  if (row == NULL)
    return;
  if (chosho_value_get_string (row, "next_stage") != NULL && !out)
    self->stage = g_intern_string (chosho_value_get_string (row, "next_stage"));
  blocking = show_blockers (self, row);
  show_sign_offs (self, row);
  self->possible = self->stage != NULL && blocking == 0;
  show_headline (self, blocking);
  if (out)
    gtk_label_set_text (self->headline, _("Out of scope: nothing to sign"));
  gtk_widget_set_visible (GTK_WIDGET (self->next), self->stage != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), self->possible);
  gtk_button_set_label (self->next, next_label (self->stage));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next), self->possible ? NULL : gtk_label_get_text (self->headline));
}

const char *
chosho_gate_bar_get_next (ChoshoGateBar *self)
{
  return self->possible ? self->stage : NULL;
}

static void
on_next_clicked_cb (ChoshoGateBar *self)
{
  if (self->possible)
    g_signal_emit (self, signals[SIGNAL_SIGN], 0, self->stage);
}

static void
chosho_gate_bar_class_init (ChoshoGateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_SHOW] = g_signal_new ("show-step", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SIGN] = g_signal_new ("sign", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-gate-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoGateBar, headline);
  gtk_widget_class_bind_template_child (widget_class, ChoshoGateBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, ChoshoGateBar, blockers);
  gtk_widget_class_bind_template_child (widget_class, ChoshoGateBar, sign_offs);
  gtk_widget_class_bind_template_child (widget_class, ChoshoGateBar, next);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked_cb);
}

static void
chosho_gate_bar_init (ChoshoGateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_gate_bar_set_row (self, NULL);
}
