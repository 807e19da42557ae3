/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-assign-dialog.h"
#include "chosho-clock.h"
#include "chosho-date-text.h"
#include "chosho-text.h"

#define NONE "none" /* what the command takes for nobody and for no day */

struct _ChoshoAssignDialog
{
  ChoshoBulkDialog parent_instance;

  AdwComboRow *member;
  AdwComboRow *reviewer;
  AdwEntryRow *due;
  AdwEntryRow *visit;
  GtkWidget   *visits;   /* those in use, to choose from */

  GPtrArray   *ids;      /* (owned) (element-type utf8) what the choices mean to the command: as it is (""), nobody, the members */
  char        *old_due;   /* (owned) the day that all of them have, or "" */
  char        *old_visit; /* (owned) the visit that all of them have, or "" */
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

/* The same of what is typed into @row; where that was emptied it is taken away. (transfer full) (nullable) */
static char *
dup_typed (AdwEntryRow *row, const char *old)
{
  g_autofree char *text = chosho_text_fold_width (gtk_editable_get_text (GTK_EDITABLE (row)));

  return g_str_equal (text, old) ? NULL : g_strdup (text[0] != '\0' ? text : NONE);
}

/* The same of the day typed. (transfer full) */
static char *
dup_due (ChoshoAssignDialog *self)
{
  g_autofree char *typed = dup_typed (self->due, self->old_due);

  return typed != NULL ? chosho_date_text_fold (typed) : NULL;
}

static const char *
person_name (ChoshoBulkDialog *dialog, const char *id)
{
  const char *name = id != NULL ? chosho_context_get_member_name (chosho_bulk_dialog_get_context (dialog), id) : NULL;

  return name != NULL ? name : _("Nobody");
}

/* Adds "WHAT: OLD → NEW" where @wanted (nullable: stays) is another one than @old (nullable: none). @old_name and @new_name: what
 * people call them. */
static void
add_change (GStrvBuilder *lines, const char *what, const char *old, const char *wanted, const char *old_name, const char *new_name)
{
  g_autofree char *line = NULL;

  if (wanted == NULL || g_strcmp0 (old, g_str_equal (wanted, NONE) ? NULL : wanted) == 0)
    return;
  line = g_strdup_printf ("%s: %s → %s", what, old_name, new_name);
  g_strv_builder_add (lines, line);
}

static void
add_person (ChoshoAssignDialog *self, GStrvBuilder *lines, const char *what, const char *old, const char *wanted)
{
  add_change (lines, what, old, wanted, person_name (CHOSHO_BULK_DIALOG (self), old), person_name (CHOSHO_BULK_DIALOG (self), wanted));
}

static void
add_text (GStrvBuilder *lines, const char *what, const char *old, const char *wanted)
{
  add_change (lines, what, old, wanted, old != NULL ? old : "–", g_strcmp0 (wanted, NONE) != 0 ? wanted : "–");
}

/* What becomes another one at @row, a line each. (transfer full) */
static char *
dup_changes (ChoshoAssignDialog *self, ChoshoValue *row, const char *due)
{
  g_autofree char *visit = dup_typed (self->visit, self->old_visit);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  add_person (self, builder, _("Preparer"), chosho_value_get_string (row, "assignee_id"), get_person (self, self->member));
  add_person (self, builder, _("To be reviewed by"), chosho_value_get_string (row, "reviewer_id"), get_person (self, self->reviewer));
  add_text (builder, _("Due"), chosho_value_get_string (row, "due"), due);
  add_text (builder, _("Visit"), chosho_value_get_string (row, "visit"), visit);
  lines = g_strv_builder_end (builder);
  return g_strjoinv ("\n", lines);
}

static gboolean
plan (ChoshoBulkDialog *dialog, ChoshoValue *row, char **words, ChoshoValue **blocker)
{
  ChoshoAssignDialog *self = CHOSHO_ASSIGN_DIALOG (dialog);
  g_autofree char *due = dup_due (self);
  g_autofree char *changes = dup_changes (self, row, due);
  const char *obstacle = NULL;

  if (g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") == 0)
    obstacle = _("Out of scope: nothing to assign");
  else if (due != NULL && !g_str_equal (due, NONE) && !chosho_date_is_valid (due))
    obstacle = _("Not a date (YYYY-MM-DD)");
  else if (changes[0] == '\0')
    obstacle = _("It is so already");
  *words = g_strdup (obstacle != NULL ? obstacle : changes);
  return obstacle == NULL;
}

static const char *
fill (ChoshoBulkDialog *dialog, ChoshoValue *args)
{
  ChoshoAssignDialog *self = CHOSHO_ASSIGN_DIALOG (dialog);
  g_autofree char *due = dup_due (self);
  g_autofree char *visit = dup_typed (self->visit, self->old_visit);

  chosho_value_set_string (args, "member", get_person (self, self->member));
  chosho_value_set_string (args, "reviewer", get_person (self, self->reviewer));
  chosho_value_set_string (args, "due", due);
  chosho_value_set_string (args, "visit", visit);
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

static void
on_visit_clicked_cb (GtkWidget *button, ChoshoAssignDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->visit), gtk_button_get_label (GTK_BUTTON (button)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->visits));
}

/* The visits in use, so that one is written in one way. */
static void
fill_visits (ChoshoAssignDialog *self)
{
  g_autoptr (ChoshoValue) visits = chosho_context_list_visits (chosho_bulk_dialog_get_context (CHOSHO_BULK_DIALOG (self)));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < chosho_value_get_length (visits); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (chosho_value_get_string (chosho_value_get_item (visits, i), "name"));

      gtk_widget_add_css_class (button, "flat");
      g_signal_connect (button, "clicked", G_CALLBACK (on_visit_clicked_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->visits), popover);
  gtk_widget_set_visible (self->visits, chosho_value_get_length (visits) > 0);
}

/* Writes what all of them have at @key into @entry, nothing where they differ, and returns it. (transfer full) */
static char *
fill_common (ChoshoAssignDialog *self, AdwEntryRow *entry, const char *key)
{
  g_autoptr (GPtrArray) rows = chosho_bulk_dialog_list_rows (CHOSHO_BULK_DIALOG (self));
  const char *common = rows->len > 0 ? chosho_value_get_string (g_ptr_array_index (rows, 0), key) : NULL;

  for (guint i = 1; i < rows->len; i++)
    if (g_strcmp0 (chosho_value_get_string (g_ptr_array_index (rows, i), key), common) != 0)
      common = NULL;
  gtk_editable_set_text (GTK_EDITABLE (entry), common != NULL ? common : "");
  g_signal_connect_object (entry, "changed", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  return g_strdup (common != NULL ? common : "");
}

/* --- Class -------------------------------------------------------------------------------------------------------- */

static void
chosho_assign_dialog_finalize (GObject *object)
{
  ChoshoAssignDialog *self = CHOSHO_ASSIGN_DIALOG (object);

  g_free (self->old_due);
  g_free (self->old_visit);
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
  self->visit = ADW_ENTRY_ROW (add_row (self, adw_entry_row_new (), _("Visit")));
  self->visits = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->visits), "pan-down-symbolic");
  gtk_widget_set_valign (self->visits, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->visits, "flat");
  gtk_widget_set_tooltip_text (self->visits, _("Visits in use"));
  chosho_accessible_set_name (self->visits, _("Visits in use"));
  adw_entry_row_add_suffix (self->visit, self->visits);
}

ChoshoBulkDialog *
chosho_assign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls)
{
  ChoshoAssignDialog *self = g_object_new (CHOSHO_TYPE_ASSIGN_DIALOG, "transient-for", parent, "title", _("Assign"), NULL);
  ChoshoBulkDialog *dialog = CHOSHO_BULK_DIALOG (self);

  chosho_bulk_dialog_begin (dialog, context, controls, _("_Assign"));
  fill_members (self);
  fill_visits (self);
  self->old_due = fill_common (self, self->due, "due");
  self->old_visit = fill_common (self, self->visit, "visit");
  g_signal_connect_object (self->member, "notify::selected", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reviewer, "notify::selected", G_CALLBACK (chosho_bulk_dialog_replan), self, G_CONNECT_SWAPPED);
  chosho_bulk_dialog_replan (dialog);
  return dialog;
}
