/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-assign-dialog.h"
#include "chosho-clock.h"
#include "chosho-text.h"

#define NONE "none" /* what the command takes for nobody and for no day */

struct _ChoshoAssignDialog
{
  ChoshoBulkDialog parent_instance;

  AdwComboRow *member;
  AdwComboRow *reviewer;
  AdwEntryRow *due;

  GPtrArray   *ids;      /* (owned) (element-type utf8) what the choices mean to the command: as it is (""), nobody, the members */
  char        *old_due;  /* (owned) the day that all of them have, or "" */
};

G_DEFINE_FINAL_TYPE (ChoshoAssignDialog, chosho_assign_dialog, CHOSHO_TYPE_BULK_DIALOG)

/* --- What is chosen ------------------------------------------------------------------------------------------- */

/* As the command takes it: NULL leaves it as it is. Borrowed. */
static const char *
get_person (ChoshoAssignDialog *self, AdwComboRow *row)
{
  const char *id = g_ptr_array_index (self->ids, adw_combo_row_get_selected (row));

  return id[0] != '\0' ? id : NULL;
}

/* The same of the day, of which FALSE says that it is none. (transfer full) @due */
static gboolean
get_due (ChoshoAssignDialog *self, char **due)
{
  g_autofree char *text = chosho_text_fold_width (gtk_editable_get_text (GTK_EDITABLE (self->due)));

  g_strstrip (text);
  *due = g_str_equal (text, self->old_due) ? NULL : g_strdup (text[0] != '\0' ? text : NONE);
  return *due == NULL || g_str_equal (*due, NONE) || chosho_date_is_valid (*due);
}

static const char *
person_name (ChoshoBulkDialog *dialog, const char *id)
{
  const char *name = id != NULL ? chosho_context_get_member_name (chosho_bulk_dialog_get_context (dialog), id) : NULL;

  return name != NULL ? name : _("Nobody");
}

/* Adds "WHAT: OLD → NEW" where @wanted (nullable: stays) is another one than @old. */
static void
add_change (GStrvBuilder *lines, const char *what, const char *old, const char *wanted, const char *old_word, const char *new_word)
{
  if (wanted != NULL && g_strcmp0 (old, g_str_equal (wanted, NONE) ? NULL : wanted) != 0)
    {
      g_autofree char *line = g_strdup_printf ("%s: %s → %s", what, old_word, new_word);

      g_strv_builder_add (lines, line);
    }
}

/* What becomes another one at @row, a line each. (transfer full) */
static char *
dup_changes (ChoshoAssignDialog *self, ChoshoValue *row, const char *due)
{
  ChoshoBulkDialog *dialog = CHOSHO_BULK_DIALOG (self);
  const char *old_member = chosho_value_get_string (row, "assignee_id"), *old_reviewer = chosho_value_get_string (row, "reviewer_id");
  const char *old_due = chosho_value_get_string (row, "due");
  const char *member = get_person (self, self->member), *reviewer = get_person (self, self->reviewer);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  add_change (builder, _("Preparer"), old_member, member, person_name (dialog, old_member), person_name (dialog, member));
  add_change (builder, _("To be reviewed by"), old_reviewer, reviewer, person_name (dialog, old_reviewer), person_name (dialog, reviewer));
  add_change (builder, _("Due"), old_due, due, old_due != NULL ? old_due : "–", due != NULL && !g_str_equal (due, NONE) ? due : "–");
  lines = g_strv_builder_end (builder);
  return g_strjoinv ("\n", lines);
}

