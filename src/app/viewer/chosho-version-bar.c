/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-changes-dialog.h"
#include "chosho-version-bar.h"

struct _ChoshoVersionBar
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel  *words;
  GtkButton *older;
  GtkButton *newer;

  ChoshoContext *context; /* (owned) (nullable) */
  char          *changed; /* (owned) (nullable) the newer of the two versions that are told of */
};

G_DEFINE_FINAL_TYPE (ChoshoVersionBar, chosho_version_bar, GTK_TYPE_BOX)

/* Lets @button lead to the evidence @id (nullable); returns its reference, or NULL where it leads nowhere. (transfer full) */
static char *
lead_to (GtkButton *button, ChoshoContext *context, const char *id)
{
  g_autoptr (ChoshoValue) row = id != NULL ? chosho_workspace_read_row (chosho_context_get_workspace (context), "evidence", id) : NULL;
  const char *reference = chosho_value_get_string (row, "reference");

  gtk_widget_set_visible (GTK_WIDGET (button), reference != NULL);
  if (reference != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", id, "");
  return g_strdup (reference);
}

void
chosho_version_bar_set_row (ChoshoVersionBar *self, ChoshoContext *context, ChoshoValue *row)
{
  ChoshoValue *successors = chosho_value_get (row, "replaced_by");
  g_autofree char *older = lead_to (self->older, context, chosho_value_get_string (row, "version_of"));
  g_autofree char *newer = lead_to (self->newer, context, chosho_value_as_string (chosho_value_get_item (successors, 0)));
  const char *reason = chosho_value_get_string (row, "version_reason");
  g_autofree char *words = NULL;

  g_set_object (&self->context, context);
  g_free (self->changed);
  self->changed = g_strdup (newer != NULL ? chosho_value_as_string (chosho_value_get_item (successors, 0)) : chosho_value_get_string (row, "id"));
  /* That something newer took its place is what a reader must not miss. */
  if (newer != NULL)
    words = g_strdup_printf (_("Replaced by %s"), newer);
  else if (older != NULL)
    words = g_strdup_printf (_("New version of %s: %s"), older, reason);
  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->words), words);
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

static void
on_changes_cb (ChoshoVersionBar *self)
{
  gtk_window_present (GTK_WINDOW (chosho_changes_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->context, self->changed)));
}

static void
chosho_version_bar_finalize (GObject *object)
{
  ChoshoVersionBar *self = CHOSHO_VERSION_BAR (object);

  g_clear_object (&self->context);
  g_free (self->changed);
  G_OBJECT_CLASS (chosho_version_bar_parent_class)->finalize (object);
}

static void
chosho_version_bar_class_init (ChoshoVersionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_version_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-version-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoVersionBar, words);
  gtk_widget_class_bind_template_child (widget_class, ChoshoVersionBar, older);
  gtk_widget_class_bind_template_child (widget_class, ChoshoVersionBar, newer);
  gtk_widget_class_bind_template_callback (widget_class, on_changes_cb);
}

static void
chosho_version_bar_init (ChoshoVersionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
