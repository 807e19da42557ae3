/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-step-field.h"
#include "chosho-step-picker.h"

#define EXCERPT 60 /* characters of a step's words, which tell it from the next one */

struct _ChoshoStepField
{
  AdwActionRow     parent_instance;

  GtkWidget       *clear;     /* takes away what is chosen */
  ChoshoWorkspace *workspace; /* (owned) */
  gboolean         several;
  char            *text;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoStepField, chosho_step_field, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One line; of a step that is gone its id. (transfer full) */
static char *
dup_line (ChoshoStepField *self, const char *id)
{
  g_autoptr (ChoshoValue) row = chosho_workspace_read_row (self->workspace, "step", id);
  const char *text = chosho_value_get_string (row, "text");
  g_autofree char *name = row != NULL ? chosho_step_picker_dup_name (row) : g_strdup (id);
  g_autofree char *excerpt = NULL;

  if (text == NULL || text[0] == '\0')
    return g_steal_pointer (&name);
  if (g_utf8_strlen (text, -1) <= EXCERPT)
    return g_strdup_printf ("%s: %s", name, text);
  excerpt = g_utf8_substring (text, 0, EXCERPT);
  return g_strdup_printf ("%s: %s…", name, excerpt);
}

static void
show_chosen (ChoshoStepField *self)
{
  g_auto (GStrv) ids = g_strsplit (self->text, " ", -1);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    if (ids[i][0] != '\0')
      {
        g_autofree char *line = dup_line (self, ids[i]);

        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
      }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), lines->len > 0 ? lines->str : _("None chosen"));
  gtk_widget_set_visible (self->clear, lines->len > 0);
}

const char *
chosho_step_field_get_text (ChoshoStepField *self)
{
  return self->text;
}

void
chosho_step_field_set_text (ChoshoStepField *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (strcmp (stripped, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
  show_chosen (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* To those that are there already, each once. */
static void
on_picked_cb (ChoshoStepPicker *picker, GStrv ids, ChoshoStepField *self)
{
  g_auto (GStrv) before = g_strsplit (self->text, " ", -1);
  g_autoptr (GString) text = g_string_new (self->several ? self->text : ids[0]);

  for (guint i = 0; self->several && ids[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) before, ids[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", ids[i]);
  chosho_step_field_set_text (self, text->str);
}

static void
on_choose_clicked_cb (ChoshoStepField *self)
{
  ChoshoStepPicker *picker = chosho_step_picker_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace, self->several);

  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

static void
on_clear_clicked_cb (ChoshoStepField *self)
{
  chosho_step_field_set_text (self, "");
}

static void
chosho_step_field_finalize (GObject *object)
{
  ChoshoStepField *self = CHOSHO_STEP_FIELD (object);

  g_clear_object (&self->workspace);
  g_free (self->text);
  G_OBJECT_CLASS (chosho_step_field_parent_class)->finalize (object);
}

static void
chosho_step_field_class_init (ChoshoStepFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_step_field_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_suffix (ChoshoStepField *self, GtkWidget *button, GCallback clicked)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
chosho_step_field_init (ChoshoStepField *self)
{
  GtkWidget *choose = gtk_button_new_with_label (_("Choose Steps…"));

  self->text = g_strdup ("");
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_tooltip_text (self->clear, _("Choose None"));
  chosho_accessible_set_name (self->clear, _("Choose None"));
  add_suffix (self, self->clear, G_CALLBACK (on_clear_clicked_cb));
  add_suffix (self, choose, G_CALLBACK (on_choose_clicked_cb));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), choose);
  gtk_widget_set_focusable (choose, FALSE); /* the row has the focus, and Enter there does the same */
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
chosho_step_field_new (ChoshoWorkspace *workspace, const char *label, gboolean several)
{
  ChoshoStepField *self = g_object_new (CHOSHO_TYPE_STEP_FIELD, "title", label, NULL);

  self->workspace = g_object_ref (workspace);
  self->several = several;
  show_chosen (self);
  return GTK_WIDGET (self);
}