static gboolean
plan (ChoshoBulkDialog *dialog, ChoshoValue *row, char **words, ChoshoValue **blocker)
{
  g_autofree char *due = NULL;

  if (g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") == 0)
    {
      *words = g_strdup (_("Out of scope: nothing to assign"));
      return FALSE;
    }
  if (!get_due (CHOSHO_ASSIGN_DIALOG (dialog), &due))
    {
      *words = g_strdup (_("Not a date (YYYY-MM-DD)"));
      return FALSE;
    }
  *words = dup_changes (CHOSHO_ASSIGN_DIALOG (dialog), row, due);
  if ((*words)[0] != '\0')
    return TRUE;
  g_free (*words);
  *words = g_strdup (_("It is so already"));
  return FALSE;
}

static const char *
fill (ChoshoBulkDialog *dialog, ChoshoValue *args)
{
  ChoshoAssignDialog *self = CHOSHO_ASSIGN_DIALOG (dialog);
  g_autofree char *due = NULL;

  get_due (self, &due);
  chosho_value_set_string (args, "member", get_person (self, self->member));
  chosho_value_set_string (args, "reviewer", get_person (self, self->reviewer));
  chosho_value_set_string (args, "due", due);
  return "assign";
}

/* --- Choices ---------------------------------------------------------------------------------------------------- */

static void
fill_members (ChoshoAssignDialog *self)
{
  ChoshoValue *members = chosho_context_get_members (chosho_bulk_dialog_get_context (CHOSHO_BULK_DIALOG (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("As it is"));
  g_ptr_array_add (self->ids, g_strdup (""));
  gtk_string_list_append (names, _("Nobody"));
  g_ptr_array_add (self->ids, g_strdup (NONE));
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      if (g_strcmp0 (chosho_value_get_string (member, "state"), "active") != 0)
        continue;
      gtk_string_list_append (names, chosho_value_get_string (member, "name"));
      g_ptr_array_add (self->ids, g_strdup (chosho_value_get_string (member, "id")));
    }
  adw_combo_row_set_model (self->member, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->reviewer, G_LIST_MODEL (names));
}

/* What stands at @key of all of them, or "" where they differ. (transfer full) */
static char *
dup_common (ChoshoAssignDialog *self, const char *key)
{
  g_autoptr (GPtrArray) rows = chosho_bulk_dialog_list_rows (CHOSHO_BULK_DIALOG (self));
  const char *common = rows->len > 0 ? chosho_value_get_string (g_ptr_array_index (rows, 0), key) : NULL;

  for (guint i = 1; i < rows->len; i++)
    if (g_strcmp0 (chosho_value_get_string (g_ptr_array_index (rows, i), key), common) != 0)
      return g_strdup ("");
  return g_strdup (common != NULL ? common : "");
}

/* --- Class -------------------------------------------------------------------------------------------------------- */

static void
chosho_assign_dialog_finalize (GObject *object)
{
  ChoshoAssignDialog *self = CHOSHO_ASSIGN_DIALOG (object);

  g_free (self->old_due);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (chosho_assign_dialog_parent_class)->finalize (object);
}

static void
chosho_assign_dialog_class_init (ChoshoAssignDialogClass *klass)
{
  ChoshoBulkDialogClass *bulk_class = CHOSHO_BULK_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_assign_dialog_finalize;
  bulk_class->job = N_("Assigning");
  bulk_class->planned = N_("Will be changed");
  bulk_class->acted = N_("Recorded");
  bulk_class->not_acted = N_("Not recorded");
  bulk_class->plan = plan;
  bulk_class->fill = fill;
}

static GtkWidget *
add_row (ChoshoAssignDialog *self, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  chosho_bulk_dialog_add_row (CHOSHO_BULK_DIALOG (self), row);
  return row;
}

static void
chosho_assign_dialog_init (ChoshoAssignDialog *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->member = ADW_COMBO_ROW (add_row (self, adw_combo_row_new (), _("Preparer")));
  self->reviewer = ADW_COMBO_ROW (add_row (self, adw_combo_row_new (), _("To be reviewed by")));
  self->due = ADW_ENTRY_ROW (add_row (self, adw_entry_row_new (), _("Due (YYYY-MM-DD)")));
}

ChoshoBulkDialog *
chosho_assign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls)
{
  ChoshoAssignDialog *self = g_object_new (CHOSHO_TYPE_ASSIGN_DIALOG, "transient-for", parent, "title", _("Assign"), NULL);
  ChoshoBulkDialog *dialog = CHOSHO_BULK_DIALOG (self);

  chosho_bulk_dialog_begin (dialog, context, controls, _("_Assign"));
  fill_members (self);
  self->old_due = dup_common (self, "due");
  gtk_editable_set_text (GTK_EDITABLE (self->due), self->old_due);
  g_signal_connect_object (self->member, "notify::selected", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reviewer, "notify::selected", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->due, "changed", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  chosho_bulk_dialog_replan (dialog);
  return dialog;
}
