/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-blocker-words.h"
#include "chosho-code-words.h"
#include "chosho-sign-dialog.h"

static const char *const stages[] = { "complete", "review", "approve" };

struct _ChoshoSignDialog
{
  ChoshoBulkDialog parent_instance;

  AdwComboRow *stage;
};

G_DEFINE_FINAL_TYPE (ChoshoSignDialog, chosho_sign_dialog, CHOSHO_TYPE_BULK_DIALOG)

/* What stands against @row at @stage now, in words; NULL where it can be signed. @blocker: the first that the gate names. (transfer full) */
static char *
dup_obstacle (ChoshoValue *row, const char *stage, ChoshoValue **blocker)
{
  const char *next = chosho_value_get_string (row, "next_stage");
  g_autofree char *reasons = chosho_blockers_dup_sentences (chosho_value_get (row, "blockers"), blocker);

  if (g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") == 0)
    return g_strdup (_("Out of scope: nothing to sign"));
  if (next == NULL)
    return g_strdup (_("All three sign-offs stand"));
  if (!g_str_equal (next, stage))
    return g_strdup_printf (_("Its next sign-off is: %s"), chosho_word_stage (next));
  if (g_str_equal (stage, "approve") && chosho_value_get_length (chosho_value_get (row, "to_open")) > 0)
    return g_strdup (_("To be opened singly before it is approved"));
  return g_steal_pointer (&reasons);
}

static gboolean
plan (ChoshoBulkDialog *dialog, ChoshoValue *row, char **words, ChoshoValue **blocker)
{
  ChoshoSignDialog *self = CHOSHO_SIGN_DIALOG (dialog);
  const char *stage = stages[adw_combo_row_get_selected (self->stage)];

  *words = dup_obstacle (row, stage, blocker);
  if (*words != NULL)
    return FALSE;
  *words = g_strdup (chosho_word_stage (stage));
  return TRUE;
}

static const char *
fill (ChoshoBulkDialog *dialog, ChoshoValue *args)
{
  return stages[adw_combo_row_get_selected (CHOSHO_SIGN_DIALOG (dialog)->stage)];
}

static gboolean
approves (ChoshoBulkDialog *dialog)
{
  return g_str_equal (stages[adw_combo_row_get_selected (CHOSHO_SIGN_DIALOG (dialog)->stage)], "approve");
}

/* The stage that most of the controls wait for. */
static guint
guess_stage (ChoshoSignDialog *self)
{
  g_autoptr (GPtrArray) rows = chosho_bulk_dialog_list_rows (CHOSHO_BULK_DIALOG (self));
  guint counts[G_N_ELEMENTS (stages)] = { 0 };
  guint best = 0;

  for (guint i = 0; i < rows->len; i++)
    for (guint s = 0; s < G_N_ELEMENTS (stages); s++)
      {
        ChoshoValue *blocker = NULL;
        g_autofree char *obstacle = dup_obstacle (g_ptr_array_index (rows, i), stages[s], &blocker);

        counts[s] += obstacle == NULL;
      }
  for (guint s = 1; s < G_N_ELEMENTS (stages); s++)
    if (counts[s] > counts[best])
      best = s;
  return best;
}

static void
chosho_sign_dialog_class_init (ChoshoSignDialogClass *klass)
{
  ChoshoBulkDialogClass *bulk_class = CHOSHO_BULK_DIALOG_CLASS (klass);

  bulk_class->job = N_("Signing");
  bulk_class->planned = N_("Will be signed");
  bulk_class->acted = N_("Signed");
  bulk_class->not_acted = N_("Not signed");
  bulk_class->done = N_("Signed");
  bulk_class->plan = plan;
  bulk_class->fill = fill;
  bulk_class->approves = approves;
}

static void
chosho_sign_dialog_init (ChoshoSignDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    gtk_string_list_append (words, chosho_word_stage (stages[i]));
  self->stage = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stage), _("Sign-off"));
  adw_combo_row_set_model (self->stage, G_LIST_MODEL (words));
  chosho_bulk_dialog_add_row (CHOSHO_BULK_DIALOG (self), GTK_WIDGET (self->stage));
}

ChoshoBulkDialog *
chosho_sign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls)
{
  ChoshoSignDialog *self = g_object_new (CHOSHO_TYPE_SIGN_DIALOG, "transient-for", parent, "title", _("Sign Several Controls"), NULL);

  chosho_bulk_dialog_begin (CHOSHO_BULK_DIALOG (self), context, controls, _("_Sign"));
  adw_combo_row_set_selected (self->stage, guess_stage (self));
  g_signal_connect_object (self->stage, "notify::selected", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  chosho_bulk_dialog_replan (CHOSHO_BULK_DIALOG (self));
  return CHOSHO_BULK_DIALOG (self);
}
