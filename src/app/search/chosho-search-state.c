/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-search-state.h"

struct _ChoshoSearchState
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel         *words;
  GtkLabel         *trouble;
  GtkProgressBar   *bar;
  GtkButton        *button;

  ChoshoTextSearch *search;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoSearchState, chosho_search_state, GTK_TYPE_BOX)

/* Appends "74 without text information" where there are any. */
static void
append_count (GPtrArray *parts, ChoshoValue *counts, const char *key, const char *sentence)
{
  gint64 count = chosho_value_get_integer (counts, key, 0);
  g_autofree char *number = g_strdup_printf ("%d", (int) count);
  g_auto (GStrv) pieces = g_strsplit (sentence, "%d", 2);

  if (count > 0)
    g_ptr_array_add (parts, g_strjoinv (number, pieces));
}

/* (transfer full) */
static char *
dup_words (ChoshoValue *counts)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (counts == NULL)
    return g_strdup (_("Looking how far evidence can be searched…"));
  if (chosho_value_get_integer (counts, "evidence", 0) == 0)
    return g_strdup (_("There is no evidence to search yet"));
  append_count (parts, counts, "evidence", _("Evidence: %d"));
  append_count (parts, counts, "none", _("no text information: %d"));
  append_count (parts, counts, "partial", _("text in part: %d"));
  append_count (parts, counts, "opaque", _("of a kind that is not read: %d"));
  append_count (parts, counts, "failed", _("could not be read: %d"));
  append_count (parts, counts, "unread", _("not read yet: %d"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
on_changed_cb (ChoshoSearchState *self)
{
  ChoshoValue *counts = chosho_text_search_get_counts (self->search);
  const char *trouble = chosho_text_search_get_trouble (self->search);
  g_autofree char *words = dup_words (counts);
  guint64 done, total;
  gboolean reading = chosho_text_search_is_reading (self->search, &done, &total);

  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), reading);
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? (double) done / (double) total : 0);
  gtk_button_set_label (self->button, reading ? _("_Stop Reading") : _("_Read Evidence"));
  gtk_widget_set_visible (GTK_WIDGET (self->button), reading || chosho_text_search_can_read (self->search));
  gtk_label_set_text (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
}

static void
on_clicked_cb (ChoshoSearchState *self)
{
  guint64 done, total;

  if (chosho_text_search_is_reading (self->search, &done, &total))
    chosho_text_search_stop (self->search);
  else
    chosho_text_search_read (self->search);
}

void
chosho_search_state_set_search (ChoshoSearchState *self, ChoshoTextSearch *search)
{
  self->search = g_object_ref (search);
  g_signal_connect_object (search, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  on_changed_cb (self);
}

static void
chosho_search_state_dispose (GObject *object)
{
  ChoshoSearchState *self = CHOSHO_SEARCH_STATE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (chosho_search_state_parent_class)->dispose (object);
}

static void
chosho_search_state_class_init (ChoshoSearchStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_search_state_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-search-state.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchState, words);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchState, trouble);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchState, bar);
  gtk_widget_class_bind_template_child (widget_class, ChoshoSearchState, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
chosho_search_state_init (ChoshoSearchState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
