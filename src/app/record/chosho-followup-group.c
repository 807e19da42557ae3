/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-followup-group.h"

struct _ChoshoFollowupGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  AdwComboRow *kind;     /* in the order of the codes below */
  GtkEditable *controls;
  GtkEditable *reason;
};

G_DEFINE_FINAL_TYPE (ChoshoFollowupGroup, chosho_followup_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const kinds[] = { "additional", "reaudit" };

/* Numbers as people write and paste them, one after another. (transfer full) */
static ChoshoValue *
list_controls (ChoshoFollowupGroup *self)
{
  g_auto (GStrv) words = g_regex_split_simple ("[\\s,、，;]+", gtk_editable_get_text (self->controls), 0, 0);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      chosho_value_append_string (list, words[i]);
  return list;
}

/* (transfer full) */
static char *
dup_reason (ChoshoFollowupGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
}

const char *
chosho_followup_group_get_missing (ChoshoFollowupGroup *self)
{
  g_autoptr (ChoshoValue) controls = list_controls (self);
  g_autofree char *reason = dup_reason (self);

  if (chosho_value_get_length (controls) == 0)
    return _("Write the numbers of the controls that it is about.");
  return reason[0] == '\0' ? _("Say why it is made, and of these controls.") : NULL;
}

void
chosho_followup_group_set_args (ChoshoFollowupGroup *self, ChoshoValue *args)
{
  g_autofree char *reason = dup_reason (self);

  chosho_value_set_string (args, "kind", kinds[adw_combo_row_get_selected (self->kind)]);
  chosho_value_set (args, "control", list_controls (self));
  chosho_value_set_string (args, "reason", reason);
}

void
chosho_followup_group_set_controls (ChoshoFollowupGroup *self, const char *const *numbers)
{
  g_autofree char *text = g_strjoinv (" ", (char **) numbers);

  gtk_editable_set_text (self->controls, text);
}

static void
on_changed_cb (ChoshoFollowupGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chosho_followup_group_class_init (ChoshoFollowupGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-followup-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoFollowupGroup, kind);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFollowupGroup, controls);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFollowupGroup, reason);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
chosho_followup_group_init (ChoshoFollowupGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
