/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-carry-dialog.h"
#include "chosho-member-checks.h"
#include "chosho-password-dialog.h"
#include "chosho-password-entry.h"

struct _ChoshoCarryDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel            *disk;      /* what the disk of the working copy has to be, and what the one here is */
  ChoshoMemberChecks  *people;
  GtkEditable         *passphrase;
  GtkCheckButton      *mine;      /* evidence of one's own controls */
  GtkCheckButton      *none;      /* no evidence */
  GtkEditable         *holder;
  GtkEditable         *note;
  GtkSwitch           *returning;
  GtkWidget           *act;

  ChoshoContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoCarryDialog, chosho_carry_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Arguments --------------------------------------------------------------------------------- */

/* NULL: it is sealed to keys. */
static const char *
get_passphrase (ChoshoCarryDialog *self)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase);

  return passphrase[0] != '\0' ? passphrase : NULL;
}

/* The controls that are assigned to who acts. (transfer full) */
static ChoshoValue *
list_my_controls (ChoshoCarryDialog *self)
{
  ChoshoValue *rows = chosho_value_get (chosho_context_get_rows (self->context), "control");
  const char *me = chosho_context_get_my_id (self->context);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (g_strcmp0 (chosho_value_get_string (row, "assignee_id"), me) == 0)
        chosho_value_append_string (list, chosho_value_get_string (row, "number"));
    }
  return list;
}

static void
set_typed (ChoshoValue *args, const char *name, GtkEditable *editable)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (editable)));

  if (text[0] != '\0')
    chosho_value_set_string (args, name, text);
}

static ChoshoValue *
collect (ChoshoCarryDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  if (get_passphrase (self) == NULL && !chosho_member_checks_are_all (self->people)) /* else it is sealed to the team */
    chosho_value_set (args, "recipient", chosho_member_checks_list_chosen (self->people));
  if (gtk_check_button_get_active (self->mine))
    chosho_value_set (args, "control", list_my_controls (self));
  if (gtk_check_button_get_active (self->none))
    chosho_value_set_boolean (args, "without_evidence", TRUE);
  if (gtk_switch_get_active (self->returning))
    chosho_value_set_boolean (args, "returning", TRUE);
  set_typed (args, "holder", self->holder);
  set_typed (args, "note", self->note);
  return args;
}

/* Where to is asked of the window: one dialog at a time. */
static void
on_act_clicked_cb (ChoshoCarryDialog *self)
{
  g_autoptr (ChoshoValue) args = collect (self);
  int passphrase_fd = chosho_password_pass_as (get_passphrase (self), args, "pack_passphrase_file");

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, args, passphrase_fd);
}

/* --- Choosing ---------------------------------------------------------------------------------- */

/* Sealed to nobody it could not be opened. */
static void
on_toggled_cb (ChoshoCarryDialog *self)
{
  gboolean closed = get_passphrase (self) != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->people), !closed);
  gtk_widget_set_sensitive (self->act, closed || chosho_member_checks_has_chosen (self->people));
}

static void
fill (ChoshoCarryDialog *self)
{
  const char *me = chosho_context_get_my_id (self->context);
  g_autoptr (ChoshoValue) mine = list_my_controls (self);

  chosho_member_checks_set_context (self->people, self->context);
  gtk_editable_set_text (self->holder, me != NULL ? chosho_context_get_member_name (self->context, me) : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->mine), chosho_value_get_length (mine) > 0);
  on_toggled_cb (self);
}

/* --- Disks ------------------------------------------------------------------------------------- */

static const char *
describe_disk (const char *encrypted)
{
  if (g_strcmp0 (encrypted, "yes") == 0)
    return _("The engagement here lies on an encrypted disk.");
  if (g_strcmp0 (encrypted, "no") == 0)
    return _("The engagement here lies on a disk that is not encrypted.");
  return _("Whether the disk of the engagement here is encrypted is not known.");
}

static void
on_disk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCarryDialog) self = user_data;
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  (void) chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &facts, &error); /* not known then */
  text = g_strjoin (" ", _("The working copy is not encrypted by itself: make it on an encrypted disk."),
                    describe_disk (chosho_value_get_string (facts, "disk_encrypted")), NULL);
  gtk_label_set_text (self->disk, text);
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_carry_dialog_finalize (GObject *object)
{
  g_clear_object (&CHOSHO_CARRY_DIALOG (object)->context);
  G_OBJECT_CLASS (chosho_carry_dialog_parent_class)->finalize (object);
}

static void
chosho_carry_dialog_class_init (ChoshoCarryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_carry_dialog_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                         G_TYPE_INT);
  g_type_ensure (CHOSHO_TYPE_MEMBER_CHECKS);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-carry-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, disk);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, people);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, mine);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, none);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, holder);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, note);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, returning);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCarryDialog, act);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_carry_dialog_init (ChoshoCarryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_password_row_prepare (ADW_PASSWORD_ENTRY_ROW (self->passphrase));
}

ChoshoCarryDialog *
chosho_carry_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoCarryDialog *self = g_object_new (CHOSHO_TYPE_CARRY_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  fill (self);
  chosho_workspace_run_async (chosho_context_get_workspace (context), "engagement show", chosho_value_new_object (), NULL, on_disk_cb, g_object_ref (self));
  return self;
}
