/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-member-checks.h"

struct _ChoshoMemberChecks
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *checks; /* (owned) (element-type GtkCheckButton, borrowed): one a member, "member" its id */
};

G_DEFINE_FINAL_TYPE (ChoshoMemberChecks, chosho_member_checks, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_chosen (ChoshoMemberChecks *self)
{
  guint count = 0;

  for (guint i = 0; i < self->checks->len; i++)
    count += gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
  return count;
}

ChoshoValue *
chosho_member_checks_list_chosen (ChoshoMemberChecks *self)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      chosho_value_append_string (list, g_object_get_data (g_ptr_array_index (self->checks, i), "member"));
  return list;
}

gboolean
chosho_member_checks_has_chosen (ChoshoMemberChecks *self)
{
  return count_chosen (self) > 0;
}

gboolean
chosho_member_checks_are_all (ChoshoMemberChecks *self)
{
  return count_chosen (self) == self->checks->len;
}

static void
on_toggled_cb (ChoshoMemberChecks *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_member (ChoshoMemberChecks *self, ChoshoValue *member)
{
  GtkWidget *check = gtk_check_button_new_with_label (chosho_value_get_string (member, "name"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_object_set_data_full (G_OBJECT (check), "member", g_strdup (chosho_value_get_string (member, "id")), g_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), check);
  g_ptr_array_add (self->checks, check);
}

void
chosho_member_checks_set_context (ChoshoMemberChecks *self, ChoshoContext *context)
{
  ChoshoValue *members = chosho_context_get_members (context);

  for (guint i = 0; i < chosho_value_get_length (members); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (members, i), "state"), "left") != 0)
      add_member (self, chosho_value_get_item (members, i));
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_member_checks_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_MEMBER_CHECKS (object)->checks);
  G_OBJECT_CLASS (chosho_member_checks_parent_class)->finalize (object);
}

static void
chosho_member_checks_class_init (ChoshoMemberChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_member_checks_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_member_checks_init (ChoshoMemberChecks *self)
{
  self->checks = g_ptr_array_new ();
}
